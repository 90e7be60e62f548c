"""A case as rows of text: one row an entry, several words of a field in one cell, a quotation in a cell of its own.

Takes a document; gives tables. `kg.kit.sheets.entries` goes the other way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.authoring.tables import SECTIONS
from kg.kit.sheets.columns import CASE_SHEET, CLAIM, EVIDENCE_SHEET, ID, TABLES, Column, columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.authoring.nodes import Document, Node

Row = dict[str, str]
_ROOM = 2
"""How many quotations a row has room for, where no entry needs more."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet to be written.

    Attributes:
        name: of the sheet.
        columns: in their order.
        rows: the text of each cell that is not empty, by the name of its column.
    """

    name: str
    columns: list[Column]
    rows: list[Row]


def case_tables(document: Document, schema: dict[str, Any]) -> list[Table]:
    """Make the tables of a case, in the order of the sheets.

    Args:
        document: the case; every field in the form that the case format wants.
        schema: its JSON Schema, which knows what the columns are for and what may stand in them.
    """
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    head = [(key, node) for key, node in document.fields if key not in SECTIONS]
    if head:
        rows[CASE_SHEET].append(_row(head))
    for section, node in document.fields:
        for name, entry in (node.fields or ()) if section in SECTIONS else ():
            fields = [(key, value) for key, value in entry.fields or () if key != "evidence"]
            rows[section].append({ID: str(name), **_row(fields)})
            lines = next((value.items for key, value in entry.fields or () if key == "evidence"), None)
            rows[EVIDENCE_SHEET] += [{CLAIM: str(name), **_row(line.fields or ())} for line in lines or ()]
    return [Table(name, _needed(name, own, schema), own) for name, own in rows.items()]


def _needed(sheet: str, rows: list[Row], schema: dict[str, Any]) -> list[Column]:
    """List the columns of a sheet, with room for as many quotations as a row has."""
    number = _ROOM
    used = {name for row in rows for name in row}
    while not used <= {column.name for column in columns(sheet, schema, number)}:
        number += 1
    found = columns(sheet, schema, number)
    return [column for column in found if not _is_pin(column) or column.number == 1 or column.name in used]


def _is_pin(column: Column) -> bool:
    """Tell whether a column says where the words of a quotation stand; few quotations need that."""
    return column.form != "quote" and column.field in {"quote", "nearest"}


def _row(fields: Iterable[tuple[str, Node]]) -> Row:
    """Write the fields of an entry into cells."""
    row: Row = {}
    for key, node in fields:
        if key in {"quote", "nearest"}:
            for number, item in enumerate(node.items or [node], start=1):
                row |= _quotation(str(key) if number == 1 else f"{key} {number}", item)
        elif key == "asks":
            row |= {f"{key} {place}": _text(value) for place, value in node.fields or ()}
        elif key == "searched" and node.fields is not None:
            row[str(key)] = "\n".join(f"{source}: {_extent(value)}" for source, value in node.fields)
        else:
            row[str(key)] = _text(node, "\n" if key == "answers" else ", ")
    return row


def _extent(node: Node) -> str:
    """Write how far a source was searched; its parts stand in brackets, as in YAML."""
    if node.items is None:
        return _text(node)
    parts = [" ".join(_text(part).split()) for part in node.items]
    return f"[{'; '.join(map(_in_marks, parts))}]"


def _in_marks(part: str) -> str:
    """Put a part that has the separator in it, or a mark, into quotation marks, as in a CSV file."""
    return '"' + part.replace('"', '""') + '"' if {";", '"'} & {*part} else part


def _quotation(name: str, node: Node) -> Row:
    """Write a quotation into cells: its words, and its pins where it has some."""
    if node.fields is None:
        return {name: _text(node)}
    parts = {str(key): _text(value) for key, value in node.fields}
    return {name: parts.pop("text")} | {f"{name} {part}": text for part, text in parts.items()}


def _text(node: Node, between: str = ", ") -> str:
    """Write a value as the text of a cell, with a comma or line end between several words or pairs."""
    if node.items is not None:
        return ", ".join(map(_text, node.items))
    if node.fields is not None:
        return between.join(f"{key}: {_text(value)}" for key, value in node.fields)
    if node.tag == "bool":
        return "true" if str(node.scalar).lower() in {"true", "yes", "on"} else "false"
    return str(node.scalar)
