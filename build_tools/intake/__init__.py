"""Taking in a local report: what a web page added is removed, what was garbled is shown, facts are listed."""

from build_tools.intake.against import Missing, missing_numbers
from build_tools.intake.reading import read_report
from build_tools.intake.skeleton import Target, render_skeleton
from build_tools.intake.taking import Intake, take_in

__all__ = ["Intake", "Missing", "Target", "missing_numbers", "read_report", "render_skeleton", "take_in"]
