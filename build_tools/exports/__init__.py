"""Exports of the knowledge base: byte-reproducible, from the data alone."""

from build_tools.exports.knowledge_json import knowledge_as_json, knowledge_record
from build_tools.exports.statistics import statistics_record

__all__ = ["knowledge_as_json", "knowledge_record", "statistics_record"]
