"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), asked of a running server.

The cases are those of the W3C test suite for the protocol's query operation, written out by their names;
its update operations must all be refused, for the server is read-only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:
    from conftest import Ask, Served

# rdflib 7.6 warns about a class of its own that its JSON-LD parser uses.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
ASK = "ASK {}"
GRAPH = "https://w3id.org/tongban-kg/graph/ontology"
CLASS = "ASK { <https://w3id.org/tongban-kg/ontology#Claim> a <http://www.w3.org/2002/07/owl#Class> }"
IN_GRAPH = CLASS.replace("{", "{ GRAPH ?g {", 1).replace("}", "} }", 1)
GOOD = {
    "query_get": ("GET", {"query": ASK}, "", ""),
    "query_post_form": ("POST", {}, FORM, urlencode({"query": ASK})),
    "query_post_direct": ("POST", {}, QUERY, ASK),
    "query_dataset_default_graph": ("GET", {"query": CLASS, "default-graph-uri": GRAPH}, "", ""),
    "query_dataset_default_graphs_get": (
        "GET", [("query", CLASS), ("default-graph-uri", GRAPH), ("default-graph-uri", "urn:none")], "", ""),
    "query_dataset_default_graphs_post": ("POST", {"default-graph-uri": GRAPH}, QUERY, CLASS),
    "query_dataset_named_graphs_get": ("GET", {"query": IN_GRAPH, "named-graph-uri": GRAPH}, "", ""),
    "query_dataset_named_graphs_post": (
        "POST", {}, FORM, urlencode({"query": IN_GRAPH, "named-graph-uri": GRAPH})),
    "query_dataset_full": (
        "GET", {"query": CLASS, "default-graph-uri": GRAPH, "named-graph-uri": "urn:none"}, "", ""),
    "query_multiple_dataset": (
        "GET", {"query": CLASS.replace("ASK", "ASK FROM <urn:none>"), "default-graph-uri": GRAPH}, "", ""),
}  # fmt: skip
BAD = {
    "bad_query_method": ("PUT", {"query": ASK}, "", "", 405),
    "bad_multiple_queries": ("GET", [("query", ASK), ("query", "SELECT * {}")], "", "", 400),
    "bad_query_wrong_media_type": ("POST", {}, "text/plain", ASK, 415),
    "bad_query_missing_form_type": ("POST", {}, "application/octet-stream", urlencode({"query": ASK}), 415),
    "bad_query_missing_direct_type": ("POST", {}, "application/octet-stream", ASK, 415),
    "bad_query_non_utf8": ("POST", {}, f"{QUERY}; charset=UTF-16", ASK.encode("utf-16"), 400),
    "bad_query_syntax": ("GET", {"query": "ASK { ?s ?p"}, "", "", 400),
    "no query in a form": ("POST", {}, FORM, "x=y", 400),
    "bad_update_get": ("GET", {"update": "CLEAR ALL"}, "", "", 403),
    "update_post_form": ("POST", {}, FORM, urlencode({"update": "CLEAR ALL"}), 403),
    "update_post_direct": ("POST", {}, UPDATE, "CLEAR ALL", 403),
    "an update as a query": ("POST", {}, QUERY, "INSERT DATA { <a:a> <a:a> <a:a> }", 400),
    "load": ("POST", {}, QUERY, "LOAD <http://127.0.0.1:1/>", 400),
    "a service": ("POST", {}, QUERY, "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
    "no such format": ("GET", {"query": ASK, "": "image/png"}, "", "", 406),
}  # fmt: skip
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


@pytest.mark.parametrize("name", GOOD)
def test_a_query_is_answered(served: Served, ask: Ask, name: str) -> None:
    """By each way of asking and each choice of graphs, the answer is yes."""
    method, fields, kind, body = GOOD[name]
    status, headers, answer = ask(served, method, fields, kind, body)
    assert status == 200
    assert headers["Content-Type"] == "application/sparql-results+json"
    assert json.loads(answer)["boolean"] is True


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_query_is_refused(served: Served, ask: Ask, name: str) -> None:
    """By the right status, in the one shape, with words that say what is wrong."""
    method, fields, kind, body, expected = BAD[name]
    status, headers, answer = ask(served, method, fields, kind, body)
    error = json.loads(answer)["error"]
    assert (status, error["status"]) == (expected, expected)
    assert headers["Content-Type"] == "application/json"
    assert error.keys() == {"status", "code", "message", "hint"}
    assert error["message"]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_format_can_be_asked_for(served: Served, ask: Ask, kind: str) -> None:
    """Four for rows, four for graphs, each with its media type."""
    query, mark = FORMATS[kind]
    status, headers, answer = ask(served, "GET", {"query": query}, "", "", kind)
    assert status == 200
    assert headers["Content-Type"].split(";")[0] == kind
    assert mark in answer


def test_a_graph_that_is_not_there_is_empty(served: Served, ask: Ask) -> None:
    """The graphs named are asked, and no other."""
    _, _, answer = ask(served, "GET", {"query": CLASS, "default-graph-uri": "urn:none"}, "", "")
    assert json.loads(answer)["boolean"] is False


def test_the_endpoint_describes_itself(served: Served, ask: Ask) -> None:
    """Without a query it says, in RDF, where it is, what it speaks and what it holds."""
    from rdflib import Graph, URIRef  # noqa: PLC0415 - slow, and needed once

    sd = "http://www.w3.org/ns/sparql-service-description#"
    for kind in ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"):
        status, headers, answer = ask(served, "GET", {}, "", "", kind)
        assert (status, headers["Content-Type"]) == (200, kind)
        graph = Graph().parse(data=answer, format={"application/rdf+xml": "xml"}.get(kind, kind))
        assert (URIRef(served.endpoint), URIRef(f"{sd}endpoint"), URIRef(served.endpoint)) in graph
        assert URIRef(GRAPH) in set(graph.objects(None, URIRef(f"{sd}name")))


def test_pages_of_other_origins_may_ask(served: Served, ask: Ask) -> None:
    """The headers of CORS stand on answers, on errors and on the question beforehand."""
    for method, fields, expected in (
        ("GET", {"query": ASK}, 200),
        ("GET", {"query": "ASK"}, 400),
        ("OPTIONS", {}, 204),
    ):
        status, headers, _ = ask(served, method, fields, "", "")
        assert (status, headers["Access-Control-Allow-Origin"]) == (expected, "*")


def test_only_the_head(served: Served, ask: Ask) -> None:
    """HEAD gives the headers of GET and no body."""
    status, headers, answer = ask(served, "HEAD", {"query": ASK}, "", "")
    assert (status, answer) == (200, b"")
    assert headers["Content-Type"] == "application/sparql-results+json"
