"""Finding citations in text. Finding, resolving and annotating are separate pure steps."""

from build_tools.citations.finding import Citation, CitationKind, Locus, Span, find_citations
from build_tools.citations.names import NameIndex, canonical_name

__all__ = ["Citation", "CitationKind", "Locus", "NameIndex", "Span", "canonical_name", "find_citations"]
