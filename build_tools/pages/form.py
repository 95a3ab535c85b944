"""The form in which a person without Git writes down an experience, and what a browser checks it by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.model import UNDATED, ExperienceKind, Mechanism
from build_tools.model.duty import DurationUnit
from build_tools.pages.desk import Desk, Link
from build_tools.pages.page import Asset, Page, TocEntry, in_script
from build_tools.pages.rendering import render_page
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Duty
    from build_tools.pages.book import Book

PATH = "contribute/form.html"
DATA = "assets/form-data.js"
SCRIPTS = ("form-rules", "form-yaml", "form-view")


def form_page(book: Book) -> Page:
    """Return the form; without scripts it says so and names the other ways."""
    desk = Desk(book, PATH)
    corpus = book.corpus
    return render_page(
        desk,
        "form.html",
        "提交地方经验",
        description="不用 Git：在网页里填写一份地方经验，检查以后下载，或者复制成一封信。",
        crumbs=(Link("参与维护", desk.to("contributing/add-experience.html")),),
        toc=(
            TocEntry("_place", "地方和来源"),
            TocEntry("_measures", "做法"),
            TocEntry("_send", "检查和提交"),
        ),
        regions=corpus.names(Kind.REGION),
        stages=corpus.names(Kind.STAGE),
        grades=tuple(
            (grade.name, grade.definition) for grade in corpus.vocabulary(Kind.SOURCE_GRADE).values()
        ),
        kinds=tuple(ExperienceKind),
        mechanisms=tuple(Mechanism),
        lengths=tuple(DurationUnit),
        undated=UNDATED,
        data=desk.to(DATA),
        scripts=" ".join(desk.to(f"javascripts/{name}.js") for name in SCRIPTS),
    )


def form_data(kb: KnowledgeBase) -> Asset:
    """Return the duties, the provisions from which they come, and the problems, as a script.

    Duties: id, title, bearer, stage, action, basis, the first day on which a basis was in force, units.
    Clauses: citation, digest, the numbers of the duties derived from it.
    """
    number = {duty: index for index, duty in enumerate(kb.corpus.duties)}
    data = {
        "duties": [_duty(kb, duty) for duty in kb.corpus.duties.values()],
        "clauses": list(_clauses(kb, number)),
        "problems": [[p.id, p.title, p.description] for p in kb.corpus.problems.values()],
    }
    return Asset(DATA, f"window.zelianForm={in_script(data)};\n")


def _duty(kb: KnowledgeBase, duty: Duty) -> list[object]:
    refs = kb.graph.basis_of(duty.id)
    days = (kb.corpus.first_effective(ref.work) for ref in refs)
    since = min((day for day in days if day), default=None)
    basis = [canonical_reference(ref, kb.corpus) for ref in refs]
    return [
        duty.id,
        duty.title,
        duty.bearer,
        duty.stage,
        duty.action,
        basis,
        since.isoformat() if since else "",
    ]


def _clauses(kb: KnowledgeBase, number: dict[str, int]) -> Iterator[list[object]]:
    for work in kb.corpus.works:
        text = kb.corpus.text_of(work, kb.as_of)
        for provision in text.by_eid.values() if text else ():
            ref = kb.corpus.ref(text, provision.eid, kb.as_of) if text else None
            duties = kb.graph.duties_from(ref) if ref else ()
            if ref and duties and provision.digest:
                numbers = [number[duty.id] for duty in duties]
                yield [canonical_reference(ref, kb.corpus), provision.digest, numbers]
