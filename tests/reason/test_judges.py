"""Two independent judges of what follows: owlrl's closure, and the same axioms as SPARQL rules.

The edges of our own rules are given to owlrl, which knows OWL only. Nothing may differ.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import owlrl
import pytest
from rdflib import Graph, URIRef

from kg.authoring import find_cases
from kg.resources import cases_folder
from kg.store import Literal, LocalStore, Quad, to_ntriples

if TYPE_CHECKING:
    from reasoned import Reasoned, Triple

    from kg.ontology import Ontology

RULES = Path(__file__).resolve().parents[2] / "benchmarks" / "rules"
PROLOGUE = re.compile(r"(?:(?:#|PREFIX)[^\n]*\n)*")


def edges(case: Reasoned) -> set[Triple]:
    """What we say follows."""
    return set(case.inferred.edges)


def base(case: Reasoned, ontology: Ontology) -> list[Quad]:
    """What is given: the ontology, the case, and the claims that rules derive from claims."""
    claims = [q for q in case.inferred.quads if case.triples([q]).isdisjoint(case.inferred.edges)]
    return [*ontology.quads, *case.asserted, *claims]


def closed_by_owlrl(case: Reasoned, ontology: Ontology) -> set[Triple]:
    """What owlrl says follows, about the case and in our vocabulary.

    The texts of the ontology, which are for people, are more than half of it, and no axiom speaks of them.
    """
    texts = {quad for quad in ontology.quads if isinstance(quad.object, Literal)}
    told = [quad for quad in base(case, ontology) if quad not in texts]
    graph = Graph().parse(data=to_ntriples(told).decode(), format="nt")
    given = {tuple(map(str, triple)) for triple in graph}
    for edge, ways in case.inferred.edges.items():
        if any(not way.rule.startswith("rl-") for way in ways):
            graph.add((URIRef(edge[0]), URIRef(edge[1]), URIRef(edge[2])))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    found = {(str(s), str(p), str(o)) for s, p, o in graph if isinstance(s, URIRef) and isinstance(o, URIRef)}
    return {triple for triple in found - given if case.is_about(triple)}


def as_update(rule: str) -> str:
    """A rule as an update that adds what it yields."""
    match = PROLOGUE.match(rule)
    cut = match.end() if match else 0
    return f"{rule[:cut]}INSERT {{ ?subject ?predicate ?object }} WHERE {{ {{ {rule[cut:]} }} }}"


def closed_by_sparql(case: Reasoned, ontology: Ontology) -> set[Triple]:
    """What the same axioms, written as SPARQL rules, say follows."""
    paths = sorted(RULES.glob("*.rq"))
    assert len(paths) == 12
    updates = [as_update(path.read_text(encoding="utf-8")) for path in paths]
    updates += [as_update(rule.sparql) for rule in ontology.rules if rule.yields == "edge"]
    plain = [Quad(q.subject, q.predicate, q.object) for q in base(case, ontology)]
    store, size = LocalStore.of(plain), 0
    given = set(store.triples())
    while size != len(store):
        size = len(store)
        for update in updates:
            store.update(update)
    return {triple for triple in set(store.triples()) - given if case.is_about(triple)}


@pytest.fixture(
    scope="module", params=["b_town", "small-1", "small-2", "city", "j_city", "guiyang", "hangzhou"]
)
def case(request: pytest.FixtureRequest, studies: list[Reasoned]) -> Reasoned:
    """Each case that ships, the invented one of the tests, and three from the generator."""
    made = dict(zip(("small-1", "small-2", "city"), studies, strict=True))
    return made.get(request.param) or request.getfixturevalue(request.param)


def test_owlrl_finds_the_same(case: Reasoned, ontology: Ontology) -> None:
    """The OWL 2 RL closure of a case, restricted to it, is what we materialise, edge by edge."""
    assert len(edges(case)) > 100
    assert closed_by_owlrl(case, ontology) == edges(case)


def test_sparql_rules_find_the_same(case: Reasoned, ontology: Ontology) -> None:
    """Rules that share no code with the materialiser give the same edges."""
    assert closed_by_sparql(case, ontology) == edges(case)


def test_the_cases_that_ship_are_all_judged() -> None:
    """These are the cases that ship; another needs a judgement of its own here."""
    assert [path.name for path in find_cases(cases_folder())] == ["guiyang", "hangzhou", "j-city"]


def test_a_judge_can_disagree(b_town: Reasoned, ontology: Ontology) -> None:
    """Without one axiom, the judges no longer agree with us: the comparison can fail."""
    ontology_less = type(ontology)(
        **{
            **{name: getattr(ontology, name) for name in ontology.__slots__},
            "quads": [q for q in ontology.quads if "propertyChainAxiom" not in q.predicate.value],
        }
    )
    assert closed_by_sparql(b_town, ontology_less) < edges(b_town)
