"""The table of docs/development/trust.md: runs the tests and the fuzzing, counts the inputs, writes the page.

python -m tests.security.table --fuzz-seconds 60 --load-seconds 60
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from benchmarks.measuring import machine
from tests.security.hostile import text_fields
from tests.security.payloads import PAYLOADS
from tests.site.building import ROOT

PAGE = ROOT / "docs/development/trust.md"
FILES = (
    "tests/security",
    "tests/unit/test_cache.py",
    "tests/unit/test_files.py",
    "tests/unit/test_packing.py",
    "tests/functional/test_packing.py",
)
"""Where the tests are that keep what is promised."""
CHOSEN = ("--quiet", "-p", "no:cacheprovider", "--ignore", "tests/security/test_trust.py", *FILES)
"""What pytest is asked for; the test of the page itself would need the page."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A class of fault, and the tests that keep it out: beginnings of `file::function`.

    ``inputs``: how many are tried, where a test case is not one of them. ``grows``: cases come from a folder
    of the project, so that their number changes with it.
    """

    name: str
    tests: tuple[str, ...]
    inputs: int = 0
    grows: bool = False


_FIELDS = len(PAYLOADS) * len(text_fields())
FAULTS = (
    Fault("数据里的标记混进页面、脚本、导出文件", ("test_output.py",), _FIELDS),
    Fault("注入的内容在浏览器里运行、请求别处、触动策略", ("test_browser.py",)),
    Fault("手写页面、模板、脚本里的行内代码和拼接", ("test_by_hand.py",), grows=True),
    Fault(
        "坏的 YAML：炸弹、嵌套、编码、隐形字符、重复键",
        ("test_input.py::test_a_hostile_file", "test_input.py::test_line_ends"),
    ),
    Fault("坏文件占满时间、内存", ("test_input.py::test_a_check_of", "test_input.py::test_deep")),
    Fault(
        "越界的数、次数、日期、编号",
        (
            "test_input.py::test_a_figure",
            "test_input.py::test_counts",
            "test_input.py::test_days",
            "test_input.py::test_the_largest",
            "test_input.py::test_an_id",
        ),
    ),
    Fault(
        "符号链接、别的系统放不下的文件名、读不了的文件",
        (
            "test_input.py::test_links",
            "test_input.py::test_names",
            "test_input.py::test_a_name",
            "test_input.py::test_a_file",
        ),
    ),
    Fault(
        "坏的 Word、PDF、网页：压缩炸弹、XML 实体、脚本",
        (
            "test_input.py::test_a_hostile_document",
            "test_input.py::test_entities",
            "test_input.py::test_scripts",
        ),
    ),
    Fault(
        "写到一半磁盘满、只读、出错",
        (
            "test_writing.py::test_what_was",
            "test_writing.py::test_the_command",
            "test_writing.py::test_a_file",
            "test_files.py",
        ),
    ),
    Fault("写出指定的目录", ("test_writing.py::test_nothing", "test_writing.py::test_an_import")),
    Fault(
        "进程被杀",
        ("test_stopped.py::test_a_killed", "test_stopped.py::test_a_second", "test_stopped.py::test_what_a"),
    ),
    Fault("真的磁盘已满、文件大小受限", ("test_stopped.py::test_a_full", "test_stopped.py::test_writing")),
    Fault(
        "两个进程同时写；缓存损坏、过时",
        ("test_stopped.py::test_two", "test_stopped.py::test_runs", "test_cache.py"),
    ),
    Fault("两次生成不一样", ("test_reproducible.py",)),
    Fault("打包的版本被改动", ("test_packing.py",)),
    Fault("断开的链接，够不着的页面和下载", ("test_crawl.py",)),
    Fault("依赖没有钉住、许可不合、工作流权限过大", ("test_supply.py",)),
)
FUZZED = {
    "yaml_files": "随机的 YAML",
    "loader": "随机改坏的知识库",
    "citations": "随机的引用文字",
    "importer": "随机的法规和文件",
    "formatter": "随机的数据，统一格式",
    "pages": "随机的文字，全部页面",
}

_LOAD = "200 个连接同时读网站"

_HEAD = """\
# 试过什么 {#tried}

<!-- 本页由 make trust 生成，请勿手改。 -->

每一行是一类故障：试了多少输入，结果怎样，由哪些测试守住。做法见[安全](security.md)。

"""
_COLUMNS = "| 故障 | 输入 | 用例 | 结果 | 守住它的测试 |\n| --- | ---: | ---: | --- | --- |\n"
_NOTE = """
“用例”是测试的个数，“输入”是其中试过的输入；注入一行是字符串数乘以文本字段数，浏览器一行是打开的页面和检索，链接一行是跟过的链接。随机试验的输入由 hypothesis 生成，负载一行是请求数，用法见[安全](security.md#fuzzing)和[部署](../guide/deploy.md#load)。
"""  # noqa: E501  (prose)


class Counting:
    """A plugin that notes what became of each case, and how many inputs it tried."""

    def __init__(self) -> None:
        self.inputs: Counter[str] = Counter()
        self.cases: Counter[str] = Counter()
        self.bad: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        function = function_of(report.nodeid)
        if report.failed:
            self.bad[function] += 1
        if report.when == "call":
            self.cases[function] += 1
            counted = [int(value) for name, value in report.user_properties if name == "inputs"]  # type: ignore[call-overload]
            self.inputs[function] += sum(counted) or 1
        elif report.skipped:
            self.cases[function] += 1


def function_of(node: str) -> str:
    """Return `file::function` of a test case."""
    return node.partition("[")[0].rpartition("/")[2]


def belongs(function: str, fault: Fault) -> bool:
    """Whether a test keeps a class of fault out."""
    return any(function.startswith(start) for start in fault.tests)


def rows(counting: Counting) -> Iterator[str]:
    """Yield the lines of the table for the classes of fault."""
    for fault in FAULTS:
        of = [function for function in counting.cases if belongs(function, fault)]
        cases = sum(counting.cases[function] for function in of)
        inputs = fault.inputs or sum(counting.inputs[function] for function in of)
        bad = sum(counting.bad[function] for function in of)
        yield line(fault.name, inputs, cases, "全部通过" if not bad else f"{bad} 个不通过", tests_of(fault))


def tests_of(fault: Fault) -> str:
    """Return how the page names the tests of a class."""
    return "、".join(f"`{start}`" for start in fault.tests)


def line(name: str, inputs: int, cases: int | str, result: str, tests: str) -> str:
    """Return a line of the table."""
    return f"| {name} | {inputs:,} | {cases} | {result} | {tests} |\n"


def main() -> int:
    """Run everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fuzz-seconds", type=float, default=60)
    parser.add_argument("--load-seconds", type=int, default=60)
    only = "a file of tests/security, or load: run it alone, and keep the other lines"
    parser.add_argument("--only", help=only)
    asked = parser.parse_args()
    if asked.only:
        return _load_again(asked.load_seconds) if asked.only == "load" else _again(asked.only)
    counting = Counting()
    pytest.main(["-W", "ignore::pytest.PytestAssertRewriteWarning", *CHOSEN], plugins=[counting])
    lines = [*rows(counting), *_fuzzed(asked.fuzz_seconds), *_loaded(asked.load_seconds)]
    made = f"{machine()}。\n\n"
    PAGE.write_text("".join([_HEAD, made, _COLUMNS, *lines, _NOTE]), encoding="utf-8")
    return int(any(counting.bad.values()))


def _again(file: str) -> int:
    """Write anew the lines of the classes that one file of tests keeps out."""
    counting, text = Counting(), PAGE.read_text(encoding="utf-8")
    quiet = ["-W", "ignore::pytest.PytestAssertRewriteWarning", "--quiet", "-p", "no:cacheprovider"]
    pytest.main([*quiet, f"tests/security/{file}"], plugins=[counting])
    for fault, row in zip(FAULTS, rows(counting), strict=True):
        if all(start.startswith(file) for start in fault.tests):
            before = next(
                line for line in text.splitlines(keepends=True) if line.startswith(f"| {fault.name} |")
            )
            text = text.replace(before, row)
    PAGE.write_text(text, encoding="utf-8")
    return int(any(counting.bad.values()))


def _load_again(seconds: int) -> int:
    """Write the line about the load anew."""
    made = "".join(_loaded(seconds))
    lines = PAGE.read_text(encoding="utf-8").removesuffix(_NOTE).splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"| {_LOAD} |")]
    PAGE.write_text("".join([*kept, made, _NOTE]), encoding="utf-8")
    return int(not made)


def _fuzzed(seconds: float) -> Iterator[str]:
    command = [sys.executable, str(ROOT / "benchmarks/fuzz.py"), "--seconds", str(seconds)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    for result in map(json.loads, said.splitlines()):
        kept = "没有违反承诺" if not result["fault"] else result["fault"].replace("|", "/")
        part = result["part"]
        yield line(FUZZED[part], result["inputs"], "–", kept, f"`benchmarks/fuzz.py {part}`")


def _loaded(seconds: int) -> Iterator[str]:
    if not seconds:
        return
    command = [sys.executable, "-m", "benchmarks.load", "--seconds", str(seconds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"no line about the load: {done.stderr[-300:]}", file=sys.stderr)  # noqa: T201  (a command)
    else:
        result = json.loads(done.stdout)
        said = f"错误 {result['errors']}，每秒 {result['requests_per_s']:,}，99% {result['p99_ms']} 毫秒"
        yield line(_LOAD, result["requests"], "–", said, "`benchmarks/load.py`")


if __name__ == "__main__":
    sys.exit(main())
