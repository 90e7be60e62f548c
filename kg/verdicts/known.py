"""From the graphs of a case to what it says and asked, as far as verdicts need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.iris import word_of
from kg.model.reach import reached
from kg.model.vocabulary import KG, RDF
from kg.verdicts.decide import (
    BACKGROUND,
    INFERRED,
    INTERPRETED,
    Asked,
    Known,
    Pattern,
    Statement,
)
from kg.verdicts.ground import ground_of, is_yet_to_come, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.ontology import Ontology
    from kg.store import Quad

Values = dict[str, dict[str, list[str]]]


def read_known(
    case: str,
    quads: Iterable[Quad],
    edges: Mapping[tuple[str, str, str], str],
    tainted: AbstractSet[tuple[str, str, str]],
    ontology: Ontology,
) -> Known:
    """Read what a case says and asked.

    Args:
        case: the case's name.
        quads: its asserted and inferred statements.
        edges: the edges that follow in it, each with the IRI of its reasons.
        tainted: those of them that rest on a reading.
        ontology: the ontology, with the case's own concepts and relations.
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
    said = [_statement(claim, values, phases, ground.rules) for claim in sorted(claims)]
    direct = {(s, one.relation, o) for one in said for s in one.subjects for o in one.objects}
    for (start, name, end), iri in sorted(edges.items()):
        for relation in ground.relations.get(name, ()):
            if (start, relation, end) not in direct:
                basis = INTERPRETED if (start, name, end) in tainted else INFERRED
                at = (end,) if end in phases else ()
                said.append(Statement(iri, relation, (start,), (end,), at, basis, is_edge=True))
    return Known(
        said,
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
    below = reached([claim], lambda one: values[one].get(KG.derivedFromClaim, ()) if one in values else ())
    statuses = {word_of(word) for one in below if one in values for word in values[one].get(KG.status, ())}
    return next((weak for weak in (INTERPRETED, BACKGROUND) if weak in statuses), INFERRED)


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
