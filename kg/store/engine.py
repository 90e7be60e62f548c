"""A store of this process: Oxigraph, in memory or on disk."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pyoxigraph

from kg.problems import KgError, say
from kg.store.any_store import Store
from kg.store.binding import (
    DEEPEST,
    MOST_PARTS,
    bind,
    depth_of,
    is_naming_graphs,
    parts_of,
    undeclared_prefix,
)
from kg.store.dataset_files import JoinedFiles
from kg.store.terms import NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.store.terms import Bindings, Quad, Term

_BUFFER = 1 << 20
LISTS_APART = "without what VALUES and IN list"
_FAULT = re.compile(r"error at (\d+):(\d+): ")
_UNKNOWN = say("something unexpected, here or before")
_PLAIN = {
    "IRI parsing failed": say("an IRI that is not well formed"),
    "variable that is unbound": say("a variable that is selected and neither bound nor grouped by"),
}


class SparqlError(KgError):
    """A query that is not SPARQL.

    Attributes:
        place: line and column, as far as they are known.
        words: what is wrong, in one line.
    """

    def __init__(self, error: SyntaxError, sparql: str, prefixes: Iterable[str]) -> None:
        """Take the engine's message; where a prefix was not declared, which it says badly, say that instead."""
        match = _FAULT.match(str(error))
        self.place = (int(match[1]), int(match[2])) if match else (1, 1)
        # The engine names the farthest place that it reached and some of what could have stood there, which is
        # often far behind the mistake: it is quoted only where it can be relied on.
        self.words = next((plain for said, plain in _PLAIN.items() if said in str(error)), _UNKNOWN)
        undeclared = undeclared_prefix(sparql, prefixes) if self.words == _UNKNOWN else None
        if undeclared is not None:
            name, self.place = undeclared
            self.words = say('the prefix "{0}:" is not declared', name)
        line, column = self.place
        super().__init__(f"the query is not SPARQL: line {line}, column {column}: {self.words}")


class LocalStore(Store):
    """A store of this process, in memory or on disk."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        """Wrap an Oxigraph store."""
        self.raw = store

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> LocalStore:
        """Make a store in memory with these quads."""
        store = pyoxigraph.Store()
        store.bulk_extend(quads)
        return cls(store)

    @classmethod
    def load(cls, *paths: Path) -> LocalStore:
        """Load files of N-Quads into a store in memory.

        Raises:
            KgError: there is no such file, or it is damaged.
        """
        store = pyoxigraph.Store()
        _bulk_load(store, paths)
        return cls(store)

    @classmethod
    def load_on_disk(cls, paths: Sequence[Path], folder: Path) -> LocalStore:
        """Load files of N-Quads into a new store on disk.

        Args:
            paths: the files.
            folder: where the store is to lie; there is nothing there yet.

        Raises:
            KgError: there is no such file, it is damaged, or the disk is full.
        """
        try:
            store = pyoxigraph.Store(str(folder))
            _load_all(store, paths)
            store.flush()
        except FileNotFoundError as error:
            raise KgError(f"there is no dataset at {_shown(paths)}: run 'kg build' first") from error
        except (SyntaxError, OSError) as error:
            raise KgError(f"{_shown(paths)} cannot be put into a store at {folder} ({error})") from error
        return cls(store)

    def __len__(self) -> int:
        """Count the quads."""
        return len(self.raw)

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        self.raw.extend(quads)

    def run(
        self, sparql: str, bindings: Bindings | None = None, prefixes: Mapping[str, str] | None = None
    ) -> Any:  # noqa: ANN401 - as `Store.run`
        """Answer a query.

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
            raise KgError(f"the update is not SPARQL: {error}") from error

    def triples(self) -> Iterator[tuple[str, str, str]]:
        """List every triple of the default graph that leads from an IRI to an IRI."""
        for quad in self.raw.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                yield quad.subject.value, quad.predicate.value, quad.object.value

    def graph(self, name: str) -> list[Quad]:
        """Give the quads of a named graph."""
        return list(self.raw.quads_for_pattern(None, None, None, NamedNode(name)))

    def values(self, subject: str, predicate: str) -> list[Term]:
        """Look up the objects of a subject's statements with a predicate, in any graph."""
        found = self.raw.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, None)
        return [quad.object for quad in found]


class StoreWithPartApart(LocalStore):
    """A store in memory, and files with more of its quads, which are loaded when a query first needs them.

    What a query sees is told by its text alone: one that needs the part sees it however often it is asked, and one
    that does not never sees it, whatever was asked before.
    """

    def __init__(self, store: pyoxigraph.Store, files: Sequence[Path], needs: Callable[[str], bool]) -> None:
        """Take the files that are loaded only when a query needs them, and the test of which queries do.

        Args:
            store: what every query sees.
            files: N-Quads that only some queries need.
            needs: tells of the text of a query whether it is one of them.
        """
        super().__init__(store)
        self._files, self._needs = files, needs
        self._whole: LocalStore | None = None

    @property
    def whole(self) -> LocalStore:
        """A store with the part that lies apart, loaded when it is first asked for.

        Raises:
            KgError: one of its files is not there, or damaged.
        """
        if self._whole is None:
            raw = pyoxigraph.Store()
            _bulk_load(raw, self._files)
            raw.bulk_extend(self.raw)
            self._whole = LocalStore(raw)
        return self._whole

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads that every query sees."""
        added = list(quads)
        super().extend(added)
        if self._whole is not None:
            self._whole.extend(added)

    def run(
        self, sparql: str, bindings: Bindings | None = None, prefixes: Mapping[str, str] | None = None
    ) -> Any:  # noqa: ANN401 - as `Store.run`
        """Answer a query, over all graphs that it needs."""
        if self._needs(sparql):
            return self.whole.run(sparql, bindings, prefixes)
        return super().run(sparql, bindings, prefixes)


def _bulk_load(store: pyoxigraph.Store, paths: Sequence[Path]) -> None:
    """Load files of N-Quads into a store in memory.

    Raises:
        KgError: there is no such file, or it is damaged.
    """
    try:
        _load_all(store, paths)
    except FileNotFoundError as error:
        raise KgError(f"there is no dataset at {_shown(paths)}: run 'kg build' first") from error
    except (SyntaxError, OSError) as error:
        raise KgError(f"the dataset {_shown(paths)} is damaged ({error}): run 'kg build' again") from error


def _load_all(store: pyoxigraph.Store, paths: Sequence[Path]) -> None:
    """Load files in one go; a single one the engine reads by itself, which is faster."""
    nquads = pyoxigraph.RdfFormat.N_QUADS
    if len(paths) == 1:
        store.bulk_load(path=str(paths[0]), format=nquads)
    else:
        store.bulk_load(input=io.BufferedReader(JoinedFiles(paths), _BUFFER), format=nquads)


def _shown(paths: Sequence[Path]) -> Path:
    """Name the files in a message: the only one, or the folder of their list."""
    return paths[-1] if len(paths) == 1 else paths[-1].parent
