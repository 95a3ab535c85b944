"""Coverage: duties have a basis, and every binding provision has a duty or a reason for having none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_tools.checks.unfilled import unfilled
from build_tools.checks.values import declared_in
from build_tools.corpus import Kind, ProvisionRef
from build_tools.model import Modality, Norm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_tools.checks.context import Context
    from build_tools.corpus import Text
    from build_tools.findings import Finding
    from build_tools.model import Duty
    from build_tools.provisions import Provision

_BINDING = {Norm.OBLIGATION: "设定义务", Norm.PROHIBITION: "设定禁止"}

_NORM_OF = {
    Modality.OBLIGATION: Norm.OBLIGATION,
    Modality.PROHIBITION: Norm.PROHIBITION,
    Modality.PERMISSION: Norm.PERMISSION,
}


def duty_without_basis(context: Context) -> Iterator[Finding]:
    """COV001: a duty names no provision."""
    for declared in context.corpus.of_kind(Kind.DUTY):
        if declared.record and not declared.record.basis:
            message = f"责任“{declared.record.title}”没有依据"
            yield context.finding("COV001", declared, (), message, "补上 basis，如 basis: [《简称》第X条]")


def binding_provision_without_duty(context: Context) -> Iterator[Finding]:
    """COV002: a provision that binds somebody is in no duty's basis and gives no reason."""
    if not (context.is_complete(Kind.DUTY) and context.is_complete(Kind.WORK)):
        return  # the duty, or the name of the work it cites, may stand in what could not be read
    for text, provision in _provisions_in_force(context):
        if provision.norm in _BINDING and not provision.no_duty and not _duties(context, provision):
            declared = declared_in(text, provision)
            message = f"{provision.eid.chinese()}{_BINDING[provision.norm]}，却没有责任以它为依据"
            remedy = "补一条责任，或者用 no_duty 写明不拆出责任的理由"
            yield context.finding("COV002", declared, ("norm",), message, remedy)


def provision_without_norm(context: Context) -> Iterator[Finding]:
    """COV003: nobody has said whether a provision binds somebody."""
    lack, remedy = "没有写明是否设定义务", f"补上 norm：{'、'.join(Norm)}"
    yield from unfilled(context, "COV003", lambda provision: provision.norm is None, lack, remedy)


def duty_and_no_duty(context: Context) -> Iterator[Finding]:
    """COV004: a provision says that it yields no duty, and a duty names it as its basis."""
    for text, provision in _provisions_in_force(context):
        duties = _duties(context, provision) if provision.no_duty else ()
        if duties:
            declared = declared_in(text, provision)
            titles = "、".join(f"“{duty.title}”" for duty in duties)
            message = f"{provision.eid.chinese()}写明不拆出责任，但责任{titles}以它为依据"
            remedy = "删去 no_duty，或者改正责任的依据"
            yield context.finding("COV004", declared, ("no_duty",), message, remedy)


def no_source(context: Context) -> Iterator[Finding]:
    """COV005: a work or an experience does not say where it was read."""
    for kind in (Kind.WORK, Kind.EXPERIENCE):
        for declared in context.corpus.of_kind(kind):
            if declared.record and declared.record.source is None:
                message = f"{kind.chinese}“{declared.record.title}”没有来源"
                yield context.finding("COV005", declared, (), message, "补上 source，至少写明 title 和 grade")
    for declared in context.corpus.of_kind(Kind.MILESTONE):
        if declared.record and not (declared.record.source or declared.record.works):
            message = f"沿革“{declared.record.title}”没有出处"
            remedy = "补上 source（经验编号）或者 works（法规编号）"
            yield context.finding("COV005", declared, (), message, remedy)


def modality_differs_from_norm(context: Context) -> Iterator[Finding]:
    """COV006: a duty is of another force than the provisions it is derived from.

    A provision may bind in one sentence and permit in another; its norm is the stronger. So a duty of
    another force is accepted beside one that has the force of the norm.
    """
    for declared in context.corpus.of_kind(Kind.DUTY):
        bases = _basis(context, declared.id) if declared.record else ()
        norms = {provision.norm for provision in bases if provision.norm}
        if norms and _NORM_OF[declared.record.modality] not in norms and not _mixed(context, bases):
            message = f"责任写的是“{declared.record.modality}”，依据的 norm 却是 {'、'.join(sorted(norms))}"
            remedy = "核对条文，改正 modality 或者条文的 norm"
            yield context.finding("COV006", declared, ("modality",), message, remedy)


def _provisions_in_force(context: Context) -> Iterator[tuple[Text, Provision]]:
    return ((text, provision) for text in context.texts_in_force for provision in text.by_eid.values())


def _duties(context: Context, provision: Provision) -> tuple[Duty, ...]:
    return context.graph.duties_from(ProvisionRef(provision.work, provision.eid))


def _basis(context: Context, duty: str) -> tuple[Provision, ...]:
    found = (context.corpus.provision(ref, context.as_of) for ref in context.graph.basis_of(duty))
    return tuple(provision for provision in found if provision)


def _mixed(context: Context, bases: tuple[Provision, ...]) -> bool:
    """Whether one of the provisions has another duty, of the force of its norm."""
    return any(_NORM_OF[duty.modality] is basis.norm for basis in bases for duty in _duties(context, basis))
