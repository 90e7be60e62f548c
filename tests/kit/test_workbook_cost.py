"""A workbook costs what its filled cells cost, or is refused: whatever else it carries, memory stays bounded.

The workbooks are made here from the small valid case; each is read in a process of its own, whose memory
is measured. ``python tests/kit/test_workbook_cost.py`` prints memory and time of each.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from fnmatch import fnmatchcase as fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.kit.sheets.workbook_in import read_workbook
from kg.spreadsheets.to_sheets import case_as_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").is_file(), reason="memory is measured by /proc, which is not there"
)
MOST_MB = 200
TOWN = Path(__file__).parents[1] / "cases" / "b-town"
READ = """
import json, sys, time
from pathlib import Path
from kg.kit.sheets.workbook_in import read_workbook
data = Path(sys.argv[1]).read_bytes()
start = time.perf_counter()
grids, problems = read_workbook(data, "b.xlsx")
seconds = time.perf_counter() - start
cells = sum(len(row) for grid in grids for row in grid.rows)
said = [str(found) for found in problems]
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(json.dumps([int(peak.split()[1]) / 1000, seconds, cells, said]))
"""
SHEET, STYLES, STRINGS, BOOK, LINKS = ("xl/worksheets/sheet7.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml",
                                       "xl/_rels/workbook.xml.rels")  # fmt: skip
Parts = dict[str, bytes]


def parts_of(data: bytes) -> Parts:
    """The files in an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


Change = Callable[[Parts], None]


def before(name: str, mark: bytes, *pieces: tuple[str, int]) -> Change:
    """A function that puts pieces, each so many times, before a mark in a part; # is their number."""

    def change(parts: Parts) -> None:
        assert mark in parts[name]
        parts[name] = parts[name].replace(mark, b"".join(many(*piece) for piece in pieces) + mark, 1)

    return change


def many(piece: str, number: int) -> bytes:
    """A piece so many times, with its number in it."""
    if "#" not in piece:
        return piece.encode() * number
    return "".join(piece.replace("#", str(n)) for n in range(1, number + 1)).encode()


def names(number: int) -> Change:
    """A function that gives so many names to a cell."""
    one = '<definedName name="n#">elements!$A$#</definedName>'
    return before(BOOK, b"</workbook>", ("<definedNames>", 1), (one, number), ("</definedNames>", 1))


def merged(block: str, number: int) -> Change:
    """A function that merges so many blocks."""
    return before(
        SHEET,
        b"<pageMargins",
        ("<mergeCells>", 1),
        (f'<mergeCell ref="{block}"/>', number),
        ("</mergeCells>", 1),
    )


def declared(name: str, root: bytes) -> Change:
    """A function that declares entities that grow tenfold with each."""
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
    return lambda parts: parts.update({name: parts[name].replace(root, laughs + root, 1)})


def both(*changes: Change) -> Change:
    """A function that does one change after the other."""

    def change(parts: Parts) -> None:
        for each in changes:
            each(parts)

    return change


def drawn(parts: Parts) -> None:
    """Add a drawing of many shapes, and a large picture."""
    parts |= {
        "xl/drawings/drawing9.xml": b"<wsDr>" + b"<pic/>" * 2_000_000 + b"</wsDr>",
        "xl/media/image1.bmp": bytes(150_000_000),
    }


def lying(parts: Parts) -> None:
    """Say that the sheet is as large as a sheet can be."""
    parts[SHEET] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', parts[SHEET])


def many_files(parts: Parts) -> None:
    """Add files."""
    parts |= {f"xl/f{n}.xml": b"" for n in range(6_000)}


ROWS, STRING, FORMAT = b"</sheetData>", b"</sst>", b"</cellXfs>"
HARMLESS: dict[str, Change] = {
    "names": names(300_000),
    "styles": before(STYLES, FORMAT, ('<xf numFmtId="0" fontId="0"><alignment wrapText="1"/></xf>', 300_000)),
    "strings nobody uses": before(STRINGS, STRING, ("<si><t>nobody #</t></si>", 300_000)),
    "drawing": drawn,
    "empty cells with a format": before(SHEET, ROWS, ('<row r="#"><c r="XFD#" s="1"/></row>', 300_000)),
    "a dimension that lies": lying,
    "rows with a height": before(SHEET, ROWS, ('<row r="#" ht="20" customHeight="1"/>', 300_000)),
}
"""What costs something in other programs, and holds no cell: it is read as if it were not there."""
AT, DAMAGED = "b.xlsx:1:1  error KG005  ", "b.xlsx:1:1  error KG601  a damaged workbook "
FAR = "error KG005  a filled cell beyond what is read; expected at most 20,000 rows, 300 columns, 200,000 filled cells and 20,000,000 characters; copy"
REFUSED: dict[str, tuple[Change, str]] = {
    "a million names": (names(1_000_000), f"{AT}a workbook of * MB unpacked, up to its part xl/workbook.xml; expected at most 30 MB"),
    "tags": (before(BOOK, b"</workbook>", ("<n/>", 1_100_000)),
             f"{AT}a workbook of more than 1,000,000 tags, up to its part xl/workbook.xml; expected at most 1,000,000"),
    "huge styles": (before(STYLES, FORMAT, ('<xf numFmtId="14"/>', 2_000_000)),
                    f"{AT}a workbook of 38 MB unpacked, up to its part xl/styles.xml; expected at most 30 MB"),
    "number formats": (before(STYLES, b"<fonts", ("<numFmts>", 1), ('<numFmt numFmtId="#" formatCode="yyyy"/>', 6_000), ("</numFmts>", 1)),
                       f"{AT}more than 5,000 number formats; expected at most 5,000"),
    "a long string": (before(STRINGS, STRING, ("<si><t>", 1), ("x", 2_000_000), ("</t></si>", 1)),
                      f"{AT}a text of more than 1,000,000 characters; expected at most 1,000,000"),
    "laughs": (declared(STRINGS, b"<sst"), f"{DAMAGED}({STRINGS})"),
    "laughs in a sheet": (declared(SHEET, b"<worksheet"), f"{DAMAGED}({SHEET})"),
    "the last cell there is": (before(SHEET, ROWS, ('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>', 1)),
                               f"b.xlsx#elements!XFD1048576  {FAR}"),
    "cells": (before(SHEET, ROWS, *((f'<row r="{r}">' + "<c><v>1</v></c>" * 290 + "</row>", 1) for r in range(10, 900))),
              f"b.xlsx#elements!*  {FAR}"),
    "cells of several sheets": (both(*(before(f"xl/worksheets/sheet{n}.xml", ROWS, *((f'<row r="{r}">' + "<c><v>1</v></c>" * 290 + "</row>", 1) for r in range(30, 330)))
                                       for n in (7, 8, 9))), f"b.xlsx#evidence!*  {FAR}"),
    "one string in every cell": (both(before(STRINGS, STRING, ("<si><t>", 1), ("y", 900_000), ("</t></si>", 1)),
                                      before(SHEET, ROWS, ('<row r="9">', 1), ('<c t="s"><v>0</v></c>', 99), ("</row>", 1))),
                                 f"b.xlsx#elements!W9  {FAR}"),
    "the whole sheet merged": (merged("A1:XFD1048576", 1), "b.xlsx#elements!A1  error KG613  merged cells (A1:XFD1048576); expected"),
    "merged a thousand times": (merged("A#:XFD1048576", 900), "b.xlsx#elements!A1  error KG613  merged cells (A1:XFD1048576); expected"),
    "merged too often": (merged("A#:B#", 200_000), f"{AT}more than 1,000 blocks of merged cells; expected cells that stand alone"),
    "sheets": (before(BOOK, b"</sheets>", ('<sheet name="s#" sheetId="#"/>', 100_000)), f"{AT}more than 250 sheets; expected at most 250"),
    "attributes": (before(SHEET, ROWS, ("<row ", 1), ('a#="" ', 500_000), ("/>", 1)), f"{DAMAGED}({SHEET})"),
    "files": (many_files, f"{AT}an archive of 6,0"),
    "zip bomb": (before(SHEET, ROWS, (" ", 1_000_000_000)), f"{AT}a workbook of 1000 MB unpacked, up to its part {SHEET}; expected at most 30 MB"),
}  # fmt: skip
"""What is refused, and how the message begins; * is anything."""


@pytest.fixture(scope="module")
def town() -> Parts:
    """The parts of the workbook of a small case."""
    return workbook()


def workbook() -> Parts:
    """The parts of a workbook of the small case, with a list of shared strings, which other programs write."""
    parts = parts_of(case_as_sheets(TOWN, as_csv=False).files["workbook"])
    parts[STRINGS] = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>'
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    end = b"</Relationships>"
    one = b'<Relationship Type="%b" Target="sharedStrings.xml" Id="rId999"/>' % kind
    parts[LINKS] = parts[LINKS].replace(end, one + end)
    return parts


def measured(data: bytes) -> tuple[float, float, int, list[str]]:
    """Read a workbook in a process of its own: megabytes, seconds, cells, what is said."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.xlsx"
        path.write_bytes(data)
        done = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, text=True, check=True)
    megabytes, seconds, cells, said = json.loads(done.stdout)
    return megabytes, seconds, cells, said


def attacked(town: Parts, change: Callable[[Parts], None]) -> bytes:
    """The workbook after a change."""
    parts = dict(town)
    change(parts)
    return packed(parts)


@pytest.mark.parametrize("what", HARMLESS)
def test_what_holds_no_cell_costs_nothing(what: str, town: Parts) -> None:
    """The cells are those of the workbook without it, nothing is said, and memory stays bounded."""
    megabytes, _, cells, said = measured(attacked(town, HARMLESS[what]))
    plain = sum(len(row) for grid in read_workbook(packed(town), "b.xlsx")[0] for row in grid.rows)
    assert (cells, said) == (plain, [])
    assert megabytes < MOST_MB


@pytest.mark.parametrize("what", REFUSED)
def test_what_would_cost_too_much_is_refused(what: str, town: Parts) -> None:
    """It is told of with its place, and memory stays bounded."""
    change, beginning = REFUSED[what]
    megabytes, _, _, said = measured(attacked(town, change))
    assert fnmatch(said[0], beginning + "*"), said
    assert megabytes < MOST_MB


if __name__ == "__main__":
    plain = workbook()
    for what, attack in {
        "nothing": lambda _: None,
        **HARMLESS,
        **{key: value[0] for key, value in REFUSED.items()},
    }.items():
        book = attacked(plain, attack)
        megabytes, seconds, cells, said = measured(book)
        line = (
            f"{len(book) / 1e6:5.1f} MB file {megabytes:4.0f} MB {seconds:5.2f} s {cells:6} cells  {said[:1]}"
        )
        sys.stdout.write(f"{what:28} {line}\n")
