"""The shipped framework in YAML says what its Turtle said, triple for triple."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Graph, URIRef

from kg.frameworks import load, to_turtle
from kg.model import iris
from kg.resources import ontology_folder

if TYPE_CHECKING:
    from kg.ontology import Ontology

TURTLE = Path(__file__).parent / "turtle"
"""The files that the framework was before; nobody changes them."""
PICTURE = URIRef(iris.term("picture"))
MOVED = {
    "triple-logic": {
        "guides", "follows-principle", "constrains", "drives", "underpins", "shapes", "shows", "can-convert-into",
        "reciprocates-with", "bridges", "stands-apart-from", "has-tier", "next-tier", "analysed-from",
    },
    "study": {
        "asks", "reviews", "analyses", "constructs", "presents", "focuses-on", "covers-aspect", "aspect-of",
        "assessed-as", "builds-on", "uses-method", "numbers",
    },
}  # fmt: skip
"""The relations that were of the core vocabulary."""
TRIPLES = 616


def shipped() -> Ontology:
    """The ontology with the frameworks that ship, in which nothing is wrong."""
    loaded, problems = load(ontology_folder())
    assert [*problems, *loaded.in_files.problems] == []
    return loaded


def test_the_framework_says_what_its_turtle_said() -> None:
    """Concepts, labels, notes, order and propositions are the same; the picture is new, and the relations came in."""
    before = Graph()
    for path in TURTLE.glob("*.ttl"):
        before.parse(path)
    assert len(before) == TRIPLES
    after = Graph().parse(data=to_turtle("triple-logic", shipped()), format="turtle")
    document = URIRef("https://w3id.org/tongban-kg/theory/triple-logic.ttl")
    known = {subject for subject, _, _ in before}
    own = {triple for triple in after if triple[0] in known and triple[1] != PICTURE}
    assert own == set(before)
    others = {str(subject) for subject, _, _ in after} - {str(one) for one in known} - {str(document)}
    assert all(one.startswith(iris.TERMS) for one in others)


def test_relations_that_moved_keep_their_addresses() -> None:
    """Each is of the framework that says so, and has the address that it had in the core."""
    loaded = shipped()
    for framework, slugs in MOVED.items():
        assert {slug for slug, home in loaded.in_files.relations.items() if home == framework} == slugs
        assert {loaded.relations[slug].iri for slug in slugs} == {iris.term(f"relation-{s}") for s in slugs}
        assert {loaded.relations[slug].property for slug in slugs} == {
            iris.term(iris.camel(s)) for s in slugs
        }


def test_a_document_imports_what_it_speaks_of() -> None:
    """It has a header of its own, which is not the framework, and imports the ontology."""
    text = to_turtle("study", shipped()).decode()
    assert "<https://w3id.org/tongban-kg/theory/study.ttl> a owl:Ontology" in text
    assert "owl:imports <https://w3id.org/tongban-kg/ontology>" in text
