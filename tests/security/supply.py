"""The page of the dependencies and their licences, from what pip-licenses says of a runtime environment.

    python -m tests.security.supply dist/licenses.json

`make licenses` makes the environment and the list, and calls this.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.site.building import ROOT

PAGE = ROOT / "docs/development/dependencies.md"
OURS = "zelian"
COPYLEFT = re.compile(r"\b(?:A?GPL|AGPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
"""Licences that would bind a program that is handed on together with the library."""
WEAK = re.compile(r"LGPL|MPL|Mozilla|EPL|Eclipse|Lesser", re.IGNORECASE)
"""Licences that bind changes of the library itself only; we change none."""
REMARKS = {
    "certifi": "MPL 只管这个库自己的改动；本项目不改它",
    "frozendict": "LGPL 的库，由 genanki（导出 Anki）带来；作为独立的包安装，可以替换",
    "pathspec": "同 certifi",
    "pygraphviz": "安装包里有 Graphviz（EPL-1.0）和下表的库",
}
BUNDLED = {
    "graphviz": "EPL-1.0",
    "bzip2-libs": "bzip2-1.0.6",
    "cairo": "LGPL-2.1-only OR MPL-1.1",
    "fontconfig": "HPND",
    "freetype": "FTL OR GPL-2.0-or-later",
    "fribidi": "LGPL-2.1-or-later",
    "gd": "GD",
    "graphite2": "LGPL-2.1-or-later OR MPL-2.0",
    "harfbuzz": "MIT-Modern-Variant",
    "jbigkit-libs": "GPL-2.0-or-later",
    "libXau": "MIT",
    "libXpm": "MIT",
    "libdatrie": "LGPL-2.1-or-later",
    "libjpeg-turbo": "IJG AND BSD-3-Clause",
    "libpng": "libpng-2.0",
    "libthai": "LGPL-2.1-or-later",
    "libtiff": "libtiff",
    "libuuid": "BSD-3-Clause",
    "libwebp": "BSD-3-Clause",
    "libxcb": "MIT",
    "pango": "LGPL-2.0-or-later",
    "pixman": "MIT",
}
"""Libraries inside the wheels of pygraphviz, after the licence files of their own releases."""

_HEAD = """\
# 依赖和许可

<!-- 本页由 make licenses 生成，请勿手改。 -->

运行 `zelian` 要装下面这些包，许可由 pip-licenses 从装好的环境里读出。没有一个包用 GPL 或者 AGPL；pygraphviz 安装包里带的库另列，其中有一个是 GPL。开发和测试用的工具不在其内，它们不进安装包，也不进网站。版本和每个文件的 SHA-256 在 `constraints.txt`。

| 包 | 许可 | 直接使用 | 说明 |
| --- | --- | --- | --- |
"""  # noqa: E501  (prose)
_TAIL = """
## pygraphviz 里的库 {#bundled}

pygraphviz 的安装包（Linux）带着 Graphviz 和它要用的动态库，清单取自安装包里的 SBOM：

| 库 | 许可 |
| --- | --- |
"""
_NOTE = """
其中 `jbigkit-libs` 是 GPL-2.0-or-later：Graphviz 的图片插件连着 libgd，libgd 连着 libtiff，libtiff 连着它。画图时它会被装入内存；本项目只要 Graphviz 算位置，不读写 TIFF，不调用它。`zelian` 的安装包和生成的网站里都没有这些库，由使用者从 PyPI 取得 pygraphviz 时一起得到。把 `zelian` 连同全部依赖一起打包发给别人的，要么遵守 GPL 对这个库的要求（附上它的许可和源代码），要么改用系统里的 Graphviz，从源代码安装：`pip install --no-binary pygraphviz pygraphviz`。

## 物料清单（SBOM） {#sbom}

```sh
make sbom       # 写 dist/zelian-sbom.cdx.json，CycloneDX 1.6，由 cyclonedx-py 生成
```

## 已知漏洞 {#audit}

```sh
make audit      # pip-audit 逐个核对 constraints.txt
```

pip-audit 要联网查询漏洞库，连不上的电脑上用不了。代码托管平台上由 `.github/workflows/audit.yml` 在依赖变动时和每周运行一次。
"""  # noqa: E501  (prose)


def runtime() -> dict[str, Distribution]:
    """Return what is installed of all that `zelian` needs to run, by canonical name."""
    found: dict[str, Distribution] = {}
    wanted = [OURS]
    while wanted:
        installed = distribution(wanted.pop())
        for line in installed.requires or ():
            requirement = Requirement(line)
            name = canonicalize_name(requirement.name)
            if name not in found and (
                requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            ):
                found[name] = distribution(name)
                wanted.append(name)
    return found


def licence_of(installed: Distribution) -> str:
    """Return all that a package says about its licence."""
    said = installed.metadata
    classifiers = [line for line in said.get_all("Classifier", []) if line.startswith("License ::")]
    stated = (*said.get_all("License-Expression", []), *said.get_all("License", []), *classifiers)
    return "; ".join(line.partition("\n")[0] for line in stated if line)


def bundled() -> set[str]:
    """Return the libraries that the installed pygraphviz brings, after its own list."""
    files = distribution("pygraphviz").files or []
    lists = [path for path in files if path.name == "auditwheel.cdx.json"]
    parts = [part for path in lists for part in json.loads(path.read_text())["components"]]
    return {part["name"] for part in parts} - {"pygraphviz"}


def page(listed: list[dict[str, str]]) -> str:
    """Return the page for what pip-licenses lists."""
    direct = {canonicalize_name(Requirement(line).name) for line in distribution(OURS).requires or ()}
    rows = [_row(entry, direct) for entry in sorted(listed, key=lambda entry: entry["Name"].lower())]
    libraries = [f"| {name} | {licence} |\n" for name, licence in sorted(BUNDLED.items(), key=_by_name)]
    return "".join([_HEAD, *rows, _TAIL, *libraries, _NOTE])


def _row(entry: dict[str, str], direct: Collection[str]) -> str:
    name = canonicalize_name(entry["Name"])
    return f"| {name} | {entry['License']} | {'是' if name in direct else ''} | {REMARKS.get(name, '')} |\n"


def _by_name(item: tuple[str, str]) -> str:
    return item[0].lower()


if __name__ == "__main__":
    listed = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    PAGE.write_text(page(listed), encoding="utf-8")
