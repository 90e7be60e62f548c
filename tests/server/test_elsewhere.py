"""A dataset in other stores: on disk, Oxigraph's server, Virtuoso; pushed, asked, and what goes wrong.

The servers are real, on loopback, and stopped by their process id. Virtuoso is Debian's package
``virtuoso-opensource-7``; where it is not installed its tests are skipped, in CI they fail.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import pytest

from kg.pipeline import Snapshot, open_snapshot, push
from kg.problems import KgError
from kg.query import catalog, run, select
from kg.server.engines import find_engine
from kg.store import Credentials, GraphStore, graph_blocks, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.store import Table


ROWS = [query.name for query in catalog() if query.group == "competency" and not query.parameters]
THIRTY = [name for name in ROWS if int(name.partition("-")[2]) <= 30]
INI = Template((Path(__file__).parent / "virtuoso.ini").read_text(encoding="utf-8"))


@dataclass
class Elsewhere:
    """A store somewhere else: its endpoint, its graphs, and by which name to ask."""

    endpoint: str
    graphs: str
    credentials: Credentials | None = None


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
def virtuoso(folder: Path) -> Iterator[Elsewhere]:
    """Virtuoso over a folder, with the password that it is born with."""
    program = shutil.which("virtuoso-t")
    if program is None:
        if os.environ.get("KG_REQUIRE_BROWSER"):
            pytest.fail("no Virtuoso, and KG_REQUIRE_BROWSER is set")
        pytest.skip("no Virtuoso (Debian: virtuoso-opensource-7)")
    port = free_port()
    (folder / "v.ini").write_text(INI.substitute(sql=free_port(), http=port), encoding="utf-8")
    with started([program, "+foreground", "+configfile", "v.ini"], folder, port):
        root = f"http://127.0.0.1:{port}"
        known = Credentials({"127.0.0.1": ("dba", "dba")})
        yield Elsewhere(f"{root}/sparql", f"{root}/sparql-graph-crud-auth", known)


def send(build: Path, to: Elsewhere):  # noqa: ANN201 - as `push`
    """Push a build."""
    return push(build, to.endpoint, to.graphs, to.credentials, lambda *_: None)


@pytest.fixture(scope="module", params=["oxigraph", "disk"])
def filled(
    request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Snapshot]:
    """The shipped cases in another store, as the commands would open it."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "disk":
        from kg.server.dataset import prepare  # noqa: PLC0415 - as 'kg serve --store' keeps it

        prepare(built, folder / "kept")
        yield open_snapshot(built, str(folder / "kept"))
        return
    with contextlib.ExitStack() as stack:
        there, _ = stack.enter_context(oxigraph(folder))
        assert send(built, there).differing == []
        yield open_snapshot(built, there.endpoint, there.credentials)


@pytest.fixture(scope="module")
def in_virtuoso(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The shipped cases in Virtuoso."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as there:
        done = send(built, there)
        assert done.sent
        assert done.differing == []
        yield open_snapshot(built, there.endpoint, there.credentials)


@pytest.mark.parametrize("name", ROWS)
def test_a_question_has_the_same_rows(filled: Snapshot, snapshot: Snapshot, name: str) -> None:
    """As in memory, as sets of texts: stores write numbers in their own ways."""
    assert texts(run(filled.store, name)) == texts(run(snapshot.store, name))


@pytest.mark.parametrize("name", THIRTY)
def test_a_question_has_the_same_rows_in_virtuoso(
    in_virtuoso: Snapshot, snapshot: Snapshot, name: str
) -> None:
    """The thirty, in spite of what it gets wrong (`kg.store.workaround`), in the same order of columns."""
    found, wanted = run(in_virtuoso.store, name), run(snapshot.store, name)
    assert texts(found) == texts(wanted)
    assert found.variables == wanted.variables
    assert wanted.rows


def texts(found: Table) -> set[tuple[tuple[str, str], ...]]:
    """Rows as a set of texts; in which order passages are joined is left to the store."""
    return {
        tuple(
            sorted((n, " … ".join(sorted(str(getattr(t, "value", t)).split(" … ")))) for n, t in row.items())
        )
        for row in found
    }


@pytest.mark.parametrize("sparql", [
    "SELECT DISTINCT ?a ?b WHERE { ?a kg:supports ?b }",
    "SELECT DISTINCT ?claim ?id WHERE { ?claim a kg:Claim ; kg:identifier ?id ; kg:status kg:status-stated }",
    "SELECT DISTINCT ?exact WHERE { ?line kg:evidenceFor ?c ; kg:cites ?p . ?c kg:identifier 'c067' . ?p kg:exact ?exact }",
    "SELECT (COUNT(DISTINCT ?silence) AS ?n) WHERE { ?silence a kg:Silence }",
])  # fmt: skip
def test_virtuoso_answers_alike(in_virtuoso: Snapshot, snapshot: Snapshot, sparql: str) -> None:
    """Plain queries."""
    found = texts(select(in_virtuoso.store, sparql))
    assert found == texts(select(snapshot.store, sparql))
    assert found


def test_enough_questions_are_asked() -> None:
    """The thirty at least."""
    assert len(THIRTY) == 30


def test_only_what_changed_is_sent(built: Path, tmp_path: Path) -> None:
    """A second push sends nothing; after one changed line one graph; a graph that is gone is deleted."""
    copy = shutil.copytree(built, tmp_path / "build", ignore=shutil.ignore_patterns("site"))
    names = [name for name, _ in graph_blocks(copy / "dataset.nq")]
    with oxigraph(tmp_path) as (there, _):
        assert send(copy, there).sent == names
        again = send(copy, there)
        assert (again.sent, again.kept, again.deleted, again.differing) == ([], names, [], [])
        lines = (copy / "dataset.nq").read_bytes().splitlines(keepends=True)
        (copy / "dataset.nq").write_bytes(b"".join(lines[1:]))
        changed = send(copy, there)
        assert (changed.sent, changed.differing) == (names[:1], [])
        (copy / "dataset.nq").write_bytes(
            b"".join(b for name, b in graph_blocks(copy / "dataset.nq") if name != names[0])
        )
        gone = send(copy, there)
        assert (gone.sent, gone.deleted, gone.differing) == ([], names[:1], [])
        assert names[0] not in open_store(there.endpoint).graph_sizes()


def test_a_change_is_sent_to_virtuoso(built: Path, tmp_path: Path) -> None:
    """A graph that is there is replaced, one that is gone is deleted, and nothing else is touched."""
    blocks = list(graph_blocks(built / "dataset.nq"))[:4]
    copy = tmp_path / "build"
    copy.mkdir()
    (copy / "dataset.nq").write_bytes(b"".join(block for _, block in blocks))
    with virtuoso(tmp_path) as there:
        assert send(copy, there).sent == [name for name, _ in blocks]
        first = blocks[0][1]
        (copy / "dataset.nq").write_bytes(first[first.index(b"\n") + 1 :] + blocks[1][1] + blocks[2][1])
        done = send(copy, there)
        assert (done.sent, done.deleted, done.differing) == ([blocks[0][0]], [blocks[3][0]], [])
        assert done.kept == [blocks[1][0], blocks[2][0]]
        sizes = open_store(there.endpoint).graph_sizes()
        assert sizes[blocks[0][0]] == first.count(b"\n") - 1
        assert blocks[3][0] not in sizes


def test_what_was_spoilt_behind_our_back_is_told(built: Path, tmp_path: Path) -> None:
    """A graph that lost a triple in the store differs by count."""
    with oxigraph(tmp_path) as (there, _):
        first = send(built, there).sent[0]
        GraphStore(there.graphs).delete(first)
        assert send(built, there).differing == [first]


def test_a_store_that_dies_is_gone_on_with(built: Path, tmp_path: Path) -> None:
    """Killed midway: the message says how far it came; the next push sends the rest, and all is there."""
    with oxigraph(tmp_path) as (there, process):

        def kill_at_the_third(_: str, number: int, __: int) -> None:
            if number == 3:
                process.send_signal(signal.SIGKILL)
                process.wait()

        with pytest.raises(KgError, match=r"2 of \d+ graphs are there: push again to go on"):
            push(built, there.endpoint, there.graphs, None, kill_at_the_third)
    with oxigraph(tmp_path) as (there, _):
        done = send(built, there)
        assert len(done.kept) == 2
        assert done.sent
        assert done.differing == []


def test_a_wrong_password(built: Path, tmp_path: Path) -> None:
    """Is said, and neither name nor password stands in the message."""
    with virtuoso(tmp_path) as there:
        there.credentials = Credentials({"*": ("dba", "geheim")})
        with pytest.raises(KgError, match="name or password is wrong") as caught:
            send(built, there)
        assert "geheim" not in str(caught.value)
        assert "geheim" not in repr(there.credentials)
        there.credentials = None
        with pytest.raises(KgError, match="KG_STORE_USER"):
            send(built, there)


def test_the_commands_ask_elsewhere(built: Path, tmp_path: Path, run_kg: Callable) -> None:
    """query, trace, explain and compare say the same of a store elsewhere as of the build."""
    with oxigraph(tmp_path) as (there, _):
        assert "verified" in run_kg("push", there.endpoint, "--build", str(built)).stdout
        for command in (
            ["query", "cq-19"],
            ["trace", "c073"],
            ["compare", "j-city"],
            ["explain", "field interacts with innovation"],
        ):
            here, elsewhere = (
                run_kg(*command, *where) for where in (("--build", str(built)), ("--store", there.endpoint))
            )
            assert elsewhere.returncode == 0, elsewhere.stderr
            assert elsewhere.stdout == here.stdout


def test_a_dataset_of_another_version(tmp_path: Path) -> None:
    """Lines that are not sorted graph by graph are refused before anything is sent."""
    (tmp_path / "dataset.nq").write_text(
        "<http://x/a> <http://x/p> <http://x/o> <http://x/g> .\n<http://x/a> <http://x/p> <http://x/o> <http://x/h> .\n"
        "<http://x/b> <http://x/p> <http://x/o> <http://x/g> .\n", encoding="utf-8",
    )  # fmt: skip
    with pytest.raises(KgError, match="damaged or of another version"):
        list(graph_blocks(tmp_path / "dataset.nq"))
