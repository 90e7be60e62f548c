"""Which format an answer has: by the kind of query, and by what the header Accept asks for most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Ask, Served

ROWS = "SELECT ?o { <https://w3id.org/tongban-kg/case/j-city> a ?o } LIMIT 1"
TRIPLES = "CONSTRUCT { ?s ?p ?o } { ?s a <http://www.w3.org/2002/07/owl#Class> ; ?p ?o } LIMIT 3"
FORMATS = {
    "application/sparql-results+json": (ROWS, b'"bindings"'),
    "application/sparql-results+xml": (ROWS, b"<sparql"),
    "text/csv": (ROWS, b"o"),
    "text/tab-separated-values": (ROWS, b"?o"),
    "text/turtle": (TRIPLES, b"<"),
    "application/n-triples": (TRIPLES, b" .\n"),
    "application/ld+json": (TRIPLES, b"@id"),
    "application/rdf+xml": (TRIPLES, b"<rdf:RDF"),
}

CITY = "<https://w3id.org/tongban-kg/case/j-city>"
OF_ROWS = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv",
           "text/tab-separated-values"}  # fmt: skip
OF_GRAPHS = {"text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml",
             "application/n-quads", "application/trig"}  # fmt: skip
UNASKED = {
    "query_content_type_ask": ("ASK {}", OF_ROWS),
    "query_content_type_select": (ROWS, OF_ROWS),
    "query_content_type_construct": (TRIPLES, OF_GRAPHS),
    "query_content_type_describe": (f"DESCRIBE {CITY}", OF_GRAPHS),
}
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV = "text/csv"
WEIGHED = [
    (f"{XML};q=0.2, text/csv;q=0.9", {CSV}),
    (f"{XML};q=0.9, text/csv;q=0.2", {XML}),
    ("image/png, text/csv;q=0.1", {CSV}),
    (f"{JSON};q=0, text/csv;q=0.5", {CSV}),
]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_format_can_be_asked_for(served: Served, ask: Ask, kind: str) -> None:
    """Four for rows, four for graphs, each with its media type."""
    query, mark = FORMATS[kind]
    status, headers, answer = ask(served, "GET", {"query": query}, "", "", kind)
    assert status == 200
    assert headers["Content-Type"].split(";")[0] == kind
    assert mark in answer


@pytest.mark.parametrize("name", UNASKED)
@pytest.mark.parametrize("accept", ["*/*", ""])
def test_a_format_that_nobody_asked_for(served: Served, ask: Ask, name: str, accept: str) -> None:
    """Is one of those that a query of that kind can have, and there is an answer in it."""
    query, formats = UNASKED[name]
    status, headers, answer = ask(served, "GET", {"query": query}, "", "", accept)
    assert status == 200
    assert headers["Content-Type"].split(";")[0] in formats
    assert answer.strip()
    assert name != "query_content_type_describe" or b"j-city" in answer


@pytest.mark.parametrize(("accept", "expected"), WEIGHED)
def test_the_format_that_is_wanted_most(served: Served, ask: Ask, accept: str, expected: set[str]) -> None:
    """By the weights that the header gives; one of weight nought is never given."""
    status, headers, _ = ask(served, "GET", {"query": ROWS}, "", "", accept)
    assert status == 200
    assert headers["Content-Type"].split(";")[0] in expected


@pytest.mark.parametrize("accept", [f"{JSON};q=0", "image/png", "text/turtle"])
def test_a_format_that_cannot_be_given(served: Served, ask: Ask, accept: str) -> None:
    """None of those that are asked for is one of rows."""
    assert ask(served, "GET", {"query": ROWS}, "", "", accept)[0] == 406


def test_weights_for_things(served: Served, ask: Ask) -> None:
    """Of a thing too the format that is wanted most."""
    for accept, expected in (
        ("text/turtle;q=0.2, application/n-triples;q=0.9, text/html;q=0.1", "application/n-triples"),
        ("text/html;q=0, text/turtle;q=0.1", "text/turtle"),
    ):
        status, headers, _ = ask(served, "GET", {}, "", "", accept, path="case/j-city")
        assert (status, headers["Content-Type"].split(";")[0]) == (200, expected)
