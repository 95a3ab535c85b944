"""Questions as CSV: one row each, with the clauses that they rest on and the fingerprints of these."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from build_tools.exports.tables import BYTE_ORDER_MARK, as_text

if TYPE_CHECKING:
    from build_tools.training.factory import QuestionBank
    from build_tools.training.records import Question

COLUMNS = (
    *("编号", "种类", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析"),
    *("依据", "指纹", "环节", "主体", "难度"),
)
_BETWEEN = "；"
_MOST = 4


def questions_as_csv(questions: Iterable[Question], bank: QuestionBank) -> str:
    """Return questions as CSV with a byte order mark; cells that look like a formula become text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([as_text(cell) for cell in _row(question, bank)] for question in questions)
    return BYTE_ORDER_MARK + out.getvalue()


def changed_in_csv(text: str, bank: QuestionBank) -> list[tuple[str, str]]:
    """Return the questions in an earlier CSV that no longer hold, each with what has changed.

    Raises:
        ValueError: the text has not the columns of such a file.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""))
    if not {"编号", "指纹", "依据"} <= set(rows.fieldnames or ()):
        raise ValueError("不是题目的 CSV 文件：缺少“编号”“指纹”“依据”列")
    found = ((row["编号"] or "", _change(row, bank)) for row in rows)
    return [(identifier, change) for identifier, change in found if change]


def _change(row: dict[str, str | None], bank: QuestionBank) -> str:
    question = bank.by_id.get(row["编号"] or "")
    if question is None:
        return f"现在的数据不再出这道题（依据{row['依据']}）"
    then = dict(zip((row["依据"] or "").split(_BETWEEN), (row["指纹"] or "").split(_BETWEEN), strict=False))
    changed = [pin.reference for pin in question.pins if then.get(pin.reference) != pin.fingerprint]
    return f"{'、'.join(changed)}有改动" if changed else ""


def _row(question: Question, bank: QuestionBank) -> tuple[str, ...]:
    options = [option.text for option in question.options]
    bearers = (bank.facts.corpus.bearers[bearer].name for bearer in question.bearers)
    return (
        question.id,
        question.kind.chinese,
        question.stem,
        *options,
        *("" for _ in range(_MOST - len(options))),
        question.letter,
        question.explanation,
        _BETWEEN.join(pin.reference for pin in question.pins),
        _BETWEEN.join(pin.fingerprint for pin in question.pins),
        question.stage,
        _BETWEEN.join(bearers),
        question.difficulty.value,
    )
