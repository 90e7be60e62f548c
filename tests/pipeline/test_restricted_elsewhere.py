"""A text given in confidence is told of where git has it, and no spreadsheet takes it along unasked."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from f_town import CASE, TALK, checked, said

from kg.authoring.folder import read_document
from kg.authoring.merge import content
from kg.spreadsheets.from_sheets import sheets_as_case, write_returned
from kg.spreadsheets.to_sheets import case_as_sheets

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


def git(*words: str) -> str:
    """Run git in the test's own folder; what it prints."""
    done = subprocess.run(["git", *words], check=True, capture_output=True)  # noqa: S607 - as the tool finds it
    return done.stdout.decode("utf-8")


def test_git_is_asked_each_time(town: Path) -> None:
    """What it tracks is told though no file changed, and not once it is taken out; the cure that is told works."""
    cache = Path(".kg-cache")
    git("init", "--quiet")
    assert said(checked(town, cache=cache)) == []
    git("add", "--all", "cases")
    (problem,) = checked(town, cache=cache).problems
    assert (problem.code, str(problem.location)) == ("KG308", "cases/f-town/case.yaml:7:36")
    subprocess.run(problem.hint.partition(",")[0], check=True, shell=True, capture_output=True)  # noqa: S602 - as told
    assert said(checked(town, cache=cache)) == []


def test_a_link_to_what_git_tracks_is_told(town: Path) -> None:
    """The name in the case is ignored and what it leads to is not."""
    shutil.move(town / TALK, town / "plain.txt")
    (town / TALK).symlink_to("../plain.txt")
    git("init", "--quiet")
    (town / ".gitignore").write_text("/restricted/\n", encoding="utf-8")
    git("add", "--all", "cases")
    (problem,) = checked(town).problems
    assert (problem.code, "plain.txt" in problem.found) == ("KG308", True)


def test_no_program_of_the_repository_is_run(town: Path) -> None:
    """A repository that names a program for git to run gets none run by a check."""
    git("init", "--quiet")
    program = Path("watch.sh").resolve()
    program.write_text(f"#!/bin/sh\ntouch {program.parent}/was-run\n", encoding="utf-8")
    program.chmod(0o755)
    git("add", "--all", "cases")
    git("config", "core.fsmonitor", str(program))
    git("ls-files", "--modified", "cases")
    Path("was-run").unlink(missing_ok=True)
    assert [p.code for p in checked(town).problems] == ["KG308"]
    assert not Path("was-run").exists()


@pytest.mark.parametrize(("is_repository", "codes"), [(True, ["KG308"]), (False, [])])
def test_without_git(
    town: Path, monkeypatch: pytest.MonkeyPatch, codes: list[str], *, is_repository: bool
) -> None:
    """In a repository it is told, as a warning, that nobody knows; elsewhere there is nothing to know."""
    if is_repository:
        git("init", "--quiet")
    monkeypatch.setenv("PATH", "")
    outcome = checked(town)
    assert [p.code for p in outcome.problems] == codes
    assert outcome.is_clean


def test_nothing_is_started_without_a_confidential_text(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that quotes openly asks git nothing."""
    git("init", "--quiet")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(subprocess, "run", refuse)
    (town / "case.yaml").write_text(CASE.replace("access: restricted, ", ""), encoding="utf-8")
    assert checked(town).is_clean
    (town / "case.yaml").write_text(CASE, encoding="utf-8")
    with pytest.raises(AssertionError):
        checked(town)


def test_a_new_case_keeps_it_out_of_git(tmp_path: Path, run_kg: Run) -> None:
    """With a .gitignore: what lies in restricted/ is not added, everything else is."""
    assert run_kg("case", "new", "g-town").returncode == 0
    folder = tmp_path / "cases" / "g-town"
    (folder / "restricted").mkdir()
    (folder / "restricted" / "talk.txt").write_text("A word.\n", encoding="utf-8")
    yaml = (folder / "case.yaml").read_text(encoding="utf-8")
    assert "  # talk: {access: restricted, file: restricted/talk.txt," in yaml
    (folder / "case.yaml").write_text(yaml.replace("  # talk:", "  talk:"), encoding="utf-8")
    git("-C", str(tmp_path), "init", "--quiet")
    git("-C", str(tmp_path), "add", "--all", "cases")
    listed = git("-C", str(tmp_path), "ls-files")
    assert "g-town/notes.txt" in listed
    assert "restricted/" not in listed
    done = run_kg("check")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_spreadsheet_leaves_it(town: Path, run_kg: Run, form: str) -> None:
    """It is not copied, which is said; over its own folder the case comes back to the byte, and elsewhere without it."""
    way = "way" if form == "csv" else "way.xlsx"
    done = run_kg("case", f"to-{form}", "cases/f-town", way)
    assert f"{TALK} stays where it is, since it is confidential" in done.stdout
    if form == "csv":
        assert sorted(p.name for p in Path(way).iterdir() if p.suffix != ".csv") == [
            "notes.txt",
            "read-me.txt",
        ]
    before = {path: path.read_bytes() for path in town.rglob("*") if path.is_file()}
    assert run_kg("case", f"from-{form}", way, "cases/f-town").returncode == 0
    assert {path: path.read_bytes() for path in town.rglob("*") if path.is_file()} == before
    elsewhere = Path("elsewhere") / "f-town"
    beside = Path(way) if form == "csv" else Path()
    shutil.copy(town / "notes.txt", beside)
    shutil.copytree(town / "restricted", beside / "restricted")  # it is not taken along from there either
    returned = sheets_as_case(Path(way), elsewhere, as_csv=form == "csv")
    assert [p.code for p in returned.problems] == ["KG305"]
    write_returned(returned, elsewhere, beside)
    assert not (elsewhere / "restricted").exists()
    first, second = (content(read_document(folder, "x", [])[0]) for folder in (town, elsewhere))
    assert first == second


def test_a_spreadsheet_is_compared_with_it(town: Path, run_kg: Run) -> None:
    """A word changed in a cell is told, since the text lies in the folder."""
    run_kg("case", "to-csv", "cases/f-town", "way")
    claims = Path("way/claims.csv")
    claims.write_text(claims.read_text("utf-8").replace("marmoset leads", "marmoset led"), "utf-8")
    returned = sheets_as_case(Path("way"), town, as_csv=True)
    assert [p.code for p in returned.problems] == ["KG301"]


def test_the_text_is_closed_to_others_while_it_is_read_back(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy that a spreadsheet is checked with lies where only its owner looks, and goes at once."""
    seen: list[tuple[int, Path]] = []
    copy = shutil.copyfile

    def watch(source: Path, target: Path) -> object:
        if "sotto" in str(target):
            seen.append((target.parents[2].stat().st_mode & 0o077, target))
        return copy(source, target)

    Path("way").mkdir()
    for name, data in case_as_sheets(town, as_csv=True).files.items():
        (Path("way") / name).write_bytes(data)
    monkeypatch.setattr(shutil, "copyfile", watch)
    assert sheets_as_case(Path("way"), town, as_csv=True).is_clean
    ((others, target),) = seen
    assert (others, target.exists()) == (0, False)
