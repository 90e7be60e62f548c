"""From the graphs of a case to what it says and asked, as far as verdicts need it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.iris import word_of
from kg.model.reach import reached
from kg.model.vocabulary import KG, RDF
from kg.verdicts.decide import Known
from kg.verdicts.ground import ground_of, is_yet_to_come, values_of
from kg.verdicts.statements import Asked, Pattern, Statement
from kg.verdicts.values import BACKGROUND, FAMILIES, INFERRED, INTERPRETED, is_firm

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.ontology import Ontology
    from kg.store import Quad

Values = dict[str, dict[str, list[str]]]
Edge = tuple[str, str, str]


def read_known(
    case: str,
    quads: Iterable[Quad],
    edges: Mapping[Edge, str],
    tainted: AbstractSet[Edge],
    ontology: Ontology,
    resting_on: Callable[[Collection[str | Edge]], AbstractSet[Edge]] = lambda _: frozenset(),
) -> Known:
    """Read what a case says and asked.

    Args:
        case: the case's name.
        quads: its asserted and inferred statements.
        edges: the edges that follow in it, each with the IRI of its reasons.
        tainted: those of them that rest on a reading.
        ontology: the ontology, with the case's own concepts and relations.
        resting_on: finds the edges that cannot be had without some claims or edges.
    """
    ground = ground_of(ontology)
    values = values_of(quads)
    broader = dict(ground.broader)
    for thing, held in values.items():
        wider = {*held.get(KG.instantiates, ()), *held.get(RDF.type, ())}
        if KG.inCase in held and thing not in broader:
            broader[thing] = frozenset(wider).union(*(ground.broader.get(one, frozenset()) for one in wider))
    phases = sorted(thing for thing, held in values.items() if KG.Phase in held.get(RDF.type, ()))
    # Of a claim that says too little the author is told elsewhere; it speaks of nothing.
    claims = [
        thing
        for thing, held in values.items()
        if KG.Claim in held.get(RDF.type, ()) and all(held.get(mark) for mark in NEEDED)
    ]
    known = Known(
        [_statement(claim, values, phases, ground.rules) for claim in sorted(claims)],
        [
            _asked(thing, values)
            for thing, held in sorted(values.items())
            if KG.Silence in held.get(RDF.type, ())
        ],
        broader,
        ground.symmetric,
        ground.modal,
        ground.frameworks,
        frozenset(values[iris.case(case)].get(KG.usesFramework, ())),
        phases,
    )
    disputed = _disputed_claims(known, values)
    said = [replace(one, disputed_by=disputed.get(one.iri, ())) for one in known.said]
    doubts = _doubts(known, disputed, {edge: ground.relations.get(edge[1], ()) for edge in edges})
    resting = {denial: resting_on(doubtful) for denial, doubtful in doubts.items()}
    every = resting_on({one for doubtful in doubts.values() for one in doubtful}) if len(doubts) > 1 else ()
    direct = {
        (s, one.relation, o)
        for one in known.said
        if not one.is_denied and is_firm(one.basis, one.modality, ground.modal.get(one.relation, ()))
        for s in one.subjects
        for o in one.objects
    }
    for edge, iri in sorted(edges.items()):
        start, name, end = edge
        by = tuple(denial for denial, rest in resting.items() if edge in rest)
        if edge in every and not by:  # what it needs is disputed, whichever way it is had
            by = tuple(resting)
        for relation in ground.relations.get(name, ()):
            if (start, relation, end) not in direct:
                basis = INTERPRETED if edge in tainted else INFERRED
                at = (end,) if end in phases else ()
                said.append(
                    Statement(iri, relation, (start,), (end,), at, basis, is_edge=True, disputed_by=by)
                )
    return replace(known, said=said)


def _disputed_claims(known: Known, values: Values) -> dict[str, tuple[str, ...]]:
    """Find the claims that are derived from a contested one, each with what speaks against that."""
    by_iri = {one.iri: one for one in known.said}
    found = {}
    for one in known.said:
        below = sorted(_below(one.iri, values) & by_iri.keys() - {one.iri})
        if below and one.basis in FAMILIES["said"]:
            things = {*one.subjects, *one.objects}
            against = dict.fromkeys(other for iri in below for other in _against(known, by_iri[iri], things))
            found[one.iri] = tuple(against)
    return found


def _doubts(
    known: Known, disputed: Mapping[str, Iterable[str]], edges: Mapping[Edge, Sequence[str]]
) -> Mapping[str, set[str | Edge]]:
    """List by each claim that speaks against something the derived claims and the edges that it makes doubtful.

    Args:
        known: what is claimed.
        disputed: the derived claims, each with what speaks against it.
        edges: the edges, each with the relation types that become it.
    """
    found: dict[str, set[str | Edge]] = defaultdict(set)
    for claim, against in disputed.items():
        for other in against:
            found[other].add(claim)
    denied = [{*one.subjects, *one.objects} for one in known.said if one.is_denied]
    for edge, relations in edges.items():
        start, _, end = edge
        if any(start in things and end in things for things in denied):
            for relation in relations:
                for other in _against(known, Statement("", relation, (start,), (end,)), {start, end}):
                    found[other].add(edge)
    return found


def _against(known: Known, said: Statement, things: AbstractSet[str]) -> list[str]:
    """List what speaks against a statement that is contested or denied; of one about many things, as far as it is of some."""
    subjects, objects = (
        tuple(one for one in place if one in things) or place for place in (said.subjects, said.objects)
    )
    found = known.verdict(Pattern(subjects, (said.relation,), objects, said.phases))
    if found.value not in FAMILIES["against"]:
        return []
    denying = {one.iri for one in known.said if one.is_denied}
    return [iri for iri in found.decided_by if (iri in denying) != said.is_denied]


def _statement(claim: str, values: Values, phases: Sequence[str], rules: AbstractSet[str]) -> Statement:
    """Read what a claim says; a phase that it leads to is one that it speaks of."""
    held = values[claim]
    objects = tuple(held.get(KG.object, ()))
    stage = word_of(next(iter(held.get(KG.stage, ())), ""))
    return Statement(
        claim,
        held[KG.relation][0],
        tuple(held.get(KG.subject, ())),
        objects,
        (*held.get(KG.duringPhase, ()), *(one for one in objects if one in phases)),
        _basis(claim, values),
        word_of(held[KG.modality][0]),
        held[KG.polarity][0] == iris.mark("polarity", "denied"),
        is_yet_to_come=is_yet_to_come(stage, is_rule=held[KG.relation][0] in rules),
    )


def _basis(claim: str, values: Values) -> str:
    """On whose word a claim stands: its status, or the weakest of what it is derived from."""
    status = word_of(values[claim][KG.status][0])
    if status != INFERRED:
        return status
    statuses = {
        word_of(word)
        for one in _below(claim, values)
        if one in values
        for word in values[one].get(KG.status, ())
    }
    return next((weak for weak in (INTERPRETED, BACKGROUND) if weak in statuses), INFERRED)


def _below(claim: str, values: Values) -> set[str]:
    """Gather a claim and all from which it is derived."""
    return reached([claim], lambda one: values[one].get(KG.derivedFromClaim, ()) if one in values else ())


def _asked(silence: str, values: Values) -> Asked:
    """Read what a silence asked."""
    held = values[silence]
    patterns = tuple(
        Pattern(*(tuple(values[one].get(place, ())) for place in PLACES))
        for one in held.get(KG.asksFor, ())
        if one in values
    )
    return Asked(silence, patterns, is_complete="true" in held.get(KG.isComplete, ()))


NEEDED = (KG.subject, KG.relation, KG.status, KG.modality, KG.polarity)
"""Without one of these a claim says nothing that a verdict could rest on."""

PLACES = (KG.patternSubject, KG.patternRelation, KG.patternObject, KG.patternPhase)
"""The properties of a pattern, in the order of the places of `Pattern`."""
