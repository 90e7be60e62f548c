"""Asking a store: by the name of a query, or by SPARQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.asking.catalog import find_query
from kg.model.iris import PREFIXES
from kg.model.vocabulary import OF_REASONS
from kg.store import iri
from kg.store.binding import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.store import Bindings, Store, Table, Term


_OF_REASONS = re.compile(rf"\b(?:{'|'.join(OF_REASONS)})\b|^# needs: reasons$", re.MULTILINE)


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


def answer(store: Store, sparql: str, bindings: Bindings | None = None) -> Any:  # noqa: ANN401 - see Store.run
    """Answer any kind of query, for the store to serialise."""
    return store.run(sparql, bindings, PREFIXES)
