"""Every axiom that HermiT alone judges is covered: disjointness, types of values, definitions by number.

The files say which classes must be empty and which must not be; here it is worked out that every part of such an
axiom makes a class empty that must be, and stands in one that must not be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import OWL, RDF, RDFS, XSD, Graph, Node
from rdflib.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Example, Judgement


def short(node: Node) -> str:
    """The last part of a name."""
    return str(node).rpartition("#")[2].rpartition("/")[2]


def axioms_on_classes(modules: dict[str, Graph]) -> Iterator[tuple[str, frozenset[Node]]]:
    """The axioms that HermiT judges, each with the names it is made of."""
    for module, graph in modules.items():
        for node in graph.subjects(RDF.type, OWL.AllDisjointClasses):
            members = frozenset(Collection(graph, graph.value(node, OWL.members)))
            yield f"disjoint in {module}: {', '.join(sorted(map(short, members)))}", members
        for name, kind in graph.subject_objects(RDFS.range):
            if str(kind).startswith(str(XSD)):
                yield f"range({short(name)}) {short(kind)}", frozenset([name])
        for node in graph.subjects(OWL.minQualifiedCardinality):
            members = next(graph.subjects(RDF.first, node))
            whole = next(graph.subjects(RDF.rest, members))
            result = next(
                graph.subjects(OWL.equivalentClass, next(graph.subjects(OWL.intersectionOf, whole)))
            )
            yield f"{short(result)} by number", frozenset([result])


def described(example: Example) -> Iterator[frozenset[Node]]:
    """For each class that a file judges, the names it is described by."""
    graph = Graph()
    for triple in example.given:
        graph.add(triple)
    for subject, _, _ in example.judged:
        found, waiting = set(), [subject]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting.extend(graph.objects(node))
        yield frozenset(found)


def by_names(examples: dict[str, Example], folder: str) -> list[frozenset[Node]]:
    """For each class that the files of a folder judge, the names it is described by."""
    chosen = [one for one in examples.values() if one.name.startswith(f"{folder}/") and one.is_about_classes]
    return [names for one in chosen for names in described(one)]


def test_every_axiom_makes_something_empty(examples: dict[str, Example], modules: dict[str, Graph]) -> None:
    """Each part of such an axiom stands, with another part, in a class that must be empty."""
    empty = by_names(examples, "must-follow")
    found = dict(axioms_on_classes(modules))
    assert len(found) >= 20
    for said, members in found.items():
        for one in members:
            together = [names for names in empty if one in names]
            assert [names for names in together if len(members) == 1 or names & (members - {one})], said


def test_every_part_can_have_members(examples: dict[str, Example], modules: dict[str, Graph]) -> None:
    """Each part of such an axiom stands in a class that must not be empty."""
    possible = frozenset().union(*by_names(examples, "must-not-follow"))
    for said, members in axioms_on_classes(modules):
        assert members <= possible, said


def test_classes_are_empty_because_of_these_axioms(
    examples: dict[str, Example], whole: Graph, hermit: Callable[..., Judgement]
) -> None:
    """Without disjointness, types of values and definitions, no class of the files is empty."""
    bare = Graph()
    for triple in whole:
        is_typed = triple[1] == RDFS.range and str(triple[2]).startswith(str(XSD))
        if triple[2] != OWL.AllDisjointClasses and triple[1] != OWL.equivalentClass and not is_typed:
            bare.add(triple)
    for one in examples.values():
        # By its sub-class axiom alone, a class by number that is no case stays empty.
        if one.is_about_classes and not one.name.endswith("several-logics"):
            bare += one.given
    assert hermit(bare).unsatisfiable == ()
