"""One case and the ontology into that case's asserted graph, provenance and problems.

A pure function of its arguments: no file, no clock, no network, no other case. The named-graph
policy lives here: asserted, inferred, because and provenance never share a graph.
"""

from kg.build.compile import Asserted, assert_case
from kg.build.theory import own_framework, own_theory
from kg.build.withhold import Withheld, withhold
from kg.build.without_texts import without_texts

__all__ = [
    "Asserted",
    "Withheld",
    "assert_case",
    "own_framework",
    "own_theory",
    "withhold",
    "without_texts",
]
