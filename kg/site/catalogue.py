"""Everything a reader can look up: each thing with a page or a place on one, and what sort it is.

Takes the facts; gives headwords for the A–Z and for the search. It names and orders, and computes
no facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.site.addresses import page_of, page_of_question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.site.book import Book
    from kg.site.index import Index

SORTS = ("claim", "concept", "thing", "case", "source", "silence", "kind", "question", "passage")
"""What there is to look up, in the order in which a search shows it."""


@dataclass(frozen=True, slots=True)
class Headword:
    """A thing to look up.

    Attributes:
        sort: one of `SORTS`.
        iri: what it is; for a named question its name.
        path: where it is shown, inside the tree of a language.
        status: of a claim, whose word it is.
    """

    sort: str
    iri: str
    path: str
    status: str = ""


def headwords(book: Book) -> list[Headword]:
    """List everything with a label of its own, in the order of the facts."""
    index = book.index
    facts = index.facts
    groups: tuple[tuple[str, Iterable[str]], ...] = (
        ("claim", facts.claims),
        ("concept", (*facts.frameworks, *facts.concepts)),
        ("thing", facts.elements),
        ("case", facts.cases),
        ("source", facts.sources),
        ("silence", facts.silences),
        ("kind", sorted(index.listed_kinds)),
    )
    found = [word for sort, iris in groups for word in _with_page(index, sort, iris)]
    questions = ((query.name, page_of_question(query.name)) for query, _ in book.answers)
    return [*found, *(Headword("question", name, place) for name, place in questions)]


def sentences(book: Book) -> list[Headword]:
    """List every segment of a source that something touches."""
    return _with_page(book.index, "passage", book.index.facts.segments)


def _with_page(index: Index, sort: str, iris: Iterable[str]) -> list[Headword]:
    claims = index.facts.claims
    return [
        Headword(sort, iri, path, claims[iri].status if iri in claims else "")
        for iri in iris
        if iri in index.with_page and (path := page_of(iri))
    ]
