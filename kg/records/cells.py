"""What the cases know of each thing that is asked of every case: the cells, as they were written at compile."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from kg.model.iris import local_name, word_of

if TYPE_CHECKING:
    from kg.records.rows import Ask


@dataclass(frozen=True, slots=True)
class Cell:
    """What one case knows of a concept, of a logic in a phase or of a proposition.

    Attributes:
        iri: its IRI; empty where the case has no such cell, because it uses another framework.
        case: IRI of the case.
        of: IRI of the concept or the proposition.
        phase: IRI of the phase, of a logic in a phase.
        relation: IRI of the relation type that is asked for, of a logic in a phase and of a proposition.
        verdict: the word of the verdict, such as ``stated``.
        decided_by: IRIs of the claims and of the records of edges that make it so.
        spoken_of_by: IRIs of other claims that speak of it.
        asked_by: IRIs of the silences that asked for it.
        is_denied: whether what decides it says that it is not so.
        is_together: whether it is hedged only because it is said of several things together.
    """

    iri: str
    case: str
    of: str
    phase: str | None
    relation: str | None
    verdict: str
    decided_by: tuple[str, ...] = ()
    spoken_of_by: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    is_denied: bool = False
    is_together: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """How a verdict is said: its sign, which that of what nobody has coded leaves out, and its label by language."""

    sign: str
    texts: dict[str, str]


def read_cells(ask: Ask, case: str | None = None) -> tuple[Cell, ...]:
    """Read the cells of one case, or of all, in the order of their IRIs.

    Args:
        ask: gives the rows of a named query.
        case: IRI of the case; none for all of them.
    """
    rows = ask("cells", case=case) if case else ask("cells")
    found = []
    for iri, group in groupby(sorted(rows, key=itemgetter("cell")), key=itemgetter("cell")):
        held = list(group)
        first = held[0]
        leads: dict[str, set[str]] = defaultdict(set)
        for row in held:
            if "how" in row:
                leads[local_name(row["how"])].add(row["what"])
        found.append(
            Cell(
                iri,
                first["case"],
                first["of"],
                first.get("phase"),
                first.get("relation"),
                word_of(first["verdict"]),
                decided_by=tuple(sorted(leads["decidedBy"])),
                spoken_of_by=tuple(sorted(leads["spokenOfBy"])),
                asked_by=tuple(sorted(leads["askedBy"])),
                is_denied="denial" in first,
                is_together="together" in first,
            )
        )
    return tuple(found)


def read_wordings(ask: Ask) -> dict[str, Wording]:
    """Read how each verdict is said, by its word, the strongest first."""
    return {
        word_of(row["verdict"]): Wording(row.get("sign", ""), {"en": row["label"], "zh": row["zh"]})
        for row in sorted(ask("verdicts"), key=lambda row: int(row["position"]))
    }
