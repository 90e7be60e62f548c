"""A calibration or a reader's query that names what is no verdict gets the lines that help, in both languages.

`bad-words/<code>-<what>/` holds the file, and `expected.txt` and `expected.zh.txt`: lines written by a person who looked at it.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import RDFS, Graph

from kg.asking import catalog
from kg.model.iris import TERMS
from kg.problems import CODES
from kg.resources import ontology_folder
from kg.store import iri
from kg.verdicts.of_query import NOW_LABELS, is_suspect, verdicts_bound, verdicts_of_query
from kg.verdicts.renamed import RENAMED
from kg.verdicts.values import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable

BAD = Path(__file__).parent / "bad-words"
FOLDERS = sorted(BAD.iterdir())
EXPECTED = {"en": "expected.txt", "zh": "expected.zh.txt"}
CALIBRATION = ("compare", "--qca", "q", "--calibration", "calibration.toml")
COMMANDS = {
    "KG801-calibration": CALIBRATION,
    "KG802-labels": ("query", "query.rq"),
    "KG802-query": ("query", "query.rq"),
    "KG803-no-toml": CALIBRATION,
    "KG804-part": CALIBRATION,
    "KG805-score": CALIBRATION,
    "KG806-not-there": CALIBRATION,
}


@pytest.mark.parametrize("language", EXPECTED)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_mistake_gets_its_lines(folder: Path, language: str, run_kg: Callable, built_data: Path) -> None:
    """All of them in one run, each with its place; nothing is written and nothing answered."""
    done = run_kg(*COMMANDS[folder.name], "--build", str(built_data), "--lang", language, folder=folder)
    assert done.returncode == 1
    assert done.stderr.splitlines() == (folder / EXPECTED[language]).read_text(encoding="utf-8").splitlines()
    assert done.stdout == ""
    assert not (folder / "q").exists()


def test_every_code_has_its_file() -> None:
    """Each is tried."""
    assert [path.name for path in FOLDERS] == list(COMMANDS)
    assert {code for code in CODES if code.startswith("KG8")} == {name[:5] for name in COMMANDS}


def test_a_new_word_is_a_verdict() -> None:
    """No old word is a verdict, and what took its place is one."""
    assert not set(RENAMED) & set(VERDICTS)
    new = {one.removesuffix("-denied") for several in RENAMED.values() for one in several}
    assert new <= set(VERDICTS)


CLEAN = {
    "verdicts that there are": "SELECT ?c { ?c kg:verdict kg:verdict-stated ; kg:status kg:status-stated }",
    "a comment": "SELECT ?c { ?c kg:verdict kg:verdict-stated # kg:verdict-read\n }",
    "a text": 'SELECT ?c { ?c kg:verdict kg:verdict-stated FILTER (STR(?c) != "kg:verdict-exhibited") }',
    "the label of another thing": 'SELECT ?c { ?c kg:verdict kg:verdict-stated ; rdfs:label "read-only" }',
    "another name": "SELECT ?c { ?c kg:verdict ?v ; kg:relation kg:relation-present-in }",
    "a label of today": 'SELECT ?c { ?c kg:verdict/rdfs:label "read"@en , "taken for granted"@en }',
    "words of one's own": 'SELECT ?w { ?c kg:verdict ?v BIND (IF(?v = kg:verdict-stated, "exhibited", "no") AS ?w) FILTER (?w = "exhibited") }',
    "no query": "SELECT ?c { ?c kg:verdict 'read-only",
}
OLD = {
    "the object": ('SELECT ?c { ?c kg:verdict "exhibited" }', 1, 27),
    "a prefix": (f"PREFIX v: <{TERMS}verdict->\nSELECT ?c {{ ?c kg:verdict v:exhibited }}", 2, 27),
    "a base": (f"BASE <{TERMS}>\nSELECT ?c {{ ?c kg:verdict <#verdict-exhibited> }}", 2, 27),
    "escapes": (r"SELECT ?c { ?c kg:verdict kg:verdict\-exhibi\u0074ed }", 1, 27),
    "the label, by a path": ('SELECT ?c { ?c kg:verdict/rdfs:label "Read only"@en }', 1, 38),
    "the label, backwards": ('SELECT ?c { ?v ^kg:verdict ?c ; rdfs:label "read only"@en }', 1, 44),
    "the label, by a variable": (
        'SELECT ?c { ?c kg:verdict ?v . ?v rdfs:label ?l FILTER (STR(?l) = "read only") }',
        1,
        67,
    ),
    "one of several": (
        'SELECT ?c { ?c kg:verdict/rdfs:label ?l FILTER (LCASE(STR(?l)) IN ("stated", "read only")) }',
        1,
        78,
    ),
    "values": ('SELECT ?c { ?c kg:verdict/rdfs:label ?l VALUES ?l { "stated"@en "read only"@en } }', 1, 65),
    "the end of the IRI": (
        'SELECT ?c { ?c kg:verdict ?v BIND (STRAFTER(STR(?v), "verdict-") AS ?w) FILTER (?w = "read-only") }',
        1,
        86,
    ),
    "a pattern": ('SELECT ?c { ?c kg:tallyVerdict ?v FILTER REGEX(STR(?v), "read-only$") }', 1, 57),
    "made by IRI()": (
        f'SELECT ?c {{ ?c kg:verdict ?v BIND (IRI("{TERMS}verdict-exhibited") AS ?v) }}',
        1,
        40,
    ),
    "where nothing is": (
        'SELECT ?c { ?c kg:verdict ?v FILTER NOT EXISTS { ?c kg:verdict/rdfs:label "read only"@en } }',
        1,
        75,
    ),
    "in more than is parsed": (
        "SELECT ?c { " + "?c ?p ?o . " * 300 + "?c kg:verdict kg:verdict-exhibited }",
        1,
        12 + 11 * 300 + 15,
    ),
}


@pytest.mark.parametrize("name", CLEAN)
def test_a_query_without_old_words_is_left_alone(name: str) -> None:
    """Also where one stands in a comment, in a text that no verdict is compared with, or in another name."""
    assert verdicts_of_query(CLEAN[name], "q.rq") == []


@pytest.mark.parametrize("name", OLD)
def test_an_old_word_is_found_at_its_place(name: str) -> None:
    """However it is written, and whatever it is compared with."""
    sparql, line, column = OLD[name]
    found = verdicts_of_query(sparql, "q.rq")
    assert [(one.code, one.location.line, one.location.column) for one in found] == [("KG802", line, column)]


def test_a_value_that_is_bound_is_looked_at() -> None:
    """One of several, too."""
    values = {"v": [iri(f"{TERMS}verdict-stated"), iri(f"{TERMS}verdict-read-only")], "c": iri("http://x/c")}
    assert [str(one.location) for one in verdicts_bound(values, "--bind ")] == ["--bind v:1:1"]


def test_old_words_that_are_labels_today() -> None:
    """They are those of the ontology."""
    graph = Graph().parse(ontology_folder() / "modules" / "verdicts.ttl")
    labels = {str(one).replace(" ", "-") for one in graph.objects(None, RDFS.label) if one.language == "en"}  # type: ignore[attr-defined]
    assert labels & set(RENAMED) == NOW_LABELS


def test_the_queries_that_ship_have_none() -> None:
    """A named query is asked as it stands."""
    assert [one.name for one in catalog() if verdicts_of_query(one.sparql, one.name)] == []


def test_a_query_without_such_a_word_costs_no_time() -> None:
    """It is not parsed: the middle of a hundred looks takes less than a millisecond."""
    sparql = max((one.sparql for one in catalog()), key=len)
    assert not is_suspect(sparql)
    times = []
    for _ in range(101):
        start = time.perf_counter()
        verdicts_of_query(sparql, "q.rq")
        times.append(time.perf_counter() - start)
    assert sorted(times)[50] < 0.001


def test_a_value_on_the_command_line(run_kg: Callable, built_data: Path) -> None:
    """It is told with the new word, in both languages."""
    asked = ("query", "-e", "SELECT ?c { ?c kg:verdict ?v }", "--bind", "v=kg:verdict-read-only")
    for language, words in (("en", "this is now called interpreted"), ("zh", "现在写作 interpreted")):
        done = run_kg(*asked, "--build", str(built_data), "--lang", language)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("--bind v:1:1  ")
        assert words in done.stderr
