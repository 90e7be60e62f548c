"""From what the graph states of claims to their records, however many are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.iris import local_name, word_of
from kg.records.facts import PARTS, Claim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records.rows import Row


def statements_of(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Group what is stated by the claim it is stated of."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["claim"], []).append(row)
    return found


def claim_of(iri: str, rows: Iterable[Row]) -> Claim:
    """Make the record of a claim from what is stated of it."""
    values: dict[str, list[str]] = {}
    for row in rows:
        values.setdefault(local_name(row["property"]), []).append(row["value"])

    def one(name: str) -> str:
        return values.get(name, [""])[0]

    return Claim(
        iri=iri,
        identifier=one("identifier") or local_name(iri),
        case=one("inCase"),
        relation=one("relation"),
        status=word_of(one("status")),
        role=word_of(one("role")),
        modality=word_of(one("modality")),
        polarity=word_of(one("polarity")),
        confidence=word_of(one("confidence")),
        cause=one("causalWords"),
        stage=word_of(one("stage")),
        when=one("when"),
        parts={name: tuple(values[name]) for name in PARTS if name in values},
    )
