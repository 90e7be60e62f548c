"""What a case asked of its sources, as far as it decides on a relation of two concepts of which nobody in it speaks.

Takes the records; gives `Known`, by which `kg.verdicts` decides. Of every relation that is spoken of there is a cell; of the others there
are none, for no case knows which of them other cases speak of.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model.reach import reached
from kg.verdicts.decide import Known
from kg.verdicts.statements import Asked, Pattern

if TYPE_CHECKING:
    from kg.records.facts import Facts


def read_asked(facts: Facts, case: str) -> Known:
    """Gather what a case asked, and how its things stand under concepts and kinds.

    Args:
        facts: the records.
        case: IRI of the case.
    """
    kinds = {
        kind: frozenset(reached([kind], lambda one: facts.kinds[one].parents if one in facts.kinds else ()))
        for kind in facts.kinds
    }
    broader = {one.iri: kinds.get(one.kind, frozenset()) for one in facts.concepts.values()}
    for one in facts.elements.values():
        if one.case == case:
            of = {one.concept} if one.concept else set()
            broader[one.iri] = kinds.get(one.kind, frozenset()).union(of, broader.get(one.concept, ()))
    by_property: dict[str, set[str]] = defaultdict(set)
    for relation in facts.relations.values():
        by_property[relation.property].add(relation.iri)
    for relation in facts.relations.values():
        wider = {above for name in relation.above for above in by_property[name]}
        broader[relation.iri] = frozenset(wider - {relation.iri})
    places = ("subject", "relation", "object", "phase")
    return Known(
        asked=[
            Asked(one.iri, (Pattern(*(one.asks.get(place, ()) for place in places)),), one.is_complete)
            for one in facts.silences.values()
            if one.case == case and one.asks
        ],
        broader=broader,
        frameworks={concept.iri: concept.framework for concept in facts.concepts.values()},
        in_use=frozenset(framework for framework, using in facts.frameworks.items() if case in using),
    )
