"""Why relations hold, from the rows of two report queries to records of `facts.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.site import facts as f

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.site.rows import Ask, Row


def read_reasons(ask: Ask) -> dict[str, f.Reason]:
    """Every inferred edge with all its ways, the shortest first, and every edge that one follows from."""
    ways = _ways(ask("site-ways"))
    rows = sorted(ask("site-reasons"), key=lambda row: row["edge"])
    return {
        row["edge"]: f.Reason(
            row["edge"], row["subject"], row["property"], row["object"],
            row["tainted"] == "true", ways.get(row["edge"], ()),
        )
        for row in rows
    }  # fmt: skip


def _ways(rows: Iterable[Row]) -> dict[str, tuple[f.Way, ...]]:
    """The ways of each edge: the first is named as the edge is, the n-th has its number behind it."""
    laws: dict[tuple[str, str], tuple[str, str]] = {}
    premises: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        key = row["edge"], row["way"]
        laws[key] = row["rule"], row["axiom"]
        premises.setdefault(key, []).append(row["from"])
    found: dict[str, list[f.Way]] = {}
    for edge, way in sorted(premises, key=lambda key: (key[0], len(key[1]), key[1])):
        found.setdefault(edge, []).append(f.Way(*laws[edge, way], tuple(sorted(premises[edge, way]))))
    return {edge: tuple(ways) for edge, ways in found.items()}


def read_tallies(ask: Ask) -> tuple[f.Tally, ...]:
    """How many edges of each property each rule yields, case by case."""
    return tuple(_tallies(ask("site-inferred")))


def _tallies(rows: Iterable[Row]) -> Iterable[f.Tally]:
    for row in rows:
        yield f.Tally(row["case"], row["property"], row["rule"], int(row["n"]))
