"""Pages that list things of all cases, cut into pages of a few cases each, so that none grows with their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.site.lens import Lens
    from kg.site.words import Text

PER_PAGE = 6
"""How many cases a page shows."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A page of some cases.

    Attributes:
        path: the page; that of the first batch is the one that others link to.
        cases: whose things it shows.
    """

    path: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A link to another page of the same kind, by its first and its last case."""

    url: str
    first: Text
    last: Text
    is_here: bool


def batches(path: str, cases: Sequence[str]) -> list[Batch]:
    """Cut cases into pages of a few each; one page at least.

    >>> [batch.path for batch in batches("sources.html", ["case"] * 13)]
    ['sources.html', 'sources/2.html', 'sources/3.html']
    """
    parts = [tuple(cases[start : start + PER_PAGE]) for start in range(0, len(cases), PER_PAGE)] or [()]
    stem = path.removesuffix(".html")
    return [
        Batch(f"{stem}/{number}.html" if number > 1 else path, part) for number, part in enumerate(parts, 1)
    ]


def page_with(path: str, cases: Sequence[str], case: str) -> str:
    """Find the page of a kind that shows a case."""
    return next((batch.path for batch in batches(path, cases) if case in batch.cases), path)


def turns(lens: Lens, path: str, cases: Sequence[str]) -> list[Turn]:
    """Link to all pages of a kind; give no link where there is but one page."""
    found = batches(path, cases)
    if len(found) == 1:
        return []
    return [
        Turn(lens.to(b.path), lens.name(b.cases[0]), lens.name(b.cases[-1]), b.path == lens.path)
        for b in found
    ]
