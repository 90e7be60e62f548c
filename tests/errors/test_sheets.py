"""What a spreadsheet does to a case is told of with sheet and cell, in both languages, and nothing is written.

``bad-sheets/<code>-<what>/`` holds ``expected.txt`` and ``expected.zh.txt``: the lines, written by a person.
What is done to the small valid case in ``tests/cases/b-town`` stands in `SPOILERS` under the same name.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kg.authoring.tables import SECTIONS
from kg.problems import CODES, Severity
from kg.spreadsheets import case_as_sheets, sheets_as_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.problems import Problem

    Files = dict[str, bytes]

BAD = Path(__file__).parent / "bad-sheets"
FOLDERS = sorted(path for path in BAD.iterdir() if path.is_dir())
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def put(**cells: object) -> Callable[[Any], None]:
    """A function that types into cells: ``claims_L2`` is the cell L2 of the sheet claims, ``claims_quote3`` that of a column."""

    def spoil(book: Any) -> None:  # noqa: ANN401 - an openpyxl workbook
        for name, value in cells.items():
            sheet, _, cell = name.partition("_")
            book[sheet][by_letter(cell)] = value

    return spoil


CLAIM_COLUMNS = ("id", *(name for name in SECTIONS["claims"] if name != "evidence"))


def by_letter(text: str) -> str:
    """The text with the names of columns of claims, before a number, as letters: a new field moves those after it."""

    def letter(found: re.Match[str]) -> str:
        return get_column_letter(CLAIM_COLUMNS.index(found[1]) + 1) + found[2]

    return re.sub(rf"(?<![a-z-])({'|'.join(CLAIM_COLUMNS)})(\d+)\b", letter, text)


def do(*calls: str) -> Callable[[Any], None]:
    """A function that does something to the workbook ``book``."""

    def spoil(book: Any) -> None:  # noqa: ANN401 - an openpyxl workbook
        for call in calls:
            exec(by_letter(call), {"book": book})  # noqa: S102 - the statements below

    return spoil


def whole(data: bytes) -> Callable[[bytes], bytes]:
    """A function that gives these bytes in place of the workbook."""
    return lambda _: data


def archive(**files: str) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, text in files.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return buffer.getvalue()


def broken_inside(data: bytes) -> bytes:
    """The workbook with a part that is no XML any more."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<workbook" if name == "xl/workbook.xml" else old.read(name))
    return buffer.getvalue()


def recoded(name: str, encoding: str) -> Callable[[Files], None]:
    """A function that saves a CSV file in another encoding."""

    def spoil(files: Files) -> None:
        files[name] = files[name].decode("utf-8-sig").encode(encoding)

    return spoil


def replaced(name: str, old: str, new: str) -> Callable[[Files], None]:
    """A function that changes the text of a CSV file."""

    def spoil(files: Files) -> None:
        text = files[name].decode("utf-8")
        assert old in text
        files[name] = text.replace(old, new).encode("utf-8")

    return spoil


def yaml(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A function that changes a YAML file, which is then to become a workbook."""

    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return spoil


BYTES = {
    "KG601-damaged": broken_inside,
    "KG601-no-workbook": whole(b"id,subject\nc1,registry\n"),
    "KG601-odd-archive": whole(archive(word__document_xml="<x/>")),
    "KG601-open-document": whole(archive(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
    "KG601-password": whole(OLE + bytes(600) + ENCRYPTED),
    "KG601-xls": whole(OLE + bytes(600)),
}
BOOKS = {
    "KG602-missing": do("del book['claims']"),
    "KG602-of-ones-own": do("book.create_sheet('ideas')['A1'] = 'ask the clerks'"),
    "KG602-renamed": do("book['silences'].title = 'Silence'"),
    "KG603-deleted": do("book['claims'].delete_cols(3)"),
    "KG603-misspelt": put(claims_quote1="qoute"),
    "KG603-nameless": put(elements_R3="a remark"),
    "KG604-twice": put(elements_E1="label"),
    "KG605-no-id": put(claims_A3=None),
    "KG605-second-case": put(case_A3="c-town", case_B3="C Town", case_I3="triple-logic"),
    "KG606-formula": put(claims_quote3="=CONCATENATE(A1,B1)"),
    "KG607-error": do("book['claims']['B3'] = '#REF!'", "book['claims']['B3'].data_type = 'e'"),
    "KG608-decimal": put(elements_L3=3.5),
    "KG608-leading-zero": put(elements_M2=52000),
    "KG609-date": put(elements_K7=datetime(2017, 5, 1)),  # noqa: DTZ001 - as a spreadsheet has it
    "KG610-truth": put(claims_B3=True),
    "KG611-in-text": put(elements_D3="the\u00a0registry "),
    "KG611-in-words": put(claims_B3=" fear", claims_status4="stated\u00a0"),
    "KG612-no-break": put(claims_quote3="fear of blame\u00a0had led to caution"),
    "KG612-spaces": put(claims_quote3=" fear of  blame had led to caution "),
    "KG613-merged": do("book['claims'].merge_cells('quote2:quote3')"),
    "KG614-hidden": do(
        "book['claims'].row_dimensions[3].hidden = True",
        "book['claims'].column_dimensions['E'].hidden = True",
        "book['silences'].sheet_state = 'hidden'",
    ),
    "KG615-cut": do("book['claims']['note2'] = 'x' * 32767"),
}
CSV = {
    "KG602-no-file": lambda files: files.pop("elements.csv"),
    "KG609-month": replaced("sources.csv", "Notes of a visit,,,,,,", "Notes of a visit,,,,,,May-17"),
    "KG617-mixed-separators": replaced("elements.csv", "clerks,actor,,clerks", "clerks;actor;;clerks"),
    "KG607-of-libreoffice": replaced("elements.csv", ",the registry,", ",Err:508,"),
    "KG608-rounded": replaced("elements.csv", "B Town,,,,,,,,,,,,", "B Town,,,,,,,,,,,,1.23457E+19"),
    "KG609-in-text": replaced("elements.csv", "B Town,,,,,,,,,,,,", "B Town,,,,,,,,,,,,1月2日"),
    "KG616-gb18030": recoded("case.csv", "gb18030"),
    "KG616-no-mark": recoded("case.csv", "utf-16-le"),
    "KG616-utf-16": recoded("case.csv", "utf-16"),
    "KG617-open-quotation": replaced("claims.csv", "Clerks said", '"Clerks said'),
    "KG617-after-a-quotation": replaced("claims.csv", "Clerks said", '"Clerks" said'),
    "KG619-number": replaced("elements.csv", "'00123", "123"),
    "KG619-range": replaced("elements.csv", "'3-4", "3月4日"),
    "KG619-lost-signs": replaced("case.csv", "B镇", "B?"),
}
BEFORE = {
    "KG619-number": yaml("elements.yaml", "label: the registry}", "label: the registry, note: '00123'}"),
    "KG619-range": yaml("elements.yaml", "label: the registry}", "label: the registry, note: 3-4}"),
}
"""What is put into the case first."""
AFTER = {
    "KG620-newer": yaml(
        "claims.yaml",
        "fear of blame had led to caution",
        "fear of blame had led to caution\n    note: See the minutes.",
    ),
}
"""What is done to the case after the sheets were written."""
FOLDER = {
    "KG615-in-yaml": yaml("claims.yaml", "Whose clerks they are is not said.", "x" * 40_000),
    "KG618-comma": yaml("claims.yaml", "subject: fear", "subject: 'fear, or blame'"),
}
SPOILERS = {*BYTES, *BOOKS, *CSV, *AFTER, *FOLDER}


def spoilt(name: str, folder: Path) -> tuple[list[Problem], bool]:
    """What is said of the case after it was spoilt, and whether it would have been written."""
    if name in FOLDER:
        FOLDER[name](folder)
        sheets = case_as_sheets(folder, as_csv=False)
        return sheets.problems, bool(sheets.files)
    if name in BEFORE:
        BEFORE[name](folder)
    files = dict(case_as_sheets(folder, as_csv=name in CSV).files)
    if name in CSV:
        CSV[name](files)
        Path("csv").mkdir()
        for file, data in files.items():
            (Path("csv") / file).write_bytes(data)
        returned = sheets_as_case(Path("csv"), folder, as_csv=True)
        return returned.problems, bool(returned.texts)
    data = files["workbook"]
    if name in AFTER:
        AFTER[name](folder)
    elif name in BYTES:
        data = BYTES[name](data)
    else:
        book = load_workbook(io.BytesIO(data))
        BOOKS[name](book)
        buffer = io.BytesIO()
        book.save(buffer)
        data = buffer.getvalue()
    Path("b.xlsx").write_bytes(data)
    returned = sheets_as_case(Path("b.xlsx"), folder, as_csv=False)
    return returned.problems, bool(returned.texts)


@pytest.mark.parametrize("bad", FOLDERS, ids=lambda path: path.name)
def test_damage_gets_its_lines(bad: Path, tiny_case: Callable[[], Path]) -> None:
    """The lines are those expected, in both languages, and nothing is written when one is an error."""
    problems, is_written = spoilt(bad.name, tiny_case())
    assert [str(found) for found in problems] == lines(bad / "expected.txt")
    assert [found.in_language("zh") for found in problems] == lines(bad / "expected.zh.txt")
    assert is_written == all(found.severity is Severity.WARNING for found in problems)


def lines(path: Path) -> list[str]:
    """The lines that a person wrote down, with the columns of claims by their names."""
    comma = "、" if path.name == "expected.zh.txt" else ", "
    text = path.read_text(encoding="utf-8").replace("{columns of claims}", comma.join(CLAIM_COLUMNS))
    return [
        re.sub(r"[!(（:][a-z]+\d+", lambda found: by_letter(found[0]), line) for line in text.splitlines()
    ]


def test_every_code_of_spreadsheets_has_a_bad_one() -> None:
    """The collector finds them all, and each tells of its own code."""
    assert {folder.name for folder in FOLDERS} == SPOILERS
    assert {folder.name[:5] for folder in FOLDERS} == {code for code in CODES if code.startswith("KG6")}
    assert [
        f.name for f in FOLDERS if f" {f.name[:5]}  " not in (f / "expected.txt").read_text("utf-8")
    ] == []
