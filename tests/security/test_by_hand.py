"""Pages written by hand and the theme: no HTML in the pages, nothing inline in the theme."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from site_config.hook import POLICY
from tests.site.building import ROOT

PAGES = sorted((ROOT / "docs").rglob("*.md"))
SCRIPTS = sorted((ROOT / "site_config/javascripts").glob("*.js"))
TEMPLATES = sorted((ROOT / "site_config/overrides").rglob("*.html"))
_DANGEROUS = re.compile(
    r"\b(eval|insertAdjacentHTML|outerHTML|innerHTML|createContextualFragment|importScripts)\b"
    r"|document\.write|new Function\b|\bset(?:Timeout|Interval)\(\s*[\"']"
)
_RELATIVE = re.compile(r"(https?:|mailto:|[^:]*$)")


def names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_a_page_by_hand_holds_no_html_and_leads_to_good_places(page: Path) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8"))
    inner = [token for block in tokens for token in (block, *(block.children or ()))]
    html = [token.content for token in inner if token.type in {"html_block", "html_inline"}]
    assert [text for text in html if not re.fullmatch(r"<!--.*?-->\s*", text, re.DOTALL)] == []
    links = [str(token.attrs.get("href") or token.attrs.get("src") or "") for token in inner]
    assert [link for link in links if not _RELATIVE.match(link)] == []


def test_the_folder_of_pages_holds_nothing_that_runs() -> None:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "docs"]
    files = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert {Path(file).suffix for file in files} <= {".json", ".md", ".png"}


@pytest.mark.parametrize("script", SCRIPTS, ids=names)
def test_a_script_makes_no_code_or_markup_of_text(script: Path) -> None:
    assert _DANGEROUS.findall(script.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=names)
def test_a_template_holds_no_inline_script_or_handler(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/)[^>]*>", source) == []
    assert re.findall(r"<style|\son[a-z]+\s*=|javascript:", source, re.IGNORECASE) == []


def test_the_policy_lets_in_no_other_host_no_inline_script_no_eval() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self' file:"
    assert rules["base-uri"] == "'none'"
    assert not re.search(r"https?:|\*|unsafe-eval", POLICY)
    assert [name for name, value in rules.items() if "unsafe-inline" in value] == ["style-src"]
