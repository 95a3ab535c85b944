"""Questions written by hand: each has exactly one right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.fingerprint import normalise_wording
from build_tools.model import FALSE, TRUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_tools.checks.context import Context
    from build_tools.findings import Finding
    from build_tools.model import WrittenQuestion
    from build_tools.yaml_source import KeyPath


def answer_not_unique(context: Context) -> Iterator[Finding]:
    """QUE001: a wrong answer says the same as the right one or another, or a judgement has other answers."""
    for declared in context.corpus.of_kind(Kind.QUESTION):
        for steps, message, remedy in _faults(declared.record) if declared.record else ():
            yield context.finding("QUE001", declared, steps, message, remedy)


def _faults(question: WrittenQuestion) -> Iterator[tuple[KeyPath, str, str]]:
    """Yield where the answers of ``question`` are wrong, what is wrong and what to do."""
    if question.is_judgement:
        opposite = FALSE if question.answer == TRUE else TRUE
        if question.wrong != (opposite,):
            yield ("wrong",), f"判断题的错误答案应当只有“{opposite}”", f"写作 wrong: [{opposite}]"
        return
    seen = {normalise_wording(question.answer): "正确答案"}
    for index, option in enumerate(question.wrong):
        said = normalise_wording(option)
        if said in seen:
            message = f"错误答案“{option}”与{seen[said]}相同，题目没有唯一的正确答案"
            yield ("wrong", index), message, "换一个确实错误的答案，或者删去"
        seen.setdefault(said, f"第{index + 1}个错误答案")
