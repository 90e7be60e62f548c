"""An Excel workbook into grids: the cells as the spreadsheet keeps them, and what hides or merges them.

Takes the bytes of a file; gives grids and problems. Formulas are not computed, links not followed; empty
cells cost nothing, and what would cost more than the filled cells of a case is refused.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from kg.authoring.fields import nearest
from kg.kit.sheets.cells import ALLOWED, FAR, MERGED, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid
from kg.kit.sheets.tables import PREFACE_SHEET, TABLES
from kg.kit.sheets.workbook import LISTS_SHEET
from kg.kit.sheets.workbook_parts import DAMAGE, Letters, Package, TooMuchError, open_book, unescaped
from kg.problems import Location, Problem, Severity, problem, say
from kg.problems.records import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.kit.sheets.workbook_parts import Attributes, Book, Sheet

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = say("open it in a spreadsheet program and save it as .xlsx")
_ANEW = say("copy the filled cells into a workbook that kg case to-xlsx writes, and nothing else")
_WORKBOOK = say("an Excel workbook (.xlsx)")
_PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_YES = frozenset({"1", "true"})
_MOST_BLOCKS = 1_000
Block = tuple[int, int, int, int]


def read_workbook(data: bytes, shown: str) -> tuple[list[Grid], list[Problem]]:
    """Read the sheets of a workbook.

    Args:
        data: the bytes of the file.
        shown: how to call it in a problem.

    Returns:
        The sheets that could be read, what explains them with them, and what is wrong with the file and with its sheets as a whole.
    """
    place = Location(shown, 1, 1)
    package: Package | None = None
    try:
        refused = _old_format(data, place)
        package = None if refused else Package(data)
        refused = refused or (_no_office(package, place) if package else None)
        if refused is not None or package is None:
            return [], [refused] if refused else []
        book = open_book(package)
        problems: list[Problem] = []
        grids = [_grid(name, book, shown, problems) for name in TABLES if name in book.sheets]
        if grids and PREFACE_SHEET in book.sheets:
            # Only looked at for the state of the case: what is wrong there harms nothing.
            grids.append(_grid(PREFACE_SHEET, book, shown, []))
    except TooMuchError as error:
        return [], [problem("KG005", error.place or place, error.found, error.expected, _ANEW)]
    except DAMAGE:
        found, hint = say("a file that is no workbook"), _SAVE
        if package is not None and package.part:
            found = say("a damaged workbook ({0})", package.part)
        elif b"," in data[:200]:
            hint = say("CSV files are read by kg case from-csv")
        return [], [problem("KG601", place, found, _WORKBOOK, hint)]
    problems.extend(_missing(book.sheets, place))
    return grids, problems


def _old_format(data: bytes, place: Location) -> Problem | None:
    """Report a workbook that only spreadsheet programs can open."""
    if not data.startswith(_OLE):
        return None
    if "EncryptedPackage".encode("utf-16-le") in data:
        hint = say("take the password off in the spreadsheet program and save it again")
        return problem("KG601", place, say("a workbook with a password"), say("one without"), hint)
    return problem("KG601", place, say("a workbook in the old format .xls"), _WORKBOOK, _SAVE)


def _no_office(package: Package, place: Location) -> Problem | None:
    """Report an archive that is no workbook."""
    if "mimetype" in package.names and b"opendocument" in package.begin("mimetype", 100):
        return problem("KG601", place, say("an OpenDocument file"), _WORKBOOK, _SAVE)
    if not any(name.startswith("xl/") for name in package.names):
        return problem("KG601", place, say("an archive that is no workbook"), _WORKBOOK, _SAVE)
    return None


def _missing(sheets: Iterable[str], place: Location) -> list[Problem]:
    """Report each sheet that is missing, and warn of each that nobody knows."""
    strange = [name for name in sheets if name not in {*TABLES, PREFACE_SHEET, LISTS_SHEET}]
    problems = []
    for name in TABLES:
        if name not in sheets:
            by_small = {other.lower(): other for other in strange}
            near = by_small.get(nearest(name, by_small), "")
            strange = [other for other in strange if other != near]
            hint = say("write the case anew with kg case to-xlsx, and copy your rows into it")
            if near:
                hint = say('is it "{0}"? call it "{1}"', near, name)
            found = say('no sheet "{0}"', name)
            problems.append(problem("KG602", place, found, say("the sheets {0}", list(TABLES)), hint))
    for name in strange:
        own = Location(f"{place.file}#{name}", 1, 1, is_cell=True)
        found = say('the sheet "{0}", which is not read', name)
        told = problem("KG602", own, found, say("a sheet of the case"))
        problems.append(replace(told, severity=Severity.WARNING))
    return problems


def _grid(name: str, book: Book, shown: str, problems: list[Problem]) -> Grid:
    """Read the cells of a sheet, and report what is merged or hidden in it."""
    file = f"{shown}#{name}"
    sheet = book.sheets[name]
    grid = Grid(name, Location(file, 1, 1, is_cell=True))
    reader = _Reader(book, file)
    book.package.parse(sheet.part, reader.start, reader.end, reader.letters.add)
    cells = reader.found
    _mark_merged(cells, file)
    # The first row stays even if it is empty: it should have the names.
    rows = [cells.rows.pop(1, {}), *(row for _, row in sorted(cells.rows.items()))]
    grid.rows = [[cell for _, cell in sorted(row.items())] for row in rows]
    for top, left, bottom, right in sorted(cells.blocks):  # all but the first cell have lost what they held
        found = say("merged cells ({0})", f"{column_letters(left)}{top}:{column_letters(right)}{bottom}")
        place, hint = Location(file, top, left, is_cell=True), say("undo the merging and fill in each cell")
        problems.append(problem("KG613", place, found, say("cells that stand alone"), hint))
    problems.extend(_hidden(sheet, cells, file))
    return grid


def _mark_merged(cells: Cells, file: str) -> None:
    """Mark the cells that have lost their text to the one they were merged with, in rows that hold something.

    What a program left in such a cell cannot be seen, and is not read.
    """
    columns = sorted(cells.rows.get(1, {}))
    marked = 0
    for top, left, bottom, right in cells.blocks:
        for row in range(max(top, 2), min(bottom, max(cells.rows, default=0)) + 1):
            own = [column for column in columns if left <= column <= right and (row, column) != (top, left)]
            marked += 1 + len(own)
            if marked > MOST_CELLS:
                found = say("more than {0} merged cells", f"{MOST_CELLS:,}")
                raise TooMuchError(found, say("cells that stand alone"))
            if row in cells.rows:
                gone = {column: Cell("", Location(file, row, column, is_cell=True), MERGED) for column in own}
                cells.rows[row].update(gone)


def _hidden(sheet: Sheet, cells: Cells, file: str) -> list[Problem]:
    """Warn of what nobody sees and the tool reads all the same."""
    found: list[tuple[int, int, str]] = []
    if sheet.is_hidden:
        found.append((1, 1, say("a hidden sheet")))
    rows = sorted(cells.hidden_rows)
    if rows:
        what = say("a hidden row") if len(rows) == 1 else say("{0} hidden rows", len(rows))
        found.append((rows[0], 1, what))
    found.extend((1, column, say("a hidden column")) for column in cells.hidden_columns)
    expected, hint = say("everything to be seen"), say("it is read like the others: show it, and look")
    told = (
        problem("KG614", Location(file, row, column, is_cell=True), what, expected, hint)
        for row, column, what in found
    )
    return [replace(one, severity=Severity.WARNING) for one in told]


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
            epoch = CALENDAR_MAC_1904 if self.book.is_1904 else CALENDAR_WINDOWS_1900
            with contextlib.suppress(OverflowError, ValueError):
                return str(from_excel(value, epoch, timedelta=date > 1)).removesuffix(" 00:00:00"), "date"
            return str(value), "date"
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value), "number"

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
