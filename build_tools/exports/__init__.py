"""Exports of the knowledge base: byte-reproducible, from the data alone."""

from build_tools.exports.graphml import links_as_graphml
from build_tools.exports.jsonld import works_as_jsonld
from build_tools.exports.knowledge_json import knowledge_as_json, knowledge_record
from build_tools.exports.statistics import statistics_record
from build_tools.exports.tables import TABLES

__all__ = [
    "TABLES",
    "knowledge_as_json",
    "knowledge_record",
    "links_as_graphml",
    "statistics_record",
    "works_as_jsonld",
]
