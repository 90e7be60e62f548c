"""What may give a person or an anonymised case away.

What an anonymised case may not hold at all is refused (`refusals`), before anything is looked up. What a machine can
merely suspect is an item that the author answers: names, numbers, and details that are rare together.
"""

from kg.anonymity.answers import answered, squeezed, words_of_public
from kg.anonymity.combinations import risky_combinations
from kg.anonymity.disclosure import disclosures, is_confidential, of_persons
from kg.anonymity.records import Disclosed, Unseen
from kg.anonymity.refusals import is_anonymised, refusals

__all__ = [
    "Disclosed",
    "Unseen",
    "answered",
    "disclosures",
    "is_anonymised",
    "is_confidential",
    "of_persons",
    "refusals",
    "risky_combinations",
    "squeezed",
    "words_of_public",
]
