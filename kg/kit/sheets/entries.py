"""Sheets that were read into a document, as if it had been written in YAML, with cells for places.

Takes grids; gives the document and every problem. Whatever the reader of a case finds later it tells of
with the sheet and the cell, for it finds them in the document.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg.authoring.fields import QUOTE, nearest, suggestion
from kg.authoring.nodes import Document, Node
from kg.authoring.tables import SECTIONS
from kg.kit.sheets.cells import MERGED, Cell, Grid, sound
from kg.kit.sheets.tables import (
    CASE_SHEET,
    CLAIM,
    EVIDENCE_SHEET,
    ID,
    NESTED,
    PREFACE_SHEET,
    TABLES,
    Column,
    columns,
    state_in,
)
from kg.model.records import Word
from kg.problems import Location, Problem, is_enough, not_looked_at, problem, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.authoring.fields import Table
    from kg.kit.sheets.tables import Row, SheetTable

UNREAD = "unread"
_NUMBERED = re.compile(r"[a-z]+ ([1-9][0-9]?)(?: (?:in|nth|en|zh|by))?")
_BETWEEN = re.compile(r"[,;，；、\n]")
_PAIRS = {"joins": _BETWEEN, "answers": re.compile(r"\n")}
"""What stands between pairs; a reason may hold commas."""
_TAGS = {"flag": "bool", "number": "int", "date": "date"}


@dataclass(slots=True)
class Read:
    """A case that was read from sheets.

    Attributes:
        document: the case.
        quotations: the cells that hold words quoted, as nodes of the document.
        problems: what is wrong with the sheets.
        before: the rows of the case that is written over, by sheet and id; a claim's lines of evidence by
            their order.
        state: the fingerprint of the case that the sheets were written from; nothing when they do not say.
    """

    document: Document = field(default_factory=Document)
    quotations: list[Node] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    before: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    state: str = ""


def read_tables(grids: Sequence[Grid], schema: dict[str, Any], before: Sequence[SheetTable] = ()) -> Read:
    """Read the case that grids hold.

    Args:
        grids: the sheets, each with the name of one of `TABLES`, and the one that explains them.
        schema: a JSON Schema of cases.
        before: the tables of the case that is written over, if there is one.
    """
    read = Read()
    for table in before:
        for row in table.rows:
            read.before.setdefault((table.name, row.get(ID) or row.get(CLAIM, "")), []).append(row)
    entries: dict[str, list[tuple[Word, Node]]] = {}
    notes = [grid for grid in grids if grid.name == PREFACE_SHEET]
    read.state = state_in(cell.text for grid in notes for row in grid.rows for cell in row)
    for grid in (grid for grid in grids if grid not in notes):
        rows = _rows(grid, schema, read)
        if grid.name == CASE_SHEET:
            _take_head(grid, rows, read)
        elif rows:
            entries[grid.name] = [(name, Node(name.location, fields=fields)) for name, fields in rows]
    _take_evidence(entries, read)
    for section in SECTIONS:
        if section in entries:
            place = entries[section][0][0].location
            read.document.fields.append((Word(section, place), Node(place, fields=entries[section])))
    return read


Fields = list[tuple[Word, Node]]


def _take_head(grid: Grid, rows: list[tuple[Word, Fields]], read: Read) -> None:
    """Take the one row of the case itself, and report any other."""
    for _, fields in rows[:1]:
        read.document.fields.extend(fields)
    for name, _ in rows[1:]:
        found, hint = say('a second row in the sheet "{0}"', grid.name), say("a workbook holds one case")
        read.problems.append(problem("KG605", name.location, found, say("one row"), hint))


def _take_evidence(entries: dict[str, list[tuple[Word, Node]]], read: Read) -> None:
    """Put the lines of evidence under their claims."""
    claims = {str(name): node for name, node in entries.get("claims", [])}
    rest = []
    for name, line in entries.pop(EVIDENCE_SHEET, []):
        if is_enough(read.problems):
            rest.append(name.location)
            continue
        claim = claims.get(name)
        if claim is None or claim.fields is None:
            if not read.document.is_partial:
                found, hint = say('unknown claim "{0}"', name), suggestion(name, claims)
                told = problem("KG207", name.location, found, say("a claim of this case"), hint)
                read.problems.append(told)
            continue
        lines = next((value for key, value in claim.fields if key == "evidence"), None)
        if lines is None:
            lines = Node(line.location, items=[])
            claim.fields.append((Word("evidence", line.location), lines))
        assert lines.items is not None  # noqa: S101 - made above
        lines.items.append(line)
    read.problems.extend(not_looked_at(rest))


def _rows(grid: Grid, schema: dict[str, Any], read: Read) -> list[tuple[Word, Fields]]:
    """Read the rows of a sheet: the id of each, and its fields."""
    header = _read_header(grid, schema, read.problems)
    if header is None:
        read.document.is_partial = True
        return []
    known, lost = header
    found = []
    rest = []
    for cells in grid.rows[1:]:
        if is_enough(read.problems):
            rest.append(cells[0].place)
            continue
        by_column = {known[c.place.column].name: c for c in cells if c.place.column in known}
        if all(cell.kind == MERGED for cell in by_column.values()):
            continue
        found.extend(_row(grid, cells[0].place, by_column, [*known.values()], lost, read))
    read.problems.extend(not_looked_at(rest))
    read.document.is_partial |= bool(rest)
    return found


def _read_header(
    grid: Grid, schema: dict[str, Any], problems: list[Problem]
) -> tuple[dict[int, Column], list[str]] | None:
    """Read the columns by their numbers, and the required fields that have none; give None when there is no id.

    A column whose name is misspelt is reported, and read as the one that was meant, so that what stands in it is
    not missed a second time.
    """
    cells = grid.rows[0] if grid.rows else []
    most = max([int(m[1]) for cell in cells if (m := _NUMBERED.fullmatch(cell.text.strip()))], default=1)
    expected = {column.name: column for column in columns(grid.name, schema, most)}
    named = {cell.text.strip(): cell for cell in reversed(cells)}
    known: dict[int, Column] = {}
    for cell in cells:
        name = cell.text.strip()
        if name not in expected:
            free = [other for other in expected if other not in named]
            near = nearest(name.lower(), free)
            fields = list(dict.fromkeys(column.field for column in expected.values()))
            found, hint = say('unknown column "{0}"', name), suggestion(name.lower(), free)
            problems.append(problem("KG603", cell.place, found, say("one of: {0}", fields), hint))
            known |= {cell.place.column: expected[near]} if near else {}
        elif named[name] is not cell:
            found, hint = (
                say('the column "{0}" a second time', name),
                say("the first is {0}", named[name].place),
            )
            problems.append(problem("KG604", cell.place, found, say("each column once"), hint))
        else:
            known[cell.place.column] = expected[name]
    problems.extend(_nameless(grid, {cell.place.column for cell in cells}))
    there = {column.name for column in known.values()}
    lost = [column.name for column in expected.values() if column.is_required and column.name not in there]
    for name in lost:
        found = say('the sheet "{0}" without the column "{1}"', grid.name, name)
        problems.append(problem("KG603", grid.place, found, say('"{0}" in the first row', name)))
    return None if {ID, CLAIM} & set(lost) else (known, lost)


def _nameless(grid: Grid, named: set[int]) -> list[Problem]:
    """Report each column that holds something and has no name."""
    first: dict[int, Cell] = {}
    for row in grid.rows[1:]:
        for cell in row:
            first.setdefault(cell.place.column, cell)
    found, hint = say("a cell in a column without a name"), say("name the column, or empty it")
    expected = say("the name of a field in the first row")
    places = [cell.place for column, cell in sorted(first.items()) if column not in named]
    return [problem("KG603", place, found, expected, hint) for place in places]


def _row(
    grid: Grid, place: Location, by_column: dict[str, Cell], known: list[Column], lost: list[str], read: Read
) -> list[tuple[Word, Fields]]:
    """Read a row into a list of one; give an empty list when its id cannot be read."""
    name = Word("", place)
    if grid.name != CASE_SHEET:
        first = next(column for column in known if column.field in {ID, CLAIM})
        cell = by_column.pop(first.name, None)
        if cell is None:
            found, hint = say('a row without "{0}"', first.name), say("write it, or delete the row")
            read.problems.append(problem("KG605", place, found, say("an id"), hint))
        good = sound(cell, first, read.problems) if cell is not None else None
        if good is None:
            read.document.is_partial = True
            return []
        name = Word(good.text, good.place)
    # A claim has several rows in the sheet of evidence; they belong to its earlier ones in their order.
    earlier = read.before.get((grid.name, str(name)), [])
    for column, text in (earlier.pop(0) if earlier else {}).items():
        if column in by_column:
            by_column[column] = replace(by_column[column], before=text)
    fields = _fields(TABLES[grid.name], by_column, known, read)
    fields += [(Word(field, place), Node(place, tag=UNREAD)) for field in lost]
    return [(name, fields)]


def _fields(table: Table, by_column: dict[str, Cell], known: list[Column], read: Read) -> Fields:
    """Read the fields of a row, in the order of the case format."""
    fields: Fields = []
    for name, field_of_table in table.items():
        own = [column for column in known if column.field == name]
        if field_of_table.form in {"quote", *NESTED}:
            fields.extend(
                (_quoted if field_of_table.form == "quote" else _nested)(name, own, by_column, read)
            )
            continue
        for column in own:
            if column.name in by_column:
                cell = by_column[column.name]
                fields.append((Word(name, cell.place), _node(cell, column, read)))
    return fields


def _node(cell: Cell, column: Column, read: Read) -> Node:
    """Read the value of a cell."""
    good = sound(cell, column, read.problems)
    if good is None:
        return Node(cell.place, tag=UNREAD)
    if column.form == "words":
        return _words(good)
    if column.form in {"searched", "speakers"}:
        return (_searched if column.form == "searched" else _speakers)(good)
    if column.form in _PAIRS:
        pairs = [part.partition(":") for part in _PAIRS[column.form].split(good.text)]
        if all(colon and key.strip() and value.strip() for key, colon, value in pairs):
            values = [
                (Word(key.strip(), cell.place), _scalar(value.strip(), cell.place)) for key, _, value in pairs
            ]
            return Node(cell.place, fields=values)
    if column.form == "flag" and good.text.lower() in {"true", "false"}:
        return _scalar(good.text.lower(), cell.place, "bool")
    return _scalar(good.text, cell.place, _TAGS.get(column.form, "str") if column.form != "flag" else "str")


def _searched(cell: Cell) -> Node:
    """Read the sources searched: their names, or how far each was searched, one to a line, parts in brackets."""
    lines = [line.partition(":") for line in cell.text.split("\n") if line.strip()]
    if not any(colon for _, colon, _ in lines):
        return _words(cell)
    pairs = []
    for source, _, extent in lines:
        text = extent.strip()
        node = _scalar(text, cell.place, "str" if text else "null")
        if text.startswith("[") and text.endswith("]"):
            parts = [_scalar(part, cell.place) for part in _parts(text[1:-1])]
            node = Node(cell.place, items=parts)
        pairs.append((Word(source.strip(), cell.place), node))
    return Node(cell.place, fields=pairs)


def _parts(text: str) -> list[str]:
    """Cut text at semicolons that stand between no quotation marks."""
    parts = next(csv.reader([text], delimiter=";", skipinitialspace=True), [])
    return [part.strip() for part in parts if part.strip()]


def _speakers(cell: Cell) -> Node:
    """Read who speaks, one to a line, from the innermost outwards: ``mayor``, or ``mayor; to: press``."""
    items = []
    for line in (line for line in cell.text.split("\n") if line.strip()):
        who, *more = _parts(line) or [""]
        items.append(_scalar(who, cell.place))
        if more:
            pairs = [
                ("who", who),
                *((key, value) for key, _, value in (part.partition(":") for part in more)),
            ]
            fields = [
                (Word(key.strip(), cell.place), _scalar(value.strip(), cell.place)) for key, value in pairs
            ]
            items[-1] = Node(cell.place, fields=fields)
    return items[0] if len(items) == 1 else Node(cell.place, items=items)


def _words(cell: Cell) -> Node:
    """Read one word, or several with something between them."""
    items = [_scalar(word.strip(), cell.place) for word in _BETWEEN.split(cell.text) if word.strip()]
    return items[0] if len(items) == 1 else Node(cell.place, items=items)


def _scalar(text: str, place: Location, tag: str = "str") -> Node:
    return Node(place, Word(text, place), tag)


def _nested(name: str, own: list[Column], by_column: dict[str, Cell], read: Read) -> Fields:
    """Read the fields of a field, each from a cell of its own."""
    cells = [(column, by_column[column.name]) for column in own if column.name in by_column]
    if not cells:
        return []
    place = cells[0][1].place
    names = [Word(column.name.rpartition(" ")[2], cell.place) for column, cell in cells]
    values = [_node(cell, column, read) for column, cell in cells]
    places = list(zip(names, values, strict=True))
    return [(Word(name, place), Node(place, fields=places))]


def _quoted(name: str, own: list[Column], by_column: dict[str, Cell], read: Read) -> Fields:
    """Read the quotations of a row: a single one, or a list; each as words or with its pins."""
    items = []
    for number in sorted({column.number for column in own}):
        there = [column for column in own if column.number == number and column.name in by_column]
        cells = [(column, by_column[column.name]) for column in there]
        if cells:
            items.append(_quotation(cells, read))
    if not items:
        return []
    place = items[0].location
    return [(Word(name, place), items[0] if len(items) == 1 else Node(place, items=items))]


def _quotation(cells: list[tuple[Column, Cell]], read: Read) -> Node:
    """Read a quotation from its cells."""
    values = {}
    for column, cell in cells:
        part = "text" if column.form == "quote" else column.name.rpartition(" ")[2]
        values[part] = _node(cell, column, read)
        if part == "text" and values[part].scalar is not None:
            read.quotations.append(values[part])
    if values.keys() == {"text"}:
        return values["text"]
    parts = [(Word(part, values[part].location), values[part]) for part in QUOTE if part in values]
    return Node(cells[0][1].place, fields=parts)
