"""How things stand in cases: the cells that were written when each case was compiled.

Takes a way to ask, or a store; gives frozen records. Nothing here, nor in any room above, decides how a thing stands:
`kg.verdicts` has done so, and the rest of the house words what it reads here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.asking import asking
from kg.model.iris import local_name, word_of
from kg.records.facts import Verdict
from kg.records.rows import first, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records.rows import Row
    from kg.store import Store

NOT_APPLYING = "does-not-apply"
"""The verdict on what a case has no cell of: it uses no framework that asks for it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How one thing that is asked of every case stands in a case.

    Attributes:
        iri: its IRI.
        case: IRI of the case.
        of: IRI of the concept, the proposition or the relation type.
        phase: IRI of the phase; None where it is of the case as a whole.
        verdict: the word of its verdict, such as ``stated``.
        decided_by: IRIs of the claims and edges that make it so, sorted.
        spoken_of_by: IRIs of other claims that speak of it, sorted.
        asked_by: IRIs of the silences that asked for it, sorted.
        is_denied: whether all that decides it says that it is not so.
        is_together: whether it is hedged only because it is said of several things together.
        relation: IRI of the relation that the verdict is on, such as dominance rather than presence; None for any.
        between: IRIs of the two concepts whose relation it is of, the subject first; None for any other cell.
        through: IRI of the concept of another framework by whose match alone it is filled; None for the most.
    """

    iri: str
    case: str
    of: str
    phase: str | None
    verdict: str
    decided_by: tuple[str, ...] = ()
    spoken_of_by: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    is_denied: bool = False
    is_together: bool = False
    relation: str | None = None
    between: tuple[str, str] | None = None
    through: str | None = None


def read_cells(store: Store, case: str | None = None) -> tuple[Cell, ...]:
    """Read the cells of one case, or of all, in the order of their IRIs.

    Args:
        store: a built dataset, in memory, on disk or elsewhere.
        case: IRI of the case.
    """
    return cells_of(asking(store)("cells", **({"case": case} if case else {})))


def cells_of(rows: Iterable[Row]) -> tuple[Cell, ...]:
    """Make cells of the rows of the query `cells`, in the order of their IRIs."""
    rows = list(rows)
    decided_by, spoken_of_by, asked_by = (
        grouped((row for row in rows if local_name(row.get("part", "")) == name), "cell", "thing")
        for name in ("decidedBy", "spokenOfBy", "askedBy")
    )
    return tuple(
        Cell(
            iri,
            row["case"],
            row["of"],
            row.get("phase"),
            word_of(row["verdict"]),
            tuple(sorted(decided_by.get(iri, ()))),
            tuple(sorted(spoken_of_by.get(iri, ()))),
            tuple(sorted(asked_by.get(iri, ()))),
            row.get("denied") == "true",
            row.get("together") == "true",
            row.get("relation"),
            (row["subject"], row["object"]) if "subject" in row else None,
            row.get("through"),
        )
        for iri, row in sorted(first(rows, "cell").items())
    )


def verdicts_of(rows: Iterable[Row]) -> dict[str, Verdict]:
    """Make verdicts of the rows of the query `verdicts`, by their words, the strongest first."""
    return {
        word_of(row["verdict"]): Verdict(row["verdict"], row.get("sign", ""), row["family"]) for row in rows
    }
