"""What a second reader should look at: how well claims fit their words, and what may give a person or an anonymised case away.

Takes a store with compiled cases, or the records and texts of one; gives items for review. An item is
never a verdict and changes no exit code. The few things that an anonymised case may not hold at all
are problems like any other (`refusals`).
"""

from kg.review.answers import answered, squeezed, words_of_public
from kg.review.combinations import risky_combinations
from kg.review.disclosure import disclosures, is_confidential, of_persons
from kg.review.fit import review_fit
from kg.review.records import KINDS, Disclosed, Item, Unseen
from kg.review.refusals import is_anonymised, refusals
from kg.review.silences import unasked

__all__ = [
    "KINDS",
    "Disclosed",
    "Item",
    "Unseen",
    "answered",
    "disclosures",
    "is_anonymised",
    "is_confidential",
    "of_persons",
    "refusals",
    "review_fit",
    "risky_combinations",
    "squeezed",
    "unasked",
    "words_of_public",
]
