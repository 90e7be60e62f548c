"""Whole graphs to a store that has SPARQL 1.1 Update and no Graph Store Protocol.

https://www.w3.org/TR/sparql11-protocol/#update-operation, https://www.w3.org/TR/sparql11-update/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.problems import KgError
from kg.store.http import Connection, checked_address
from kg.store.remote import open_store
from kg.store.syntax import to_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.http import Credentials

_HEADERS = {"Content-Type": "application/sparql-update; charset=utf-8"}
_AT_ONCE = 2000
_FINE = 300
_WORDS = 300


class UpdateStore:
    """The graphs of a store, replaced, read and deleted one by one as `kg.store.GraphStore` does it, by updates."""

    def __init__(self, address: str, endpoint: str, credentials: Credentials | None = None) -> None:
        """Take the addresses for updates and for queries.

        Args:
            address: where the store takes updates.
            endpoint: where it answers queries.
            credentials: names and passwords.
        """
        self.address = checked_address(address)
        self._store = open_store(endpoint, credentials)
        self._connection = Connection(credentials)

    def put(self, graph: str, triples: bytes) -> None:
        """Replace a graph by some N-Triples.

        Raises:
            KgError: it is refused, or nobody answers; the graph may then be there in part.
        """
        # The first part comes with the deletion in one request: a small graph is never away.
        name = graph.encode()
        before = b"DROP SILENT GRAPH <%s> ;\n" % name
        for part in _parts(triples):
            self._send(before + b"INSERT DATA { GRAPH <%s> {\n%s} }" % (name, part), graph)
            before = b""

    def get(self, graph: str) -> bytes:
        """Get a graph as N-Triples; nothing when it is not there."""
        return to_ntriples(self._store.graph(graph))

    def delete(self, graph: str) -> None:
        """Delete a graph, if it is there."""
        self._send(f"DROP SILENT GRAPH <{graph}>".encode(), graph)

    def _send(self, update: bytes, graph: str) -> None:
        answer = self._connection.send("POST", self.address, content=update, headers=_HEADERS)
        if answer.status_code >= _FINE:
            said = " ".join(answer.text.split())[:_WORDS]
            raise KgError(
                f"{self.address} refuses an update of {graph} (status {answer.status_code}): {said}"
            )


def _parts(triples: bytes) -> Iterator[bytes]:
    r"""Cut lines of N-Triples into parts that a server reads at once; where blank nodes join them, all are one part.

    >>> list(_parts(b"<x:a> <x:p> <x:b> .\n"))
    [b'<x:a> <x:p> <x:b> .\n']
    """
    lines = triples.splitlines(keepends=True)
    if any(line.startswith(b"_:") or b"> _:" in line for line in lines):
        yield triples
        return
    for some in range(0, len(lines), _AT_ONCE):
        yield b"".join(lines[some : some + _AT_ONCE])
