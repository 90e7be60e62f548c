"""The axioms at work: what HermiT derives, what it must never derive, and what it refuses.

Takes the ontology, the frameworks and the small good graph of the shapes; adds a few triples for each
example. The whole file is skipped where there is no Java.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Judgement

    Judge = Callable[..., Judgement]

GOOD = Path(__file__).parents[1] / "shapes" / "good.ttl"
BASE = "https://w3id.org/tongban-kg/"
PREFIXES = f"""
@prefix kg: <{BASE}ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tl: <{BASE}theory/triple-logic/> .
@prefix concept: <{BASE}theory/x-frame/> .
@prefix element: <{BASE}case/x-city/element/> .
@prefix claim: <{BASE}case/x-city/claim/> .
@prefix case: <{BASE}case/> .
"""
NONSENSE = {
    "an actor that instantiates a logic": "element:office kg:instantiates concept:caution .",
    "an actor typed as a logic": "element:office a kg:BehaviourLogic .",
    "a logic that is a factor": "concept:caution a kg:Pressure .",
    "a claim that is an element": "claim:c1 a kg:CaseElement .",
    "a phase that starts at an actor": "element:later kg:startsAt element:office .",
    "a status that is a role": "kg:status-stated a kg:DiscourseRole .",
    "a concept declared the same as one of another kind": "concept:caution owl:sameAs concept:haste .",
    "a coder who is a case": f"<{BASE}case/x-city> a kg:Coder .",
}
SENSE = {
    "a fourth logic": "element:x-collaboration kg:instantiates tl:collaboration-logic . tl:collaboration-logic a kg:BehaviourLogic ; skos:inScheme <https://w3id.org/tongban-kg/theory/triple-logic> .",
    "a factor that presses and drives": "concept:haste a kg:Driver .",
    "a rival dominance": "element:caution kg:dominatesIn element:later . element:openness kg:dominatesIn element:later .",
    "a claim without evidence": "claim:c9 a kg:Claim ; kg:subject element:office .",
    "a condition that is a phenomenon": "element:trust a kg:ConversionCondition .",
    "opposite findings in two cases": """
        case:y-city a kg:Case . element:y-openness kg:instantiates concept:openness ; kg:inCase case:y-city .
        element:y-openness kg:hinders element:y-caution . element:y-caution kg:instantiates concept:caution .
        element:openness kg:supports element:caution .""",
}
MUST_FOLLOW = {
    "kind for free": ("element:caution", "a", "kg:LogicManifestation"),
    "a factor's kind": ("element:haste", "a", "kg:FactorManifestation"),
    "a finding": ("claim:c1", "a", "kg:Finding"),
    "an interpreted claim": ("claim:c6", "a", "kg:InterpretedClaim"),
    "taint at the source": ("claim:i1", "a", "kg:RestsOnInterpretation"),
    "taint of a conclusion": ("claim:d1", "a", "kg:RestsOnInterpretation"),
    "a condition left open": ("claim:c5", "a", "kg:UnderspecifiedClaim"),
    "order without dates": ("element:earlier", "kg:abuts", "element:later"),
    "precedence": ("element:earlier", "kg:precedes", "element:later"),
    "phases of a case": (f"<{BASE}case/x-city>", "kg:hasPhase", "element:earlier"),
    "portability": (f"<{BASE}case/x-city>", "kg:exhibits", "concept:openness"),
    "trace to the words": ("claim:c3", "kg:tracesTo", f"<{BASE}case/x-city/passage/report-58-83>"),
    "trace to the source": ("claim:c3", "kg:tracesToSource", f"<{BASE}case/x-city/source/report>"),
    "rivalry both ways": ("claim:c1", "kg:rivals", "claim:c6"),
}
MUST_NOT_FOLLOW = {
    "what a question takes for granted is no finding": ("claim:c5", "a", "kg:Finding"),
    "a stated claim is not tainted": ("claim:c1", "a", "kg:RestsOnInterpretation"),
    "an actor is no manifestation": ("element:office", "a", "kg:Manifestation"),
    "words about a thing are for a rule to find": (
        "element:sharing",
        "kg:evidencedIn",
        f"<{BASE}case/x-city/passage/report-58-83>",
    ),
    "no claim becomes an edge by OWL alone": ("element:openness", "kg:supports", "element:sharing"),
    "time does not run back": ("element:later", "kg:precedes", "element:earlier"),
    "what can convert does not interact": ("element:caution", "kg:interactsWith", "element:openness"),
}
SECOND_STEP = """
    claim:d2 a kg:Claim ; kg:derivedFromClaim claim:d1 .
    element:caution kg:presentThroughout case:x-city .
    element:caution kg:dominatesIn element:earlier . element:openness kg:dominatesIn element:later .
    element:caution kg:supports element:openness .
    element:caution kg:canConvertInto element:office .
    element:caution owl:differentFrom element:openness .
    case:x-city a kg:Case .
    element:edge a kg:InferredEdge ; kg:followsFrom element:other-edge ; kg:alsoBy element:way .
    element:other-edge a kg:InferredEdge ; kg:followsFrom claim:i1 .
    element:clean-edge a kg:InferredEdge ; kg:followsFrom claim:c3 .
    element:way a kg:Derivation ; kg:followsFrom claim:i1 .
"""
SECOND_MUST_NOT = {
    "an edge from a stated claim is clean": ("element:clean-edge", "a", "kg:TaintedEdge"),
    "one way among several is no edge": ("element:way", "a", "kg:Edge"),
}
SECOND_FOLLOWS = {
    "taint over two steps": ("claim:d2", "a", "kg:RestsOnInterpretation"),
    "presence in each phase": ("element:caution", "kg:presentIn", "element:later"),
    "succession of dominance": ("element:caution", "kg:dominanceFollowedBy", "element:openness"),
    "taint of an edge, over two steps": ("element:edge", "a", "kg:TaintedEdge"),
    "more than one logic": ("case:x-city", "a", "kg:MultiLogicCase"),
}


def extended(whole: Graph, turtle: str = "") -> Graph:
    """The ontology with the small good graph and a few triples more."""
    return whole + Graph().parse(GOOD) + Graph().parse(data=PREFIXES + turtle)


def holds(judgement: Judgement, statement: tuple[str, str, str]) -> bool:
    """Whether the judgement holds a statement, written in Turtle."""
    parsed = next(iter(Graph().parse(data=f"{PREFIXES}{' '.join(statement)} .")))
    subject, predicate, target = (str(node) for node in parsed)
    if statement[1] == "a":
        return (subject, target) in judgement.types
    return (subject, predicate, target) in judgement.links


@pytest.fixture(scope="module")
def first(whole: Graph, hermit: Judge) -> Judgement:
    """The judgement of the small good graph."""
    return hermit(extended(whole), links=True)


@pytest.fixture(scope="module")
def second(whole: Graph, hermit: Judge) -> Judgement:
    """The judgement of the small good graph with a few direct edges and a longer derivation."""
    return hermit(extended(whole, SECOND_STEP), links=True)


def test_the_ontology_is_consistent(whole: Graph, hermit: Judge) -> None:
    """Modules and frameworks together can be true, and every class can have a member."""
    judgement = hermit(whole)
    assert judgement.consistent
    assert judgement.unsatisfiable == ()


def test_hermit_sees_the_ontology(first: Judgement) -> None:
    """The judge was given individuals and links, so that its silence means something."""
    assert len(first.types) > 300
    assert len(first.links) > 100


@pytest.mark.parametrize("statement", MUST_FOLLOW.values(), ids=MUST_FOLLOW)
def test_what_must_follow(first: Judgement, statement: tuple[str, str, str]) -> None:
    """The axioms give what they were written for."""
    assert holds(first, statement)


@pytest.mark.parametrize("statement", SECOND_FOLLOWS.values(), ids=SECOND_FOLLOWS)
def test_what_must_follow_over_several_steps(second: Judgement, statement: tuple[str, str, str]) -> None:
    """The axioms work together over direct edges and derivations."""
    assert second.consistent
    assert holds(second, statement)


@pytest.mark.parametrize("statement", SECOND_MUST_NOT.values(), ids=SECOND_MUST_NOT)
def test_what_must_not_follow_over_several_steps(second: Judgement, statement: tuple[str, str, str]) -> None:
    """Taint spreads along premises and no further."""
    assert not holds(second, statement)


@pytest.mark.parametrize("statement", MUST_NOT_FOLLOW.values(), ids=MUST_NOT_FOLLOW)
def test_what_must_not_follow(first: Judgement, statement: tuple[str, str, str]) -> None:
    """The axioms never give what nobody claimed."""
    assert first.consistent
    assert not holds(first, statement)


@pytest.mark.parametrize("turtle", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_refused(whole: Graph, hermit: Judge, turtle: str) -> None:
    """A thing put on two levels, or in two kinds that exclude each other, is a contradiction."""
    assert not hermit(extended(whole, turtle)).consistent


def test_sense_is_allowed(whole: Graph, hermit: Judge) -> None:
    """What another city may well report contradicts nothing, not even all of it together."""
    judgement = hermit(extended(whole, "\n".join(SENSE.values())))
    assert judgement.consistent
    assert judgement.unsatisfiable == ()
    fourth = (f"{BASE}theory/triple-logic/collaboration-logic", f"{BASE}ontology#BehaviourLogic")
    assert fourth in judgement.types
