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

if TYPE_CHECKING:
    from kg.kit.sheets.columns import Column
    from kg.problems import Location

LONGEST = 32_767
"""How many characters a spreadsheet keeps in a cell, counted as UTF-16 does."""
ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)
_FREE = frozenset({"text", "quote"})
_SPECIAL = re.compile("[\u00a0\u2007\u202f\u200b\ufeff]")
_LIKE_DATES = re.compile(
    r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4}|[0-9]{1,2}-[A-Z][a-z]{2}(-[0-9]{2,4})?|[A-Z][a-z]{2}-[0-9]{2,4}"
    r"|[0-9]{4}年([0-9]{1,2}月([0-9]{1,2}日)?)?|[0-9]{1,2}月[0-9]{1,2}日"
)
_SHOWN = 40
MERGED = "merged"
"""The kind of a cell that has lost its text to the one it was merged with, which is told of there."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty.

    Attributes:
        text: what stands in it.
        place: where it is.
        kind: text, number, date, flag, formula, error or merged, as the spreadsheet has it; of a CSV
            file value, unless it is text for sure.
    """

    text: str
    place: Location
    kind: str = "text"


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
    """The cell as text; None when what was typed cannot be known, which is then said.

    Args:
        cell: the cell.
        column: where it stands.
        problems: what is wrong is added here.
    """
    if cell.kind == MERGED:
        return None
    wrong = _changed(cell, column) or _damaged(cell)
    if wrong is not None:
        problems.append(wrong)
        return None
    if cell.kind == "flag":
        return replace(cell, text=cell.text.lower(), kind="text")
    if column.form in _FREE:
        if column.form == "text" and (cell.text != cell.text.strip() or _SPECIAL.search(cell.text)):
            problems.append(_odd_spaces(cell))
        return cell
    trimmed = _SPECIAL.sub(" ", cell.text).strip()
    if trimmed != cell.text:
        problems.append(problem("KG611", cell.place, say('"{0}" with spaces around it or special ones in it', short(cell.text)),
                                say('"{0}"', short(trimmed)), say("delete the spaces")))  # fmt: skip
    return replace(cell, text=trimmed) if trimmed else None


def _odd_spaces(cell: Cell) -> Problem:
    """The warning of a text that begins or ends with a space, or holds a special one."""
    found = say('text with spaces at its ends or no-break spaces in it: "{0}"', short(cell.text))
    hint = say("it is kept as it is; delete them if they are not meant")
    warning = problem("KG611", cell.place, found, say("plain spaces between words"), hint)
    return replace(warning, severity=Severity.WARNING)


def _changed(cell: Cell, column: Column) -> Problem | None:
    """The problem of a cell that the spreadsheet takes for something else than text."""
    as_text = say("format the column as text, then type it again")
    if cell.kind == "formula":
        return problem("KG606", cell.place, say('the formula "{0}"', short(cell.text)), say("text"),
                       say("put an apostrophe before it if it is text, or paste its value"))  # fmt: skip
    if cell.kind == "error" or (cell.kind == "value" and cell.text in ERRORS):
        return problem("KG607", cell.place, say("the error {0}", cell.text), say("text"),
                       say("type what should stand here"))  # fmt: skip
    is_like_date = cell.kind == "value" and column.form not in _FREE and _LIKE_DATES.fullmatch(cell.text)
    if cell.kind == "date" or is_like_date:
        return problem("KG609", cell.place, say('the spreadsheet\'s own date "{0}"', cell.text),
                       say("a date such as 2017, 2017-05 or 2017-05-01") if column.form == "date" else say("text"),
                       as_text)  # fmt: skip
    if cell.kind == "number" and not (column.form in {"number", "year", "date"} and cell.text.isdigit()):
        return problem("KG608", cell.place, say("the number {0}", cell.text), say("text"),
                       say("leading zeros, points and commas may be lost: {0}", as_text))  # fmt: skip
    if cell.kind == "flag" and column.form != "flag":
        return problem("KG610", cell.place, say("the truth value {0}", cell.text), say("text"), as_text)
    return None


def _damaged(cell: Cell) -> Problem | None:
    """The problem of a text that is no text, or is cut."""
    control = CONTROL.search(cell.text)
    if control:
        return problem("KG008", cell.place, say("the control character {0}", f"U+{ord(control.group()):04X}"),
                       say("text only"), say("delete it"))  # fmt: skip
    return too_long(cell.text, cell.place)


def too_long(text: str, place: Location) -> Problem | None:
    """The problem of a text that a cell cannot hold, or that was cut to what a cell can hold.

    Args:
        text: the text.
        place: where it stands.
    """
    if size(text) < LONGEST:
        return None
    return problem("KG615", place, say("a text of {0} characters", f"{size(text):,}"), say("fewer than {0}", f"{LONGEST:,}"),
                   say("a spreadsheet cuts what is longer: keep it in the YAML file"))  # fmt: skip


def size(text: str) -> int:
    """The length of a text as spreadsheets count it."""
    return len(text) + sum(character > "\uffff" for character in text)


def short(text: str) -> str:
    """A text cut to what fits into a message."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
