"""Quotations found in their source: where they stand, or why they do not.

Takes a source text and what an author quoted; gives passages or problems. Verbatim means
verbatim: nothing is normalised. It knows neither YAML nor RDF.
"""

from kg.evidence.anchor import Anchored, Passage, anchor
from kg.evidence.source_text import Segment, SourceText, cut, read_source

__all__ = ["Anchored", "Passage", "Segment", "SourceText", "anchor", "cut", "read_source"]
