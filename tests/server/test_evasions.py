"""What somebody may try who means no good, or knows no better: other hosts, long texts, odd headers, FROM alone."""

from __future__ import annotations

import http.server
import json
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from kg.store import is_asking_elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Ask, Served

QUERY = "application/sparql-query"
ONTOLOGY = "https://w3id.org/tongban-kg/graph/ontology"
COUNT = "SELECT (COUNT(*) AS ?n) %s { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ELSEWHERE = {
    "plainly": "SELECT * { SERVICE <HOST> { ?s ?p ?o } }",
    "in small letters": "SELECT * { service silent <HOST> { ?s ?p ?o } }",
    "without blanks": "SELECT * { SERVICESILENT<HOST>{ ?s ?p ?o } }",
    "after an escaped hash": "PREFIX ex: <x:> SELECT * { OPTIONAL { ?s ?p ex:a\\# . } SERVICE <HOST> { ?s ?p ?o } }",
    "after less than": "SELECT * { FILTER(1<'x>' || true) SERVICE <HOST> { ?s ?p 'x' } }",
    "by a name without a prefix": "PREFIX : <HOST> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "after a number": "SELECT * { ?s ?p 1SERVICE <HOST> { ?s ?p ?o } }",
    "by a comment between": "SELECT * { SERVICE # <\n <HOST> # {\n { ?s ?p ?o } }",
    "by a letter escaped": "SELECT * { SERV\\u0049CE <HOST> { ?s ?p ?o } }",
    "by a variable": "SELECT * { BIND(<HOST> AS ?h) SERVICE ?h { ?s ?p ?o } }",
    "behind many blanks": f"SELECT * {{ SERVICE{' ' * 5000}<HOST> {{ ?s ?p ?o }} }}",
    "behind a long comment": f"SELECT * {{ SERVICE #{'x' * 5000}\n<HOST> {{ ?s ?p ?o }} }}",
}
LONG = {
    "a string that nobody closes": 'ASK { ?s ?p "' + '\\"' * 400_000,
    "a long string that nobody closes": 'ASK { ?s ?p """' + '\\"""' * 200_000,
    "the word again and again": "ASK { " + "SERVICE<" * 100_000,
    "backslashes": "ASK { " + "\\" * 900_000,
}


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A host that notes down who asks."""
    asked: list[str] = []

    class Host(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 - as http.server wants it

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", asked
        server.shutdown()


@pytest.mark.parametrize("name", ELSEWHERE)
def test_no_other_host_is_asked(served: Served, ask: Ask, name: str) -> None:
    """However it is written, and by whichever way it comes: the answer is an error, and nobody was asked."""
    with listening() as (host, asked):
        query = ELSEWHERE[name].replace("HOST", host)
        assert is_asking_elsewhere(query)
        for method, fields, kind, body in (
            ("GET", {"query": query}, "", ""),
            ("GET", {"query": query}, QUERY, "ASK {}"),
            ("POST", {}, QUERY, query),
            ("POST", {}, "application/x-www-form-urlencoded", urlencode({"query": query})),
        ):
            status, _, answer = ask(served, method, fields, kind, body)
            assert (status, json.loads(answer)["error"]["code"]) == (403, "query-refused")
        assert asked == []


@pytest.mark.parametrize("query", [
    "SELECT ?service { ?service ?p ?o FILTER(?service < 5 && ?o > 3) }",
    "# the service of a city {\nASK {}",
    "ASK { ?s kg:service ?x . { ?a ?b ?c } }",
    "ASK { ?s rdfs:label 'a public service: see {' }",
])  # fmt: skip
def test_the_word_alone_is_harmless(query: str) -> None:
    """As a name, in a comment or in a string."""
    assert not is_asking_elsewhere(query)


@pytest.mark.parametrize("name", LONG)
def test_a_long_text_holds_up_nobody(served: Served, ask: Ask, name: str) -> None:
    """A million signs of which each could begin something new are looked through once; else no answer would come."""
    status, _, answer = ask(served, "POST", {}, QUERY, LONG[name])
    assert status in {400, 403, 500}
    assert json.loads(answer)["error"]["message"]


def test_a_query_names_its_graphs_itself(served: Served, ask: Ask) -> None:
    """FROM and FROM NAMED alone, and what the request says in their place."""

    def count(dataset: str, **graphs: str) -> int:
        fields = {"query": COUNT % dataset, **{key.replace("_", "-"): value for key, value in graphs.items()}}
        status, _, answer = ask(served, "GET", fields, "", "")
        assert status == 200
        return int(json.loads(answer)["results"]["bindings"][0]["n"]["value"])

    everything, ontology = count(""), count("", default_graph_uri=ONTOLOGY)
    assert 0 < ontology < everything
    assert count(f"FROM <{ONTOLOGY}>") == ontology
    assert count("FROM <urn:none>") == 0
    assert count(f"FROM NAMED <{ONTOLOGY}>") == 0
    assert count("FROM <urn:none>", default_graph_uri=ONTOLOGY) == ontology
    assert count("# from here on\n") == everything


def test_a_long_query_may_be_asked_by_get(served: Served, ask: Ask) -> None:
    """Nine hundred Chinese signs are more than 8,000 in an address."""
    status, _, answer = ask(served, "GET", {"query": f"ASK {{ BIND('{'数据共享' * 1000}' AS ?x) }}"}, "", "")
    assert (status, json.loads(answer)["boolean"]) == (200, True)


@pytest.mark.parametrize("accept", ["turtle", "text/", "/", "text/turtle;q", "text/türtle"])
def test_an_odd_accept_is_the_askers_mistake(served: Served, ask: Ask, accept: str) -> None:
    """406 or an answer, of a query and of a thing; no engine is lost by it."""
    for path in ("sparql?" + urlencode({"query": "ASK {}"}), "case/j-city"):
        status = ask(served, "GET", {}, "", "", accept, path=path)[0]
        assert status in {200, 303, 406}
    assert ask(served, "GET", {"query": "ASK {}"}, "", "", "")[0] == 200


def test_an_engine_comes_back(
    start: Callable, built_data: Path, tmp_path: Path, ask: Ask, until: Callable
) -> None:
    """When one cannot be started again, health says so, and it is tried until it can."""
    kept = tmp_path / "kept"
    with start(built_data, "--store", str(kept), "--engines", "1", "--time-limit", "2") as server:
        (kept / "store").rename(kept / "away")
        assert ask(server, "POST", {}, QUERY, ENDLESS)[0] == 504
        assert until(lambda: ask(server, "GET", {}, "", "", path="health")[0] == 503)
        assert ask(server, "GET", {"query": "ASK {}"}, "", "")[0] == 503
        (kept / "away").rename(kept / "store")
        assert until(lambda: ask(server, "GET", {"query": "ASK {}"}, "", "")[0] == 200)
        assert ask(server, "GET", {}, "", "", path="health")[0] == 200
