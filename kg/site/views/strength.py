"""The findings that a page leads with, and how strong each is.

Takes the index and a case; gives its findings about the logics, those that say what a phase is like
first. Which they are is for the data to say; how strong they are, for `kg.records`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.site.picture import plan
from kg.site.weakest import weakest_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.records.facts import Claim, Passage
    from kg.site.book import Book
    from kg.site.index import Index
    from kg.site.lens import Lens

MOST = 5


@dataclass(frozen=True, slots=True)
class Lead:
    """A finding with its strength in words and all the words it rests on."""

    claim: Claim
    strength: str
    passages: tuple[Passage, ...]


def findings_of(index: Index, case: str) -> list[Claim]:
    """List what a case states as found about its logics, in the order of the text; without logics, all that it states as found."""
    drawing = plan(index, case)
    ring = {member.iri for member in drawing.ring} if drawing else set()
    found = [
        claim
        for claim in index.claims_in.get(case, ())
        if claim.role == "finding" and claim.status in {"stated", "reported"}
    ]
    return [claim for claim in found if set(claim.part("subject")) & ring] or found


def lead_findings(book: Book, lens: Lens, findings: Sequence[Claim]) -> list[Lead]:
    """Choose those of the findings that say which logic a phase shows; the first ones when none does."""
    index = book.index
    said_of_phases = {iri for reason in _reasons(index) for iri in _claims_behind(index, reason)}
    chosen = [claim for claim in findings if claim.iri in said_of_phases] or list(findings)
    return [lead_of(book, lens, claim) for claim in chosen[:MOST]]


def lead_of(book: Book, lens: Lens, claim: Claim) -> Lead:
    """Show a claim with its strength."""
    return Lead(claim, weakest_words(lens, claim), tuple(book.index.passages_for(claim.iri)))


def _reasons(index: Index) -> Iterator[str]:
    """Find what decides how a logic stands in a phase."""
    for cell in index.facts.cells:
        if cell.phase:
            yield from cell.decided_by


def _claims_behind(index: Index, iri: str) -> Iterator[str]:
    """Find a claim, or the claims right behind an edge."""
    if iri in index.facts.claims:
        yield iri
    edge = index.facts.edges.get(iri)
    if edge:
        yield from (p for p in edge.premises if p in index.facts.claims)
