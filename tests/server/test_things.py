"""Pages and the things that IRIs name, in the format asked for."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Graph, URIRef

if TYPE_CHECKING:
    from conftest import Served

# rdflib 7.6 warns about a class of its own that its JSON-LD parser uses.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
BASE = "https://w3id.org/tongban-kg/"
CLAIM = "case/j-city/claim/c060"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def get(served: Served, path: str, accept: str = "*/*") -> tuple[int, dict[str, str], bytes]:
    """A request that follows no redirection and tidies no path."""
    connection = http.client.HTTPConnection(served.address.removeprefix("http://").rstrip("/"), timeout=30)
    connection.request("GET", path, headers={"Accept": accept})
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    "kind", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
@pytest.mark.parametrize("path", [CLAIM, "case/j-city", "theory/triple-logic/field-logic"])
def test_a_thing_in_a_format_for_programs(served: Served, path: str, kind: str) -> None:
    """What is said of it, and it is what it is called."""
    status, headers, body = get(served, f"/{path}", kind)
    assert status == 200
    assert headers["Content-Type"].split(";")[0] == kind
    assert "Accept" in headers["Vary"]
    graph = Graph().parse(data=body, format={"application/rdf+xml": "xml"}.get(kind, kind))
    assert list(graph.objects(URIRef(f"{BASE}{path}"), RDF.type))


@pytest.mark.parametrize("path", [CLAIM, "case/j-city", "theory/triple-logic/field-logic", "ontology"])
def test_a_browser_is_sent_to_the_page(served: Served, path: str) -> None:
    """By See Other, for the thing is not the page; and the page is there."""
    status, headers, _ = get(served, f"/{path}", HTML)
    assert status == 303
    status, page, body = get(served, headers["Location"])
    assert (status, page["Content-Type"].split(";")[0]) == (200, "text/html")
    assert b"<html" in body


def test_the_terms_are_one_document(served: Served) -> None:
    """The namespace of the ontology gives the ontology."""
    _, _, body = get(served, "/ontology", "text/turtle")
    graph = Graph().parse(data=body, format="turtle")
    assert list(graph.objects(URIRef(f"{BASE}ontology#Claim"), RDF.type))


def test_the_site_is_there(served: Served) -> None:
    """The first page, and what it needs."""
    status, headers, body = get(served, "/")
    assert (status, headers["Content-Type"].split(";")[0]) == (200, "text/html")
    assert b"<title>" in body
    assert get(served, "/assets/site.css")[1]["Content-Type"].split(";")[0] == "text/css"


@pytest.mark.parametrize("path", [
    "/nothing", "/case/j-city/claim/c999", "/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../report.json",
    "/case/x%3E%20%3Furn:y", "//etc/passwd",
])  # fmt: skip
def test_there_is_nothing_else(served: Served, path: str) -> None:
    """No way out of the folder of the site, and no page of what is not there."""
    status, headers, body = get(served, path, "text/turtle")
    assert status == 404
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body)["error"]["code"] == "not-found"


def test_a_format_that_cannot_be_had(served: Served) -> None:
    """Says which can."""
    status, _, body = get(served, f"/{CLAIM}", "image/png")
    assert status == 406
    assert "text/turtle" in json.loads(body)["error"]["hint"]
