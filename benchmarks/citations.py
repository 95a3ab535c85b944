"""Measure finding and placing citations: characters a CPU second, on texts of one, two and four lengths.

usage: python benchmarks/citations.py [--runs N]

The text is that of a regulation: the digests of this repository, each behind its number (第五条), repeated.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from pathlib import Path

from build_tools import load
from build_tools.citations import Locus, NameIndex, find_citations, place_citations
from build_tools.corpus import Corpus

ROOT = Path(__file__).resolve().parent.parent
GOAL = 1_000_000
"""Characters a CPU second."""
LENGTHS = (500_000, 1_000_000, 2_000_000)
HERE = Locus(article=10, paragraph=2)


def regulation_text(corpus: Corpus, length: int) -> str:
    """Return so many characters of regulation text."""
    lines = [
        f"{provision.num}\u3000{provision.digest}\n"
        for text in corpus.all_texts()
        for provision in text.by_eid.values()
        if provision.digest
    ]
    whole = "".join(lines)
    return "".join(itertools.repeat(whole, length // len(whole) + 1))[:length]


def seconds(text: str, names: NameIndex) -> tuple[float, int]:
    """Return the CPU seconds that it takes to find and place the citations in ``text``, and their number."""
    start = time.process_time()
    citations = find_citations(text, names)
    place_citations(citations, HERE)
    return time.process_time() - start, len(citations)


def report_citations(runs: int) -> None:
    """Print one row a length: characters, citations, CPU seconds, characters a CPU second, and the goal."""
    corpus = load(ROOT / "regulations").corpus
    print("| 字数 | 引用（处） | CPU 秒 | 每 CPU 秒字数 | 目标 |\n|---:|---:|---:|---:|---:|")
    for length in LENGTHS:
        text = regulation_text(corpus, length)
        results = [seconds(text, corpus.work_names) for _ in range(runs)]
        median = statistics.median(cpu for cpu, _ in results)
        found = results[0][1]
        print(f"| {length:,} | {found:,} | {median:.2f} | {length / median:,.0f} | {GOAL:,} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    report_citations(parser.parse_args().runs)
