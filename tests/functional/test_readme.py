"""What README says is so."""

import re
from pathlib import Path

from build_tools.cli.main import zelian
from build_tools.exports import statistics_record
from build_tools.knowledge_base import KnowledgeBase

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_numbers_are_those_of_the_data(real: KnowledgeBase) -> None:
    record = statistics_record(real)
    complete = [work for work in record["works"] if work["expressions"]]
    expected = [
        f"{len(record['works'])} 部法规（其中 {len(complete)} 部收录全部条款",
        f"{record['duties']['total']} 条责任",
        f"{len(real.corpus.bearers)} 个责任主体",
        f"{record['experiences']} 篇地方经验和研究",
        f"{record['measures']} 项做法",
        f"{record['figures']} 个数据",
        f"{record['problems']} 个常见问题",
        f"{record['indicators']} 个检查指标",
        f"{record['terms']} 个术语",
    ]
    assert [number for number in expected if number not in README] == []


def test_every_command_shown_exists() -> None:
    shown = set(re.findall(r"^zelian (\w+)", README, re.MULTILINE))
    assert shown - set(zelian.commands) == set()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^make (\w+)", README, re.MULTILINE))
    assert {target for target in targets if f"\n{target}:" not in makefile} == set()


def test_every_link_and_picture_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", README)
    places = [a or b for a, b in links]
    assert len(places) >= 10
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_pictures_are_pngs_of_moderate_size() -> None:
    pictures = sorted((ROOT / "docs/assets/readme").glob("*.png"))
    assert len(pictures) == 5
    for picture in pictures:
        raw = picture.read_bytes()
        assert raw.startswith(b"\x89PNG")
        assert len(raw) < 400_000
