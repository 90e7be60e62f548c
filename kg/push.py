"""A built dataset into a store elsewhere: graph by graph, only what changed, and looked at afterwards.

For each graph the store keeps a record of its own, ``<graph>#pushed``, with the hash of what was sent; the hash
is empty while the graph is being sent, and when it does not hold what was sent. A push that breaks off is gone on
with by pushing again: what has its hash is not sent a second time, and what has a record is known as ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model.iris import PUSHED_HASH, mark
from kg.model.vocabulary import KG
from kg.problems import KgError
from kg.store import content_hash, open_store
from kg.store.dataset_files import REASONS, checked_blocks, graphs_of, read_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from kg.store import Credentials, GraphStore, Store, UpdateStore

    Inventory = dict[Path, dict[str, tuple[int, str]]]
    """The graphs of each file, with the number of triples and the hash of each."""

_RECORD = "#pushed"


@dataclass(slots=True)
class Pushed:
    """What a push did.

    Attributes:
        sent, kept, deleted: graphs that were sent, were there already, or went because the build has
            them no more.
        triples: how many triples were sent.
        differing: graphs that do not hold what was sent; the next push sends them again.
    """

    sent: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    triples: int = 0
    differing: list[str] = field(default_factory=list)


def push(  # noqa: PLR0913 - two permissions, each of a word of its own
    build: Path,
    endpoint: str,
    target: GraphStore | UpdateStore,
    credentials: Credentials | None,
    tell: Callable[[str, int, int], None],
    *,
    has_reasons: bool = False,
    is_restricted_allowed: bool = False,
) -> Pushed:
    """Bring a store to the state of a build.

    Args:
        build: the folder that ``kg build`` wrote.
        endpoint: where the store answers queries.
        target: where its graphs are replaced.
        credentials: names and passwords.
        tell: is told each graph, its number and their count.
        has_reasons: bring why each inferred edge holds too; without it such graphs of an earlier push go.
        is_restricted_allowed: send what was said in confidence too.

    Raises:
        KgError: no build or a damaged one, one that holds what was said in confidence and may not be sent, or the store does not answer or refuses; the message says how far
            it came.
    """
    graphs = graphs_of(build) | (graphs_of(build, REASONS) if has_reasons else {})
    if not is_restricted_allowed and is_confidential(build, graphs):
        raise KgError(
            f"{build.as_posix()} is not public and holds what was said in confidence (access: restricted): "
            "push what 'kg build --public' writes, or give --restricted when nobody else reads the store"
        )
    wanted = {name: digest for found in graphs.values() for name, (_, digest) in found.items()}
    store, done = open_store(endpoint, credentials), Pushed()
    rows = store.rows_by_graph("SELECT ?g ?h", f"GRAPH ?r {{ ?g <{PUSHED_HASH}> ?h }}")
    there = {row["g"].value: row["h"].value for row in rows}
    number = 0
    try:
        for path, found in graphs.items():
            blocks = (
                None
                if all(there.get(name) == wanted[name] for name in found)
                else checked_blocks(path, found)
            )
            for name, block in blocks or ((name, b"") for name in found):
                number += 1
                tell(name, number, len(wanted))
                if there.get(name) == wanted[name]:
                    done.kept.append(name)
                else:
                    # The hash goes first and comes last, so that half a graph never has one.
                    _record(target, name, "")
                    target.put(name, _without_graph(block))
                    _record(target, name, wanted[name])
                    done.sent.append(name)
                    done.triples += block.count(b"\n")
        for name in sorted(there.keys() - wanted.keys()):
            target.delete(name)
            target.delete(name + _RECORD)
            done.deleted.append(name)
        _verify(graphs, store, target, done)
        for name in done.differing:
            _record(target, name, "")
    except KgError as error:
        count = len(done.sent) + len(done.kept)
        raise KgError(f"{error}; {count} of {len(wanted)} graphs are there: push again to go on") from error
    return done


def is_confidential(build: Path, files: Iterable[Path]) -> bool:
    """Tell whether a build is not public and has a restricted source, by what stands in its files.

    Args:
        build: the folder that ``kg build`` wrote.
        files: those of its dataset.
    """
    if read_report(build).get("public") is True:
        return False
    sign = f"<{KG.access}> <{mark('access', 'restricted')}>".encode()
    return any(_holds(path, sign) for path in files)


def _holds(path: Path, sign: bytes) -> bool:
    with path.open("rb") as file:
        return any(sign in line for line in file)


def _record(target: GraphStore | UpdateStore, name: str, digest: str) -> None:
    """Record in the store that a graph is ours, and the hash of what it holds, if that is known."""
    target.put(name + _RECORD, f'<{name}> <{PUSHED_HASH}> "{digest}" .\n'.encode())


def _verify(graphs: Inventory, store: Store, target: GraphStore | UpdateStore, done: Pushed) -> None:
    """Compare the store with the build: of every graph the count, of each that was sent what it says."""
    sizes, sent = store.graph_sizes(), set(done.sent)
    for path, found in graphs.items():
        done.differing += [name for name, (number, _) in found.items() if sizes.get(name) != number]
        if sent.isdisjoint(found):
            continue
        for name, block in checked_blocks(path, found):
            if name in sent and name not in done.differing and not _is_same(target, name, block):
                done.differing.append(name)


def _is_same(target: GraphStore | UpdateStore, name: str, block: bytes) -> bool:
    """Tell whether a graph, whose count is right, says what was sent.

    Raises:
        KgError: the store gives a part of it only.
    """
    (given, digest), (number, wanted) = content_hash(target.get(name)), content_hash(_without_graph(block))
    if given < number:
        message = f"{target.address} gives {given} of the {number} triples of {name}"
        raise KgError(f"{message}: raise the limit of its answers (Virtuoso: ResultSetMaxRows)")
    return digest == wanted


def _without_graph(block: bytes) -> bytes:
    """Turn the lines of one graph of N-Quads into N-Triples."""
    return b"".join(line[: line.rfind(b" <")] + b" .\n" for line in block.splitlines())
