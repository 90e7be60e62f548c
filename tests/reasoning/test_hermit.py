"""HermiT as a third judge of what follows: it puts every thing and every class where we put it.

HermiT is complete for OWL 2 DL, our materialiser is not. What HermiT alone may find is listed, with the reason; the
list is checked both ways, so that a difference can neither appear nor vanish unnoticed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDFS, Graph, URIRef

from kg.model import iris
from kg.model.vocabulary import RDF
from kg.ontology import Ontology
from kg.reason.judge import find_java, written
from kg.store import NamedNode

if TYPE_CHECKING:
    from conftest import Reasoned

    Pairs = set[tuple[str, str]]

ONLY_HERMIT = {
    # EquivalentClasses(MultiLogicCase, Case that shows at least two logics): counting needs to know that two concepts
    # are different, which OWL 2 RL cannot conclude and our data does not say.
    f"{iris.TERMS}MultiLogicCase",
}
"""The classes whose members HermiT alone may find."""


def classified(case: Reasoned, ontology: Ontology) -> Graph:
    """The ontology and a case, with the rules' edges but without what we say follows by OWL, as HermiT classifies it."""
    import owlready2  # noqa: PLC0415 - slow to import, and not needed without Java

    owlready2.JAVA_EXE = find_java()
    by_owl = {
        edge for edge, ways in case.inferred.edges.items() if all(way.rule.startswith("rl-") for way in ways)
    }
    kept = [quad for quad in case.inferred.quads if case.triples([quad]).isdisjoint(by_owl)]
    with written([*ontology.quads, *case.asserted, *kept]) as path:
        world = owlready2.World()
        loaded = world.get_ontology(path.as_uri()).load()
        with loaded:
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
        return Graph() + world.as_rdflib_graph()


def types(graph: Graph, case: Reasoned) -> Pairs:
    """Each thing of the case with each class of ours that the graph puts it in."""
    start = iris.case(case.name)
    return {
        (str(thing), str(wider))
        for thing, kind in graph.subject_objects(URIRef(RDF.type))
        for wider in graph.transitive_objects(kind, RDFS.subClassOf)
        if str(thing).startswith(start) and str(wider).startswith(iris.BASE)
    }


def below(graph: Graph) -> Pairs:
    """Each class of ours with each wider one."""
    return {
        (str(one), str(wider))
        for one in set(graph.subjects(RDFS.subClassOf))
        for wider in graph.transitive_objects(one, RDFS.subClassOf)
        if one != wider and str(one).startswith(iris.TERMS) and str(wider).startswith(iris.TERMS)
    }


@pytest.fixture(scope="module", params=["b_town", "small", "city", "j_city"])
def judged(
    request: pytest.FixtureRequest, ontology: Ontology, studies: list[Reasoned]
) -> tuple[Reasoned, Graph]:
    """A case, and what HermiT makes of it; two invented ones come from the generator."""
    if find_java() is None:
        pytest.skip("no Java")
    made = {"small": studies[0], "city": studies[2]}
    case = made.get(request.param) or request.getfixturevalue(request.param)
    return case, classified(case, ontology)


def test_hermit_puts_each_thing_in_the_same_classes(judged: tuple[Reasoned, Graph]) -> None:
    """The classes of every thing of a case are those that we materialise; the listed differences are explained."""
    case, graph = judged
    start = iris.case(case.name)
    ours = {
        (s, o)
        for s, p, o in case.triples([*case.asserted, *case.inferred.quads])
        if p == RDF.type and s.startswith(start) and o.startswith(iris.BASE)
    }
    theirs = types(graph, case)
    assert len(ours) > 50
    assert ours - theirs == set()
    assert {kind for _, kind in theirs - ours} <= ONLY_HERMIT


def test_hermit_orders_the_classes_as_we_do(judged: tuple[Reasoned, Graph], ontology: Ontology) -> None:
    """Every sub-class that HermiT finds among named classes is one that the axioms say, step by step."""
    _, graph = judged
    told = Graph()
    for quad in ontology.schema:
        if quad.predicate.value == str(RDFS.subClassOf) and isinstance(quad.object, NamedNode):
            told.add((URIRef(quad.subject.value), RDFS.subClassOf, URIRef(quad.object.value)))
    assert len(below(told)) > 50
    assert below(graph) == below(told)


def test_hermit_can_disagree(studies: list[Reasoned], ontology: Ontology) -> None:
    """Without domains and defining values HermiT no longer finds what we do: the comparison can fail."""
    if find_java() is None:
        pytest.skip("no Java")
    fields = {name: getattr(ontology, name) for name in Ontology.__slots__}
    left_out = {str(RDFS.domain), str(OWL.hasValue)}
    poorer = Ontology(**fields | {"quads": [q for q in ontology.quads if q.predicate.value not in left_out]})
    case = studies[0]
    ours = {(s, o) for s, p, o in case.inferred.edges if p == RDF.type}
    assert not ours <= types(classified(case, poorer), case)
