"""责链: a knowledge base of party-building duties and the clauses they come from.

The package loads the YAML files of a knowledge base, links duties to clauses and builds a site:

    >>> from build_tools import load
    >>> kb = load("regulations")          # doctest: +SKIP
    >>> kb.corpus.works["jiguan-jiceng-tiaoli"].short_title   # doctest: +SKIP
    '机关基层组织条例'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from build_tools.knowledge_base import KnowledgeBase

__version__ = "0.1.0"
__all__ = ["__version__", "load"]


def load(root: str | Path, *, as_of: dt.date | None = None) -> KnowledgeBase:
    """Return the knowledge base in the folder ``root``, with its graph and its findings.

    Bad data never raises: it is in ``findings`` of the result. ``as_of`` is the day on which the
    status of texts is computed; without it the day of the newest event in the data is taken.

    Raises:
        ToolError: the folder does not exist or is no knowledge base.
    """
    from build_tools.knowledge_base import open_knowledge_base  # noqa: PLC0415  (keeps `import build_tools` light)

    return open_knowledge_base(root, as_of=as_of)
