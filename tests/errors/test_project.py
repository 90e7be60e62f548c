"""A project file that is half right gets the lines that help, all in one run, in both languages; and nothing is half built.

`bad-project/<code>-<what>/` holds the files, and `expected.txt` and `expected.zh.txt`: lines written by a person who looked at them.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

BAD = Path(__file__).parent / "bad-project"
FOLDERS = sorted(BAD.iterdir())
EXPECTED = {"en": "expected.txt", "zh": "expected.zh.txt"}
ONLY_WITH_CASES = {"KG001-gone-and-twice"}
"""What only those commands find that look at the cases."""
ONLY_LEADING = {"KG251-leading-case"}
"""What a query needs nothing of."""


def lines(folder: Path, language: str) -> list[str]:
    """The lines that a person wrote down."""
    return (folder / EXPECTED[language]).read_text(encoding="utf-8").splitlines()


@pytest.fixture
def project(tiny_case: Callable[[], Path]) -> Callable[[Path], Path]:
    """A function that puts a bad project around the small valid case, and gives the folder."""

    def put(bad: Path) -> Path:
        home = tiny_case().parents[1].resolve()
        shutil.copytree(bad, home, dirs_exist_ok=True)
        if bad.name == "KG001-gone-and-twice":
            shutil.copytree(home / "cases" / "b-town", home / "more" / "b-town")
        return home

    return put


@pytest.mark.parametrize("language", EXPECTED)
@pytest.mark.parametrize("bad", FOLDERS, ids=lambda path: path.name)
def test_a_mistake_gets_its_lines(
    bad: Path, language: str, project: Callable[[Path], Path], run_kg: Callable
) -> None:
    """The check and the build say the same, each with its place, and an earlier build stays as it was."""
    home = project(bad)
    (home / "build").mkdir()
    for command in ("check", "build"):
        done = run_kg(command, "--lang", language, folder=home)
        assert done.returncode == 1
        assert done.stderr.splitlines() == lines(bad, language)
    assert list((home / "build").iterdir()) == []


@pytest.mark.parametrize(
    "bad", [f for f in FOLDERS if f.name not in ONLY_WITH_CASES], ids=lambda path: path.name
)
def test_every_command_that_reads_it_stops(
    bad: Path, project: Callable[[Path], Path], run_kg: Callable
) -> None:
    """Also from a folder below, under the name by which the file is found from there."""
    home = project(bad)
    below = home / "cases"
    wanted = [f"../{line}" for line in lines(bad, "en")]
    commands = [("case", "new", "c-town")]
    commands += [] if bad.name in ONLY_LEADING else [("query", "--list"), ("query", "cq-19")]
    for command in commands:
        done = run_kg(*command, folder=below)
        assert (done.returncode, done.stdout) == (1, "")
        told = [line for line in wanted if " KG251 " not in line]
        assert done.stderr.splitlines() == told
    assert not (below / "cases").exists()


def test_other_commands_do_not_read_it(
    project: Callable[[Path], Path], run_kg: Callable, built_data: Path
) -> None:
    """A case is checked alone, and a build is asked, whatever the project file says."""
    home = project(BAD / "KG103-half-right")
    assert run_kg("check", "cases/b-town", folder=home).returncode == 0
    assert run_kg("trace", "j-city/c050", "--build", str(built_data), folder=home).returncode == 0
