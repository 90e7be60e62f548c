"""A comparison as the data of Qualitative Comparative Analysis: cases by conditions, every cell with its claims.

Takes a comparison and a calibration; gives the texts of three files. R's QCA reads the data with
``read.csv("data.csv", row.names = 1)``, setqca with ``pandas.read_csv("data.csv", index_col=0)``. An
empty cell is unknown, or does not apply (``cells.csv`` tells); it is never 0. What to do about it (drop the case, drop the condition) is for
the analyst to say. The data are for programs, and plain; the cells are for people, who open them in a
spreadsheet.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.compare.calibration import READINGS, scored_as, write_calibration
from kg.compare.cases import joined, limit_of
from kg.model.iris import THEORIES, local_name
from kg.problems import KgError
from kg.safe_csv import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.compare.calibration import Calibration
    from kg.compare.cases import Comparison

_CELLS = ("case", "condition", "concept", "verdict", "limit", "membership", "because", "reading", "decided-by",
          "spoken-of-by", "lines", "evidence", "sources", "asked-by")  # fmt: skip


def qca_files(
    comparison: Comparison, calibration: Calibration, outcome: str = "", every: Iterable[str] = ()
) -> dict[str, str]:
    """Write the files of an analysis, by name.

    Args:
        comparison: the cases.
        calibration: how a verdict becomes a score.
        outcome: the name of the concept to explain; its column stands last. None when empty.
        every: the names of all cases there are, which a calibration may name beyond those compared.

    Returns:
        ``data.csv``, ``cells.csv`` and ``calibration.toml``. A condition that is empty in every case
        has no column in the data; ``cells.csv`` has its cells all the same.

    Raises:
        KgError: there is no such concept or case, or the outcome is known of no case.
    """
    names = column_names(row.concept for row in comparison.concepts)
    _check(comparison, calibration, outcome, [*comparison.cases.values(), *every])
    scores = {
        (row.concept, case): calibration.score(local_name(row.concept), name, scored_as(row.cells[case].cell))
        for row in comparison.concepts
        for case, name in comparison.cases.items()
    }
    known = [
        r.concept
        for r in comparison.concepts
        if any(scores[r.concept, c][0] is not None for c in comparison.cases)
    ]
    last = [concept for concept in known if local_name(concept) == outcome]
    if outcome and not last:
        raise KgError(f"no case has a score for the outcome {outcome}: nothing could be explained")
    columns = [concept for concept in known if concept not in last] + last
    data = [["case", *(names[concept] for concept in columns)]]
    for case, name in comparison.cases.items():
        data.append([name, *(_number(scores[concept, case][0]) for concept in columns)])
    cells: list[list[str]] = [list(_CELLS)]
    for row in comparison.concepts:
        for case, name in comparison.cases.items():
            held, (score, because) = row.cells[case], scores[row.concept, case]
            cell = held.cell
            cells.append([
                name, names[row.concept], local_name(row.concept), cell.verdict, limit_of(cell), _number(score), because,
                "yes" if score is not None and scored_as(cell) in READINGS else "", joined(cell.decided_by),
                joined(cell.spoken_of_by), str(held.lines), _counts(held.by_access), _counts(held.by_source),
                joined(cell.asked_by),
            ])  # fmt: skip
    return {
        "data.csv": _csv(data),
        "cells.csv": csv_text(cells, line_end="\n"),
        "calibration.toml": write_calibration(calibration),
    }


def column_names(concepts: Iterable[str]) -> dict[str, str]:
    """Name each concept as R and Python take it: capitals, digits and low lines.

    Concepts of two frameworks with one name get that of the framework before theirs.

    >>> list(column_names(["https://w3id.org/tongban-kg/theory/t/field-logic"]).values())
    ['FIELD_LOGIC']
    """
    held = list(concepts)
    often = Counter(local_name(concept) for concept in held)
    words = {
        concept: local_name(concept) if often[local_name(concept)] == 1 else concept.removeprefix(THEORIES)
        for concept in held
    }
    plain = {concept: re.sub(r"[^A-Z0-9]", "_", word.upper()) for concept, word in words.items()}
    return {concept: word if word[0].isalpha() else f"C_{word}" for concept, word in plain.items()}


def _check(comparison: Comparison, calibration: Calibration, outcome: str, every: list[str]) -> None:
    """Refuse the name of a concept or case that is not there."""
    concepts = [local_name(row.concept) for row in comparison.concepts]
    asked = [*calibration.conditions, *([outcome] if outcome else [])]
    cases = [case for own in calibration.conditions.values() for case in own.cases]
    for what, wanted, there in (("concept", asked, concepts), ("case", cases, every)):
        for name in wanted:
            if name not in there:
                near = get_close_matches(name, there, 1)
                hint = (
                    f"; did you mean {near[0]}?"
                    if near
                    else f"; there are: {', '.join(dict.fromkeys(there))}"
                )
                raise KgError(f"there is no {what} {name}{hint}")


def _number(score: float | None) -> str:
    """Write a score as a number; write nothing where there is none."""
    return "" if score is None else f"{score:g}"


def _counts(counts: tuple[tuple[str, int], ...]) -> str:
    return "; ".join(f"{word} {number}" for word, number in counts)


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
