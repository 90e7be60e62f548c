"""The sheets of a case and their columns, made from the JSON Schema that editors get.

Takes the schema; gives columns. A sheet is a section of the case format; the case itself and the lines
of evidence have a sheet of their own. A quotation takes three columns (its words, the segment in which
they begin, which occurrence is meant), and several quotations take that many times three.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.authoring.asked import ASKS
from kg.authoring.fields import EVIDENCE, QUOTE, Field
from kg.authoring.tables import CASE, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_FIRST = {
    CLAIM: Field(CLAIM, "word", "the claim that this line of evidence belongs to", is_required=True),
    ID: Field(
        ID, "id", "its id: small letters, digits and hyphens, a letter first; used once", is_required=True
    ),
}


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
    found = [] if sheet == CASE_SHEET else [_first(sheet, schema)]
    known = _properties(sheet, schema)
    for name, field in TABLES[sheet].items():
        column = _column(field, known.get(name, {}))
        if field.form == "asks":
            found.extend(_of_places(name, known.get(name, {})))
        else:
            found.extend(_of_quotations(column, quotations) if field.form == "quote" else [column])
    return found


def _of_places(name: str, known: Schema) -> Iterator[Column]:
    """Make the columns of the places of a pattern."""
    places = known.get("properties", {})
    for place, field in ASKS.items():
        column = _column(field, places.get(place, {}))
        yield replace(column, name=f"{name} {place}", field=name)


def _first(sheet: str, schema: Schema) -> Column:
    """Make the column that says which entry a row is."""
    field = _FIRST[CLAIM if sheet == EVIDENCE_SHEET else ID]
    own = _properties("claims", schema).get("from", {})
    return _column(field, own if sheet == EVIDENCE_SHEET else {})


def _column(field: Field, known: Schema) -> Column:
    words = ("true", "false") if field.form == "flag" else tuple(_offered(known))
    is_closed = bool(field.values) or field.form == "flag"
    text = str(known.get("description", field.help)) if field.name not in _FIRST else field.help
    return Column(field.name, field.name, field.form, text, field.is_required, words, is_closed)


def _offered(known: Schema) -> list[str]:
    """List the words that the schema offers for a field, whether it takes one of them or several."""
    one = known.get("anyOf", [known])[0]
    return list(one.get("enum", ()))


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
