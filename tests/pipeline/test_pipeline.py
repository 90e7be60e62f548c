"""The room `pipeline`: the counts, and the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg.model import iris
from kg.model.vocabulary import KG
from kg.pipeline import Outcome, check, write_dataset
from kg.resources import cases_folder
from kg.store import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Quad

WRITE = """
import sys
from pathlib import Path
from kg.pipeline import check, write_dataset
out = Path(sys.argv[1]); out.mkdir()
outcome, _ = check([Path(sys.argv[2])])
assert outcome.is_clean, outcome.problems
write_dataset(outcome, out)
"""


def count(quads: list[Quad], kind: str) -> int:
    """How many things of a class the quads hold, inferred ones left out."""
    graph = "/graph/asserted"
    return len(
        {q.subject for q in quads if q.object == NamedNode(kind) and str(q.graph_name).endswith(f"{graph}>")}
    )


def test_the_report_counts_what_is_there(compiled: tuple[Outcome, list[Quad]], tmp_path: Path) -> None:
    """Claims, silences and sources of the report are those of the dataset; the file is the report."""
    outcome, quads = compiled
    report = write_dataset(outcome, tmp_path)
    counts = list(report["cases"].values())
    assert sum(case["claims"] for case in counts) == count(quads, KG.Claim)
    assert sum(case["silences"] for case in counts) == count(quads, KG.Silence)
    assert sum(case["sources"] for case in counts) == count(quads, KG.Source)
    data = (tmp_path / "dataset.nq").read_bytes()
    assert report["dataset"] == {
        "quads": len(data.splitlines()), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8")) == report
    assert report["checked"] == outcome.checked
    assert (report["skipped"], report["failed"]) == (0, 0)


def test_quotations_are_counted_one_by_one(tiny_case: Callable[[], Path]) -> None:
    """Each quotation of each line, the nearest passages of silences among them, is checked and counted."""
    outcome, _ = check([tiny_case()])
    assert outcome.cases[0].checked == {
        "claims": 5, "quotations": 8, "silences": 1, "elements": 10, "sources": 1,
    }  # fmt: skip
    assert outcome.closing_line() == "checked 13, skipped 0, failed 0"


def test_the_dataset_has_no_blank_node_in_its_data(compiled: tuple[Outcome, list[Quad]]) -> None:
    """Outside the axioms of the ontology every node is named, and the default graph is empty."""
    _, quads = compiled
    axioms = {NamedNode(iris.ONTOLOGY_GRAPH), NamedNode(iris.THEORY_GRAPH)}
    named = NamedNode | Literal
    data = [quad for quad in quads if quad.graph_name not in axioms]
    assert len(data) >= 5000
    assert [
        quad for quad in data if not (isinstance(quad.subject, named) and isinstance(quad.object, named))
    ] == []
    assert [quad for quad in quads if not isinstance(quad.graph_name, NamedNode)] == []


def test_the_four_graphs_are_apart(compiled: tuple[Outcome, list[Quad]]) -> None:
    """No statement of the dataset stands in two graphs of a case."""
    _, quads = compiled
    of_cases = [quad for quad in quads if "/case/" in str(quad.graph_name)]
    cases = {str(quad.graph_name).partition("/graph/")[0] for quad in of_cases}
    assert len(cases) >= 3
    for case in cases:
        own = {quad for quad in of_cases if str(quad.graph_name).startswith(f"{case}/")}
        assert len({(quad.subject, quad.predicate, quad.object) for quad in own}) == len(own)


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    """Dataset and report are the same under another hash seed and from another folder."""
    package = str(Path(kg.__file__).resolve().parents[1])
    elsewhere = tmp_path / "else" / "where"
    shutil.copytree(cases_folder(), elsewhere / "cases")
    hashes = set()
    for number, seed in enumerate(("0", "1", "random")):
        home = tmp_path if number == 0 else elsewhere
        if number == 0:
            shutil.copytree(cases_folder(), home / "cases")
        environment = {**os.environ, "PYTHONPATH": package, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", WRITE, f"out-{seed}", "cases"]
        subprocess.run(command, cwd=home, env=environment, check=True)
        hashes.add(
            tuple(hashlib.sha256((home / f"out-{seed}" / name).read_bytes()).hexdigest()
                  for name in ("dataset.nq", "report.json"))
        )  # fmt: skip
    assert len(hashes) == 1


def test_a_case_does_not_depend_on_another(tiny_case: Callable[[], Path]) -> None:
    """A case gives the same graphs alone and beside others, whatever their order; the overview belongs to none."""

    def without_overview(quads: list[Quad]) -> set[Quad]:
        return {quad for quad in quads if quad.graph_name != NamedNode(iris.OVERVIEW_GRAPH)}

    folder = tiny_case()
    alone = without_overview(check([folder])[1])
    other = folder.with_name("a-town")
    shutil.copytree(folder, other)
    head = (other / "case.yaml").read_text(encoding="utf-8")
    (other / "case.yaml").write_text(head.replace("case: b-town", "case: a-town"), encoding="utf-8")
    outcome, quads = check([folder.parent])
    assert outcome.is_clean
    assert [case.name for case in outcome.cases] == ["a-town", "b-town"]
    others = {quad for quad in without_overview(quads) if "/a-town/" in str(quad) or "/a-town>" in str(quad)}
    assert without_overview(quads) - others == alone


def test_a_case_named_twice_is_compiled_once(tiny_case: Callable[[], Path]) -> None:
    """A folder and the case in it are one case."""
    folder = tiny_case()
    outcome, _ = check([folder, folder.parent, folder])
    assert len(outcome.cases) == 1


def test_progress_is_told_before_each_case(tiny_case: Callable[[], Path]) -> None:
    """Who waits is told which case is read, its number and how many there are."""
    folder = tiny_case()
    shutil.copytree(folder, folder.with_name("z-town"))
    told: list[tuple[str, int, int]] = []
    check([folder.parent], lambda *step: told.append(step))
    assert told == [("b-town", 1, 2), ("z-town", 2, 2)]


def test_nothing_checked_is_not_clean() -> None:
    """An outcome without a claim is a failure, even when nothing is wrong."""
    outcome = Outcome()
    assert not outcome.is_clean
    outcome.close()
    assert [problem.code for problem in outcome.problems] == ["KG900"]


def test_the_report_names_the_cases_that_ship_alike_everywhere() -> None:
    """What is told of them in the report begins with their folder, wherever the package lies."""
    outcome, _ = check([cases_folder()])
    files = {told["location"]["file"] for told in outcome.report()["problems"]}
    assert files
    assert all(name.startswith("cases/") for name in files)
