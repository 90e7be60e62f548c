"""The weakest link of a claim: what the whole of its trace rests on, its weakest part first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model.iris import word_of

if TYPE_CHECKING:
    from kg.records.facts import Claim, Saying
    from kg.records.index import Index

READING, BACKGROUND, REPORTED, CITED = "reading", "background", "reported", "cited"
NOTHING, PRESUPPOSED, QUOTED = "nothing", "presupposed", "quoted"
_LEVELS = {"low": 0, "medium": 1, "high": 2}


@dataclass(frozen=True, slots=True)
class Weakest:
    """The weakest link of a claim.

    Attributes:
        kind: a reading; general knowledge (background); what somebody within a source is reported to say (reported);
            places that no machine checked, in whole or in part (cited); nothing; passages that take it for granted (presupposed); or passages into which nothing is read (quoted).
        readings: how many readings stand in the trace, each counted once.
        bases, confidence: of the least sure of them, as words.
        passages, cited, restricted: how many passages and places support it, each counted once.
        speakers: who is reported to say it, each once.
    """

    kind: str
    readings: int = 0
    bases: tuple[str, ...] = ()
    confidence: str = ""
    passages: int = 0
    cited: int = 0
    restricted: int = 0
    speakers: tuple[Saying, ...] = ()


def weakest(index: Index, claim: Claim) -> Weakest:
    """Find the weakest link of a claim and all that it is derived from."""
    parts = index.chain(claim)
    readings = [part for part in parts if part.status == "interpreted"]
    if readings:
        worst = min(readings, key=lambda part: _LEVELS.get(part.confidence, 0))
        bases = tuple(sorted(map(word_of, worst.part("basis"))))
        return Weakest(READING, len(readings), bases, worst.confidence)
    if any(part.status == "background" for part in parts):
        return Weakest(BACKGROUND)
    lines = [
        line for part in parts for line in index.lines_of.get(part.iri, ()) if line.direction == "supports"
    ]
    facts = index.facts
    passages = {iri for line in lines for iri in line.passages if iri in facts.passages}
    places = {iri for line in lines for iri in line.citations if iri in facts.citations}
    restricted = sum(facts.sources[facts.citations[iri].source].access == "restricted" for iri in places)
    found = Weakest(CITED, passages=len(passages), cited=len(places) - restricted, restricted=restricted)
    told = {part.iri for part in parts if part.status == REPORTED}
    speakers = {line.said_by[0].who: line.said_by[0] for line in lines if line.claim in told and line.said_by}
    if speakers:
        return replace(found, kind=REPORTED, speakers=tuple(speakers.values()))
    if places:
        return found
    if not passages:
        return Weakest(NOTHING)
    taken = any(part.status == "presupposed" for part in parts)
    return Weakest(PRESUPPOSED if taken else QUOTED, passages=len(passages))
