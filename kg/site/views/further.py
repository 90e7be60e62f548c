"""A page of further inferred edges: each with every way it follows, as short as can be said."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.model.iris import local_name
from kg.site.addresses import page_of
from kg.site.further import anchor
from kg.site.words import Text

if TYPE_CHECKING:
    from kg.records.facts import Reason, Way
    from kg.site.book import Book
    from kg.site.further import FurtherPage
    from kg.site.lens import Lens

Law = tuple[str, str]
"""A rule and the axiom that it applied."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing as it stands in the table; a passage by its words, a thing without a name by its identifier.

    A place that is cited has the name of its source as words, and where in it.
    """

    words: Text
    url: str
    is_quote: bool = False
    at: Text | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A way: the number of its law, and its premises, each with a link unless somebody wrote it."""

    law: int
    premises: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An edge: where it leads, and why; `id` is its place on the page."""

    id: str
    end: Shown
    is_tainted: bool
    steps: tuple[Step, ...]


def further_page(book: Book, lens: Lens, page: FurtherPage) -> dict[str, Any]:
    """Make the values of a page of further edges."""
    laws: dict[Law, int] = {}
    groups = [
        (_shown(lens, subject), [_row(lens, edge, laws) for edge in edges])
        for subject, edges in groupby(page.edges, key=lambda edge: edge.subject)
    ]
    siblings = book.index.further.of[page.case, page.property]
    return {
        "case": page.case,
        "property": page.property,
        "is_type": page.property.endswith("#type"),
        "n": sum(len(other.edges) for other in siblings),
        "parts": [(lens.to(other.path), other is page) for other in siblings] if siblings[1:] else [],
        "all": lens.to(page_of(page.case).replace("index.html", "inferred.html")),
        "laws": [(number, rule, axiom) for (rule, axiom), number in laws.items()],
        "groups": groups,
    }


def _row(lens: Lens, edge: Reason, laws: dict[Law, int]) -> Row:
    steps = tuple(_step(lens, edge, way, laws) for way in edge.ways)
    return Row(anchor(edge), _shown(lens, edge.object), edge.is_tainted, steps)


def _step(lens: Lens, edge: Reason, way: Way, laws: dict[Law, int]) -> Step:
    number = laws.setdefault((way.rule, way.axiom), len(laws) + 1)
    premises = _in_order(lens, edge.subject, way.premises)
    return Step(number, tuple((_said(lens, iri), lens.link(iri)) for iri in premises))


def _in_order(lens: Lens, start: str, premises: tuple[str, ...]) -> list[str]:
    """Order premises so that each begins where the one before ends, as far as they make a path."""
    left, path = list(premises), []
    reasons = lens.index.facts.reasons
    while onward := next((p for p in left if p in reasons and reasons[p].subject == start), None):
        left.remove(onward)
        path.append(onward)
        start = reasons[onward].object
    return [*path, *left]


def _said(lens: Lens, premise: str) -> str:
    """Write a premise in short: the identifier of a claim, or the three parts of an edge."""
    edge = lens.index.facts.reasons.get(premise)
    if edge is None:
        return local_name(premise)
    name = "a" if edge.property.endswith("#type") else local_name(edge.property)
    return f"{local_name(edge.subject)} {name} {local_name(edge.object)}"


def _shown(lens: Lens, iri: str) -> Shown:
    passage = lens.index.facts.passages.get(iri)
    if passage is not None:
        return Shown(Text(passage.exact, lens.language_of(passage)), lens.link(iri), is_quote=True)
    citation = lens.index.facts.citations.get(iri)
    if citation is not None and citation.locator:
        return Shown(lens.name(citation.source), lens.link(iri), at=lens.locator(citation))
    return Shown(lens.name(iri), lens.link(iri))
