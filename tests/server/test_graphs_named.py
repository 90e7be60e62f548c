"""FROM and FROM NAMED mean the same at every door: `kg query`, `kg.query`, `kg.open`, a store elsewhere, the endpoint.

The page has the same table in tests/site/test_query_answers.py. That the counts are right is known from the lines of the
N-Quads themselves, of which no engine is asked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import kg
from kg.asking.answering import select
from kg.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ask, Served

CITY = "https://w3id.org/tongban-kg/case/j-city/graph/asserted"
TYPED = b"> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/tongban-kg/ontology#Claim> <"
CLAIMS = (
    "PREFIX kg: <https://w3id.org/tongban-kg/ontology#> SELECT (COUNT(DISTINCT ?c) AS ?n) %s WHERE { %s }"
)
PLAIN, NAMED = "?c a kg:Claim", "GRAPH ?g { ?c a kg:Claim }"
DATASETS = {
    "one graph": (f"FROM <{CITY}>", PLAIN, True),
    "in small letters": (f"from <{CITY}>", PLAIN, True),
    "one named": (f"FROM NAMED <{CITY}>", NAMED, True),
    "a named one is no default one": (f"FROM NAMED <{CITY}>", PLAIN, None),
    "a default one is no named one": (f"FROM <{CITY}>", NAMED, None),
    "a graph that is not there": ("FROM <urn:none>", PLAIN, None),
    "none": ("", PLAIN, False),
    "the word in a comment": ("# FROM <urn:none>\n", PLAIN, False),
}


@pytest.fixture(scope="module")
def counted(built: Path) -> dict[bool | None, int]:
    """How many claims J City has, and all cases; of nothing none."""
    lines = [line for line in (built / "dataset.nq").read_bytes().splitlines() if TYPED in line]
    ours = {line.split(b" ", 1)[0] for line in lines if f"<{CITY}>".encode() in line}
    every = {line.split(b" ", 1)[0] for line in lines}
    assert 0 < len(ours) < len(every)
    return {True: len(ours), False: len(every), None: 0}


@pytest.mark.parametrize("name", DATASETS)
def test_graphs_mean_the_same_at_every_door(
    built: Path, served: Served, ask: Ask, run_kg: Callable, counted: dict[bool | None, int], name: str
) -> None:
    """The same query, the same count."""
    clause, pattern, which = DATASETS[name]
    text, expected = CLAIMS % (clause, pattern), counted[which]
    found: dict[str, Any] = {}
    found["kg query"] = run_kg("query", "-e", text, "--build", str(built), "--format", "csv").stdout.split()[
        -1
    ]
    found["kg.query"] = next(iter(kg.query(text, built)))["n"].value
    found["kg.open"] = next(iter(kg.open(built).query(text)))[0]
    found["elsewhere"] = next(iter(select(open_store(served.endpoint), text)))["n"].value
    _, _, answer = ask(served, "GET", {"query": text}, "", "")
    found["endpoint"] = json.loads(answer)["results"]["bindings"][0]["n"]["value"]
    assert {door: int(count) for door, count in found.items()} == dict.fromkeys(found, expected)


def test_a_graph_of_the_view_is_asked_as_before(built: Path, counted: dict[bool | None, int]) -> None:
    """A graph of `kg.open` by itself, without a clause."""
    view = kg.open(built)
    assert int(next(iter(view.graph(CITY).query(CLAIMS % ("", PLAIN))))[0]) == counted[True]


@pytest.mark.parametrize("query", [
    "SELECT (<http://x/f>(1) AS ?n) {}", "SELECT ?s { ?s ?p ?o FILTER (<http://x/f>(?o)) }",
    "ASK { ?s ?p ?o FILTER (<http://x/f>(?o)) }", "CONSTRUCT { ?s ?p ?n } { ?s ?p ?o BIND (<http://x/f>(?o) AS ?n) }",
])  # fmt: skip
def test_a_function_that_there_is_not(
    built: Path, served: Served, ask: Ask, run_kg: Callable, query: str
) -> None:
    """Is the asker's mistake, at the command and at the endpoint."""
    done = run_kg("query", "-e", query, "--build", str(built))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "http://x/f" in done.stderr
    status, _, answer = ask(served, "POST", {}, "application/sparql-query", query)
    error = json.loads(answer)["error"]
    assert (status, error["code"]) == (400, "query-malformed")
    assert "http://x/f" in error["message"]


def test_a_byte_order_mark(built: Path, tmp_path: Path, served: Served, ask: Ask, run_kg: Callable) -> None:
    """As some editors put it before a query, in a file, a body and an address."""
    (tmp_path / "marked.rq").write_text("ASK {}", encoding="utf-8-sig")
    done = run_kg("query", "marked.rq", "--build", str(built))
    assert (done.returncode, json.loads(done.stdout)["boolean"]) == (0, True)
    assert ask(served, "POST", {}, "application/sparql-query", "\ufeffASK {}")[0] == 200
    assert ask(served, "GET", {"query": "\ufeffASK {}"}, "", "")[0] == 200
