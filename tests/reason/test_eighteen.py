"""The eighteen inferences that the ontology was made for, each shown to hold on J City or on an invented case.

What is expected comes from the abstract and from the axioms, worked out by hand; nothing is read off the tool's output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import RDF as RDF_
from rdflib import URIRef
from world import World, element, kinds, local

from kg.asking import run
from kg.consistency import judge_consistency
from kg.consistency.hermit import find_java
from kg.model import iris
from kg.model.vocabulary import KG
from kg.reason import infer, suppose
from kg.resources import ontology_folder
from kg.store import NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable

    from reasoned import Reasoned

    from kg.ontology import Ontology
    from kg.store import Quad

TL = f"{iris.BASE}theory/triple-logic/"


INFERENCES: dict[int, tuple[str, Callable[[World], None]]] = {}


def inference(number: int, title: str) -> Callable[[Callable[[World], None]], Callable[[World], None]]:
    """Put a function on the list under its number."""

    def listed(function: Callable[[World], None]) -> Callable[[World], None]:
        assert number not in INFERENCES
        INFERENCES[number] = (title, function)
        return function

    return listed


@inference(1, "order without dates")
def order_without_dates(world: World) -> None:
    """Before abuts and precedes after, by the event that closes one and opens the other."""
    assert world.edges("abuts") == world.edges("precedes") == {("before", "after")}
    years = {s for s, p, _ in world.given() if p == KG.year}
    assert years <= {element("conference")}


@inference(2, "succession of dominance")
def succession_of_dominance(world: World) -> None:
    """Avoidance is followed in dominance by innovation; nothing is caused, and no conversion comes of it."""
    assert world.edges("dominanceFollowedBy") == {("avoidance", "innovation")}
    edge = (element("avoidance"), f"{iris.TERMS}dominanceFollowedBy", element("innovation"))
    assert world.grounds(edge) == {"c063", "c067"}
    assert world.edges("caused") == set()
    # What can turn into the other is a claim, hedged in its cell, and no edge.
    assert len(world.claims_with("relation", "relation-can-convert-into")) == 2
    assert world.edges("canConvertInto") == set()


@inference(3, "field logic was there in both phases")
def field_in_both_phases(world: World) -> None:
    """What is present throughout the case is present in each phase."""
    for phase in ("before", "after"):
        assert ("field", phase) in world.edges("presentIn")
        assert world.grounds((element("field"), f"{iris.TERMS}presentIn", element(phase))) == {"c070"}


@inference(4, "who is present with whom, and what is not known")
def copresence(world: World) -> None:
    """Avoidance and field before, innovation and field after; the other two cells are silences, not absences."""
    assert world.edges("presentIn") == {
        ("avoidance", "before"), ("field", "before"), ("innovation", "after"), ("field", "after"),
    }  # fmt: skip
    cells = {
        (row["logic"].value, row["phase"].value): row["standing"].value
        for row in run(world.union(), "logic-by-phase")
    }
    assert len(cells) == 6
    assert sorted(cells.values()) == [*["follows"] * 2, *["stated"] * 2, *["the source does not say"] * 2]


@inference(5, "mutual constitution")
def mutual_constitution(world: World) -> None:
    """Field reciprocates with the two others; each such claim keeps both of its premises."""
    pairs = {frozenset(pair) for pair in world.edges("reciprocatesWith")}
    assert pairs == {frozenset({"field", "avoidance"}), frozenset({"field", "innovation"})}
    premises: dict[str, set[str]] = {}
    for quad in world.j_city.inferred.quads:
        if quad.predicate.value == KG.derivedFromClaim:
            premises.setdefault(local(quad.subject.value), set()).add(local(quad.object.value))
    assert premises["r1-field--avoidance"] == {"c072", "c074"}
    assert premises["r1-field--innovation"] == {"c073", "c075"}


@inference(6, "field alone supports, and alone is shaped by both")
def field_alone_supports(world: World) -> None:
    """In this document one logic supports others, and one is shaped by others: the same one."""
    assert world.edges("supports") == {("field", "avoidance"), ("field", "innovation")}
    assert world.edges("shapes") == {("avoidance", "field"), ("innovation", "field")}


@inference(7, "how well the general sentence is backed")
def backing_of_the_general_sentence(world: World) -> None:
    """Two of its three pairs have claims of their own; of the third nothing is said alone, and no edge is drawn."""
    interacts = f"{iris.TERMS}interactsWith"
    grounds = {
        pair: {
            claim
            for way in range(len(world.j_city.inferred.edges[element(pair[0]), interacts, element(pair[1])]))
            for claim in world.grounds((element(pair[0]), interacts, element(pair[1])), way)
        }
        for pair in (("field", "avoidance"), ("field", "innovation"))
    }
    assert grounds["field", "avoidance"] == {"c072", "c074", "r1-field--avoidance"}
    assert grounds["field", "innovation"] == {"c073", "c075", "r1-field--innovation"}
    assert not world.edges("interactsWith") & {("avoidance", "innovation"), ("innovation", "avoidance")}


@inference(8, "every claim and concept leads to its words")
def traces(world: World) -> None:
    """Each claim with evidence traces to passages and to the source; each concept shown has passages."""
    quoting = {local(o) for _, p, o in world.given() if p == KG.evidenceFor}
    assert len(quoting) > 100
    assert {claim for claim, _ in world.edges("tracesTo")} == quoting
    assert world.edges("tracesToSource") == {(claim, "abstract") for claim in quoting}
    shown = {concept for _, concept in world.edges("exhibits")}
    with_words = {s for s, _ in world.edges("evidencedIn")}
    assert {"field-logic", "innovation-logic", "responsibility-avoidance-logic"} <= shown & with_words
    # Of inaction, and of nothing going wrong, there are readings only.
    assert not {"inaction", "nothing-goes-wrong"} & with_words


@inference(9, "portability")
def portability(world: World) -> None:
    """Two cases that share no element are compared by the concepts that both exhibit."""
    exhibits = f"{iris.TERMS}exhibits"
    b_town = {local(o) for s, p, o in world.b_town.inferred.edges if p == exhibits}
    shared = {concept for _, concept in world.edges("exhibits")} & b_town
    assert shared == {"responsibility-avoidance-logic", "innovation-logic"}


@inference(10, "kind for free")
def kind_for_free(world: World) -> None:
    """A thing that instantiates a logic is a logic manifestation, and so is a fourth logic's."""
    assert world.of_kind("LogicManifestation") == {"avoidance", "innovation", "field"}
    fourth = world.as_quads(
        "<https://w3id.org/tongban-kg/case/b-town/element/x> kg:instantiates tl:collaboration ."
        " tl:collaboration a kg:BehaviourLogic ."
    )
    found = infer("b-town", [*world.b_town.asserted, *fourth], world.ontology)
    assert "x" in kinds(found.edges, "LogicManifestation")


@inference(11, "taint")
def taint(world: World) -> None:
    """What follows from a reading and a stated claim rests on interpretation; the stated claim stays clean."""
    tainted = world.of_kind("RestsOnInterpretation")
    assert {"d001", "d002", "i017", "i018"} <= tainted
    assert not {"c043", "c045"} & tainted


@inference(12, "conversions whose condition the source does not give")
def underspecified(world: World) -> None:
    """The two conversions, and nothing else, are underspecified."""
    assert world.of_kind("UnderspecifiedClaim") == world.claims_with("relation", "relation-can-convert-into")
    assert len(world.of_kind("UnderspecifiedClaim")) == 2


@inference(13, "rivalry holds both ways")
def rivalry_holds_both_ways(world: World) -> None:
    """What contradicts a claim competes with it, and each competes with the other, whoever says so."""
    one, two = (f"<{iris.claim('b-town', name)}>" for name in ("c1", "c2"))
    found = infer(
        "b-town", [*world.b_town.asserted, *world.as_quads(f"{one} kg:contradicts {two} .")], world.ontology
    )
    rivals = {(local(s), local(o)) for s, p, o in found.edges if p == KG.rivals}
    assert {("c1", "c2"), ("c2", "c1")} <= rivals


@inference(14, "the headline is no finding")
def headline_is_no_finding(world: World) -> None:
    """That the city broke through the dilemma is presupposed by a question; no finding reports it."""
    headline = world.claims_with("relation", "relation-broke-through")
    assert headline == {"c009"}
    assert headline <= world.claims_with("status", "status-presupposed")
    assert len(world.of_kind("Finding")) > 30
    assert not headline & world.of_kind("Finding")


@inference(15, "a case of several logics, by HermiT alone")
def several_logics(world: World) -> None:
    """When two logics of a case are declared different, HermiT counts them; our rules never do."""
    different = world.as_quads(
        "<https://w3id.org/tongban-kg/case/b-town/element/caution> owl:differentFrom"
        " <https://w3id.org/tongban-kg/case/b-town/element/openness> ."
    )
    kind, case = URIRef(f"{iris.TERMS}MultiLogicCase"), URIRef(iris.case("b-town"))
    extras = (ontology_folder() / "modules" / "dl-extras.ttl").read_text(encoding="utf-8")
    known = [*world.ontology.quads, *world.as_quads(extras)]
    classify = world.classify()
    assert (case, RDF_.type, kind) in classify(world.b_town, [*known, *different])
    assert (case, RDF_.type, kind) not in classify(world.b_town, known)
    assert kinds(world.b_town.inferred.edges, "MultiLogicCase") == set()


@inference(16, "nonsense is refused")
def nonsense_is_refused(world: World) -> None:
    """An actor that is a logic, or a logic that is a factor, contradicts the ontology."""
    if find_java() is None:
        pytest.skip("no Java")
    registry = f"<{iris.element('b-town', 'registry')}>"
    known = [*world.ontology.quads, *world.b_town.asserted]
    assert judge_consistency(known).is_consistent is True
    for nonsense in (f"{registry} kg:instantiates tl:field-logic .", "tl:field-logic a kg:Pressure ."):
        assert judge_consistency([*known, *world.as_quads(nonsense)]).is_consistent is False


@inference(17, "pairing by order refutes itself")
def pairing_by_order(world: World) -> None:
    """Paired by their places in two lists, two of three recommendations miss what their words answer."""
    store = world.union()
    place = """SELECT ?thing (MAX(?start) AS ?last) WHERE {
        ?line kg:evidenceFor ?claim ; kg:cites ?passage . ?passage kg:start ?start .
        ?claim kg:relation ?relation ; kg:subject ?thing ; kg:identifier ?id . FILTER (?relation IN (RELATIONS))
        FILTER (STRSTARTS(?id, "c")) } GROUP BY ?thing ORDER BY ?last"""
    contexts, paths = (
        [local(row["thing"].value) for row in store.select(place.replace("RELATIONS", names), prefixes=iris.PREFIXES)]
        for names in (
            "kg:relation-constrains, kg:relation-drives, kg:relation-underpins",
            "kg:relation-aspect-of",
        )
    )  # fmt: skip
    # The source names them twice; what decides is the list of factors, where the predicament stands first.
    contexts = sorted(
        contexts, key=["institutional-predicament", "value-leadership", "information-technology"].index
    )
    assert paths == ["value-guidance", "system-reform", "technical-support"]
    lexical = {
        (local(s), local(o))
        for claim in ("i016", "i017", "i018")
        for s in world_part(world, claim, KG.subject)
        for o in world_part(world, claim, KG.object)
    }
    by_order = set(zip(paths, contexts, strict=True))
    assert len(lexical) == len(by_order) == 3
    assert len(by_order - lexical) == 2


def world_part(world: World, claim: str, part: str) -> set[str]:
    """The things in a place of one of J City's claims."""
    return {o for s, p, o in world.given() if s == iris.claim("j-city", claim) and p == part}


@inference(18, "what if")
def what_if(world: World) -> None:
    """If the lexical reading were accepted, the reform would address the pressures; in the graph it does not."""
    edge = (element("system-reform"), f"{iris.TERMS}addressesFactor", element("multiple-pressures"))
    found = suppose("j-city", world.j_city.asserted, world.ontology, [iris.claim("j-city", "i017")])
    assert edge in found.edges
    assert edge not in world.j_city.inferred.edges
    marked = {q.subject for q in found.because if q.object == NamedNode(KG.TaintedEdge)}
    assert len(marked) == len(found.edges) > 0


def test_there_are_eighteen() -> None:
    """The collector finds every inference, numbered without a gap."""
    assert sorted(INFERENCES) == list(range(1, 19))
    assert len({title for title, _ in INFERENCES.values()}) == 18


@pytest.mark.parametrize("number", range(1, 19), ids=lambda n: INFERENCES[n][0].replace(" ", "-"))
def test_an_inference_holds(
    number: int,
    j_city: Reasoned,
    b_town: Reasoned,
    ontology: Ontology,
    as_quads: Callable[[str], list[Quad]],
    request: pytest.FixtureRequest,
) -> None:
    """Each of the eighteen holds."""
    world = World(j_city, b_town, ontology, as_quads, lambda: request.getfixturevalue("classify"))
    INFERENCES[number][1](world)
