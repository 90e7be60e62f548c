"""Whole graphs to a store elsewhere and back: https://www.w3.org/TR/sparql11-http-rdf-update/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from kg.files import sha256
from kg.problems import KgError
from kg.store.http import Connection, checked_address
from kg.store.syntax import to_ntriples, with_stable_blanks
from kg.store.terms import Literal, Quad, Term

if TYPE_CHECKING:
    from kg.store.http import Credentials

_KNOWN = {"/query": "/store", "/sparql": "/sparql-graph-crud-auth", "/sparql/": "/sparql-graph-crud-auth"}
"""Where the graphs of an endpoint are, for Oxigraph and Virtuoso."""
_TURTLE = "text/turtle"
_FINE, _GONE = 300, 404
_WORDS = 300


def graph_store_of(endpoint: str) -> str:
    """Guess the address of the graphs of an endpoint, by the habits of the servers that are known.

    Raises:
        KgError: the address tells nothing.

    >>> graph_store_of("http://127.0.0.1:7878/query")
    'http://127.0.0.1:7878/store'
    """
    endpoint = checked_address(endpoint)
    for end, graphs in _KNOWN.items():
        if endpoint.endswith(end):
            return endpoint.removesuffix(end) + graphs
    raise KgError(f"where are the graphs of {endpoint}? Give the address of its graph store with --graphs")


class GraphStore:
    """The graphs of a store, to be replaced, read and deleted one by one."""

    def __init__(self, address: str, credentials: Credentials | None = None) -> None:
        """Take the address of the graphs."""
        self.address = checked_address(address)
        self._connection = Connection(credentials)

    def put(self, graph: str, triples: bytes) -> None:
        """Replace a graph by some N-Triples.

        Raises:
            KgError: it is refused, or nobody answers.
        """
        self._send("PUT", graph, triples)

    def get(self, graph: str) -> bytes:
        """Get a graph as the store writes it, in Turtle; nothing when it is not there."""
        return self._send("GET", graph)

    def delete(self, graph: str) -> None:
        """Delete a graph, if it is there."""
        self._send("DELETE", graph)

    def _send(self, method: str, graph: str, content: bytes | None = None) -> bytes:
        # Virtuoso 7.2 refuses to delete for one who accepts Turtle only.
        headers = {"PUT": {"Content-Type": _TURTLE}, "GET": {"Accept": _TURTLE}}.get(method, {})
        answer = self._connection.send(
            method, self.address, params={"graph": graph}, content=content, headers=headers
        )
        if answer.status_code == _GONE and method != "PUT":
            return b""
        if answer.status_code >= _FINE:
            said = " ".join(answer.text.split())[:_WORDS]
            raise KgError(f"{self.address} refuses {method} of a graph (status {answer.status_code}): {said}")
        return answer.content


def content_hash(triples: bytes) -> tuple[int, str]:
    """Count the triples, and hash what they say so that every store gives the same hash.

    Stores rewrite numbers, truth values and their datatypes (``docs/decisions/0001-store.md``); the
    hash is over subjects, predicates, values and languages only.

    Args:
        triples: N-Triples or Turtle.
    """
    plain = [Quad(q.subject, q.predicate, _plain(q.object)) for q in parse(triples, format=RdfFormat.TURTLE)]
    lines = to_ntriples(with_stable_blanks(plain))
    return lines.count(b"\n"), sha256(lines)


def _plain(term: Term) -> Term:
    """Write a literal without its datatype, and its truth value in one way; leave any other term as it is."""
    if not isinstance(term, Literal):
        return term
    if term.language:
        return Literal(term.value, language=term.language.lower())
    truth = {"1": "true", "0": "false"} if term.datatype.value.endswith("#boolean") else {}
    return Literal(truth.get(term.value, term.value))
