"""A case goes to a spreadsheet and comes back whole; a file that is handed over says what its columns are."""

from __future__ import annotations

import csv
import io
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from kg.authoring import read_case
from kg.frameworks import load as load_ontology
from kg.kit import case_schema
from kg.kit.sheets import TABLES
from kg.kit.sheets.workbook import LISTS_SHEET
from kg.pipeline import check
from kg.resources import cases_folder, ontology_folder
from kg.spreadsheets import case_as_sheets, sheets_as_case, write_returned
from kg.store import to_nquads

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

INVENTED = Path(__file__).parents[1] / "cases"
CASES = [*sorted(p for p in cases_folder().iterdir() if p.is_dir()), *sorted(INVENTED.iterdir())]
FORMS = pytest.mark.parametrize("as_csv", [False, True], ids=["xlsx", "csv"])


def handed_over(case: Path, folder: Path, *, as_csv: bool) -> Path:
    """The case as a workbook or as CSV files in a folder."""
    sheets = case_as_sheets(case, as_csv=as_csv)
    assert sheets.problems == []
    place = folder / "csv" if as_csv else folder
    place.mkdir(exist_ok=True, parents=True)
    for name, data in sheets.files.items():
        (place / ("c.xlsx" if name == "workbook" else name)).write_bytes(data)
    return place if as_csv else folder / "c.xlsx"


def taken_back(path: Path, folder: Path) -> list[str]:
    """Read the spreadsheet into the folder, which must go without a word; what was done."""
    returned = sheets_as_case(path, folder, as_csv=path.is_dir())
    # A case may have readings without a reason yet, of which it is warned.
    assert [str(found) for found in returned.problems if found.code != "KG222"] == []
    return list(write_returned(returned, folder, path if path.is_dir() else path.parent))


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def graphs(folder: Path) -> bytes:
    """The quads of a case, without those that name its YAML files and their hashes."""
    _, quads = check([folder])
    own = (quad for quad in quads if "/case/" in str(quad.graph_name))
    return to_nquads([quad for quad in own if ".yaml" not in str(quad)])


@cache
def graphs_of_the_original(case: Path) -> bytes:
    """The quads of a case as it lies there; they do not say where it lies."""
    return graphs(case)


@FORMS
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_case_comes_back_to_the_byte(case: Path, tmp_path: Path, *, as_csv: bool) -> None:
    """Over its own folder nothing changes, comments included; in a new folder it is the same case."""
    own = Path(shutil.copytree(case, tmp_path / "own" / case.name))
    before = files(own)
    path = handed_over(own, tmp_path / "way", as_csv=as_csv)
    done = taken_back(path, own)
    assert all(line.startswith("unchanged ") for line in done)
    assert files(own) == before
    new = tmp_path / "new" / case.name
    for text in case.glob("*.txt"):
        beside = path if as_csv else path.parent
        shutil.copy(text, beside)
    taken_back(path, new)
    assert {name for name in files(new) if name.endswith(".txt")} == {p.name for p in case.glob("*.txt")}
    assert graphs(new) == graphs_of_the_original(case) != b""


@pytest.fixture
def town(tiny_case: Callable[[], Path]) -> Path:
    """The small valid case, with a comment in it."""
    folder = tiny_case()
    claims = folder / "claims.yaml"
    text = claims.read_text(encoding="utf-8").replace("  c3:\n", "  # The turning point.\n  c3:\n")
    claims.write_text(text, encoding="utf-8")
    return folder


def test_only_what_changed_is_written_anew(town: Path, tmp_path: Path) -> None:
    """One claim is corrected, one deleted, one added: the other lines stay as they are, with their comments."""
    before = (town / "claims.yaml").read_text(encoding="utf-8")
    path = handed_over(town, tmp_path / "way", as_csv=False)
    book = load_workbook(path)
    sheet = book["claims"]
    assert sheet["A3"].value == "c2"
    sheet["M3"] = "presupposed"
    sheet["A7"] = "c9"
    for column in "BCDMNOPQ":
        sheet[f"{column}7"] = sheet[f"{column}5"].value
    sheet["K7"] = "some-conditions"
    sheet.delete_rows(6)
    book.save(path)
    done = taken_back(path, town)
    assert "unchanged cases/b-town/elements.yaml" in done
    after = (town / "claims.yaml").read_text(encoding="utf-8")
    c2 = before[before.index("  c2:") : before.index("  # The turning point.")]
    i1 = before[before.index("  i1:") :]
    c4 = before[before.index("  c4:") : before.index("  i1:")]
    new = c4.replace("  c4:", "  c9:")
    assert after == before.replace(c2, c2.replace("stated", "presupposed")).replace(i1, new)


@FORMS
def test_text_that_looks_like_a_formula_is_text(town: Path, tmp_path: Path, *, as_csv: bool) -> None:
    """What begins with = + - @ or an apostrophe, an error's name, a truth value: text there and back."""
    odd = ["=1+1", "+49", "-5", "@home", "'quoted'", "''", "#REF!", "TRUE", "=cmd|' /C calc'!A0", "007", "1e5",
           "2017-05", "a, b", " outer ", "two\nlines", "_x0041_", "a\tb", "“curly”", "a city (市)"]  # fmt: skip
    lines = [f"  odd{n}: {{kind: actor, label: {quoted(text)}}}" for n, text in enumerate(odd)]
    (town / "odd.yaml").write_text("elements:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    path = handed_over(town, tmp_path / "way", as_csv=as_csv)
    new = tmp_path / "new" / town.name
    shutil.copy(town / "notes.txt", path if as_csv else path.parent)
    returned = sheets_as_case(path, new, as_csv=as_csv)
    assert {found.code for found in returned.problems} <= {"KG611"}  # a warning of the outer spaces
    write_returned(returned, new, path if as_csv else path.parent)
    case, problems = read_case(new, "b-town")
    assert case is not None
    assert problems == []
    assert [case.elements[f"odd{n}"].label for n in range(len(odd))] == odd


def quoted(text: str) -> str:
    """The text as YAML between double quotation marks."""
    return (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    )


def test_a_spreadsheet_program_would_compute_nothing(town: Path, tmp_path: Path) -> None:
    """Every cell of a workbook is text in the format of text; no cell of a CSV file begins a formula."""
    (town / "odd.yaml").write_text('elements:\n  odd: {kind: actor, label: "=1+1"}\n', encoding="utf-8")
    book = load_workbook(handed_over(town, tmp_path / "a", as_csv=False))
    cells = [
        cell for name in TABLES for row in book[name].iter_rows() for cell in row if cell.value is not None
    ]
    assert len(cells) > 100
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    [formula] = [cell for cell in cells if cell.value == "=1+1"]
    assert formula.quotePrefix
    folder = handed_over(town, tmp_path / "b", as_csv=True)
    rows = [
        row for path in folder.glob("*.csv") for row in csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    ]
    assert len(rows) > 20
    assert [cell for row in rows for cell in row if cell[:1] in set("=+-@")] == []


def test_the_columns_say_what_they_are(town: Path, tmp_path: Path) -> None:
    """Notes and drop-downs are those of the schema that editors get; the head stays in sight; a sheet explains."""
    ontology, _ = load_ontology(ontology_folder())
    case, _ = read_case(town, "b-town")
    schema = case_schema(case, ontology)["properties"]
    book = load_workbook(handed_over(town, tmp_path / "a", as_csv=False))
    assert book.sheetnames == ["read me", *TABLES, LISTS_SHEET]
    assert "kg case from-xlsx" in "\n".join(str(row[0]) for row in book["read me"].values)
    assert book[LISTS_SHEET].sheet_state == "hidden"
    sheet = book["claims"]
    assert sheet.freeze_panes == "B2"
    fields = schema["claims"]["additionalProperties"]["properties"]
    for number, name in enumerate(cell.value for cell in sheet[1]):
        note = sheet.cell(1, number + 1).comment.text
        if name in fields:
            assert fields[name]["description"] in note
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        column = str(rule.sqref).split(":")[0].rstrip("0123456789")
        words = [cell[0].value for cell in book[LISTS_SHEET][rule.formula1.split("!")[1].replace("$", "")]]
        offered[sheet[f"{column}1"].value] = (words, rule.showErrorMessage)
    assert offered["status"] == (fields["status"]["enum"], True)
    assert offered["relation"] == (fields["relation"]["enum"], False)
    assert "registry" in offered["subject"][0]
    assert offered["phase"] == (["after", "before"], False)


def test_the_same_case_gives_the_same_bytes(town: Path) -> None:
    """No clock in a workbook."""
    one = case_as_sheets(town, as_csv=False).files
    assert one == case_as_sheets(town, as_csv=False).files


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-8"), (",", "utf-8")])
def test_what_a_program_makes_of_csv_is_read(
    town: Path, tmp_path: Path, separator: str, encoding: str
) -> None:
    """Semicolons, tabs, with a byte order mark and without: nothing is lost by them, and nothing said."""
    folder = handed_over(town, tmp_path / "a", as_csv=True)
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=separator).writerows(rows)
        path.write_bytes(buffer.getvalue().encode(encoding))
    assert all(line.startswith("unchanged ") for line in taken_back(folder, town))


CURLY = (
    "“data chimneys” and “information silos” in the data sharing of government departments",
    "curly quotation marks for straight ones",
)  # fmt: skip


def test_a_quotation_with_curly_marks_is_told_of_as_that(tmp_path: Path) -> None:
    """Words that are the source's but for the quotation marks: the message says that, and shows the source's."""
    case = Path(shutil.copytree(cases_folder() / "j-city", tmp_path / "j-city"))
    path = handed_over(case, tmp_path / "way", as_csv=False)
    book = load_workbook(path)
    sheet = book["claims"]
    straight = CURLY[0].replace("“", '"').replace("”", '"')
    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == straight]
    cell.value = CURLY[0]
    book.save(path)
    [found] = sheets_as_case(path, case, as_csv=False).problems
    assert (found.code, found.location.line, found.location.column) == ("KG612", cell.row, cell.column)
    assert found.found.startswith(f"a quotation with {CURLY[1]}: ")
    assert found.expected == f'the words of abstract.en.txt: "{straight}"'


def test_everything_wrong_is_told_in_one_run_and_nothing_written(
    run_kg: Run, town: Path, tmp_path: Path
) -> None:
    """Sheet and cell of each, mistakes of spreadsheets and of coding side by side; exit code 1; no folder."""
    assert run_kg("case", "to-xlsx", town.as_posix(), "b.xlsx").returncode == 0
    book = load_workbook(tmp_path / "b.xlsx")
    book["claims"]["B2"] = "registri"
    book["claims"]["M3"] = "sayd"
    book["claims"]["Q4"] = "=A1"
    book["claims"]["Q6"] = "Clerks say"
    book["elements"]["B3"] = "acter"
    book.save(tmp_path / "b.xlsx")
    shutil.copy(town / "notes.txt", tmp_path)
    done = run_kg("case", "from-xlsx", "b.xlsx", "new/b-town")
    assert done.returncode == 1
    said = [line.split("  ", 1)[0] + " " + line.split()[2] for line in done.stderr.splitlines()]
    assert said == [
        "b.xlsx#claims!B2 KG201", "b.xlsx#claims!M3 KG106", "b.xlsx#claims!Q4 KG606", "b.xlsx#claims!Q6 KG301",
        "b.xlsx#elements!B3 KG205",
    ]  # fmt: skip
    assert done.stdout == "5 errors: nothing was written\n"
    assert not (tmp_path / "new").exists()


def test_a_mistake_is_told_in_chinese_too(run_kg: Run, town: Path, tmp_path: Path) -> None:
    """With ``--lang zh`` the words are Chinese, the places the same; a missing field is a missing cell."""
    run_kg("case", "to-xlsx", town.as_posix(), "b.xlsx")
    book = load_workbook(tmp_path / "b.xlsx")
    book["claims"]["C2"] = None
    book.save(tmp_path / "b.xlsx")
    done = run_kg("case", "from-xlsx", "b.xlsx", town.as_posix(), "--lang", "zh")
    assert done.stdout == "1 处错误：什么也没有写入\n"
    assert (
        done.stderr
        == "b.xlsx#claims!A2  错误 KG104  “c1”缺少“relation”；应为“relation”列下的一个单元格；关系类型\n"
    )


def test_a_workbook_is_not_written_over_unasked(run_kg: Run, town: Path, tmp_path: Path) -> None:
    """Work that lies in a spreadsheet is not lost to a second command; a missing case is wrong use."""
    (tmp_path / "b.xlsx").write_text("mine", encoding="utf-8")
    done = run_kg("case", "to-xlsx", town.as_posix(), "b.xlsx")
    assert (done.returncode, done.stderr) == (
        2,
        "kg: b.xlsx is there already: name another, or give --force\n",
    )
    assert (tmp_path / "b.xlsx").read_text(encoding="utf-8") == "mine"
    assert run_kg("case", "to-xlsx", town.as_posix(), "b.xlsx", "--force").returncode == 0
    assert run_kg("case", "from-xlsx", "b.xlsx", town.as_posix()).returncode == 0
    assert run_kg("case", "from-xlsx", "gone.xlsx", town.as_posix()).returncode == 2


def test_a_case_that_cannot_be_read_is_not_handed_over(run_kg: Run, town: Path, tmp_path: Path) -> None:
    """What is wrong with the YAML is told of with its line, and no workbook appears."""
    (town / "more.yaml").write_text("elements:\n  e1: {kind: actor, lable: x}\n", encoding="utf-8")
    done = run_kg("case", "to-csv", town.as_posix(), "out")
    assert done.returncode == 1
    assert 'cases/b-town/more.yaml:2:21  error KG103  unknown field "lable"' in done.stderr
    assert not (tmp_path / "out").exists()


@FORMS
def test_no_answers_at_all_are_nothing_to_lose(town: Path, tmp_path: Path, *, as_csv: bool) -> None:
    """``answers: {}`` says nothing: the case is handed over, and the line stays where it is."""
    case = town / "case.yaml"
    case.write_text("answers: {}\n" + case.read_text(encoding="utf-8"), encoding="utf-8")
    claims = town / "claims.yaml"
    text = claims.read_text(encoding="utf-8").replace("  c3:\n", "  c3:\n    answers: {}\n")
    claims.write_text(text, encoding="utf-8")
    before = files(town)
    done = taken_back(handed_over(town, tmp_path / "way", as_csv=as_csv), town)
    assert all(line.startswith("unchanged ") for line in done)
    assert files(town) == before


@FORMS
def test_a_case_that_changed_since_is_not_written_over(
    town: Path, tmp_path: Path, run_kg: Run, *, as_csv: bool
) -> None:
    """Old sheets would undo what was written in YAML since: that is told, and done only with --force."""
    path = handed_over(town, tmp_path / "way", as_csv=as_csv)
    claims = town / "claims.yaml"
    old = claims.read_text(encoding="utf-8")
    claims.write_text(old.replace("  c3:\n", "  c3:\n    note: See the minutes.\n"), encoding="utf-8")
    before = files(town)
    command = ("case", "from-csv" if as_csv else "from-xlsx", str(path), str(town))
    done = run_kg(*command)
    assert (done.returncode, files(town)) == (1, before)
    assert "KG620  a case that has changed since these sheets were written; they would change or take away c3;" in done.stderr  # fmt: skip
    claims.write_text("claims: [\n", encoding="utf-8")
    done = run_kg(*command)
    assert (done.returncode, claims.read_text(encoding="utf-8")) == (1, "claims: [\n")
    assert "claims.yaml:2:1  error KG101" in done.stderr
    claims.write_bytes(before["claims.yaml"])
    assert run_kg(*command, "--force").returncode == 0
    assert "See the minutes" not in claims.read_text(encoding="utf-8")


def test_whoever_goes_on_in_the_same_sheets_is_not_stopped(town: Path, tmp_path: Path) -> None:
    """A comment is no change, nor is what came from these sheets; what was written in YAML afterwards is one."""
    path = handed_over(town, tmp_path / "way", as_csv=False)
    claims = town / "claims.yaml"
    claims.write_text("# Looked at twice.\n" + claims.read_text(encoding="utf-8"), encoding="utf-8")
    for role in ("background", "review"):
        book = load_workbook(path)
        sheet = book["claims"]
        assert (sheet["A3"].value, sheet["N1"].value) == ("c2", "role")
        sheet["N3"] = role
        book.save(path)
        taken_back(path, town)
        assert f"role: {role}" in claims.read_text(encoding="utf-8")
    text = claims.read_text(encoding="utf-8")
    claims.write_text(text.replace("  c3:\n", "  c3:\n    note: See the minutes.\n"), encoding="utf-8")
    assert [found.code for found in sheets_as_case(path, town, as_csv=False).problems] == ["KG620"]
