"""Stores that are not in memory: on disk, or behind any SPARQL 1.1 endpoint; the same face as `Store`.

SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph

from kg.problems import KgError
from kg.store.any_store import Store
from kg.store.binding import bare_query, bind, form_of, is_naming_graphs
from kg.store.engine import LocalStore
from kg.store.http import Connection, checked_address
from kg.store.terms import NamedNode, Quad
from kg.store.virtuoso import CutOffError, Virtuoso, in_ascii, refuse_what_is_cut_off

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.store.http import Credentials
    from kg.store.terms import Bindings

_OK, _BAD = 200, 400
_ROWS, _GRAPH = "application/sparql-results+json", "application/n-triples"
_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}
"""A form, for Virtuoso never answers a query that is the body itself."""
_WORDS = 300
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def open_store(address: str, credentials: Credentials | None = None) -> Store:
    """Open the store at a path or an address.

    Args:
        address: a folder that holds an Oxigraph store, or the http(s) address of an endpoint.
        credentials: names and passwords, for endpoints that ask for them.

    Raises:
        KgError: there is none.
    """
    if _ADDRESS.match(address):
        return RemoteStore(address, credentials)
    folder = Path(address)
    # 'kg serve --store FOLDER' keeps the store itself one level down.
    folder = folder / "store" if (folder / "store").is_dir() else folder
    if not folder.is_dir():
        raise KgError(f"there is no store at {address}: give a folder or the address of an endpoint")
    try:
        return ReadOnlyStore(pyoxigraph.Store.read_only(str(folder)))
    except (OSError, ValueError) as error:
        raise KgError(f"{address} is no store that can be read ({error})") from error


class ReadOnlyStore(LocalStore):
    """A store on disk that is only read."""

    def extend(self, quads: Iterable[Quad]) -> None:  # noqa: ARG002 - as `Store.extend`
        """Refuse: a store on disk is only read.

        Raises:
            KgError: always.
        """
        raise KgError("a store on disk is only read: --what-if needs a build")


class RemoteStore(Store):
    """A store behind a SPARQL endpoint; every query sees the union of its graphs."""

    def __init__(self, address: str, credentials: Credentials | None = None) -> None:
        """Take the address of the endpoint."""
        self._address = checked_address(address)
        self._connection = Connection(credentials)
        self._server: str | None = None
        self._virtuoso = Virtuoso(self._ask)

    def rows_by_graph(self, head: str, pattern: str, tail: str = "") -> list[Any]:
        """Ask for all rows, as `Store.rows_by_graph`; where the endpoint cuts answers off, in parts."""
        try:
            return super().rows_by_graph(head, pattern, tail)
        except CutOffError as cut:
            most = max(cut.most - 1, 1)
        found: list[Any] = []
        while True:
            after = f'FILTER (STR(?g) > "{found[-1]["g"].value}")' if found else ""
            part = list(self.run(f"{head} {{ {pattern} {after} }} {tail} ORDER BY STR(?g) LIMIT {most}"))
            found += part
            if len(part) < most:
                return found

    def check_union(self) -> None:
        """Refuse an endpoint that asks a query without a graph's name of one graph only: every query here expects all.

        Raises:
            KgError: it is not.
        """
        if self._says("ASK { GRAPH ?g { ?s ?p ?o } }") and not self._says("ASK { ?s ?p ?o }"):
            raise KgError(
                f"{self._address} does not show the union of its graphs where a query names none: change that in "
                "its settings (Fuseki: tdb:unionDefaultGraph), or ask another store"
            )

    def _says(self, ask: str) -> bool:
        """Tell whether the endpoint says yes."""
        return bool(self._ask(ask, {}))

    def extend(self, quads: Iterable[Quad]) -> None:  # noqa: ARG002 - as `Store.extend`
        """Refuse: what is elsewhere is only read.

        Raises:
            KgError: always.
        """
        raise KgError("a store elsewhere is only read: --what-if needs a build")

    def graph(self, name: str) -> list[Quad]:
        """Get the quads of a named graph."""
        found = self.run(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        return [Quad(t.subject, t.predicate, t.object, NamedNode(name)) for t in found]

    def run(
        self,
        sparql: str,
        bindings: Bindings | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Any:  # noqa: ANN401 - as `Store.run`
        """Ask the endpoint a query.

        Raises:
            KgError: it does not answer, answers in another language, or refuses the query.
        """
        text, known = bind(sparql, bindings or {}), prefixes or {}
        if Virtuoso.is_misread(text) and self._is_virtuoso():
            return self._virtuoso.run(text, known)
        return self._ask(text, known)

    def _is_virtuoso(self) -> bool:
        """Tell whether the endpoint is one whose answers `kg.store.virtuoso` is about."""
        if self._server is None:
            self._ask("ASK {}", {})
        return "virtuoso" in (self._server or "").lower()

    def _ask(self, text: str, prefixes: Mapping[str, str]) -> Any:  # noqa: ANN401 - as `Store.run`
        """Ask the endpoint a query as it stands."""
        from urllib.parse import urlencode  # noqa: PLC0415 - a check asks no endpoint and shall not load it

        used = bare_query(text)
        head = "".join(f"PREFIX {n}: <{iri}>\n" for n, iri in prefixes.items() if f"{n}:" in used)
        is_graph = form_of(text) in {"CONSTRUCT", "DESCRIBE"}
        form = {"query": in_ascii(head + text)}
        if not is_naming_graphs(text):
            form["union-default-graph"] = "true"
        answer = self._connection.send(
            "POST",
            self._address,
            content=urlencode(form).encode(),
            headers={**_HEADERS, "Accept": _GRAPH if is_graph else _ROWS},
        )
        kind = answer.headers.get("content-type", "").split(";")[0]
        if answer.is_redirect:
            raise KgError(
                f"{self._address} sends on to {answer.headers['location']}: give that address if it is the one"
            )
        if answer.status_code != _OK:
            self._refuse(answer.status_code, kind, answer.text)
        if kind not in {_ROWS, _GRAPH, "text/turtle", "application/json", "text/plain"}:
            raise KgError(f'{self._address} answers with "{kind}": is it the address of a SPARQL endpoint?')
        self._server = answer.headers.get("server", "")
        try:
            found, number = _graph(answer.content) if is_graph else _rows(answer.content)
        except (SyntaxError, ValueError) as error:
            raise KgError(f"{self._address} answers with what is no SPARQL result ({error})") from error
        refuse_what_is_cut_off(self._address, answer.headers, number)
        return found

    def _refuse(self, status: int, kind: str, words: str) -> None:
        """Say what an endpoint found wrong."""
        if kind == "text/html":
            raise KgError(
                f"{self._address} answers with a web page (status {status}): is it a SPARQL endpoint?"
            )
        said = " ".join(words.split())[:_WORDS]
        what = "the query is refused" if status == _BAD else f"it fails (status {status})"
        raise KgError(f"{self._address}: {what}: {said}")


def _rows(content: bytes) -> tuple[Any, int]:
    """Read rows or a truth value, and count the rows: read once to the end, for the engine reads rows as they are asked for."""
    form = pyoxigraph.QueryResultsFormat.JSON
    found = pyoxigraph.parse_query_results(content, format=form)
    number = sum(1 for _ in found) if isinstance(found, pyoxigraph.QuerySolutions) else 0
    return pyoxigraph.parse_query_results(content, format=form), number


def _graph(content: bytes) -> tuple[Any, int]:
    """Turn the triples into an answer of the engine, so that they can be serialised alike, and count them."""
    store = pyoxigraph.Store()
    store.bulk_load(content, format=pyoxigraph.RdfFormat.TURTLE)
    return store.query("CONSTRUCT WHERE { ?s ?p ?o }"), len(store)
