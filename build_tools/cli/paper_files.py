"""`zelian paper`: papers for a post, and the same questions for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from build_tools.cli.shared import write_files
from build_tools.corpus import Kind
from build_tools.errors import ToolError, reason_of
from build_tools.exports.listing import safe_name
from build_tools.knowledge_base import newest_day
from build_tools.suggestions import did_you_mean
from build_tools.training.factory import question_bank
from build_tools.training.papers import Paper, make_paper
from build_tools.training.records import QuestionKind

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Bearer
    from build_tools.training.factory import QuestionBank


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: the post, how many questions, the seed, kinds, versions and forms."""

    post: str
    count: int
    seed: str
    kinds: tuple[str, ...]
    versions: tuple[str, ...]
    forms: tuple[str, ...]


def write_paper(kb: KnowledgeBase, order: Order, out: Path) -> int:
    """Write the files of a paper into ``out`` and print which.

    Raises:
        ToolError: there is no such post, not enough questions, or a file cannot be written.
    """
    bank = question_bank(kb)
    bearer = find_bearer(kb, order.post)
    kinds = tuple(kind for kind in QuestionKind if not order.kinds or kind.chinese in order.kinds)
    paper = make_paper(bank, bearer, count=order.count, seed=order.seed, kinds=kinds, versions=order.versions)
    files = {out / name: content for name, content in _files(bank, paper, order)}
    write_files(files)
    for path in files:
        click.echo(f"已写入：{path}")
    suspect = sum(question.suspect for question in bank.questions)
    left_out = f"；待复核的{suspect}道没有使用" if suspect else ""
    click.echo(f"{bearer.name}，{len(paper.questions)}题，种子{paper.seed}，试题版本{paper.mark}{left_out}。")
    return 0


def check_questions(kb: KnowledgeBase, file: Path) -> int:
    """Print which questions of an earlier CSV no longer hold; return 1 when there are some.

    Raises:
        ToolError: the file cannot be read, or holds no questions.
    """
    from build_tools.exports.question_tables import changed_in_csv  # noqa: PLC0415  (only this command needs it)

    try:
        changed = changed_in_csv(file.read_bytes().decode("utf-8"), question_bank(kb))
    except OSError as error:
        raise ToolError(f"读不了文件“{file}”（{reason_of(error)}）") from None
    except UnicodeDecodeError:
        raise ToolError(f"文件“{file}”不是 UTF-8 编码；请用 zelian paper 写出的 CSV 文件") from None
    except ValueError as error:
        raise ToolError(f"文件“{file}”{error}") from None
    for identifier, change in changed:
        click.echo(f"{identifier}\t{change}")
    click.echo(f"{len(changed)}道题的依据有改动，应当重新出卷。" if changed else "各题的依据都没有改动。")
    return 1 if changed else 0


def find_bearer(kb: KnowledgeBase, name: str) -> Bearer:
    """Return the bearer with this name, alias or id.

    Raises:
        ToolError: there is none.
    """
    found = kb.corpus.named(Kind.BEARER, name)
    bearer = kb.corpus.bearers.get(found.id) if found else None
    if bearer is None:
        guess = did_you_mean(name, kb.corpus.names(Kind.BEARER)) or "岗位名称见网站的“岗位”页"
        raise ToolError(f"没有名为“{name}”的岗位或者组织；{guess}")
    return bearer


def _files(bank: QuestionBank, paper: Paper, order: Order) -> Iterator[tuple[str, bytes | str]]:
    day = newest_day(bank.facts.corpus)
    name = safe_name(paper.bearer.name)
    questions = paper.in_order("A")
    if "word" in order.forms:
        from build_tools.exports.papers import paper_files  # noqa: PLC0415  (each form loads its own library)

        yield from paper_files(paper, day)
    if "csv" in order.forms:
        from build_tools.exports.question_tables import questions_as_csv  # noqa: PLC0415

        yield f"{name}-题目.csv", questions_as_csv(questions, bank)
    if "anki" in order.forms:
        from build_tools.exports.anki import questions_as_apkg  # noqa: PLC0415

        yield f"{name}-题目.apkg", questions_as_apkg(f"责链::{paper.bearer.name}", questions, day)
    if "qti" in order.forms:
        from build_tools.exports.qti import questions_as_qti  # noqa: PLC0415

        yield f"{name}-题目-qti.zip", questions_as_qti(f"{paper.bearer.name}岗前培训", questions)
