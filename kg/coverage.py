"""A case's source texts segment by segment, with the claims that rest on each.

Takes what a case states; gives records. A segment that nothing rests on is in the list like any
other: what is not coded must be visible.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.evidence import cut
from kg.model.iris import local_name, segment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records import Index
    from kg.records.facts import Source


@dataclass(frozen=True, slots=True)
class ClaimOnSegment:
    """A claim that rests on a segment: its identifier, sentence and status."""

    iri: str
    id: str
    sentence: str
    status: str


@dataclass(frozen=True, slots=True)
class SegmentCoverage:
    """A segment of a source with the claims that rest on it, which may be none."""

    iri: str
    source: str
    source_label: str
    number: int
    name: str
    text: str
    claims: tuple[ClaimOnSegment, ...]


@dataclass(frozen=True, slots=True)
class CitationCoverage:
    """A place cited in a source that is not quoted, with the claims that rest on it."""

    iri: str
    source_label: str
    access: str
    name: str
    locator: str
    says: str
    claims: tuple[ClaimOnSegment, ...]


def cited_places(index: Index, case: str) -> tuple[CitationCoverage, ...]:
    """List every place that a case cites without quoting it, by source.

    Args:
        index: what the case states.
        case: the case's IRI.
    """
    return tuple(
        CitationCoverage(
            iri=cited.iri,
            source_label=index.text(source.iri),
            access=source.access,
            name=cited.identifier,
            locator=cited.locator,
            says=cited.says.get("en", ""),
            claims=_claims(index, [cited.iri]),
        )
        for source in _sources(index, case)
        for cited in index.citations_of.get(source.iri, ())
    )


def cover_case(index: Index, case: str) -> tuple[SegmentCoverage, ...]:
    """List every segment of every source of a case, in order, with the claims that rest on it.

    Args:
        index: what the case states.
        case: the case's IRI.
    """
    segments = []
    for source in _sources(index, case):
        for part in cut(source.text, source.cut_at) if source.text else ():
            name = segment(local_name(case), source.identifier, part.number)
            segments.append(
                SegmentCoverage(
                    iri=name,
                    source=source.iri,
                    source_label=index.text(source.iri),
                    number=part.number,
                    name=part.name,
                    text=source.text[part.start : part.end],
                    claims=_claims(index, (passage.iri for passage in index.passages_of.get(name, ()))),
                )
            )
    return tuple(segments)


def _sources(index: Index, case: str) -> list[Source]:
    return [source for source in index.facts.sources.values() if source.case == case]


def _claims(index: Index, words: Iterable[str]) -> tuple[ClaimOnSegment, ...]:
    """List the claims that rest on any of some passages or places, by identifier."""
    found = {claim.iri: claim for one in words for claim in index.claims_on.get(one, ())}
    return tuple(
        ClaimOnSegment(claim.iri, claim.identifier, index.text(claim.iri), claim.status)
        for claim in sorted(found.values(), key=lambda claim: claim.identifier)
    )
