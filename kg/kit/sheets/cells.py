"""What was read of a sheet: cells with their places, and what is wrong with one by itself.

A spreadsheet changes what is typed into it: it takes text for a number or a date, computes, cuts. What it
did can be seen in the cell in some cases, and is said there; nothing is guessed back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.files import CONTROL
from kg.problems import Problem, Severity, problem, say
from kg.safe_csv import guarded, is_error, is_made_from, looks_like_own_date, looks_rounded

if TYPE_CHECKING:
    from kg.kit.sheets.tables import Column
    from kg.problems import Location

LONGEST = 32_767
"""How many characters a spreadsheet keeps in a cell, counted as UTF-16 does."""
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_LETTERS = 20_000, 300, 200_000, 20_000_000
FAR = say("a filled cell beyond what is read")
_MOST = (f"{MOST_ROWS:,}", MOST_COLUMNS, f"{MOST_CELLS:,}", f"{MOST_LETTERS:,}")
ALLOWED = say("at most {0} rows, {1} columns, {2} filled cells and {3} characters", *_MOST)
"""What the sheets of a case may hold together, as a message says it."""
_FREE = frozenset({"text", "quote"})
_SPECIAL = re.compile("[\u00a0\u2007\u202f\u200b\ufeff]")
_SHOWN = 40
MERGED = "merged"
"""The kind of a cell that has lost its text to the one it was merged with; the merging is reported."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty.

    Attributes:
        text: what stands in it.
        place: where it is.
        kind: text, number, date, flag, formula, error or merged, as the spreadsheet has it; of a CSV
            file value, unless it is text for sure.
        before: what the case that is written over has there; nothing when it has nothing.
    """

    text: str
    place: Location
    kind: str = "text"
    before: str = ""


@dataclass(slots=True)
class Grid:
    """A sheet as it was read.

    Attributes:
        name: of the sheet.
        place: its first cell.
        rows: from the first row on, the cells that are not empty.
    """

    name: str
    place: Location
    rows: list[list[Cell]] = field(default_factory=list)


def sound(cell: Cell, column: Column, problems: list[Problem]) -> Cell | None:
    """Read a cell as text; report it and give None when nobody can know what was typed.

    Args:
        cell: the cell.
        column: where it stands.
        problems: what is wrong is added here.
    """
    if cell.kind == MERGED:
        return None
    wrong = _computed(cell) or _changed(cell, column) or _changed_since(cell) or _damaged(cell)
    if wrong is not None:
        problems.append(wrong)
        return None
    if cell.kind == "flag":
        return replace(cell, text=cell.text.lower(), kind="text")
    if column.form in _FREE:
        is_new = cell.kind == "value" and cell.text != cell.before
        if is_new and column.form == "text" and looks_like_own_date(cell.text):
            found = say(
                '"{0}", which a spreadsheet also makes of a fraction, a range or another date', cell.text
            )
            hint = say("it is kept as it is; an apostrophe before it in the file says that it is meant")
            told = problem("KG609", cell.place, found, say("the text that was typed"), hint)
            problems.append(replace(told, severity=Severity.WARNING))
        if column.form == "text" and (cell.text != cell.text.strip() or _SPECIAL.search(cell.text)):
            found = say('text with spaces at its ends or no-break spaces in it: "{0}"', short(cell.text))
            hint = say("it is kept as it is; delete them if they are not meant")
            told = problem("KG611", cell.place, found, say("plain spaces between words"), hint)
            problems.append(replace(told, severity=Severity.WARNING))
        return cell
    trimmed = _SPECIAL.sub(" ", cell.text).strip()
    if trimmed != cell.text:
        found = say('"{0}" with spaces around it or special ones in it', short(cell.text))
        problems.append(
            problem("KG611", cell.place, found, say('"{0}"', short(trimmed)), say("delete the spaces"))
        )
    return replace(cell, text=trimmed) if trimmed else None


def _computed(cell: Cell) -> Problem | None:
    """Report a cell that holds a formula, or what became of one."""
    if cell.kind == "formula":
        hint = say("put an apostrophe before it if it is text, or paste its value")
        return problem("KG606", cell.place, say('the formula "{0}"', short(cell.text)), say("text"), hint)
    if cell.kind == "error" or (cell.kind == "value" and is_error(cell.text)):
        hint = say("type what should stand here")
        return problem("KG607", cell.place, say("the error {0}", cell.text), say("text"), hint)
    return None


def _changed(cell: Cell, column: Column) -> Problem | None:
    """Report a cell that the spreadsheet takes for something else than text."""
    as_text = say("format the column as text, then type it again")
    is_open = cell.kind == "value" and cell.text != cell.before
    is_like_date = is_open and column.form not in _FREE and looks_like_own_date(cell.text)
    if cell.kind == "date" or is_like_date:
        is_date = column.form == "date"
        expected = say("a date such as 2017, 2017-05 or 2017-05-01") if is_date else say("text")
        return problem(
            "KG609", cell.place, say('the spreadsheet\'s own date "{0}"', cell.text), expected, as_text
        )
    if cell.kind == "number" and not (column.form in {"number", "year", "date"} and cell.text.isdigit()):
        hint = say("leading zeros, points and commas may be lost: {0}", as_text)
        return problem("KG608", cell.place, say("the number {0}", cell.text), say("text"), hint)
    if is_open and looks_rounded(cell.text):
        found, whole = say("the rounded number {0}", cell.text), "'12345678901234567890"
        hint = say("type all of it behind an apostrophe that the file keeps: {0}", whole)
        return problem("KG608", cell.place, found, say("every digit"), hint)
    if cell.kind == "flag" and column.form != "flag":
        return problem("KG610", cell.place, say("the truth value {0}", cell.text), say("text"), as_text)
    return None


def _changed_since(cell: Cell) -> Problem | None:
    """Report a cell that differs from the case in just the way in which spreadsheets change text."""
    if cell.kind == "flag" or not is_made_from(cell.text, cell.before):
        return None
    found = say('"{0}", which a spreadsheet makes of the text that was there', short(cell.text))
    expected = say('"{0}", as in the case that is written over', short(cell.before))
    typed = short(guarded(cell.before))
    hint = say(
        'type it anew, in CSV as "{0}"; if the new one is meant, write it into the YAML file first', typed
    )
    return problem("KG619", cell.place, found, expected, hint)


def _damaged(cell: Cell) -> Problem | None:
    """Report a text that is no text, or is cut."""
    control = CONTROL.search(cell.text)
    if control:
        found = say("the control character {0}", f"U+{ord(control.group()):04X}")
        return problem("KG008", cell.place, found, say("text only"), say("delete it"))
    return too_long(cell.text, cell.place)


@dataclass(slots=True)
class Room:
    """What the sheets of a case have taken of what they may hold together.

    Attributes:
        cells: how many are filled.
        letters: how many characters they hold.
    """

    cells: int = 0
    letters: int = 0

    def holds(self, row: int, column: int, text: str) -> bool:
        """Count one more cell, and tell whether there is still room for it.

        Args:
            row: of the cell.
            column: of the cell.
            text: what stands in it.
        """
        self.cells += 1
        self.letters += len(text)
        is_near = row <= MOST_ROWS and column <= MOST_COLUMNS
        return is_near and self.cells <= MOST_CELLS and self.letters <= MOST_LETTERS


def too_long(text: str, place: Location) -> Problem | None:
    """Report a text that a cell cannot hold, or that was cut to what a cell can hold.

    Args:
        text: the text.
        place: where it stands.
    """
    if size(text) < LONGEST:
        return None
    found, expected = (
        say("a text of {0} characters", f"{size(text):,}"),
        say("fewer than {0}", f"{LONGEST:,}"),
    )
    hint = say("a spreadsheet cuts what is longer: keep it in the YAML file")
    return problem("KG615", place, found, expected, hint)


def size(text: str) -> int:
    """Measure a text as spreadsheets count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def short(text: str) -> str:
    """Cut a text to what fits into a message."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
