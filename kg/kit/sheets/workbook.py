"""The tables of a case as an Excel workbook (ECMA-376, Office Open XML).

Takes tables; gives the bytes of a file, always the same for the same tables. Every cell is text and is
formatted as text, so that a spreadsheet neither computes it nor takes it for a number or a date.
"""

from __future__ import annotations

import gc
import io
import re
import sys
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from kg.kit.sheets.tables import PREFACE_SHEET, preface
from kg.problems.records import column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from kg.kit.sheets.tables import Column, Row, SheetTable

LISTS_SHEET = "lists"
"""The hidden sheet with the words of the drop-downs; it is not read."""
_MORE_ROWS = 500
_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - a fixed date in place of a clock; the format has no zone
_TEXT = "@"
_WIDTHS = {"text": 44, "quote": 60, "words": 26, "word": 22, "id": 16, "number": 9, "year": 9, "flag": 11}
_NARROW = 14
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HEAD_FILL, _NEED_FILL = "DCE6EC", "F6DFA4"
_HEAD = Font(bold=True)
_HEADER_LINE, _LINE, _HIGHEST = 30, 15, 400
"""Heights in points; 409 is the most that the format allows."""
_WIDE = "\u2e80"


def workbook_bytes(tables: Sequence[SheetTable], state: str) -> bytes:
    """Write a workbook with an explanation, a sheet for each table, and drop-downs.

    Args:
        tables: the tables of a case.
        state: the fingerprint of the case.
    """
    book = Workbook()
    first = book.active
    first.title = PREFACE_SHEET
    first.column_dimensions["A"].width = 110
    for number, line in enumerate(preface(state), start=1):
        cell = first.cell(number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = _HEAD if number == 1 else Font()
    lists = book.create_sheet(LISTS_SHEET)
    for table in tables:
        _write_table(book.create_sheet(table.name, index=len(book.sheetnames) - 1), table, lists)
    lists.sheet_state = "hidden"
    book.properties.creator = "tongban-kg"
    book.properties.created = _EPOCH
    return _without_clock(_saved(book))


def _saved(book: Workbook) -> bytes:
    """Put a workbook together.

    Where there is no room for its temporary files, openpyxl leaves a generator that fails once more when it is
    closed, and Python would print that.
    """
    buffer, fault = io.BytesIO(), None
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        try:
            book.save(buffer)
        except OSError as error:
            fault = OSError(error.errno, error.strerror)
        if fault is not None:
            gc.collect()
            raise fault
    finally:
        sys.unraisablehook = hook
    return buffer.getvalue()


def escaped(text: str) -> str:
    r"""Escape a text as the format wants it: what XML would change is written as ``_x000D_``.

    >>> escaped("a\rb_x0041_")
    'a_x000D_b_x005F_x0041_'
    """
    return _ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")


def _write_table(sheet: Worksheet, table: SheetTable, lists: Worksheet) -> None:
    """Write a sheet: names at the top with notes, text below, a drop-down where words are known."""
    for number, column in enumerate(table.columns, start=1):
        _write_head(sheet, number, column)
        if column.words:
            _offer(sheet, number, column, len(table.rows), lists)
    numbers = {column.name: number for number, column in enumerate(table.columns, start=1)}
    for row, cells in enumerate(table.rows, start=2):
        for name, text in cells.items():
            _write_text(sheet, row, numbers[name], text)
        sheet.row_dimensions[row].height = _height(cells, table.columns)
    sheet.row_dimensions[1].height = _HEADER_LINE
    sheet.freeze_panes = "B2"


def _write_head(sheet: Worksheet, number: int, column: Column) -> None:
    """Write the name of a column, its note, its width and its format.

    Cells that are typed later take over the format.
    """
    cell = sheet.cell(1, number, column.name)
    cell.font = _HEAD
    cell.fill = PatternFill("solid", fgColor=_NEED_FILL if column.is_required else _HEAD_FILL)
    cell.alignment = Alignment(vertical="center")
    cell.number_format = _TEXT
    note = [f"{column.name}: {column.help}."]
    if column.is_required:
        note.append("Every row needs it.")
    if column.form == "words":
        note.append("Several words: put commas between them.")
    if column.is_closed:
        note.append(f"One of: {', '.join(column.words)}.")
    cell.comment = Comment("\n".join(note), "tongban-kg", height=110, width=320)
    dimension = sheet.column_dimensions[column_letters(number)]
    dimension.width = _width(column)
    dimension.number_format = _TEXT
    dimension.alignment = Alignment(wrap_text=True, vertical="top")


def _width(column: Column) -> int:
    """Choose how wide a column is, in characters."""
    return max(_WIDTHS.get(column.form, _NARROW), len(column.name) + 4)


def _height(cells: Row, columns: Sequence[Column]) -> int:
    """Measure how high a row must be for its longest text: not every program finds that out itself."""
    lines = 1
    for column in columns:
        parts = cells.get(column.name, "").split("\n")
        # A Chinese character takes the room of two.
        breadths = (sum(2 if character >= _WIDE else 1 for character in part) for part in parts)
        lines = max(lines, sum(max(1, -(-breadth // (_width(column) - 2))) for breadth in breadths))
    return min(lines * _LINE, _HIGHEST)


def _write_text(sheet: Worksheet, row: int, number: int, text: str) -> None:
    cell = sheet.cell(row, number)
    cell.value = escaped(text)
    cell.data_type = "s"  # also where it looks like a formula or an error
    cell.number_format = _TEXT
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.quotePrefix = text[:1] in "=+-@'"


def _offer(sheet: Worksheet, number: int, column: Column, rows: int, lists: Worksheet) -> None:
    """Add a drop-down to a column. Where other words may stand too, it only offers its words."""
    at = 1 if lists.max_column == 1 and lists["A1"].value is None else lists.max_column + 1
    lists.cell(1, at, f"{sheet.title} {column.name}")
    for line, word in enumerate(column.words, start=2):
        _write_text(lists, line, at, word)
    letters = column_letters(at)
    rule = DataValidation("list", formula1=f"{LISTS_SHEET}!${letters}$2:${letters}${len(column.words) + 1}")
    rule.allow_blank = True
    rule.showErrorMessage = column.is_closed and column.form != "words"
    rule.errorTitle, rule.error = column.name, "Take one of the words of the list."
    own = column_letters(number)
    rule.add(f"{own}2:{own}{rows + _MORE_ROWS}")
    sheet.add_data_validation(rule)


def _without_clock(data: bytes) -> bytes:
    """Replace the time at which an archive was written by a fixed date, so that the same case gives the same bytes."""
    buffer = io.BytesIO()
    stamp = f"{_EPOCH.isoformat()}Z".encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return buffer.getvalue()
