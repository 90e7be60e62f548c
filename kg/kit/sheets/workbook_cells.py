"""The filled cells of a sheet of a workbook, and what merges or hides some of them.

Takes a part of a workbook; gives its cells as the spreadsheet keeps them. Formulas are not computed,
empty cells cost nothing, whatever format they have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from kg.kit.sheets.cells import ALLOWED, FAR, MOST_COLUMNS, MOST_ROWS, Cell
from kg.kit.sheets.workbook_parts import Letters, TooMuchError, unescaped
from kg.problems import Location, say

if TYPE_CHECKING:
    from kg.kit.sheets.workbook_parts import Attributes, Book

_PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_YES = frozenset({"1", "true"})
_MOST_BLOCKS = 1_000
Block = tuple[int, int, int, int]


@dataclass(slots=True)
class Cells:
    """What a sheet holds.

    Attributes:
        rows: the filled cells, by row and column.
        blocks: merged cells, from the first row and column to the last.
        hidden_rows: how many, and the first of them.
        hidden_columns: the first of each stretch.
    """

    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def read_cells(book: Book, part: str, file: str) -> Cells:
    """Read the cells of a sheet.

    Args:
        book: the workbook.
        part: the sheet's file in it.
        file: how to call the sheet in a problem.

    Raises:
        TooMuchError: there is more than is allowed.
    """
    reader = _Reader(book, file)
    book.package.parse(part, reader.start, reader.end, reader.letters.add)
    return reader.found


class _Reader:
    """What is known while a sheet is read."""

    def __init__(self, book: Book, file: str) -> None:
        self.book, self.file = book, file
        self.found = Cells()
        self.letters = Letters()
        self.row = self.column = 0
        self.cell: Attributes | None = None
        self.value = self.formula = None
        self.aloud = False

    value: str | None
    formula: str | None

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take note of where an element begins."""
        if tag == "c":
            self.cell = attributes
            self.value = self.formula = None
            at = _PLACE.fullmatch(attributes["r"]) if "r" in attributes else None
            self.column = _column(at[1]) if at else self.column + 1
        elif tag in {"v", "t", "f"} and self.cell is not None:
            self.letters.is_open = not self.aloud
        elif tag == "rPh":
            self.aloud = True
        else:
            self._start_outside(tag, attributes)

    def _start_outside(self, tag: str, attributes: Attributes) -> None:
        """Take note of a row, a hidden column, a merged block."""
        if tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            if attributes.get("hidden") in _YES and self.row <= MOST_ROWS:
                self.found.hidden_rows.append(self.row)
        elif tag == "col" and attributes.get("hidden") in _YES:
            first = int(attributes["min"])
            if first <= MOST_COLUMNS and first not in self.found.hidden_columns:
                self.found.hidden_columns.append(first)
        elif tag == "mergeCell":
            self._merge(attributes["ref"])

    def end(self, tag: str) -> None:
        """Keep what an element held."""
        if tag == "rPh":
            self.aloud = False
        elif tag == "c" and self.cell is not None:
            self._keep(self.cell)
            self.cell = None
        elif tag in {"v", "t", "f"} and self.cell is not None:
            self.letters.is_open = False
            text = self.letters.take()
            if tag == "f":
                self.formula = f"={text}"
            else:
                self.value = text if self.value is None else self.value + text

    def _keep(self, attributes: Attributes) -> None:
        """Keep the cell, unless it is empty."""
        if self.value is None and self.formula is None:
            return
        text, kind = self._read(attributes)
        if not text.strip():
            return
        place = Location(self.file, self.row, self.column, is_cell=True)
        if not self.book.room.holds(self.row, self.column, text):
            raise TooMuchError(FAR, ALLOWED, place)
        self.found.rows.setdefault(self.row, {})[self.column] = Cell(text, place, kind)

    def _read(self, attributes: Attributes) -> tuple[str, str]:
        """Read the text and the kind of a cell."""
        if self.formula is not None:
            return self.formula, "formula"
        text, kind = self.value or "", attributes.get("t", "n")
        if kind == "s":
            return self.book.strings[int(text)], "text"
        if kind in {"str", "inlineStr"}:
            return unescaped(text), "text"
        if kind == "b":
            return ("TRUE" if text in _YES else "FALSE"), "flag"
        if kind in {"e", "d"}:
            return text, {"e": "error", "d": "date"}[kind]
        return self._number(text, int(attributes.get("s", 0))) if text.strip() else ("", "number")

    def _number(self, text: str, form: int) -> tuple[str, str]:
        """Read a number, or the date that its format makes of it."""
        value = float(text) if re.search("[.eE]", text) else int(text)
        date = self.book.dates[form] if form < len(self.book.dates) else 0
        if date:
            return self._date(value, is_length=date > 1), "date"
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value), "number"

    def _date(self, value: float, *, is_length: bool) -> str:
        epoch = CALENDAR_MAC_1904 if self.book.is_1904 else CALENDAR_WINDOWS_1900
        try:
            return str(from_excel(value, epoch, timedelta=is_length)).removesuffix(" 00:00:00")
        except (OverflowError, ValueError):
            return str(value)

    def _merge(self, block: str) -> None:
        first, _, last = block.partition(":")
        ends = [_PLACE.fullmatch(first), _PLACE.fullmatch(last or first)]
        if ends[0] is None or ends[1] is None:
            raise ValueError(block)
        (left, top), (right, bottom) = ((_column(end[1]), int(end[2])) for end in ends if end)
        self.found.blocks.append((top, left, bottom, right))
        if len(self.found.blocks) > _MOST_BLOCKS:
            found = say("more than {0} blocks of merged cells", f"{_MOST_BLOCKS:,}")
            raise TooMuchError(found, say("cells that stand alone"))


def _column(letters: str) -> int:
    """Turn the letters of a column into its number.

    >>> _column("A"), _column("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
