"""An address where there is no store, and names and passwords."""

from __future__ import annotations

import http.server
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from kg.cli.options import credentials_from
from kg.problems import KgError
from kg.store import Credentials

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def free_port() -> int:
    """A loopback port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class WebPage(http.server.BaseHTTPRequestHandler):
    """A server that knows no SPARQL."""

    def do_POST(self) -> None:
        """Answer everything with a page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html>Welcome!")

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def test_an_address_of_something_else(run_kg: Callable) -> None:
    """A web page, nothing at all, a folder of something else: one line each."""
    with http.server.HTTPServer(("127.0.0.1", 0), WebPage) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = run_kg("query", "cq-19", "--store", f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
    assert done.returncode == 2
    assert "is it the address of a SPARQL endpoint?" in done.stderr
    done = run_kg("query", "cq-19", "--store", f"http://127.0.0.1:{free_port()}/sparql")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "no store answers at" in done.stderr
    done = run_kg("query", "cq-19", "--store", "nowhere")
    assert "there is no store at nowhere" in done.stderr


def test_credentials_come_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By host, in the format of .netrc; else from the environment."""
    path = tmp_path / "names"
    path.write_text("machine one.example login ada password x\n", encoding="utf-8")
    assert Credentials.read(path).of("http://one.example:8/query") == ("ada", "x")
    assert Credentials.read(path).of("http://two.example/query") is None
    path.write_text("banana\n", encoding="utf-8")
    with pytest.raises(KgError, match=r"names, line \d"):
        Credentials.read(path)
    monkeypatch.setenv("KG_STORE_USER", "eve")
    monkeypatch.setenv("KG_STORE_PASSWORD", "y")
    known = credentials_from(None)
    assert known is not None
    assert known.of("http://any.example/") == ("eve", "y")


@pytest.mark.parametrize("command", [
    ["query", "cases", "--store", "ADDRESS"],
    ["push", "ADDRESS"],
    ["push", "http://127.0.0.1:9/query", "--graphs", "ADDRESS"],
    ["push", "http://127.0.0.1:9/query", "--updates", "ADDRESS"],
])  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "HTTPS", "ftp"])
def test_a_password_in_an_address_is_refused(run_kg: Callable, command: list[str], scheme: str) -> None:
    """And not printed."""
    done = run_kg(*(scheme + "://ada:geheim@127.0.0.1:9/x" if w == "ADDRESS" else w for w in command))
    assert done.returncode == 2
    assert "KG_STORE_USER" in done.stderr
    assert "geheim" not in done.stderr + done.stdout


@pytest.mark.parametrize("address", ["http://[::1/", "http://", "http://a:b/", "ftp://a/"])
def test_an_address_that_is_none(run_kg: Callable, address: str) -> None:
    """Is called so in one line."""
    done = run_kg("query", "cases", "--store", address)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "write http://HOST:PORT/PATH" in done.stderr
