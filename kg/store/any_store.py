"""What any store has, wherever it lies, and the tables its queries give.

A store answers queries and gives a graph whole; all else follows from that. A store of this process has more
(`kg.store.engine.LocalStore`), one elsewhere has no more (`kg.store.remote.RemoteStore`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import pyoxigraph

from kg.problems import KgError
from kg.store.terms import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.store.terms import Bindings, Quad, Term

_RESULTS = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}
_TRUTH = {"1": "true", "0": "false"}
_GRAPHS = {"turtle": pyoxigraph.RdfFormat.TURTLE, "ntriples": pyoxigraph.RdfFormat.N_TRIPLES}


class Table:
    """The rows of a SELECT query.

    Attributes:
        variables: the names of the columns.
        rows: each a mapping from name to term, without the columns that are unbound.
    """

    def __init__(self, variables: list[str], rows: list[dict[str, Term]]) -> None:
        """Hold the columns and rows."""
        self.variables = variables
        self.rows = rows

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Go through the rows, in order."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def texts(self) -> list[dict[str, str]]:
        """Give the rows as plain text: of a literal its words, of a thing its IRI; a truth value in one way, which stores write in two."""
        return [{name: _text(term) for name, term in row.items()} for row in self.rows]


def _text(term: Term) -> str:
    """Give a term as plain text."""
    value = str(getattr(term, "value", term))
    if value in _TRUTH and isinstance(term, Literal) and term.datatype.value.endswith("#boolean"):
        return _TRUTH[value]
    return value


class Store(ABC):
    """Triples in named graphs that can be asked by SPARQL; a query that names no graph sees the union."""

    @abstractmethod
    def run(
        self, sparql: str, bindings: Bindings | None = None, prefixes: Mapping[str, str] | None = None
    ) -> Any:  # noqa: ANN401 - pyoxigraph's three kinds of answer
        """Answer a query, over the graphs that it names, or the union of all.

        Args:
            sparql: a SPARQL 1.1 query.
            bindings: values for variables of the query.
            prefixes: prefixes it may use without declaring them.

        Raises:
            KgError: it is not SPARQL, or cannot be answered.
        """

    @abstractmethod
    def graph(self, name: str) -> list[Quad]:
        """Give the quads of a named graph."""

    @abstractmethod
    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads.

        Raises:
            KgError: the store is only read.
        """

    @property
    def whole(self) -> Store:
        """The store with what may lie apart (`kg.store.StoreWithPartApart`): here nothing does."""
        return self

    def __len__(self) -> int:
        """Count the quads."""
        return sum(self.graph_sizes().values())

    def graph_sizes(self) -> dict[str, int]:
        """Count the triples of each named graph."""
        # A name without a colon is no IRI; stores that keep such graphs for themselves are not to be asked for them.
        tail = 'GROUP BY ?g HAVING (CONTAINS(STR(?g), ":"))'
        rows = self.rows_by_graph("SELECT ?g (COUNT(*) AS ?n)", "GRAPH ?g { ?s ?p ?o }", tail)
        return {row["g"].value: int(row["n"].value) for row in rows}

    def rows_by_graph(self, head: str, pattern: str, tail: str = "") -> list[Any]:
        """Ask for all rows of a query whose variable ?g names a graph, one row for each, in any order.

        Args:
            head: the query up to its pattern.
            pattern: what stands between the braces.
            tail: what follows.
        """
        return list(self.run(f"{head} {{ {pattern} }} {tail}"))

    def select(
        self, sparql: str, bindings: Bindings | None = None, prefixes: Mapping[str, str] | None = None
    ) -> Table:
        """Answer a SELECT query with its rows; bound variables that it projects are in every row.

        Raises:
            KgError: it is no SELECT query, or not SPARQL.
        """
        answer = self.run(sparql, bindings, prefixes)
        if not isinstance(answer, pyoxigraph.QuerySolutions):
            raise KgError("a SELECT query is needed here")
        names = [variable.value for variable in answer.variables]
        rows = [
            {name: term for name, term in zip(names, solution, strict=True) if term is not None}
            for solution in answer
        ]
        return Table(names, rows)

    def serialize(
        self,
        answer: Any,  # noqa: ANN401 - see `run`
        form: str,
        prefixes: Mapping[str, str] | None = None,
    ) -> bytes:
        """Write an answer of `run` in one of the standard formats, ending with a line end.

        Args:
            answer: what `run` gave, not read yet.
            form: json, xml, csv, tsv for rows and truth values; turtle, ntriples for graphs.
            prefixes: prefixes to shorten IRIs by, where the format has them.

        Raises:
            KgError: this kind of answer has no such format.
        """
        is_graph = isinstance(answer, pyoxigraph.QueryTriples)
        formats: Mapping[str, Any] = _GRAPHS if is_graph else _RESULTS
        if form not in formats:
            kind = "a graph" if is_graph else "a table"
            raise KgError(f"{kind} cannot be written as {form}; use one of: {', '.join(formats)}")
        if is_graph:
            triples = sorted(answer, key=str)
            nodes = {node for triple in triples for node in (triple.subject, triple.predicate, triple.object)}
            names = [node.value for node in nodes if isinstance(node, NamedNode)]
            known = (prefixes or {}).items()
            used = {prefix: base for prefix, base in known if any(name.startswith(base) for name in names)}
            return pyoxigraph.serialize(triples, format=formats[form], prefixes=used) or b""
        written = answer.serialize(format=formats[form]) or b""
        return written if written.endswith(b"\n") else written + b"\n"
