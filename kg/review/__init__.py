"""What a second reader should look at: how well claims fit the words they rest on.

Takes a store with compiled cases; gives items for review. An item is never a verdict and changes no exit code.
"""

from kg.review.fit import review_fit, unasked
from kg.review.records import KINDS, OF_DISCLOSURE, OF_REVIEW, Item

__all__ = ["KINDS", "OF_DISCLOSURE", "OF_REVIEW", "Item", "review_fit", "unasked"]
