"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), asked of a running server.

The cases are those of the W3C test suite for the protocol, written out by their names (those of the content type of an
answer stand in test_formats.py). Its updates must all be refused, good ones too, for the server is read-only.
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
THEORY = "https://w3id.org/tongban-kg/graph/theory"
SCHEME = (
    "<https://w3id.org/tongban-kg/theory/triple-logic> a <https://w3id.org/tongban-kg/ontology#Framework>"
)
BOTH = CLASS.replace("}", f". {SCHEME} }}", 1)
"""Of this the ontology's graph has one half, the theory's the other."""
IN_GRAPH = CLASS.replace("{", "{ GRAPH ?g {", 1).replace(
    "}", f"}} GRAPH ?h {{ {SCHEME} }} FILTER (?g != ?h) }}", 1
)
FULL = CLASS.replace("}", f". GRAPH <{THEORY}> {{ {SCHEME} }} FILTER NOT EXISTS {{ {SCHEME} }} }}", 1)
CHINESE = """ASK { <https://w3id.org/tongban-kg/case/j-city> ?p ?o . FILTER (LANG(?o) = "zh" && REGEX(?o, "[一-龥]"))
BIND (<urn:数据/共享> AS ?x) FILTER (STR(?x) = "urn:数据/共享") }"""
GOOD = {
    "query_get": ("GET", {"query": ASK}, "", ""),
    "query_post_form": ("POST", {}, FORM, urlencode({"query": ASK})),
    "query_post_direct": ("POST", {}, QUERY, ASK),
    "query_dataset_default_graph": ("GET", {"query": CLASS, "default-graph-uri": GRAPH}, "", ""),
    "query_dataset_default_graphs_get": (
        "GET", [("query", BOTH), ("default-graph-uri", GRAPH), ("default-graph-uri", THEORY)], "", ""),
    "query_dataset_default_graphs_post": (
        "POST", [("default-graph-uri", GRAPH), ("default-graph-uri", THEORY)], QUERY, BOTH),
    "query_dataset_named_graphs_get": (
        "GET", [("query", IN_GRAPH), ("named-graph-uri", GRAPH), ("named-graph-uri", THEORY)], "", ""),
    "query_dataset_named_graphs_post": (
        "POST", {}, FORM,
        urlencode([("query", IN_GRAPH), ("named-graph-uri", GRAPH), ("named-graph-uri", THEORY)])),
    "query_dataset_full": (
        "GET", {"query": FULL, "default-graph-uri": GRAPH, "named-graph-uri": THEORY}, "", ""),
    "query_multiple_dataset": (
        "GET", {"query": CLASS.replace("ASK", "ASK FROM <urn:none>"), "default-graph-uri": GRAPH}, "", ""),
    "Chinese letters in an address": ("GET", {"query": CHINESE}, "", ""),
    "Chinese letters in a form": ("POST", {}, FORM, urlencode({"query": CHINESE})),
    "Chinese letters in a body": ("POST", {}, f"{QUERY}; charset=utf-8", CHINESE),
}  # fmt: skip
CHANGE = "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }"
BAD = {
    "bad_query_method": ("PUT", {"query": ASK}, "", "", 405),
    "bad_multiple_queries": ("GET", [("query", ASK), ("query", "SELECT * {}")], "", "", 400),
    "bad_query_wrong_media_type": ("POST", {}, "text/plain", ASK, 415),
    "bad_query_missing_form_type": ("POST", {}, None, urlencode({"query": ASK}), 415),
    "bad_query_missing_direct_type": ("POST", {}, None, ASK, 415),
    "bad_query_non_utf8": ("POST", {}, f"{QUERY}; charset=UTF-16", ASK.encode("utf-16"), 400),
    "bad_query_syntax": ("GET", {"query": "ASK { ?s ?p"}, "", "", 400),
    "a type that is not known": ("POST", {}, "application/octet-stream", ASK, 415),
    "no query in a form": ("POST", {}, FORM, "x=y", 400),
    "bad_update_get": ("GET", {"update": "CLEAR ALL"}, "", "", 403),
    "bad_multiple_updates": ("POST", {}, FORM, urlencode([("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")]), 403),
    "bad_update_wrong_media_type": ("POST", {}, "text/plain", "CLEAR NAMED", 415),
    "bad_update_missing_form_type": ("POST", {}, None, urlencode({"update": "CLEAR NAMED"}), 415),
    "bad_update_non_utf8": ("POST", {}, f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16"), 403),
    "bad_update_syntax": ("POST", {}, FORM, urlencode({"update": "CLEAR XYZ"}), 403),
    "bad_update_dataset_conflict": (
        "POST", {"using-graph-uri": GRAPH}, UPDATE, f"WITH <{GRAPH}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}", 403),
    "update_post_form": ("POST", {}, FORM, urlencode({"update": "CLEAR ALL"}), 403),
    "update_post_direct": ("POST", {}, UPDATE, "CLEAR ALL", 403),
    "update_dataset_default_graph": ("POST", {"using-graph-uri": GRAPH}, UPDATE, CHANGE, 403),
    "update_dataset_default_graphs": (
        "POST", [("using-graph-uri", GRAPH), ("using-graph-uri", THEORY)], UPDATE, CHANGE, 403),
    "update_dataset_named_graphs": (
        "POST", [("using-named-graph-uri", GRAPH), ("using-named-graph-uri", THEORY)], UPDATE, CHANGE, 403),
    "update_dataset_full": (
        "POST", {"using-graph-uri": GRAPH, "using-named-graph-uri": THEORY}, UPDATE, CHANGE, 403),
    "update_base_uri": ("POST", {}, UPDATE, "INSERT DATA { GRAPH <urn:g> { <a> <b> <c> } }", 403),
    "an update as a query": ("POST", {}, QUERY, "INSERT DATA { <a:a> <a:a> <a:a> }", 400),
    "load": ("POST", {}, QUERY, "LOAD <http://127.0.0.1:1/>", 400),
    "a service": ("POST", {}, QUERY, "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
    "no such format": ("GET", {"query": ASK, "": "image/png"}, "", "", 406),
}  # fmt: skip


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


def test_the_graphs_named_are_those_asked(served: Served, ask: Ask) -> None:
    """What is true of two graphs is not true of one, and a named one is no default one."""
    for query, name in (
        (BOTH, "default-graph-uri"),
        (IN_GRAPH, "named-graph-uri"),
        (FULL, "default-graph-uri"),
    ):
        _, _, answer = ask(served, "GET", {"query": query, name: GRAPH}, "", "")
        assert json.loads(answer)["boolean"] is False


def test_nothing_was_changed(served: Served, ask: Ask) -> None:
    """After any update the dataset has as many quads as before."""

    def count() -> bytes:
        query = "SELECT (COUNT(*) AS ?n) { { GRAPH ?g { ?s ?p ?o } } }"
        return ask(served, "GET", {"query": query}, "", "", "text/csv")[2]

    before = count()
    for name, (method, fields, kind, body, _) in BAD.items():
        if "update" in name:
            assert ask(served, method, fields, kind, body)[0] >= 400
    assert count() == before


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


def test_pages_of_other_origins_may_ask_a_public_build(open_served: Served, ask: Ask) -> None:
    """The headers of CORS stand on answers, on errors and on the question beforehand."""
    for method, fields, expected in (
        ("GET", {"query": ASK}, 200),
        ("GET", {"query": "ASK"}, 400),
        ("OPTIONS", {}, 204),
    ):
        status, headers, _ = ask(open_served, method, fields, "", "")
        assert (status, headers["Access-Control-Allow-Origin"]) == (expected, "*")


def test_only_the_head(served: Served, ask: Ask) -> None:
    """HEAD gives the headers of GET and no body."""
    status, headers, answer = ask(served, "HEAD", {"query": ASK}, "", "")
    assert (status, answer) == (200, b"")
    assert headers["Content-Type"] == "application/sparql-results+json"
