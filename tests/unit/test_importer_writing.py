"""From a text to the overlay and back: integrity, files, and what loading makes of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from build_tools.errors import ToolError
from build_tools.fingerprint import fingerprint
from build_tools.importer import parse_regulation
from build_tools.importer.integrity import Agreement, best_text, compare
from build_tools.importer.wording import wording_of
from build_tools.importer.writing import Target, files_of, write_files
from build_tools.loading import load_corpus
from tests.conftest import TinyBase
from tests.importer_laws import Law, laws, render

DAY = dt.date(2021, 3, 5)
NEW = Target("new-rules", DAY, is_known=False, has_work=False)
SAMPLE = [
    "中国共产党样例工作条例",
    "第一章　总则",
    "第一条　为了样例，制定本条例。",
    "第二条　支部每月开会。",
    "书记负责下列事项：",
    "（一）主持会议；",
    "（二）检查记录。",
    "第二章　附则",
    "第三条　本条例自发布之日起施行。",
]
TEXTS = {
    "art_1": "为了样例，制定本条例。",
    "art_2__para_1": "支部每月开会。",
    "art_2__para_2": "书记负责下列事项：",
    "art_2__para_2__item_1": "主持会议；",
    "art_2__para_2__item_2": "检查记录。",
    "art_3": "本条例自发布之日起施行。",
}
PATH = "works/sample/2022-01-01.yml"
LOCAL = "local/sample/2022-01-01.yml"


@pytest.fixture
def marked(tiny_base: TinyBase) -> TinyBase:
    """The small base, with the fingerprints of SAMPLE in its newest text."""
    for digest, text in {
        "依照《样板规定》和《样例条例》第三条制定。": TEXTS["art_1"],
        "支部每月开会。": TEXTS["art_2__para_1"],
        "书记负责下列事项。": TEXTS["art_2__para_2"],
        "主持会议。": TEXTS["art_2__para_2__item_1"],
        "检查记录。": TEXTS["art_2__para_2__item_2"],
    }.items():
        path = tiny_base.root / PATH
        lines = path.read_text(encoding="utf-8").splitlines()
        index = next(i for i, line in enumerate(lines) if line.endswith(f"digest: {digest}"))
        indent = lines[index].index("digest:")
        lines.insert(index + 1, " " * indent + f'fingerprint: "{fingerprint(text)}"')
        if lines[index].lstrip().startswith("- "):
            lines[index + 1] = " " * indent + lines[index + 1].strip()
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert tiny_base.findings() == []
    return tiny_base


def agreements(base: TinyBase, lines: list[str]) -> dict[str, tuple[str, str]]:
    regulation = parse_regulation("\n".join(lines))
    integrity = compare(regulation, best_text(regulation, base.corpus()))
    return {str(c.eid): (c.agreement.value, c.reason) for c in integrity.comparisons if c.agreement != "same"}


def overlay(texts: dict[str, str]) -> str:
    entries = "".join(f'- eid: {eid}\n  text: "{text}"\n' for eid, text in texts.items())
    return f'work: sample\ndate: "2022-01-01"\ntexts:\n{entries}'


def test_the_eids_are_those_of_an_expression() -> None:
    wordings = wording_of(parse_regulation("\n".join(SAMPLE)))
    assert {str(wording.eid): wording.text for wording in wordings} == TEXTS


def test_a_sound_copy_agrees_and_what_has_no_fingerprint_is_unknown(marked: TinyBase) -> None:
    assert agreements(marked, SAMPLE) == {"art_3": ("unknown", "")}


def test_a_changed_word_is_named(marked: TinyBase) -> None:
    spun = [line.replace("每月", "按月") for line in SAMPLE]
    assert agreements(marked, spun)["art_2__para_1"] == ("differs", "文字与指纹不符")


def test_swapped_characters_are_named(marked: TinyBase) -> None:
    swapped = [line.replace("记录", "录记") for line in SAMPLE]
    assert list(agreements(marked, swapped)) == ["art_2__para_2__item_2", "art_3"]


def test_a_lost_paragraph_is_named_and_where_the_next_one_went(marked: TinyBase) -> None:
    found = agreements(marked, [*SAMPLE[:3], "第二条　书记负责下列事项：", *SAMPLE[5:]])
    assert found["art_2__para_1"] == ("differs", "文件里没有这一处，可能漏了")
    assert found["art_2__para_2"] == ("differs", "这段文字在文件里成了第二条")
    assert found["art_2"] == ("differs", "库中该版本没有这一处")


def test_a_lost_item_is_named(marked: TinyBase) -> None:
    found = agreements(marked, [*SAMPLE[:6], *SAMPLE[7:]])
    assert found["art_2__para_2__item_2"] == ("differs", "文件里没有这一处，可能漏了")


def test_the_version_is_the_one_whose_fingerprints_agree(marked: TinyBase) -> None:
    text = best_text(parse_regulation("\n".join(SAMPLE)), marked.corpus())
    assert text is not None
    assert str(text.expression.date) == "2022-01-01"


def test_a_copy_of_an_unknown_work_has_no_version(marked: TinyBase) -> None:
    regulation = parse_regulation("示例市档案办法\n第一条　甲。")
    assert best_text(regulation, marked.corpus()) is None
    assert compare(regulation, None).count(Agreement.UNKNOWN) == 1


def test_a_copy_that_differs_for_the_most_part_is_called_reworded() -> None:
    body = "\n".join(f"第{number}条　甲。" for number in "一二三四五六七八九十")
    assert not compare(parse_regulation(body), None).is_rewritten


def test_the_overlay_fills_the_provisions(marked: TinyBase) -> None:
    marked.write_raw(LOCAL, overlay(TEXTS).encode())
    corpus, findings = marked.load()
    assert findings == []
    text = corpus.texts["sample"][1]
    assert {str(eid): p.text for eid, p in text.by_eid.items() if p.text} == TEXTS
    assert [p.text for root in text.roots for p in root.walk() if p.text] == list(TEXTS.values())


def test_wording_that_does_not_fit_stays_out(marked: TinyBase) -> None:
    marked.write_raw(LOCAL, overlay({**TEXTS, "art_1": "为了样板，制定本条例。"}).encode())
    corpus, findings = marked.load()
    assert [f.code for f in findings] == ["OVL002"]
    assert corpus.texts["sample"][1].roots[0].children[0].text is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("work: 'x\n", ["YAML001"]),
        ("work: sample\n", ["SCH001"]),
        (overlay({**TEXTS, "art_x": "甲。"}), ["SCH003"]),
        (overlay({**TEXTS, "item_1__art_1": "甲。"}), ["SCH003"]),
        (overlay({**TEXTS, "art_9": "甲。"}), ["OVL001"]),
        (overlay({"art_1": TEXTS["art_1"]}), ["OVL001"]),
        (overlay(TEXTS).replace("2022-01-01", "2020-01-01"), ["OVL001"]),
    ],
)
def test_a_faulty_overlay_is_reported(marked: TinyBase, text: str, codes: list[str]) -> None:
    assert [f.code for f in marked.write_raw(LOCAL, text.encode()).load()[1]] == codes


def test_an_overlay_without_its_version_is_reported_once(marked: TinyBase) -> None:
    marked.write_raw("local/nobody/2020-01-01.yml", b'work: nobody\ndate: "2020-01-01"\n')
    assert [f.code for f in marked.load()[1]] == ["OVL001"]


def test_the_overlay_of_an_unreadable_version_is_no_further_fault(marked: TinyBase) -> None:
    marked.write_raw(LOCAL, overlay(TEXTS).encode()).replace(PATH, "work: sample", "work: [sample")
    assert [f.code for f in marked.load()[1]] == ["YAML001"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example writes the files anew
@given(law=laws())
def test_wording_survives_the_way_through_the_files(tiny_base: TinyBase, law: Law) -> None:
    regulation = parse_regulation(render(law))
    write_files(tiny_base.root, files_of(regulation, NEW, "文件.txt"), replace=True)
    corpus, _ = load_corpus(tiny_base.root)
    (text,) = corpus.texts["new-rules"]
    loaded = {eid: provision.text for eid, provision in text.by_eid.items() if provision.bears_text}
    assert loaded == {wording.eid: wording.text for wording in wording_of(regulation)}


def test_a_new_version_is_written_as_a_skeleton_without_wording(tiny_base: TinyBase) -> None:
    lines = [
        "示例市档案办法（试行）",
        "第一编　总则",
        "第一章　目的",
        "第一条　甲：",
        "（一）乙：",
        "1.丙；",
        "2.丁。",
        "第二条　戊。",
        "己。",
    ]
    lines += ["第二编　附则", "第三条　自2021年5月1日起施行。"]
    files = files_of(parse_regulation("\n".join(lines)), NEW, "文件.txt")
    assert files["works/new-rules/2021-03-05.yml"].splitlines()[1:] == [
        "work: new-rules",
        'date: "2021-03-05"',
        'effective: "2021-05-01"',
        *("parts:", "- num: 第一编", "  title: 总则", "  chapters:", "  - num: 第一章", "    title: 目的"),
        *("    articles:", "    - num: 第一条", "      items:", "      - num: （一）", "        subitems:"),
        *("        - num: （一）", "        - num: （二）", "    - num: 第二条", "      paragraphs:"),
        *("      - {}", "      - {}", "- num: 第二编", "  title: 附则", "  articles:", "  - num: 第三条"),
    ]
    assert files["works/new-rules/work.yml"].splitlines()[1:] == [
        "id: new-rules",
        "title: 示例市档案办法（试行）",
        "short_title: 示例市档案办法",
        "kind: 办法",
        "issuer: 待填写",
    ]


def test_a_file_with_other_content_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    (tmp_path / "local/b.yml").write_text("旧", encoding="utf-8")
    with pytest.raises(ToolError, match="已经有别的内容；没有写入。要换成这一份，加 --replace"):
        write_files(tmp_path, {"local/a.yml": "甲", "local/b.yml": "新"}, replace=False)
    assert [p.name for p in (tmp_path / "local").iterdir()] == ["b.yml"]
    assert write_files(tmp_path, {"local/b.yml": "新"}, replace=True) == [tmp_path / "local/b.yml"]
    assert write_files(tmp_path, {"local/b.yml": "新"}, replace=False) == []


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("不是目录", encoding="utf-8")
    with pytest.raises(ToolError, match="没有写入"):
        write_files(tmp_path, {"a.yml": "甲", "b/c.yml": "乙"}, replace=False)
    assert [p.name for p in tmp_path.iterdir()] == ["b"]


@pytest.mark.parametrize("text", ['引号"和\\斜杠。', "冒号: 井号 # 。", "\x7f\x80控制。", "\U0001f600。"])
def test_any_character_survives_in_the_overlay(tiny_base: TinyBase, text: str) -> None:
    regulation = parse_regulation(f"示例办法\n第一条　{text}")
    write_files(tiny_base.root, files_of(regulation, NEW, "a.txt"), replace=False)
    corpus, _ = load_corpus(tiny_base.root)
    (provision,) = corpus.texts["new-rules"][0].roots
    assert provision.text == regulation.articles[0].text
