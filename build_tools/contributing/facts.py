"""What is asked for to begin a record of each kind; everything else is a gap in the written file."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.corpus import Kind
from build_tools.model import ExperienceKind, Modality, WorkKind


@dataclass(frozen=True, slots=True)
class Fact:
    """One question: the key that it fills, the option that answers it, and what may be answered.

    ``names``: a record or word of this kind is meant; ``words``: one of these; ``many``: several answers.
    """

    key: str
    option: str
    question: str
    names: Kind | None = None
    words: tuple[str, ...] = ()
    default: str = ""
    is_needed: bool = True
    many: bool = False


@dataclass(frozen=True, slots=True)
class NewKind:
    """A kind of record that can be begun: its template, its questions, the optional keys that become gaps."""

    name: str
    kind: Kind
    template: str
    facts: tuple[Fact, ...]
    keep: tuple[str, ...] = ()

    @property
    def chinese(self) -> str:
        """The Chinese name."""
        return self.kind.chinese


def _optional(key: str, option: str, question: str, names: Kind | None = None) -> Fact:
    return Fact(key, option, question, names, is_needed=False)


NEW_KINDS: dict[str, NewKind] = {
    new.name: new
    for new in (
        NewKind(
            "experience",
            Kind.EXPERIENCE,
            "experience",
            (
                Fact("title", "title", "名称，如“示例市的年度检查”"),
                Fact("region", "region", "地区", Kind.REGION),
                Fact("unit", "unit", "实施单位"),
                Fact(
                    "kind",
                    "kind",
                    "经验还是研究",
                    words=tuple(map(str, ExperienceKind)),
                    default="经验",
                    is_needed=False,
                ),
                Fact("source.title", "source", "来源的题名"),
                Fact("source.grade", "grade", "来源等级", Kind.SOURCE_GRADE),
                _optional("source.container", "container", "来源载于何处（刊名、卷期、网站）"),
                _optional("source.issued", "issued", "来源的发表日期，如 2022-11"),
                _optional("practised.from", "since", "从什么时候开始做，如 2021-03"),
            ),
        ),
        NewKind(
            "work",
            Kind.WORK,
            "work",
            (
                Fact("title", "title", "全称，不带书名号"),
                Fact("short_title", "short-title", "简称，引用时写《简称》第X条"),
                Fact("kind", "kind", "文种", words=tuple(map(str, WorkKind))),
                Fact("issuer", "issuer", "制定机关", Kind.ISSUER),
            ),
            keep=("source",),
        ),
        NewKind(
            "duty",
            Kind.DUTY,
            "duties",
            (
                Fact("work", "work", "首要依据是哪部法规（编号或者简称）", Kind.WORK),
                Fact("duties.basis", "basis", "依据，写作《简称》第X条", Kind.PROVISION, many=True),
                Fact("duties.title", "title", "短名，4到16个字"),
                Fact("duties.bearer", "bearer", "责任主体", Kind.BEARER),
                Fact("duties.stage", "stage", "环节", Kind.STAGE),
                Fact("duties.line", "line", "责任线", Kind.LINE),
                Fact(
                    "duties.modality",
                    "modality",
                    "应当、不得还是可以",
                    words=tuple(map(str, Modality)),
                    default="应当",
                    is_needed=False,
                ),
                _optional("duties.action", "action", "责任内容：一句话，不写主语"),
            ),
        ),
        NewKind(
            "problem",
            Kind.PROBLEM,
            "problems",
            (
                Fact("problems.title", "title", "名称，如“检查走过场”"),
                Fact("problems.stage", "stage", "环节", Kind.STAGE),
                _optional("problems.description", "description", "表现"),
                Fact(
                    "problems.sources",
                    "experience",
                    "见于哪篇经验（编号）",
                    Kind.EXPERIENCE,
                    is_needed=False,
                    many=True,
                ),
            ),
        ),
        NewKind(
            "term",
            Kind.TERM,
            "terms",
            (
                Fact("terms.name", "name", "名称"),
                _optional("terms.definition", "definition", "释义，用自己的话"),
                Fact(
                    "terms.basis",
                    "basis",
                    "依据，写作《简称》第X条",
                    Kind.PROVISION,
                    is_needed=False,
                    many=True,
                ),
            ),
            keep=("terms.definition",),
        ),
        NewKind(
            "question",
            Kind.QUESTION,
            "questions",
            (
                Fact("questions.stem", "stem", "题干"),
                Fact("questions.basis", "basis", "依据，写作《简称》第X条", Kind.PROVISION, many=True),
                Fact("questions.stage", "stage", "环节", Kind.STAGE),
                _optional("questions.answer", "answer", "正确答案"),
            ),
        ),
    )
}
"""The kinds that `zelian new` begins."""
