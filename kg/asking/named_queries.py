"""Named queries, one ``.rq`` file each with its question in plain words in its header, and asking a store by them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model.iris import PREFIXES
from kg.model.vocabulary import OF_REASONS
from kg.problems import KgError
from kg.resources import queries_folder
from kg.store import LocalStore, iri
from kg.store.binding import remembered

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from kg.store import Bindings, Store, Table, Term

_HEADER = re.compile(r"^#\s*([a-z-]+):\s*(.*)$")
_NUMBERED = re.compile(r"(cq-\d+)-")
_OF_REASONS = re.compile(rf"\b(?:{'|'.join(OF_REASONS)})\b|^# needs: reasons$", re.MULTILINE)
_BY_CELLS = re.compile(
    r"compare-(?:all-concepts|concepts|follows|frameworks|phases|relations|silences|statements)"
)
"""The queries of earlier versions by which a reader decided how a thing stands."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its header.

    Attributes:
        name: how it is called: ``cq-07`` for a numbered question, else the file's name.
        slug: the file's name without its ending.
        group: competency, hygiene or reports.
        theme: the folder below the group, where there is one.
        title, title_zh, question, question_zh: in plain words.
        parameters: variables that have to be bound, without question marks.
        sparql: the text of the file.
        path: the file.
    """

    name: str
    slug: str
    group: str
    theme: str
    title: str
    title_zh: str
    question: str
    question_zh: str
    parameters: tuple[str, ...]
    sparql: str
    path: Path


def catalog(folder: Path | None = None) -> tuple[NamedQuery, ...]:
    """List every named query, in the order of group and name.

    >>> "cq-19" in {query.name for query in catalog()}
    True
    """
    return _read_catalog(folder or queries_folder())


def find_query(name: str) -> NamedQuery:
    """Find the query of that name.

    Raises:
        KgError: there is none; the nearest name is given.
    """
    by_name = _by_name(queries_folder())
    if _BY_CELLS.fullmatch(name):
        raise KgError(f'the query "{name}" is gone: "cells" says how each thing stands')
    if name not in by_name:
        from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

        near = get_close_matches(name, sorted(by_name), n=1)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        raise KgError(f'there is no query "{name}"{hint} (kg query --list shows all)')
    return by_name[name]


def is_query_file(name: str | os.PathLike[str]) -> bool:
    """Tell whether this is the path of a file with a query, and not a name or a query itself.

    >>> is_query_file("mine.rq"), is_query_file("cq-19")
    (True, False)
    """
    return not isinstance(name, str) or name.endswith((".rq", ".sparql"))


def read_sparql(file: str | os.PathLike[str]) -> str:
    """Read the query that is in a file.

    Raises:
        KgError: it cannot be read, or is not UTF-8.
    """
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise KgError(f"the query file {file} cannot be read: {(error.strerror or '').lower()}") from error
    except UnicodeDecodeError as error:
        raise KgError(f"the query file {file} is not UTF-8: save it so") from error


def is_taken(name: str) -> bool:
    """Tell whether a query that ships has that name, or had it once.

    >>> is_taken("cq-19"), is_taken("my-question")
    (True, False)
    """
    return name in _by_name(queries_folder()) or _BY_CELLS.fullmatch(name) is not None


def read_query(path: Path, group: str = "", theme: str = "") -> NamedQuery:
    """Read a query file with its header: the lines ``# name: value``."""
    text = path.read_text(encoding="utf-8")
    matches = (_HEADER.match(line) for line in text.splitlines())
    header = {match[1]: match[2] for match in matches if match}
    number = _NUMBERED.match(path.name)
    return NamedQuery(
        name=number.group(1) if number else path.stem,
        slug=path.stem,
        group=group,
        theme=theme,
        title=header.get("title", path.stem),
        title_zh=header.get("title-zh", ""),
        question=header.get("question", header.get("sentence", "")),
        question_zh=header.get("question-zh", ""),
        parameters=tuple(re.findall(r"\?(\w+)", header.get("parameters", ""))),
        sparql=text,
        path=path,
    )


@lru_cache(maxsize=4)
def _by_name(folder: Path) -> dict[str, NamedQuery]:
    """Index every query by its name and by its slug."""
    queries = catalog(folder)
    return {query.name: query for query in queries} | {query.slug: query for query in queries}


@lru_cache(maxsize=4)
def _read_catalog(folder: Path) -> tuple[NamedQuery, ...]:
    found = []
    for path in sorted(folder.rglob("*.rq")):
        group, *theme = path.relative_to(folder).parts[:-1]
        found.append(read_query(path, group, "/".join(theme)))
    return tuple(sorted(found, key=lambda query: (query.group, query.name)))


@remembered
def needs_reasons(sparql: str) -> bool:
    """Tell whether a query speaks of why inferred edges hold: by a term, the name of their graph, or its head.

    >>> needs_reasons("SELECT ?e { ?e a kg:InferredEdge }"), needs_reasons("SELECT ?c { ?c a kg:Claim }")
    (True, False)
    """
    return _OF_REASONS.search(sparql) is not None


def run(store: Store, name: str, **bindings: Term) -> Table:
    """Answer a named query with its rows.

    Args:
        store: where to ask.
        name: the query's name, such as ``cq-19``.
        bindings: terms for variables of the query.

    Raises:
        KgError: no such query, or no such variable in it.
    """
    return select(store, find_query(name).sparql, bindings)


def asking(store: Store) -> Callable[..., list[dict[str, str]]]:
    """Make the way to ask a store that `kg.records` takes: named queries about IRIs, rows of plain text."""

    def ask(name: str, **bindings: str | Sequence[str]) -> list[dict[str, str]]:
        bound = {
            variable: iri(value) if isinstance(value, str) else [iri(one) for one in value]
            for variable, value in bindings.items()
        }
        return select(store, find_query(name).sparql, bound).texts()

    return ask


def select(store: Store, sparql: str, bindings: Bindings | None = None) -> Table:
    """Answer a SELECT query with its rows; the project's prefixes need not be declared.

    Raises:
        KgError: it is no SELECT query, or not SPARQL.
    """
    return store.select(sparql, bindings, PREFIXES)


def is_select(sparql: str) -> bool:
    """Tell whether a query is one that gives rows.

    >>> is_select("SELECT * { ?s ?p ?o }"), is_select("ASK { }")
    (True, False)
    """
    return hasattr(answer(LocalStore.of([]), sparql), "variables")


def answer(store: Store, sparql: str, bindings: Bindings | None = None) -> Any:  # noqa: ANN401 - see Store.run
    """Answer any kind of query, for the store to serialise."""
    return store.run(sparql, bindings, PREFIXES)
