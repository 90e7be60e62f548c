"""What LibreOffice saved of our spreadsheets comes back whole, and what it changed without a guard is told.

The files in ``saved`` are LibreOffice's own, in three languages, made by ``save_again.py`` from the case ``odd-town``.
"""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from save_again import CASE, LANGUAGES, SAVED, bare

from kg.problems.records import column_letters
from kg.spreadsheets.from_sheets import sheets_as_case, write_returned
from kg.spreadsheets.to_sheets import case_as_sheets

Cells = dict[tuple[int, int], str]


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A copy of the case."""
    return Path(shutil.copytree(CASE, tmp_path / CASE.name))


@pytest.mark.parametrize("form", [*(f"csv/{language}" for language in LANGUAGES), "odd-town.xlsx"])
def test_what_we_wrote_survives_open_and_save(form: str, town: Path) -> None:
    """Nothing is said and nothing changes, over the case and in a new folder."""
    path = SAVED / form
    for folder in (town, town.parent / "new" / town.name):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(CASE / "notes.txt", folder)
        returned = sheets_as_case(path, folder, as_csv=path.is_dir())
        assert [str(found) for found in returned.problems] == []
        write_returned(returned, folder, path if path.is_dir() else path.parent)
    assert {p.name: p.read_bytes() for p in town.iterdir()} == {
        p.name: p.read_bytes() for p in CASE.iterdir()
    }
    again = case_as_sheets(folder, as_csv=True).files
    assert again == case_as_sheets(CASE, as_csv=True).files


def cells(data: bytes) -> Cells:
    """The cells of a CSV file that are not empty."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {
        (line, column): value
        for line, row in enumerate(rows, 1)
        for column, value in enumerate(row, 1)
        if value
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_changed_unguarded_is_told_cell_by_cell(language: str, town: Path) -> None:
    """Each cell that LibreOffice changed in CSV without a guard is told of, and no other is an error."""
    folder = SAVED / "bare" / language
    returned = sheets_as_case(folder, town, as_csv=True)
    told = {str(found.location).rpartition("/")[2] for found in returned.problems}
    changed = set()
    for name, data in bare(case_as_sheets(CASE, as_csv=True).files).items():
        before, after = cells(data), cells((folder / name).read_bytes())
        changed |= {f"{name}!{column_letters(c)}{line}" for line, c in before.keys() | after.keys()
                    if before.get((line, c)) != after.get((line, c))}  # fmt: skip
    assert len(changed) > 50
    assert changed - told == set()
    assert not returned.texts
    # What was an error before LibreOffice touched it: an error's name, a truth value, a date of one's own.
    assert {
        found.code for found in returned.problems if str(found.location).rpartition("/")[2] not in changed
    } <= {"KG607", "KG610"}
