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
from kg.spreadsheet import guarded, is_error, is_made_from, looks_like_own_date, looks_rounded

if TYPE_CHECKING:
    from kg.kit.sheets.columns import Column
    from kg.problems import Location

LONGEST = 32_767
"""How many characters a spreadsheet keeps in a cell, counted as UTF-16 does."""
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_LETTERS = 20_000, 300, 200_000, 20_000_000
FAR = say("a filled cell beyond what is read")
ALLOWED = say(
    "at most {0} rows, {1} columns, {2} filled cells and {3} characters",
    f"{MOST_ROWS:,}", MOST_COLUMNS, f"{MOST_CELLS:,}", f"{MOST_LETTERS:,}",
)  # fmt: skip
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
        if _is_odd_date(cell, column):
            problems.append(_odd_date(cell))
        if column.form == "text" and (cell.text != cell.text.strip() or _SPECIAL.search(cell.text)):
            problems.append(_odd_spaces(cell))
        return cell
    trimmed = _SPECIAL.sub(" ", cell.text).strip()
    if trimmed != cell.text:
        problems.append(problem("KG611", cell.place, say('"{0}" with spaces around it or special ones in it', short(cell.text)),
                                say('"{0}"', short(trimmed)), say("delete the spaces")))  # fmt: skip
    return replace(cell, text=trimmed) if trimmed else None


def _odd_spaces(cell: Cell) -> Problem:
    """Warn of a text that begins or ends with a space, or holds a special one."""
    found = say('text with spaces at its ends or no-break spaces in it: "{0}"', short(cell.text))
    hint = say("it is kept as it is; delete them if they are not meant")
    warning = problem("KG611", cell.place, found, say("plain spaces between words"), hint)
    return replace(warning, severity=Severity.WARNING)


def _computed(cell: Cell) -> Problem | None:
    """Report a cell that holds a formula, or what became of one."""
    if cell.kind == "formula":
        return problem("KG606", cell.place, say('the formula "{0}"', short(cell.text)), say("text"),
                       say("put an apostrophe before it if it is text, or paste its value"))  # fmt: skip
    if cell.kind == "error" or (cell.kind == "value" and is_error(cell.text)):
        return problem("KG607", cell.place, say("the error {0}", cell.text), say("text"),
                       say("type what should stand here"))  # fmt: skip
    return None


def _changed(cell: Cell, column: Column) -> Problem | None:
    """Report a cell that the spreadsheet takes for something else than text."""
    as_text = say("format the column as text, then type it again")
    is_open = cell.kind == "value" and cell.text != cell.before
    is_like_date = is_open and column.form not in _FREE and looks_like_own_date(cell.text)
    if cell.kind == "date" or is_like_date:
        return problem("KG609", cell.place, say('the spreadsheet\'s own date "{0}"', cell.text),
                       say("a date such as 2017, 2017-05 or 2017-05-01") if column.form == "date" else say("text"),
                       as_text)  # fmt: skip
    if cell.kind == "number" and not (column.form in {"number", "year", "date"} and cell.text.isdigit()):
        return problem("KG608", cell.place, say("the number {0}", cell.text), say("text"),
                       say("leading zeros, points and commas may be lost: {0}", as_text))  # fmt: skip
    if is_open and looks_rounded(cell.text):
        return problem("KG608", cell.place, say("the rounded number {0}", cell.text), say("every digit"),
                       say("type all of it behind an apostrophe that the file keeps: {0}", "'12345678901234567890"))  # fmt: skip
    if cell.kind == "flag" and column.form != "flag":
        return problem("KG610", cell.place, say("the truth value {0}", cell.text), say("text"), as_text)
    return None


def _changed_since(cell: Cell) -> Problem | None:
    """Report a cell that differs from the case in just the way in which spreadsheets change text."""
    if cell.kind == "flag" or not is_made_from(cell.text, cell.before):
        return None
    hint = say(
        'type it anew, in CSV as "{0}"; if the new one is meant, write it into the YAML file first',
        short(guarded(cell.before)),
    )
    return problem("KG619", cell.place, say('"{0}", which a spreadsheet makes of the text that was there', short(cell.text)),
                   say('"{0}", as in the case that is written over', short(cell.before)), hint)  # fmt: skip


def _is_odd_date(cell: Cell, column: Column) -> bool:
    """Tell whether a text is a date as spreadsheets write it, and may have been something else."""
    return cell.kind == "value" and column.form == "text" and cell.text != cell.before and looks_like_own_date(cell.text)  # fmt: skip


def _odd_date(cell: Cell) -> Problem:
    """Warn of a text that a spreadsheet may have made of a fraction, a range or another date."""
    found = say('"{0}", which a spreadsheet also makes of a fraction, a range or another date', cell.text)
    hint = say("it is kept as it is; an apostrophe before it in the file says that it is meant")
    warning = problem("KG609", cell.place, found, say("the text that was typed"), hint)
    return replace(warning, severity=Severity.WARNING)


def _damaged(cell: Cell) -> Problem | None:
    """Report a text that is no text, or is cut."""
    control = CONTROL.search(cell.text)
    if control:
        return problem("KG008", cell.place, say("the control character {0}", f"U+{ord(control.group()):04X}"),
                       say("text only"), say("delete it"))  # fmt: skip
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
    return problem("KG615", place, say("a text of {0} characters", f"{size(text):,}"), say("fewer than {0}", f"{LONGEST:,}"),
                   say("a spreadsheet cuts what is longer: keep it in the YAML file"))  # fmt: skip


def size(text: str) -> int:
    """Measure a text as spreadsheets count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def short(text: str) -> str:
    """Cut a text to what fits into a message."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
