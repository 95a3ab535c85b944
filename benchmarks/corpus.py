"""Make a knowledge base of a given size, the same for the same seed: fictitious, and without a finding.

usage: python benchmarks/corpus.py S|M|L DIR [--seed N]

The closed lists (bearers, stages, units, …) are those of this repository; works, duties, experiences,
problems, indicators, matters and terms are made up. Every fourth text cites a provision of another work.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_tools.layout import file_kind
from build_tools.numerals import to_chinese
from build_tools.yaml_source import parse_yaml

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("bearers", "stages", "lines", "unit_types", "regions", "issuers", "source_grades")
SYLLABLES = "青松白鹭红枫金桂银杏玉兰紫藤朱槿翠竹苍梧丹霞碧波晴川云岭"
VERBS = "检查 通报 研究 部署 公布 核对 讲评 整理 登记 回访".split()
OBJECTS = "年度台账 示例清单 学习记录 谈话记录 工作计划 活动场所 经费使用 意见建议 问题线索 档案材料".split()
TIMES = (
    {"label": "每年至少1次", "period": "每年", "at_least": "1"},
    {"label": "每季度至少2次", "period": "每季度", "at_least": "2"},
    {"label": "及时", "manner": "及时"},
)
_PLAIN = re.compile(r"[\u4e00-\u9fffa-z《（“][^:#\[\]{},&*!|>'\"%@`\n]*")


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of each kind."""

    works: int
    articles: int
    duties: int
    experiences: int


SIZES = {"S": Size(10, 40, 300, 10), "M": Size(100, 50, 3_000, 100), "L": Size(1_000, 50, 30_000, 1_000)}
"""About a province's own collection, a nation's, and ten times that."""


def write_corpus(folder: Path, size: Size, seed: int = 1) -> int:
    """Write the files of a knowledge base of ``size`` into ``folder`` and return their bytes."""
    written = 0
    for name in LISTS:
        target = folder / "vocabulary" / f"{name}.yml"
        target.parent.mkdir(parents=True, exist_ok=True)
        written += target.write_bytes((ROOT / "regulations" / "vocabulary" / f"{name}.yml").read_bytes())
    for path, record in _Maker(size, random.Random(seed)).files():
        kind = file_kind(path)
        if kind is None:
            raise ValueError(f"no place of a knowledge base: {path}")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join([kind.schema_line(path), *_block(record, "")]) + "\n"
        written += target.write_bytes(text.encode())
    return written


class _Maker:
    """Makes the records of one knowledge base."""

    def __init__(self, size: Size, chance: random.Random) -> None:
        self.size = size
        self.chance = chance
        pairs = ("".join(pair) for pair in itertools.permutations(SYLLABLES, 3))
        self.works = list(itertools.islice(pairs, 0, size.works * 11, 11))
        self.names = {kind: list(_names(kind)) for kind in ("bearers", "stages", "unit_types", "regions")}

    def files(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the files: the path and the record of each."""
        for index in range(self.size.works):
            yield from self._work(index)
            yield f"duties/{_work_id(index)}.yml", self._duties(index)
        for index in range(self.size.experiences):
            yield f"experiences/region-{index % 10}/report-{index}.yml", self._experience(index)
        yield from self._lists()

    def _duties_in(self, work: int) -> range:
        return range(
            work * self.size.duties // self.size.works, (work + 1) * self.size.duties // self.size.works
        )

    def _work(self, index: int) -> Iterator[tuple[str, dict[str, Any]]]:
        short, date = f"示例{self.works[index]}条例", f"{2000 + index % 20}-03-01"
        yield (
            f"works/{_work_id(index)}/work.yml",
            {
                "id": _work_id(index),
                "title": f"示例省{short}",
                "short_title": short,
                "kind": "条例",
                "issuer": "未载明",
                "self_name": "本条例",
                "events": [{"type": "issued", "date": date}],
                "source": {
                    "title": f"示例省{short}",
                    "container": "示例日报",
                    "issued": date,
                    "grade": "报纸",
                },
            },
        )
        chapters = [
            {"num": f"第{to_chinese(number)}章", "title": self.chance.choice(OBJECTS), "articles": articles}
            for number, articles in enumerate(self._chapters(len(self._duties_in(index))), start=1)
        ]
        text = {"work": _work_id(index), "date": date, "effective": date, "chapters": chapters}
        yield f"works/{_work_id(index)}/{date}.yml", text

    def _chapters(self, duties: int) -> Iterator[list[dict[str, Any]]]:
        numbers = range(1, self.size.articles + 1)
        for start in range(0, self.size.articles, 10):
            yield [self._article(number, binds=number <= duties) for number in numbers[start : start + 10]]

    def _article(self, number: int, *, binds: bool) -> dict[str, Any]:
        head: dict[str, Any] = {"num": f"第{to_chinese(number)}条"}
        if number % 3 == 0:
            norms = ["obligation" if binds else "none", "none"]
            return {**head, "paragraphs": [{"digest": self._sentence(), "norm": norm} for norm in norms]}
        head |= {"digest": self._sentence(), "norm": "obligation" if binds else "none"}
        if number % 3 == 1:
            items = [{"num": f"（{n}）", "digest": self._sentence(), "norm": "none"} for n in "一二三"]
            return {**head, "items": items}
        return head

    def _duties(self, work: int) -> dict[str, Any]:
        return {"work": _work_id(work), "duties": [self._duty(work, n) for n in self._duties_in(work)]}

    def _duty(self, work: int, number: int) -> dict[str, Any]:
        article = 1 + (number - self._duties_in(work).start) % self.size.articles
        paragraph = "第一款" if article % 3 == 0 else ""
        return {
            "id": f"duty-{number}",
            "title": f"{self.chance.choice(VERBS)}{self.chance.choice(OBJECTS)}",
            "bearer": self.chance.choice(self.names["bearers"]),
            "modality": "应当",
            "action": self._sentence(),
            "timing": self.chance.choice(TIMES),
            "stage": self.chance.choice(self.names["stages"]),
            "line": "主体责任",
            "evidence": [f"{self.chance.choice(OBJECTS)}记录"],
            "applies_to": {"unit": [self.chance.choice(self.names["unit_types"])]},
            "basis": [f"《示例{self.works[work]}条例》第{to_chinese(article)}条{paragraph}"],
        }

    def _experience(self, index: int) -> dict[str, Any]:
        return {
            "id": f"report-{index}",
            "title": f"示例单位{index}的{self.chance.choice(OBJECTS)}",
            "region": self.chance.choice(self.names["regions"]),
            "unit": f"示例单位{index}",
            "kind": "经验",
            "source": {"title": f"示例材料{index}", "issued": "2021-05", "grade": "期刊"},
            "practised": {"from": "2020", "to": "2021"},
            "summary": self._sentence() + self._sentence(),
            "measures": [self._measure(index, number) for number in range(4)],
        }

    def _measure(self, index: int, number: int) -> dict[str, Any]:
        return {
            "id": f"measure-{number}",
            "title": f"{self.chance.choice(VERBS)}{self.chance.choice(OBJECTS)}",
            "stage": self.chance.choice(self.names["stages"]),
            "mechanism": "清单",
            "what": self._sentence(),
            "figures": [
                {"label": "示例数", "value": str(self.chance.randrange(1, 99)), "unit": "项", "as_of": "2021"}
            ],
            "illustrates": [{"duty": duty, "why": self._sentence()} for duty in self._some_duties(3)],
            "addresses": [f"problem-{index}"],
            "locator": {"section": "一", "paragraph": str(number + 1)},
        }

    def _lists(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for index in range(0, self.size.experiences, 100):
            numbers = range(index, min(index + 100, self.size.experiences))
            yield f"problems/problems-{index}.yml", {"problems": [self._problem(n) for n in numbers]}
        for index in range(0, self.size.duties // 10, 100):
            numbers = range(index, min(index + 100, self.size.duties // 10))
            yield f"indicators/indicators-{index}.yml", {"indicators": [self._indicator(n) for n in numbers]}
        for index in range(0, self.size.duties // 30, 100):
            numbers = range(index, min(index + 100, self.size.duties // 30))
            yield f"matters/matters-{index}.yml", {"matters": [self._matter(n) for n in numbers]}
        yield "vocabulary/terms.yml", {"terms": [self._term(n) for n in range(self.size.works)]}

    def _problem(self, number: int) -> dict[str, Any]:
        return {
            "id": f"problem-{number}",
            "title": f"示例问题{number}",
            "stage": self.chance.choice(self.names["stages"]),
            "description": self._sentence(),
            "causes": [self._sentence()],
            "countermeasures": [self._sentence(), self._sentence()],
            "sources": [f"report-{number}"],
            "duties": self._some_duties(2),
        }

    def _indicator(self, number: int) -> dict[str, Any]:
        return {
            "id": f"indicator-{number}",
            "title": f"示例指标{number}",
            "nature": "定性",
            "scope": "共性",
            "look_for": self._sentence(),
            "methods": ["查阅资料"],
            "met": self._sentence(),
            "evidence": [f"{self.chance.choice(OBJECTS)}记录"],
            "duties": self._some_duties(2),
            "source": f"report-{number % self.size.experiences}",
        }

    def _matter(self, number: int) -> dict[str, Any]:
        return {
            "id": f"matter-{number}",
            "title": f"示例事项{number}",
            "description": self._sentence(),
            "duties": self._some_duties(5),
        }

    def _term(self, number: int) -> dict[str, Any]:
        work = f"《示例{self.works[number]}条例》"
        return {
            "id": f"term-{number}",
            "name": f"示例{self.works[number]}事项",
            "definition": self._sentence(),
            "basis": [f"{work}第二条"],
        }

    def _some_duties(self, count: int) -> list[str]:
        return [f"duty-{n}" for n in sorted(self.chance.sample(range(self.size.duties), count))]

    def _sentence(self) -> str:
        parts = (f"{self.chance.choice(VERBS)}{self.chance.choice(OBJECTS)}" for _ in range(4))
        basis = ""
        if self.chance.random() < 0.25:  # noqa: PLR2004  (said above)
            article = self.chance.randrange(1, self.size.articles + 1)
            basis = f"依照《示例{self.chance.choice(self.works)}条例》第{to_chinese(article)}条的要求，"
        return f"{basis}{'，'.join(parts)}，办结后{self.chance.randrange(2, 60)}日内报告。"


def _work_id(index: int) -> str:
    return f"example-{index}"


def _names(kind: str) -> Iterator[str]:
    """Yield the names of a closed list of this repository."""
    path = f"vocabulary/{kind}.yml"
    document, _ = parse_yaml(path, (ROOT / "regulations" / path).read_bytes())
    for entry in document.data[kind] if document else ():
        yield entry["name"]


def _block(value: dict[str, Any], indent: str) -> Iterator[str]:
    """Yield the lines of a mapping in block style; lists of words and short mappings stand in one line."""
    for key, entry in value.items():
        if isinstance(entry, list) and entry and isinstance(entry[0], dict):
            yield f"{indent}{key}:"
            for item in entry:
                first, *rest = _block(item, f"{indent}  ")
                yield f"{indent}- {first.lstrip()}"
                yield from rest
        else:
            yield f"{indent}{key}: {_flow(entry)}"


def _flow(value: Any) -> str:  # noqa: ANN401  (plain YAML data)
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(entry)}' for key, entry in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Write a knowledge base into a new or empty folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.folder.exists() and any(arguments.folder.iterdir()):
        parser.error(f"{arguments.folder} is not empty")
    size = SIZES[arguments.size]
    written = write_corpus(arguments.folder, size, arguments.seed)
    print(f"{arguments.size}: {size}, {written:,} bytes in {arguments.folder}")


if __name__ == "__main__":
    main()
