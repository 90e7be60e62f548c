"""The page of what follows by rule in a case: each relation with every way it follows, down to claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.site.addresses import page_of

if TYPE_CHECKING:
    from kg.records.facts import Claim, Reason, Tally, Way
    from kg.site.book import Book
    from kg.site.lens import Lens


@dataclass(frozen=True, slots=True)
class Premise:
    """What a relation follows from: a claim, or an edge.

    Attributes:
        claim: the claim, if it is one.
        edge: the edge, if it is one.
        url: where the edge is explained on this page; empty when it is not shown by itself.
        because: the first way of an edge that is not shown by itself; None when somebody wrote it.
    """

    claim: Claim | None = None
    edge: Reason | None = None
    url: str = ""
    because: Because | None = None


@dataclass(frozen=True, slots=True)
class Because:
    """One way: the rule, the axiom, the premises."""

    rule: str
    axiom: str
    premises: tuple[Premise, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A relation with its ways, the shortest first; `id` is its place on the page."""

    id: str
    edge: Reason
    ways: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """A property whose edges stand on pages of their own: how many, by which rules, and the first page."""

    property: str
    n: int
    rules: tuple[str, ...]
    url: str


def inferred_page(book: Book, lens: Lens, case: str) -> dict[str, Any]:
    """Make the values of the page of what follows by rule in a case."""
    facts = book.index.facts
    own = [facts.reasons[iri] for iri in facts.edges if iri.startswith(f"{case}/")]
    new = [edge for edge in own if edge.iri in book.index.new_edges]
    repeated = [edge for edge in own if edge.iri not in book.index.new_edges]
    shown = {edge.property for edge in own}
    return {
        "case": case,
        "entries": [_entry(lens, edge) for edge in new],
        "repeated": [_entry(lens, edge) for edge in repeated],
        "rest": _rest(lens, case, [t for t in facts.tallies if t.case == case and t.property not in shown]),
    }


def place_of(edge: str) -> str:
    """Find the page and place where an inferred relation is explained.

    >>> place_of("https://w3id.org/tongban-kg/case/x/edge/a--supports--b")
    'case/x/inferred.html#a--supports--b'
    """
    return page_of(edge)


def _entry(lens: Lens, edge: Reason) -> Entry:
    place = place_of(edge.iri).partition("#")[2]
    return Entry(place, edge, tuple(_because(lens, way) for way in edge.ways))


def _because(lens: Lens, way: Way) -> Because:
    return Because(way.rule, way.axiom, tuple(_premise(lens, iri) for iri in way.premises))


def _premise(lens: Lens, iri: str) -> Premise:
    """Show a claim; or an edge, opened by its first way unless it has a place of its own.

    First ways never run in a circle, so this comes to an end.
    """
    facts = lens.index.facts
    if iri in facts.claims:
        return Premise(claim=facts.claims[iri])
    edge = facts.reasons[iri]
    if iri in facts.edges:
        return Premise(edge=edge, url=lens.to(place_of(iri)))
    return Premise(edge=edge, because=_because(lens, edge.ways[0]) if edge.ways else None)


def _rest(lens: Lens, case: str, tallies: list[Tally]) -> list[Rest]:
    """Sum up the properties that are not shown edge by edge: how many edges, by which rules, and where they stand."""
    found: dict[str, list[Tally]] = {}
    for tally in tallies:
        found.setdefault(tally.property, []).append(tally)
    pages = lens.index.further.of
    rows = [
        Rest(name, sum(t.n for t in own), tuple(t.rule for t in own), lens.to(pages[case, name][0].path))
        for name, own in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.n, row.property))
