"""The whole dataset as files to take away: the usual formats, packed, each with its size and hash.

Takes the N-Quads of a build; writes files. It goes graph by graph, so that it holds one graph as
terms at a time, however many cases there are.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from kg.model.iris import PREFIXES
from kg.spreadsheet import csv_text
from kg.store import parse_quads, to_dataset, to_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.store import Table

LEVEL = 6
"""How hard to pack; more takes several times as long and saves a twentieth."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away.

    Attributes:
        format: its short name, by which the pages describe it.
        media_type: what it is, unpacked.
        size: in bytes, as it lies there.
        unpacked: in bytes; the same as `size` for a file that is not packed.
        sha256, sha256_unpacked: of the file as it lies there, and of what is in it.
    """

    format: str
    name: str
    media_type: str
    size: int
    unpacked: int
    sha256: str
    sha256_unpacked: str


def write_downloads(nquads: bytes, reasons: bytes, claims: Table, folder: Path) -> list[Download]:
    """Write the dataset as N-Quads, TriG, Turtle and JSON-LD, its reasons as N-Quads, and the claims as CSV.

    Args:
        nquads: sorted N-Quads.
        reasons: why the inferred edges hold, as sorted N-Quads.
        claims: the rows of the report ``claims``.
        folder: where to write; made when it is not there.

    Returns:
        What was written, in the order in which a page lists it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[bytes, list[bytes]] = {}
    for line in nquads.splitlines(keepends=True):
        found.setdefault(line[line.rfind(b" <") + 1 :], []).append(line)
    graphs = [b"".join(lines) for _, lines in sorted(found.items())]
    trig = (to_dataset(parse_quads(graph), "trig", PREFIXES) for graph in graphs)
    turtle = (to_graph(parse_quads(graph), "turtle", PREFIXES) for graph in graphs)
    # People open the claims in a spreadsheet.
    rows = [[row.get(name, "") for name in claims.variables] for row in claims.texts()]
    table = csv_text([claims.variables, *rows]).encode()
    (folder / "claims.csv").write_bytes(table)
    size, digest = len(table), hashlib.sha256(table).hexdigest()
    return [
        _packed(folder, "n-quads", "dataset.nq", "application/n-quads", [nquads]),
        _packed(folder, "trig", "dataset.trig", "application/trig", map(_without_prefixes, trig, count())),
        _packed(folder, "turtle", "union.ttl", "text/turtle", map(_without_prefixes, turtle, count())),
        _packed(folder, "json-ld", "dataset.jsonld", "application/ld+json", _json_ld(graphs)),
        _packed(folder, "reasons", "reasons.nq", "application/n-quads", [reasons]),
        Download("csv", "claims.csv", "text/csv", size, size, digest, digest),
    ]


def _json_ld(graphs: list[bytes]) -> Iterator[bytes]:
    """Write one array. Each graph is an array of its own, whose brackets are left out."""
    yield b"["
    for number, graph in enumerate(graphs):
        own = to_dataset(parse_quads(graph), "json-ld", PREFIXES).strip()
        yield (b",\n" if number else b"\n") + own[1:-1]
    yield b"\n]\n"


def _without_prefixes(document: bytes, number: int) -> bytes:
    """Cut the prefixes from a document that follows another one with the same prefixes."""
    if number == 0:
        return document
    lines = document.splitlines(keepends=True)
    start = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join(lines[start:])


def _packed(folder: Path, form: str, name: str, media_type: str, parts: Iterable[bytes]) -> Download:
    """Write a packed file; without a clock, so that the same dataset gives the same bytes."""
    path = folder / f"{name}.gz"
    unpacked, digest = 0, hashlib.sha256()
    with path.open("wb") as raw, gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as packed:
        for part in parts:
            unpacked += packed.write(part)
            digest.update(part)
    data, inside = path.read_bytes(), digest.hexdigest()
    return Download(
        form, path.name, media_type, len(data), unpacked, hashlib.sha256(data).hexdigest(), inside
    )
