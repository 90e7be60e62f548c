"""HermiT as a third judge of what follows: it puts every thing and every class where we put it.

HermiT is complete for OWL 2 DL, our materialiser is not. What HermiT alone may find is listed, with the reason; at
present nothing is, and no difference can appear unnoticed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDFS, Graph, URIRef

from kg.model import iris
from kg.model.vocabulary import RDF
from kg.store import NamedNode

if TYPE_CHECKING:
    from reasoned import Classify, Reasoned

    from kg.ontology import Ontology

    Pairs = set[tuple[str, str]]

ONLY_HERMIT: frozenset[str] = frozenset()
"""The classes whose members HermiT alone may find, each with its reason: none.

``MultiLogicCase`` would be one, for it counts; it stands in a module of its own, which is not loaded with the others.
"""


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


@pytest.fixture(scope="module", params=["b_town", "small", "city", "j_city", "guiyang", "hangzhou"])
def judged(
    request: pytest.FixtureRequest, ontology: Ontology, studies: list[Reasoned], classify: Classify
) -> tuple[Reasoned, Graph]:
    """A case, and what HermiT makes of it; two invented ones come from the generator."""
    made = {"small": studies[0], "city": studies[2]}
    case = made.get(request.param) or request.getfixturevalue(request.param)
    return case, classify(case, ontology.quads)


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
    assert {kind for _, kind in theirs - ours} == ONLY_HERMIT


def test_hermit_orders_the_classes_as_we_do(judged: tuple[Reasoned, Graph], ontology: Ontology) -> None:
    """Every sub-class that HermiT finds among named classes is one that the axioms say, step by step."""
    _, graph = judged
    told = Graph()
    for quad in ontology.schema:
        if quad.predicate.value == str(RDFS.subClassOf) and isinstance(quad.object, NamedNode):
            told.add((URIRef(quad.subject.value), RDFS.subClassOf, URIRef(quad.object.value)))
    assert len(below(told)) > 50
    assert below(graph) == below(told)


def test_hermit_can_disagree(studies: list[Reasoned], ontology: Ontology, classify: Classify) -> None:
    """Without domains and defining values HermiT no longer finds what we do: the comparison can fail."""
    left_out = {str(RDFS.domain), str(OWL.hasValue)}
    poorer = [quad for quad in ontology.quads if quad.predicate.value not in left_out]
    case = studies[0]
    ours = {(s, o) for s, p, o in case.inferred.edges if p == RDF.type}
    assert not ours <= types(classify(case, poorer), case)
