"""The alignments: a sound SSSOM table, files that are written from it, and axioms that do no harm."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, Graph, URIRef

from kg.frameworks import load as load_ontology
from kg.resources import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Judgement

FOLDER = ontology_folder() / "alignments"
SCRIPT = Path(__file__).parents[2] / "docs" / "generate_alignments.py"
GOOD = Path(__file__).parents[1] / "shapes" / "good.ttl"
FILES = sorted(FOLDER.glob("*.ttl"))
VOCABULARIES = {"cito", "cpov", "crminf", "oa", "org", "prov", "schema", "sepio", "skos", "time"}
COLUMNS = [
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "comment",
]  # fmt: skip
CLOSED = {"org": ORG, "prov": PROV, "schema": SDO, "skos": SKOS, "time": TIME}
"""The vocabularies of which rdflib holds every name."""
REFUSED = {
    ("kg:supports", "owl:equivalentProperty", "cito:supports"),
    ("kg:precedes", "rdfs:subPropertyOf", "time:before"),
    ("kg:Actor", "rdfs:subClassOf", "org:Organization"),
    ("kg:affects", "rdfs:subPropertyOf", "prov:wasInfluencedBy"),
    ("kg:year", "rdfs:subPropertyOf", "time:inXSDgYear"),
}
"""Alignments that look reasonable and are wrong: the table must keep them, refused."""


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    """The names of the generator."""
    return runpy.run_path(str(SCRIPT))


@pytest.fixture(scope="module")
def text() -> str:
    """The table as it is."""
    return (FOLDER / "alignments.sssom.tsv").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def table(script: dict[str, Any], text: str) -> tuple[dict[str, str], dict[str, str], list[dict[str, str]]]:
    """Its header, its prefixes and its rows."""
    read: tuple[dict[str, str], dict[str, str], list[dict[str, str]]] = script["read_table"](text)
    return read


@pytest.fixture(scope="module")
def rows(table: tuple[dict[str, str], dict[str, str], list[dict[str, str]]]) -> list[dict[str, str]]:
    """Its rows."""
    return table[2]


@pytest.fixture(scope="module")
def aligned(whole: Graph) -> Graph:
    """The ontology with every alignment."""
    merged = Graph() + whole
    for path in FILES:
        merged.parse(path)
    return merged


def meaning(row: dict[str, str]) -> tuple[str, str, str]:
    """What a row links, and how."""
    return row["subject_id"], row["predicate_id"], row["object_id"]


def test_the_table_is_sssom(text: str, table: tuple[dict[str, str], dict[str, str], list[Any]]) -> None:
    """The header has what the standard demands, and the columns are its slots; confidence is no number here."""
    plain, prefixes, rows = table
    assert {"mapping_set_id", "mapping_set_title", "mapping_set_version", "license"} <= set(plain)
    assert plain["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert list(rows[0]) == COLUMNS
    used = {
        row[slot].partition(":")[0] for row in rows for slot in ("subject_id", "predicate_id", "object_id")
    }
    assert used | {"semapv"} == set(prefixes)
    assert not re.search(r"[“”\"]| $", text, re.MULTILINE)


def test_the_collector_counts(rows: list[dict[str, str]]) -> None:
    """There are rows for each vocabulary, some kept and some refused."""
    assert len(rows) >= 60
    assert {row["object_id"].partition(":")[0] for row in rows} == VOCABULARIES
    assert {row["predicate_modifier"] for row in rows} == {"", "Not"}
    assert {path.name for path in FILES} == {f"align-{name}.ttl" for name in VOCABULARIES}


def test_every_row_has_its_reason(rows: list[dict[str, str]]) -> None:
    """A person judged each row and says why in a sentence."""
    for row in rows:
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert re.fullmatch(r"[A-Z].{20,}\.", row["comment"]), meaning(row)


def test_rows_are_in_order_and_once_each(rows: list[dict[str, str]]) -> None:
    """A diff shows only what changed, and nothing is both kept and refused."""
    keys = [
        (r["object_id"].partition(":")[0], r["subject_id"], r["object_id"], r["predicate_id"]) for r in rows
    ]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_our_side_of_a_row_exists(rows: list[dict[str, str]], whole: Graph) -> None:
    """The subject is a term of ours under its own label, of the sort that the predicate is about."""
    sorts = {"rdfs:subClassOf": OWL.Class, "rdfs:subPropertyOf": OWL.ObjectProperty}
    for row in rows:
        term = URIRef(row["subject_id"].replace("kg:", "https://w3id.org/tongban-kg/ontology#"))
        labels = [str(label) for label in whole.objects(term, RDFS.label) if label.language == "en"]
        assert labels == [row["subject_label"]]
        sort = sorts.get(row["predicate_id"])
        assert row["predicate_modifier"] or sort is None or (term, RDF.type, sort) in whole


def test_their_side_of_a_row_exists(rows: list[dict[str, str]]) -> None:
    """Where rdflib knows all names of a vocabulary, the object is one of them."""
    checked = 0
    for row in rows:
        prefix, _, name = row["object_id"].partition(":")
        if prefix in CLOSED:
            assert CLOSED[prefix][name] in CLOSED[prefix], row["object_id"]
            checked += 1
    assert checked >= 30


def test_what_is_wrong_stays_refused(rows: list[dict[str, str]]) -> None:
    """Each alignment known to do harm is in the table, refused, and nothing is made equivalent or the same."""
    refused = {meaning(row) for row in rows if row["predicate_modifier"]}
    assert refused >= REFUSED
    kept = {meaning(row) for row in rows if not row["predicate_modifier"]}
    assert kept >= {
        ("kg:Actor", "rdfs:subClassOf", "prov:Agent"),
        ("kg:abuts", "rdfs:subPropertyOf", "time:intervalMeets"),
    }
    assert {predicate for _, predicate, _ in kept} == {
        "rdfs:subClassOf",
        "rdfs:subPropertyOf",
        "rdfs:seeAlso",
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_fresh(path: Path, script: dict[str, Any], text: str) -> None:
    """A file equals what ``make docs`` would write from the table."""
    written = script["align"](text)
    assert set(written) == {file.name for file in FILES}
    assert path.read_text(encoding="utf-8") == written[path.name]


def test_the_files_say_what_the_table_says(
    table: tuple[dict[str, str], dict[str, str], list[dict[str, str]]],
) -> None:
    """All files together hold the rows that are kept and no other axiom."""
    _, prefixes, rows = table

    def expand(curie: str) -> URIRef:
        prefix, _, name = curie.partition(":")
        return URIRef(prefixes[prefix] + name)

    kept = {tuple(map(expand, meaning(row))) for row in rows if not row["predicate_modifier"]}
    stated = {
        triple
        for path in FILES
        for triple in Graph().parse(path)
        if triple[1] in {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso}
    }
    assert stated == kept


def test_alignments_are_versioned_with_the_modules(
    table: tuple[dict[str, str], Any, Any], root: Graph
) -> None:
    """The table and every file carry the version of the ontology."""
    (version,) = map(str, root.objects(None, OWL.versionInfo))
    assert table[0]["mapping_set_version"] == version
    for path in FILES:
        graph = Graph().parse(path)
        (header,) = graph.subjects(RDF.type, OWL.Ontology)
        assert str(header).endswith(f"/ontology/{path.stem}")
        assert graph.value(header, OWL.versionIRI) == URIRef(f"{header}/{version}")


def test_nothing_loads_an_alignment_by_default(root: Graph, modules: dict[str, Graph]) -> None:
    """Neither the tool nor the root file nor any module brings an alignment with it."""
    ontology, problems = load_ontology(ontology_folder())
    assert problems == []
    assert not [name for name in ontology.files if "align" in name]
    outside = {str(row) for path in FILES for row in Graph().parse(path).subjects(RDF.type, OWL.Ontology)}
    assert not [quad for quad in ontology.quads if str(getattr(quad.subject, "value", "")) in outside]
    for graph in (root, *modules.values()):
        assert not [target for target in graph.objects(None, OWL.imports) if "align" in str(target)]


def test_all_alignments_together_are_consistent(aligned: Graph, hermit: Callable[..., Judgement]) -> None:
    """With all of them, and with what the other vocabularies hold to be apart, the small good case can be true."""
    more = """
        @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix prov: <http://www.w3.org/ns/prov#> . @prefix time: <http://www.w3.org/2006/time#> .
        prov:Plan rdfs:subClassOf prov:Entity . prov:Entity owl:disjointWith prov:Activity .
        prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
        time:intervalMeets rdfs:domain time:ProperInterval ; rdfs:range time:ProperInterval .
        time:Instant a owl:Class ; owl:disjointWith time:ProperInterval .
    """
    judgement = hermit(aligned + Graph().parse(data=more) + Graph().parse(GOOD), links=True)
    assert judgement.consistent
    assert judgement.unsatisfiable == ()
    element = "https://w3id.org/tongban-kg/case/x-city/element/"
    assert (f"{element}office", str(PROV.Agent)) in judgement.types
    assert (f"{element}earlier", str(TIME.ProperInterval)) in judgement.types
    assert not [kind for _, kind in judgement.types if kind == str(ORG.Organization)]
