"""Stores elsewhere that tests push to and ask: real servers, on loopback, stopped by their process id.

Virtuoso is Debian's package ``virtuoso-opensource-7``; where it is not installed its tests are skipped, in CI they fail.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import pytest

from kg.push import push
from kg.server.engines import find_engine
from kg.store import Credentials, GraphStore, UpdateStore

if TYPE_CHECKING:
    from collections.abc import Iterator

INI = Template((Path(__file__).parent / "virtuoso.ini").read_text(encoding="utf-8"))


@dataclass
class Elsewhere:
    """A store somewhere else: its endpoint, its graphs, and by which name to ask."""

    endpoint: str
    graphs: str
    credentials: Credentials | None = None
    updates: str = ""

    def target(self) -> GraphStore | UpdateStore:
        """Where graphs are replaced: by updates if it says so."""
        if self.updates:
            return UpdateStore(self.updates, self.endpoint, self.credentials)
        return GraphStore(self.graphs, self.credentials)


def free_port() -> int:
    """A loopback port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def started(command: list[str], folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server, once it listens; killed at the end."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert process.poll() is None
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[tuple[Elsewhere, subprocess.Popen[bytes]]]:
    """Oxigraph's own server over a folder."""
    port = free_port()
    command = [find_engine(), "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
    with started(command, folder, port) as process:
        root = f"http://127.0.0.1:{port}"
        yield Elsewhere(f"{root}/query", f"{root}/store"), process


@contextlib.contextmanager
def virtuoso(folder: Path, most_rows: int = 1_000_000) -> Iterator[Elsewhere]:
    """Virtuoso over a folder, with the password that it is born with."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("no Virtuoso (Debian: virtuoso-opensource-7)")
    port = free_port()
    (folder / "v.ini").write_text(
        INI.substitute(sql=free_port(), http=port, rows=most_rows), encoding="utf-8"
    )
    with started([program, "+foreground", "+configfile", "v.ini"], folder, port):
        root = f"http://127.0.0.1:{port}"
        known = Credentials({"127.0.0.1": ("dba", "dba")})
        yield Elsewhere(f"{root}/sparql", f"{root}/sparql-graph-crud-auth", known)


def write_as_built(build: Path, data: bytes) -> None:
    """Give a build another dataset, and a report that says so, as a build of other cases would have them."""
    (build / "dataset.nq").write_bytes(data)
    path = build / "report.json"
    report = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    report["dataset"] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    path.write_text(json.dumps(report), encoding="utf-8")


def send(build: Path, to: Elsewhere, **options: bool):  # noqa: ANN201 - as `push`
    """Push a build."""
    return push(build, to.endpoint, to.target(), to.credentials, lambda *_: None, **options)
