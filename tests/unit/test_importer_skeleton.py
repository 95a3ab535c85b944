"""The skeleton of an import is written at once in the form that the formatter would give it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.eid import Level
from build_tools.formatting import format_yaml
from build_tools.importer import Article, Heading, Paragraph, Regulation, parse_regulation
from build_tools.importer.records import Item
from build_tools.importer.skeleton import canonical_yaml, first_fault, quoted, with_items_in_order
from build_tools.importer.wording import wording_of
from build_tools.importer.writing import Target, expression_of, files_of
from build_tools.layout import file_kind
from build_tools.yaml_source import _hidden, parse_yaml
from tests.importer_laws import Law, laws, render

DAY = dt.date(2021, 3, 5)
NEW = Target("new-rules", DAY, is_known=False, has_work=False)
PATH = "works/new-rules/2021-03-05.yml"
words = st.text(
    st.sampled_from("总则甲乙（）《》“”：，、·〇 a1-2'\"#:{}[]\\%&*!|>@`~\n"), min_size=1, max_size=12
) | st.sampled_from(["2021", "true", "null", "甲: 乙", "0123456789abcdef", "- 甲", "~", "（甲）", "\u00a0甲"])


def canonical(path: str, text: str) -> str:
    kind = file_kind(path)
    assert kind is not None
    return format_yaml(path, text, kind.file)


@given(law=laws())
def test_an_import_is_in_canonical_form(law: Law) -> None:
    files = files_of(parse_regulation(render(law)), NEW, "文件.txt")
    written = {path: text for path, text in files.items() if path.startswith("works/")}
    assert {path: canonical(path, text) for path, text in written.items()} == written


@given(title=words, slug=st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True))
def test_any_title_and_id_are_written_in_canonical_form_and_read_back(title: str, slug: str) -> None:
    path = f"works/{slug}/work.yml"
    data = {"id": slug, "title": title, "short_title": title, "kind": "条例", "issuer": "待填写"}
    written = canonical_yaml(path, data)
    document, _ = parse_yaml(path, written.encode())
    assert (written, document and document.data) == (canonical(path, written), data)


printed = st.characters(codec="utf-8").filter(lambda character: _hidden(character) is None) | st.just("\n")


@given(text=st.text(printed, min_size=1))
def test_a_quoted_text_is_read_back(text: str) -> None:
    document, _ = parse_yaml("a.yml", f"key: {quoted(text)}\n".encode())
    assert document is not None
    assert document.data == {"key": text}


@given(text=st.text(st.characters(codec="utf-8"), max_size=8))
def test_whatever_a_text_holds_its_files_can_be_read(text: str) -> None:
    files = files_of(parse_regulation(f"示例条例\n第一条　甲{text}乙。"), NEW, "文件.txt")
    assert [
        findings for path, content in files.items() if (findings := parse_yaml(path, content.encode())[1])
    ] == []


def article(number: int, *texts: str, items: tuple[Item, ...] = ()) -> Article:
    return Article((number, 0), 1, tuple(Paragraph(text, 1, items) for text in texts))


def chapter(number: int) -> Heading:
    return Heading(Level.CHAPTER, (number, 0), f"第{number}章", 1)


def items(*numbers: int) -> tuple[Item, ...]:
    return tuple(Item(number, f"（{number}）", "甲；", 1) for number in numbers)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ((article(1, "甲。"), article(2, "乙。")), ""),
        ((article(1, "甲。"), article(3, "乙。")), "编号“第三条”与前一条不相接（此处应为“第二条”）"),
        ((article(2, "甲。"),), "编号“第二条”与前一条不相接（此处应为“第一条”）"),
        ((article(1),), "第一条没有文字"),
        (
            (article(1, "甲。"), Heading(None, (0, 0), "附则", 2), article(2, "乙。")),
            "",
        ),
        (
            (chapter(1), article(1, "甲。"), Heading(Level.PART, (2, 0), "第二编", 3), chapter(1)),
            "同一处既有编、章（只保留一种下级）",
        ),
        (
            (article(1, "甲。"), Heading(Level.SECTION, (1, 0), "第一节", 2), article(2, "乙。")),
            "节的上面缺一级标题（可能丢了一行）",
        ),
    ],
    ids=["sound", "gap", "excerpt", "empty", "附则", "no first part", "a section alone"],
)
def test_what_would_not_load_soundly_is_named(body: tuple[Heading | Article, ...], fault: str) -> None:
    regulation = Regulation(title="示例条例", body=body)
    assert first_fault(regulation, expression_of(regulation, NEW)) == fault


@given(law=laws())
def test_a_sound_law_has_no_fault(law: Law) -> None:
    regulation = with_items_in_order(parse_regulation(render(law)))
    assert first_fault(regulation, expression_of(regulation, NEW)) == ""


def test_items_that_do_not_count_on_become_text_of_their_paragraph() -> None:
    odd = Regulation(
        title="示例条例", body=(article(1, "乙：", items=items(1, 3)), article(2, "丙：", items=items(1, 2)))
    )
    assert {str(w.eid): w.text for w in wording_of(with_items_in_order(odd))} == {
        "art_1": "乙：\n（1）甲；\n（3）甲；",
        "art_2": "丙：",
        "art_2__item_1": "甲；",
        "art_2__item_2": "甲；",
    }
