"""Names of files, folders and things that are not UTF-8 are told in one line, and hinder nothing that can be done."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

ODD = os.fsdecode(b"x\xff")
SHOWN = "x\\udcff"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such name")


@pytest.mark.parametrize("cached", [[], ["--no-cache"]])
def test_a_case_folder_in_such_a_folder_is_built(
    cached: list[str], tiny_case: Callable[[], Path], run_kg: Run
) -> None:
    """What lies above the case is no part of it; the second build finds the first."""
    shutil.copytree(tiny_case(), Path(ODD) / "b-town")
    for _ in range(2):
        done = run_kg("build", "--no-site", "--cases", ODD, "--out", f"{ODD}out", *cached)
        assert (done.returncode, done.stderr) == (0, "")
    assert (
        json.loads((Path(f"{ODD}out") / "report.json").read_text(encoding="utf-8"))["dataset"]["quads"] > 100
    )
    assert "registry" in run_kg("trace", "c1", "--build", f"{ODD}out").stdout


def test_a_case_folder_of_such_a_name(tiny_case: Callable[[], Path], run_kg: Run) -> None:
    """A case is called as its folder is, and this folder cannot be."""
    tiny_case().rename(f"cases/{ODD}")
    for command in ("check", "build"):
        done = run_kg(command, *(["cases"] if command == "check" else ["--no-site"]))
        assert done.returncode == 1
        assert f"cases/{SHOWN}/case.yaml:2:7" in done.stderr
        assert "KG210" in done.stderr


@pytest.mark.parametrize("command", [["check", "cases"], ["build"]])
def test_a_file_of_such_a_name(command: list[str], tiny_case: Callable[[], Path], run_kg: Run) -> None:
    """A YAML file is read, and its name told, at the file; another file is nobody's business."""
    case = tiny_case()
    (case / f"{ODD}.txt").write_text("x", encoding="utf-8")
    assert run_kg("build", "--no-site").returncode == 0
    (case / "elements.yaml").rename(case / f"{ODD}.yaml")
    done = run_kg(*command)
    assert done.returncode == 1
    assert done.stderr == (
        "cases/b-town/x\ufffd.yaml:1:1  error KG011  a name that is not UTF-8; "
        "expected a name that every computer can hold; rename it\n"
    )


def test_a_source_of_such_a_name(tiny_case: Callable[[], Path], run_kg: Run) -> None:
    """YAML cannot name it; what it names is not there."""
    case = tiny_case()
    (case / "notes.txt").rename(case / f"{ODD}.txt")
    text = (case / "case.yaml").read_text(encoding="utf-8")
    (case / "case.yaml").write_text(text.replace("notes.txt", '"x\\xFF.txt"'), encoding="utf-8")
    done = run_kg("check", "cases")
    assert done.returncode == 1
    assert "a fault of the tool" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    "words",
    [["query", "-e", f"SELECT {ODD}"], ["trace", ODD], ["query", f"{ODD}.rq"], ["check", ODD], ["case", "new", ODD],
     ["case", "from-csv", ODD, "cases/back"], ["query", "cq-01", "--case", ODD], ["push", f"http://127.0.0.1:9/{ODD}"]],
    ids=lambda words: " ".join(words).replace(ODD, "ODD"),
)  # fmt: skip
def test_a_word_that_is_no_text(words: list[str], tiny_case: Callable[[], Path], run_kg: Run) -> None:
    """A command says it back, or does without; it is never called a fault of the tool."""
    tiny_case()
    assert run_kg("build", "--no-site").returncode == 0
    done = run_kg(*words)
    assert done.returncode in {1, 2}, done.stderr
    assert "a fault of the tool" not in done.stderr
    assert SHOWN in done.stderr or "x\N{REPLACEMENT CHARACTER}" in done.stderr
