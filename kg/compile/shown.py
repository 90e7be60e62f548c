"""What of a case the public may see, by reachability: only what something shown names.

Takes the records of a case; gives `Shown`. A claim is *withheld* when nothing but restricted sources carries
it: each line of evidence that supports it needs one, or it follows from a withheld claim. A silence is withheld
when only restricted sources were searched, or when it asks about something that, among claims, only withheld
ones name. An element, a concept or relation of the case's own and a cited place are shown only if a shown
claim, silence or element names them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from kg.compile.theory import own_framework
from kg.model.reach import reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.records import Case, Claim, Element, Evidence, Silence

RESTRICTED = "restricted"


class Thing(NamedTuple):
    """Something that a claim, a silence or an element may name: a section of the case, and an identifier in it."""

    section: str
    id: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a case, and what it keeps back.

    Attributes:
        restricted: the sources whose words stay out, in the order of the case.
        closed: the claims that are withheld, in the order of the case.
        silences: those that are shown.
        things: the elements, concepts, relations and cited places that something shown names.
        behind: those that are not shown and that a withheld claim names, or shows a concept by.
    """

    restricted: tuple[str, ...]
    closed: tuple[str, ...]
    silences: tuple[Silence, ...]
    things: frozenset[Thing]
    behind: frozenset[Thing]


def what_is_shown(case: Case) -> Shown:
    """Find the elements and concepts that a public build shows: those that a claim or silence shown there names.

    Args:
        case: the case, read.
    """
    restricted = tuple(name for name, source in case.sources.items() if source.access == RESTRICTED)
    closed = _withheld_claims(case, frozenset(restricted))
    open_claims = [claim for name, claim in case.claims.items() if name not in closed]
    by_open = _reached(
        case, chain.from_iterable(_named_by_claim(case, claim, restricted) for claim in open_claims)
    )
    by_closed = [thing for name in closed for thing in _named_by_claim(case, case.claims[name])]
    # What is said in confidence beside other evidence tells of its speakers no more than a withheld claim does.
    by_closed += [
        thing
        for claim in open_claims
        for line in claim.evidence
        if not set(restricted).isdisjoint(sources_of(case, line))
        for thing in _speakers(case, line)
    ]
    secret = _reached(case, by_closed) - by_open
    silences = tuple(
        silence
        for silence in case.silences.values()
        if not searched_in(case, silence) <= set(restricted)
        and secret.isdisjoint(_named_by_silence(case, silence))
    )
    things = by_open | _reached(case, chain.from_iterable(_named_by_silence(case, one) for one in silences))
    behind = set(by_closed) - things
    behind |= {
        Thing("concepts", concept)
        for thing in behind
        if thing.section == "elements" and (concept := own_concept_of(case, case.elements[thing.id]))
    }
    return Shown(restricted, closed, silences, things, frozenset(behind) - things)


def only_source(case: Case) -> str:
    """Name the source of a case that has one only; empty where there are several."""
    return next(iter(case.sources)) if len(case.sources) == 1 else ""


def sources_of(case: Case, line: Evidence) -> Iterator[str]:
    """Name the sources that a line of evidence needs."""
    if line.quotations and (named := line.source or only_source(case)):
        yield named
    yield from (case.citations[word].source for word in line.citations if word in case.citations)


def searched_in(case: Case, silence: Silence) -> set[str]:
    """Name the sources in which an answer was looked for."""
    named = (silence.source, *(search.source for search in silence.searched))
    return {str(word) for word in named if word} or {only_source(case)}


def own_concept_of(case: Case, element: Element) -> str:
    """Name the concept of the case's own that an element shows; empty where it shows none, or a framework's."""
    concept = (element.instantiates or "").removeprefix(f"{own_framework(case.name)}:")
    return concept if concept in case.concepts else ""


def thing_named(case: Case, word: str) -> Thing | None:
    """Find the element, or the concept of the case's own, that a word names; None where it names neither."""
    framework, _, slug = word.rpartition(":")
    if word in case.elements:
        return Thing("elements", str(word))
    if framework in {"", own_framework(case.name)} and slug in case.concepts:
        return Thing("concepts", slug)
    return None


def _withheld_claims(case: Case, restricted: frozenset[str]) -> tuple[str, ...]:
    closed = {
        name for name, claim in case.claims.items() if _is_carried_in_confidence(case, claim, restricted)
    }
    while more := {
        name for name, claim in case.claims.items() if name not in closed and closed & set(claim.premises)
    }:
        closed |= more
    return tuple(name for name in case.claims if name in closed)


def _is_carried_in_confidence(case: Case, claim: Claim, restricted: frozenset[str]) -> bool:
    lines = [line for line in claim.evidence if line.direction == "supports"] or claim.evidence
    return bool(lines) and all(restricted & set(sources_of(case, line)) for line in lines)


def _speakers(case: Case, line: Evidence) -> Iterator[Thing]:
    """List who speaks in a line of evidence and to whom, whether that is said of the line or of a place it cites."""
    cited = [case.citations[word].said_by for word in line.citations if word in case.citations]
    for saying in chain(line.said_by, *cited):
        yield from (Thing("elements", str(w)) for w in (saying.who, saying.to) if w in case.elements)


def _named_by_claim(case: Case, claim: Claim, untold: Iterable[str] = ()) -> Iterator[Thing]:
    """List what a claim names; of its speakers only those whom no line of evidence from a source untold has."""
    parts = (claim.phase, claim.condition, claim.through, claim.instead_of)
    yield from filter(
        None,
        (
            thing_named(case, word)
            for word in (
                *claim.subject,
                *claim.object,
                *claim.what,
                *claim.of,
                *claim.to,
                *filter(None, parts),
            )
        ),
    )
    for word in filter(None, (claim.relation, claim.instead_of)):
        if word in case.relations:
            yield Thing("relations", str(word))
    for line in claim.evidence:
        yield from (Thing("citations", str(word)) for word in line.citations)
        if set(untold).isdisjoint(sources_of(case, line)):
            yield from _speakers(case, line)


def _named_by_silence(case: Case, silence: Silence) -> Iterator[Thing]:
    asked = silence.asks.places if silence.asks else ((), (), (), ())
    subject, relations, obj, phase = asked
    words = (*silence.about, *subject, *obj, *phase)
    yield from filter(None, (thing_named(case, word) for word in words))
    for word in filter(None, (silence.missing, *relations)):
        if word in case.relations:
            yield Thing("relations", str(word))


def _reached(case: Case, start: Iterable[Thing]) -> frozenset[Thing]:
    """Follow names from element to element: what some things name, and what these name in turn."""

    def named_by(thing: Thing) -> Iterator[Thing]:
        element = case.elements.get(thing.id) if thing.section == "elements" else None
        if element is None:
            return
        yield from (Thing("elements", str(word)) for word in (element.starts_at, element.ends_at) if word)
        if concept := own_concept_of(case, element):
            yield Thing("concepts", concept)

    return frozenset(reached(start, named_by))
