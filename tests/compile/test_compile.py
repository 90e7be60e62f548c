"""The room `build`: what a case asserts, in which graph, under which names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import iris
from kg.model.vocabulary import KG, OA, RDF, RDFS
from kg.store import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.pipeline import Outcome
    from kg.store import Quad, Store

CASES = Path(__file__).resolve().parents[1] / "cases"
PARTS = ("asserted", "inferred", "because", "cells", "provenance")


def of_case(quads: list[Quad], part: str) -> list[Quad]:
    """The quads of one graph of the small case."""
    graph = NamedNode(iris.graph("b-town", part))
    return [quad for quad in quads if quad.graph_name == graph]


def column(store: Store, sparql: str) -> list[str]:
    """The values of the only column of a query, sorted."""
    prefixes = iris.PREFIXES
    table = store.select(sparql, prefixes=prefixes)
    return sorted(str(row[table.variables[0]].value) for row in table)  # type: ignore[union-attr]


def test_each_quad_has_its_graph(compile_case: Callable[..., tuple[Outcome, list[Quad]]]) -> None:
    """A quad is of the ontology, of the theory, of what follows in it, of the overview, or of a graph of its case."""
    _, quads = compile_case()
    graphs = {quad.graph_name.value for quad in quads}  # type: ignore[union-attr]
    assert graphs == {
        iris.ONTOLOGY_GRAPH, iris.THEORY_GRAPH, f"{iris.THEORY_GRAPH}-inferred", iris.OVERVIEW_GRAPH,
        *(iris.graph("b-town", part) for part in PARTS),
    }  # fmt: skip


def test_asserted_and_inferred_never_share_a_statement(
    compile_case: Callable[..., tuple[Outcome, list[Quad]]],
) -> None:
    """What is inferred is not asserted as well, so that a query sees each statement once."""
    _, quads = compile_case()
    asserted, inferred = (
        {(quad.subject, quad.predicate, quad.object) for quad in of_case(quads, part)}
        for part in ("asserted", "inferred")
    )
    assert len(inferred) >= 10
    assert asserted & inferred == set()


def test_no_direct_edge_is_asserted(compile_case: Callable[..., tuple[Outcome, list[Quad]]]) -> None:
    """Relations stand between elements in the inferred graph only."""
    _, quads = compile_case()
    properties = {
        quad.object.value
        for quad in quads
        if quad.predicate.value == KG.flattensTo  # type: ignore[union-attr]
    }
    asserted = {quad.predicate.value for quad in of_case(quads, "asserted")}
    inferred = {quad.predicate.value for quad in of_case(quads, "inferred")}
    assert len(properties) >= 30
    assert asserted & properties == set()
    assert iris.term("dominatesIn") in inferred & properties


def test_data_has_no_blank_node(compile_case: Callable[..., tuple[Outcome, list[Quad]]]) -> None:
    """Every node of a case has a name that a person can read."""
    _, quads = compile_case()
    data = [quad for part in PARTS for quad in of_case(quads, part)]
    assert len(data) >= 300
    assert [quad for quad in data if not isinstance(quad.subject, NamedNode)] == []
    assert [quad for quad in data if not isinstance(quad.object, NamedNode | Literal)] == []


def test_a_claim_carries_its_parts(store_of: Callable[..., Store]) -> None:
    """Subject, relation, object, phase, condition and the four marks stand at the claim."""
    store = store_of()
    claim = f"<{iris.claim('b-town', 'c4')}>"
    found = {
        (iris.local_name(row["p"].value), iris.local_name(row["o"].value))  # type: ignore[union-attr]
        for row in store.select(f"SELECT ?p ?o WHERE {{ {claim} ?p ?o FILTER(isIRI(?o)) }}")
    }
    assert {
        ("subject", "openness"), ("relation", "relation-can-convert-into"), ("object", "caution"),
        ("underCondition", "some-conditions"), ("status", "status-stated"), ("role", "role-finding"),
        ("modality", "modality-possible"), ("polarity", "polarity-affirmed"), ("inCase", "b-town"),
    } <= found  # fmt: skip


def test_a_claim_is_a_sentence(store_of: Callable[..., Store]) -> None:
    """The label of a claim is its sentence, in English and in Chinese."""
    labels = column(store_of(), f"SELECT ?l WHERE {{ <{iris.claim('b-town', 'c3')}> rdfs:label ?l }}")
    assert labels == [
        "Caution dominates in the time before the meeting",
        "caution主导the time before the meeting",
    ]


def test_joint_quotations_are_one_line(store_of: Callable[..., Store]) -> None:
    """Quotations under one claim make one line of evidence with as many passages."""
    line = iris.evidence("b-town", "c3", 1)
    passages = column(store_of(), f"SELECT ?p WHERE {{ <{line}> kg:cites ?p ; oa:hasTarget ?p }}")
    quoted = ("The council then met as the turning point", "Prior to this", "caution dominated")
    text = (CASES / "b-town" / "notes.txt").read_text(encoding="utf-8")
    places = [(text.index(words), text.index(words) + len(words)) for words in quoted]
    assert [iris.local_name(passage) for passage in passages] == [f"notes-{s}-{e}" for s, e in places]


def test_independent_evidence_is_several_lines(
    compile_case: Callable[..., tuple[Outcome, list[Quad]]],
) -> None:
    """Each line under ``evidence`` stands by itself, with its own direction."""
    claims = """claims:
  c9:
    subject: fear
    relation: affects
    object: caution
    status: stated
    role: finding
    modality: asserted
    polarity: affirmed
    evidence:
      - {quote: fear of blame had led to caution}
      - {quote: openness tends to grow, direction: challenges}
"""
    _, quads = compile_case(more=claims)
    lines = {
        iris.local_name(quad.subject.value): iris.local_name(quad.object.value)  # type: ignore[union-attr]
        for quad in quads
        if quad.predicate.value == KG.direction and "/evidence/c9-" in quad.subject.value  # type: ignore[union-attr]
    }
    assert lines == {"c9-1": "direction-supports", "c9-2": "direction-challenges"}


def test_equal_passages_share_a_name(store_of: Callable[..., Store]) -> None:
    """Two claims that quote the same words at the same place cite one passage, with one of each selector."""
    text = """claims:
  c9:
    subject: fear
    relation: affects
    object: caution
    status: stated
    role: finding
    modality: asserted
    polarity: affirmed
    quote: fear of blame had led to caution
"""
    store = store_of(more=text)
    cited = column(store, "SELECT DISTINCT ?p WHERE { ?l kg:evidenceFor ?c ; kg:cites ?p . "
                          "FILTER(STRENDS(STR(?c), 'c9') || STRENDS(STR(?c), 'c2')) }")  # fmt: skip
    assert len(cited) == 1
    selectors = column(store, f"SELECT ?k WHERE {{ <{cited[0]}> oa:hasSelector ?s . ?s a ?k }}")
    assert selectors == [OA.TextPositionSelector, OA.TextQuoteSelector]


def test_both_selectors_and_the_short_cuts_agree(store_of: Callable[..., Store]) -> None:
    """Positions and words stand in the selectors of the standard, and again at the passage."""
    table = store_of().select(
        """SELECT ?p ?s ?e ?x WHERE { ?p a kg:Passage ; kg:start ?s ; kg:end ?e ; kg:exact ?x ;
             oa:hasSelector [ oa:start ?s2 ; oa:end ?e2 ] , [ oa:exact ?x ] .
           FILTER(?s = ?s2 && ?e = ?e2) }""",
        prefixes=iris.PREFIXES,
    )
    assert len(table) == 8


def test_an_element_has_its_own_label_or_its_concept_s(store_of: Callable[..., Store]) -> None:
    """A manifestation without a label borrows both labels, the plural and the basis of its concept."""
    store = store_of(more="elements:\n  stress: {instantiates: multiple-pressures}\n")
    element = iris.element("b-town", "stress")
    concept = iris.concept("triple-logic", "multiple-pressures")
    for predicate in (RDFS.label, KG.zhLabelBasis, KG.isPlural):
        own, borrowed = (
            column(store, f"SELECT ?v WHERE {{ <{node}> <{predicate}> ?v }}") for node in (element, concept)
        )
        assert own == borrowed != []
    assert column(store, f"SELECT ?v WHERE {{ <{iris.element('b-town', 'caution')}> rdfs:label ?v }}") == [
        "caution"
    ]


def test_what_is_unknown_is_absent(store_of: Callable[..., Store]) -> None:
    """A phase without a beginning has none in the data, and a false flag is not written."""
    store = store_of(more="elements:\n  mayor: {kind: actor, label: the mayor, plural: false}\n")
    before, mayor = iris.element("b-town", "before"), iris.element("b-town", "mayor")
    assert column(store, f"SELECT ?v WHERE {{ <{before}> kg:startsAt ?v }}") == []
    assert column(store, f"SELECT ?v WHERE {{ <{mayor}> kg:isPlural ?v }}") == []


def test_a_silence_is_a_record(store_of: Callable[..., Store]) -> None:
    """It has its question, what it concerns, the source searched, the nearest passage and the policy."""
    silence = f"<{iris.silence('b-town', 'n1')}>"
    row = (
        store_of()
        .select(
            f"""SELECT ?q ?about ?source ?words ?policy WHERE {{ {silence} kg:question ?q ; kg:concerns ?about ;
            kg:searchedIn ?source ; kg:nearestPassage/kg:exact ?words ; kg:byPolicy ?policy }}""",
            prefixes=iris.PREFIXES,
        )
        .rows[0]
    )
    assert [iris.local_name(str(term.value)) for term in row.values()] == [  # type: ignore[union-attr]
        "Which town is B Town in reality?", "town", "notes", "The registry of B Town", "true",
    ]  # fmt: skip


def test_joined_segments_are_linked(store_of: Callable[..., Store]) -> None:
    """A segment whose sentence goes on in another one points to it."""
    head = """case: b-town
label: B Town
frameworks: [triple-logic]
sources:
  notes: {file: notes.txt, kind: observation, language: en, label: Notes, joins: {S03: S04}}
"""
    pairs = store_of(case=head).select("SELECT ?a ?b WHERE { ?a kg:continuesIn ?b }", prefixes=iris.PREFIXES)
    assert [(iris.local_name(row["a"].value), iris.local_name(row["b"].value)) for row in pairs] == [  # type: ignore[union-attr]
        ("notes-s03", "notes-s04")
    ]


def test_provenance_tells_files_and_no_time(
    compile_case: Callable[..., tuple[Outcome, list[Quad]]],
) -> None:
    """Who coded and from which files is told, by hash; no statement holds a date or a clock's time."""
    outcome, quads = compile_case()
    data = of_case(quads, "provenance")
    names = {quad.object.value for quad in data if quad.predicate.value == KG.fileName}  # type: ignore[union-attr]
    assert names == {"case.yaml", "claims.yaml", "elements.yaml", "silences.yaml"}
    assert any(quad.object == NamedNode(iris.coder("project-team")) for quad in data)
    literals = [quad.object for quad in data if isinstance(quad.object, Literal)]
    assert [term for term in literals if "date" in term.datatype.value.lower()] == []
    assert outcome.is_clean


def test_a_mistake_leaves_its_entry_out(compile_case: Callable[..., tuple[Outcome, list[Quad]]]) -> None:
    """A claim with a wrong quotation is not in the graph; the others are."""
    claims = "claims:\n" + "".join(
        f"  {name}: {{subject: fear, relation: affects, object: caution, status: stated, role: finding,"
        f" modality: asserted, polarity: affirmed, quote: {quote}}}\n"
        for name, quote in (("c8", "fear of blame"), ("c9", "fear of Blame"))
    )
    _, quads = compile_case(more=claims)
    nodes = {
        iris.local_name(quad.subject.value)  # type: ignore[union-attr]
        for quad in of_case(quads, "asserted")
        if quad.predicate.value == RDF.type and quad.object == NamedNode(KG.Claim)
    }
    assert "c8" in nodes
    assert "c9" not in nodes


@pytest.mark.parametrize("count", [2, 3])
def test_several_sources_keep_their_passages_apart(store_of: Callable[..., Store], count: int) -> None:
    """Equal words of two sources are two passages, named after their source."""
    names = ["notes", "diary", "letters"][:count]
    head = "case: b-town\nlabel: B Town\nframeworks: [triple-logic]\nsources:\n" + "".join(
        f"  {name}: {{file: notes.txt, kind: press, language: en, label: L}}\n" for name in names
    )
    claim = """    subject: fear
    relation: affects
    object: caution
    status: stated
    role: finding
    modality: asserted
    polarity: affirmed
    quote: fear of blame
"""
    claims = "claims:\n" + "".join(f"  of-{name}:\n{claim}    source: {name}\n" for name in names)
    store = store_of(case=head, claims=claims, silences=None)
    found = column(store, "SELECT ?p WHERE { ?p a kg:Passage }")
    start = (CASES / "b-town" / "notes.txt").read_text(encoding="utf-8").index("fear of blame")
    assert [iris.local_name(node) for node in found] == sorted(
        f"{name}-{start}-{start + len('fear of blame')}" for name in names
    )
