"""Lookups made from the ontology's quads, in one pass: relations, kinds, frameworks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model.iris import TERMS, THEORIES, is_kind, kebab, local_name
from kg.model.reach import reached
from kg.model.vocabulary import KG, RDF, RDFS, SKOS
from kg.ontology.records import Concept, Framework, Phrases, Relation
from kg.store import Literal, NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable

_OF_RELATIONS = (
    KG.phrase, KG.phrasePlural, KG.phraseInfinitive, KG.generatesEdge, KG.flattensTo, KG.takesSubject, KG.takesObject,
)  # fmt: skip
_OF_NAMES = (RDFS.label, SKOS.prefLabel, KG.zhLabelBasis, KG.isPlural)
_READ = frozenset((RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, SKOS.inScheme, *_OF_NAMES, *_OF_RELATIONS))
"""What the lookups read; definitions and examples, which are most of an ontology, are for people."""
_RELATION_PREFIX = "relation-"


class Index:
    """What the lookups read, by subject and predicate, and the classes above each class."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Index the quads."""
        self.values: dict[tuple[str, str], list[NamedNode | Literal]] = defaultdict(list)
        self.instances: dict[str, list[str]] = defaultdict(list)
        for quad in quads:
            if quad.predicate.value not in _READ:
                continue
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                continue
            self.values[quad.subject.value, quad.predicate.value].append(quad.object)
            if quad.predicate.value == RDF.type:
                self.instances[quad.object.value].append(quad.subject.value)
        parents = {
            subject: {node.value for node in nodes}
            for (subject, predicate), nodes in self.values.items()
            if predicate == RDFS.subClassOf
        }
        self.superclasses = {
            name: frozenset(reached(parents.get(name, ()), lambda parent: parents.get(parent, ())))
            for name in parents
        }

    def text(self, subject: str, predicate: str, language: str = "") -> str:
        """Look up the literal in that language; give the empty string where there is none."""
        for value in self.values.get((subject, predicate), ()):
            if isinstance(value, Literal) and (value.language or "") == language:
                return value.value
        return ""

    def node(self, subject: str, predicate: str) -> str:
        """Look up the IRI or literal there; give the empty string where there is none."""
        values = self.values.get((subject, predicate), ())
        return values[0].value if values else ""

    def nodes(self, subject: str, predicate: str) -> tuple[str, ...]:
        """List the IRIs there, in order."""
        return tuple(sorted({value.value for value in self.values.get((subject, predicate), ())}))

    def below(self, name: str) -> list[str]:
        """List the classes below a class, itself left out, in order."""
        return sorted(c for c, above in self.superclasses.items() if name in above)


def relations(index: Index) -> dict[str, Relation]:
    """List the relation types, by the word authors use."""
    found = {}
    for iri in sorted(index.instances[KG.RelationType]):
        slug = local_name(iri).removeprefix(_RELATION_PREFIX)
        singular = index.text(iri, KG.phrase, "en")
        phrases = Phrases(
            singular,
            index.text(iri, KG.phrasePlural, "en") or singular,
            index.text(iri, KG.phraseInfinitive, "en") or singular,
            index.text(iri, KG.phrase, "zh"),
            index.text(iri, KG.phrasePlural, "zh"),
        )
        is_direct = index.node(iri, KG.generatesEdge) == "true"
        takes = (index.nodes(iri, KG.takesSubject), index.nodes(iri, KG.takesObject))
        name = index.node(iri, KG.flattensTo)
        wider = reached(
            index.nodes(name, RDFS.subPropertyOf), lambda one: index.nodes(one, RDFS.subPropertyOf)
        )
        found[slug] = Relation(slug, iri, name, is_direct, phrases, *takes, wider=frozenset(wider))
    return found


def kinds(index: Index) -> dict[str, str]:
    """List the kinds of case element, by the word authors use; manifestations have no kind of their own."""
    return {
        kebab(local_name(iri)): iri
        for iri in index.below(KG.CaseElement)
        if iri != KG.Manifestation and KG.Manifestation not in index.superclasses[iri]
    }


def theory_kinds(index: Index) -> dict[str, str]:
    """List the kinds of concept, by the word authors use."""
    return {kebab(local_name(iri)): iri for iri in index.below(KG.TheoryElement)}


def missing(index: Index) -> dict[str, str]:
    """List what a silence may say is missing: a kind, a relation, or a property of an element."""
    found = {kebab(local_name(i)): i for i in index.below(KG.TheoryElement) + index.below(KG.CaseElement)}
    found.update({slug: relation.iri for slug, relation in relations(index).items()})
    return found


def frameworks(index: Index) -> dict[str, Framework]:
    """List the frameworks with their concepts, by the words authors use."""
    members = defaultdict(list)
    for (subject, predicate), nodes in index.values.items():
        if predicate == SKOS.inScheme and not subject.startswith(TERMS):
            for node in nodes:
                members[node.value].append(subject)
    found = {}
    for iri in sorted(index.instances[KG.Framework]):
        name = iri.removeprefix(THEORIES)
        concepts = {local_name(c): _concept(index, c) for c in sorted(members[iri])}
        label, zh = index.text(iri, RDFS.label, "en"), index.text(iri, RDFS.label, "zh")
        found[name] = Framework(name, iri, label, zh, concepts)
    return found


def _concept(index: Index, iri: str) -> Concept:
    """Read one concept."""
    return Concept(
        slug=local_name(iri),
        iri=iri,
        label=index.text(iri, RDFS.label, "en") or index.text(iri, SKOS.prefLabel, "en"),
        zh=index.text(iri, RDFS.label, "zh"),
        zh_basis=local_name(index.node(iri, KG.zhLabelBasis)).removeprefix("zh-basis-"),
        is_plural=index.node(iri, KG.isPlural) == "true",
        kinds=tuple(kind for kind in index.nodes(iri, RDF.type) if is_kind(kind)),
    )
