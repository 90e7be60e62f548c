"""One finding, down to the words it rests on.

Takes a store and a claim, or the records that were read of it; gives a tree: the claim with its marks, the claims it is
inferred from, its lines of evidence with every passage in its sentence, and the silences beside
it. It computes no new facts: what it shows is in the dataset.
"""

from kg.trace.explain import Explanation, Way, explain_edge, find_edge
from kg.trace.find import find_claim
from kg.trace.records import Citation, EvidenceLine, Follows, Opposed, Passage, SilenceNote, Trace
from kg.trace.tree import opposed_claims, trace_claim, trace_of

__all__ = [
    "Citation",
    "EvidenceLine",
    "Explanation",
    "Follows",
    "Opposed",
    "Passage",
    "SilenceNote",
    "Trace",
    "Way",
    "explain_edge",
    "find_claim",
    "find_edge",
    "opposed_claims",
    "trace_claim",
    "trace_of",
]
