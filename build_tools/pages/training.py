"""Training: an index of the packs, a pack per post, printable papers, the self-test with its questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind
from build_tools.model import BearerKind, Modality, Tier
from build_tools.pages.desk import Desk, Link, planned
from build_tools.pages.duty_views import DutyRow, PracticeRow, duty_row, practice_row
from build_tools.pages.page import Asset, Page, PlannedPage, TocEntry, in_script
from build_tools.pages.rendering import render_page
from build_tools.training.packs import CHARACTERS_A_MINUTE, MINUTES, SELF_TEST, Pack, Task
from build_tools.training.papers import make_paper
from build_tools.training.records import Difficulty, Question, QuestionKind
from build_tools.training.selection import scope_of

if TYPE_CHECKING:
    from build_tools.model import Bearer, Problem
    from build_tools.pages.book import Book
    from build_tools.training.factory import QuestionBank
    from build_tools.training.facts import Facts

ON_PAPER, PAPER_SEED = 20, "1"
WITH_PAPER = 3
"""A post with so many duties of its own has a printable paper."""
SHOWN = 10
"""So many matters, rules of thumb and the like are listed, not more."""
TOLD = 6
_CRUMB = "培训"


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack in the index: how many duties are studied, how long it takes, how many questions there are."""

    link: Link
    duties: int
    minutes: int
    questions: int
    paper: str | None


@dataclass(frozen=True, slots=True)
class WorkReading:
    """The clauses of one work that a pack asks to read."""

    work: Link
    clauses: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StageRows:
    """The duties of one step: those of the post, and those of its body."""

    name: str
    own: tuple[DutyRow, ...]
    around: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class TaskView:
    """An item of the checklist, with its duty."""

    id: str
    text: str
    duty: DutyRow | None


@dataclass(frozen=True, slots=True)
class FailingView:
    """A typical failing, what helps against it."""

    link: Link
    text: Markup
    countermeasures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chooser:
    """A post that the self-test offers: whose duties are its own, whose are those of its body."""

    id: str
    name: str
    own: str
    body: str


def training_pages(
    book: Book, bank: Callable[[], QuestionBank], found: tuple[Pack, ...], facts: Facts
) -> Iterator[PlannedPage]:
    """Yield the index, the self-test, the questions written by hand, a pack and a paper for each post."""
    yield planned(book, "training/index.html", lambda desk: _index_page(desk, bank(), found))
    yield planned(book, "training/self-test.html", lambda desk: _self_test_page(desk, bank(), found))
    yield planned(book, "training/questions.html", lambda desk: _written_page(desk, bank()))
    for pack in found:
        bearer = pack.bearer
        yield planned(book, f"training/{bearer.id}.html", _pack_page, bearer, facts=facts)
        if _has_paper(pack):
            yield planned(book, f"training/{bearer.id}-paper.html", _paper_page, bearer, questions=bank)


def question_scripts(book: Book, bank: QuestionBank) -> Iterator[Asset]:
    """Yield the questions of each kind as a script that the self-test loads when it needs them."""
    for kind in bank.counts:
        rows = [_row(book, q) for q in bank.questions if q.kind is kind and not q.suspect]
        script = f'(window.zelianQuestions=window.zelianQuestions||{{}})["{kind}"]={in_script(rows)};\n'
        yield Asset(f"assets/training/questions-{kind}.js", script)


def _row(book: Book, question: Question) -> list[object]:
    """Return a question as the script holds it; `quiz.js` names the columns in the same order."""
    address = book.address_of(question.subject)
    return [
        question.id,
        question.stem,
        [option.text for option in question.options],
        question.answer,
        question.explanation,
        f"{address.path}#{address.anchor}" if address else "",
        question.stage,
        " ".join(question.bearers),
        question.difficulty.level,
        int(question.fixed),
        str(question.subject),
    ]


def _index_page(desk: Desk, bank: QuestionBank, found: tuple[Pack, ...]) -> Page:
    tiers = tuple((t.value, tuple(_line(desk, bank, p) for p in found if p.bearer.tier is t)) for t in Tier)
    shown = tuple((name, lines) for name, lines in tiers if lines)
    return render_page(
        desk,
        "training_index.html",
        _CRUMB,
        description="每个岗位的岗前培训包：目标、阅读路径、任前谈话提纲、责任卡、九十天清单、自测和试卷。",
        toc=tuple(TocEntry(f"_tier{i}", name) for i, (name, _) in enumerate(shown, 1)),
        tiers=shown,
        counts=tuple((kind.chinese, count) for kind, count in bank.counts.items()),
        total=len(bank.questions),
        levels=tuple((d.value, sum(q.difficulty is d for q in bank.questions)) for d in Difficulty),
        suspect=sum(question.suspect for question in bank.questions),
        self_test=desk.to("training/self-test.html"),
        written=desk.to("training/questions.html"),
        guide=desk.to("guide/trainer.html"),
    )


def _line(desk: Desk, bank: QuestionBank, pack: Pack) -> PackLine:
    bearer = pack.bearer
    return PackLine(
        link=Link(bearer.name, desk.to(f"training/{bearer.id}.html"), bearer.kind.chinese),
        duties=len(pack.study),
        minutes=pack.minutes,
        questions=bank.pool.count(scope_of(bank.facts.graph, bearer.id)),
        paper=desk.to(f"training/{bearer.id}-paper.html") if _has_paper(pack) else None,
    )


def _has_paper(pack: Pack) -> bool:
    return pack.bearer.kind is BearerKind.POST and len(pack.own) >= WITH_PAPER


def _self_test_page(desk: Desk, bank: QuestionBank, found: tuple[Pack, ...]) -> Page:
    papers = (p.bearer for p in found if _has_paper(p))
    return render_page(
        desk,
        "training_self_test.html",
        "自测",
        description="选岗位、题型和题数，做练习或者模拟考试；错题自动进错题本。",
        crumbs=(Link(_CRUMB, desk.to("training/index.html")),),
        choosers=tuple(_chooser(bank, pack.bearer) for pack in found),
        kinds=tuple((kind.value, kind.chinese, count) for kind, count in bank.counts.items()),
        count=SELF_TEST,
        data=desk.to("assets/training"),
        papers=tuple(Link(b.name, desk.to(f"training/{b.id}-paper.html")) for b in papers),
    )


def _chooser(bank: QuestionBank, bearer: Bearer) -> Chooser:
    scope = scope_of(bank.facts.graph, bearer.id)
    return Chooser(bearer.id, bearer.name, " ".join(sorted(scope.own)), " ".join(sorted(scope.body)))


def _written_page(desk: Desk, bank: QuestionBank) -> Page:
    written = tuple(question for question in bank.questions if question.kind is QuestionKind.WRITTEN)
    return render_page(
        desk,
        "training_questions.html",
        "手写题目",
        description="由人编写的题目：程序的先后、容易混淆的界限。其余题目由数据生成。",
        crumbs=(Link(_CRUMB, desk.to("training/index.html")),),
        items=tuple(
            (question, desk.text(question.explanation), _why(desk, question)) for question in written
        ),
        toc=(),
    )


def _why(desk: Desk, question: Question) -> tuple[str, ...]:
    return desk.book.why_suspect(Kind.QUESTION, question.subject.id)


def _paper_page(desk: Desk, bearer: Bearer, *, questions: Callable[[], QuestionBank]) -> Page:
    bank = questions()
    available = bank.pool.count(scope_of(bank.facts.graph, bearer.id))
    paper = make_paper(bank, bearer, count=min(ON_PAPER, available), seed=PAPER_SEED)
    parts = groupby(enumerate(paper.in_order("A"), 1), key=lambda entry: entry[1].is_judgement)
    return render_page(
        desk,
        "training_paper.html",
        f"{bearer.name}试卷",
        description=f"{bearer.name}岗前培训的试卷，共{len(paper.questions)}题，附答案和依据，可以直接打印。",
        crumbs=(
            Link(_CRUMB, desk.to("training/index.html")),
            Link(bearer.name, desk.to(f"training/{bearer.id}.html")),
        ),
        paper=paper,
        parts=tuple(("判断题" if judged else "单项选择题", tuple(part)) for judged, part in parts),
        answers=tuple(
            (number, question, desk.text(question.explanation))
            for number, question in enumerate(paper.in_order("A"), 1)
        ),
        self_test=desk.to("training/self-test.html", query=f"post={bearer.id}"),
    )


def _pack_page(desk: Desk, bearer: Bearer, *, facts: Facts) -> Page:
    pack = Pack(facts, bearer)
    rows = {duty.id: duty_row(desk, duty) for duty in pack.study}
    return render_page(
        desk,
        "training.html",
        f"{bearer.name}岗前培训",
        description=f"{bearer.name}的岗前培训包：{len(pack.study)}条责任，约{pack.minutes}分钟。",
        crumbs=(Link(_CRUMB, desk.to("training/index.html")),),
        toc=tuple(_toc(pack)),
        source=desk.book.source(Kind.BEARER, bearer.id),
        pack=pack,
        lede=desk.text(bearer.description),
        rows=rows,
        aims=tuple(_aims(pack)),
        reading=tuple(_reading(desk, pack)),
        stages=tuple(_stages(desk, pack, rows)),
        timed=tuple(rows[duty.id] for duty in pack.timed),
        practice=tuple(_practice(desk, pack)),
        failings=tuple(_failing(desk, problem) for problem in pack.problems),
        card=tuple(rows[duty.id] for duty in pack.card),
        not_allowed=tuple(rows[duty.id] for duty in pack.of_modality(Modality.PROHIBITION)),
        allowed=tuple(rows[duty.id] for duty in pack.of_modality(Modality.PERMISSION)[:SHOWN]),
        inferred=tuple(rows[duty.id] for duty in pack.inferred[:SHOWN]),
        matters=tuple(
            (desk.titled(Kind.MATTER, m.id), desk.text(m.note or "")) for m in pack.matters[:SHOWN]
        ),
        told=tuple(rows[duty.id] for duty in pack.own[:TOLD] or pack.study[:TOLD]),
        evidence=tuple(dict.fromkeys(e for duty in pack.study for e in duty.evidence))[:SHOWN],
        talk_practice=_talk_practice(desk),
        checklist=tuple(_checklist(pack, rows)),
        links=_links(desk, pack),
        rule=(CHARACTERS_A_MINUTE, MINUTES),
    )


def _links(desk: Desk, pack: Pack) -> dict[str, str | None]:
    post = pack.bearer.id
    return {
        "post": desk.to(f"bearers/{post}.html"),
        "body": desk.to(f"bearers/{pack.body.id}.html") if pack.body else None,
        "test": desk.to("training/self-test.html", query=f"post={post}"),
        "paper": desk.to(f"training/{post}-paper.html") if _has_paper(pack) else None,
        "duties": desk.to("duties/index.html", "_list", f"bearer={post}"),
        "guide": desk.to("guide/trainer.html"),
    }


def _toc(pack: Pack) -> Iterator[TocEntry]:
    parts = (
        ("_aims", "培训目标", pack.study),
        ("_path", "阅读路径", pack.steps),
        ("_clauses", "条款", pack.study),
        ("_duties", "责任", pack.study),
        ("_dates", "程序和时限", pack.timed),
        ("_practice", "各地做法", pack.practice),
        ("_problems", "典型问题", pack.problems),
        ("_talk", "任前谈话提纲", pack.study),
        ("_card", "责任卡", pack.card),
        ("_checklist", "三十天和九十天清单", pack.study),
        ("_notes", "讲课提示", pack.study),
    )
    yield from (TocEntry(anchor, title) for anchor, title, content in parts if content)


def _aims(pack: Pack) -> Iterator[str]:
    """Yield what somebody can do after the training, with the numbers of this post."""
    name, stages = pack.bearer.name, _stage_counts(pack)
    refs = dict.fromkeys(ref for duty in pack.study for ref in pack.facts.basis[duty.id])
    titles = (pack.facts.corpus.works[work].short_title for work in dict.fromkeys(ref.work for ref in refs))
    works = "、".join(f"《{title}》" for title in titles)
    counts = f"{len(pack.study)}条责任，{len(refs)}处条款"
    yield f"说得清{name}承担什么责任，每条能指出依据：{counts}，出自{works}。"
    yield "分得清责任属于闭环的哪一步：" + "、".join(f"{stage}{count}条" for stage, count in stages) + "。"
    if pack.timed:
        yield f"记得住写明时限的{len(pack.timed)}条，知道头一个月和头三个月要做什么。"
    if banned := pack.of_modality(Modality.PROHIBITION):
        yield f"守得住底线：{len(banned)}条写着“不得”。"
    if pack.problems:
        yield f"认得出{len(pack.problems)}种典型问题，说得出对策和别处的做法。"
    yield f"自测{SELF_TEST}题，错题弄懂依据后重做到全对。"


def _stage_counts(pack: Pack) -> list[tuple[str, int]]:
    names = pack.facts.corpus.names(Kind.STAGE)
    counts = ((name, sum(duty.stage == name for duty in pack.study)) for name in names)
    return [(name, count) for name, count in counts if count]


def _reading(desk: Desk, pack: Pack) -> Iterator[WorkReading]:
    refs = dict.fromkeys(ref for duty in pack.study for ref in pack.facts.basis[duty.id])
    works = dict.fromkeys(ref.work for ref in refs)
    for work in works:
        title = desk.book.corpus.works[work].short_title
        posts = [desk.book.signpost(ref) for ref in refs if ref.work == work]
        clauses = tuple(Link(post.place, desk.href(post.address)) for post in posts)
        yield WorkReading(Link(f"《{title}》", desk.record(Kind.WORK, work)), clauses)


def _stages(desk: Desk, pack: Pack, rows: dict[str, DutyRow]) -> Iterator[StageRows]:
    for stage in desk.book.stages:
        own = tuple(rows[duty.id] for duty in pack.own if duty.stage == stage.name)
        around = tuple(rows[duty.id] for duty in pack.around if duty.stage == stage.name)
        if own or around:
            yield StageRows(stage.name, own, around)


def _practice(desk: Desk, pack: Pack) -> Iterator[PracticeRow]:
    served = [(duty, pack.graph.practice_for(duty.id)) for duty in pack.study] if pack.practice else []
    for practice in pack.practice:
        duty = next(duty for duty, found in served if practice in found)
        yield practice_row(desk, practice, duty, named=True)


def _failing(desk: Desk, problem: Problem) -> FailingView:
    return FailingView(
        desk.titled(Kind.PROBLEM, problem.id), desk.text(problem.description), problem.countermeasures
    )


def _talk_practice(desk: Desk) -> Link | None:
    """Return the measure of a place that talks with everybody new to a post, if one is reported."""
    for experience in desk.book.corpus.experiences.values():
        for measure in experience.measures:
            if "任前谈话" in measure.title:
                return desk.measure(experience, measure)
    return None


def _checklist(pack: Pack, rows: dict[str, DutyRow]) -> Iterator[tuple[str, str, tuple[TaskView, ...]]]:
    parts = (
        ("前30天", "接手、学习，每月一次的和及时、一个月内要办的事", pack.first_month),
        ("第31天至第90天", "每季度一次的事，回头看一遍", pack.first_quarter),
        ("排进全年日历", "每半年、每年、每届的事，先写明时间和责任人", pack.in_the_year),
    )
    for name, what, tasks in parts:
        if tasks:
            yield name, what, tuple(_task_view(task, rows) for task in tasks)


def _task_view(task: Task, rows: dict[str, DutyRow]) -> TaskView:
    return TaskView(task.id, task.text, rows[task.duty.id] if task.duty else None)
