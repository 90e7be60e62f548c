"""Pushing a build to Oxigraph's server and to Virtuoso: only what changed, gone on with, looked at afterwards."""

from __future__ import annotations

import shutil
import signal
from typing import TYPE_CHECKING

import pytest
from elsewhere import oxigraph, send, virtuoso, write_as_built

from kg.problems import KgError
from kg.push import push
from kg.store import Credentials, GraphStore, graph_blocks, open_store
from kg.trace.explain import find_edge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_only_what_changed_is_sent(built_data: Path, tmp_path: Path) -> None:
    """A second push sends nothing; after one changed line one graph; a graph that is gone is deleted."""
    copy = shutil.copytree(built_data, tmp_path / "build", ignore=shutil.ignore_patterns("site"))
    names = [name for name, _ in graph_blocks(copy / "dataset.nq")]
    with oxigraph(tmp_path) as (there, _):
        assert send(copy, there).sent == names
        again = send(copy, there)
        assert (again.sent, again.kept, again.deleted, again.differing) == ([], names, [], [])
        lines = (copy / "dataset.nq").read_bytes().splitlines(keepends=True)
        write_as_built(copy, b"".join(lines[1:]))
        changed = send(copy, there)
        assert (changed.sent, changed.differing) == (names[:1], [])
        write_as_built(copy, b"".join(b for name, b in graph_blocks(copy / "dataset.nq") if name != names[0]))
        gone = send(copy, there)
        assert (gone.sent, gone.deleted, gone.differing) == ([], names[:1], [])
        assert names[0] not in open_store(there.endpoint).graph_sizes()


def test_reasons_are_brought_when_asked_for(built_data: Path, tmp_path: Path) -> None:
    """Without the option the reasons do not go, nor stay from an earlier push; with it all graphs of the build are there."""
    graphs = {
        part: [name for name, _ in graph_blocks(built_data / f"{part}.nq")] for part in ("dataset", "reasons")
    }
    assert all(name.endswith("/graph/because") for name in graphs["reasons"])
    assert len(graphs["reasons"]) == 3
    with oxigraph(tmp_path) as (there, _):
        assert send(built_data, there).sent == graphs["dataset"]
        with pytest.raises(KgError, match="kg push --reasons"):
            find_edge(open_store(there.endpoint), "field logic supports innovation logic")
        more = send(built_data, there, has_reasons=True)
        assert (more.sent, more.kept, more.differing) == (graphs["reasons"], graphs["dataset"], [])
        assert find_edge(open_store(there.endpoint), "field logic supports innovation logic")
        assert send(built_data, there).deleted == graphs["reasons"]


def test_a_change_is_sent_to_virtuoso(built_data: Path, tmp_path: Path) -> None:
    """A graph that is there is replaced, one that is gone is deleted, and nothing else is touched."""
    blocks = list(graph_blocks(built_data / "dataset.nq"))[:4]
    copy = tmp_path / "build"
    copy.mkdir()
    write_as_built(copy, b"".join(block for _, block in blocks))
    with virtuoso(tmp_path) as there:
        assert send(copy, there).sent == [name for name, _ in blocks]
        first = blocks[0][1]
        write_as_built(copy, first[first.index(b"\n") + 1 :] + blocks[1][1] + blocks[2][1])
        done = send(copy, there)
        assert (done.sent, done.deleted, done.differing) == ([blocks[0][0]], [blocks[3][0]], [])
        assert done.kept == [blocks[1][0], blocks[2][0]]
        sizes = open_store(there.endpoint).graph_sizes()
        assert sizes[blocks[0][0]] == first.count(b"\n") - 1
        assert blocks[3][0] not in sizes


def test_what_was_spoilt_behind_our_back_is_told(built_data: Path, tmp_path: Path) -> None:
    """A graph that went from the store differs by count; the next push sends it again."""
    with oxigraph(tmp_path) as (there, _):
        first = send(built_data, there).sent[0]
        GraphStore(there.graphs).delete(first)
        assert send(built_data, there).differing == [first]
        again = send(built_data, there)
        assert (again.sent, again.differing) == ([first], [])


def test_a_store_that_takes_updates_only(built_data: Path, tmp_path: Path, run_kg: Callable) -> None:
    """The same graphs with the same triples as by the Graph Store Protocol; one that is gone is deleted."""
    copy = shutil.copytree(built_data, tmp_path / "build", ignore=shutil.ignore_patterns("site"))
    blocks = dict(graph_blocks(copy / "dataset.nq"))
    with oxigraph(tmp_path) as (there, _):
        there.updates = there.endpoint.replace("/query", "/update")
        done = send(copy, there)
        assert (done.sent, done.differing) == (list(blocks), [])
        sizes = open_store(there.endpoint).graph_sizes()
        assert {name: sizes[name] for name in blocks} == {n: b.count(b"\n") for n, b in blocks.items()}
        gone, *rest = blocks
        write_as_built(copy, b"".join(blocks[name] for name in rest))
        where = (there.endpoint, "--build", str(copy), "--updates", there.updates)
        assert "sent 0 graphs with 0 triples, kept" in run_kg("push", *where).stdout
        assert gone not in open_store(there.endpoint).graph_sizes()
        wrong = run_kg("push", there.endpoint, "--build", str(built_data), "--updates", there.endpoint)
        assert (wrong.returncode, "refuses an update of" in wrong.stderr) == (2, True)
        assert run_kg("push", *where, "--graphs", there.graphs).returncode == 2


def test_a_store_that_dies_is_gone_on_with(built_data: Path, tmp_path: Path) -> None:
    """Killed midway: the message says how far it came; the next push sends the rest, and all is there."""
    with oxigraph(tmp_path) as (there, process):

        def kill_at_the_third(_: str, number: int, __: int) -> None:
            if number == 3:
                process.send_signal(signal.SIGKILL)
                process.wait()

        with pytest.raises(KgError, match=r"2 of \d+ graphs are there: push again to go on"):
            push(built_data, there.endpoint, there.target(), None, kill_at_the_third)
    with oxigraph(tmp_path) as (there, _):
        done = send(built_data, there)
        assert len(done.kept) == 2
        assert done.sent
        assert done.differing == []


def test_a_wrong_password(built_data: Path, tmp_path: Path) -> None:
    """Is said, and neither name nor password stands in the message."""
    with virtuoso(tmp_path) as there:
        there.credentials = Credentials({"*": ("dba", "geheim")})
        with pytest.raises(KgError, match="name or password is wrong") as caught:
            send(built_data, there)
        assert "geheim" not in str(caught.value)
        assert "geheim" not in repr(there.credentials)
        there.credentials = None
        with pytest.raises(KgError, match="KG_STORE_USER"):
            send(built_data, there)


def test_a_dataset_of_another_version(tmp_path: Path) -> None:
    """Lines that are not sorted graph by graph are refused before anything is sent."""
    (tmp_path / "dataset.nq").write_text(
        "<http://x/a> <http://x/p> <http://x/o> <http://x/g> .\n<http://x/a> <http://x/p> <http://x/o> <http://x/h> .\n"
        "<http://x/b> <http://x/p> <http://x/o> <http://x/g> .\n", encoding="utf-8",
    )  # fmt: skip
    with pytest.raises(KgError, match="damaged or of another version"):
        list(graph_blocks(tmp_path / "dataset.nq"))
