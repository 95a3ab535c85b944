"""`zelian cite`: checking drafts against the real knowledge base, and the batch protocol."""

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from build_tools.citations import find_citations
from build_tools.citations.batch import answer
from build_tools.cli.main import main
from build_tools.corpus import ProvisionRef
from build_tools.knowledge_base import KnowledgeBase
from build_tools.resolution import canonical_reference, citations_in, resolve_reference

ROOT = Path(__file__).resolve().parents[2]
DRAFT = "请示\n依照《机关基层组织条例》第十条第三项和《巡视工作条例》第九条办理。\n"
WRONG = "依照《机关基层组织条例》第六十条办理。"

Cite = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cite(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cite:
    """Run `zelian cite` on a fixed day; return the exit code, what it printed, and its errors."""

    def call(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        day = [] if "--jsonl" in arguments else ["--as-of", "2026-01-01"]
        monkeypatch.setattr(sys, "argv", ["zelian", "cite", *arguments, *day])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capsys.readouterr()
        return int(exit_.value.code or 0), printed.out, printed.err

    return call


def test_a_draft_is_shown_citation_by_citation(cite: Cite, tmp_path: Path, real: KnowledgeBase) -> None:
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    ref = resolve_reference("《机关基层组织条例》第十条第（三）项", real.corpus)
    assert isinstance(ref, ProvisionRef)
    provision = real.corpus.provision(ref)
    assert provision
    code, out, err = cite(str(tmp_path / "draft.md"))
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "2:3\t现行\t《机关基层组织条例》第十条第三项",
        "\t写作：《机关基层组织条例》第十条第（三）项",
        f"\t要点：{provision.digest}",
        "2:20\t未收录\t《巡视工作条例》第九条",
        "\t本库没有收录，请与正式文本核对",
        "共 2 处引用，0 处引用的条款不存在。",
    ]


def test_a_wrong_article_is_caught_with_the_nearest(cite: Cite) -> None:
    code, out, _ = cite(given=WRONG.encode())
    assert code == 1
    assert out.splitlines() == [
        "1:3\t不存在\t《机关基层组织条例》第六十条",
        "\t《机关基层组织条例》没有第六十条，该文共43条；最接近的是第四十三条",
        "共 1 处引用，1 处引用的条款不存在。",
    ]


def test_a_draft_without_citations_is_fine(cite: Cite) -> None:
    assert cite("-") == (0, "共 0 处引用，0 处引用的条款不存在。\n", "")


def test_json_has_the_same_facts(cite: Cite) -> None:
    code, out, _ = cite("-", "--format", "json", given=(DRAFT + WRONG).encode())
    assert code == 1
    records = json.loads(out)
    assert [(r["line"], r["column"], r["status"]) for r in records] == [
        (2, 3, "现行"),
        (2, 20, "未收录"),
        (3, 3, "不存在"),
    ]
    assert records[0].keys() == {
        *("line", "column", "text", "kind", "canonical", "status", "digest", "remedy"),
    }
    assert records[0]["canonical"] == ["《机关基层组织条例》第十条第（三）项"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_and_standard_input_may_be_in_the_encodings_of_chinese_offices(
    cite: Cite, tmp_path: Path, encoding: str
) -> None:
    raw = WRONG.encode(encoding)
    (tmp_path / "draft.txt").write_bytes(raw)
    answers = [cite(str(tmp_path / "draft.txt")), cite(given=raw), cite("-", given=WRONG.encode())]
    assert answers == [answers[0]] * 3
    assert answers[0][0] == 1


def test_a_word_file_is_checked_with_its_tables(cite: Cite, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("请示")
    paragraph = document.add_paragraph("依照《机关基层组织条例》")
    paragraph.add_run("第十条").bold = True
    document.add_table(rows=1, cols=2).cell(0, 1).text = WRONG
    document.save(str(tmp_path / "draft.docx"))
    code, out, _ = cite(str(tmp_path / "draft.docx"))
    assert code == 1
    assert [line.split("\t") for line in out.splitlines() if line[:1].isdigit()] == [
        ["2:3", "现行", "《机关基层组织条例》第十条"],
        ["4:3", "不存在", "《机关基层组织条例》第六十条"],
    ]


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("draft.docx", b"PK\x03\x04 broken", "不是完好的 Word 文件；请用 Word 或 WPS 打开后另存为 .docx"),
        ("draft.doc", b"", "不是可以读的格式；请另存为 .docx、.txt 或者 .md"),
        ("draft.txt", b"\xff\xff", "不是 UTF-8 或 GB 18030 编码的文本；请另存为 UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_chinese_line_and_code_2(
    cite: Cite, tmp_path: Path, name: str, raw: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert cite(str(path)) == (2, "", f"错误：“{path}”{message}\n")


@pytest.mark.parametrize("options", [[], ["--jsonl"]])
def test_a_file_that_is_not_there_gets_one_chinese_line_and_code_2(
    cite: Cite, tmp_path: Path, options: list[str]
) -> None:
    path = tmp_path / "没有.txt"
    assert cite(str(path), *options) == (2, "", f"错误：读不了文件“{path}”（没有这个文件或者文件夹）\n")


RECORDS = [
    {"id": "a", "text": "依照前款处罚。", "at": {"article": 9, "paragraph": 2}},
    {"id": 2, "text": "依照《未知条例》第三条至第五条处罚。"},
    {"id": None, "text": "今天下雨。"},
]
ANSWERS = [
    {
        "id": "a",
        "citations": [
            {
                "start": 2,
                "end": 4,
                "kind": "relative",
                "targets": [{"work": "this", "article": 9, "paragraph": 1}],
            }
        ],
    },
    {
        "id": 2,
        "citations": [
            {
                "start": 2,
                "end": 15,
                "kind": "range",
                "targets": [{"work": "未知条例", "article": 3, "to": {"article": 5}}],
            }
        ],
    },
    {"id": None, "citations": []},
]


def test_the_batch_protocol_answers_line_by_line_and_skips_blank_ones(cite: Cite, tmp_path: Path) -> None:
    lines = "\n\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS)
    (tmp_path / "batch.jsonl").write_text(lines, encoding="utf-8")
    code, out, err = cite("--jsonl", str(tmp_path / "batch.jsonl"))
    assert (code, err) == (0, "")
    assert [json.loads(line) for line in out.splitlines()] == ANSWERS
    assert cite("--jsonl", given=lines.encode("utf-8-sig")) == (code, out, err)


def test_the_batch_protocol_needs_no_knowledge_base(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "batch.jsonl").write_text(json.dumps(RECORDS[0]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["zelian", "--root", "nowhere", "cite", "--jsonl", "batch.jsonl"])
    with pytest.raises(SystemExit) as exit_:
        main()
    assert exit_.value.code == 0
    assert json.loads(capsys.readouterr().out) == ANSWERS[0]


@pytest.mark.parametrize(
    "line",
    [
        *(b"{", b"[]", b'"text"', b"null", b"{}", b'{"id": 1}', b'{"text": "x"}', b'{"id": 1, "text": 2}'),
        *(b'{"id": 1, "text": "x", "at": [1]}', b'{"id": 1, "text": "x", "at": {"article": "9"}}'),
        *(b'{"id": 1, "text": "x", "aliases": ["x"]}', b'{"id": 1, "text": "x", "aliases": {"x": 1}}'),
        *(b'{"id": 1, "text": "\xff\xff"}', b"[" * 100_000),
    ],
    ids=lambda line: repr(line[:50]),
)
def test_a_line_that_is_no_record_gets_its_number_and_code_2(cite: Cite, line: bytes) -> None:
    good = json.dumps(RECORDS[2]).encode()
    code, out, err = cite("--jsonl", given=good + b"\n" + line + b"\n")
    assert (code, len(out.splitlines()), len(err.splitlines())) == (2, 1, 1)
    assert err.startswith("错误：第2行不是带 id 和 text 的 JSON 对象（")


def test_half_a_surrogate_pair_is_answered_as_json(cite: Cite) -> None:
    code, out, _ = cite("--jsonl", given=rb'{"id": "\ud800", "text": "\u300a\ud800\u6761\u4f8b\u300b"}')
    assert code == 0
    assert json.loads(out)["id"] == "\ud800"
    assert json.loads(out)["citations"][0]["targets"] == [{"work": "\ud800条例"}]


def test_every_provision_of_the_real_texts_is_found_by_its_canonical_reference(real: KnowledgeBase) -> None:
    texts = [real.corpus.text_of(work, real.as_of) for work in real.corpus.works]
    places = [ProvisionRef(text.expression.work, eid) for text in texts if text for eid in text.by_eid]
    assert len(places) > 150
    references = [canonical_reference(place, real.corpus) for place in places]
    found = [resolve_reference(reference, real.corpus, real.as_of) for reference in references]
    assert [place for place, target in zip(places, found, strict=True) if place != target] == []


@pytest.mark.parametrize(
    ("text", "eids"),
    [
        ("《机关基层组织条例》第十条至第十二条", "art_10 art_11 art_12"),
        ("《机关基层组织条例》第一章至第三章", "chp_1 chp_2 chp_3"),
        ("《机关基层组织条例》第十条第（二）项至第（四）项", "art_10__item_2 art_10__item_3 art_10__item_4"),
        ("《主体责任规定》第三章、第五条", "chp_3 art_5"),
    ],
)
def test_lists_and_ranges_lead_into_the_real_texts(real: KnowledgeBase, text: str, eids: str) -> None:
    ((_, found),) = citations_in(text, real.corpus, as_of=real.as_of)
    assert isinstance(found, tuple)
    assert [str(ref.eid) for ref in found] == eids.split()


PAGE = (ROOT / "docs/reference/citations.md").read_text(encoding="utf-8")


def _examples(section: str) -> list[str]:
    """Return the examples in the table of a section of the documentation."""
    table = PAGE.partition(f"{{#{section}}}")[2].partition("\n## ")[0]
    return [
        example for row in table.splitlines() if row[:1] == "|" for example in re.findall("`([^`]+)`", row)
    ]


@pytest.mark.parametrize("example", _examples("forms"))
def test_every_documented_form_is_found_as_one_citation(example: str) -> None:
    assert [citation.text for citation in find_citations(f"依照{example}的规定处理。")] == [example]


@pytest.mark.parametrize("example", _examples("not"))
def test_what_is_documented_as_no_citation_is_none(example: str) -> None:
    assert find_citations(f"{example}。") == ()


def test_the_documented_example_of_the_batch_protocol_is_true() -> None:
    given, expected = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
    assert answer(given) == expected
