"""Errors of use. Bad data is never an exception: it is a `Finding`."""

from __future__ import annotations


class ToolError(Exception):
    """The tool was used wrongly; the message is one Chinese line that says what to do."""
