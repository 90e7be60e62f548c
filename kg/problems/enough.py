"""When enough is wrong: what follows is counted and not looked at, since nobody mends a thousand mistakes one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.problems.records import Problem, problem
from kg.problems.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.problems.records import Location

MOST = 1_000
"""After how many problems of a step no more entries of a case are looked at."""


def is_enough(problems: Sequence[Problem]) -> bool:
    """Tell whether so much is wrong that the rest is better looked at later."""
    return len(problems) >= MOST


def not_looked_at(rest: Iterable[Location]) -> list[Problem]:
    """Report each file of which entries were left out, at the first of them.

    Args:
        rest: where each entry stands that was left out.
    """
    by_file: dict[str, list[Location]] = {}
    for place in rest:
        by_file.setdefault(place.file, []).append(place)
    return [
        problem("KG902", min(places), say("entries of this file that were not looked at: {0}", f"{len(places):,}"),
                say("fewer than {0} mistakes", f"{MOST:,}"), say("mend what is told, then check again"))
        for places in by_file.values()
    ]  # fmt: skip
