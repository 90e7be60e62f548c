"""What a case says and asked, from the records, as far as verdicts on the relations of concepts need it.

Takes the records; gives `Known`, by which `kg.verdicts` decides.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.iris import local_name
from kg.model.reach import reached
from kg.records.facts import Edge
from kg.verdicts.decide import BACKGROUND, INFERRED, INTERPRETED, Known
from kg.verdicts.statements import Asked, Pattern, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.records.facts import Claim, Facts
    from kg.records.rows import Ask


def read_edges(ask: Ask, *cases: str) -> dict[str, Edge]:
    """Read the edges between manifestations of concepts, without why they hold.

    Args:
        ask: gives the rows of a named query.
        cases: IRIs of the cases; none for all there are.
    """
    found = {}
    for row in ask("concept-edges", **({"case": cases} if cases else {})):
        edge = row["subject"], row["property"], row["object"]
        iri = iris.EdgeNames(local_name(row["case"])).name(edge)
        found[iri] = Edge(iri, *edge, rule="")
    return found


def known_of(facts: Facts, case: str) -> Known:
    """Gather what a case says of its concepts, and what it asked.

    Args:
        facts: the records; its edges between manifestations of concepts among them.
        case: IRI of the case.
    """
    kinds = {
        kind: frozenset(reached([kind], lambda one: facts.kinds[one].parents if one in facts.kinds else ()))
        for kind in facts.kinds
    }
    broader = {one.iri: kinds.get(one.kind, frozenset()) for one in facts.concepts.values()}
    own = [element for element in facts.elements.values() if element.case == case]
    for one in own:
        of = {one.concept} if one.concept else set()
        broader[one.iri] = kinds.get(one.kind, frozenset()).union(of, broader.get(one.concept, ()))
    by_property: dict[str, set[str]] = defaultdict(set)
    for relation in facts.relations.values():
        by_property[relation.property].add(relation.iri)
    for relation in facts.relations.values():
        wider = {above for name in relation.above for above in by_property[name]}
        broader[relation.iri] = frozenset(wider - {relation.iri})
    phases = [phase.iri for phase in facts.phases.values() if phase.case == case]
    said = [_statement(facts, claim, phases) for claim in facts.claims.values() if claim.case == case]
    return Known(
        [*said, *_edges(facts, said, {one.iri for one in own if one.concept}, by_property)],
        [
            Asked(silence.iri, _asked(silence.asks), silence.is_complete)
            for silence in facts.silences.values()
            if silence.case == case
        ],
        broader,
        frozenset(relation.iri for relation in facts.relations.values() if relation.is_symmetric),
        {relation.iri: frozenset(relation.said_as) for relation in facts.relations.values()},
        {concept.iri: concept.framework for concept in facts.concepts.values()},
        frozenset(framework for framework, using in facts.frameworks.items() if case in using),
        phases,
    )


def _statement(facts: Facts, claim: Claim, phases: list[str]) -> Statement:
    """Read what a claim says, on whose word it stands, and the phases that it speaks of."""
    status, objects = claim.status, claim.part("object")
    if status == INFERRED:
        below = reached(
            [claim.iri],
            lambda one: facts.claims[one].part("derivedFromClaim") if one in facts.claims else (),
        )
        statuses = {facts.claims[one].status for one in below if one in facts.claims}
        status = next((weak for weak in (INTERPRETED, BACKGROUND) if weak in statuses), INFERRED)
    return Statement(
        claim.iri,
        claim.relation,
        claim.part("subject"),
        objects,
        (*claim.part("duringPhase"), *(one for one in objects if one in phases)),
        status,
        claim.modality,
        claim.is_denied,
    )


def _edges(
    facts: Facts, said: list[Statement], things: set[str], by_property: Mapping[str, set[str]]
) -> Iterator[Statement]:
    """List the edges between some things that no claim of the same words stands behind."""
    direct = {(s, one.relation, o) for one in said for s in one.subjects for o in one.objects}
    for edge in facts.edges.values():
        if edge.subject in things and edge.object in things:
            for relation in sorted(by_property.get(edge.property, ())):
                if (edge.subject, relation, edge.object) not in direct:
                    yield Statement(
                        edge.iri, relation, (edge.subject,), (edge.object,), basis=INFERRED, is_edge=True
                    )


def _asked(asks: Mapping[str, tuple[str, ...]]) -> tuple[Pattern, ...]:
    """Make the pattern that a silence asked for, where it says so."""
    places = (asks.get(place, ()) for place in ("subject", "relation", "object", "phase"))
    return (Pattern(*places),) if asks else ()
