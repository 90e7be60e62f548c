"""The tables of a case as CSV files (RFC 4180), and back.

Takes tables, gives texts by file name, and the other way round. The files begin with the mark by which
Excel knows UTF-8. Text that a spreadsheet would compute or change stands behind an apostrophe
(`kg.safe_csv`), which is taken off again.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from typing import TYPE_CHECKING

from kg.authoring.fields import suggestion
from kg.files import CSV_PREFACE
from kg.kit.sheets.cells import ALLOWED, FAR, Cell, Grid, Room
from kg.kit.sheets.tables import CASE_SHEET, CLAIM, ID, PREFACE_SHEET, TABLES, preface
from kg.problems import Location, Problem, problem, say
from kg.safe_csv import csv_text, guarded, unguarded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.kit.sheets.tables import SheetTable

_SEPARATORS = ",;\t"
_MIXED = re.compile(f"[{_SEPARATORS}]")
"""What no id has in it."""
_SAMPLE = 2_000
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LIMIT = f"{csv.field_size_limit():,}"
_WORDS = (
    ("unexpected end", say("a quotation mark that is not closed")),
    ("expected after", say("text after a closing quotation mark")),
    (
        "field larger",
        say("a quotation mark that is not closed, or a cell of more than {0} characters", _LIMIT),
    ),
)
"""What the reader of CSV says, and what a message says of it."""
_WORDS_OF_FLAGS = frozenset({"TRUE", "FALSE"})


def csv_texts(tables: Sequence[SheetTable], state: str) -> dict[str, str]:
    """Write a CSV file for each table, by its name, and one that explains.

    Args:
        tables: the tables of a case.
        state: the fingerprint of the case.
    """
    texts = {CSV_PREFACE: "\n".join(preface(state)) + "\n"}
    for table in tables:
        # A truth value needs no apostrophe: it is read back however a program writes it.
        ways = [(column.name, str if column.form == "flag" else guarded) for column in table.columns]
        rows = [[way(row.get(name, "")) for name, way in ways] for row in table.rows]
        texts[f"{table.name}.csv"] = csv_text([[name for name, _ in ways], *rows], str)
    return texts


def read_csv(files: Mapping[str, bytes], shown: str) -> tuple[list[Grid], list[Problem]]:
    """Read the sheets that CSV files hold.

    Args:
        files: the bytes of each file, by its name.
        shown: how to call their folder in a problem.

    Returns:
        The sheets that could be read, what explains them with them, and what is wrong with the files as a whole.
    """
    grids, problems = [], []
    room = Room()
    known = {*TABLES, CSV_PREFACE}
    strange = [name[: -len(".csv")] for name in files if name.removesuffix(".csv") not in known]
    for name in TABLES:
        place = Location(f"{shown}/{name}.csv", 1, 1, is_cell=True)
        data = files.get(f"{name}.csv")
        if data is None:
            anew = say("write the case anew with kg case to-csv, and copy your rows into it")
            hint = suggestion(name, strange) or anew
            found = say("no file {0}", f"{name}.csv")
            expected = say("the files {0}", [f"{each}.csv" for each in TABLES])
            problems.append(problem("KG602", place, found, expected, hint))
            continue
        read = _read(name, data, place, room)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            grids.append(read)
    if grids and CSV_PREFACE in files:
        place = Location(f"{shown}/{CSV_PREFACE}", 1, 1, is_cell=True)
        lines = files[CSV_PREFACE].decode("utf-8", "replace").splitlines()
        grids.append(Grid(PREFACE_SHEET, place, [[Cell(line, place)] for line in lines]))
    return grids, problems


def _read(name: str, data: bytes, place: Location, room: Room) -> Grid | Problem:
    """Read a CSV file into cells; commas, semicolons or tabs may stand between them."""
    text = _decoded(data, place)
    if isinstance(text, Problem):
        return text
    top = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=top.count)
    grid = Grid(name, place)
    stream = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    number, is_by_id = 0, False
    try:
        for number, row in enumerate(csv.reader(stream, delimiter=separator, strict=True), start=1):
            cells = [(column, value) for column, value in enumerate(row, start=1) if value.strip()]
            far = next((column for column, value in cells if not room.holds(number, column, value)), 0)
            if far:
                return problem("KG005", Location(place.file, number, far, is_cell=True), FAR, ALLOWED)
            if number > 1 and is_by_id and _MIXED.search(row[0] if row else ""):
                wrong = Location(place.file, number, 1, is_cell=True)
                found = say("a row with other separators than the first row")
                hint = say("put between its cells what stands between those of the first row")
                return problem("KG617", wrong, found, say("the same between all cells"), hint)
            if number == 1:
                is_by_id = len(row) > 1 and row[0].strip() in {ID, CLAIM, CASE_SHEET}
            if cells or number == 1:
                places = [Location(place.file, number, column, is_cell=True) for column, _ in cells]
                grid.rows.append([_cell(value, at) for at, (_, value) in zip(places, cells, strict=True)])
    except csv.Error as error:
        wrong = Location(place.file, number + 1, 1, is_cell=True)
        fitting = (words for sign, words in _WORDS if sign in str(error))
        found = next(fitting, say("a row that cannot be read"))
        hint = say('text with a quotation mark or a line end stands between " ", each " in it twice')
        return problem("KG617", wrong, found, say("cells with commas between them"), hint)
    return grid


def _cell(value: str, place: Location) -> Cell:
    """Make a cell. What stands behind our apostrophe is text, whatever it looks like."""
    own = unguarded(value)
    if own is not None:
        return Cell(own, place)
    if value in _WORDS_OF_FLAGS:
        return Cell(value, place, "flag")
    return Cell(value, place, "value")


def _decoded(data: bytes, place: Location) -> str | Problem:
    """Decode a file in UTF-8, with or without its mark; report any other."""
    hint = say('save it as "CSV UTF-8"')
    if data.startswith(_UTF_16) or b"\0" in data[:_SAMPLE]:
        return problem("KG616", place, say("a file in {0}", "UTF-16"), "UTF-8", hint)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = say("text that is not UTF-8 in line {0}", line)
        with contextlib.suppress(UnicodeDecodeError):
            data.decode("gb18030")  # as Chinese spreadsheet programs write
            found = say("text in line {0} that is not UTF-8 and may be {1}", line, "GB18030")
        hint = say("{0}, from the workbook: signs that another encoding lacks are lost", hint)
        return problem("KG616", place, found, "UTF-8", hint)
