"""`zelian list`: the duties, or other records, that fit what is asked for."""

from __future__ import annotations

import json

import click

from build_tools.knowledge_base import KnowledgeBase
from build_tools.report.listing import LISTS, Wanted, listed, listed_duties
from build_tools.report.tables import plain, table

DUTIES = "责任"
KINDS = (DUTIES, *LISTS)
EXIT_FOUND = 1
"""Nothing fits."""


def print_list(kb: KnowledgeBase, kind: str, wanted: Wanted, form: str) -> int:
    """Print the records of ``kind`` that fit ``wanted``; 1 when there are none.

    Raises:
        ToolError: a name that is asked for does not exist.
    """
    rows = listed_duties(kb, wanted) if kind == DUTIES else listed(kind, kb, wanted.word)
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif rows:
        click.echo(
            plain([table(f"{kind}（{len(rows)}）", tuple(rows[0]), [tuple(row.values()) for row in rows])]),
            nl=False,
        )
    else:
        click.echo("没有符合的记录。", err=True)
    return 0 if rows else EXIT_FOUND
