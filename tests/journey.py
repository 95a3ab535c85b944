"""A newcomer adds a place: every step run for real, and written down for docs/contributing/walkthrough.md.

Run as a program it writes that page anew: `.venv/bin/python -m tests.journey`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/contributing/walkthrough.md"
FILE = "regulations/experiences/shi-li-shi/annual-inspection.yml"

GAPS = {
    'summary: ""': "summary: 示例市每年检查一次，列出问题清单，限期整改。",
    '- id: ""': "- id: annual-list",
    'title: ""': "title: 检查出清单",
    'stage: ""': "stage: 督察",
    'mechanism: ""': "mechanism: 清单",
    'what: ""': "what: 检查组逐个单位列出问题清单，由单位限期整改。",
    "# figures:": "figures:",
    "# - {label: 发现问题": '- {label: 发现问题, value: 30, as_of: "2021"}',
    "# implements:": "implements:",
    "# - {duty: example": "- {duty: organ-hear-mases, why: 问题清单来自征求党员群众意见}",
    "# locator:": "locator: {section: 二}",
}
"""What the newcomer writes: start of a line of the new file → the line. Three of them are wrong."""
MENDED = {
    "stage: 督察": "stage: 督责",
    "value: 30, as_of": "value: 30, unit: 项, as_of",
    "organ-hear-mases": "organ-hear-masses",
}
_VOLATILE = (
    (re.compile(r"共 \d+ 个文件"), "共 … 个文件"),
    (re.compile(r"可以写.*；确是"), "可以写……；确是"),
    (re.compile(r"覆盖：\d+/\d+ → \d+/\d+"), "覆盖：……"),
)
"""What depends on the whole knowledge base: it changes with every other contribution."""


@dataclass
class Walk:
    """The copy of the project in which the newcomer works, and what has been written down."""

    folder: Path
    lines: list[str] = field(default_factory=list)

    def say(self, *lines: str) -> None:
        """Write down prose."""
        self.lines += [*lines, ""]

    def run(self, command: str, *, code: int = 0, show: bool = True) -> str:
        """Run `zelian`, write down what it printed, and return it."""
        printed = zelian(self.folder, command, code)
        for pattern, words in _VOLATILE:
            printed = pattern.sub(words, printed)
        self.lines += ["```console", f"$ {command}", *(printed.splitlines() if show else []), "```", ""]
        return printed

    def show(self, path: str, skip: int = 0) -> None:
        """Write down a file without its first ``skip`` lines."""
        text = (self.folder / path).read_text(encoding="utf-8")
        self.lines += ["```yaml", *text.splitlines()[skip:], "```", ""]


def zelian(folder: Path, command: str, code: int = 0) -> str:
    """Return what a command line prints in ``folder``; it must exit with ``code``."""
    words = re.sub(r"\\\n\s*", "", command).split()
    env = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "ZELIAN_CACHE": "off"}
    done = subprocess.run(
        [sys.executable, "-m", "build_tools", *words[1:]],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr * (code == 2)


def fresh_copy(folder: Path) -> None:
    """Lay out the project as a fresh clone: its files, committed once."""
    for name in ("regulations", "docs", "site_config", "build_tools"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("local", "__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    zelian(folder, "zelian fmt")
    who = ("-c", "user.name=newcomer", "-c", "user.email=newcomer@example.org")
    for arguments in (("init", "--quiet"), ("add", "."), (*who, "commit", "--quiet", "-m", "Start")):
        subprocess.run(["git", *arguments], cwd=folder, check=True)  # noqa: S607  (the git of the machine)


def edit(path: Path, changes: dict[str, str]) -> None:
    """Replace each line of a file that starts so by the one that the newcomer writes, keeping its indent."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for start, words in changes.items():
        at = next(i for i, line in enumerate(lines) if line.lstrip().startswith(start))
        lines[at] = lines[at][: len(lines[at]) - len(lines[at].lstrip())] + words
    path.write_text("\n".join(lines), encoding="utf-8")


def walk(folder: Path) -> str:
    """Take the whole way in a fresh copy; return it as Markdown."""
    fresh_copy(folder)
    way = Walk(folder)
    way.say(
        "# 走一遍",
        "",
        "<!-- 本页由测试实际运行命令生成，请勿手改。更新：.venv/bin/python -m tests.journey -->",
        "",
        "从刚取得的一份知识库开始，加一个地方：虚构的示例市。下面的命令和输出都是实际运行的；"
        "为了看得到提示，故意写错三处。全库的总数会变，写作“…”。",
    )
    _begin(way)
    _fill(way)
    _mend(way)
    _look(way)
    return "\n".join(way.lines).rstrip("\n") + "\n"


def _begin(way: Walk) -> None:
    way.say("## 1. 新建")
    way.run(
        "zelian new experience --title 示例市的年度检查 --region 示例市 --unit 示例市委办公室 "
        "--source 示例市年度检查的做法 --grade 期刊 --since 2021 --id annual-inspection",
        code=2,
    )
    way.say("词表里没有这个地区，什么也没有写；提示说怎样登记。照做：")
    way.run(
        "zelian new experience --title 示例市的年度检查 --region 示例市 --add-region --parent 云南 \\\n"
        "    --unit 示例市委办公室 --source 示例市年度检查的做法 --grade 期刊 --since 2021 \\\n"
        "    --id annual-inspection"
    )
    way.say("写出的文件，每个键上面说明写什么：")
    way.show(FILE)


def _fill(way: Walk) -> None:
    edit(way.folder / FILE, GAPS)
    way.say("## 2. 填写", "", '把 `""` 填好，去掉要写的键前面的 `#`：')
    way.show(FILE, skip=15)


def _mend(way: Walk) -> None:
    way.say("## 3. 检查和改正")
    way.run("zelian check", code=1)
    way.say(
        "三处都指出了位置、原因和改法：环节写成了词表里没有的词，数据没有写单位，责任编号打错了字母。改正以后再检查："
    )
    path = way.folder / FILE
    text = path.read_text(encoding="utf-8")
    for wrong, right in MENDED.items():
        assert wrong in text
        text = text.replace(wrong, right)
    path.write_text(text, encoding="utf-8")
    way.lines += ["```diff"]
    for wrong, right in MENDED.items():
        way.lines += [f"- {wrong}", f"+ {right}"]
    way.lines += ["```", ""]
    way.run("zelian fmt")
    way.run("zelian check")


def _look(way: Walk) -> None:
    way.say("## 4. 看影响")
    way.run("zelian diff")
    way.say("没有新增的检查结果，也没有与别处重复。写成网页，给审阅的人看：")
    way.run("zelian diff --out diff.html")
    assert "示例市的年度检查" in (way.folder / "diff.html").read_text(encoding="utf-8")
    way.say("## 5. 看网页")
    way.run("zelian build --site-dir site", show=False)
    page = way.folder / "site/experiences/annual-inspection.html"
    assert "检查组逐个单位列出问题清单" in page.read_text(encoding="utf-8")
    way.say(
        "打开 `site/experiences/annual-inspection.html` 看这份经验；责任“联系群众维护利益”的页面上也有了它。"
        "没有问题就提交，合并请求的页面上会有同样的改动报告。"
    )


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(walk(Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
