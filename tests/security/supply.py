"""The page of the dependencies and their licences, from what pip-licenses says of a runtime environment.

    python -m tests.security.supply dist/licenses.json

`make licenses` makes the environment and the list, and calls this.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

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
    "lxml": "安装包里有下表的库",
    "pathspec": "同 certifi",
}
BUNDLED: dict[str, dict[str, str]] = {
    "charset-normalizer": {},
    "lxml": {
        "libexslt": "MIT",
        "libiconv": "LGPL-2.1-or-later",
        "libxml2": "MIT",
        "libxslt": "MIT",
        "zlib": "Zlib",
    },
    "markupsafe": {},
    "opencc": {
        "darts-clone": "BSD-2-Clause",
        "libopencc": "Apache-2.0",
        "marisa-trie": "BSD-2-Clause OR LGPL-2.1-or-later",
        "pybind11": "BSD-3-Clause",
        "rapidjson": "MIT",
    },
    "pydantic-core": {},
    "pyyaml": {"libyaml": "MIT"},
    "rapidfuzz": {"rapidfuzz-cpp": "MIT", "taskflow": "MIT"},
    "watchdog": {},  # on macOS
}
"""Packages with compiled code, and the libraries of others in it that no SBOM lists, after their releases."""
SHARED: frozenset[str] = frozenset()
"""Shared libraries that lie in packages as files of their own: none; a new one is to be looked into."""
_COMPILED = re.compile(r"\.(?:so|dylib|dll|pyd)(?:\.[\d.]+)?$", re.IGNORECASE)
_MODULE = re.compile(r"\.(?:(?:cpython-|abi3|pypy)[\w-]*\.so|pyd)$", re.IGNORECASE)

_HEAD = """\
# 依赖和许可

<!-- 本页由 make licenses 生成，请勿手改。 -->

运行 `zelian` 要装下面这些包，许可由 pip-licenses 从装好的环境里读出。没有一个包、也没有一个包里带的库用 GPL 或者 AGPL。开发和测试用的工具不在其内，它们不进安装包，也不进网站。版本和每个文件的 SHA-256 在 `constraints.txt`。

| 包 | 许可 | 直接使用 | 说明 |
| --- | --- | --- | --- |
"""  # noqa: E501  (prose)
_TAIL = """
## 包里带的库 {#bundled}

有编译过的代码的包，和编译在里面的别人的库（按各自的发行文件；没有列出库的，里面只有它自己的代码）。没有一个包另外带着动态库文件；多出一个，`tests/security/test_supply.py` 就不通过。

| 包 | 里面的库 | 许可 |
| --- | --- | --- |
"""  # noqa: E501  (prose)
_NOTE = """
LGPL 的 libiconv 在 lxml 的安装包里；可以用自己的 libiconv 从源代码安装 lxml 来替换：`pip install --no-binary lxml lxml`。

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


def compiled(installed: Distribution) -> list[str]:
    """Return the files of compiled code that a package brings."""
    return sorted(str(path) for path in installed.files or () if _COMPILED.search(path.name))


def shared(paths: Collection[str]) -> set[str]:
    """Return those of the compiled files that are libraries, not modules of Python."""
    return {
        path
        for path in paths
        if not _MODULE.search(path) or any(part.endswith((".libs", ".dylibs")) for part in path.split("/"))
    }


def stated(installed: Distribution) -> dict[str, str]:
    """Return the licences of what a package is made of, by name, after its own lists (SBOM, CycloneDX).

    A part without a licence has the empty text.
    """
    lists = [path for path in installed.files or () if "sboms" in path.parts and path.suffix == ".json"]
    parts = [part for path in lists for part in json.loads(path.read_text()).get("components", [])]
    return {part["name"]: " AND ".join(map(_expression, part.get("licenses", []))) for part in parts}


def _expression(licence: dict[str, Any]) -> str:
    named = licence.get("license", {})
    return str(licence.get("expression") or named.get("id") or named.get("name"))


def page(listed: list[dict[str, str]]) -> str:
    """Return the page for what pip-licenses lists."""
    direct = {canonicalize_name(Requirement(line).name) for line in distribution(OURS).requires or ()}
    rows = [_row(entry, direct) for entry in sorted(listed, key=lambda entry: entry["Name"].lower())]
    return "".join([_HEAD, *rows, _TAIL, *_libraries(), _NOTE])


def _libraries() -> Iterator[str]:
    for package, libraries in BUNDLED.items():
        if parts := stated(runtime()[package]):
            yield f"| {package} | {len(parts)} 个 Rust 的库，见安装包里的 SBOM | {_kinds(parts.values())} |\n"
        elif not libraries:
            yield f"| {package} |  |  |\n"
        for name, licence in libraries.items():
            yield f"| {package} | {name} | {licence} |\n"


def _kinds(licences: Iterable[str]) -> str:
    return "；".join(sorted(set(licences)))


def _row(entry: dict[str, str], direct: Collection[str]) -> str:
    name = canonicalize_name(entry["Name"])
    return f"| {name} | {entry['License']} | {'是' if name in direct else ''} | {REMARKS.get(name, '')} |\n"


if __name__ == "__main__":
    listed = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    PAGE.write_text(page(listed), encoding="utf-8")
