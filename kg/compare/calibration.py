"""How the verdict on a concept in a case becomes a membership score.

Only what a source or a coder says may be given a score: what is open stays empty. `kg.compare.calibration_file`
reads one from TOML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.verdicts.values import DENIED, FAMILIES, INFERRED, INTERPRETED, PRESUPPOSED, STATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.records import Cell

CRISP, FUZZY = "crisp", "fuzzy"
READ_DENIED = f"{INTERPRETED}-denied"
SCORED = (
    *FAMILIES["said"],
    *FAMILIES["against"],
    *(word for verdict in FAMILIES["weak"] for word in (verdict, f"{verdict}-denied")),
)
"""What a calibration may give a score: each verdict that rests on a claim. One that is weak may be so by denial: it may, or should,
not be; coders read that it is not so."""
READINGS = (INTERPRETED, READ_DENIED)
"""Those that rest on nothing but what coders read into the words."""
_FROM_SOURCE = {STATED: 1.0, PRESUPPOSED: 1.0, INFERRED: 1.0, DENIED: 0.0}


def scored_as(cell: Cell) -> str:
    """Name what a calibration goes by: the verdict of a cell, and whether a weak one is so by denial.

    >>> from kg.records import Cell
    >>> scored_as(Cell("", "", "", None, "interpreted", is_denied=True))
    'interpreted-denied'
    """
    return f"{cell.verdict}-denied" if cell.is_denied and cell.verdict in FAMILIES["weak"] else cell.verdict


@dataclass(frozen=True, slots=True)
class Condition:
    """What is particular to one concept: scores by verdict, and scores of single cases with reasons."""

    membership: Mapping[str, float] = field(default_factory=dict)
    cases: Mapping[str, tuple[float, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A stated calibration.

    Attributes:
        kind: crisp or fuzzy.
        membership: the score of each verdict; one that is not in it stays empty.
        conditions: what is particular to a concept, by its name.
    """

    kind: str = CRISP
    membership: Mapping[str, float] = field(default_factory=lambda: dict(_FROM_SOURCE))
    conditions: Mapping[str, Condition] = field(default_factory=dict)

    @property
    def counts_readings(self) -> bool:
        """Whether any cell may get a score from readings alone."""
        tables = [self.membership, *(own.membership for own in self.conditions.values())]
        return any(reading in table for table in tables for reading in READINGS)

    def score(self, concept: str, case: str, verdict: str) -> tuple[float | None, str]:
        """Score a cell by its verdict, as `scored_as` names it, and say what the score rests on; score nothing that is open.

        >>> Calibration().score("field-logic", "x", "stated")
        (1.0, 'stated')
        >>> Calibration().score("field-logic", "x", "silent")
        (None, '')
        """
        own = self.conditions.get(concept, Condition())
        if verdict not in SCORED:
            return None, ""
        if case in own.cases:
            return own.cases[case]
        for scores in (own.membership, self.membership):
            if verdict in scores:
                return scores[verdict], verdict
        return None, ""


WITH_READINGS = Calibration(membership={**_FROM_SOURCE, INTERPRETED: 1.0, READ_DENIED: 0.0})
"""The second calibration that ships: what coders read into the words counts like what a source says."""


def write_calibration(calibration: Calibration) -> str:
    """Write a calibration in full, as TOML that `read_calibration` reads back the same."""
    lines = [
        "# How the verdict on a concept in a case became a membership score.",
        "# stated: a source says so. presupposed: it takes it for granted. inferred: it follows from what sources say, without",
        "# a reading. denied: a source denies it and none says it. interpreted: coders read it into the words.",
        "# interpreted-denied: coders read its absence into them. A verdict without a score is an empty cell. What is open",
        "# (silent, not-looked, not-coded, does-not-apply) is always one, and never a 0.",
        *(
            [
                "# Readings count here: cells that rest on nothing else are marked in the column reading of cells.csv."
            ]
            if calibration.counts_readings
            else []
        ),
        "",
        f'kind = "{calibration.kind}"',
        "",
        "[membership]",
        *_score_lines(calibration.membership),
    ]
    for concept, own in calibration.conditions.items():
        if own.membership:
            lines += ["", f"[conditions.{_quoted(concept)}.membership]", *_score_lines(own.membership)]
        for case, (score, reason) in own.cases.items():
            lines += ["", f"[conditions.{_quoted(concept)}.cases.{_quoted(case)}]",
                      f"score = {score:g}", f"reason = {_quoted(reason)}"]  # fmt: skip
    return "\n".join(lines) + "\n"


def _score_lines(scores: Mapping[str, float]) -> list[str]:
    return [f"{word} = {scores[word]:g}" for word in SCORED if word in scores]


def _quoted(words: str) -> str:
    """Quote words as a basic string of TOML."""
    escaped = "".join(
        f"\\u{ord(c):04x}" if ord(c) < ord(" ") or c == "\x7f" else f"\\{c}" if c in '"\\' else c
        for c in words
    )
    return f'"{escaped}"'
