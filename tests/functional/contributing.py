"""A small knowledge base with its templates, as a contributor has it."""

import shutil
from pathlib import Path

from tests.functional.test_templates import ROOT, lay_out


def small_base(folder: Path) -> Path:
    """Lay out the templates in their places, with the folder of templates, and return the folder."""
    lay_out(folder / "regulations")
    shutil.copytree(ROOT / "templates", folder / "regulations/templates")
    return folder
