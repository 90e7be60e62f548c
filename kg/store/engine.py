"""A store in memory and the tables its queries give."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pyoxigraph

from kg.problems import KgError
from kg.store.binding import (
    DEEPEST,
    MOST_PARTS,
    bind,
    depth_of,
    is_naming_graphs,
    parts_of,
    undeclared_prefix,
)
from kg.store.dataset_files import OneAfterAnother
from kg.store.terms import Literal, NamedNode, Quad, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.store.terms import Bindings

_RESULTS = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}
_BUFFER = 1 << 20
LISTS_APART = "without what VALUES and IN list"
_FAULT = re.compile(r"error at (\d+):(\d+): ")
_UNKNOWN = "something unexpected, here or before"
_PLAIN = {
    "IRI parsing failed": "an IRI that is not well formed",
    "variable that is unbound": "a variable that is selected and neither bound nor grouped by",
}
_GRAPHS = {"turtle": pyoxigraph.RdfFormat.TURTLE, "ntriples": pyoxigraph.RdfFormat.N_TRIPLES}


class SparqlError(KgError):
    """A query that is not SPARQL.

    Attributes:
        place: line and column, as far as they are known.
        words: what is wrong, in one line.
    """

    def __init__(self, error: SyntaxError, sparql: str, prefixes: Iterable[str]) -> None:
        """Take up what the engine says, and look for what it says badly: a prefix nobody declared."""
        match = _FAULT.match(str(error))
        self.place = (int(match[1]), int(match[2])) if match else (1, 1)
        self.words = _in_short(str(error))
        undeclared = undeclared_prefix(sparql, prefixes) if self.words == _UNKNOWN else None
        if undeclared is not None:
            name, self.place = undeclared
            self.words = f'the prefix "{name}:" is not declared'
        line, column = self.place
        super().__init__(f"the query is not SPARQL: line {line}, column {column}: {self.words}")


def _in_short(words: str) -> str:
    """What the engine says where it can be relied on.

    It names the farthest place that it reached and some of what could have stood there, which is often
    far behind the mistake.
    """
    return next(
        (plain for said, plain in _PLAIN.items() if said in words), "something unexpected, here or before"
    )


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
        """The rows, in order."""
        return iter(self.rows)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def texts(self) -> list[dict[str, str]]:
        """Give the rows as plain text: of a literal its words, of a thing its IRI."""
        return [{name: str(getattr(term, "value", term)) for name, term in row.items()} for row in self.rows]


class Store:
    """Triples in named graphs that can be asked by SPARQL; a query that names no graph sees the union."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        """Wrap an Oxigraph store."""
        self.raw = store

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Store:
        """A store in memory with these quads."""
        store = pyoxigraph.Store()
        store.bulk_extend(quads)
        return cls(store)

    @classmethod
    def load(cls, *paths: Path) -> Store:
        """A store in memory with the quads of files of N-Quads.

        Raises:
            KgError: there is no such file, or it is damaged.
        """
        store = pyoxigraph.Store()
        bulk_load(store, paths)
        return cls(store)

    @property
    def whole(self) -> Store:
        """The store with what may lie apart (`kg.store.apart`): here nothing does."""
        return self

    @classmethod
    def load_on_disk(cls, paths: Sequence[Path], folder: Path) -> Store:
        """A store on disk, new, with the quads of files of N-Quads.

        Args:
            paths: the files.
            folder: where the store is to lie; there is nothing there yet.

        Raises:
            KgError: there is no such file, it is damaged, or the disk is full.
        """
        try:
            store = pyoxigraph.Store(str(folder))
            _bulk_load(store, paths)
            store.flush()
        except FileNotFoundError as error:
            raise KgError(f"there is no dataset at {_shown(paths)}: run 'kg build' first") from error
        except (SyntaxError, OSError) as error:
            raise KgError(f"{_shown(paths)} cannot be put into a store at {folder} ({error})") from error
        return cls(store)

    def graph_sizes(self) -> dict[str, int]:
        """How many triples each named graph has."""
        # A name without a colon is no IRI; stores that keep such graphs for themselves are not to be asked for them.
        tail = 'GROUP BY ?g HAVING (CONTAINS(STR(?g), ":"))'
        rows = self.rows_by_graph("SELECT ?g (COUNT(*) AS ?n)", "GRAPH ?g { ?s ?p ?o }", tail)
        return {row["g"].value: int(row["n"].value) for row in rows}

    def rows_by_graph(self, head: str, pattern: str, tail: str = "") -> list[Any]:
        """All rows of a query whose variable ?g names a graph, one row for each, in any order.

        Args:
            head: the query up to its pattern.
            pattern: what stands between the braces.
            tail: what follows.
        """
        return list(self.run(f"{head} {{ {pattern} }} {tail}"))

    def __len__(self) -> int:
        """How many quads there are."""
        return len(self.raw)

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        self.raw.extend(quads)

    def run(
        self,
        sparql: str,
        bindings: Bindings | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Any:  # noqa: ANN401 - pyoxigraph's three kinds of answer
        """The engine's own answer to a query, over the graphs that it names, or the union of all.

        Args:
            sparql: a SPARQL 1.1 query.
            bindings: values for variables of the query.
            prefixes: prefixes it may use without declaring them.

        Raises:
            KgError: the query is not SPARQL, where the message has line and column; or it uses a function that there is
                not, or is nested too deep.
        """
        if depth_of(sparql) > DEEPEST:
            raise KgError(f"the query has brackets {depth_of(sparql)} deep: at most {DEEPEST}")
        if (parts := parts_of(sparql)) > MOST_PARTS:
            raise KgError(f"the query has {parts:,} words and signs: at most {MOST_PARTS:,}, {LISTS_APART}")
        try:
            return self.raw.query(
                bind(sparql, bindings or {}),
                use_default_graph_as_union=not is_naming_graphs(sparql),
                prefixes=dict(prefixes or {}),
            )
        except SyntaxError as error:
            raise SparqlError(error, sparql, prefixes or {}) from error
        except RuntimeError as error:
            raise KgError(f"the query cannot be answered: {error}") from error

    def update(self, sparql: str) -> None:
        """Carry out a SPARQL update on the default graph.

        Raises:
            KgError: it is not SPARQL.
        """
        try:
            self.raw.update(sparql)
        except SyntaxError as error:
            message = f"the update is not SPARQL: {error}"
            raise KgError(message) from error

    def triples(self) -> Iterator[tuple[str, str, str]]:
        """Every triple of the default graph that leads from an IRI to an IRI."""
        for quad in self.raw.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                yield quad.subject.value, quad.predicate.value, quad.object.value

    def graph(self, name: str) -> list[Quad]:
        """The quads of a named graph."""
        return list(self.raw.quads_for_pattern(None, None, None, NamedNode(name)))

    def values(self, subject: str, predicate: str) -> list[Term]:
        """The objects of a subject's statements with a predicate, in any graph."""
        found = self.raw.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, None)
        return [quad.object for quad in found]

    def select(
        self,
        sparql: str,
        bindings: Bindings | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Table:
        """The rows of a SELECT query; bound variables that it projects are in every row.

        Raises:
            KgError: it is no SELECT query, or not SPARQL.
        """
        answer = self.run(sparql, bindings, prefixes)
        if not isinstance(answer, pyoxigraph.QuerySolutions):
            message = "a SELECT query is needed here"
            raise KgError(message)
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
        """An answer of `run` in one of the standard formats, ending with a line end.

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
            message = f"{kind} cannot be written as {form}; use one of: {', '.join(formats)}"
            raise KgError(message)
        if is_graph:
            triples = sorted(answer, key=str)
            used = _used(prefixes or {}, triples)
            return pyoxigraph.serialize(triples, format=formats[form], prefixes=used) or b""
        written = answer.serialize(format=formats[form]) or b""
        return written if written.endswith(b"\n") else written + b"\n"


def bulk_load(store: pyoxigraph.Store, paths: Sequence[Path]) -> None:
    """Load files of N-Quads into a store in memory.

    Raises:
        KgError: there is no such file, or it is damaged.
    """
    try:
        _bulk_load(store, paths)
    except FileNotFoundError as error:
        message = f"there is no dataset at {_shown(paths)}: run 'kg build' first"
        raise KgError(message) from error
    except (SyntaxError, OSError) as error:
        message = f"the dataset {_shown(paths)} is damaged ({error}): run 'kg build' again"
        raise KgError(message) from error


def _bulk_load(store: pyoxigraph.Store, paths: Sequence[Path]) -> None:
    """Load files in one go; a single one the engine reads by itself, which is faster."""
    nquads = pyoxigraph.RdfFormat.N_QUADS
    if len(paths) == 1:
        store.bulk_load(path=str(paths[0]), format=nquads)
    else:
        store.bulk_load(input=io.BufferedReader(OneAfterAnother(paths), _BUFFER), format=nquads)


def _shown(paths: Sequence[Path]) -> Path:
    """How to call the files in a message: the only one, or the folder of their list."""
    return paths[-1] if len(paths) == 1 else paths[-1].parent


def _used(prefixes: Mapping[str, str], triples: Iterable[pyoxigraph.Triple]) -> dict[str, str]:
    """The prefixes that shorten an IRI of some triples."""
    names = {
        node.value
        for triple in triples
        for node in (triple.subject, triple.predicate, triple.object)
        if isinstance(node, NamedNode)
    }
    return {prefix: base for prefix, base in prefixes.items() if any(name.startswith(base) for name in names)}


__all__ = ["Literal", "NamedNode", "SparqlError", "Store", "Table"]
