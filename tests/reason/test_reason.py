"""The room `reason`: which claims become edges, what follows, and why each edge holds."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from kg.model import iris
from kg.model.vocabulary import KG, MARKS
from kg.pipeline import check
from kg.reason import infer
from kg.store import LocalStore, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.pipeline import Outcome
    from kg.store import Quad

    Compile = Callable[..., tuple[Outcome, list[Quad]]]
    Edges = Callable[[list[Quad], str], set[tuple[str, str, str]]]

COMBINATIONS = list(product(MARKS["status"], MARKS["modality"], MARKS["polarity"]))
QUOTE = "fear of blame had led to caution"
PENS = "elements:\n  pens: {kind: phenomenon, label: pens}\n"


def claim(name: str, subject: str, relation: str, obj: str = "", **fields: str) -> str:
    """A claim in YAML; what its status needs is added."""
    status = fields.get("status", "stated")
    needs = {
        "stated": {"quote": QUOTE},
        "presupposed": {"quote": QUOTE},
        "interpreted": {
            "basis": "co-statement",
            "confidence": "low",
            "quote": QUOTE,
            "because": "They go together.",
        },
        "inferred": {"from": "c1"},
        "background": {},
    }[status]
    marks = {"status": status, "role": "finding", "modality": "asserted", "polarity": "affirmed"}
    parts = {"subject": subject, "relation": relation, **({"object": obj} if obj else {}), **needs, **marks}
    lines = [f"    {key}: {value}\n" for key, value in (parts | fields).items()]
    return f"  {name}:\n" + "".join(lines)


def test_only_what_is_stated_affirmed_and_asserted_becomes_an_edge(
    compile_case: Compile, edges_of: Edges
) -> None:
    """Of all combinations of status, modality and polarity one alone goes through the valve."""
    names = {f"e{number}": marks for number, marks in enumerate(COMBINATIONS)}
    elements = "elements:\n" + "".join(f"  {name}: {{kind: actor, label: {name}}}\n" for name in names)
    claims = "claims:\n" + "".join(
        claim(f"x-{name}", "fear", "affects", name, status=status, modality=modality, polarity=polarity)
        for name, (status, modality, polarity) in names.items()
    )
    outcome, quads = compile_case(more=elements + claims)
    assert [str(problem) for problem in outcome.problems] == []
    assert len(COMBINATIONS) == 40
    reached = {obj for _, _, obj in edges_of(quads, "affects")}
    assert [names[name] for name in sorted(reached)] == [("stated", "asserted", "affirmed")]


@pytest.mark.parametrize(
    ("relation", "predicate", "is_edge"),
    [
        ("affects", "affects", True),
        ("supports", "supports", True),
        ("caused", "caused", False),
        ("pairs-with", "pairsWith", False),
        ("same-referent-as", "sameReferentAs", False),
        ("addresses", "addresses", False),
    ],
)
def test_some_relations_never_become_edges(
    compile_case: Compile,
    edges_of: Edges,
    relation: str,
    predicate: str,
    is_edge: bool,  # noqa: FBT001
) -> None:
    """Causes, pairings and identities stay claims, however they are stated."""
    _, quads = compile_case(more="claims:\n" + claim("x1", "openness", relation, "caution"))
    assert bool(edges_of(quads, predicate)) == is_edge


def test_a_claim_of_one_phase_becomes_no_edge(compile_case: Compile, edges_of: Edges) -> None:
    """An edge would lose the phase in which the claim holds."""
    _, quads = compile_case(more="claims:\n" + claim("x1", "fear", "affects", "clerks", phase="before"))
    assert edges_of(quads, "affects") == set()


@pytest.mark.parametrize("modality", ["possible", "asserted"])
@pytest.mark.parametrize("polarity", ["affirmed", "denied"])
def test_a_possible_conversion_becomes_no_edge(
    compile_case: Compile, edges_of: Edges, modality: str, polarity: str
) -> None:
    """What can turn into something has not: the claim says so, and an edge would not."""
    marks = {"modality": modality, "polarity": polarity, "condition": "some-conditions"}
    _, quads = compile_case(
        more="claims:\n" + claim("x1", "caution", "can-convert-into", "openness", **marks)
    )
    assert edges_of(quads, "canConvertInto") == set()


@pytest.mark.parametrize(
    ("subjects", "objects", "is_edge"),
    [("[openness, caution]", "fear", True), ("openness", "[caution, fear]", True),
     ("[openness, clerks]", "[caution, fear]", False), ("[openness, clerks]", "[openness, fear]", False),
     ("[openness, fear, clerks]", "[openness, fear, clerks]", False), ("[openness, fear]", "[openness, fear]", True)],
)  # fmt: skip
def test_several_things_at_both_ends_give_no_edge(
    compile_case: Compile, edges_of: Edges, subjects: str, objects: str, *, is_edge: bool
) -> None:
    """That two things affect two others is not said of each pair; that two affect one is said of both."""
    _, quads = compile_case(more="claims:\n" + claim("x1", subjects, "affects", objects))
    assert bool(edges_of(quads, "affects")) == is_edge


def test_what_lies_between_two_things_gives_no_edge(compile_case: Compile, edges_of: Edges) -> None:
    """A bridge between two things leads to neither of them alone."""
    _, quads = compile_case(more="claims:\n" + claim("x1", "openness", "bridges", "[clerks, fear]"))
    assert edges_of(quads, "bridges") == set()


@pytest.mark.parametrize("limit", [{"phase": "before"}, {"condition": "some-conditions"}])
def test_reciprocity_does_not_come_of_what_holds_only_sometimes(
    compile_case: Compile, edges_of: Edges, limit: dict[str, str]
) -> None:
    """The derived claim, and its edge, would lose the phase or the condition of its premise."""
    both = claim("x1", "openness", "supports", "caution", **limit) + claim(
        "x2", "caution", "shapes", "openness"
    )
    _, quads = compile_case(more="claims:\n" + both)
    assert edges_of(quads, "reciprocatesWith") == set()


@pytest.mark.parametrize(
    ("marks", "is_evidenced"),
    [({}, True), ({"status": "presupposed"}, True), ({"modality": "possible"}, True),
     ({"polarity": "denied"}, False), ({"status": "interpreted", "basis": "anaphora", "confidence": "low"}, False)],
)  # fmt: skip
def test_a_thing_is_evidenced_where_a_source_affirms_something_of_it(
    compile_case: Compile, edges_of: Edges, marks: dict[str, str], *, is_evidenced: bool
) -> None:
    """Neither a reading nor a denial puts a thing into the words of a source."""
    _, quads = compile_case(more="claims:\n" + claim("x1", "openness", "affects", "pens", **marks) + PENS)
    assert bool({one for one in edges_of(quads, "evidencedIn") if one[0] == "pens"}) == is_evidenced


RECIPROCAL = claim("x1", "openness", "supports", "caution") + claim("x2", "caution", "shapes", "openness")


def derived(quads: list[Quad], rule: str) -> dict[str, set[str]]:
    """The claims that a rule made, with the names of their premises."""
    found: dict[str, set[str]] = {
        quad.subject.value: set()  # type: ignore[union-attr]
        for quad in quads
        if quad.predicate.value == KG.byRule and quad.object == NamedNode(iris.rule(rule))
        and "/claim/" in quad.subject.value  # type: ignore[union-attr]
    }  # fmt: skip
    for quad in quads:
        if quad.predicate.value == KG.derivedFromClaim and quad.subject.value in found:  # type: ignore[union-attr]
            found[quad.subject.value].add(iris.local_name(quad.object.value))  # type: ignore[union-attr]
    return {iris.local_name(node): premises for node, premises in found.items()}


def test_support_and_shaping_make_a_reciprocal_claim(compile_case: Compile, edges_of: Edges) -> None:
    """The claim is inferred, keeps both premises, and gives an edge."""
    _, quads = compile_case(more="claims:\n" + RECIPROCAL)
    assert derived(quads, "r1-reciprocity") == {"r1-openness--caution": {"x1", "x2"}}
    assert ("openness", "reciprocatesWith", "caution") in edges_of(quads, "reciprocatesWith")
    node = NamedNode(iris.claim("b-town", "r1-openness--caution"))
    marks = {iris.local_name(q.object.value) for q in quads if q.subject == node and "-" in str(q.object)}  # type: ignore[union-attr]
    assert {"status-inferred", "modality-asserted", "polarity-affirmed"} <= marks


@pytest.mark.parametrize(
    "spoil",
    [("status: stated", "status: background"), ("modality: asserted", "modality: tendency"),
     ("polarity: affirmed", "polarity: denied"), ("relation: shapes", "relation: affects"),
     ("object: openness", "object: fear")],
)  # fmt: skip
def test_half_a_reciprocity_is_none(compile_case: Compile, spoil: tuple[str, str]) -> None:
    """Where one of the premises is weaker, or of something else, nothing follows."""
    first, second = RECIPROCAL.split("  x2:")
    _, quads = compile_case(more=f"claims:\n{first}  x2:{second.replace(*spoil)}")
    assert derived(quads, "r1-reciprocity") == {}


@pytest.mark.parametrize("more", ["", "fear"])
def test_a_collective_claim_gives_no_edge(compile_case: Compile, edges_of: Edges, more: str) -> None:
    """Who says that several interact has not said which acts on which, with an object or without."""
    _, quads = compile_case(more="claims:\n" + claim("x1", "[openness, caution]", "interacts-with", more))
    pair = {("openness", "interactsWith", "caution"), ("caution", "interactsWith", "openness")}
    assert len(edges_of(quads, "interactsWith")) == (4 if more else 0)
    assert not edges_of(quads, "interactsWith") & pair


def test_no_edge_leads_from_a_thing_to_itself(compile_case: Compile, edges_of: Edges) -> None:
    """Two subjects that are the objects too: an edge from each to the other, and what follows from those."""
    more = "claims:\n" + claim("x1", "[fear, clerks]", "supports", "[clerks, fear]")
    more += claim("x2", "registry", "affects", "registry") + claim("x3", "fear", "belongs-to", "clerks")
    more += claim("x4", "clerks", "belongs-to", "fear")
    _, quads = compile_case(more=more)
    assert edges_of(quads, "supports") == {("fear", "supports", "clerks"), ("clerks", "supports", "fear")}
    assert edges_of(quads, "affects") == set()
    names = [q for q in quads if "/inferred" in str(q.graph_name)]
    assert [q for q in names if q.subject == q.object] == []


def reasons(quads: list[Quad]) -> dict[tuple[str, str, str], set[str]]:
    """Each inferred edge of the small case with what it follows from, by any of its derivations."""
    graph = NamedNode(iris.graph("b-town", "because"))
    told: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if quad.graph_name == graph:
            entry = told.setdefault(quad.subject.value, {})  # type: ignore[union-attr]
            entry.setdefault(iris.local_name(quad.predicate.value), []).append(quad.object.value)  # type: ignore[union-attr]
    return {
        (entry["edgeSubject"][0], entry["edgeProperty"][0], entry["edgeObject"][0]): {
            *entry["followsFrom"],
            *(p for other in entry.get("alsoBy", []) for p in told[other]["followsFrom"]),
        }
        for entry in told.values()
        if "edgeSubject" in entry and "byRule" in entry
    }


def test_every_edge_says_why(compile_case: Compile) -> None:
    """Each inferred edge has a record with a rule and premises, and there is no record of another edge."""
    _, quads = compile_case(more="claims:\n" + RECIPROCAL)
    graph = NamedNode(iris.graph("b-town", "inferred"))
    made = {q.subject for q in quads if q.graph_name == graph and q.predicate.value == KG.byRule}
    edges = {
        (q.subject.value, q.predicate.value, q.object.value)  # type: ignore[union-attr]
        for q in quads
        if q.graph_name == graph and q.subject not in made
    }
    because = reasons(quads)
    assert len(edges) >= 20
    assert edges - set(because) == set()
    assert all(because.values())


def test_an_edge_of_a_claim_follows_from_that_claim(compile_case: Compile) -> None:
    """The premise of a flattened edge is the claim that warrants it."""
    _, quads = compile_case()
    edge = (iris.element("b-town", "caution"), iris.term("dominatesIn"), iris.element("b-town", "before"))
    assert iris.claim("b-town", "c3") in reasons(quads)[edge]


def test_two_claims_of_one_edge_are_both_kept(compile_case: Compile) -> None:
    """An edge that two claims warrant stands once, with both as its reasons."""
    more = "claims:\n" + claim("x1", "fear", "affects", "clerks") + claim("x2", "fear", "affects", "clerks")
    _, quads = compile_case(more=more)
    edge = (iris.element("b-town", "fear"), iris.term("affects"), iris.element("b-town", "clerks"))
    assert {iris.claim("b-town", "x1"), iris.claim("b-town", "x2")} <= reasons(quads)[edge]


def tainted(quads: list[Quad]) -> set[str]:
    """The claims that rest on interpretation."""
    kind = NamedNode(iris.term("RestsOnInterpretation"))
    return {
        iris.local_name(q.subject.value) for q in quads if q.object == kind and "/claim/" in str(q.subject)
    }  # type: ignore[union-attr]


def test_a_reading_taints_all_that_follows_from_it(compile_case: Compile) -> None:
    """The taint goes down every chain of premises, and no further."""
    more = (
        "claims:\n"
        + claim("x1", "fear", "affects", "clerks", status="inferred", **{"from": "[c1, i1]"})
        + claim("x2", "fear", "affects", "town", status="inferred", **{"from": "x1"})
        + claim("x3", "fear", "affects", "registry", status="inferred", **{"from": "[c1, c2]"})
    )
    outcome, quads = compile_case(more=more)
    assert outcome.is_clean
    assert tainted(quads) == {"i1", "x1", "x2"}


def test_phases_that_meet_follow_one_another(compile_case: Compile, edges_of: Edges) -> None:
    """A phase that ends with the event another starts with abuts and precedes it; the year plays no part."""
    _, quads = compile_case()
    assert edges_of(quads, "abuts") == {("before", "abuts", "after")}
    assert edges_of(quads, "precedes") == {("before", "precedes", "after")}


def test_succession_is_no_cause(compile_case: Compile, edges_of: Edges) -> None:
    """One logic dominating after another gives a succession and neither a cause nor a conversion."""
    more = "claims:\n" + claim("x1", "openness", "dominates-in", "after")
    _, quads = compile_case(
        claims=None, silences=None, more=more + claim("x2", "caution", "dominates-in", "before")
    )
    assert edges_of(quads, "dominanceFollowedBy") == {("caution", "dominanceFollowedBy", "openness")}
    assert edges_of(quads, "caused") == edges_of(quads, "canConvertInto") == set()


def test_reasoning_does_not_depend_on_order(tiny_case: Callable[[], Path]) -> None:
    """The same statements in another order give the same conclusions with the same reasons."""
    from kg.frameworks import load as load_ontology  # noqa: PLC0415 - beside its only use
    from kg.resources import ontology_folder  # noqa: PLC0415

    _, quads = check([tiny_case()])
    graph = NamedNode(iris.graph("b-town", "asserted"))
    asserted = [quad for quad in quads if quad.graph_name == graph]
    ontology, _ = load_ontology(ontology_folder())
    first, second = (infer("b-town", given, ontology) for given in (asserted, asserted[::-1]))
    assert len(first.quads) >= 20
    assert set(first.quads) == set(second.quads)
    assert set(first.because) == set(second.because)


def test_what_follows_is_closed(compile_case: Compile) -> None:
    """Applying the rules to their own conclusions gives nothing new: no symmetric edge lacks its other half."""
    more = "claims:\n" + claim("x1", "[openness, caution, fear]", "interacts-with") + RECIPROCAL
    _, quads = compile_case(more=more)
    lacking = LocalStore.of(quads).select(
        """SELECT ?s ?p ?o WHERE { ?p a owl:SymmetricProperty . ?s ?p ?o . ?s kg:inCase ?case .
           FILTER NOT EXISTS { ?o ?p ?s } }""",
        prefixes=iris.PREFIXES,
    )
    assert list(lacking) == []
