"""What follows from what a case asserts, and why.

`infer` applies the rules of ``ontology/rules/`` to one case until nothing new follows, and keeps
the premises of every edge; it writes into no asserted graph.
"""

from kg.reason.because import unexplained
from kg.reason.rule_book import describe_rules, unreasoned, warrants
from kg.reason.rules import Inferred, infer, rule_faults, suppose

__all__ = [
    "Inferred",
    "describe_rules",
    "infer",
    "rule_faults",
    "suppose",
    "unexplained",
    "unreasoned",
    "warrants",
]
