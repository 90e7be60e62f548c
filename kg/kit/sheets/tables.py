"""A case as tables: the sheets and their columns, the rows of text in them, and the sheet that explains them.

The columns are made from the JSON Schema that editors get. A sheet is a section of the case format; the case itself and
the lines of evidence have a sheet of their own. One row is an entry, and several words of a field stand in one cell. A
quotation takes a column for its words and one for each of its pins and translations, and several quotations take that many times
as many. `kg.kit.sheets.entries` reads rows back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.authoring.asked import ASKS
from kg.authoring.fields import EVIDENCE, QUOTE, Field
from kg.authoring.tables import CASE, SECTIONS
from kg.authoring.value import VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.authoring.fields import Table

    Schema = dict[str, Any]

    from kg.authoring.nodes import Document, Node

CASE_SHEET, EVIDENCE_SHEET = "case", "evidence"
ID, CLAIM = "id", "claim"
TABLES: dict[str, Table] = {}
"""The fields of each sheet, in the order of the sheets."""
for _name, _fields in SECTIONS.items():
    TABLES |= {CASE_SHEET: CASE} if not TABLES else {}
    TABLES[_name] = {name: field for name, field in _fields.items() if field.form != "evidence"}
    TABLES |= {EVIDENCE_SHEET: EVIDENCE} if _name == "claims" else {}
NESTED = {"asks": ASKS, "value": VALUE}
"""The fields that have fields of their own, each in a column of its own."""
_ID_HELP = "its id: small letters, digits and hyphens, a letter first; used once"
_FIRST = {
    CLAIM: Field(CLAIM, "word", "the claim that this line of evidence belongs to", is_required=True),
    ID: Field(ID, "id", _ID_HELP, is_required=True),
}


PREFACE_SHEET = "read me"
"""The name of the first sheet; it is not read."""
PREFACE = (
    "A case as a spreadsheet · 一个案例的电子表格",
    "Each sheet holds one kind of thing, each row one of them; the note at the top of a column says what the column is for.",
    "每张工作表放一类内容，每行一条；列名上的批注说明该列的用途。",
    "A yellow column must be filled in. Several words in a cell stand with commas between them.",
    "黄色的列必须填写。一个单元格里有几个词时，用逗号隔开。",
    "Quotations are compared with the source sign by sign: do not let the program change quotation marks, dashes or spaces.",
    "引文要与原文逐字核对：请不要让软件改动引号、破折号或空格。",
    "Several quotations needed together stand in quote, quote 2, quote 3 …; each independent line of evidence is a row of the sheet evidence.",
    "须合在一起才成立的几处引文写在 quote、quote 2、quote 3……；彼此独立的证据在 evidence 表中各占一行。",
    "Keep the names of sheets and columns. Rows, columns of optional fields and sheets of your own may come and go.",
    "请保留工作表名和列名。行、选填的列和自己加的工作表可以增减。",
    "The texts of the sources are not in here: they stay in the case folder. Comments in the YAML files stay there too.",
    "来源的正文不在这里，仍在案例文件夹中；YAML 文件里的注释也留在那里。",
    "To read it back · 读回: kg case from-xlsx FILE.xlsx FOLDER  (kg case from-csv FILES FOLDER)",
)
"""The lines of that sheet."""
_STATE = "The case when these sheets were written; leave this line · 写出这些表格时的案例，请勿改动: "
_STATED = re.compile(r"(?:^|: )([0-9a-f]{16})$")
Row = dict[str, str]
_ROOM = 2
"""How many quotations a row has room for, where no entry needs more."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes:
        name: what stands at its top.
        field: the field of the case format that it holds.
        form: what may stand in its cells, by the words of `kg.authoring.fields.Field`.
        help: what it is for.
        is_required: every row must have it.
        words: what a drop-down offers.
        is_closed: nothing else may stand there.
        number: of the quotation, counted from 1.
    """

    name: str
    field: str
    form: str
    help: str
    is_required: bool = False
    words: tuple[str, ...] = ()
    is_closed: bool = False
    number: int = 1


def columns(sheet: str, schema: Schema, quotations: int = 1) -> list[Column]:
    """List the columns of a sheet.

    Args:
        sheet: its name, one of `TABLES`.
        schema: the JSON Schema of the case.
        quotations: how many quotations a row has room for.
    """
    found = []
    if sheet == EVIDENCE_SHEET:
        found.append(_column(_FIRST[CLAIM], _properties("claims", schema).get("from", {})))
    elif sheet != CASE_SHEET:
        found.append(_column(_FIRST[ID], {}))
    known = _properties(sheet, schema)
    for name, field in TABLES[sheet].items():
        column = _column(field, known.get(name, {}))
        if field.form in NESTED:
            places = known.get(name, {}).get("properties", {})
            own = {place: _column(one, places.get(place, {})) for place, one in NESTED[field.form].items()}
            # Whoever leaves out the whole leaves out what it cannot be without.
            found.extend(
                replace(one, name=f"{name} {place}", field=name, is_required=False)
                for place, one in own.items()
            )
        else:
            found.extend(_of_quotations(column, quotations) if field.form == "quote" else [column])
    return found


def _column(field: Field, known: Schema) -> Column:
    """Make the column of a field; the schema offers its words, whether it takes one of them or several."""
    offered = known.get("anyOf", [known])[0].get("enum", ())
    words = ("true", "false") if field.form == "flag" else tuple(offered)
    is_closed = bool(field.values) or field.form == "flag"
    text = str(known.get("description", field.help)) if field.name not in _FIRST else field.help
    return Column(field.name, field.name, field.form, text, field.is_required, words, is_closed)


def _of_quotations(column: Column, quotations: int) -> Iterator[Column]:
    """Make the columns of so many quotations."""
    for number in range(1, quotations + 1):
        name = column.name if number == 1 else f"{column.name} {number}"
        text = column.help if number == 1 else f"words needed together with those before: {column.help}"
        yield replace(column, name=name, form="quote", help=text, number=number)
        for part, field in QUOTE.items():
            if part == "text":
                continue
            yield replace(column, name=f"{name} {part}", form=field.form, help=field.help, number=number)


def _properties(sheet: str, schema: Schema) -> dict[str, Schema]:
    """Look up what the schema says of the fields of a sheet."""
    found = schema["properties"]
    if sheet == CASE_SHEET:
        return {name: found[name] for name in CASE}
    if sheet == EVIDENCE_SHEET:
        claims = found["claims"]["additionalProperties"]["properties"]
        return dict(claims["evidence"]["items"]["properties"])
    return dict(found[sheet]["additionalProperties"]["properties"])


def preface(state: str) -> list[str]:
    """Write the lines of the first sheet, with the state of the case at their end.

    Args:
        state: the fingerprint of the case.
    """
    return [*PREFACE, f"{_STATE}{state}"]


def state_in(lines: Iterable[str]) -> str:
    """Find the fingerprint of the case that sheets were written from; give nothing when no line has it.

    >>> state_in(preface("0123456789abcdef"))
    '0123456789abcdef'
    """
    return next((found[1] for line in lines if (found := _STATED.search(line.strip()))), "")


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet to be written.

    Attributes:
        name: of the sheet.
        columns: in their order.
        rows: the text of each cell that is not empty, by the name of its column.
    """

    name: str
    columns: list[Column]
    rows: list[Row]


def case_tables(document: Document, schema: dict[str, Any]) -> list[SheetTable]:
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
    return [SheetTable(name, _needed(name, own, schema), own) for name, own in rows.items()]


def _needed(sheet: str, rows: list[Row], schema: dict[str, Any]) -> list[Column]:
    """List the columns of a sheet, with room for as many quotations as a row has."""
    number = _ROOM
    used = {name for row in rows for name in row}
    while not used <= {column.name for column in columns(sheet, schema, number)}:
        number += 1
    found = columns(sheet, schema, number)
    pins = {c.name for c in found if c.form != "quote" and c.field in {"quote", "nearest"}}  # few need these
    return [c for c in found if c.name not in pins or c.number == 1 or c.name in used]


def _row(fields: Iterable[tuple[str, Node]]) -> Row:
    """Write the fields of an entry into cells."""
    row: Row = {}
    for key, node in fields:
        if key in {"quote", "nearest"}:
            for number, item in enumerate(node.items or [node], start=1):
                row |= _quotation(str(key) if number == 1 else f"{key} {number}", item)
        elif key in NESTED:
            row |= {f"{key} {place}": _text(value) for place, value in node.fields or ()}
        elif key == "said-by":
            row[str(key)] = "\n".join(map(_speaker, node.items if node.items is not None else [node]))
        elif key == "searched" and node.fields is not None:
            row[str(key)] = "\n".join(f"{source}: {_extent(value)}" for source, value in node.fields)
        else:
            row[str(key)] = _text(node, "\n" if key == "answers" else ", ")
    return row


def _speaker(node: Node) -> str:
    """Write one speaker in a line: the actor's id, then what else is said of it, as ``mayor; to: press``."""
    if node.fields is None:
        return _text(node)
    values = {str(key): " ".join(_text(value).split()) for key, value in node.fields}
    who = values.pop("who", "")
    return "; ".join([who, *(_marked(f"{key}: {value}") for key, value in values.items())])


def _marked(part: str) -> str:
    """Put a part that has the separator in it, or a mark, into quotation marks, as in a CSV file."""
    return '"' + part.replace('"', '""') + '"' if {";", '"'} & {*part} else part


def _extent(node: Node) -> str:
    """Write how far a source was searched; its parts stand in brackets, as in YAML."""
    if node.items is None:
        return _text(node)
    return f"[{'; '.join(_marked(' '.join(_text(part).split())) for part in node.items)}]"


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
