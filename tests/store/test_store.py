"""The room `store`: binding, asking, reading and writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.problems import KgError
from kg.store import (
    Literal,
    LocalStore,
    NamedNode,
    Quad,
    boolean,
    integer,
    iri,
    parse_quads,
    parse_triples,
    to_nquads,
)
from kg.store.binding import bind
from kg.store.remote import open_store

if TYPE_CHECKING:
    from pathlib import Path

A, B, P, Q = (iri(f"http://x/{name}") for name in "abpq")
G, H = iri("http://x/g"), iri("http://x/h")
STORE = LocalStore.of([Quad(A, P, B, G), Quad(B, P, A, G), Quad(A, Q, Literal("v", language="en"), H)])


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("SELECT ?o WHERE { ?s <http://x/p> ?o }", 1),
        ("SELECT ?s ?o WHERE { ?s <http://x/p> ?o }", 1),
        ("SELECT ?o { ?s <http://x/p> ?o }", 1),
        ("select ?o where{?s <http://x/p> ?o}", 1),
        ("PREFIX x: <http://x/>\nSELECT ?o WHERE { ?s x:p ?o }", 1),
        ("# {a comment with ?s and a brace\nSELECT ?o WHERE { ?s <http://x/p> ?o }", 1),
        ('SELECT ("{" AS ?brace) ?o WHERE { ?s <http://x/p> ?o }', 1),
        ("SELECT ('it\\'s {' AS ?brace) ?o WHERE { ?s <http://x/p> ?o }", 1),
        ("SELECT ?o WHERE { $s <http://x/p> ?o }", 1),
        ("SELECT ?o WHERE { { ?s <http://x/p> ?o } UNION { ?s <http://x/q> ?o } }", 2),
        ("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?s", 1),
        ("SELECT ?o WHERE { ?s <http://x/p> ?o OPTIONAL { ?o <http://x/q> ?v } } ORDER BY ?o LIMIT 5", 1),
        ("SELECT ?o WHERE { ?s <http://x/p>/<http://x/p>* ?o }", 2),
    ],
)
def test_a_variable_is_bound_wherever_it_stands(query: str, count: int) -> None:
    """Projected or not, with comments, texts and braces around: rows of other things are kept out."""
    assert len(STORE.select(query, {"s": A})) == count


def test_every_kind_of_query_can_be_bound() -> None:
    """ASK and CONSTRUCT take values too; a CONSTRUCT in its pattern and not in its template."""
    assert bool(STORE.run("ASK { ?s <http://x/q> ?o }", {"s": A})) is True
    assert bool(STORE.run("ASK { ?s <http://x/q> ?o }", {"s": B})) is False
    query = "PREFIX x: <http://x/>\nCONSTRUCT { ?s x:r ?o } WHERE { ?s x:p ?o }"
    assert [triple.subject for triple in STORE.run(query, {"s": B})] == [B]
    assert (
        STORE.serialize(STORE.run(query, {"s": B}), "ntriples")
        == b"<http://x/b> <http://x/r> <http://x/a> .\n"
    )


def test_several_variables_are_bound_together() -> None:
    """One row of values, not one choice each."""
    assert bind("SELECT * WHERE { ?s ?p ?o }", {"s": A, "o": B}).startswith(
        "SELECT * WHERE { VALUES (?s ?o) { (<http://x/a> <http://x/b>) }"
    )
    assert len(STORE.select("SELECT * WHERE { ?s ?p ?o }", {"s": A, "o": B})) == 1


def test_a_text_can_be_bound() -> None:
    """A literal with quotation marks and a language is written as SPARQL writes it."""
    quoted = Literal('say "so"\n', language="en")
    store = LocalStore.of([Quad(A, P, quoted, G)])
    assert len(store.select("SELECT ?s WHERE { ?s ?p ?o }", {"o": quoted})) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o WHERE { ?subject ?p ?o }",
        "SELECT ?o WHERE { ?x ?p ?o } # ?s",
        "SELECT ?o WHERE { ?x ?p '?s' }",
    ],
)
def test_a_variable_that_is_not_there_is_refused(query: str) -> None:
    """A misspelt parameter is wrong use, not an answer about everything."""
    with pytest.raises(KgError, match=r"no variable \?s to bind"):
        STORE.select(query, {"s": A})


def test_every_query_sees_all_graphs() -> None:
    """The union of the graphs is asked, and a graph can still be named."""
    assert len(STORE.select("SELECT ?s WHERE { ?s ?p ?o }")) == 3
    assert len(STORE.select("SELECT ?s WHERE { GRAPH <http://x/h> { ?s ?p ?o } }")) == 1


def test_an_unbound_column_is_absent() -> None:
    """A row holds the columns that have a value, and the table knows all of them."""
    table = STORE.select(
        "SELECT ?s ?v WHERE { ?s <http://x/p> ?o OPTIONAL { ?s <http://x/q> ?v } } ORDER BY ?s"
    )
    assert table.variables == ["s", "v"]
    assert [sorted(row) for row in table] == [["s", "v"], ["s"]]


@pytest.mark.parametrize("query", ["", "SELECT", "SELECT ?s WHERE { ?s x:p ?o }", "DROP ALL"])
def test_what_is_no_sparql_is_wrong_use(query: str) -> None:
    """The message says so and where."""
    with pytest.raises(KgError, match=r"not SPARQL: line \d+, column \d+: "):
        STORE.select(query)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELEC", "line 1, column 6: something unexpected, here or before"),
        ("SELECT ?s\nWHERE { ?s x:p ?o }", 'line 2, column 12: the prefix "x:" is not declared'),
        ("SELECT ?s { ?s <http://a b> ?o }", "an IRI that is not well formed"),
        ("SELECT ?s ?o { ?s ?p ?o } GROUP BY ?s", "selected and neither bound nor grouped by"),
        (
            "PREFIX x: <http://x/>\nASK { x:a y-z:p '# w:v' }",
            'line 2, column 11: the prefix "y-z:" is not declared',
        ),
    ],
)
def test_a_mistake_in_a_query_is_said_in_words(query: str, said: str) -> None:
    """Where the mistake is and what it is, without the grammar of SPARQL."""
    with pytest.raises(KgError) as raised:
        STORE.select(query)
    assert str(raised.value).startswith("the query is not SPARQL: line ")
    assert str(raised.value).endswith(said)


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("query", ["SELECT ?s WHERE { ?s ?p ?o }", "ASK { ?s ?p ?o }"])
def test_every_written_answer_ends_its_last_line(query: str, form: str) -> None:
    """What is written to a terminal or a file ends with one line end."""
    written = STORE.serialize(STORE.run(query), form)
    assert written.endswith(b"\n")
    assert not written.endswith(b"\n\n")


@pytest.mark.parametrize(
    ("before", "opening"),
    [("SELECT * { ?s ?p ", "("), ("SELECT * { FILTER ", "("), ("SELECT * ", "{"), ("ASK { ?s ?p ", "[ ?p ")],
)
def test_a_query_nested_too_deep_is_refused(before: str, opening: str) -> None:
    """The engine would end the process, or not end itself; brackets in a text do not count."""
    for depth in (65, 100_000):
        with pytest.raises(KgError, match="deep: at most 64"):
            STORE.run(before + opening * depth)
    assert STORE.run(f"ASK {{ FILTER ('{'(' * 1000}' = '') }}") is not None


def test_a_graph_is_written_in_order_with_its_prefixes() -> None:
    """IRIs are shortened by the prefixes that they need and by no other; statements are in order."""
    answer = STORE.run("CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o FILTER(isIRI(?o)) }")
    written = STORE.serialize(answer, "turtle", {"x": "http://x/", "y": "http://y/"})
    assert written.decode() == "@prefix x: <http://x/> .\nx:a x:p x:b .\nx:b x:p x:a .\n"


def test_only_rows_make_a_table() -> None:
    """An ASK query gives no table."""
    with pytest.raises(KgError, match="a SELECT query is needed"):
        STORE.select("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("word", ["SERVICE", "service", "SERVICE SILENT"])
def test_a_service_is_not_called(word: str) -> None:
    """A query cannot make the tool go to another host."""
    with pytest.raises(KgError, match=r"SERVICE"):
        STORE.select(f"SELECT ?s WHERE {{ {word} <http://x.example/> {{ ?s ?p ?o }} }}")


def test_the_word_service_is_no_service() -> None:
    """In a text, a comment or a name the word is harmless."""
    query = "SELECT ?service WHERE { ?service ?p 'SERVICE' } # SERVICE <http://x.example/service>"
    assert len(STORE.select(query)) == 0


def test_a_file_is_written_sorted_and_each_line_once() -> None:
    """The order in which statements come does not matter, nor how often."""
    quads = [Quad(B, P, A, G), Quad(A, P, B, G), Quad(B, P, A, G)]
    text = to_nquads(quads)
    assert text == to_nquads(quads[::-1])
    assert text.splitlines() == sorted(set(text.splitlines()))
    assert text.count(b"\n") == 2
    assert to_nquads([]) == b""


def test_a_written_file_is_read_back(tmp_path: Path) -> None:
    """The store of a written file has the same statements."""
    quads = [
        Quad(A, P, Literal('x"\n\\', language="zh"), G),
        Quad(A, P, integer(7), G),
        Quad(A, Q, boolean(True), H),  # noqa: FBT003 - the value itself
    ]
    path = tmp_path / "data.nq"
    path.write_bytes(to_nquads(quads))
    assert set(parse_quads(path.read_bytes())) == set(quads)
    assert len(LocalStore.load(path)) == 3


def test_a_dataset_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    """No file and a damaged file are told apart, each with what to do."""
    with pytest.raises(KgError, match=r"there is no dataset at .*: run 'kg build' first"):
        LocalStore.load(tmp_path / "data.nq")
    (tmp_path / "data.nq").write_text("<http://x/a> <http://x/p>\n", encoding="utf-8")
    with pytest.raises(KgError, match=r"is damaged .*: run 'kg build' again"):
        LocalStore.load(tmp_path / "data.nq")


def test_broken_turtle_is_a_problem_with_its_place(tmp_path: Path) -> None:
    """A mistake in the ontology is data with file and line, and the triples are left out."""
    path = tmp_path / "a.ttl"
    path.write_text("<http://x/a> <http://x/p> 1 .\n<http://x/a> <http://x/p> ?x .\n", encoding="utf-8")
    quads, [problem] = parse_triples(path, "http://x/g", "ontology/a.ttl")
    assert quads == []
    assert problem.code == "KG501"
    assert (problem.location.file, problem.location.line) == ("ontology/a.ttl", 2)


def test_a_position_has_its_own_type() -> None:
    """Positions in a text are non-negative integers, other numbers integers."""
    assert integer(3, is_position=True).datatype == NamedNode(
        "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
    )
    assert integer(3).datatype == NamedNode("http://www.w3.org/2001/XMLSchema#integer")


def test_a_store_on_disk_is_only_read(tmp_path: Path) -> None:
    """To suppose something needs a store that grows: one line, no fault of the tool."""
    LocalStore.load_on_disk([_file(tmp_path, to_nquads([Quad(A, P, B, G)]))], tmp_path / "kept")
    stored = open_store(str(tmp_path / "kept"))
    assert len(stored) == 1
    with pytest.raises(KgError, match="only read: --what-if needs a build"):
        stored.extend([Quad(B, P, A, G)])


def _file(folder: Path, text: str | bytes) -> Path:
    """A file of N-Quads."""
    path = folder / "some.nq"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
