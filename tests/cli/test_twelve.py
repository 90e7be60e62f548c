"""Twelve mistakes at once: the list on which other tools were tried, and what this one has to do better."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

TWELVE = Path(__file__).resolve().parents[1] / "errors" / "twelve"
PLACE = re.compile(r"^cases/b-town/[a-z]+\.yaml:[1-9]\d*:[1-9]\d*  error KG\d{3}  ")


def test_all_twelve_in_one_run(
    tiny_case: Callable[[], Path], run_kg: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """One run reports all twelve, each with file, line and column, and no line that follows from another."""
    folder = tiny_case()
    for path in TWELVE.glob("*.yaml"):
        shutil.copy(path, folder)
    done = run_kg("check", "cases")
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert lines == (TWELVE / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 12
    assert [line for line in lines if not PLACE.match(line)] == []


def test_most_of_them_with_a_cure(
    tiny_case: Callable[[], Path], run_kg: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """At least eight of the twelve say what to do; the JSON holds the same list."""
    folder = tiny_case()
    for path in TWELVE.glob("*.yaml"):
        shutil.copy(path, folder)
    found = json.loads(run_kg("check", "cases", "--json").stdout)["problems"]
    assert len(found) == 12
    assert sum(bool(problem["hint"]) for problem in found) >= 8
    assert all({"file", "line", "column"} == set(problem["location"]) for problem in found)
