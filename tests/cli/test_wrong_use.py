"""Wrong use of the command: exit code 2 and words that help, never a traceback."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

import kg
from kg.cli import main

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

WITHOUT_BUILD = {
    "query cq-19": "there is no dataset at build/dataset.nq: run 'kg build' first",
    "trace c1": "there is no dataset at build/dataset.nq: run 'kg build' first",
    "coverage": "there is no dataset at build/dataset.nq: run 'kg build' first",
    "query cq-19 --build elsewhere": "there is no dataset at elsewhere/dataset.nq: run 'kg build' first",
    "diff build build": "there is no dataset at build/dataset.nq: run 'kg build' first",
}
WITH_BUILD = {
    "query cq19": 'there is no query "cq19"; did you mean "cq-19"? (kg query --list shows all)',
    "query": "give a query's name, a file, or -e 'SPARQL' (kg query --list shows the names)",
    "query cq-19 -e ASK{}": "give a query's name",
    "query missing.rq": "the query file missing.rq cannot be read: no such file or directory",
    "query -e SELEC": "the query is not SPARQL: line 1, column 6: something unexpected, here or before",
    "query -e ASK{x:a?p?o}": 'the query is not SPARQL: line 1, column 5: the prefix "x:" is not declared',
    "query -e CONSTRUCT{?s?p?o}WHERE{?s?p?o} --format csv": "a graph cannot be written as csv",
    "query -e ASK{} --format turtle": "cannot be written as turtle; use one of: json, xml, csv, tsv",
    "query cq-19 --case nowhere": 'there is no case "nowhere"; there are: ',
    "query cq-19 --bind case": "--bind case: write VARIABLE=IRI",
    "query cq-19 --bind case=<a": "--bind case=<a: ",
    "query cq-19 --bind colour=kg:a": "the query has no variable ?colour to bind",
    "trace c999": 'there is no claim "c999"; did you mean c079 (The optimization path',
    "trace field logic": 'several claims answer to "field logic"; name one of them:',
    "coverage nowhere": 'there is no case "nowhere"; there are: ',
}
BY_CLICK = {
    "chek": "Error: No such command 'chek'. Did you mean 'check'?",
    "frobnicate": "Error: No such command 'frobnicate'.",
    "check --frobnicate": "Error: No such option '--frobnicate'.",
    "query cq-19 --format pdf": "Error: Invalid value for '--format': 'pdf' is not one of",
    "trace": "Error: Missing argument",
}


def call(line: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code of a command line, and what it says to standard error."""
    with pytest.raises(SystemExit) as ended:
        main(line.split())
    code = ended.value.code
    assert isinstance(code, int)
    return code, capsys.readouterr().err


@pytest.mark.parametrize("line", WITHOUT_BUILD)
def test_there_is_no_build(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Commands that need a build say where none is and how to make one."""
    monkeypatch.chdir(tmp_path)
    assert call(line, capsys) == (2, f"kg: {WITHOUT_BUILD[line]}\n")


@pytest.mark.parametrize("line", WITH_BUILD)
def test_there_is_no_such_thing(
    line: str, built_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was named and is not there is said back, with the nearest that is, where there is one."""
    monkeypatch.chdir(built_data.parent)
    code, said = call(line, capsys)
    assert code == 2
    assert said.startswith("kg: ")
    assert WITH_BUILD[line] in said


@pytest.mark.parametrize("line", BY_CLICK)
def test_there_is_no_such_option(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A command line that cannot be understood is answered with its usage."""
    code, said = call(line, capsys)
    assert code == 2
    assert said.startswith("Usage: kg ")
    assert BY_CLICK[line] in said


def test_a_folder_that_is_no_build_is_not_replaced(
    tiny_case: Callable[[], Path], run_kg: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """`kg build --out` refuses a folder that holds something else, and leaves it alone."""
    thesis = tiny_case().parents[1] / "thesis"
    thesis.mkdir()
    (thesis / "chapter.txt").write_text("years of work", encoding="utf-8")
    done = run_kg("build", "--out", "thesis")
    assert done.returncode == 2
    assert done.stderr == (
        "kg: thesis is not an earlier build (it has no report.json): name another folder\n"
    )
    assert [path.name for path in thesis.iterdir()] == ["chapter.txt"]


def test_a_file_is_not_replaced(
    tiny_case: Callable[[], Path], run_kg: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """`kg build --out` refuses a file."""
    notes = tiny_case() / "notes.txt"
    before = notes.read_bytes()
    done = run_kg("build", "--out", str(notes))
    assert done.returncode == 2
    assert "is not an earlier build" in done.stderr
    assert notes.read_bytes() == before


def test_a_damaged_dataset_is_told_of(
    built_data: Path, tmp_path: Path, run_kg: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """A dataset cut in the middle is called damaged, with what to do."""
    copy = shutil.copytree(built_data, tmp_path / "build", ignore=shutil.ignore_patterns("site"))
    data = (copy / "dataset.nq").read_bytes()
    (copy / "dataset.nq").write_bytes(data[: len(data) // 2 - 1])
    done = run_kg("query", "cq-19")
    assert done.returncode == 2
    assert "kg: the dataset build/dataset.nq is damaged (" in done.stderr
    assert "run 'kg build' again" in done.stderr


def test_a_build_of_another_version_is_told_of(
    built_data: Path, tmp_path: Path, run_kg: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """Questions refuse it, a later patch is the same version, and two versions can be compared."""
    copy = shutil.copytree(built_data, tmp_path / "build", ignore=shutil.ignore_patterns("site"))
    report = json.loads((copy / "report.json").read_text(encoding="utf-8"))
    major_minor = kg.__version__.rpartition(".")[0]
    for version, expected in ((f"{major_minor}.99", 0), ("99.0.0", 2)):
        plain = report | {"tool": f"tongban-kg {version}"}
        (copy / "report.json").write_text(json.dumps(plain), encoding="utf-8")
        done = run_kg("query", "cq-19")
        assert done.returncode == expected
    assert done.stderr == (
        f"kg: build was built by tongban-kg 99.0.0, and this is tongban-kg {kg.__version__}: run 'kg build' again\n"
    )
    assert run_kg("diff", "build", str(built_data)).returncode == 0


def test_a_fault_of_ours_is_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A fault of the tool ends with code 3, in one line that says whose it is."""
    monkeypatch.chdir(tmp_path)

    def fail(*_: object) -> None:
        message = "no such thing"
        raise LookupError(message)

    monkeypatch.setattr("kg.cli.coverage.load_snapshot", fail)
    assert call("coverage", capsys) == (
        3,
        (
            "kg: a fault of the tool, not yours (LookupError: no such thing)\n"
            "kg: set KG_DEBUG=1 to see where, and please report it\n"
        ),
    )


def test_a_place_that_cannot_be_written_is_named(
    tiny_case: Callable[..., Path], tmp_path: Path, run_kg: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """A folder that is not there is the user's to mend: one line with its name, code 2."""
    target = tmp_path / "nowhere" / "case.xlsx"
    done = run_kg("case", "to-xlsx", str(tiny_case()), str(target))
    assert (done.returncode, done.stderr) == (
        2,
        f"kg: {target} cannot be read or written: No such file or directory\n",
    )
