"""Citations in text: finding them, and placing them, as separate pure steps; resolving needs a corpus."""

from build_tools.citations.canonical import canonical_places
from build_tools.citations.finding import find_citations
from build_tools.citations.names import NameIndex, canonical_name
from build_tools.citations.placing import THIS, Place, place_citations
from build_tools.citations.records import (
    Citation,
    CitationKind,
    HeadKind,
    Locus,
    LocusRange,
    Relative,
    Span,
)

__all__ = [
    "THIS",
    "Citation",
    "CitationKind",
    "HeadKind",
    "Locus",
    "LocusRange",
    "NameIndex",
    "Place",
    "Relative",
    "Span",
    "canonical_name",
    "canonical_places",
    "find_citations",
    "place_citations",
]
