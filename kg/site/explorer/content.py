"""What the graph of some cases holds: things, the claims between them, what follows by rule.

Takes the book, a lens and cases; gives `Content`. How many there are of each is for the data to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.asking.network import Link
from kg.model.iris import local_name
from kg.site.views.draft import Draft, short
from kg.site.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.records.facts import Claim
    from kg.site.book import Book
    from kg.site.lens import Lens

ROOM = 126
LIST_ORDER = "basis-enumeration-order"
"""The basis of a reading that rests on nothing but two things' places in two lists."""


@dataclass(frozen=True)
class Content:
    """The graph of some cases, not placed yet.

    Attributes:
        cases: whose elements and claims it holds.
        draft: its things and links.
    """

    book: Book
    lens: Lens
    cases: tuple[str, ...]
    draft: Draft

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of the cases, in the order of the text."""
        every = self.book.index.facts.claims.values()
        return tuple(self.book.index.in_text_order(c for c in every if c.case in self.cases))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links whose ends are both there."""
        there = {thing.node.id for thing in self.draft.things.values()}
        return tuple(link for link, _, _ in self.draft.links if {link.source, link.target} <= there)

    @cached_property
    def phases(self) -> frozenset[str]:
        """The phases of the cases."""
        return frozenset(p.iri for p in self.book.index.facts.phases.values() if p.case in self.cases)

    def hue(self, iri: str) -> int:
        """Look up the number of the colour of a thing; 0 when its kind has none."""
        return self.book.hues.get(kind_of(self.book, iri), 0)


def content_of(book: Book, lens: Lens, cases: Sequence[str]) -> Content:
    """Gather everything that is said in some cases."""
    content = Content(book, lens, tuple(cases), Draft(lens, ROOM))
    draft, facts = content.draft, book.index.facts
    mentioned = {e for c in content.claims for e in (*c.part("subject"), *c.part("object"))}
    own = [iri for iri, element in facts.elements.items() if element.case in content.cases]
    for iri in (*own, *sorted(mentioned - set(own))):
        kind = kind_of(book, iri)
        if kind:
            look = {
                "look": "thing",
                "hue": book.hues.get(kind, 0),
                "kind": local_name(kind),
                "case": case_of(book, iri),
            }
            draft.add(iri, (0, 0), look)
    for claim in content.claims:
        # What is withheld has no place in the graph, nor has a line to it.
        for start, end in (pair for pair in _pairs(claim) if draft.things.keys() >= set(pair)):
            draft.links.append(_claim_link(content, claim, start, end))
    for edge in book.index.new_edges.values():
        if edge.subject in draft.things and edge.object in draft.things:
            phrase = lens.phrase(edge.property)
            more: dict[str, Any] = {
                "status": lens.edge_status(edge.iri),
                "edge": short(edge.iri),
                **draft.tongue(phrase),
            }
            more |= _phases(content, {edge.subject, edge.object})
            link = Link(short(edge.iri), short(edge.subject), short(edge.object), phrase.text, more)
            draft.links.append((link, phrase, lens.link(edge.iri)))
    return content


def kind_of(book: Book, iri: str) -> str:
    """Find the kind of anything a claim can be about; give nothing when it is not in the data."""
    facts = book.index.facts
    thing = facts.elements.get(iri) or facts.concepts.get(iri)
    if thing:
        return thing.kind
    name = "Framework" if iri in facts.frameworks else "Case" if iri in facts.cases else ""
    return next((kind for kind in facts.kinds if name and local_name(kind) == name), "")


def case_of(book: Book, iri: str) -> str:
    """Name the case a thing belongs to, in short; give nothing for what cases share."""
    element = book.index.facts.elements.get(iri)
    return short(element.case) if element else ""


def heading_kind(book: Book, kind: str) -> str:
    """Find the kind under which things of a kind are headed: the one just below the top of its level."""
    kinds = book.index.facts.kinds
    lineage = [k for k in book.index.kind_lineage(kind) if k in kinds]
    return next((k for k in lineage if kinds[k].parents == (kinds[k].top,)), kind)


def _pairs(claim: Claim) -> Iterator[tuple[str, str]]:
    """Give the two ends of each link a claim makes; a claim without object links its subjects."""
    if not claim.part("object"):
        yield from combinations(claim.part("subject"), 2)
    for start in claim.part("subject"):
        yield from ((start, end) for end in claim.part("object") if start != end)


def _claim_link(content: Content, claim: Claim, start: str, end: str) -> tuple[Link, Text, str]:
    """Turn a claim into a link between two things, with what the filters ask for."""
    lens = content.lens
    relation = lens.index.facts.relations.get(claim.relation)
    label = lens.phrase(relation.property) if relation else lens.name(claim.relation)
    if claim.is_denied:
        label = Text(lens.t("graph.denied", phrase=label.text), label.lang)
    more: dict[str, Any] = {"status": claim.status, "claim": short(claim.iri), **content.draft.tongue(label)}
    if claim.is_denied:
        more["denied"] = True
    if claim.confidence:
        more["confidence"] = claim.confidence
    if {local_name(basis) for basis in claim.part("basis")} == {LIST_ORDER}:
        more["listed"] = True
    more |= _phases(content, {start, end, *claim.part("duringPhase")})
    name = f"{short(claim.iri)}:{local_name(start)}:{local_name(end)}"
    return Link(name, short(start), short(end), label.text, more), label, lens.link(claim.iri)


def _phases(content: Content, things: set[str]) -> dict[str, list[str]]:
    """Pick the phases among some things."""
    found = sorted(short(iri) for iri in things & content.phases)
    return {"phases": found} if found else {}
