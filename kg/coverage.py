"""A case's source texts segment by segment, with the claims that rest on each.

Takes a store and a case; gives records. A segment that nothing rests on is in the list like any
other: what is not coded must be visible.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.asking import asking
from kg.evidence import cut
from kg.model.iris import segment, word_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.store import Store


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


def cited_places(store: Store, case: str) -> tuple[CitationCoverage, ...]:
    """Every place that a case cites without quoting it, by source.

    Args:
        store: where the case stands.
        case: the case's IRI.
    """
    found: dict[str, CitationCoverage] = {}
    for row in asking(store)("coverage-citations", case=case):
        access = word_of(row["access"])
        place = found.get(row["citation"]) or CitationCoverage(
            row["citation"], row["sourceLabel"], access, row["name"], row.get("locator", ""),
            row.get("says", ""), ())  # fmt: skip
        if "claim" in row:
            place = replace(place, claims=(*place.claims, _claim(row)))
        found[row["citation"]] = place
    return tuple(found.values())


def cover_case(store: Store, case: str) -> tuple[SegmentCoverage, ...]:
    """Every segment of every source of a case, in order.

    Args:
        store: where the case stands.
        case: the case's IRI.
    """
    resting: dict[str, list[ClaimOnSegment]] = {}
    ask = asking(store)
    for row in ask("coverage-claims", case=case):
        resting.setdefault(row["segment"], []).append(_claim(row))
    segments = []
    for row in ask("coverage-segments", case=case):
        for part in cut(row["text"], row["cutAt"]):
            name = segment(row["caseName"], row["sourceName"], part.number)
            segments.append(
                SegmentCoverage(
                    iri=name,
                    source=row["source"],
                    source_label=row["sourceLabel"],
                    number=part.number,
                    name=part.name,
                    text=row["text"][part.start : part.end],
                    claims=tuple(resting.get(name, ())),
                )
            )
    return tuple(segments)


def _claim(row: Mapping[str, str]) -> ClaimOnSegment:
    return ClaimOnSegment(row["claim"], row["identifier"], row["sentence"], word_of(row["status"]))
