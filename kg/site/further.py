"""The inferred edges that are too many to be shown one by one: on which page each has its place.

They tie claims to passages, parts to the whole and things to kinds. They are listed property by
property, on as many pages as it takes to keep each light.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.model.iris import local_name
from kg.site.addresses import fragment, page_of, safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.records.facts import Facts, Reason

MOST = 380
"""How many ways, with the edges they belong to, stand on one page: some 100 kB."""


@dataclass(frozen=True, slots=True)
class FurtherPage:
    """A page of edges of one property in one case, in the order of their ends."""

    case: str
    property: str
    path: str
    edges: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """How many edges of a property start at a thing, or end at it, and where the first of them stands."""

    property: str
    n: int
    place: str
    is_subject: bool


class Further:
    """The pages of these edges, and what of them concerns each thing."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def pages(self) -> tuple[FurtherPage, ...]:
        """The pages, by case and property."""
        groups: dict[tuple[str, str], list[Reason]] = defaultdict(list)
        for reason in self._facts.reasons.values():
            if reason.ways and reason.iri not in self._facts.edges:
                groups[reason.iri.partition("/edge/")[0], reason.property].append(reason)
        return tuple(page for key in sorted(groups) for page in _pages(*key, groups[key]))

    @cached_property
    def place(self) -> Mapping[str, str]:
        """The page of each edge, with the edge's place on it."""
        return {edge.iri: f"{page.path}#{anchor(edge)}" for page in self.pages for edge in page.edges}

    @cached_property
    def of(self) -> Mapping[tuple[str, str], list[FurtherPage]]:
        """The pages of each case and property."""
        found: dict[tuple[str, str], list[FurtherPage]] = defaultdict(list)
        for page in self.pages:
            found[page.case, page.property].append(page)
        return found

    @cached_property
    def at(self) -> Mapping[str, list[Mention]]:
        """What starts or ends at each thing, case by case and property by property."""
        counts: dict[tuple[str, str, str, bool], list[str]] = defaultdict(list)
        for page in self.pages:
            for edge in page.edges:
                counts[edge.subject, page.case, edge.property, True].append(edge.iri)
                counts[edge.object, page.case, edge.property, False].append(edge.iri)
        found: dict[str, list[Mention]] = defaultdict(list)
        for (thing, _, name, is_subject), edges in counts.items():
            found[thing].append(Mention(name, len(edges), self.place[edges[0]], is_subject))
        return found


def anchor(edge: Reason) -> str:
    """Name the place of an edge on its page."""
    return fragment(edge.iri.partition("/edge/")[2])


def _pages(case: str, name: str, edges: list[Reason]) -> Iterator[FurtherPage]:
    """Cut the edges of one property into pages, none of which is heavy."""
    start = page_of(case).replace("index.html", f"follows/{safe(local_name(name))}")
    held: list[Reason] = []
    weight = number = 0
    ordered = sorted(edges, key=lambda edge: (edge.subject, edge.object))
    for edge in ordered:
        if held and weight + len(edge.ways) + 1 > MOST:
            number += 1
            yield FurtherPage(case, name, _numbered(start, number), tuple(held))
            held, weight = [], 0
        held.append(edge)
        weight += len(edge.ways) + 1
    yield FurtherPage(case, name, _numbered(start, number + 1), tuple(held))


def _numbered(start: str, number: int) -> str:
    return f"{start}.html" if number == 1 else f"{start}-{number}.html"
