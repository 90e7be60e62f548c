"""Corners of HTTP and of the SPARQL protocol: answers and bodies that are packed, weights, methods, signs."""

from __future__ import annotations

import gzip
import http.client
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from test_siege import get, place

if TYPE_CHECKING:
    from conftest import Ask, Served

QUERY = "application/sparql-query"
PACKED = [
    "/",
    "/index.html",
    "/sparql",
    "/case/j-city",
    "/sparql?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 500"),
]


@pytest.mark.parametrize("path", PACKED)
def test_answers_are_packed_for_who_asks(served: Served, path: str) -> None:
    """By gzip, pages and answers; what comes is the same, and caches are told."""
    plain = get(served, path, "127.0.0.1", Accept="text/turtle, */*;q=0.5")
    for said, is_packed in (
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("gzip;q=0, *", False),
        ("deflate", False),
    ):
        status, headers, body = get(
            served, path, "127.0.0.1", Accept="text/turtle, */*;q=0.5", Accept_Encoding=said
        )
        assert (status, headers.get("Content-Encoding")) == (200, "gzip" if is_packed else None), said
        assert (gzip.decompress(body) if is_packed else body) == plain[2] or path == "/sparql"
        assert "Accept-Encoding" in headers["Vary"]
        assert not is_packed or len(body) < len(plain[2])


def test_a_part_of_a_file_is_not_packed(served: Served) -> None:
    """Its bytes are counted in the file."""
    status, headers, body = get(served, "/index.html", "127.0.0.1", Accept_Encoding="gzip", Range="bytes=0-9")
    assert (status, headers.get("Content-Encoding"), len(body)) == (206, None, 10)


ROWS = "SELECT ?s { ?s ?p ?o } LIMIT 1"
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1"


@pytest.mark.parametrize(("query", "accept", "kind"), [
    (ROWS, "text/*", "text/csv"), (ROWS, "text/csv;q=0, text/*", "text/tab-separated-values"),
    (ROWS, "application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
    (ROWS, "*/*, application/sparql-results+json;q=0, application/sparql-results+xml;q=0", "text/csv"),
    (TRIPLES, "text/*", "text/turtle"), (TRIPLES, "text/turtle;q=0, application/*", "application/ld+json"),
    (ROWS, "text/html, */*;q=0.1", "application/sparql-results+json"), (ROWS, "*/*;q=0", None),
    (ROWS, "text/csv;q=0", None), (TRIPLES, "text/csv", None), (ROWS, "text/turtle", None), (ROWS, "TEXT/CSV; Q=0.5", "text/csv"),
])  # fmt: skip
def test_what_is_excluded_is_not_given(
    served: Served, ask: Ask, query: str, accept: str, kind: str | None
) -> None:
    """A weight of nought, and a group of types."""
    status, headers, _ = ask(served, "GET", {"query": query}, "", "", accept)
    assert status == (200 if kind else 406)
    assert kind is None or headers["Content-Type"].split(";")[0] == kind


def test_a_method_that_nobody_knows(served: Served) -> None:
    """Is not allowed, and those that are, are named."""
    for method in ("FOO", "PROPFIND", "get", "LINK"):
        connection = http.client.HTTPConnection(*place(served), timeout=30)
        connection.request(method, "/sparql")
        answer = connection.getresponse()
        assert (answer.status, json.load(answer)["error"]["code"]) == (405, "not-allowed")
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
        connection.close()


def test_packed_bodies(served: Served) -> None:
    """A sound one is unpacked; one that is broken, cut off, too large or packed otherwise is refused."""
    sound = gzip.compress(b"ASK {}")
    bodies = [(sound, "gzip", 200), (b"ASK {}", "gzip", 400), (sound[:-9], "gzip", 400), (sound[:-4] + b"abcd", "gzip", 400),
              (sound + b"x", "gzip", 400), (gzip.compress(b"#" * 2_000_000), "gzip", 413), (b"ASK {}", "br", 415)]  # fmt: skip
    for body, coding, expected in bodies:
        connection = http.client.HTTPConnection(*place(served), timeout=30)
        connection.request("POST", "/sparql", body, {"Content-Type": QUERY, "Content-Encoding": coding})
        assert connection.getresponse().status == expected, (body[:20], coding)
        connection.close()


def test_an_address_that_is_not_utf8(served: Served, ask: Ask) -> None:
    """Is refused; an empty graph, as forms of web pages send it, is none."""
    status, _, body = get(served, "/sparql?query=ASK%20%7B%7D%20%23%FF", "127.0.0.1")
    assert (status, json.loads(body)["error"]["code"]) == (400, "bad-request")
    count_all = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    plain = ask(served, "GET", {"query": count_all}, "", "")[2]
    for name in ("default-graph-uri", "named-graph-uri"):
        status, _, answer = ask(served, "GET", {"query": count_all, name: ""}, "", "")
        assert (status, answer) == (200, plain)
