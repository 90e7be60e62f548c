"""Whether ontology and cases can be true together, and who is to blame if not.

HermiT, through owlready2, is the judge; it needs Java. Which statements contradict each other it does not say:
that is found by asking it again about parts.
"""

from kg.consistency.check import Places, check_consistency
from kg.consistency.hermit import Judgement, judge, judge_consistency

__all__ = ["Judgement", "Places", "check_consistency", "judge", "judge_consistency"]
