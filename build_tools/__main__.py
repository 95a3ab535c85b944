"""`python -m build_tools` is the command `zelian`."""

from build_tools.cli import run

run()
