"""What does not apply to a case is told from what nobody knows: in every form of a comparison, on the page and for QCA."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

TOWNS = Path(__file__).parents[1] / "cases"
LOGICS = {"field-logic", "innovation-logic", "responsibility-avoidance-logic"}
OWN = {"pact logic", "caution logic", "the public eye"}
"""What D Town has added to its framework, which another case does not use."""


@pytest.fixture
def run(run_kg: Callable, tmp_path: Path) -> Callable[..., str]:
    """A function that runs the command over two towns: D Town, with concepts of its own, and F Town, without phases."""
    shutil.copytree(TOWNS / "d-town", tmp_path / "cases" / "d-town")
    town = tmp_path / "cases" / "f-town"
    shutil.copytree(TOWNS / "b-town", town)
    case = (town / "case.yaml").read_text("utf-8")
    case = (
        re.sub(r"^zh.*\n", "", case, flags=re.MULTILINE)
        .replace("B Town", "F Town")
        .replace("b-town", "f-town")
    )
    (town / "case.yaml").write_text(case, "utf-8")
    (town / "silences.yaml").unlink()
    (town / "elements.yaml").write_text(
        "elements:\n"
        "  fear: {kind: phenomenon, label: fear of blame}\n"
        "  caution: {instantiates: responsibility-avoidance-logic, label: caution}\n",
        "utf-8",
    )
    (town / "claims.yaml").write_text(
        "claims:\n  c1: {subject: fear, relation: caused, object: caution, status: stated, role: finding, modality: asserted,"
        " polarity: affirmed, quote: fear of blame had led to caution}\n",
        "utf-8",
    )

    def command(*arguments: str) -> str:
        done = run_kg(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return str(done.stdout)

    return command


def test_each_form_of_a_comparison_says_so(run: Callable[..., str]) -> None:
    """A concept that the other case alone has, and every logic in the phases of a case without phases."""
    run("build", "--no-site", "--jobs", "1")
    rows = list(csv.DictReader(io.StringIO(run("compare", "--format", "csv"))))
    out = {(row["table"], row["concept"]) for row in rows if row["verdict"] == "does-not-apply"}
    ends = ("pact-logic", "caution-logic", "public-eye")
    assert out == {("concept", name) for name in OWN} | {("phase", logic) for logic in LOGICS} | {
        ("relation", name) for name in ends
    }
    assert {row["case"] for row in rows if row["verdict"] == "does-not-apply"} == {"f-town"}
    text = run("compare")
    part = text[text.index("Phases of f-town") :].partition("\n\n")[0]
    assert "no phases" in part
    assert part.count("–") == len(LOGICS)


def test_the_page_says_so(run: Callable[..., str], tmp_path: Path) -> None:
    """A case without phases has no column; it is named with the verdict."""
    run("build", "--jobs", "1")
    for tree, words in (("", "does not apply"), ("zh", "不适用")):
        page = (tmp_path / "build" / "site" / tree / "compare" / "phases.html").read_text("utf-8")
        line = next(one for one in page.splitlines() if "case/f-town/index.html" in one and "<p>" in one)
        assert words in re.sub("<[^>]+>", "", line)


def test_qca_counts_it_apart(run: Callable[..., str], tmp_path: Path) -> None:
    """An empty cell may be so because nobody knows, or because it cannot be asked."""
    run("build", "--no-site", "--jobs", "1")
    said = run("compare", "--qca", str(tmp_path / "q"))
    cells = list(csv.DictReader((tmp_path / "q" / "cells.csv").read_text("utf-8-sig").splitlines()))
    data = (tmp_path / "q" / "data.csv").read_text("utf-8").splitlines()[0].split(",")
    empty = [cell for cell in cells if not cell["membership"] and cell["condition"] in data]
    out = [cell for cell in empty if cell["verdict"] == "does-not-apply"]
    # Of the concepts of D Town all three have a score there.
    assert len(out) == len(OWN)
    assert (
        f"; {len(empty) - len(out)} cells are empty, because nobody knows, and {len(out)}, because they do not apply"
        in said
    )
