"""Why each inferred edge holds: premises that exist, no circles, shortest first, taint kept."""

from __future__ import annotations

import gc
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import iris
from kg.model.vocabulary import KG, RDF
from kg.reason import infer, suppose
from kg.reason.axioms import compile_axioms
from kg.reason.derivations import ordered
from kg.reason.materialise import Materialiser
from kg.reason.rules import without_garbage_collection
from kg.store import NamedNode, Quad, iri

if TYPE_CHECKING:
    from reasoned import Reasoned

    from kg.ontology import Ontology

GRAPH = iri(iris.graph("b-town", "asserted"))


def test_every_edge_has_a_because_with_premises(j_city: Reasoned) -> None:
    """Each edge in the inferred graph has a record with a rule, an axiom and at least one premise."""
    records: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in j_city.inferred.because:
        records[quad.subject.value][quad.predicate.value].add(quad.object.value)
    ends = (KG.edgeSubject, KG.edgeProperty, KG.edgeObject)
    said = {
        tuple(next(iter(record[end])) for end in ends)
        for record in records.values()
        if KG.InferredEdge in record[RDF.type] and record[KG.followsFrom] and record[KG.byRule]
    }
    assert said == set(j_city.inferred.edges)


def test_every_premise_is_given_or_follows(j_city: Reasoned, ontology: Ontology) -> None:
    """A premise is a claim of the case, a triple that someone wrote, or another inferred edge."""
    known = j_city.triples([*j_city.asserted, *j_city.inferred.quads, *ontology.quads])
    claims = {s for s, p, o in known if p == RDF.type and o == KG.Claim}
    ways = [way for found in j_city.inferred.edges.values() for way in found]
    assert len(ways) > len(j_city.inferred.edges)
    for way in ways:
        assert way.premises
        assert all((p in claims) if isinstance(p, str) else (p in known) for p in way.premises)


def test_no_edge_rests_on_itself(j_city: Reasoned) -> None:
    """Following the first derivations down from any edge ends in what was given."""
    edges = j_city.inferred.edges
    depth: dict[object, int] = {}

    def measure(edge: tuple[str, str, str], above: frozenset[object]) -> int:
        assert edge not in above
        if edge not in depth:
            below = [p for p in edges[edge][0].premises if p in edges]
            depth[edge] = 1 + max((measure(p, above | {edge}) for p in below), default=0)
        return depth[edge]

    assert max(measure(edge, frozenset()) for edge in edges) < 12


@given(
    st.dictionaries(
        st.integers(0, 9),
        st.lists(st.lists(st.integers(0, 14), min_size=1, max_size=3), min_size=1, max_size=4),
        max_size=9,
    )
)
def test_the_first_derivation_is_a_shortest(rules: dict[int, list[list[int]]]) -> None:
    """In random rule sets, the first way of each edge has the least depth, found here by waves."""
    from kg.reason.derivations import Derivation  # noqa: PLC0415 - beside its only use

    node = {n: (f"s{n}", "p", "o") for n in range(15)}
    waves: dict[int, int] = {n: 0 for n in range(15) if n not in rules}
    step = 0
    while True:
        step += 1
        new = {
            n
            for n, ways in rules.items()
            if n not in waves and any(all(p in waves and waves[p] < step for p in way) for way in ways)
        }
        if not new:
            break
        waves |= dict.fromkeys(new, step)
    found = {
        node[n]: [
            Derivation("r", "", tuple(node[p] for p in way)) for way in ways if all(p in waves for p in way)
        ]
        for n, ways in rules.items()
        if n in waves
    }
    numbers = {triple: n for n, triple in node.items()}
    for edge, ways in ordered(found).ways.items():
        first = max(waves[numbers[p]] for p in ways[0].premises)
        assert first + 1 == waves[numbers[edge]]
        assert edge not in {p for way in ways for p in way.premises}


@pytest.mark.parametrize("length", range(1, 7))
def test_taint_reaches_however_far(b_town: Reasoned, ontology: Ontology, length: int) -> None:
    """A claim that is derived from a reading, in one step or six, rests on interpretation."""
    names = [iris.claim("b-town", f"t{n}") for n in range(length + 1)]
    more = [Quad(iri(name), iri(RDF.type), iri(KG.Claim), GRAPH) for name in names]
    more.append(Quad(iri(names[0]), iri(KG.status), iri(iris.mark("status", "interpreted")), GRAPH))
    more += [
        Quad(iri(after), iri(KG.derivedFromClaim), iri(before), GRAPH) for before, after in pairwise(names)
    ]
    inferred = infer("b-town", [*b_town.asserted, *more], ontology)
    assert (names[-1], RDF.type, f"{iris.TERMS}RestsOnInterpretation") in inferred.edges
    clean = iris.claim("b-town", "t-clean")
    assert (clean, RDF.type, f"{iris.TERMS}RestsOnInterpretation") not in inferred.edges


def test_no_released_edge_of_a_relation_is_tainted(j_city: Reasoned) -> None:
    """What rests on a reading gives no direct edge: no edge in the released graph is tainted."""
    tainted = [q for q in j_city.inferred.because if q.object == NamedNode(KG.TaintedEdge)]
    assert tainted == []


def test_what_if_marks_all_that_follows(j_city: Reasoned, ontology: Ontology) -> None:
    """Inference 18: if the lexical reading were accepted, the reform would address the pressures."""
    reading = iris.claim("j-city", "i017")
    supposed = suppose("j-city", j_city.asserted, ontology, [reading])
    edge = (
        iris.element("j-city", "system-reform"),
        f"{iris.TERMS}addressesFactor",
        iris.element("j-city", "multiple-pressures"),
    )
    assert edge in supposed.edges
    assert edge not in j_city.inferred.edges
    marked = {q.subject for q in supposed.because if q.object == NamedNode(KG.TaintedEdge)}
    assert len(marked) == len(supposed.edges)
    assert {q.graph_name.value for q in supposed.quads} == {iris.graph("j-city", "what-if")}


def test_transitivity_reaches_through_a_circle() -> None:
    """Three phases that precede one another in a circle come to an end, with every edge derived."""
    kg = iris.TERMS
    axioms = compile_axioms(
        [Quad(iri(f"{kg}precedes"), iri(RDF.type), iri("http://www.w3.org/2002/07/owl#TransitiveProperty"))]
    )
    facts = Materialiser(axioms, lambda _: True)
    facts.add([("a", f"{kg}precedes", "b"), ("b", f"{kg}precedes", "c"), ("c", f"{kg}precedes", "a")])
    assert {(s, o) for s, _, o in facts.facts} == {(s, o) for s in "abc" for o in "abc"}


def test_a_case_leaves_no_work_to_the_next(b_town: Reasoned, ontology: Ontology) -> None:
    """Reasoning makes nothing circular: what it made is gone when it is dropped, without the collector of circles."""
    infer(b_town.name, b_town.asserted, ontology)
    gc.collect()
    found = infer(b_town.name, b_town.asserted, ontology)
    assert found.edges
    del found
    assert gc.collect() == 0


def test_the_collector_is_off_only_while_reasoning() -> None:
    """It is off within, on again afterwards, also after an error, and stays off where it was off."""
    with without_garbage_collection():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(LookupError), without_garbage_collection():
        raise LookupError
    assert gc.isenabled()
    gc.disable()
    try:
        with without_garbage_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
