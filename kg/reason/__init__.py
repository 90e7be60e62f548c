"""What follows from what a case asserts, and why.

`infer` applies the rules of ``ontology/rules/`` to one case until nothing new follows, and keeps
the premises of every edge; it writes into no asserted graph.
"""

from kg.reason.because import unexplained
from kg.reason.rule_book import claims_behind_edges, describe_rules, without_owl_consequences
from kg.reason.rules import Inferred, infer, rule_faults, suppose

__all__ = [
    "Inferred",
    "claims_behind_edges",
    "describe_rules",
    "infer",
    "rule_faults",
    "suppose",
    "unexplained",
    "without_owl_consequences",
]
