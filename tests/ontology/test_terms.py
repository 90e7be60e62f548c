"""The terms of the ontology: labelled, defined, declared once, and each of one sort only."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
import shacl
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef

from kg.resources import ontology_folder

BASE = "https://w3id.org/tongban-kg/"
NAMESPACE = f"{BASE}ontology#"
KG = {
    name: URIRef(NAMESPACE + name) for name in ("zhLabelBasis", "flattensTo", "relatesTo", "Mark", "missing")
}
TERM_STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
SORTS = (
    OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual,
)  # fmt: skip
BUILT_IN = (str(RDF), str(RDFS), str(OWL))
TERMS_AT_LEAST = 190


def sort_of(graph: Graph, term: URIRef) -> set[URIRef]:
    """The sorts of OWL thing that a term is declared to be."""
    return set(graph.objects(term, RDF.type)) & set(SORTS)


def terms(graph: Graph) -> set[URIRef]:
    """The terms of ours that a graph declares."""
    declared = {term for sort in SORTS for term in graph.subjects(RDF.type, sort)}
    return {term for term in declared if isinstance(term, URIRef) and term.startswith(NAMESPACE)}


@cache
def style() -> shacl.Shapes:
    """The shapes on the ontology itself."""
    return shacl.Shapes.from_turtle((ontology_folder() / "shapes" / "style.ttl").read_text("utf-8"))


def breaches(graph: Graph) -> set[tuple[str, str]]:
    """Which shape of style is broken by which term."""
    results = style().validate_text(graph.serialize(format="nt"), "ntriples").results
    return {
        (result.root_shape.strip("<>").rpartition("#")[2], result.focus_node.strip("<>"))
        for result in results
    }


def test_every_term_keeps_the_style(whole: Graph, root: Graph) -> None:
    """Labels, definitions, examples and headers have the form the style asks for."""
    assert len(terms(whole)) >= TERMS_AT_LEAST
    assert breaches(whole + root) == set()


@pytest.mark.parametrize(
    ("shape", "subject", "predicate"),
    [
        ("S01", "ontology#Claim", RDFS.label),
        ("S02", "ontology#Claim", KG["zhLabelBasis"]),
        ("S03", "ontology#cites", SKOS.definition),
        ("S04", "ontology#status-stated", SKOS.example),
        ("S05", "ontology#exact", RDFS.isDefinedBy),
        ("S05", "ontology#Claim", OWL.versionInfo),
        ("S05", "ontology#supports", TERM_STATUS),
        ("S06", "ontology/evidence", OWL.versionInfo),
        ("S07", "ontology#relation-supports", KG["flattensTo"]),
        ("S08", "theory/triple-logic/field-logic", SKOS.prefLabel),
        ("S09", "theory/triple-logic/proposes-field-bridges", SKOS.editorialNote),
        ("S09", "theory/triple-logic/proposes-field-bridges", URIRef(f"{NAMESPACE}proposesSubject")),
    ],
)
def test_a_shape_of_style_can_fail(whole: Graph, shape: str, subject: str, predicate: URIRef) -> None:
    """A term that loses what the style asks for is reported by the shape that asks for it."""
    worse = Graph() + whole
    worse.remove((URIRef(BASE + subject), predicate, None))
    assert breaches(worse) == {(shape, BASE + subject)}


def test_a_definition_out_of_form_is_reported(whole: Graph) -> None:
    """A definition that is no 'A … that …' sentence breaks the style."""
    claim = URIRef(f"{NAMESPACE}Claim")
    worse = Graph() + whole
    worse.set((claim, SKOS.definition, Literal("What a case says.", lang="en")))
    assert breaches(worse) == {("S03", str(claim))}


RELATIONS = {"relation", "precedence", "rivalry"}
DATA = {"text", "number", "truth value", "short name"}


def heads(graph: Graph, term: URIRef) -> tuple[str, set[str]]:
    """What the definition of a term begins with, and what it may begin with: the label of something wider."""
    [text] = [str(text) for text in graph.objects(term, SKOS.definition) if text.language == "en"]
    head = re.split(r" that ", re.sub(r"^An? ", "", text), maxsplit=1)[0]
    sorts = set(graph.objects(term, RDF.type))
    if OWL.ObjectProperty in sorts:
        return head, RELATIONS
    if OWL.DatatypeProperty in sorts:
        return head, DATA
    if OWL.AnnotationProperty in sorts:
        return head, {"annotation"}
    found = set(graph.transitive_objects(term, RDFS.subClassOf)) - {term} if OWL.Class in sorts else sorts
    labels = {str(label).lower() for kind in found for label in graph.objects(kind, RDFS.label)}
    labels |= {label.removeprefix("claim ").removeprefix("coding ") for label in labels}
    return head.lower(), labels


def test_a_definition_begins_with_what_is_wider(whole: Graph) -> None:
    """'A <parent> that …': the parent is one that the axioms give, by its label; a term with none says what it is."""
    tops = 0
    for term in sorted(terms(whole)):
        head, allowed = heads(whole, term)
        tops += not allowed
        assert not allowed or head in allowed, (term, head)
    assert tops <= 16


@pytest.mark.parametrize("lost", ["en", "zh"])
def test_a_definition_in_one_language_is_reported(whole: Graph, lost: str) -> None:
    """A term that is defined for the readers of one language only breaks the style."""
    claim = URIRef(f"{NAMESPACE}Claim")
    worse = Graph() + whole
    [text] = [text for text in whole.objects(claim, SKOS.definition) if text.language == lost]
    worse.remove((claim, SKOS.definition, text))
    assert breaches(worse) == {("S03", str(claim))}


def test_a_term_is_no_newer_than_its_module(modules: dict[str, Graph]) -> None:
    """The version in which a term's meaning last changed is one that has been."""
    for graph in modules.values():
        now = numbers(str(graph.value(graph.value(None, RDF.type, OWL.Ontology), OWL.versionInfo)))
        for term in terms(graph):
            assert numbers(str(graph.value(term, OWL.versionInfo))) <= now, term


def numbers(version: str) -> tuple[int, ...]:
    """A version as numbers, to be compared."""
    return tuple(int(part) for part in version.split("."))


def test_no_term_is_defined_twice(modules: dict[str, Graph]) -> None:
    """A term has one home, and the home it names is the module it stands in."""
    homes = Counter(term for graph in modules.values() for term in terms(graph))
    assert {term for term, count in homes.items() if count > 1} == set()
    for name, graph in modules.items():
        for term in terms(graph):
            assert set(graph.objects(term, RDFS.isDefinedBy)) == {URIRef(f"{BASE}ontology/{name}")}, term


def test_borrowed_terms_carry_no_axiom(modules: dict[str, Graph]) -> None:
    """A stub says what a term is, what it is called and who defines it, and nothing more."""
    stubs = modules["external"]
    for term in set(stubs.subjects(RDF.type)) - set(stubs.subjects(RDF.type, OWL.Ontology)):
        assert set(stubs.predicates(term)) == {RDF.type, RDFS.label, RDFS.isDefinedBy}
    others = Graph()
    for name, graph in modules.items():
        others += graph if name != "external" else Graph()
    assert not set(others.subjects()) & (set(stubs.subjects()) - {URIRef(f"{BASE}ontology/external")})


def test_every_predicate_is_declared(whole: Graph, root: Graph) -> None:
    """A misspelt predicate cannot slip in: each is declared as a property or built into RDF and OWL."""
    properties = {term for sort in SORTS[1:4] for term in whole.subjects(RDF.type, sort)}
    used = {term for term in (whole + root).predicates() if not str(term).startswith(BUILT_IN)}
    assert used <= properties


def test_every_class_is_declared(whole: Graph) -> None:
    """Nothing is typed by a class that no module declares or borrows."""
    used = {kind for kind in whole.objects(None, RDF.type) if not str(kind).startswith(BUILT_IN)}
    assert used <= set(whole.subjects(RDF.type, OWL.Class))


def test_every_name_in_our_namespace_exists(whole: Graph) -> None:
    """A name that looks like ours and is declared nowhere is a slip of the pen."""
    nodes = {node for triple in whole for node in triple if isinstance(node, URIRef)}
    assert {node for node in nodes if node.startswith(NAMESPACE)} <= terms(whole)


def test_no_term_is_punned(whole: Graph) -> None:
    """A term is a class, a property of one sort or an individual, and only one of these."""
    for term in terms(whole):
        assert len(sort_of(whole, term)) == 1, term
    classes = set(whole.subjects(RDF.type, OWL.Class))
    assert not classes & set(whole.objects(None, KG["relatesTo"]))
    assert {kind for kind in classes if set(whole.objects(kind, RDF.type)) - {OWL.Class}} == set()


def test_labels_are_unique_within_a_sort(whole: Graph) -> None:
    """Two classes, two properties or two values of one axis never share a label."""
    for language in ("en", "zh"):
        seen: Counter[tuple[str, frozenset[URIRef]]] = Counter()
        for term in terms(whole):
            kinds = frozenset(kind for kind in whole.objects(term, RDF.type) if isinstance(kind, URIRef))
            kinds -= {OWL.SymmetricProperty, OWL.TransitiveProperty}
            seen.update(
                (str(label), kinds) for label in whole.objects(term, RDFS.label) if label.language == language
            )
        assert {label for label, count in seen.items() if count > 1} == set()


def test_definitions_are_unique(whole: Graph) -> None:
    """Two terms with one definition would be one term."""
    seen = Counter(str(text) for term in terms(whole) for text in whole.objects(term, SKOS.definition))
    assert {text for text, count in seen.items() if count > 1} == set()


def test_no_definition_is_circular(whole: Graph) -> None:
    """A class is not explained by its own label."""
    classes = [term for term in terms(whole) if OWL.Class in sort_of(whole, term)]
    for term in classes:
        for definition in whole.objects(term, SKOS.definition):
            labels = [
                text for text in whole.objects(term, RDFS.label) if text.language == definition.language
            ]
            edge = r"\b" if definition.language == "en" else ""
            found = re.search(f"{edge}{re.escape(labels[0].lower())}{edge}", definition.lower())
            assert not found, (term, definition)


def test_the_hierarchies_have_no_cycle(whole: Graph) -> None:
    """No class and no property is its own ancestor."""
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in set(whole.subjects(predicate)):
            parents = [parent for parent in whole.objects(term, predicate) if not isinstance(parent, BNode)]
            assert all(term not in whole.transitive_objects(parent, predicate) for parent in parents), term


def test_no_date_stands_where_hermit_would_stumble(whole: Graph) -> None:
    """Dates and years of the calendar types are no data values here: HermiT refuses them."""
    types = {str(node.datatype) for node in whole.objects() if isinstance(node, Literal) and node.datatype}
    assert not {kind for kind in types if kind.rpartition("#")[2] in {"date", "gYear", "gYearMonth"}}


def test_every_mark_is_on_one_axis_and_has_a_place(whole: Graph) -> None:
    """The values of an axis can be listed in order."""
    axes = [axis for axis in whole.subjects(RDFS.subClassOf, KG["Mark"]) if isinstance(axis, URIRef)]
    assert len(axes) >= 10
    for axis in axes:
        values = list(whole.subjects(RDF.type, axis))
        places = [int(str(whole.value(value, URIRef(f"{NAMESPACE}position")))) for value in values]
        assert sorted(places) == list(range(1, len(values) + 1)), axis


def test_the_core_knows_no_city(modules: dict[str, Graph]) -> None:
    """No module names a city, a year or a framework of one study."""
    for name, graph in modules.items():
        text = " ".join(str(node) for node in graph.objects() if isinstance(node, Literal))
        assert not re.search(r"\bJ [Cc]ity\b|\b2019\b|triple.logic", text), name


def test_every_chinese_label_is_chinese(whole: Graph) -> None:
    """A label marked as Chinese holds Chinese characters, and one marked as English none."""
    for term in terms(whole):
        for label in whole.objects(term, RDFS.label):
            assert bool(re.search("[一-鿿]", str(label))) == (label.language == "zh"), term
