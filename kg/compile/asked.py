"""What a silence asks for: a statement with open places, found in the case and held against its question.

Takes a silence whose `asks` could be read; gives the pattern, and says where it asks for more than the
question does: then it would answer what nobody looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import KG, RDF
from kg.problems import problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.compile.claims import Context
    from kg.compile.resolve import Resolver
    from kg.model.records import Asks, Silence, Word
    from kg.problems import Location, Problem
    from kg.problems.said import Said

Places = tuple[tuple[str, ...], ...]
_PROPERTIES = (KG.patternSubject, KG.patternRelation, KG.patternObject, KG.patternPhase)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A statement with open places.

    Attributes:
        iri: made from what stands in its places.
        places: IRIs of what may be its subject, relation, object and phase; none is anything.
    """

    iri: str
    places: Places


def find_pattern(resolver: Resolver, asks: Asks) -> Pattern | None:
    """Look up what an `asks` names; None where something is not there, which is then said.

    Args:
        resolver: of the case.
        asks: as it was written.
    """
    found = (
        [resolver.place(word) for word in asks.subject],
        [relation.iri if (relation := resolver.relation(word)) else None for word in asks.relation],
        [resolver.place(word) for word in asks.object],
        [thing.iri if (thing := resolver.element(word, "phase")) else None for word in asks.phase],
    )
    places = tuple(tuple(iri for iri in place if iri is not None) for place in found)
    if any(None in place for place in found):
        return None
    return Pattern(iris.pattern(resolver.case.name, *places), places)


def write_pattern(context: Context, pattern: Pattern, location: Location) -> None:
    """Write a pattern, once; each alternative is a statement of its own.

    Args:
        context: where to write.
        pattern: what to write.
        location: where it was asked for.
    """
    if not context.graph.is_new(pattern.iri):
        return
    context.places[pattern.iri] = location
    context.graph.link(pattern.iri, RDF.type, KG.Pattern)
    context.graph.link(pattern.iri, KG.inCase, iris.case(context.case.name))
    for predicate, place in zip(_PROPERTIES, pattern.places, strict=True):
        context.graph.links(pattern.iri, predicate, place)


def wider_than_question(resolver: Resolver, silence: Silence, asks: Asks) -> Iterator[Problem]:
    """Say where a silence asks for more than its question: for things, phases or relations that it is not about.

    Args:
        resolver: of the case; every name of the silence is known to it.
        silence: the silence.
        asks: what it asks for.
    """
    named = [word for word in (*asks.subject, *asks.object, *asks.phase) if not resolver.is_kind(word)]
    others = [word for word in named if not _is_concerned(resolver, word, silence.about)]
    for word in others:
        yield _wider(word.location, say('"{0}" in asks, and not in about', word), silence,
                     say("name it under about too, if the question is about it"))  # fmt: skip
    if not named:
        yield _wider(asks.location, say("asks that names nothing of what about names"), silence,
                     say("write it in its place: subject, object or phase"))  # fmt: skip
    phases = [word for word in silence.about if resolver.is_phase(word)]
    if phases and not asks.phase:
        yield _wider(
            asks.location, say("asks that leaves the phase open"), silence, say("add phase: {0}", phases)
        )
    yield from _another_relation(resolver, silence, asks)


def _another_relation(resolver: Resolver, silence: Silence, asks: Asks) -> Iterator[Problem]:
    """Say where `asks` and `missing` do not name one relation."""
    missing = silence.missing
    if missing is None or missing not in resolver.ontology.relations or set(asks.relation) == {missing}:
        return
    place = asks.relation[0].location if asks.relation else asks.location
    found = say("asks for the relation {0}", asks.relation) if asks.relation else say("asks for any relation")
    yield problem("KG215", place, found, say("relation: {0}, which is missing", missing),
                  say("leave missing out, if the question is wider"))  # fmt: skip


def _wider(place: Location, found: Said, silence: Silence, hint: Said) -> Problem:
    return problem("KG215", place, found, say("what the question is about: {0}", silence.about), hint)


def _is_concerned(resolver: Resolver, word: Word, about: Iterable[Word]) -> bool:
    """Tell whether a question about some things concerns what a word names: it, or what it stands under or is shown by."""
    named = {resolver.place(one) for one in about}
    shown = {_concept(resolver, one) for one in about} - {None}
    own = resolver.place(word)
    above = {
        _concept(resolver, word),
        *(f.iri for f in resolver.frameworks.values() for c in f.concepts.values() if c.iri == own),
    } - {None}
    return own in named | shown or not above.isdisjoint(named)


def _concept(resolver: Resolver, word: Word) -> str | None:
    """Find the concept that an element instantiates."""
    element = resolver.case.elements.get(word)
    concept = resolver.concept(element.instantiates) if element and element.instantiates else None
    return concept.iri if concept else None
