"""Completeness of what is written: figures say of what, when and where; provisions have a digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_tools.checks.unfilled import unfilled
from build_tools.checks.values import declared_in
from build_tools.corpus import Kind
from build_tools.fingerprint import fingerprint
from build_tools.model import UNDATED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from build_tools.checks.context import Context
    from build_tools.corpus import Text
    from build_tools.findings import Finding
    from build_tools.model import Figure, Measure
    from build_tools.provisions import Provision


def figure_without_unit(context: Context) -> Iterator[Finding]:
    """TXT001: a figure has no unit."""
    yield from _figures(
        context, "TXT001", lambda figure, _: figure.unit is None, "单位", "补上 unit，如“项”“人次”"
    )


def figure_without_date(context: Context) -> Iterator[Finding]:
    """TXT002: a figure has no date."""
    remedy = f"补上 as_of；来源没有时间的，写“{UNDATED}”"
    yield from _figures(context, "TXT002", lambda figure, _: figure.as_of is None, "时间", remedy)


def figure_without_place(context: Context) -> Iterator[Finding]:
    """TXT003: neither a figure nor its measure says where it stands in the source."""
    yield from _figures(
        context,
        "TXT003",
        lambda figure, measure: figure.locator is None and measure.locator is None,
        "在来源中的位置",
        "在该数据或者所在做法补上 locator",
    )


def provision_without_digest(context: Context) -> Iterator[Finding]:
    """TXT004: a provision with wording of its own has no digest."""
    remedy = "补上 digest，用自己的话写全该处的要求"
    yield from unfilled(context, "TXT004", lambda provision: not provision.digest, "没有要点", remedy)


def wrong_fingerprint(context: Context) -> Iterator[Finding]:
    """TXT005: two provisions with one fingerprint differ in digest, or the wording beside it has another.

    Regulations do repeat themselves word for word; then the digests are equal, too.
    """
    for text in context.corpus.all_texts():
        yield from _repeated_fingerprints(context, text)
        yield from _changed_wording(context, text)


def _figures(
    context: Context, code: str, lacks: Callable[[Figure, Measure], bool], part: str, remedy: str
) -> Iterator[Finding]:
    for measure in context.corpus.of_kind(Kind.MEASURE):
        for index, figure in enumerate(measure.record.figures):
            if lacks(figure, measure.record):
                message = f"数据“{figure.label}”没有写{part}"
                yield context.finding(code, measure, ("figures", index), message, remedy)


def _repeated_fingerprints(context: Context, text: Text) -> Iterator[Finding]:
    seen: dict[str, Provision] = {}
    for provision in text.by_eid.values():
        first = seen.setdefault(provision.fingerprint, provision) if provision.fingerprint else provision
        if first.digest != provision.digest:
            message = f"{provision.eid.chinese()}的指纹与{first.eid.chinese()}相同，要点却不同"
            remedy = "核对是否复制时漏改；原文确实相同的，写相同的要点"
            yield context.finding("TXT005", declared_in(text, provision), ("fingerprint",), message, remedy)


def _changed_wording(context: Context, text: Text) -> Iterator[Finding]:
    for provision in text.by_eid.values():
        if provision.text and provision.fingerprint and fingerprint(provision.text) != provision.fingerprint:
            message = f"{provision.eid.chinese()}的原文与指纹不符"
            remedy = "用官方文本重新导入；官方文本确有不同的，更新指纹"
            yield context.finding("TXT005", declared_in(text, provision), ("text",), message, remedy)
