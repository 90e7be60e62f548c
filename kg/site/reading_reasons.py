"""Why relations hold, from the rows of two report queries to records of `facts.py`."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kg.site import facts as f

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.site.rows import Ask, Row


def read_reasons(ask: Ask) -> dict[str, f.Reason]:
    """Every relation that is shown, and every edge below one, with all its ways."""
    groups = groupby(ask("site-ways"), key=lambda row: row["edge"])
    return {edge: _reason(edge, list(rows)) for edge, rows in groups}


def _reason(edge: str, rows: list[Row]) -> f.Reason:
    """An edge; the rows of its ways stand in the order of their length."""
    first = rows[0]
    steps = groupby((row for row in rows if "way" in row), key=lambda row: row["way"])
    ways = tuple(_way(list(group)) for _, group in steps)
    is_tainted = first["tainted"] == "true"
    return f.Reason(edge, first["subject"], first["property"], first["object"], is_tainted, ways)


def _way(rows: list[Row]) -> f.Way:
    return f.Way(rows[0]["rule"], rows[0]["axiom"], tuple(dict.fromkeys(row["from"] for row in rows)))


def read_tallies(ask: Ask) -> tuple[f.Tally, ...]:
    """How many edges of each property each rule yields, case by case."""
    return tuple(_tallies(ask("site-inferred")))


def _tallies(rows: Iterable[Row]) -> Iterable[f.Tally]:
    for row in rows:
        yield f.Tally(row["case"], row["property"], row["rule"], int(row["n"]))
