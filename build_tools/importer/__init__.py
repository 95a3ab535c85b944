"""Importing official texts: structure, integrity against fingerprints, the local overlay.

`parse_regulation` reads the text of a regulation, clean or noisy, and says what it doubts.
"""

from build_tools.importer.parsing import parse_regulation
from build_tools.importer.records import Article, Doubt, Heading, Item, Paragraph, Regulation

__all__ = ["Article", "Doubt", "Heading", "Item", "Paragraph", "Regulation", "parse_regulation"]
