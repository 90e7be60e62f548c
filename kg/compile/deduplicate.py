"""One mistake is one problem, however many places it shows in.

Takes the problems of one case; gives them without those that only follow from others, and with the
places of a mistake that was made once and is met in many put together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.problems import Severity
from kg.problems.said import Said

if TYPE_CHECKING:
    from kg.problems import Location, Problem

_ENTRY = re.compile(r"/(?:citation|claim|element|silence|source)/[^/ ]+$")
_MET_AGAIN = re.compile(r"KG(2|3|103|106)")
"""The codes of words that are the same mistake wherever they stand: names, quotations, fields, values."""


def without_consequences(
    broken_shapes: list[Problem], problems: list[Problem], places: dict[str, Location]
) -> list[Problem]:
    """Leave out the broken shapes of entries that have another error already: mending that may mend them.

    Args:
        broken_shapes: what the shapes found.
        problems: what was found before.
        places: where each entry was written; an entry reaches to the next one in its file.
    """
    starts: dict[str, list[int]] = {}
    for name, place in places.items():
        if _ENTRY.search(name):
            starts.setdefault(place.file, []).append(place.line)
    for lines in starts.values():
        lines.sort()

    def entry(place: Location) -> tuple[str, int]:
        lines = starts.get(place.file, [])
        number = bisect_right(lines, place.line)
        return place.file, lines[number - 1] if number else 0

    spoilt = {entry(p.location) for p in problems if p.severity is Severity.ERROR}
    return [p for p in broken_shapes if entry(p.location) not in spoilt]


def deduplicated(problems: list[Problem]) -> list[Problem]:
    """Merge problems that are one mistake, and put them in the order of file and line.

    A name that refers to nothing, a quotation that is not there, an unknown field: however often it
    stands in the case, it is one problem at the first place, which counts the others.
    """
    same: dict[tuple[str, str], list[Problem]] = {}
    for found in sorted(dict.fromkeys(problems), key=lambda p: (p.location, p.code, p.found)):
        key = (found.code, _wrong_word(found) if _MET_AGAIN.match(found.code) else str(found))
        same.setdefault(key, []).append(found)
    return [
        replace(first, elsewhere=(*first.elsewhere, *(other.location for other in others)))
        if others
        else first
        for first, *others in same.values()
    ]


def _wrong_word(found: Problem) -> str:
    """Tell what makes two problems of one code the same mistake: an unknown field, whatever entry it is in."""
    if found.code == "KG103" and isinstance(found.found, Said):
        return str(found.found.arguments[0])
    return str(found.found)
