"""The catalogue: for each code what it means, why it matters and how to mend it, in Chinese."""

from __future__ import annotations

import textwrap
from functools import cache
from importlib.resources import files

from build_tools.errors import ToolError
from build_tools.findings import CODES, Severity
from build_tools.model.base import Record, Text
from build_tools.suggestions import did_you_mean
from build_tools.yaml_source import parse_yaml


class Example(Record):
    """A wrong snippet, the finding that it gives, and the snippet as it should be."""

    wrong: Text
    message: Text
    right: Text


class CodeDescription(Record):
    """What a worker is told about a code."""

    code: Text
    title: Text
    what: Text
    why: Text
    fix: Text
    example: Example

    @property
    def severity(self) -> Severity:
        """The severity of the code."""
        return CODES[self.code]

    def __str__(self) -> str:
        example = self.example
        return f"""\
{self.code} {self.title}（{self.severity.chinese}）

什么情况：{self.what}
为什么：{self.why}
怎么改：{self.fix}

下面的写法
{_indented(example.wrong)}
会得到
{_indented(example.message)}
应写作
{_indented(example.right)}"""


def describe(code: str) -> CodeDescription:
    """Return the description of ``code``, in upper or lower case.

    Raises:
        ToolError: there is no such code.
    """
    found = _catalogue().get(code.upper())
    if found is None:
        guess = did_you_mean(code.upper(), CODES) or "全部代码见 docs/reference/checks.md"
        raise ToolError(f"没有检查代码“{code}”；{guess}")
    return found


def render_markdown() -> str:
    """Return the page docs/reference/checks.md: one section per code, with the code as its anchor."""
    return "\n".join([_HEAD, *(_section(describe(code)) for code in CODES)])


@cache
def _catalogue() -> dict[str, CodeDescription]:
    name = "codes.yml"
    document, _ = parse_yaml(name, files(__package__).joinpath(name).read_bytes())
    entries = document.data if document else {}
    return {code: CodeDescription(code=code, **entry) for code, entry in entries.items()}


def _indented(text: str) -> str:
    return textwrap.indent(text.rstrip(), "    ")


_HEAD = """\
# 检查代码

<!-- 本页由 zelian generate 按 build_tools/checks/codes.yml 生成，请勿手改。 -->

`zelian check` 发现的每处问题都有一个代码。命令行里用 `zelian explain 代码` 查看同样的说明。
“错误”必须改正，“提示”建议改正。一时改不了的，可以在 `regulations/allowed_findings.yml` 写明理由和期限。
"""


def _section(description: CodeDescription) -> str:
    example = description.example
    return f"""\
## {description.code} {description.title} {{#{description.code.lower()}}}

级别：{description.severity.chinese}

**什么情况**：{description.what}

**为什么**：{description.why}

**怎么改**：{description.fix}

**例子**：下面的写法

```yaml
{example.wrong.rstrip()}
```

会得到

```text
{example.message}
```

应写作

```yaml
{example.right.rstrip()}
```
"""
