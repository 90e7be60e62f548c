"""Axioms that look reasonable and do harm: each is added here, does its harm, and so stays out of the ontology.

Each entry gives the axiom in Turtle and shows what follows with it and not without it. One who wants to add such an
axiom finds the reason against it here. Our own materialiser, owlrl or HermiT judges, whichever knows the axiom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import owlrl
import pytest
from rdflib import OWL, Graph

from kg.consistency import judge_consistency
from kg.consistency.hermit import find_java
from kg.model import iris
from kg.model.vocabulary import RDF
from kg.reason.axioms import compile_axioms
from kg.reason.materialise import Materialiser
from kg.store import to_ntriples

if TYPE_CHECKING:
    from collections.abc import Callable

    from reasoned import Reasoned, Triple

    from kg.ontology import Ontology
    from kg.store import Quad

TOWN = f"{iris.BASE}case/x-town/"
ELEMENTS = {name: f"<{TOWN}element/{name}>" for name in "abcd"}
A, B, C, D = ELEMENTS.values()


@dataclass(frozen=True)
class Judges:
    """The three judges, over the ontology that ships."""

    ontology: Ontology
    as_quads: Callable[[str], list[Quad]]
    j_city: Reasoned

    def ours(self, facts: str, axiom: str = "") -> set[Triple]:
        """What our materialiser makes of facts, with an axiom more."""
        axioms = compile_axioms([*self.ontology.schema, *self.as_quads(axiom)])
        found = Materialiser(axioms, lambda _: True)
        found.add(self.j_city.triples(self.as_quads(facts)))
        return found.facts

    def of_j_city(self, axiom: str) -> set[Triple]:
        """What our materialiser adds to J City's own edges for an axiom more."""
        given = self.j_city.triples([*self.j_city.asserted, *self.j_city.inferred.quads])
        found = Materialiser(compile_axioms([*self.ontology.schema, *self.as_quads(axiom)]), lambda _: True)
        found.add(given)
        return found.facts - given

    def owlrl(self, facts: str, axiom: str = "") -> set[Triple]:
        """What owlrl makes of facts, with an axiom more."""
        quads = [*self.ontology.schema, *self.as_quads(facts + axiom)]
        graph = Graph().parse(data=to_ntriples(quads).decode(), format="nt")
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
        return {(str(s), str(p), str(o)) for s, p, o in graph}

    def is_consistent(self, facts: str, axiom: str = "") -> bool:
        """Whether HermiT finds that facts can be true, with an axiom more."""
        if find_java() is None:
            pytest.skip("no Java")
        judged = judge_consistency([*self.ontology.quads, *self.as_quads(facts + axiom)])
        assert judged.refused == ""
        return judged.is_consistent is True


HARMFUL: dict[str, Callable[[Judges], None]] = {}


def harmful(axiom: str) -> Callable[[Callable[[Judges], None]], Callable[[Judges], None]]:
    """Put a function on the list under the axiom that it is about."""

    def listed(function: Callable[[Judges], None]) -> Callable[[Judges], None]:
        assert axiom not in HARMFUL
        HARMFUL[axiom] = function
        return function

    return listed


def edge(subject: str, property_: str, obj: str) -> Triple:
    """A triple of our vocabulary between two of the things."""
    return subject.strip("<>"), f"{iris.TERMS}{property_}", obj.strip("<>")


@harmful("the behaviour logics are exactly three")
def exactly_three_logics(judges: Judges) -> None:
    """A fourth logic is a contradiction when it is declared different; else it must secretly be one of the three."""
    three = "tl:responsibility-avoidance-logic tl:innovation-logic tl:field-logic"
    axiom = f"kg:BehaviourLogic owl:equivalentClass [ a owl:Class ; owl:oneOf ( {three} ) ] ."
    fourth = "tl:collaboration a kg:BehaviourLogic , owl:NamedIndividual ."
    different = f"{fourth} [] a owl:AllDifferent ; owl:distinctMembers ( {three} tl:collaboration ) ."
    assert judges.is_consistent(different)
    assert not judges.is_consistent(different, axiom)
    assert judges.is_consistent(fourth, axiom)


@harmful("one logic at most dominates in a phase")
def functional_dominance(judges: Judges) -> None:
    """Two rival claims make two logics the same thing, without any error."""
    facts = f"{A} kg:dominatesIn {C} . {B} kg:dominatesIn {C} ."
    merged = (A.strip("<>"), str(OWL.sameAs), B.strip("<>"))
    assert merged not in judges.owlrl(facts)
    assert merged in judges.owlrl(facts, "kg:dominatesIn a owl:InverseFunctionalProperty .")


@harmful("every claim has some evidence")
def evidence_for_every_claim(judges: Judges) -> None:
    """A stated claim without evidence stays consistent: the axiom invents the evidence that the shape would ask for."""
    facts = f"<{TOWN}claim/c1> a kg:Claim , owl:NamedIndividual ; kg:status kg:status-stated ."
    axiom = "kg:Claim rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kg:hasEvidence ; owl:someValuesFrom kg:EvidenceLine ] ."
    assert judges.is_consistent(facts, axiom)
    bare = f"{facts} <{TOWN}claim/c1> a [ a owl:Class ; owl:complementOf [ a owl:Restriction ; owl:onProperty kg:hasEvidence ; owl:someValuesFrom kg:EvidenceLine ] ] ."
    assert judges.is_consistent(bare)
    assert not judges.is_consistent(bare, axiom)


@harmful("conversion is transitive, or symmetric")
def transitive_conversion(judges: Judges) -> None:
    """Two steps become one that no source reports; one way imposes the other."""
    two_steps = f"{A} kg:canConvertInto {B} . {B} kg:canConvertInto {C} ."
    assert edge(A, "canConvertInto", C) not in judges.ours(two_steps)
    assert edge(A, "canConvertInto", C) in judges.ours(
        two_steps, "kg:canConvertInto a owl:TransitiveProperty ."
    )
    one_way = f"{A} kg:canConvertInto {B} ."
    assert edge(B, "canConvertInto", A) not in judges.ours(one_way)
    assert edge(B, "canConvertInto", A) in judges.ours(one_way, "kg:canConvertInto a owl:SymmetricProperty .")


@harmful("support is transitive, or passes on through conversion")
def transitive_support(judges: Judges) -> None:
    """A finding appears that no source reports."""
    chain = "kg:supports owl:propertyChainAxiom ( kg:supports kg:canConvertInto ) ."
    facts = f"{A} kg:supports {B} . {B} kg:supports {C} . {B} kg:canConvertInto {D} ."
    assert not {edge(A, "supports", C), edge(A, "supports", D)} & judges.ours(facts)
    assert edge(A, "supports", C) in judges.ours(facts, "kg:supports a owl:TransitiveProperty .")
    assert edge(A, "supports", D) in judges.ours(facts, chain)


@harmful("pressures and drivers, or the logics, are disjoint")
def disjoint_factors(judges: Judges) -> None:
    """One mandate that both presses and drives becomes a contradiction, and so does a thing that shows two logics."""
    both = "<https://w3id.org/tongban-kg/theory/x/mandate> a owl:NamedIndividual , kg:Pressure , kg:Driver ."
    assert judges.is_consistent(both)
    assert not judges.is_consistent(both, "kg:Pressure owl:disjointWith kg:Driver .")
    together = (
        f"{A} a owl:NamedIndividual ; kg:instantiates tl:innovation-logic ; kg:instantiates tl:field-logic ."
    )
    shows = "a owl:Restriction ; owl:onProperty kg:instantiates ; owl:hasValue"
    disjoint = f"[ {shows} tl:innovation-logic ] owl:disjointWith [ {shows} tl:field-logic ] ."
    assert judges.is_consistent(together)
    assert not judges.is_consistent(together, disjoint)


@harmful("what can convert interacts")
def possibility_as_fact(judges: Judges) -> None:
    """A mere possibility leaks into fact."""
    facts = f"{A} kg:canConvertInto {B} ."
    assert edge(A, "interactsWith", B) not in judges.ours(facts)
    assert edge(A, "interactsWith", B) in judges.ours(
        facts, "kg:canConvertInto rdfs:subPropertyOf kg:interactsWith ."
    )


@harmful("wide domains and ranges as checks")
def domains_as_checks(judges: Judges) -> None:
    """The field logic becomes an actor: no error at the claim, only a new type."""
    found = judges.of_j_city("kg:supports rdfs:domain kg:Actor .")
    assert (iris.element("j-city", "field"), RDF.type, f"{iris.TERMS}Actor") in found


@harmful("keys, and functional properties, of passages")
def keys_of_passages(judges: Judges) -> None:
    """Two coders' passages of the same words become one."""
    one, other = f"<{TOWN}passage/one>", f"<{TOWN}passage/other>"
    facts = f'{one} a kg:Passage ; kg:exact "the words" . {other} a kg:Passage ; kg:exact "the words" .'
    merged = (one.strip("<>"), str(OWL.sameAs), other.strip("<>"))
    assert merged not in judges.owlrl(facts)
    assert merged in judges.owlrl(facts, "kg:Passage owl:hasKey ( kg:exact ) .")


@harmful("succession or delimiting is causing or influence")
def succession_as_cause(judges: Judges) -> None:
    """The graph asserts what the source withholds: that one logic, or the conference, brought about what came after."""
    axiom = "kg:dominanceFollowedBy rdfs:subPropertyOf kg:caused ."
    city = {name: iris.element("j-city", name) for name in ("avoidance", "innovation", "after", "conference")}
    assert edge(city["avoidance"], "caused", city["innovation"]) in judges.of_j_city(axiom)
    influence = "kg:opens owl:inverseOf prov:wasInfluencedBy ."
    influenced = (
        city["after"],
        f"{iris.PREFIXES['prov']}wasInfluencedBy",
        city["conference"],
    )
    assert influenced not in judges.of_j_city("")
    assert influenced in judges.of_j_city(influence)


@harmful("our support is CiTO's")
def support_as_citation(judges: Judges) -> None:
    """CiTO relates works that cite: a logic that supports another comes to cite it."""
    cito = "http://purl.org/spar/cito/"
    aligned = f"kg:supports rdfs:subPropertyOf <{cito}supports> . <{cito}supports> rdfs:subPropertyOf <{cito}cites> ."
    field, avoidance = iris.element("j-city", "field"), iris.element("j-city", "avoidance")
    assert (field, f"{cito}cites", avoidance) in judges.of_j_city(aligned)


@harmful("what holds of J City, written into the core")
def one_city_in_the_core(judges: Judges) -> None:
    """Every other city comes to show what this one shows, and none may differ from it."""
    other = f"<{TOWN.rstrip('/')}> a kg:Case , owl:NamedIndividual ."
    shown = (TOWN.rstrip("/"), f"{iris.TERMS}exhibits", f"{iris.BASE}theory/triple-logic/field-logic")
    axiom = "kg:Case rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kg:exhibits ; owl:hasValue tl:field-logic ] ."
    assert shown not in judges.owlrl(other)
    assert shown in judges.owlrl(other, axiom)
    closed = "kg:Case rdfs:subClassOf [ a owl:Class ; owl:oneOf ( case:j-city ) ] ."
    different = (
        f"{other} <{TOWN.rstrip('/')}> owl:differentFrom case:j-city . case:j-city a owl:NamedIndividual ."
    )
    assert judges.is_consistent(different)
    assert not judges.is_consistent(different, closed)


def test_all_are_listed() -> None:
    """The collector finds every axiom of the list of harmful ones: twelve rows, some of two variants."""
    assert len(HARMFUL) == 12


def test_none_is_in_the_ontology(ontology: Ontology) -> None:
    """What the axioms would say is not said: no key, no closed list, no functional property, no cause from order."""
    said = {(q.predicate.value, str(getattr(q.object, "value", ""))) for q in ontology.quads}
    words = {predicate for predicate, _ in said}
    assert not words & {str(OWL.hasKey), str(OWL.oneOf), str(OWL.sameAs)}
    kinds = {kind for predicate, kind in said if predicate == RDF.type}
    assert not kinds & {str(OWL.FunctionalProperty), str(OWL.InverseFunctionalProperty)}
    above = {o for p, o in said if p.endswith("#subPropertyOf")}
    assert not above & {f"{iris.TERMS}caused", f"{iris.PREFIXES['prov']}wasInfluencedBy"}


@pytest.mark.parametrize("axiom", HARMFUL)
def test_an_axiom_does_its_harm(
    axiom: str, ontology: Ontology, as_quads: Callable[[str], list[Quad]], j_city: Reasoned
) -> None:
    """Each axiom, added to the ontology, does the harm for which it stays out."""
    HARMFUL[axiom](Judges(ontology, as_quads, j_city))
