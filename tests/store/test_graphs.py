"""The graphs of a store elsewhere: what it refuses is told, and what it rewrites has the same hash."""

from __future__ import annotations

import httpx
import pytest

from kg.problems import KgError
from kg.store import GraphStore, Literal, Quad, iri, to_ntriples
from kg.store.graphs import content_hash

ADDRESS = "http://127.0.0.1:9/store"


def store(monkeypatch: pytest.MonkeyPatch, status: int, text: str = "") -> GraphStore:
    """A store that answers everything alike."""
    there = GraphStore(ADDRESS)
    answer = httpx.Response(status, text=text)
    monkeypatch.setattr(there._connection, "send", lambda *_, **__: answer)
    return there


@pytest.mark.parametrize("status", [400, 403, 500])
def test_what_is_refused_is_told(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    """With the status and the words of the store, in one line."""
    there = store(monkeypatch, status, "not\n  today")
    for method, name in (("get", "GET"), ("delete", "DELETE")):
        with pytest.raises(KgError) as caught:
            getattr(there, method)("urn:g")
        assert str(caught.value) == f"{ADDRESS} refuses {name} of a graph (status {status}): not today"
    with pytest.raises(KgError, match="refuses PUT of a graph"):
        there.put("urn:g", b"")


def test_what_is_not_there_need_not_be_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is empty, and deleting it is nothing; a place that takes no graph is a refusal all the same."""
    there = store(monkeypatch, 404, "no such graph")
    assert there.get("urn:g") == b""
    there.delete("urn:g")
    with pytest.raises(KgError, match="status 404"):
        there.put("urn:g", b"")


def test_what_is_there_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the store writes it."""
    assert store(monkeypatch, 200, "<urn:a> <urn:b> <urn:c> .").get("urn:g") == b"<urn:a> <urn:b> <urn:c> ."


def test_statements_stand_whole_whatever_graph_they_are_of() -> None:
    """Without their graph, sorted, each once."""
    ends = [iri("urn:d"), iri("urn:c"), Literal("c")]
    quads = [Quad(iri("urn:a"), iri("urn:b"), end, *graph) for end in ends for graph in ((), (iri("urn:g"),))]
    lines = to_ntriples(quads).decode().splitlines()
    assert lines == ['<urn:a> <urn:b> "c" .', "<urn:a> <urn:b> <urn:c> .", "<urn:a> <urn:b> <urn:d> ."]


XSD = "http://www.w3.org/2001/XMLSchema#"
ALIKE = [
    (f'"1"^^<{XSD}boolean>', f'"true"^^<{XSD}boolean>'), (f'"0"^^<{XSD}boolean>', "false"),
    (f'"3"^^<{XSD}int>', f'"3"^^<{XSD}integer>'), ('"a"@en-GB', '"a"@en-gb'), ("<urn:c>", "<urn:c>"), ("_:x", "_:y"),
]  # fmt: skip
OTHERWISE = [
    ('"1"', f'"true"^^<{XSD}boolean>'), ('"a"@en', '"a"@zh'), ('"a"@en', '"a"'), ('"a"', '"b"'),
    ("<urn:c>", '"urn:c"'), ("<urn:c>", "<urn:d>"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_a_store_rewrites_has_the_same_hash(one: str, other: str) -> None:
    """Truth values, datatypes, the case of a language, the name of a nameless node."""
    first, second = (content_hash(f"<urn:a> <urn:b> {term} .".encode()) for term in (one, other))
    assert first == second
    assert first[0] == 1


@pytest.mark.parametrize(("one", "other"), OTHERWISE)
def test_another_value_has_another_hash(one: str, other: str) -> None:
    """Whatever a reader would tell apart."""
    first, second = (content_hash(f"<urn:a> <urn:b> {term} .".encode()) for term in (one, other))
    assert first[1] != second[1]
