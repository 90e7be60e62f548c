"""Open and save the spreadsheets of a case with LibreOffice, as a person would who changes nothing.

``python tests/spreadsheets/save_again.py`` writes the case ``odd-town`` by ``kg case to-csv`` and ``to-xlsx``,
and the same CSV without what guards it; has LibreOffice (``soffice``) open each file, in the language
given, and save it; and keeps what it saved in ``saved``, which `test_saved` reads. Rows of LibreOffice's
own that change with the clock, the year in which 1/2 is a day, are why this is run by hand.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import tempfile
from pathlib import Path

from kg.kit.sheets.csv_files import read_csv
from kg.spreadsheets.to_sheets import case_as_sheets

HERE = Path(__file__).resolve().parent
CASE, SAVED = HERE / "odd-town", HERE / "saved"
LANGUAGES = {"en-US": 1033, "zh-CN": 2052, "de-DE": 1031}
_SAVE_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
"""Commas, quotation marks, UTF-8; cells as they are shown, as a person gets them who presses save."""


def save_all() -> None:
    """Make everything in ``saved`` anew."""
    shutil.rmtree(SAVED, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        files = case_as_sheets(CASE, as_csv=True).files
        for kind, texts in {"csv": files, "bare": bare(files)}.items():
            (made / kind).mkdir()
            for file, data in texts.items():
                (made / kind / file).write_bytes(data)
            for language, number in LANGUAGES.items():
                # Commas, quotation marks, UTF-8, the first line, the language, numbers told by their looks.
                opened = f"CSV:44,34,76,1,,{number},false,true"
                convert(sorted((made / kind).glob("*.csv")), SAVED / kind / language, _SAVE_CSV, made, opened)
        book = made / "odd-town.xlsx"
        book.write_bytes(case_as_sheets(CASE, as_csv=False).files["workbook"])
        convert([book], SAVED, "xlsx", made)


def bare(files: dict[str, bytes]) -> dict[str, bytes]:
    """The CSV files without an apostrophe, as a person types them or another program writes them."""
    grids, _ = read_csv({name: data for name, data in files.items() if name.endswith(".csv")}, "")
    found = {}
    for grid in grids:
        width = max(cell.place.column for cell in grid.rows[0])
        text = io.StringIO(newline="")
        for row in grid.rows:
            cells = {cell.place.column: cell.text for cell in row}
            csv.writer(text).writerow([cells.get(column, "") for column in range(1, width + 1)])
        found[f"{grid.name}.csv"] = text.getvalue().encode("utf-8-sig")
    return found


def convert(files: list[Path], to: Path, form: str, home: Path, opened: str = "") -> None:
    """Open files and save them in a form, in a folder."""
    how = [f"--infilter={opened}"] if opened else []
    profile = f"-env:UserInstallation=file://{home}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        *how,
        "--convert-to",
        form,
        "--outdir",
        str(to),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


if __name__ == "__main__":
    save_all()
