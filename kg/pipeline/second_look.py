"""What a second reader should look at in compiled cases, with the places where it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.review import review_fit
from kg.store import Store

if TYPE_CHECKING:
    from kg.pipeline.outcome import Outcome
    from kg.review import Item


def review(outcome: Outcome) -> tuple[Item, ...]:
    """The items for review of every case, case by case.

    Args:
        outcome: what a check of the cases found; a case with errors is looked at as far as it was compiled.
    """
    store = Store.of(outcome.quads())
    found: list[Item] = []
    for compiled in outcome.cases:
        found += review_fit(store, iris.case(compiled.name), compiled.places)
    return tuple(found)
