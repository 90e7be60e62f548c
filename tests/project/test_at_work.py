"""Which project is at work: found upwards, with its cases; without a file, that of the cases that ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.authoring import find_cases
from kg.frameworks import load
from kg.kit import new_case
from kg.model.project import Leading
from kg.project import find_project, project_at_work, shipped_project
from kg.resources import cases_folder, ontology_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def write(folder: Path, text: str) -> Path:
    """Write a project file."""
    path = folder / "project.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_which_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders from where the file lies, those of the package among them; found from a folder below too."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "below" / "deep").mkdir(parents=True)
    write(tmp_path, "cases: [mine, shipped]\n")
    monkeypatch.chdir(tmp_path / "below" / "deep")
    at_work = project_at_work()
    folders, gone = at_work.case_folders()
    assert (at_work.shown, gone) == ("../../project.yaml", [])
    assert [folder.resolve() for folder in folders] == [tmp_path / "mine", cases_folder().resolve()]


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    """One further up is not read, and a folder of that name is no file."""
    write(tmp_path, "title: far\n")
    near = tmp_path / "near"
    (near / "project.yaml").mkdir(parents=True)
    assert find_project(near) == tmp_path / "project.yaml"
    (near / "project.yaml").rmdir()
    write(near, "title: near\n")
    assert project_at_work(near).project.title == {"en": "near"}


def test_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are those of the cases that ship, the cases those in `cases`, else those that ship."""
    monkeypatch.chdir(tmp_path)
    at_work = project_at_work()
    assert (at_work.project, at_work.folder, at_work.queries) == (shipped_project(), None, ())
    assert at_work.case_folders() == ([cases_folder()], [])
    (tmp_path / "cases").mkdir()
    assert [folder.as_posix() for folder in at_work.case_folders()[0]] == ["cases"]


def test_without_cases_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are those beside it, also from below; where `cases` was written and cannot be read, none are."""
    (tmp_path / "cases" / "a").mkdir(parents=True)
    write(tmp_path, "title: x\n")
    monkeypatch.chdir(tmp_path / "cases" / "a")
    assert [folder.resolve() for folder in project_at_work().case_folders()[0]] == [tmp_path / "cases"]
    write(tmp_path, "cases: {a: b}\n")
    assert project_at_work().case_folders() == ([], [])


def test_the_shipped_project_says_what_the_code_said() -> None:
    """J City leads, with its framework, and both are there."""
    assert shipped_project().leading == Leading("j-city", "triple-logic")
    assert "j-city" in {folder.name for folder in find_cases(cases_folder())}
    ontology, _ = load(ontology_folder())
    assert "triple-logic" in ontology.frameworks
    assert new_case("x-town", "triple-logic", ontology, is_anonymised=False)


def test_what_leads_may_be_nothing(tmp_path: Path) -> None:
    """`none` is something else than to say nothing."""
    write(tmp_path, "leading: none\n")
    assert project_at_work(tmp_path).project.leading is None
    write(tmp_path, "title: x\n")
    assert project_at_work(tmp_path).project.leading == Leading()


def test_text_that_stands_alone_has_the_language_of_its_script(tmp_path: Path) -> None:
    """No Chinese text is taken for English, whatever languages the site has."""
    write(tmp_path, "title: 登记簿\nquestion: Why?\nlanguages: [en, zh]\n")
    project = project_at_work(tmp_path).project
    assert (project.title, project.question) == ({"zh": "登记簿"}, {"en": "Why?"})


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"title: \xff\xfe", "KG002"), (b"\xef\xbb\xbftitle: x\n", "KG003"), (b"title: x\r\n", "KG004")],
)
def test_a_file_that_cannot_be_read(data: bytes, code: str, tmp_path: Path) -> None:
    """It is told as of a file of a case, and no case is taken in its stead."""
    (tmp_path / "project.yaml").write_bytes(data)
    at_work = project_at_work(tmp_path)
    assert [found.code for found in at_work.problems] == [code]
    assert at_work.case_folders() == ([], [])


def test_a_new_case_takes_the_leading_framework(tmp_path: Path, run_kg: Callable) -> None:
    """Without a word on it, that of the cases that ship; a framework that is not there stops the command."""
    for text in ("title: x\n", "leading: {framework: triple-logic}\n"):
        write(tmp_path, text)
        done = run_kg("case", "new", "a-town", "--in", "c", folder=tmp_path)
        assert done.returncode == 0, done.stderr
        head = (tmp_path / "c" / "a-town" / "case.yaml").read_text(encoding="utf-8")
        assert "frameworks: [triple-logic]" in head
        for path in sorted((tmp_path / "c").rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    write(tmp_path, "leading: {framework: dual-logic}\n")
    done = run_kg("case", "new", "a-town", "--in", "c", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith('project.yaml:1:22  error KG204  unknown framework "dual-logic"')


def test_a_project_file_is_no_part_of_a_case(tmp_path: Path, run_kg: Callable) -> None:
    """The folder in which it lies is not taken for a case, and `kg project new` writes over nothing."""
    assert run_kg("project", "new", folder=tmp_path).returncode == 0
    assert find_cases(tmp_path) == []
    again = run_kg("project", "new", folder=tmp_path)
    assert (again.returncode, again.stderr) == (2, "kg: project.yaml is there already\n")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * {" + "?s ?p ?o . " * 3000 + "}", "the query has 12,00"),
    ],
    ids=["service", "long"],
)
def test_a_query_that_the_tool_does_not_ask(query: str, said: str, tmp_path: Path) -> None:
    """It is told at its file, with the rest, and is not among the questions."""
    write(tmp_path, "title: x\n")
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "mine.rq").write_text(query, encoding="utf-8")
    at_work = project_at_work(tmp_path)
    [found] = at_work.problems
    assert (found.code, found.location.line, at_work.queries) == ("KG253", 1, ())
    assert found.found.startswith(said)
