"""A server that is told to stop, at whatever moment: it goes soon, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

import kg
from kg.problems import KgError
from kg.server import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Ask

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def starting(built_data: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A server that has just been started, with its temporary store below the test's folder."""
    room = str(Path(kg.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": room, "TMPDIR": str(tmp_path)}
    command = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--build",
        str(built_data),
        "--port",
        "0",
        "--engines",
        "1",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=environment) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_a_long_query_holds_up_no_stop(
    start: Callable, built_data: Path, ask: Ask, until: Callable, name: signal.Signals
) -> None:
    """Ctrl-C and SIGTERM end the query with the server."""
    with start(built_data, "--time-limit", "100", "--engines", "1") as server:
        answers: list[int] = []
        fields = {"query": ENDLESS}
        asker = threading.Thread(target=lambda: answers.append(ask(server, "GET", fields, "", "")[0]))
        asker.start()
        health = f"{server.address}health"
        assert until(lambda: b'"free engines": 0' in urlopen(health, timeout=30).read())  # noqa: S310 - loopback
        began = time.monotonic()
        server.process.send_signal(name)
        assert server.process.wait(30) == 0
        assert time.monotonic() - began < 15
        asker.join(30)
        assert answers in ([500], [503], [])


def test_a_stop_while_the_store_is_filled(
    starting: subprocess.Popen[str], tmp_path: Path, until: Callable
) -> None:
    """The temporary store goes."""
    assert until(lambda: any(tmp_path.glob("kg-serve-*/store.new")))
    starting.send_signal(signal.SIGTERM)
    assert starting.wait(60) == 128 + signal.SIGTERM
    assert not list(tmp_path.glob("kg-serve-*"))
    assert starting.stderr is not None
    assert starting.stderr.read() == ""


def test_an_address_of_version_6(
    built_data: Path, public_build: Path, start: Callable, run_kg: Callable
) -> None:
    """Stands in brackets, and leads there."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with start(built_data, "--host", "::1", "--engines", "1") as server:
        assert server.address.startswith("http://[::1]:")
        address = f"{server.endpoint}?{urlencode({'query': 'ASK {}'})}"
        with urlopen(address, timeout=30) as answer:  # noqa: S310 - loopback
            assert answer.status == 200
    done = run_kg("serve", "--build", str(public_build), "--host", "nowhere.invalid", "--port", "0")
    assert done.returncode == 2
    assert done.stderr.startswith("kg: cannot listen at nowhere.invalid:0 (")


def test_an_address_that_is_not_ours() -> None:
    """Is said in one line."""
    with pytest.raises(KgError, match=r"cannot listen at 192\.0\.2\.1:0 \(Cannot assign"):
        run._bound("192.0.2.1", 0)
