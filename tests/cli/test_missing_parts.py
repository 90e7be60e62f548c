"""Whoever lacks an optional part is told what works where the tool was installed from."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; sys.modules[sys.argv.pop(1)] = None; from kg.cli import main; main()"
LACKING = {
    "aiohttp": ("serve", "'kg serve'", "serve"),
    "prometheus_client": ("serve", "'kg serve'", "serve"),
    "mimeparse": ("serve", "'kg serve'", "serve"),
    "distributed": ("cluster", "--scheduler", "build --scheduler tcp://127.0.0.1:1 --no-cache --cases cases"),
    "httpx": ("remote", "a store elsewhere", "query cq-01 --store http://127.0.0.1:1/"),
    "openpyxl": ("sheets", "a workbook, unlike CSV files,", "case to-xlsx cases/b-town b-town.xlsx"),
}


@pytest.mark.parametrize("package", LACKING)
def test_a_missing_part_is_told(package: str, tiny_case: Callable[[], Path]) -> None:
    """One line names the package and a command whose lock holds it, under the name that pip knows."""
    tiny_case()
    part, what, line = LACKING[package]
    done = subprocess.run(
        [sys.executable, "-c", START, package, *line.split()],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    lock = f"locks/{part}.lock"
    command = f"python -m pip install --require-hashes -r {lock}"
    needs = f"{what} needs the package {package}"
    assert done.stderr == f"kg: {needs}; in the clone that kg was installed from, run: {command}\n"
    assert done.returncode == 2
    known = {"mimeparse": "python-mimeparse", "prometheus_client": "prometheus-client"}.get(package, package)
    assert re.search(rf"^{known}==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)


def test_a_workbook_that_is_read_needs_it_too(tiny_case: Callable[[], Path]) -> None:
    """The way back says the same."""
    (tiny_case().parent / "b-town.xlsx").write_bytes(b"PK")
    line = [sys.executable, "-c", START, "openpyxl", "case", "from-xlsx", "cases/b-town.xlsx", "cases/b-town"]
    done = subprocess.run(line, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert "locks/sheets.lock" in done.stderr


def test_no_page_or_message_names_the_distribution_to_pip() -> None:
    """Nobody has registered it: whoever does could put anything there."""
    files = [
        path for top in ("kg", "docs", "site/templates", "site/strings") for path in (ROOT / top).rglob("*.*")
    ]
    files += ROOT.glob("*.md")
    texts = {
        path: path.read_text(encoding="utf-8", errors="replace") for path in files if path.suffix != ".pyc"
    }
    assert len(texts) > 100
    assert [path for path, text in texts.items() if re.search(r"pip install [^.\n]*tongban-kg", text)] == []
