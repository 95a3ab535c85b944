"""The command `zelian`: the only place that prints, exits and reads the clock."""

from build_tools.cli.main import main, run

__all__ = ["main", "run"]
