"""An Excel workbook into grids: the cells as the spreadsheet keeps them, and what hides or merges them.

Takes the bytes of a file; gives grids and problems. Formulas are not computed, links not followed, and
what would cost more than the filled cells of a case is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.authoring.fields import nearest
from kg.kit.sheets.cells import MERGED, MOST_CELLS, Cell, Grid
from kg.kit.sheets.columns import TABLES
from kg.kit.sheets.preface import PREFACE_SHEET
from kg.kit.sheets.workbook import LISTS_SHEET
from kg.kit.sheets.workbook_cells import read_cells
from kg.kit.sheets.workbook_parts import DAMAGE, Package, TooMuchError, open_book
from kg.problems import Location, Problem, Severity, problem, say
from kg.problems.records import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.kit.sheets.workbook_cells import Block, Cells
    from kg.kit.sheets.workbook_parts import Book, Sheet
    from kg.problems.said import Said

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = say("open it in a spreadsheet program and save it as .xlsx")
_ANEW = say("copy the filled cells into a workbook that kg case to-xlsx writes, and nothing else")
_WORKBOOK = say("an Excel workbook (.xlsx)")


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
        if package is not None and package.part:
            return [], [
                problem("KG601", place, say("a damaged workbook ({0})", package.part), _WORKBOOK, _SAVE)
            ]
        return [], [_no_archive(data, place)]
    problems.extend(_missing(book.sheets, place))
    return grids, problems


def _old_format(data: bytes, place: Location) -> Problem | None:
    """Report a workbook that only spreadsheet programs can open."""
    if not data.startswith(_OLE):
        return None
    if "EncryptedPackage".encode("utf-16-le") in data:
        return problem("KG601", place, say("a workbook with a password"), say("one without"),
                       say("take the password off in the spreadsheet program and save it again"))  # fmt: skip
    return problem("KG601", place, say("a workbook in the old format .xls"), _WORKBOOK, _SAVE)


def _no_archive(data: bytes, place: Location) -> Problem:
    """Report a file that is something else."""
    return problem("KG601", place, say("a file that is no workbook"), _WORKBOOK,
                   say("CSV files are read by kg case from-csv") if b"," in data[:200] else _SAVE)  # fmt: skip


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
    """Find a sheet that may be the one under another name, and hint at it."""
    by_small = {other.lower(): other for other in strange}
    near = nearest(name, by_small)
    if near:
        return by_small[near], say('is it "{0}"? call it "{1}"', by_small[near], name)
    return "", say("write the case anew with kg case to-xlsx, and copy your rows into it")


def _grid(name: str, book: Book, shown: str, problems: list[Problem]) -> Grid:
    """Read the cells of a sheet, and report what is merged or hidden in it."""
    file = f"{shown}#{name}"
    sheet = book.sheets[name]
    grid = Grid(name, Location(file, 1, 1, is_cell=True))
    cells = read_cells(book, sheet.part, file)
    _mark_merged(cells, file)
    grid.rows = [[*row.values()] for row in _in_order(cells)]
    problems.extend(_merged(cells.blocks, file))
    problems.extend(_hidden(sheet, cells, file))
    return grid


def _in_order(cells: Cells) -> list[dict[int, Cell]]:
    """Sort the rows, and their cells from left to right.

    The first row stays even if it is empty: it should have the names.
    """
    rows = [cells.rows.pop(1, {}), *(row for _, row in sorted(cells.rows.items()))]
    return [dict(sorted(row.items())) for row in rows]


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
                raise TooMuchError(
                    say("more than {0} merged cells", f"{MOST_CELLS:,}"), say("cells that stand alone")
                )
            if row in cells.rows:
                gone = {column: Cell("", Location(file, row, column, is_cell=True), MERGED) for column in own}
                cells.rows[row].update(gone)


def _merged(blocks: list[Block], file: str) -> list[Problem]:
    """Report each block of merged cells: all but its first have lost what they held."""
    return [
        problem("KG613", Location(file, top, left, is_cell=True), say("merged cells ({0})", _named(block)),
                say("cells that stand alone"), say("undo the merging and fill in each cell"))
        for block in sorted(blocks)
        for top, left, *_ in [block]
    ]  # fmt: skip


def _named(block: Block) -> str:
    """Name a block as spreadsheets do."""
    top, left, bottom, right = block
    return f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"


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
    return [
        replace(problem("KG614", Location(file, row, column, is_cell=True), what, say("everything to be seen"),
                        say("it is read like the others: show it, and look")), severity=Severity.WARNING)
        for row, column, what in found
    ]  # fmt: skip
