"""The reasons that a coder gives: for a reading, against what could have been read instead, for one of several rivals.

Takes a claim, and the claims of its case; writes the reasons, and gives problems where one is missing or leads
astray: a reading without one, rivals that explain different outcomes, a rule that is read as the guide of a choice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.languages import with_chinese
from kg.model.vocabulary import KG
from kg.problems import Severity, problem, say
from kg.review.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.compile.resolve import Resolver
    from kg.model.records import Case, Claim, Word
    from kg.problems import Problem
    from kg.store.writer import GraphWriter

_SAID = ("stated", "presupposed")
_NAMED = 3
"""How many of the claims that lack something are named."""


def write_reasons(graph: GraphWriter, subject: str, claim: Claim, instead: str, language: str) -> None:
    """Write the reasons of a claim, each in its languages.

    Args:
        graph: where to write.
        subject: IRI of the claim.
        claim: the claim.
        instead: IRI of what could have been read instead; empty where nothing is named.
        language: that of the case.
    """
    graph.link(subject, KG.insteadOf, instead or None)
    for predicate, text, zh in (
        (KG.readBecause, claim.because, claim.because_zh),
        (KG.whyNot, claim.why_not, claim.why_not_zh),
        (KG.preferredBecause, claim.preferred_because, claim.preferred_because_zh),
    ):
        graph.told(subject, (predicate,), *with_chinese(language, text, zh))


def check_reasons(case: Case, resolver: Resolver) -> Iterator[Problem]:
    """Report readings without a reason, rivals of different outcomes, two each preferred to the other, rules read as guides.

    Args:
        case: the case.
        resolver: knows its relations and things.
    """
    yield from _without_reason(case)
    relations = _Relations.of(resolver)
    by_object: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.claims.values():
        for word in claim.object:
            by_object[word].append(claim)
    for claim in case.claims.values():
        yield from _other_outcomes(case, claim, relations)
        yield from _both_preferred(case, claim)
        if relations.is_under(claim.relation, relations.guides):
            yield from _laid_down(claim, by_object, relations, resolver)


@dataclass(frozen=True, slots=True)
class _Relations:
    """What the relations of a case stand under.

    Attributes:
        above: the property of each relation, with the wider ones, by the word authors use.
        causal, guides, choices, rules: properties by which one thing brings another about, a guide gives a choice its
            direction, somebody chooses, a rule lays down what is to be done.
    """

    above: Mapping[str, frozenset[str]]
    causal: frozenset[str]
    guides: frozenset[str] = frozenset({iris.term("guides")})
    choices: frozenset[str] = frozenset({iris.term("adopts")})
    rules: frozenset[str] = frozenset({iris.term("regulates")})

    @classmethod
    def of(cls, resolver: Resolver) -> _Relations:
        """Look up the relations that a resolver knows."""
        known = resolver.ontology.relations
        causal = {known[name].property for (name,) in entries("causal-relations") if name in known}
        return cls({name: one.wider | {one.property} for name, one in known.items()}, frozenset(causal))

    def is_under(self, relation: Word, properties: frozenset[str]) -> bool:
        """Tell whether a relation is, or stands under, one of some properties."""
        return not properties.isdisjoint(self.above.get(relation, ()))


def _without_reason(case: Case) -> Iterator[Problem]:
    """Count the readings of a case that do not say why, in one warning at the first of them."""
    bare = [
        claim
        for claim in case.claims.values()
        if claim.status == "interpreted"
        and not (claim.because or claim.because_zh)
        and not claim.is_withheld
        and claim.id not in case.broken  # its reason may be what could not be read
    ]
    if bare:
        names = [claim.id for claim in bare[:_NAMED]] + (["…"] if len(bare) > _NAMED else [])
        found = say('readings without "because": {0}, in all {1}', names, len(bare))
        hint = say("say in a sentence how one gets from these words to this")
        told = problem("KG222", bare[0].id.location, found, say('a line "{0}: …"', "because"), hint)
        yield replace(told, severity=Severity.WARNING)


def _other_outcomes(case: Case, claim: Claim, relations: _Relations) -> Iterator[Problem]:
    """Warn of a rival that explains something else."""
    if not relations.is_under(claim.relation, relations.causal):
        return
    for word in claim.rivals:
        other = case.claims.get(word)
        if other is None or not relations.is_under(other.relation, relations.causal):
            continue
        if set(claim.object).isdisjoint(other.object):
            found = say('"{0}", which explains {1}, as a rival of "{2}", which explains {3}',
                        word, list(other.object), claim.id, list(claim.object))  # fmt: skip
            hint = say("rivals explain one thing in different ways: name only such claims")
            told = problem("KG223", word.location, found, say("an explanation of the same outcome"), hint)
            yield replace(told, severity=Severity.WARNING)


def _both_preferred(case: Case, claim: Claim) -> Iterator[Problem]:
    """Report that a claim and one that it stands against are each preferred to the other; each two are told once."""
    if not _is_preferred(claim):
        return
    for word in (*claim.rivals, *claim.contradicts):
        other = case.claims.get(word)
        if other is None or not _is_preferred(other):
            continue
        if claim.id not in (*other.rivals, *other.contradicts) or claim.id < other.id:
            place = (claim.preferred_because or claim.preferred_because_zh or claim.id).location
            found = say('"{0}" and "{1}", each preferred to the other', claim.id, word)
            hint = say("leave one of the reasons out, or both: rivals may stand side by side")
            yield problem("KG224", place, found, say("a reason on one of the two"), hint)


def _is_preferred(claim: Claim) -> bool:
    return bool(claim.preferred_because or claim.preferred_because_zh)


def _laid_down(
    claim: Claim, by_object: Mapping[str, Iterable[Claim]], relations: _Relations, resolver: Resolver
) -> Iterator[Problem]:
    """Report a guide of something that a rule lays down and that nobody is said to choose."""
    for word in claim.object:
        about = [one for one in by_object.get(word, ()) if one.status in _SAID and one.polarity == "affirmed"]
        rules = [one.id for one in about if relations.is_under(one.relation, relations.rules)]
        choices = (one for one in about if relations.is_under(one.relation, relations.choices))
        if rules and not any(_is_by_somebody(one, resolver) for one in choices):
            found = say(
                '"{0}" as a choice; {1} only lays it down, and nobody is said to choose it', word, rules
            )
            hint = say(
                'what would fit: a claim that an actor "{0}" it; else leave the rule without a guide',
                "adopts",
            )
            yield problem("KG225", word.location, found, say("what somebody is said to choose"), hint)


def _is_by_somebody(claim: Claim, resolver: Resolver) -> bool:
    """Tell whether an actor is among the subjects of a claim."""
    before = len(resolver.problems)
    things = [resolver.thing(word) for word in claim.subject]
    del resolver.problems[before:]  # the claim itself reports what is not there
    return any(thing is not None and KG.Actor in thing.kinds for thing in things)
