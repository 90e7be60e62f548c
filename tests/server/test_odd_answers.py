"""Endpoints that answer in part, of some graphs only, from elsewhere, or by a certificate that nobody knows."""

from __future__ import annotations

import http.server
import shutil
import ssl
import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from elsewhere import oxigraph, send, virtuoso, write_as_built

from kg.asking import select
from kg.pipeline import open_snapshot
from kg.problems import KgError
from kg.store import Credentials, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

JSON = "application/sparql-results+json"
ROWS = '{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"1"}}'
CHINESE = "SELECT DISTINCT ?城 { ?城 a kg:Case FILTER (?城 != '无') }"


@contextmanager
def answering(
    body: Mapping[str, str], headers: Mapping[str, str], status: int = 200, tls: ssl.SSLContext | None = None
) -> Iterator[str]:
    """An endpoint that gives each query with a word in it the body of that word."""

    class Host(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(next((text for word, text in body.items() if word in asked), "").encode())

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_address[1]}/sparql"
        server.shutdown()


def test_an_answer_that_is_cut_off_is_told(tmp_path: Path) -> None:
    """Virtuoso that gives nine rows at most: a push counts every graph nevertheless, nothing is half answered."""
    build = tmp_path / "build"
    build.mkdir()
    graphs = [f"https://w3id.org/tongban-kg/graph/{number:02}" for number in range(25)]
    lines = [f"<http://x/{n}> <http://x/p> <http://x/o> <{graph}> .\n" for graph in graphs for n in range(2)]
    write_as_built(build, "".join(lines).encode())
    with virtuoso(tmp_path, most_rows=9) as there:
        first, again = send(build, there), send(build, there)
        assert (first.sent, first.differing) == (graphs, [])
        assert (again.sent, again.kept, again.differing) == ([], graphs, [])
        store = open_store(there.endpoint, there.credentials)
        with pytest.raises(KgError, match=r"9 rows at most.*ResultSetMaxRows"):
            select(store, "SELECT ?s ?p ?o { ?s ?p ?o }")
        assert len(select(store, "SELECT ?s { ?s ?p ?o } LIMIT 8")) == 8
        write_as_built(build, "".join(lines[:2]).encode())
        assert sorted(send(build, there).deleted) == graphs[1:]
        many = [f"<http://x/{n:02}> <http://x/p> <http://x/o> <{graphs[0]}> .\n" for n in range(30)]
        write_as_built(build, "".join(many).encode())
        with pytest.raises(KgError, match=r"gives \d+ of the 30 triples.*ResultSetMaxRows"):
            send(build, there)


@pytest.mark.parametrize("end", ["", ","])
def test_an_answer_that_breaks_off_is_told(end: str) -> None:
    """Though it began well."""
    with (
        answering({"": ROWS + end}, {"Content-Type": JSON}) as address,
        pytest.raises(KgError, match="no SPARQL result"),
    ):
        select(open_store(address), "SELECT ?a { ?a ?b ?c }")


def test_an_endpoint_without_union_is_told(tmp_path: Path) -> None:
    """There are graphs, and a query that names none sees nothing."""
    yes, no = '{"head":{},"boolean":true}', '{"head":{},"boolean":false}'
    with (
        answering({"GRAPH": yes, "ASK": no, "": ROWS + "]}}"}, {"Content-Type": JSON}) as address,
        pytest.raises(KgError, match="does not show the union of its graphs"),
    ):
        open_snapshot(tmp_path, address)


def test_an_endpoint_that_moved_is_told() -> None:
    """Where it sends us is named, and not followed."""
    where = "http://127.0.0.1:9/elsewhere"
    with (
        answering({}, {"Location": where}, status=301) as address,
        pytest.raises(KgError, match=f"sends on to {where}"),
    ):
        select(open_store(address), "SELECT ?a { ?a ?b ?c }")


def test_names_may_be_chinese(built_data: Path, tmp_path: Path) -> None:
    """Of variables, and what stands in strings."""
    with oxigraph(tmp_path) as (there, _):
        send(built_data, there)
        assert len(select(open_store(there.endpoint), CHINESE)) == 3


def test_a_certificate_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is told when nobody trusts it, and taken when SSL_CERT_FILE names it."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with answering({"": ROWS + "]}}"}, {"Content-Type": JSON}, tls=tls) as address:
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
        with pytest.raises(KgError, match="certificate that is not trusted"):
            select(open_store(address), "SELECT ?a { ?a ?b ?c }")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert len(select(open_store(address), "SELECT ?a { ?a ?b ?c }")) == 1
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
        with pytest.raises(KgError, match="SSL_CERT_FILE"):
            open_store(address)


def test_credentials_that_are_no_text(tmp_path: Path) -> None:
    """A file in another encoding is told in one line."""
    (tmp_path / "names").write_bytes("machine x login 城 password y".encode("gbk"))
    with pytest.raises(KgError, match="not UTF-8"):
        Credentials.read(tmp_path / "names")
