"""`zelian impact`: what a revision touches, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from build_tools.comparison import Change
from build_tools.corpus import Corpus
from build_tools.errors import ToolError
from build_tools.graph import provision_ref
from build_tools.impact import Affected, Impact, TouchedArticle, impact_of, versions_to_compare
from build_tools.knowledge_base import KnowledgeBase
from build_tools.partial_dates import in_chinese
from build_tools.resolution import canonical_reference
from build_tools.review import KINDS
from build_tools.suggestions import did_you_mean


def print_impact(kb: KnowledgeBase, work: str, old: str, new: str, form: str) -> int:
    """Print what the revision of a work, given by id or name, from one version to another touches.

    Raises:
        ToolError: there is no such work, or there are no such versions.
    """
    earlier, later = versions_to_compare(kb.corpus, work_named(kb.corpus, work), old, new)
    impact = impact_of(kb.graph, kb.reviews, earlier, later)
    if form == "json":
        click.echo(json.dumps(impact_record(impact, kb.corpus), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(impact, kb.corpus)))
    return 0


def impact_record(impact: Impact, corpus: Corpus) -> dict[str, Any]:
    """Return an impact as plain data."""
    comparison = impact.comparison
    return {
        "work": comparison.new.work,
        "old": comparison.old.date.isoformat(),
        "new": comparison.new.date.isoformat(),
        "counts": {change.name.lower(): comparison.counts[change] for change in Change},
        "owners": dict(impact.owners),
        "articles": [_article(article, corpus) for article in impact.articles],
    }


def work_named(corpus: Corpus, name: str) -> str:
    """Return the id of the work that an id, a title or a short title names.

    Raises:
        ToolError: there is none, or several; the message tells similar names.
    """
    if name in corpus.works:
        return name
    found = corpus.work_names.works(name.strip("《》"))
    if len(found) == 1:
        return found[0]
    remedy = did_you_mean(name, [*corpus.works, *corpus.work_names.names]) or "写法规的编号或者简称"
    raise ToolError(f"没有法规“{name}”；{remedy}")


def _article(article: TouchedArticle, corpus: Corpus) -> dict[str, Any]:
    change = article.change
    return {
        "change": change.change.name.lower(),
        "old": [str(provision.eid) for provision in change.old],
        "new": [str(provision.eid) for provision in change.new],
        "records": [_record(affected, corpus) for affected in article.affected],
        "cited_by": [node.id for node in article.cited_by],
    }


def _record(affected: Affected, corpus: Corpus) -> dict[str, Any]:
    return {
        "kind": affected.review.kind.value,
        "id": affected.review.id,
        "name": affected.review.name,
        "owner": affected.owner,
        "reference": affected.reference,
        "effect": affected.effect.name.lower(),
        "before": str(affected.before) if affected.before else None,
        "after": str(affected.after) if affected.after else None,
        "state": affected.state.name.lower(),
        "measures": [
            {"id": f"{p.experience.id}/{p.measure.id}", "region": p.experience.region, "link": p.link.value}
            for p in affected.practice
        ],
        "indicators": [{"id": i, "title": corpus.indicators[i].title} for i in affected.indicators],
        "problems": [{"id": i, "title": corpus.problems[i].title} for i in affected.problems],
    }


def _lines(impact: Impact, corpus: Corpus) -> Iterator[str]:
    comparison = impact.comparison
    title = corpus.works[comparison.new.work].short_title
    yield f"《{title}》{in_chinese(comparison.old.date)}文本 → {in_chinese(comparison.new.date)}文本"
    yield "条文：" + "、".join(f"{c.value} {n}" for c in Change if (n := comparison.counts[c]))
    yield _summary(impact)
    for article in impact.articles:
        yield ""
        yield from _article_lines(article, corpus)


def _summary(impact: Impact) -> str:
    ids = {(a.review.kind, a.review.id) for a in impact.affected}
    counts = ((kind, sum(k is kind for k, _ in ids)) for kind in KINDS)
    named = "、".join(f"{kind.chinese} {count}" for kind, count in counts if count)
    owners = "、".join(f"{owner} {count}" for owner, count in impact.owners.items())
    return f"涉及：{named or '没有责任、检查指标或者术语以改动的条文为依据'}" + (
        f"（{owners}）" if owners else ""
    )


def _article_lines(article: TouchedArticle, corpus: Corpus) -> Iterator[str]:
    change = article.change
    old, new = ("、".join(p.num for p in side) for side in (change.old, change.new))
    place = old if old == new or not new else new if not old else f"{old} → {new}"
    yield f"{change.change} {place}"
    if not article.affected and not change.change.keeps_wording:
        yield "  没有责任、检查指标或者术语以它为依据"
    for affected in article.affected:
        yield from _affected_lines(affected, corpus)
    for node in article.cited_by:
        yield f"  被引用：{canonical_reference(provision_ref(node), corpus)}"


def _affected_lines(affected: Affected, corpus: Corpus) -> Iterator[str]:
    review = affected.review
    owner = f"，{affected.owner}" if affected.owner else ""
    yield f"  {review.kind.chinese} {review.id}（{review.name}{owner}）［{affected.state}］"
    places = [eid.chinese() for eid in (affected.before, affected.after) if eid]
    moved = f"（{' → '.join(places)}）" if len(set(places)) > 1 else ""
    yield f"    {affected.reference}{affected.effect}{moved}"
    if affected.practice:
        names = (f"{p.experience.region}“{p.measure.title}”" for p in affected.practice)
        yield f"    做法：{'、'.join(names)}"
    if affected.indicators:
        yield f"    检查指标：{'、'.join(corpus.indicators[i].title for i in affected.indicators)}"
    if affected.problems:
        yield f"    常见问题：{'、'.join(corpus.problems[i].title for i in affected.problems)}"
