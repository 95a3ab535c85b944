"""The data page: everything as files, with what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.coverage import shelved_works
from build_tools.exports import TABLES, knowledge_as_json, links_as_graphml, works_as_jsonld
from build_tools.exports.akoma_ntoso import file_name, text_as_akn, texts_with_work
from build_tools.graph import Link as GraphLink
from build_tools.pages.desk import Desk, Link
from build_tools.pages.page import Asset, Page, TocEntry
from build_tools.pages.rendering import render_page
from build_tools.partial_dates import in_chinese

if TYPE_CHECKING:
    from build_tools.corpus import Text
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.pages.book import Book

PATH = "data.html"
FOLDER = "assets/data"

_JSON = (
    ("format", "格式的版本；键的意思改变或者取消时加一"),
    ("as_of", "状态日期：法规状态按这一天推算"),
    ("works", "法规：书目、事件、各文本（expressions）和条款树（provisions）"),
    ("bearers", "责任主体：名称、类别、层级、所属"),
    ("duties", "责任：主体、内容、时限、环节、责任线、依据"),
    ("experiences", "经验：来源、做法（measures）、数据（figures）、时限（time_limits）"),
    ("problems", "问题：表现、原因、对策、责任"),
    ("indicators", "检查指标：看什么、性质、范围、责任"),
    ("matters", "事项：同一件事的责任"),
    ("milestones", "沿革：日期、大事、出处"),
    ("terms", "术语：释义、依据"),
    ("vocabularies", "封闭的词表：环节、责任线、单位类型、地区、制定机关、来源等级"),
    ("links", "全部联系：from、link、to"),
)
_JSON_LD = (
    ("schema:Legislation、eli:LegalResource", "法规：标题、别名、文种、制定机关、日期、是否现行"),
    ("schema:Legislation、eli:LegalExpression", "某一天起施行的文本：版本日期、施行日期、是否现行"),
    ("eli:is_realized_by、eli:realizes", "法规有哪些文本，文本属于哪部法规"),
    ("schema:legislationDate、eli:date_document", "通过或者最近一次修订的日期"),
    ("schema:datePublished、eli:date_publication", "发布日期"),
    ("eli:first_date_entry_in_force", "文本开始施行的日期"),
    ("schema:legislationLegalForce、eli:in_force", "按状态日期推算是否现行；仅书目的不写"),
)
_GRAPHML = (
    ("node id", "类别:编号，如 duty:annual-task-plan、provision:dangzhang#art_1"),
    ("kind", "类别：work 法规、provision 条款、duty 责任、bearer 主体、measure 做法……"),
    ("label", "名称，条款写作统一的引用"),
    ("link", f"联系：{'、'.join(f'{link.value} {link.chinese}' for link in GraphLink)}"),
    ("name", "联系的中文名称，从起点读到终点"),
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file with what stands in it."""

    id: str
    title: str
    href: str
    form: str
    text: str
    fields: tuple[tuple[str, str], ...]
    field_head: str = "列"


def data_page(book: Book) -> Page:
    """Return the page of the downloads."""
    desk = Desk(book, PATH)
    downloads = (*_tables(desk), *_others(desk))
    return render_page(
        desk,
        "data.html",
        "数据下载",
        description="知识库的数据文件：JSON、CSV、GraphML、JSON-LD，以及各列、各键的意思。",
        toc=(*(TocEntry(item.id, item.title) for item in downloads), TocEntry("_texts", "法规文本")),
        downloads=downloads,
        reference=desk.to("reference/data.html"),
        calendar=Link("年历与期限", desk.to("calendar.html", "_files")),
        lists=Link("责任清单", desk.to("lists/index.html", "_files")),
        texts=tuple(
            Link(
                f"{_short_title(book, text)}（{in_chinese(text.date)}文本）",
                desk.to(f"{FOLDER}/{file_name(text)}"),
            )
            for text in texts_with_work(book.corpus)
            if text.work not in book.shelved
        ),
    )


def _short_title(book: Book, text: Text) -> str:
    return book.corpus.works[text.work].short_title


def data_files(kb: KnowledgeBase) -> Iterator[Asset]:
    """Yield the files of the data page."""
    for table in TABLES:
        yield Asset(f"{FOLDER}/{table.name}.csv", table.csv(kb))
    yield Asset(f"{FOLDER}/knowledge.json", knowledge_as_json(kb))
    yield Asset(f"{FOLDER}/links.graphml", links_as_graphml(kb))
    yield Asset(f"{FOLDER}/works.jsonld", works_as_jsonld(kb))
    shelved = shelved_works(kb.graph)
    for text in texts_with_work(kb.corpus):
        if text.work not in shelved:
            yield Asset(f"{FOLDER}/{file_name(text)}", text_as_akn(kb, text))


def _tables(desk: Desk) -> Iterator[Download]:
    for table in TABLES:
        yield Download(
            id=table.name,
            title=table.title,
            href=desk.to(f"{FOLDER}/{table.name}.csv"),
            form="CSV",
            text="一行一条，UTF-8（有 BOM），电子表格可以直接打开；几个值之间用“；”分开。",
            fields=table.columns,
        )


def _others(desk: Desk) -> tuple[Download, ...]:
    return (
        Download(
            "knowledge",
            "整个知识库",
            desk.to(f"{FOLDER}/knowledge.json"),
            "JSON",
            "全部记录和全部联系。各种记录的键见数据说明。",
            _JSON,
            "键",
        ),
        Download(
            "links",
            "联系",
            desk.to(f"{FOLDER}/links.graphml"),
            "GraphML",
            "记录是点，联系是边，有方向，可以用 Gephi、yEd、Cytoscape 等打开。",
            _GRAPHML,
            "属性",
        ),
        Download(
            "works",
            "法规书目",
            desk.to(f"{FOLDER}/works.jsonld"),
            "JSON-LD",
            "用 schema.org 和欧洲立法标识（ELI）的词写的法规书目，供其他系统链接。",
            _JSON_LD,
            "词",
        ),
    )
