"""Clients that others wrote get the answers that ``kg query`` gives."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

if TYPE_CHECKING:
    from conftest import Served

    from kg.snapshot import Snapshot

QUESTION = "PREFIX kg: <https://w3id.org/tongban-kg/ontology#> SELECT DISTINCT ?a ?b WHERE { ?a kg:supports ?b } ORDER BY ?a ?b"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a <https://w3id.org/tongban-kg/ontology#Silence> ; ?p ?o }"


@pytest.fixture(scope="module")
def expected(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The pairs that the dataset gives without any server: field logic supports the two others."""
    rows = [(str(row["a"].value), str(row["b"].value)) for row in snapshot.store.select(QUESTION)]
    assert len(rows) >= 2
    return rows


def test_sparqlwrapper(served: Served, expected: list[tuple[str, str]]) -> None:
    """Rows as JSON, XML and CSV, and a graph, by GET and by POST."""
    client = SPARQLWrapper(served.endpoint)
    client.setQuery(QUESTION)
    client.setReturnFormat(JSON)
    bindings = client.query().convert()["results"]["bindings"]
    assert [(row["a"]["value"], row["b"]["value"]) for row in bindings] == expected
    client.setMethod(POST)
    client.setReturnFormat(XML)
    assert len(client.query().convert().getElementsByTagName("result")) == len(expected)
    client.setReturnFormat(CSV)
    assert len(client.query().convert().decode().strip().splitlines()) == len(expected) + 1
    client.setQuery(GRAPH)
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=client.query().convert(), format="turtle")) > 40


def test_rdflib_store(served: Served, expected: list[tuple[str, str]]) -> None:
    """Rdflib's graph over a remote store."""
    graph = Graph(SPARQLStore(served.endpoint))
    assert [(str(a), str(b)) for a, b in graph.query(QUESTION)] == expected


def test_curl_as_r_does_it(served: Served, expected: list[tuple[str, str]]) -> None:
    """R's SPARQL package asks by GET for XML, its users with httr for CSV; both through curl."""
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("no curl")
    command = [
        curl,
        "-sS",
        "-G",
        served.endpoint,
        "--data-urlencode",
        f"query={QUESTION}",
        "-H",
        "Accept: text/csv",
    ]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    rows = [(row["a"], row["b"]) for row in csv.DictReader(io.StringIO(said))]
    assert rows == expected
    command[-1] = "Accept: application/sparql-results+xml"
    assert subprocess.run(command, capture_output=True, check=True).stdout.count(b"<result>") == len(expected)


def test_javascript(served: Served, expected: list[tuple[str, str]]) -> None:
    """The fetch of JavaScript, as Node has it."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js")
    script = """
        const [address, query] = process.argv.slice(1);
        const body = new URLSearchParams({ query });
        const headers = { Accept: 'application/sparql-results+json' };
        fetch(address, { method: 'POST', body, headers }).then(answer => answer.json()).then(found =>
          console.log(JSON.stringify(found.results.bindings.map(row => [row.a.value, row.b.value]))));
    """
    command = [node, "-e", script, served.endpoint, QUESTION]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    assert [tuple(row) for row in json.loads(said)] == expected


def test_oxigraph_itself(served: Served, expected: list[tuple[str, str]]) -> None:
    """Oxigraph's own client: a store of one's own that asks this one by SERVICE."""
    inner = QUESTION.split("SELECT", 1)[1]
    query = f"{QUESTION.split('SELECT', maxsplit=1)[0]}SELECT ?a ?b {{ SERVICE <{served.endpoint}> {{ SELECT {inner} }} }}"
    assert sorted((row["a"].value, row["b"].value) for row in pyoxigraph.Store().query(query)) == sorted(
        expected
    )
