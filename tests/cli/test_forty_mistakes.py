"""All mistakes are shown in one run: forty of ten kinds, among sixty claims, each at its line."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
MISTAKES = 40


@pytest.mark.parametrize("language", ["en", "zh"])
def test_forty_mistakes_in_one_run(
    run_kg: Callable[..., subprocess.CompletedProcess[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    """Every one is told with its code, at its line, and nothing else is; an entry that is broken hides no other."""
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    made = runpy.run_path(str(BENCHMARKS / "made_mistakes.py"))
    write = runpy.run_path(str(BENCHMARKS / "made_case.py"))["write_case"]
    sizes = {"claims": made["CLAIMS"], "quotations": made["QUOTATIONS"], "elements": made["ELEMENTS"]}
    case = write(tmp_path, **sizes)
    expected = made["spoil"](case)
    done = run_kg("check", case.name, "--lang", language)
    words = {"en": "error", "zh": "错误"}
    lines = [line.partition(f"  {words[language]} ") for line in done.stderr.splitlines()]
    assert [(int(place.split(":")[-2]), said[:5]) for place, _, said in lines] == expected
    assert len(expected) == MISTAKES
    closing = {"en": f"failed {MISTAKES}", "zh": f"错误 {MISTAKES}"}
    assert done.stdout.splitlines()[-1].endswith(closing[language])
    assert done.returncode == 1
