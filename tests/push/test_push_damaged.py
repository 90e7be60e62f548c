"""What a push refuses to send, and what it knows as its own: damaged builds, pushes that broke off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from elsewhere import oxigraph, send, write_as_built

from kg.problems import KgError
from kg.push import push
from kg.store import graph_blocks, open_store
from kg.store.dataset_files import checked_blocks, graphs_of

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def copy(tiny_case: Callable[[], Path], run_kg: Callable) -> Path:
    """A build of a small case, which may be spoilt."""
    tiny_case()
    assert run_kg("build", "--no-site").returncode == 0
    return Path("build").absolute()


@pytest.mark.parametrize("spoil", ["cut", "empty", "changed", "no report", "no build's report"])
def test_a_damaged_build_changes_no_store(copy: Path, tmp_path: Path, run_kg: Callable, spoil: str) -> None:
    """Exit code 2 and one line; the store holds what it held."""
    data = (copy / "dataset.nq").read_bytes()
    with oxigraph(tmp_path) as (there, _):
        assert send(copy, there).sent
        before = open_store(there.endpoint).graph_sizes()
        lines = data.splitlines(keepends=True)
        if spoil == "no report":
            (copy / "report.json").unlink()
        elif spoil == "no build's report":
            (copy / "report.json").write_text("[]", encoding="utf-8")
        else:
            other = {
                "cut": b"".join(lines[: len(lines) // 2]),
                "empty": b"",
                "changed": data.replace(b"e", b"a"),
            }
            (copy / "dataset.nq").write_bytes(other[spoil])
        done = run_kg("push", there.endpoint)
        assert (done.returncode, done.stdout) == (2, "")
        assert "run 'kg build' again" in done.stderr
        assert open_store(there.endpoint).graph_sizes() == before


def test_a_build_without_graphs_is_not_pushed(copy: Path) -> None:
    """Nobody is asked to delete everything."""
    write_as_built(copy, b"")
    with pytest.raises(KgError, match="has no graphs"):
        graphs_of(copy)


def test_a_dataset_cut_at_a_line_end_is_not_read(copy: Path, run_kg: Callable) -> None:
    """A question to half a dataset has no answer."""
    lines = (copy / "dataset.nq").read_bytes().splitlines(keepends=True)
    (copy / "dataset.nq").write_bytes(b"".join(lines[: len(lines) // 2]))
    done = run_kg("query", "cases")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is damaged" in done.stderr


def test_graphs_are_sent_under_their_own_hash(copy: Path) -> None:
    """A graph that is not the one that was built, and one that is missing, are not handed out."""
    ((path, found),) = graphs_of(copy).items()
    first, *rest = graph_blocks(path)
    spoilt = first[1].replace(b"e", b"a", 1)
    for blocks in ([spoilt, *(b for _, b in rest)], [first[1]]):
        path.write_bytes(b"".join(blocks))
        with pytest.raises(KgError, match="built anew meanwhile"):
            list(checked_blocks(path, found))


def test_a_graph_that_was_sent_in_part_is_still_ours(copy: Path, tmp_path: Path) -> None:
    """A push that breaks off in a graph which the next build has no more: the graph is deleted."""
    blocks = list(graph_blocks(copy / "dataset.nq"))
    with oxigraph(tmp_path) as (there, _):
        target = there.target()
        put = target.put

        def break_off(graph: str, triples: bytes) -> None:
            put(graph, triples)
            if graph == blocks[0][0]:
                raise KgError("the line is dead")

        target.put = break_off  # type: ignore[method-assign]
        with pytest.raises(KgError, match="push again to go on"):
            push(copy, there.endpoint, target, None, lambda *_: None)
        assert blocks[0][0] in open_store(there.endpoint).graph_sizes()
        write_as_built(copy, b"".join(block for _, block in blocks[1:]))
        assert send(copy, there).deleted == [blocks[0][0]]
        assert blocks[0][0] not in open_store(there.endpoint).graph_sizes()
