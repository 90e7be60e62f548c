"""An Excel workbook into grids: the cells as the spreadsheet keeps them, and what hides or merges them.

Takes the bytes of a file; gives grids and problems. Formulas are not computed, links not followed.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from kg.authoring.fields import nearest
from kg.kit.sheets.cells import MERGED, Cell, Grid
from kg.kit.sheets.columns import TABLES
from kg.kit.sheets.preface import PREFACE_SHEET
from kg.kit.sheets.workbook import LISTS_SHEET
from kg.problems import Location, Problem, Severity, problem, say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from kg.problems.said import Said

WORKBOOK_LIMIT = 20_000_000
_UNPACKED_LIMIT = 200
_MOST_ROWS, _MOST_COLUMNS = 20_000, 300
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = say("open it in a spreadsheet program and save it as .xlsx")
_WORKBOOK = say("an Excel workbook (.xlsx)")
_RETURN = re.compile("_x000D_", re.IGNORECASE)
"""How the format writes CR; openpyxl takes back the escape of ``_`` and leaves this one."""
_KINDS = {"n": "number", "b": "flag", "e": "error", "f": "formula", "d": "date"}


def read_workbook(data: bytes, shown: str) -> tuple[list[Grid], list[Problem]]:
    """The sheets of a workbook.

    Args:
        data: the bytes of the file.
        shown: how to call it in a problem.

    Returns:
        The sheets that could be read, and what is wrong with the file and with its sheets as a whole.
    """
    place = Location(shown, 1, 1)
    refused = _no_workbook(data, place)
    if refused is not None:
        return [], [refused]
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out, such as pictures and newer drop-downs: nothing of a case.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), rich_text=True, data_only=False)
    except Exception as error:  # noqa: BLE001 - a broken archive makes it raise nearly anything
        return [], [
            problem("KG601", place, say("a damaged workbook ({0})", type(error).__name__), _WORKBOOK, _SAVE)
        ]
    problems: list[Problem] = []
    grids = [_grid(book[name], shown, problems) for name in TABLES if name in book.sheetnames]
    problems.extend(_missing(book, place))
    return grids, problems


def _no_workbook(data: bytes, place: Location) -> Problem | None:
    """The problem of a file that is no workbook at all, with a word on what it is."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return problem("KG601", place, say("a workbook with a password"), say("one without"),
                           say("take the password off in the spreadsheet program and save it again"))  # fmt: skip
        return problem("KG601", place, say("a workbook in the old format .xls"), _WORKBOOK, _SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _no_office(archive, place)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zlib.error):
        return problem("KG601", place, say("a file that is no workbook"), _WORKBOOK,
                       say("CSV files are read by kg case from-csv") if b"," in data[:200] else _SAVE)  # fmt: skip


def _no_office(archive: zipfile.ZipFile, place: Location) -> Problem | None:
    """The problem of an archive that is no workbook, or a very large one."""
    names = set(archive.namelist())
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        return problem("KG601", place, say("an OpenDocument file"), _WORKBOOK, _SAVE)
    if not any(name.startswith("xl/") for name in names):
        return problem("KG601", place, say("an archive that is no workbook"), _WORKBOOK, _SAVE)
    unpacked = sum(entry.file_size for entry in archive.infolist()) / 1e6
    if unpacked > _UNPACKED_LIMIT:
        return problem("KG005", place, say("a workbook of {0} MB unpacked", f"{unpacked:.0f}"),
                       say("at most {0} MB", _UNPACKED_LIMIT))  # fmt: skip
    return None


def _missing(book: Workbook, place: Location) -> list[Problem]:
    """A problem for each sheet that is not there, and a warning for each that is not known."""
    strange = [name for name in book.sheetnames if name not in {*TABLES, PREFACE_SHEET, LISTS_SHEET}]
    problems = []
    for name in TABLES:
        if name not in book.sheetnames:
            near, hint = _near(name, strange)
            strange = [other for other in strange if other != near]
            problems.append(
                problem(
                    "KG602", place, say('no sheet "{0}"', name), say("the sheets {0}", list(TABLES)), hint
                )
            )
    for name in strange:
        own = Location(f"{place.file}#{name}", 1, 1, is_cell=True)
        found = problem(
            "KG602", own, say('the sheet "{0}", which is not read', name), say("a sheet of the case")
        )
        problems.append(replace(found, severity=Severity.WARNING))
    return problems


def _near(name: str, strange: list[str]) -> tuple[str, Said]:
    """A sheet that may be the one, under another name, and a hint at it."""
    by_small = {other.lower(): other for other in strange}
    near = nearest(name, by_small)
    if near:
        return by_small[near], say('is it "{0}"? call it "{1}"', by_small[near], name)
    return "", say("write the case anew with kg case to-xlsx, and copy your rows into it")


def _grid(sheet: Worksheet, shown: str, problems: list[Problem]) -> Grid:
    """The cells of a sheet."""
    file = f"{shown}#{sheet.title}"
    grid = Grid(sheet.title, Location(file, 1, 1, is_cell=True))
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
        found = say("a sheet of {0} rows and {1} columns", f"{sheet.max_row:,}", f"{sheet.max_column:,}")
        expected = say("at most {0} rows and {1} columns", f"{_MOST_ROWS:,}", _MOST_COLUMNS)
        problems.append(
            problem("KG005", grid.place, found, expected, say("delete the empty rows and columns at its end"))
        )
        return grid
    for row in sheet.iter_rows():
        grid.rows.append([read for cell in row if (read := _cell(cell, file)) is not None])
    problems.extend(_merged(sheet, file))
    problems.extend(_hidden(sheet, file))
    return grid


def _cell(cell: Any, file: str) -> Cell | None:  # noqa: ANN401 - openpyxl has several classes of cells
    """A cell that holds something."""
    value, place = cell.value, Location(file, cell.row, cell.column, is_cell=True)
    if isinstance(cell, MergedCell):
        return Cell("", place, MERGED)
    if value is None:
        return None
    if isinstance(value, (ArrayFormula, DataTableFormula)):
        return Cell(str(getattr(value, "text", "") or "="), place, "formula")
    if isinstance(value, (date, datetime, time, timedelta)):
        return Cell(str(value).removesuffix(" 00:00:00"), place, "date")
    if isinstance(value, bool):
        return Cell(str(value).upper(), place, "flag")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    kind = _KINDS.get(cell.data_type, "text")
    text = _RETURN.sub("\r", str(value)) if kind == "text" else str(value)
    return Cell(text, place, kind) if text.strip() else None


def _merged(sheet: Worksheet, file: str) -> list[Problem]:
    """A problem for each block of merged cells: all but its first have lost what they held."""
    return [
        problem("KG613", Location(file, block.min_row, block.min_col, is_cell=True), say("merged cells ({0})", block.coord),
                say("cells that stand alone"), say("undo the merging and fill in each cell"))
        for block in sorted(sheet.merged_cells.ranges, key=lambda block: (block.min_row, block.min_col))
    ]  # fmt: skip


def _hidden(sheet: Worksheet, file: str) -> list[Problem]:
    """Warnings of what cannot be seen and is read all the same."""
    found: list[tuple[int, int, str]] = []
    if sheet.sheet_state != "visible":
        found.append((1, 1, say("a hidden sheet")))
    rows = sorted(number for number, row in sheet.row_dimensions.items() if row.hidden)
    if rows:
        what = say("a hidden row") if len(rows) == 1 else say("{0} hidden rows", len(rows))
        found.append((rows[0], 1, what))
    found.extend(
        (1, dimension.min, say("a hidden column"))
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.min
    )
    return [
        replace(problem("KG614", Location(file, row, column, is_cell=True), what, say("everything to be seen"),
                        say("it is read like the others: show it, and look")), severity=Severity.WARNING)
        for row, column, what in found
    ]  # fmt: skip
