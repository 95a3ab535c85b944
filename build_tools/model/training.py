"""Questions written by hand; most questions are made from the other records (`build_tools.training`)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from build_tools.model.base import Record, Slug, Text
from build_tools.model.duty import Reviewed

TRUE, FALSE = "正确", "错误"
"""The two answers to a statement that is to be judged."""


class WrittenQuestion(Record):
    """A question with one right answer, for the self-test and the papers."""

    id: Slug = Field(description="编号，全库唯一")
    stem: Text = Field(description=f"题干；判断题写一句陈述，正确答案写“{TRUE}”或者“{FALSE}”")
    answer: Text = Field(description="正确答案，只有一个")
    wrong: tuple[Text, ...] = Field(
        min_length=1, description="错误答案，互不相同；单选题写3个，判断题写另一个判断"
    )
    explanation: Text = Field(description="解析：为什么是这个答案")
    stage: Text = Field(description="环节，见 vocabulary/stages.yml；成绩按环节统计")
    bearers: tuple[Text, ...] = Field((), description="与哪些责任主体有关；不写就是通用")
    difficulty: Annotated[int, Field(ge=1, le=3)] = Field(2, description="难度：1 易、2 中、3 难")
    basis: tuple[Text, ...] = Field(min_length=1, description="依据，写作《简称》第X条第X款第（X）项")
    reviewed: Reviewed | None = Field(None, description="复核记录，同责任；条文改了，题目就待复核")

    @property
    def title(self) -> str:
        """What lists call the question."""
        return self.stem

    @property
    def is_judgement(self) -> bool:
        """Whether a statement is to be judged."""
        return self.answer in {TRUE, FALSE}


class QuestionFile(Record):
    """A file of questions."""

    questions: tuple[WrittenQuestion, ...] = Field(description="题目")
