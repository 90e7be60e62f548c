"""The reader of workbooks sees what openpyxl wrote and what other programs write: kinds, dates, shared strings."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from kg.kit.sheets import TABLES, read_csv
from kg.kit.sheets.workbook_in import read_workbook
from kg.spreadsheets import sheets_as_case

if TYPE_CHECKING:
    from pathlib import Path

VALUES = [
    (5, ("5", "number")),
    (5.0, ("5", "number")),
    (3.25, ("3.25", "number")),
    (1e21, ("1000000000000000000000", "number")),
    (True, ("TRUE", "flag")),
    (date(2017, 5, 1), ("2017-05-01", "date")),
    (datetime(2017, 5, 1, 10, 30), ("2017-05-01 10:30:00", "date")),  # noqa: DTZ001 - as a spreadsheet has it
    (time(10, 30), ("10:30:00", "date")),
    (timedelta(hours=30), ("1 day, 6:00:00", "date")),
    ("=A1+1", ("=A1+1", "formula")),
    ("#REF!", ("#REF!", "error")),
    ("a_x000D_b", ("a\rb", "text")),
    ("市 𝄞 ", ("市 𝄞 ", "text")),
]


@pytest.mark.parametrize("is_1904", [False, True])
def test_each_kind_of_value_is_told_from_the_others(*, is_1904: bool) -> None:
    """Numbers, dates, lengths of time, truth values, formulas, errors and text, whichever day is the first."""
    book = Workbook()
    if is_1904:
        book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - as a spreadsheet has it
    sheet = book.active
    sheet.title = "claims"
    for number, (value, _) in enumerate(VALUES, 1):
        sheet.cell(1, number).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    [grid] = read_workbook(buffer.getvalue(), "b.xlsx")[0]
    assert [(cell.text, cell.kind) for cell in grid.rows[0]] == [seen for _, seen in VALUES]


PARTS = {
    "_rels/.rels": '<Relationships xmlns="r"><Relationship Id="a" Type="http://x/officeDocument" Target="/book/main.xml"/></Relationships>',
    "book/_rels/main.xml.rels": '<Relationships xmlns="r"><Relationship Id="s" Type="http://x/worksheet" Target="Sheets/One.xml"/>'
    '<Relationship Id="t" Type="http://x/sharedStrings" Target="../words.xml"/>'
    '<Relationship Id="l" Type="http://x/hyperlink" Target="http://example.org/" TargetMode="External"/></Relationships>',
    "book/main.xml": '<x:workbook xmlns:x="m" xmlns:r="rel"><x:sheets><x:sheet name="claims" sheetId="1" r:id="s"/></x:sheets></x:workbook>',
    "words.xml": '<sst xmlns="m"><si><t>id</t></si><si><r><t>rich </t></r><r><t xml:space="preserve">text</t></r>'
    '<rPh sb="0" eb="1"><t>aloud</t></rPh></si></sst>',
    "book/sheets/one.xml": '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c/>'
    '<x:c t="inlineStr"><x:is><x:t>in </x:t><x:t>line</x:t></x:is></x:c></x:row>'
    '<x:row r="4"><x:c r="C4" t="s"><x:v>1</x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v>old</x:v></x:c><x:c t="str"><x:v>plain</x:v></x:c></x:row>'
    "</x:sheetData></x:worksheet>",
    "xl/here": "",
}


def packed(parts: dict[str, str]) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def test_a_workbook_of_another_program_is_read() -> None:
    """Prefixes, other folders, other capitals, cells without an address, shared and rich strings, how a word is read aloud."""
    [grid] = read_workbook(packed(PARTS), "b.xlsx")[0]
    seen = [(cell.place.line, cell.place.column, cell.text, cell.kind) for row in grid.rows for cell in row]
    assert seen == [
        (1, 1, "id", "text"), (1, 3, "in line", "text"),
        (4, 3, "rich text", "text"), (4, 4, "=A1", "formula"), (4, 5, "plain", "text"),
    ]  # fmt: skip


@pytest.mark.parametrize(("part", "old", "new"), [
    ("book/sheets/one.xml", "<x:v>1</x:v>", "<x:v>7</x:v>"), ("book/sheets/one.xml", "<x:v>1</x:v>", "<x:v>one</x:v>"),
    ("book/sheets/one.xml", "</x:worksheet>", ""), ("words.xml", "<sst", "<!DOCTYPE sst><sst"),
    ("book/main.xml", 'name="claims" ', ""), ("book/_rels/main.xml.rels", "../words.xml", "gone.xml"),
])  # fmt: skip
def test_a_broken_part_is_a_damaged_workbook(part: str, old: str, new: str) -> None:
    """Whatever is wrong inside is told of as that, and is no exception."""
    assert old in PARTS[part]
    grids, [found] = read_workbook(packed({**PARTS, part: PARTS[part].replace(old, new)}), "b.xlsx")
    assert (grids, found.code) == ([], "KG601")


def test_csv_that_is_too_large_is_refused_at_its_place(tmp_path: Path) -> None:
    """So many rows, so many columns, so many filled cells over all files, so many bytes."""
    plain = {f"{name}.csv": b"id\r\n" for name in TABLES}
    for data, place in ((b"id\r\n" * 20_001, "A20001"), (b"id" + b"," * 300 + b"x", "KO1")):
        [found] = read_csv({**plain, "claims.csv": data}, "csv")[1]
        assert (found.code, str(found.location)) == ("KG005", f"csv/claims.csv!{place}")
    row = b"x," * 299 + b"x\r\n"
    _, problems = read_csv({**plain, "elements.csv": row * 500, "claims.csv": row * 500}, "csv")
    assert [found.code for found in problems][:1] == ["KG005"]
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "claims.csv").write_bytes(b"\n" * 20_000_001)
    [found] = sheets_as_case(tmp_path / "csv", tmp_path / "town", as_csv=True).problems
    assert (found.code, found.found) == ("KG005", "a file of 20,000,001 bytes")


def test_a_csv_file_swallowed_by_a_quotation_mark_is_told_in_each_language() -> None:
    """The reader of CSV speaks English only; nothing of what it says stands in a message."""
    plain = {f"{name}.csv": b"id,label\r\n" for name in TABLES}
    data = b'id,label\r\na,"' + b"x" * 200_000
    [found] = read_csv({**plain, "claims.csv": data}, "csv")[1]
    assert str(found) == (
        "csv/claims.csv!A2  error KG617  a quotation mark that is not closed, or a cell of more than 131,072 characters; "
        'expected cells with commas between them; text with a quotation mark or a line end stands between " ", each " in it twice'
    )
    assert "引号没有配对，或单元格超过 131,072 个字符" in found.in_language("zh")
