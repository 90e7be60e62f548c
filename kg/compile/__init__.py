"""One case folder and the ontology into the graphs of that case and its problems.

A pure function of the folder and the ontology: no clock, no network, no other case. The named-graph policy lives
here: asserted, inferred, because, cells and provenance never share a graph.
"""

from kg.compile.asserted import assert_case
from kg.compile.case import Compiled, Content, Measure, compile_case, compile_read, read_sources
from kg.compile.withhold import Withheld, withhold
from kg.compile.without_texts import without_texts

__all__ = [
    "Compiled",
    "Content",
    "Measure",
    "Withheld",
    "assert_case",
    "compile_case",
    "compile_read",
    "read_sources",
    "withhold",
    "without_texts",
]
