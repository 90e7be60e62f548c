"""From the rows about who says something within a source to their records: for each line of evidence, the innermost speaker first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.records.facts import Saying
from kg.records.rows import first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records.rows import Row


def sayings_of(rows: Iterable[Row]) -> dict[str, tuple[Saying, ...]]:
    """Put the tellings of each line of evidence in order, from the line outwards.

    Args:
        rows: those of ``trace-speakers``.
    """
    held = list(rows)
    offices: dict[str, dict[str, str]] = {}
    for row in held:
        if "office" in row:
            offices.setdefault(row["telling"], {})[row["language"] or "en"] = row["office"]
    said = {
        telling: Saying(
            row["who"],
            offices.get(telling, {}),
            row.get("to", ""),
            row.get("when", ""),
            is_plural=row.get("plural") == "true",
        )
        for telling, row in first(held, "telling").items()
    }
    outer = {row["inner"]: row["telling"] for row in held if "inner" in row}
    found = {}
    for line in dict.fromkeys(row["line"] for row in held if row["line"] in said):
        chain = [line]
        while (further := outer.get(chain[-1])) and further not in chain:
            chain.append(further)
        found[line] = tuple(said[telling] for telling in chain if telling in said)
    return found
