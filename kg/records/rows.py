"""Rows of a query, and how they are asked for and grouped: what the readers of records share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Row = Mapping[str, str]


class Ask(Protocol):
    """A way to ask a named query.

    Its rows are mappings from variable to plain text, without the variables that are unbound.
    """

    def __call__(self, name: str, **bindings: str | Sequence[str]) -> Iterable[Row]:
        """Give the rows of a query, of one thing or of several where a variable is bound to their IRIs."""


def grouped(rows: Iterable[Row], key: str, value: str) -> dict[str, tuple[str, ...]]:
    """Group the values of one column by another, each once, in order."""
    groups: dict[str, dict[str, None]] = {}
    for row in rows:
        group = groups.setdefault(row[key], {})
        if value in row:
            group[row[value]] = None
    return {name: tuple(group) for name, group in groups.items()}


def first(rows: Iterable[Row], key: str) -> dict[str, Row]:
    """Keep the first row of each thing."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row[key], row)
    return found
