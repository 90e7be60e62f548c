"""The axioms of the ontology, compiled into tables that a single triple can be looked up in.

Only the shapes that the ontology uses: sub-classes and sub-properties, inverses, symmetry,
transitivity, property chains, domains and ranges, existential typing, classes defined by values.
Each entry carries its axiom in the functional syntax of OWL 2.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.model.iris import PREFIXES, shorten
from kg.model.vocabulary import OWL, RDF, RDFS
from kg.store import Literal
from kg.store.lists import RdfLists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.store import Quad


@dataclass(frozen=True, slots=True)
class Chain:
    """Relations that, one after the other, make another."""

    result: str
    steps: tuple[str, ...]
    axiom: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A class defined by a wider class and values: (property, value) pairs."""

    result: str
    genus: str
    values: tuple[tuple[str, str], ...]
    axiom: str


@dataclass(frozen=True, slots=True)
class Existential:
    """What stands in the relation to a thing of the kind is of the resulting class."""

    result: str
    property: str
    kind: str
    axiom: str


SAME_WAY, OTHER_WAY, OF_SUBJECT, OF_OBJECT = range(4)
"""What a triple alone leads to: another with the same ends or with its ends changed, or the class of an end."""


class Direct(NamedTuple):
    """What follows from a triple alone.

    Attributes:
        form: one of the four above.
        name: the other property, or the class.
        rule: the rule's name.
        axiom: the axiom.
    """

    form: int
    name: str
    rule: str
    axiom: str


Named = dict[str, list[tuple[str, str]]]


@dataclass(slots=True)
class Axioms:
    """The compiled axioms; the keys are what a triple is looked up by.

    `direct` says by the property all that a triple alone leads to; `joining` are the properties whose
    triples may lead further together with others, or by the class they name.
    """

    super_classes: Named = field(default_factory=lambda: defaultdict(list))
    super_properties: Named = field(default_factory=lambda: defaultdict(list))
    inverses: Named = field(default_factory=lambda: defaultdict(list))
    domains: Named = field(default_factory=lambda: defaultdict(list))
    ranges: Named = field(default_factory=lambda: defaultdict(list))
    symmetric: dict[str, str] = field(default_factory=dict)
    chains: dict[str, list[tuple[Chain, int]]] = field(default_factory=lambda: defaultdict(list))
    definitions: dict[str, list[Definition]] = field(default_factory=lambda: defaultdict(list))
    definitions_by_genus: dict[str, list[Definition]] = field(default_factory=lambda: defaultdict(list))
    existentials: dict[str, list[Existential]] = field(default_factory=lambda: defaultdict(list))
    existentials_by_kind: dict[str, list[Existential]] = field(default_factory=lambda: defaultdict(list))
    direct: dict[str, list[Direct]] = field(default_factory=dict)
    joining: frozenset[str] = frozenset()


class _Schema:
    """The schema's triples by predicate and by subject."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        self.pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.properties: dict[tuple[str, str], str] = {}
        for quad in quads:
            if isinstance(quad.object, Literal):
                continue
            subject, predicate = str(quad.subject.value), quad.predicate.value  # type: ignore[union-attr]
            obj = str(quad.object.value)  # type: ignore[union-attr]
            self.pairs[predicate].append((subject, obj))
            self.properties[subject, predicate] = obj
        self.members = RdfLists(quads).members
        self.restrictions = dict(self.pairs[OWL.onProperty])

    def named(self, predicate: str) -> Iterator[tuple[str, str]]:
        """List pairs of names, in order; leave out what involves a nameless class."""
        for subject, obj in sorted(self.pairs[predicate]):
            if ":" in subject and ":" in obj:
                yield subject, obj


def compile_axioms(schema: Iterable[Quad]) -> Axioms:
    """Compile the axioms in a schema into tables."""
    read = _Schema([*schema])
    axioms = Axioms()
    _compile_hierarchies(read, axioms)
    _compile_properties(read, axioms)
    _compile_classes(read, axioms)
    axioms.direct = _direct(axioms)
    axioms.joining = frozenset({RDF.type, *axioms.chains, *axioms.existentials, *axioms.definitions})
    return axioms


def _direct(axioms: Axioms) -> dict[str, list[Direct]]:
    """Tabulate what a triple alone leads to, by its property."""
    tables = (
        (axioms.super_properties, SAME_WAY, "rl-sub-property"),
        (axioms.inverses, OTHER_WAY, "rl-inverse"),
        ({name: [(name, axiom)] for name, axiom in axioms.symmetric.items()}, OTHER_WAY, "rl-symmetric"),
        (axioms.domains, OF_SUBJECT, "rl-domain"),
        (axioms.ranges, OF_OBJECT, "rl-range"),
    )
    found: dict[str, list[Direct]] = defaultdict(list)
    for table, form, rule in tables:
        for name, entries in table.items():
            found[name] += (Direct(form, other, rule, axiom) for other, axiom in entries)
    return dict(found)


def _compile_hierarchies(read: _Schema, axioms: Axioms) -> None:
    """Compile sub-classes, sub-properties, domains and ranges."""
    for sub, sup in read.named(RDFS.subClassOf):
        axioms.super_classes[sub].append((sup, _axiom("SubClassOf", sub, sup)))
    for sub, sup in read.named(RDFS.subPropertyOf):
        axioms.super_properties[sub].append((sup, _axiom("SubObjectPropertyOf", sub, sup)))
    for name, kind in read.named(RDFS.domain):
        axioms.domains[name].append((kind, _axiom("ObjectPropertyDomain", name, kind)))
    for name, kind in read.named(RDFS.range):
        if not kind.startswith(PREFIXES["xsd"]):
            axioms.ranges[name].append((kind, _axiom("ObjectPropertyRange", name, kind)))


def _compile_properties(read: _Schema, axioms: Axioms) -> None:
    """Compile inverses, symmetry and chains; transitivity is a chain of a property with itself."""
    for one, other in read.named(OWL.inverseOf):
        axiom = _axiom("InverseObjectProperties", one, other)
        axioms.inverses[one].append((other, axiom))
        axioms.inverses[other].append((one, axiom))
    chains = [
        Chain(result, read.members(node), "") for result, node in sorted(read.pairs[OWL.propertyChainAxiom])
    ]
    found = [
        Chain(
            c.result,
            c.steps,
            _axiom(
                "SubObjectPropertyOf", f"ObjectPropertyChain({' '.join(map(shorten, c.steps))})", c.result
            ),
        )
        for c in chains
    ]
    for name, kind in read.named(RDF.type):
        if kind == OWL.SymmetricProperty:
            axioms.symmetric[name] = _axiom("SymmetricObjectProperty", name)
        elif kind == OWL.TransitiveProperty:
            found.append(Chain(name, (name, name), _axiom("TransitiveObjectProperty", name)))
    for chain in sorted(found, key=lambda c: (c.result, c.steps)):
        for position, step in enumerate(chain.steps):
            axioms.chains[step].append((chain, position))


def _compile_classes(read: _Schema, axioms: Axioms) -> None:
    """Compile existential typing and classes defined by values."""
    above = dict(read.pairs[RDFS.subClassOf])
    for node, kind in sorted(read.pairs[OWL.someValuesFrom]):
        if node in above:
            name, result = read.restrictions[node], above[node]
            some = f"ObjectSomeValuesFrom({shorten(name)} {shorten(kind)})"
            entry = Existential(result, name, kind, f"SubClassOf({some} {shorten(result)})")
            axioms.existentials[name].append(entry)
            axioms.existentials_by_kind[kind].append(entry)
    values = dict(read.pairs[OWL.hasValue])
    for result, node in sorted(read.pairs[OWL.equivalentClass]):
        members = read.members(read.properties.get((node, OWL.intersectionOf), ""))
        genus, *others = members or ("",)
        pairs = tuple((read.restrictions[n], values[n]) for n in others if n in values)
        if genus and pairs and len(pairs) == len(others):
            value_axioms = " ".join(
                f"ObjectHasValue({shorten(name)} {shorten(value)})" for name, value in pairs
            )
            both = f"ObjectIntersectionOf({shorten(genus)} {value_axioms})"
            entry_ = Definition(result, genus, pairs, _axiom("EquivalentClasses", result, both))
            axioms.definitions_by_genus[genus].append(entry_)
            for name, _ in pairs:
                axioms.definitions[name].append(entry_)


def _axiom(kind: str, *names: str) -> str:
    return f"{kind}({' '.join(map(shorten, names))})"
