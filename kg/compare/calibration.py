"""How the standing of a concept in a case becomes a membership score, read from TOML.

Takes the text of a file; gives `Calibration`. Only what a source or a coder says may be given a
score: silence and what nobody coded stay empty, whatever a file says.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.compare.cases import DENIED, EXHIBITED, READ_ONLY
from kg.problems import KgError

if TYPE_CHECKING:
    from collections.abc import Mapping

CRISP, FUZZY = "crisp", "fuzzy"
READ_DENIED = "read-denied"
"""Read-only, and every reading denies it."""
SCORED = (EXHIBITED, DENIED, READ_ONLY, READ_DENIED)
"""The standings that a calibration may give a score."""
READINGS = (READ_ONLY, READ_DENIED)
"""Those that rest on nothing but what coders read into the words."""
_HALF = 0.5
_KEYS = ("kind", "membership", "conditions")


@dataclass(frozen=True, slots=True)
class Condition:
    """What is particular to one concept: scores by standing, and scores of single cases with reasons."""

    membership: Mapping[str, float] = field(default_factory=dict)
    cases: Mapping[str, tuple[float, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A stated calibration.

    Attributes:
        kind: crisp or fuzzy.
        membership: the score of each standing; a standing that is not in it stays empty.
        conditions: what is particular to a concept, by its name.
    """

    kind: str = CRISP
    membership: Mapping[str, float] = field(default_factory=lambda: {EXHIBITED: 1.0, DENIED: 0.0})
    conditions: Mapping[str, Condition] = field(default_factory=dict)

    @property
    def counts_readings(self) -> bool:
        """Whether any cell may get a score from readings alone."""
        tables = [self.membership, *(own.membership for own in self.conditions.values())]
        return any(reading in table for table in tables for reading in READINGS)

    def score(self, concept: str, case: str, standing: str) -> tuple[float | None, str]:
        """Score a cell, and say what the score rests on; give no score where the sources leave it open.

        >>> Calibration().score("field-logic", "x", "exhibited")
        (1.0, 'exhibited')
        >>> Calibration().score("field-logic", "x", "silent")
        (None, '')
        """
        own = self.conditions.get(concept, Condition())
        if standing not in SCORED:
            return None, ""
        if case in own.cases:
            return own.cases[case]
        for scores in (own.membership, self.membership):
            if standing in scores:
                return scores[standing], standing
        return None, ""


WITH_READINGS = Calibration(membership={EXHIBITED: 1.0, DENIED: 0.0, READ_ONLY: 1.0, READ_DENIED: 0.0})
"""The second calibration that ships: what coders read into the words counts like what a source says."""


def read_calibration(text: str, shown: str) -> Calibration:
    """Read a calibration.

    Args:
        text: TOML with ``kind``, a table ``membership`` and, for a concept, ``conditions.<concept>``
            with ``membership`` and ``cases.<case>`` (``score`` and ``reason``).
        shown: how to call the file in messages.

    Raises:
        KgError: the file is no TOML, or has something else where a score should be; the message has place and remedy.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KgError(f"{shown}: this is no TOML: {error}") from error
    read = _Reader(text, shown)
    read.known(data, _KEYS)
    kind = data.get("kind", CRISP)
    if kind not in {CRISP, FUZZY}:
        read.fail("kind", f"found {kind!r}, expected {CRISP!r} or {FUZZY!r}")
    conditions = {
        concept: read.condition(concept, own, kind) for concept, own in read.table(data, "conditions").items()
    }
    scores = read.scores(read.table(data, "membership"), kind)
    return Calibration(kind, scores or Calibration().membership, conditions)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the parts of one file and knows where they stand."""

    text: str
    shown: str

    def fail(self, key: str, what: str) -> None:
        """Stop with the place of a key."""
        lines = self.text.splitlines()
        number = next((n for n, line in enumerate(lines, 1) if key in line), 1)
        column = lines[number - 1].find(key) + 1 if lines else 1
        raise KgError(f"{self.shown}:{number}:{max(column, 1)}: {key}: {what}")

    def known(self, table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
        """Refuse a key that means nothing here."""
        for key in table:
            if key not in keys:
                self.fail(key, f"this is not read here; expected one of {', '.join(keys)}")

    def table(self, data: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Read a table; give an empty one when it is not there."""
        found = data.get(key, {})
        if not isinstance(found, dict):
            self.fail(key, "expected a table")
        return dict(found)

    def condition(self, concept: str, own: object, kind: str) -> Condition:
        """Read what is particular to a concept."""
        if not isinstance(own, dict):
            self.fail(concept, "expected a table with membership or cases")
            own = {}
        self.known(own, ("membership", "cases"))
        cases = {}
        for case, judged in self.table(own, "cases").items():
            if not isinstance(judged, dict) or not judged.get("reason"):
                self.fail(case, "a score of a single case needs score and reason")
            self.known(judged, ("score", "reason"))
            cases[case] = (self.number(case, judged.get("score"), kind), str(judged["reason"]))
        return Condition(self.scores(self.table(own, "membership"), kind), cases)

    def scores(self, table: Mapping[str, Any], kind: str) -> dict[str, float]:
        """Read a score for each standing that may have one."""
        for standing in table:
            if standing not in SCORED:
                hint = "what is not known stays empty and is given no score"
                self.fail(standing, f"expected one of {', '.join(SCORED)}; {hint}")
        return {standing: self.number(standing, value, kind) for standing, value in table.items()}

    def number(self, key: str, value: object, kind: str) -> float:
        """Read a score from 0 to 1; 0 or 1 where sets are crisp, and never exactly between in and out."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            self.fail(key, f"found {value!r}, expected a number from 0 to 1")
            return 0.0
        if kind == CRISP and value not in {0, 1}:
            self.fail(key, f'found {value}, expected 0 or 1; for degrees write kind = "{FUZZY}"')
        if value == _HALF:
            self.fail(key, "0.5 is neither in nor out; say which, as in 0.51 or 0.49")
        return float(value)


def write_calibration(calibration: Calibration) -> str:
    """Write a calibration in full, as TOML that `read_calibration` reads back the same."""
    lines = [
        "# How the standing of a concept in a case became a membership score.",
        "# exhibited: a source says so. denied: every source that speaks of it denies it. read-only: coders read it",
        "# into the words. read-denied: coders read its absence into them. A standing without a score, what the sources leave",
        "# open and what nobody coded are empty cells.",
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
    return [f"{standing} = {scores[standing]:g}" for standing in SCORED if standing in scores]


def _quoted(words: str) -> str:
    """Quote words as a basic string of TOML."""
    escaped = "".join(
        f"\\u{ord(c):04x}" if ord(c) < ord(" ") or c == "\x7f" else f"\\{c}" if c in '"\\' else c
        for c in words
    )
    return f'"{escaped}"'
