"""Who is let in: a build that is not public is for this machine, a public one for whom its server is told."""

# ruff: noqa: S104 - what is public is served at every address of this machine for a moment
from __future__ import annotations

import http.client
import json
import re
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ask, Served

THING = "/case/j-city/claim/c060"
ADDRESSES = [
    "/",
    "/sparql",
    "/sparql?query=ASK{}",
    "/health",
    "/metrics",
    THING,
    "/nothing",
    "/assets/dataset-nq.js",
]
OURS = ["localhost", "LOCALHOST:80", "127.0.0.1", "127.8.0.1:7878", "[::1]", "[::1]:7878", "localhost.:1"]
FOREIGN = [
    "kg.example", "kg.example:7878", "localhost.example", "127.0.0.1.nip.io", "0.0.0.0", "[::]", "192.168.0.1",
    "127.0.0.1@kg.example", "x", "", "[::1", "a<b>", "localhost:80:80",
]  # fmt: skip


def send(
    served: Served, path: str, headers: list[tuple[str, str]], method: str = "GET"
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """A request with just these headers, and what came."""
    connection = http.client.HTTPConnection(served.address.removeprefix("http://").rstrip("/"), timeout=30)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


def raw(served: Served, text: bytes) -> tuple[int, http.client.HTTPMessage, bytes]:
    """The answer to what may be no request at all."""
    host, _, port = served.address.removeprefix("http://").rstrip("/").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(text)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.headers, answer.read()


def code(body: bytes) -> str:
    """The code of a problem in the one shape."""
    error = json.loads(body)["error"]
    assert error.keys() == {"status", "code", "message", "hint"}
    assert error["message"]
    return str(error["code"])


@pytest.mark.parametrize("host", OURS)
def test_this_machine_is_let_in(served: Served, host: str) -> None:
    """By each of its names, at any port, from pages of its own."""
    for origin in ([], [("Origin", f"http://{host}")]):
        status, _, _ = send(served, "/sparql?query=ASK%20%7B%7D", [("Host", host), *origin])
        assert status == 200


@pytest.mark.parametrize("path", ADDRESSES)
def test_another_host_is_refused(served: Served, path: str) -> None:
    """Whatever it asks for: a name that leads here is no proof that the asker belongs here."""
    for host in FOREIGN:
        status, _, body = send(served, path, [("Host", host)])
        assert (status, code(body)) == (421, "wrong-host"), host
    assert code(send(served, path, [("Host", "localhost"), ("Host", "kg.example")])[2]) in {
        "wrong-host",
        "bad-request",
    }
    assert code(raw(served, f"GET {path} HTTP/1.0\r\nHost: kg.example\r\n\r\n".encode())[2]) == "wrong-host"
    text = f"GET http://kg.example{path} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert code(raw(served, text.encode())[2]) == "wrong-host"


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "PUT"])
def test_another_site_is_refused(served: Served, path: str, method: str) -> None:
    """By any method, the question beforehand included."""
    for origin in (
        "http://kg.example",
        "https://localhost.example",
        "null",
        "http://",
        "file://",
        "chrome-extension://localhost",
        "localhost",
    ):
        status, _, body = send(served, path, [("Host", "localhost"), ("Origin", origin)], method)
        assert (status, code(body)) == (403, "wrong-origin"), origin


BROKEN = [b"\x00\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /x HTTP/1.1\r\nHost: localhost\r\nA b: c\r\n\r\n",
          b"GET /" + b"x" * 1_100_000 + b" HTTP/1.1\r\n\r\n"]  # fmt: skip


def every_answer(served: Served, host: str) -> list[tuple[int, http.client.HTTPMessage, bytes]]:
    """Answers of every kind: pages, parts of them, rows, graphs, redirections, errors, and to what is no request."""
    here = ("Host", host)
    kinds = {
        "/": [here], "/index.html": [here, ("Range", "bytes=0-9")], "/theme.css": [here],
        "/sparql?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 2000"): [here, ("Accept", "text/csv")],
        "/sparql": [here], "/sparql?query=ASK": [here], "/health": [here], "/metrics": [here],
        "/nothing": [here], THING: [here, ("Accept", "text/turtle")], f"{THING}?": [here, ("Accept", "text/html")],
    }  # fmt: skip
    found = [send(served, path, headers) for path, headers in kinds.items()]
    found += [send(served, "/", [here], method) for method in ("OPTIONS", "PUT", "HEAD")]
    found += [send(served, "/index.html", [here, ("Range", "bytes=99999999-")])]
    found += [send(served, "/", [here, ("Expect", "the unexpected")])]
    return found + [raw(served, text) for text in BROKEN]


def test_what_stands_on_every_answer(served: Served) -> None:
    """No other site may read, load, frame or guess at it, and nobody learns a version."""
    answers = every_answer(served, "localhost")
    assert {200, 204, 206, 303, 400, 404, 405, 416, 417} <= {status for status, _, _ in answers}
    for status, headers, _ in answers:
        assert headers.get_all("Server") == ["kg"], status
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert not [name for name in headers if name.lower().startswith("access-control")]
        assert not re.search(r"aiohttp|python|\d\.\d", headers["Server"], re.IGNORECASE)


def test_a_refusal_has_the_headers_too(served: Served) -> None:
    """Of another host, and of another site."""
    for headers in ([("Host", "kg.example")], [("Host", "localhost"), ("Origin", "http://kg.example")]):
        said = send(served, "/sparql", headers)[1]
        assert (said["Server"], said["X-Content-Type-Options"]) == ("kg", "nosniff")
        assert "Access-Control-Allow-Origin" not in said


def test_what_is_no_request(served: Served) -> None:
    """Gets the one shape as well."""
    for text in BROKEN:
        status, headers, body = raw(served, text)
        assert (status, code(body), headers["Content-Type"]) == (400, "bad-request", "application/json")


def test_every_answer_of_a_public_build(open_served: Served) -> None:
    """May be read by any site, and no version is told either."""
    for host in ("localhost", "kg.example"):
        for status, headers, _ in every_answer(open_served, host):
            assert headers["Access-Control-Allow-Origin"] == "*", status
            assert headers.get_all("Server") == ["kg"]
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"


@pytest.mark.parametrize("options", [
    ["--host", "0.0.0.0"], ["--host", "192.0.2.1"], ["--host", "::"], ["--host", ""], ["--allow-host", "kg.example"],
])  # fmt: skip
def test_a_build_that_is_not_public_stays_here(run_kg: Callable, built: Path, options: list[str]) -> None:
    """Nothing listens, and the cure is told."""
    done = run_kg("serve", "--build", str(built), "--port", "0", *options)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(f"kg: the build at {built} is not public")
    assert " ".join(options).strip() in done.stderr
    assert "kg build --public" in done.stderr
    assert "--host 127.0.0.1" in done.stderr


def test_a_name_that_is_none(run_kg: Callable, public_build: Path) -> None:
    """Is the user's mistake."""
    for name in ("", "http://kg.example/", "a b"):
        done = run_kg("serve", "--build", str(public_build), "--port", "0", "--allow-host", name)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "give the name of a host" in done.stderr


def test_names_of_a_public_build(start: Callable, public_build: Path) -> None:
    """Where one is given, the others are refused; this machine's own are always good."""
    with start(
        public_build, "--host", "0.0.0.0", "--allow-host", "KG.example:443", "--engines", "1"
    ) as server:
        for host in ("kg.example", "kg.example:8080", "localhost"):
            assert send(server, "/health", [("Host", host), ("Origin", "http://elsewhere.example")])[0] == 200
        status, headers, body = send(server, "/health", [("Host", "other.example")])
        assert (status, code(body), headers["Access-Control-Allow-Origin"]) == (421, "wrong-host", "*")


def test_pages_of_a_later_build(
    start: Callable, public_build: Path, built: Path, tmp_path: Path, ask: Ask
) -> None:
    """A public build that is replaced by one that is not: its pages are not given, what was served at the start is."""
    build = tmp_path / "build"
    build.mkdir()
    for name in ("dataset.nq", "reasons.nq", "report.json"):
        shutil.copyfile(public_build / name, build / name)
    (build / "site").symlink_to(built / "site")
    with start(build, "--engines", "1") as server:
        assert ask(server, "GET", {}, "", "", path="index.html")[0] == 200
        shutil.copyfile(built / "report.json", build / "report.json")
        for path in ("", "index.html", "assets/dataset-nq.js"):
            status, _, body = ask(server, "GET", {}, "", "", path=path)
            assert (status, code(body)) == (503, "not-public")
        (build / "report.json").unlink()
        assert ask(server, "GET", {}, "", "", path="index.html")[0] == 503
        assert ask(server, "GET", {"query": "ASK {}"}, "", "")[0] == 200


@pytest.mark.usefixtures("tiny_case")
def test_a_build_by_the_command(run_kg: Callable, start: Callable, tmp_path: Path) -> None:
    """What 'kg build --public' writes is public, what 'kg build' writes is not."""
    shutil.copytree(Path(__file__).parents[1] / "cases" / "e-town", tmp_path / "cases" / "e-town")
    assert run_kg("build", "--public", "--no-site").returncode == 0
    with start(tmp_path / "build", "--host", "0.0.0.0", "--engines", "1") as server:
        assert send(server, "/health", [("Host", "kg.example")])[1]["Access-Control-Allow-Origin"] == "*"
    assert run_kg("build", "--no-site").returncode == 0
    assert run_kg("serve", "--host", "0.0.0.0", "--port", "0").returncode == 2
