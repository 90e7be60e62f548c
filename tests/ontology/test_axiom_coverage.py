"""Every axiom of the modules is needed by something that must follow and kept in bounds by something that must not.

Without an axiom, something that must follow no longer does. Made stronger, as somebody might make it in good faith
(a sub-class turned into an equivalence, a chain short of a step, a relation read both ways), it gives something that
must not follow. The axioms that only HermiT judges are the matter of ``test_axioms_on_classes``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Node, URIRef
from rdflib.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from conftest import Example

    Triple = tuple[Node, Node, Node]
    Materialise = Callable[[Iterable[Triple], Iterable[Triple]], set[tuple[str, str, str]]]

FOLDERS = ("must-follow", "must-not-follow")
UNCOVERED = {
    "domain(rivals) Claim": "follows from the range, for rivals is symmetric; it is there to be read",
    "range(rivals) Claim": "follows from the domain, for rivals is symmetric; it is there to be read",
}
"""Axioms that no file needs, each with the reason."""


@dataclass(frozen=True)
class Axiom:
    """One axiom.

    Attributes:
        said: the axiom in words close to OWL's functional syntax.
        stated: the triple without which it is gone.
        stronger: what might be added to make it say too much, each as triples.
        at_all: whether each of these has to be caught, or any one of them.
    """

    said: str
    stated: Triple
    stronger: tuple[tuple[Triple, ...], ...]
    at_all: bool = False


def short(node: Node) -> str:
    """The last part of a name."""
    return str(node).rpartition("#")[2].rpartition("/")[2]


def axioms_on_individuals(graph: Graph) -> Iterator[Axiom]:
    """The axioms that say something of individuals, with what would be too much."""
    for low, high in named(graph, RDFS.subClassOf):
        yield Axiom(
            f"{short(low)} ⊑ {short(high)}", (low, RDFS.subClassOf, high), (((high, RDFS.subClassOf, low),),)
        )
    for low, high in named(graph, RDFS.subPropertyOf):
        both = ((high, RDFS.subPropertyOf, low),)
        yield Axiom(f"{short(low)} ⊑ {short(high)}", (low, RDFS.subPropertyOf, high), (both,))
    for one, other in named(graph, OWL.inverseOf):
        same = ((one, RDFS.subPropertyOf, other),)
        yield Axiom(f"{short(one)} ≡ {short(other)}⁻", (one, OWL.inverseOf, other), (same,))
    for kind, stronger in (
        (OWL.SymmetricProperty, OWL.TransitiveProperty),
        (OWL.TransitiveProperty, OWL.SymmetricProperty),
    ):
        for name in graph.subjects(RDF.type, kind):
            yield Axiom(
                f"{short(kind)} {short(name)}", (name, RDF.type, kind), (((name, RDF.type, stronger),),)
            )
    yield from ends(graph)
    yield from chains(graph)
    yield from conditions(graph)


def named(graph: Graph, predicate: URIRef) -> Iterator[tuple[URIRef, URIRef]]:
    """Pairs of names that a predicate links."""
    for subject, target in graph.subject_objects(predicate):
        if isinstance(subject, URIRef) and isinstance(target, URIRef):
            yield subject, target


def ends(graph: Graph) -> Iterator[Axiom]:
    """Domains and ranges: too much is to say the same of the other end, of a wider property or of a narrower class."""
    sides = {RDFS.domain: RDFS.range, RDFS.range: RDFS.domain}
    for side, other in sides.items():
        for name, kind in named(graph, side):
            if kind.startswith(XSD):
                continue
            wider = [p for p in graph.objects(name, RDFS.subPropertyOf) if isinstance(p, URIRef)]
            narrower = [k for k in graph.subjects(RDFS.subClassOf, kind) if isinstance(k, URIRef)]
            alike = [
                p for p in graph.subjects(RDF.type, OWL.DatatypeProperty) if not graph.value(p, RDFS.domain)
            ]
            is_number = (name, RDF.type, OWL.DatatypeProperty) in graph
            stronger = [((p, side, kind),) for p in (alike if is_number else wider)]
            stronger += [((name, side, k),) for k in narrower]
            stronger += [((name, other, kind),), ((name, RDF.type, OWL.SymmetricProperty),)]
            yield Axiom(f"{short(side)}({short(name)}) {short(kind)}", (name, side, kind), tuple(stronger))


def chains(graph: Graph) -> Iterator[Axiom]:
    """Chains: too much is a chain that lacks its first or its last step."""
    for result, node in graph.subject_objects(OWL.propertyChainAxiom):
        steps = list(Collection(graph, node))
        shorter = [cut for cut in (steps[1:], steps[:-1]) if cut != [result]]
        said = f"{' ∘ '.join(map(short, steps))} ⊑ {short(result)}"
        stronger = tuple(tuple(chain_axiom(result, cut)) for cut in shorter)
        yield Axiom(said, (result, OWL.propertyChainAxiom, node), stronger, at_all=True)


def chain_axiom(result: Node, steps: list[Node]) -> Iterator[Triple]:
    """A chain as triples; a chain of one step is a sub-property."""
    if len(steps) == 1:
        yield steps[0], RDFS.subPropertyOf, result
    else:
        fresh = Graph()
        node = BNode()
        Collection(fresh, node, steps)
        yield from fresh
        yield result, OWL.propertyChainAxiom, node


def conditions(graph: Graph) -> Iterator[Axiom]:
    """Classes told by what they are related to: too much is to leave out a part of the condition."""
    for node, result in graph.subject_objects(RDFS.subClassOf):
        if isinstance(node, BNode):
            parts = (
                list(Collection(graph, graph.value(node, OWL.intersectionOf)))
                if (node, OWL.intersectionOf, None) in graph
                else [node]
            )
            fewer = [part for part in parts if isinstance(part, URIRef)]
            some = next(part for part in parts if isinstance(part, BNode))
            name, kind = graph.value(some, OWL.onProperty), graph.value(some, OWL.someValuesFrom)
            said = f"{' ⊓ '.join([*map(short, fewer), f'∃{short(name)}.{short(kind)}'])} ⊑ {short(result)}"
            stronger = [
                ((name, RDFS.domain, result),),
                *(((part, RDFS.subClassOf, result),) for part in fewer),
            ]
            yield Axiom(said, (node, RDFS.subClassOf, result), tuple(stronger), at_all=True)
    for result, node in graph.subject_objects(OWL.equivalentClass):
        genus, *values = Collection(graph, graph.value(node, OWL.intersectionOf))
        if all((value, OWL.hasValue, None) in graph for value in values):
            said = ", ".join(
                f"{short(graph.value(v, OWL.onProperty))} {short(graph.value(v, OWL.hasValue))}"
                for v in values
            )
            stronger = tuple(
                tuple(definition(result, genus, [v for v in values if v != gone])) for gone in values
            )
            yield Axiom(
                f"{short(result)} ≡ {short(genus)} with {said}",
                (result, OWL.equivalentClass, node),
                stronger,
                at_all=True,
            )


def definition(result: Node, genus: Node, values: list[Node]) -> Iterator[Triple]:
    """A definition by fewer values, as triples; by none, the genus suffices."""
    if not values:
        yield genus, RDFS.subClassOf, result
    else:
        fresh = Graph()
        node, members = BNode(), BNode()
        Collection(fresh, members, [genus, *values])
        yield from fresh
        yield node, OWL.intersectionOf, members
        yield result, OWL.equivalentClass, node


@pytest.fixture(scope="module")
def inventory(axioms: frozenset[Triple]) -> list[Axiom]:
    """The axioms on individuals, in the order of what they say."""
    graph = Graph()
    for triple in axioms:
        graph.add(triple)
    return sorted(axioms_on_individuals(graph), key=lambda axiom: axiom.said)


def facts(
    examples: dict[str, Example], folder: str, *, materialised: bool
) -> tuple[set[Triple], set[Triple]]:
    """What the files of a folder on individuals give, and what they judge."""
    chosen = [
        one
        for one in examples.values()
        if one.name.startswith(f"{folder}/")
        and not one.is_about_classes
        and one.is_owlrl_only != materialised
    ]
    return set().union(*(one.given for one in chosen)), set().union(*(one.judged for one in chosen))


def about(terms: set[Node], axioms: frozenset[Triple]) -> set[Triple]:
    """The axioms on a few terms, with the nameless classes they speak of."""
    found = {t for t in axioms if t[0] in terms or (t[1] == RDFS.subClassOf and t[2] in terms)}
    while (
        more := {t for t in axioms if isinstance(t[0], BNode) and t[0] in {n for f in found for n in f}}
        - found
    ):
        found |= more
    return found


@pytest.fixture(scope="module")
def holds(
    examples: dict[str, Example], axioms: frozenset[Triple], materialised: Materialise
) -> Callable[[str, Iterable[Triple], Iterable[Triple]], bool]:
    """A function that tells whether a folder's statements all hold (or all fail to) under changed axioms.

    The materialiser is asked first, and owlrl about the few files that only it can judge.
    """
    fast = {folder: facts(examples, folder, materialised=True) for folder in FOLDERS}
    slow = {folder: facts(examples, folder, materialised=False) for folder in FOLDERS}
    words = {folder: {(str(s), str(p), str(o)) for s, p, o in fast[folder][1]} for folder in FOLDERS}
    terms = {node for pair in slow.values() for part in pair for triple in part for node in triple}
    few = about(terms, axioms)

    def judge(folder: str, gone: Iterable[Triple], more: Iterable[Triple], *, slowly: bool = False) -> bool:
        """Whether every statement of the folder is as it should be."""
        found = materialised((axioms - set(gone)) | set(more), fast[folder][0]) & words[folder]
        if found != (words[folder] if folder == "must-follow" else set()):
            return False
        return not slowly or by_owlrl(folder, (few - set(gone)) | set(more))

    def by_owlrl(folder: str, changed: set[Triple]) -> bool:
        """The same for the files that only owlrl can judge."""
        given, judged = slow[folder]
        graph = Graph()
        for triple in changed | given:
            graph.add(triple)
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
        return {t for t in judged if t in graph} == (judged if folder == "must-follow" else set())

    return judge


def test_no_axiom_is_overlooked(
    axioms: frozenset[Triple], inventory: list[Axiom], modules: dict[str, Graph]
) -> None:
    """The inventory holds every triple of the modules that states something of logic, and counts them."""
    logical = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf,
               OWL.propertyChainAxiom, OWL.equivalentClass}  # fmt: skip
    kinds = {OWL.SymmetricProperty, OWL.TransitiveProperty}
    stated = {t for t in axioms if t[1] in logical or t[2] in kinds}
    by_hermit = {t for t in stated if str(t[2]).startswith(str(XSD))}
    by_hermit |= {t for t in stated if str(t[0]).endswith("MultiLogicCase") and t[1] == OWL.equivalentClass}
    assert {axiom.stated for axiom in inventory} == stated - by_hermit
    assert len(inventory) >= 240
    used = {p for graph in modules.values() for p in graph.predicates() if str(p).startswith(str(OWL))}
    assert used <= {p for _, p, _ in axioms} | {OWL.versionIRI, OWL.versionInfo, OWL.imports}


def test_every_axiom_is_needed(inventory: list[Axiom], holds: Callable[..., bool]) -> None:
    """Without any one axiom, something that must follow no longer does."""
    assert holds("must-follow", (), (), slowly=True)
    idle = [axiom for axiom in inventory if holds("must-follow", (axiom.stated,), ())]
    idle = [axiom for axiom in idle if holds("must-follow", (axiom.stated,), (), slowly=True)]
    assert {axiom.said for axiom in idle} == set(UNCOVERED)


def test_every_axiom_is_kept_in_bounds(inventory: list[Axiom], holds: Callable[..., bool]) -> None:
    """Were any one axiom made stronger, something that must not follow would."""

    def is_loose(axiom: Axiom, *, slowly: bool) -> bool:
        missed = (holds("must-not-follow", (), more, slowly=slowly) for more in axiom.stronger)
        return any(missed) if axiom.at_all else all(missed)

    assert holds("must-not-follow", (), (), slowly=True)
    loose = [axiom for axiom in inventory if is_loose(axiom, slowly=False)]
    assert [axiom.said for axiom in loose if is_loose(axiom, slowly=True)] == []
