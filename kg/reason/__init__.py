"""What follows from what a case asserts, and why; and the judge of consistency.

`infer` applies the rules of ``ontology/rules/`` to one case until nothing new follows, and keeps
the premises of every edge. `judge` asks HermiT, through owlready2, whether an ontology and a
case are consistent. Neither writes into an asserted graph.
"""

from kg.reason.because import unexplained
from kg.reason.clash import suspects
from kg.reason.judge import Judgement, judge, judge_consistency
from kg.reason.justify import minimal_conflict
from kg.reason.rule_book import describe_rules, unreasoned, warrants
from kg.reason.rules import Inferred, infer, rule_faults, suppose

__all__ = [
    "Inferred",
    "Judgement",
    "describe_rules",
    "infer",
    "judge",
    "judge_consistency",
    "minimal_conflict",
    "rule_faults",
    "suppose",
    "suspects",
    "unexplained",
    "unreasoned",
    "warrants",
]
