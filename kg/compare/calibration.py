"""How the verdict on a concept in a case becomes a membership score, read from TOML.

Takes the text of a file; gives `Calibration` and what is wrong. Only what a source or a coder says may be given a
score: what is open stays empty, whatever a file says.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.problems import KgError, Location
from kg.verdicts.decide import DENIED, FAMILIES, INFERRED, INTERPRETED, PRESUPPOSED, STATED
from kg.verdicts.renamed import renamed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.problems import Problem
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
_HALF = 0.5
_KEYS = ("kind", "membership", "conditions")
_SAYS = re.compile(r"""=\s*(?:"(?:\\.|[^"\\])*"|'[^']*')|#.*""")
"""A text that a key is given, and a comment: in neither can a key stand."""


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


def read_calibration(text: str, shown: str) -> tuple[Calibration, list[Problem]]:
    """Read a calibration, and report what is given a score and is no verdict that may have one.

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
    return Calibration(kind, scores or Calibration().membership, conditions), read.problems()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the parts of one file and knows where they stand."""

    text: str
    shown: str
    unknown: set[str] = field(default_factory=set)

    def problems(self) -> list[Problem]:
        """Report each word that should be a verdict and is none, at every place where it is given a score."""
        found = []
        for number, line in enumerate(self.text.splitlines(), 1):
            keys = _SAYS.sub(lambda said: "=" + " " * (len(said[0]) - 1), line) if "=" in line else ""
            found += [
                (key[1], Location(self.shown, number, key.start(1) + 1))
                for key in re.finditer(r"(?<![\w-])[\"']?([\w-]+)[\"']?\s*=", keys)
                if key[1] in self.unknown
            ]
        nowhere = self.unknown - {word for word, _ in found}
        found += [(word, Location(self.shown, 1, 1)) for word in sorted(nowhere)]
        return [renamed("KG801", place, word, SCORED) for word, place in found]

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
        """Read a score for each verdict that may have one, and keep what is none for `problems`."""
        self.unknown.update(word for word in table if word not in SCORED)
        return {word: self.number(word, value, kind) for word, value in table.items() if word in SCORED}

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
