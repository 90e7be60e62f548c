"""A query that would not end, an answer without end, nesting without end; others are served meanwhile."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
import urllib.request
from typing import TYPE_CHECKING

import pytest

from kg.model.iris import TERMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ask, Served

QUERY = "application/sparql-query"
ASK = "ASK {}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
DEEP = "SELECT * { " + "{ " * 2000 + "?s ?p ?o" + " }" * 2000 + " }"
NOTS = f"ASK {{ FILTER ({'!' * 50_000}true) }}"
TRIPLE, TIMES = "?s ?p ?o", 10_000
LONG = {
    "optionals": "ASK { " + f"OPTIONAL {{ {TRIPLE} }} " * TIMES + "}",
    "unions": f"ASK {{ {{ {TRIPLE} }}" + f" UNION {{ {TRIPLE} }}" * TIMES + " }",
    "a path": "ASK { ?s " + "/".join(["<x:p>"] * TIMES) + " ?o }",
    "sums in a list": f"ASK {{ FILTER (1 IN (1{'+1' * TIMES})) }}",
    "a list of RDF": "ASK { ?s ?p (" + " <x:a>" * TIMES + ") }",
    "empty groups": "ASK { " + "{} " * TIMES + "}",
    "triples in triples": "ASK { VALUES ?x { " + "<< " * TIMES + TRIPLE + " >> ?p ?o" * TIMES + " } }",
}
"""Queries that end the process of an engine, which reads them by recursion."""
LISTS = {
    "a list": f"ASK {{ FILTER (1 IN ({', '.join(map(str, range(TIMES)))})) }}",
    "rows": "ASK { VALUES (?x ?y) {" + ' (<x:a> "b"@en)' * TIMES + " } }",
}
LIMITS = {
    "a query that would not end": (ENDLESS, 504, "too-slow"),
    "nesting": (DEEP, 400, "query-refused"),
    "signs without end": (NOTS, 400, "query-refused"),
    "a body without end": ("#" * 2_000_000, 413, "too-large"),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_is_said(served: Served, ask: Ask, name: str) -> None:
    """Each gets its own words, and the next query is answered."""
    query, expected, code = LIMITS[name]
    status, _, answer = ask(served, "POST", {}, QUERY, query)
    assert (status, json.loads(answer)["error"]["code"]) == (expected, code)
    assert ask(served, "GET", {"query": ASK}, "", "")[0] == 200


def test_an_answer_without_end_is_cut(start: Callable, built_data: Path, ask: Ask) -> None:
    """Its size is what ends it, however long it takes until there is so much of it; the next query is answered."""
    with start(built_data, "--time-limit", "600", "--answer-limit", "1", "--engines", "1") as server:
        status, _, answer = ask(server, "POST", {}, QUERY, HUGE)
        assert (status, json.loads(answer)["error"]["code"]) == (500, "answer-too-large")
        assert ask(server, "GET", {"query": ASK}, "", "")[0] == 200


@pytest.mark.parametrize("name", LONG)
def test_what_would_end_an_engine_reaches_none(served: Served, ask: Ask, name: str) -> None:
    """It is refused, and no engine had to be replaced: who asks at the same time feels nothing."""
    before = replaced(served)
    status, _, answer = ask(served, "POST", {}, QUERY, LONG[name])
    assert (status, json.loads(answer)["error"]["code"]) == (400, "query-refused")
    assert replaced(served) == before


def test_old_words_are_told_with_the_new(served: Served, ask: Ask) -> None:
    """In the shape of every error, with the place; a comment or a text that has such a word is no mistake."""
    old = 'SELECT ?c {\n ?c kg:verdict kg:verdict-stated, kg:verdict-read-only ; kg:verdict/rdfs:label "read only"@en }'
    prefixes = f"PREFIX kg: <{TERMS}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    status, _, answer = ask(served, "POST", {}, QUERY, f"{prefixes} {old}")
    error = json.loads(answer)["error"]
    assert (status, error["code"]) == (400, "no-such-verdict")
    told = '"read-only", an old word; expected a verdict'
    assert error["message"] == f"query:2:35: {told}; query:2:80: {told}"
    assert error["hint"] == "this is now called interpreted"
    plain = f"{prefixes} # kg:verdict-read-only\nASK {{ ?c kg:verdict kg:verdict-stated FILTER (STR(?c) != 'kg:verdict-exhibited') }}"
    assert ask(served, "POST", {}, QUERY, plain)[0] == 200


@pytest.mark.parametrize("name", LISTS)
def test_long_lists_are_answered(served: Served, ask: Ask, name: str) -> None:
    """A list of ten thousand terms is no nesting."""
    assert ask(served, "POST", {}, QUERY, LISTS[name])[0] == 200


def test_others_are_served_meanwhile(served: Served, ask: Ask) -> None:
    """While one engine is busy to its limit, another answers."""
    slow: list[int] = []
    thread = threading.Thread(target=lambda: slow.append(ask(served, "POST", {}, QUERY, ENDLESS)[0]))
    thread.start()
    answered = [ask(served, "GET", {"query": ASK}, "", "")[0] for _ in range(20)]
    still_busy = not slow
    thread.join()
    assert answered == [200] * 20
    assert still_busy
    assert slow == [504]


def test_a_reader_who_leaves_frees_the_engine(served: Served, until: Callable) -> None:
    """When the connection closes, the engine is replaced before its time is over."""
    host, port = served.address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port))) as connection:
        text = ENDLESS.encode()
        head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {QUERY}\r\nContent-Length: {len(text)}\r\n\r\n"
        connection.sendall(head.encode() + text)
        assert until(lambda: health(served)["free engines"] == 1)
    assert until(lambda: health(served)["free engines"] == 2)


def replaced(served: Served) -> str:
    """How many engines were replaced so far, as the server says it."""
    with urllib.request.urlopen(f"{served.address}metrics", timeout=30) as answer:  # noqa: S310 - loopback
        lines = answer.read().decode().splitlines()
    return next(line for line in lines if line.startswith("kg_engines_replaced"))


def health(served: Served) -> dict[str, object]:
    """What the server says of its state."""
    with urllib.request.urlopen(f"{served.address}health", timeout=30) as answer:  # noqa: S310 - loopback
        return dict(json.load(answer))


def test_health_tells_the_dataset(served: Served, built: Path) -> None:
    """The digest is that of the build's report, and the quads are counted with the reasons."""
    report = json.loads((built / "report.json").read_text(encoding="utf-8"))
    said = health(served)
    quads = report["dataset"]["quads"] + report["reasons"]["quads"]
    assert (said["status"], said["dataset"], said["quads"]) == ("ok", report["dataset"]["sha256"], quads)


def test_metrics_count_requests(served: Served, ask: Ask) -> None:
    """In the format of Prometheus, requests by status and how long they take."""
    ask(served, "GET", {"query": ASK}, "", "")
    with urllib.request.urlopen(f"{served.address}metrics", timeout=30) as answer:  # noqa: S310 - loopback
        text = answer.read().decode()
    assert 'kg_requests_total{kind="sparql",status="200"}' in text
    assert "kg_request_seconds_bucket" in text
    assert "kg_engines_free" in text


def test_no_engine_outlives_the_server(
    start: Callable, built_data: Path, tmp_path: Path, until: Callable
) -> None:
    """When the server is killed outright, its engines go too."""

    def children(pid: int) -> list[str]:
        command = ["ps", "-o", "pid=", "--ppid", str(pid)]
        return subprocess.run(command, capture_output=True, check=False, encoding="utf-8").stdout.split()

    with start(built_data, "--store", str(tmp_path / "kept"), "--engines", "2") as server:
        engines = children(server.process.pid)
        assert len(engines) == 2
        server.process.kill()
        server.process.wait()
        assert until(lambda: not any(map(is_alive, engines)))


def is_alive(pid: str) -> bool:
    """Whether a process runs."""
    command = ["ps", "-p", pid, "-o", "stat="]
    return bool(subprocess.run(command, capture_output=True, check=False).stdout.strip(b" Z\n"))
