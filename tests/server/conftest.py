"""A real server, started as a user starts it, on a loopback port of its own."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

import kg

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60


class Served:
    """A running server: its address, its process, and what it printed."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.address = address

    @property
    def endpoint(self) -> str:
        """Where it answers SPARQL."""
        return f"{self.address}sparql"


@contextlib.contextmanager
def running(build: Path, *options: str) -> Iterator[Served]:
    """A server over a build, stopped by its process id."""
    room = str(Path(kg.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": room, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "kg", "serve", "--build", str(build), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=environment)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://(127\.0\.0\.1|0\.0\.0\.0|\[::1\]):\d+/", line)
        assert found, line + process.stderr.read()
        yield Served(process, found[0].replace("//0.0", "//127.0"))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
        process.stderr.close()


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[Served]:
    """A server over the shipped cases, with narrow limits."""
    with running(built, "--time-limit", "2", "--answer-limit", "5", "--engines", "2") as server:
        yield server


@pytest.fixture(scope="session")
def public_build(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as 'kg build --public' would write it: the shipped cases have nothing to withhold."""
    folder = tmp_path_factory.mktemp("public")
    for name in ("dataset.nq", "reasons.nq"):
        (folder / name).symlink_to(built / name)
    (folder / "site").symlink_to(built / "site")
    report = json.loads((built / "report.json").read_text(encoding="utf-8"))
    assert "public" not in report
    (folder / "report.json").write_text(json.dumps(report | {"public": True}), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def open_served(public_build: Path) -> Iterator[Served]:
    """A server over a public build of the shipped cases."""
    with running(public_build, "--engines", "1") as server:
        yield server


@pytest.fixture
def start() -> Callable[..., contextlib.AbstractContextManager[Served]]:
    """A function that starts a server of one's own."""
    return running


Fields = dict[str, str] | list[tuple[str, str]]
Ask = Callable[..., tuple[int, Any, bytes]]


def _ask(  # noqa: PLR0913, PLR0917 - the parts of a request
    served: Served,
    method: str,
    fields: Fields,
    kind: str | None,
    body: str | bytes,
    accept: str = "*/*",
    path: str = "sparql",
) -> tuple[int, Any, bytes]:
    """Send a request, to the endpoint unless told otherwise; gives status, headers and body, whatever the status."""
    pairs = fields if isinstance(fields, list) else list(dict(fields).items())
    wanted = [(name, value) for name, value in pairs if name]
    accept = next((value for name, value in pairs if not name), accept)
    address = f"{served.address}{path}"
    url = f"{address}?{urlencode(wanted)}" if wanted else address
    data = (body.encode() if isinstance(body, str) else body) or None
    if kind is None:
        return _without_type(served, method, f"/{path}", data)
    headers = {"Accept": accept, **({"Content-Type": kind} if kind else {})}
    request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def _without_type(served: Served, method: str, path: str, data: bytes | None) -> tuple[int, Any, bytes]:
    """The same without any Content-Type, which urllib would add."""
    connection = http.client.HTTPConnection(served.address.removeprefix("http://").rstrip("/"), timeout=30)
    connection.request(method, path, data)
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


@pytest.fixture
def ask() -> Ask:
    """A function that sends a request to the endpoint."""
    return _ask


@pytest.fixture
def awaited() -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """A function that runs a coroutine to its end, in a thread of its own: where a browser is used, this one has a loop."""

    def run(coroutine: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - whatever it gives
        # An answer of the engine that an earlier test left in a circle must be dropped by the thread that has asked:
        # PyO3 raises wherever another thread's collector happens to come upon it.
        gc.collect()
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, coroutine).result(PATIENCE)

    return run


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], bool]:
    """A function that waits until something is so, and says whether it came to be."""
    return _until


def _until(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Wait until something is so, and say whether it came to be."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False
