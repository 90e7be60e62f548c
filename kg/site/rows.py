"""Rows of a query, grouped: what the readers of facts share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Row = Mapping[str, str]
    Ask = Callable[[str], Iterable[Row]]


def word(iri: str) -> str:
    """The last word of a mark's IRI.

    >>> word("https://example.org/ontology#status-stated"), word("x#basis-list-order")
    ('stated', 'list-order')
    """
    return iri.rpartition("#")[2].partition("-")[2]


def local(iri: str) -> str:
    """What stands after the last ``#`` or ``/``.

    >>> local("https://example.org/ontology#duringPhase")
    'duringPhase'
    """
    return iri.rpartition("#")[2].rpartition("/")[2]


def grouped(rows: Iterable[Row], key: str, value: str) -> dict[str, tuple[str, ...]]:
    """The values of one column by another, each once, in order."""
    groups: dict[str, dict[str, None]] = {}
    for row in rows:
        group = groups.setdefault(row[key], {})
        if value in row:
            group[row[value]] = None
    return {name: tuple(group) for name, group in groups.items()}


def first(rows: Iterable[Row], key: str) -> dict[str, Row]:
    """The first row of each thing."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row[key], row)
    return found
