"""The reference of the ontology: every term has its entry, with what belongs there."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.asking.usage import Hierarchy, questions_by_term, terms_named, terms_reached
from kg.frameworks import load, to_turtle
from kg.resources import ontology_folder
from kg.site.picture.vocabulary import modules_picture, neighbours_picture
from kg.site.words import Text

if TYPE_CHECKING:
    from pathlib import Path

KG = "https://w3id.org/tongban-kg/ontology#"


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """The modules that are loaded by default."""
    graph = Graph()
    loaded, _ = load(ontology_folder())
    for name in loaded.frameworks:
        graph.parse(data=to_turtle(name, loaded), format="turtle")
    for path in (ontology_folder() / "modules").glob("*.ttl"):
        if path.stem != "dl-extras":
            graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def entries(site: Path) -> dict[str, str]:
    """The entry of each term, by its name, in English."""
    found: dict[str, str] = {}
    for path in sorted((site / "ontology").glob("*.html")):
        for part in re.findall(r'<section class="term".*?</section>', path.read_text("utf-8"), re.DOTALL):
            found[re.findall(r"<code>kg:([\w-]+)</code>", part)[0]] = unescape(part)
    return found


def test_every_term_has_one_entry(ontology: Graph, entries: dict[str, str]) -> None:
    """The reference shows the terms that the modules declare, no more and no fewer."""
    declared = {
        str(term)[len(KG) :] for term in ontology.subjects(RDFS.isDefinedBy) if str(term).startswith(KG)
    }
    assert len(declared) > 300
    assert set(entries) == declared


def test_an_entry_has_the_definitions_and_the_examples(ontology: Graph, entries: dict[str, str]) -> None:
    """Both definitions, the scope note and the examples stand in the entry of their term."""
    for name, entry in entries.items():
        for note in (SKOS.definition, SKOS.scopeNote, SKOS.example):
            for text in ontology.objects(URIRef(KG + name), note):
                assert str(text) in entry, (name, text)


def test_an_entry_links_its_parents_and_children(ontology: Graph, entries: dict[str, str]) -> None:
    """A class leads to what is above and below it."""
    checked = 0
    for child, parent in ontology.subject_objects(RDFS.subClassOf):
        if str(child).startswith(KG) and str(parent).startswith(KG):
            one, other = str(child)[len(KG) :], str(parent)[len(KG) :]
            assert f'#{other}"' in entries[one]
            assert f'#{one}"' in entries[other]
            checked += 1
    assert checked > 50


def test_a_relation_type_shows_its_claims_and_their_words(entries: dict[str, str]) -> None:
    """Both claims of J City are shown, and the passage they rest on."""
    entry = entries["relation-supports"]
    assert all(f"case/j-city/claim/{name}.html" in entry for name in ("c072", "c073"))
    assert "field logic not only provides support for responsibility avoidance" in entry
    assert "S20" in entry


def test_domain_and_range_are_said_in_words(entries: dict[str, str]) -> None:
    """A passage lies in a segment; a claim may be about anything."""
    said = re.sub(r"<[^>]+>", "", entries["inSegment"])
    assert "from passage to segment" in said
    assert "from claim to anything" in re.sub(r"<[^>]+>", "", entries["isAbout"])


def test_a_kind_has_a_picture_of_its_neighbours(ontology: Graph, entries: dict[str, str]) -> None:
    """The picture of a class holds its parents, itself and its children, and nothing else."""
    for name, entry in entries.items():
        above = [p for p in ontology.objects(URIRef(KG + name), RDFS.subClassOf) if isinstance(p, URIRef)]
        below = [c for c in ontology.subjects(RDFS.subClassOf, URIRef(KG + name)) if isinstance(c, URIRef)]
        is_class = (URIRef(KG + name), RDF.type, OWL.Class) in ontology
        boxes = entry.count('<g class="box ')
        assert boxes == (1 + len(above) + len(below) if is_class and above + below else 0), name


def test_a_picture_keeps_its_boxes_apart() -> None:
    """No two boxes of a picture overlap, and all lie on the sheet."""
    names = [f"term number {number}" for number in range(11)]
    picture = neighbours_picture("a", ["b"], names, lambda iri: Text(iri, "en"))
    for number, box in enumerate(picture.boxes):
        assert box.x >= 0
        assert box.right <= picture.width
        assert box.bottom <= picture.height
        for other in picture.boxes[number + 1 :]:
            apart = box.right <= other.x or other.right <= box.x
            assert apart or box.bottom <= other.y or other.bottom <= box.y


def test_a_module_stands_above_what_it_imports() -> None:
    """An import goes down, and one that another brings has no line."""
    imports = {"a": ["b", "c"], "b": ["c"], "c": []}
    picture = modules_picture(imports, lambda iri: Text(iri, "en"))
    heights = {box.iri: box.y for box in picture.boxes}
    assert heights["a"] < heights["b"] < heights["c"]
    assert len(picture.rules) == 2


def test_a_question_names_and_reaches_terms() -> None:
    """A path down reaches what is below, one step or all; the class of a mark reaches its values."""
    hierarchy = Hierarchy(
        {KG + "A": (KG + "B",), KG + "B": (KG + "C",)}, {KG + "M": (KG + "m-1", KG + "m-2")}
    )
    assert terms_named("# kg:No\nSELECT * { ?x a kg:A . kg:relation-b ?p kg:c }") == {
        KG + "A", KG + "relation-b", KG + "c",
    }  # fmt: skip
    assert terms_reached("SELECT * { ?x rdfs:subClassOf* kg:A }", hierarchy) == {KG + "B", KG + "C"}
    assert terms_reached("SELECT * { ?x rdfs:subClassOf kg:A }", hierarchy) == {KG + "B"}
    assert terms_reached("SELECT * { ?x a kg:A }", hierarchy) == set()
    assert terms_reached("SELECT * { ?x a kg:M }", hierarchy) == {KG + "m-1", KG + "m-2"}
    asked = questions_by_term([("q1", "{ ?x a kg:M }"), ("q2", "{ ?x ?p kg:m-1 }")], hierarchy)
    assert asked[KG + "m-1"] == ("q2", "q1")
