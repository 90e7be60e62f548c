"""What patterns need of the ontology: what stands under what, what is proposed, and which concepts there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.iris import word_of
from kg.model.reach import reached
from kg.model.vocabulary import KG, OWL, RDF, RDFS, SKOS
from kg.store import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.ontology import Ontology
    from kg.store import Quad


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposition of a framework.

    Attributes:
        iri, framework, relation: IRIs.
        subjects, objects: IRIs of concepts; a side without concepts is open.
        against: IRIs of the relation types that speak against it.
    """

    iri: str
    framework: str
    relation: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What patterns need of the ontology.

    Attributes:
        broader: from a relation type to the wider ones, from a concept to its kinds, from a kind to those above.
        frameworks: from a concept to its framework.
        symmetric: the relation types whose two sides may be exchanged.
        modal: from a relation type to the modality in which it says all it can.
        rules: the relation types by which something is laid down.
        relations: from a property to the relation types that become it.
        proposed: the propositions, in the order of their frameworks.
        matches: from a concept to those of other frameworks that were matched to it in files of frameworks.
    """

    broader: Mapping[str, frozenset[str]]
    frameworks: Mapping[str, str]
    symmetric: frozenset[str]
    modal: Mapping[str, frozenset[str]]
    rules: frozenset[str]
    relations: Mapping[str, tuple[str, ...]]
    proposed: tuple[Proposed, ...]
    matches: Mapping[str, tuple[str, ...]]


def is_yet_to_come(stage: str, *, is_rule: bool) -> bool:
    """Tell whether a claim tells of what is wanted or laid down, and not of what is done: a target is no result.

    Args:
        stage: how far it has come.
        is_rule: whether its relation says that something is laid down, so that ordering is all there is to do.
    """
    return stage == "goal" or (stage == "ordered" and not is_rule)


_grounds: dict[str, Ground] = {}


def ground_of(ontology: Ontology) -> Ground:
    """Gather what patterns need of an ontology; that of the last one asked for is kept."""
    if ontology.digest not in _grounds:
        _grounds.clear()
        _grounds[ontology.digest] = _gather(ontology)
    return _grounds[ontology.digest]


def values_of(quads: Iterable[Quad]) -> dict[str, dict[str, list[str]]]:
    """Group statements by subject and property; of a literal only its text is kept."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            found[quad.subject.value][quad.predicate.value].append(str(getattr(quad.object, "value", "")))
    return found


def _gather(ontology: Ontology) -> Ground:
    """Gather it in one pass over the ontology."""
    # A case's own concepts and relations stand in the schema only.
    values = values_of(dict.fromkeys([*ontology.quads, *ontology.schema]))
    types = {thing: set(held.get(RDF.type, ())) for thing, held in values.items()}
    properties = {
        relation.iri: relation.property for relation in ontology.relations.values() if relation.property
    }
    relations: dict[str, list[str]] = defaultdict(list)
    for relation, name in sorted(properties.items()):
        relations[name].append(relation)
    broader: dict[str, frozenset[str]] = dict(ontology.superclasses)
    rules = set()
    for relation, name in properties.items():
        above = reached([name], lambda one: values[one].get(RDFS.subPropertyOf, ()) if one in values else ())
        broader[relation] = frozenset(r for wider in above for r in relations.get(wider, ())) - {relation}
        rules |= {relation} if KG.regulates in above else set()
    frameworks = {}
    for framework in ontology.frameworks.values():
        for concept in framework.concepts.values():
            frameworks[concept.iri] = framework.iri
            kinds = types.get(concept.iri, set())
            broader[concept.iri] = frozenset(kinds).union(
                *(ontology.superclasses.get(kind, frozenset()) for kind in kinds)
            )
    against: dict[str, set[str]] = defaultdict(set)
    for relation in properties:
        for other in values[relation].get(KG.speaksAgainst, ()):
            against[relation].add(other)
            against[other].add(relation)
    proposed = [
        (held[KG.proposedIn][0], int(held[KG.position][0]), iri, held)
        for iri, held in values.items()
        if KG.proposedIn in held
    ]
    return Ground(
        broader,
        frameworks,
        frozenset(r for r, name in properties.items() if OWL.SymmetricProperty in types.get(name, ())),
        {r: frozenset(map(word_of, values[r][KG.saidAs])) for r in properties if KG.saidAs in values[r]},
        frozenset(rules),
        {name: tuple(found) for name, found in relations.items()},
        tuple(
            Proposed(
                iri,
                framework,
                held[KG.proposesRelation][0],
                tuple(sorted(held.get(KG.proposesSubject, ()))),
                tuple(sorted(held.get(KG.proposesObject, ()))),
                tuple(sorted(against[held[KG.proposesRelation][0]].union(held.get(KG.proposesAgainst, ())))),
            )
            for framework, _, iri, held in sorted(proposed, key=lambda found: found[:3])
        ),
        _matches(ontology.quads, frameworks),
    )


def _matches(quads: Iterable[Quad], frameworks: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Find which concepts were matched to one; what a case says of its own concepts is no part of the ontology's quads."""
    found: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        if quad.predicate.value == SKOS.closeMatch:
            near, concept = (str(getattr(node, "value", "")) for node in (quad.subject, quad.object))
            if near in frameworks and concept in frameworks:
                found[concept].append(near)
    return {concept: tuple(sorted(near)) for concept, near in sorted(found.items())}
