"""Pages and the things that IRIs name, in the format asked for."""

from __future__ import annotations

import http.client
import json
import re
from typing import TYPE_CHECKING, Any, cast

import pytest
from aiohttp.test_utils import make_mocked_request
from rdflib import RDF, Graph, URIRef

from kg.server.clients import Clients
from kg.server.endpoint import Answer
from kg.server.errors import HttpProblem
from kg.server.things import Things

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served

    from kg.server.question import Question

# rdflib 7.6 warns about a class of its own that its JSON-LD parser uses.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
BASE = "https://w3id.org/tongban-kg/"
CLAIM = "case/j-city/claim/c060"
FORMATS = ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def get(served: Served, path: str, accept: str = "*/*") -> tuple[int, dict[str, str], bytes]:
    """A request that follows no redirection and tidies no path."""
    connection = http.client.HTTPConnection(served.address.removeprefix("http://").rstrip("/"), timeout=30)
    connection.request("GET", path, headers={"Accept": accept})
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


@pytest.mark.parametrize("kind", FORMATS)
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


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_of_thing_is_there(served: Served, built: Path, kind: str) -> None:
    """Of each kind of path in the built dataset one, under the IRI that it has there; and none beside it."""
    text = (built / "dataset.nq").read_text(encoding="utf-8")
    kinds: dict[str, str] = {}
    for path in re.findall(rf"^<{BASE}([^>#]*)>", text, re.MULTILINE):
        parts = path.split("/")
        kinds.setdefault("/".join([parts[0], str(len(parts)), *parts[2:-1]]), path)
    assert {name.split("/")[0] for name in kinds} >= {
        "case",
        "coder",
        "graph",
        "ontology",
        "rule",
        "tally",
        "theory",
    }
    for path in kinds.values():
        status, headers, body = get(served, f"/{path}", kind)
        assert (path, status, headers["Content-Type"].split(";")[0]) == (path, 200, kind)
        graph = Graph().parse(data=body, format={"application/rdf+xml": "xml"}.get(kind, kind))
        assert path == "ontology" or (URIRef(f"{BASE}{path}"), None, None) in graph
        assert get(served, f"/{path}-that-is-not", kind)[0] == 404


class Known:
    """An endpoint that knows one thing, and keeps what it was asked."""

    def __init__(self, iri: str) -> None:
        self.iri = iri

    async def ask(self, question: Question, accept: str, _: str) -> Answer:
        """Say whether the query is about it; RDF/XML may name a thing by its type alone."""
        is_it = f"<{self.iri}>" in question.query
        if accept == "application/rdf+xml":
            return Answer(200, accept, b'<rdf:RDF><kg:Case rdf:about="x"/></rdf:RDF>')
        return Answer(200, accept, json.dumps({"boolean": is_it}).encode())


@pytest.mark.parametrize(("name", "path"), [("a%20b", "/case/a%20b"), ("%E5%9F%8E", "/coder/%E5%9F%8E")])
def test_a_thing_is_known_by_the_store_not_by_its_bytes(
    tmp_path: Path, name: str, path: str, awaited: Callable
) -> None:
    """A graph of typed nodes alone is not empty; an IRI with signs written by number stays as it is."""
    first = path.split("/")[1]
    things: Any = Things(
        tmp_path, BASE, cast("Any", Known(f"{BASE}{first}/{name}")), cast("Any", None), Clients()
    )
    for asked, expected in ((path, 200), (f"{path}x", 404)):
        request = make_mocked_request("GET", asked, headers={"Accept": "application/rdf+xml"})
        try:
            status = awaited(things.handle(request)).status
        except HttpProblem as problem:
            status = problem.status
        assert (asked, status) == (asked, expected)
