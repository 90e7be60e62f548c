"""The sheets of a case: their columns, made from the JSON Schema that editors get, and the sheet that explains them.

Takes the schema; gives columns. A sheet is a section of the case format; the case itself and the lines
of evidence have a sheet of their own. A quotation takes three columns (its words, the segment in which
they begin, which occurrence is meant), and several quotations take that many times three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.authoring.asked import ASKS
from kg.authoring.fields import EVIDENCE, QUOTE, Field
from kg.authoring.tables import CASE, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.authoring.fields import Table

    Schema = dict[str, Any]

CASE_SHEET, EVIDENCE_SHEET = "case", "evidence"
ID, CLAIM = "id", "claim"
TABLES: dict[str, Table] = {}
"""The fields of each sheet, in the order of the sheets."""
for _name, _fields in SECTIONS.items():
    TABLES |= {CASE_SHEET: CASE} if not TABLES else {}
    TABLES[_name] = {name: field for name, field in _fields.items() if field.form != "evidence"}
    TABLES |= {EVIDENCE_SHEET: EVIDENCE} if _name == "claims" else {}
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
        if field.form == "asks":
            places = known.get(name, {}).get("properties", {})
            own = {place: _column(one, places.get(place, {})) for place, one in ASKS.items()}
            found.extend(replace(one, name=f"{name} {place}", field=name) for place, one in own.items())
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
        for part in ("in", "nth"):
            field = QUOTE[part]
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
