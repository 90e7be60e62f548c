"""The page of a source that is not quoted: the places in it that are cited, and what rests on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.site.addresses import page_of

if TYPE_CHECKING:
    from kg.records.facts import Citation, Claim
    from kg.site.book import Book
    from kg.site.lens import Lens


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A place of a source with the claims that rest on it; `id` names it on the page."""

    id: str
    citation: Citation
    claims: tuple[Claim, ...]


def cited_page(book: Book, lens: Lens, iri: str) -> dict[str, Any]:
    """Make the values of the page of a source whose text is not in the data."""
    places = [
        CitedPlace(page_of(c.iri).partition("#")[2], c, tuple(lens.index.claims_on.get(c.iri, ())))
        for c in book.index.citations_of.get(iri, ())
    ]
    return {"source": book.index.facts.sources[iri], "places": places}
