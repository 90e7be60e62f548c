"""The project at work: its file, found upwards from a folder, its cases, and the questions beside it.

Takes a folder; gives the project with every problem of it. Where there is no file, the words are those of the project that
ships, and the cases are those in ``cases``, or those that ship. It reads no case.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.anonymity.numbers import has_check_digit
from kg.asking import NamedQuery, is_taken, read_query
from kg.authoring.fields import suggestion
from kg.authoring.nodes import check_id
from kg.authoring.project import PROJECT, ProjectFile, read_project
from kg.files import PROJECT_FILE, YAML_LIMIT, read_text_file
from kg.model.iris import PREFIXES
from kg.model.project import Leading, Project
from kg.model.records import Word
from kg.problems import KgError, Location, Problem, problem, say
from kg.resources import cases_folder, project_file
from kg.store import LocalStore, SparqlError
from kg.verdicts.of_query import verdicts_of_query

if TYPE_CHECKING:
    from collections.abc import Collection

SHIPPED = "shipped"
"""What stands for the cases of the package in a list of folders."""
CASES, QUERIES = "cases", "queries"
OWN = "own"
"""The group of the questions that lie beside a project file."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """The project that a command works on.

    Attributes:
        project: what its file says.
        folder: where the file lies; None where there is none.
        shown: how to call the file.
        queries: the questions beside it.
        problems: what is wrong with the file and the questions.
        written: the fields that the file has, readable or not.
        chosen: where the user says that the cases are, in place of those of the project.
    """

    project: Project
    folder: Path | None = None
    shown: str = ""
    queries: tuple[NamedQuery, ...] = ()
    problems: tuple[Problem, ...] = ()
    written: frozenset[str] = field(default_factory=frozenset)
    chosen: tuple[Path, ...] = ()

    def case_folders(self) -> tuple[list[Path], list[Problem]]:
        """Find the folders of cases that the project lists, and report each that is gone.

        Where it lists none, its cases lie in ``cases`` beside it, or are those that ship.
        """
        if self.chosen:
            return list(self.chosen), []
        home = Path(os.path.relpath(self.folder)) if self.folder else Path()
        if "cases" not in self.written:
            own = home / CASES
            return [own if own.is_dir() else cases_folder()], []
        folders, problems = [], []
        for word in self.project.cases:
            folder = cases_folder() if word == SHIPPED else home / word
            if folder.is_dir():
                folders.append(folder)
            else:
                found = say('the folder of cases "{0}", which is not there', word)
                hint = suggestion(word, _folders_in(home)) if "/" not in word else ""
                expected = say("a folder, from where this file lies, or {0}", SHIPPED)
                problems.append(problem("KG001", _place(word, self.shown), found, expected, hint))
        return folders, problems

    def unknown_case(self, cases: Collection[str], *, is_all: bool) -> list[Problem]:
        """Report a case that is to lead and is not among the cases of the project.

        Args:
            cases: their names.
            is_all: no folder of cases is gone; else only a case that has the name of another nearly is reported.
        """
        word = self.project.leading.case if self.project.leading and self.folder else ""
        if not word or word in cases:
            return []
        hint = suggestion(word, sorted(cases))
        if not (is_all or hint):
            return []
        found = say('leading names the case "{0}", which is not there', word)
        expected = say("one of: {0}", sorted(cases)) if cases else say("a case that is there")
        return [problem("KG251", _place(word, self.shown), found, expected, hint)]

    def unknown_framework(self, frameworks: Collection[str]) -> list[Problem]:
        """Report a framework that is to lead and is not among those that there are."""
        leading = self.project.leading or Leading()
        problems = []
        if leading.framework and leading.framework not in frameworks and self.folder:
            found = say('unknown {0} "{1}"', say("framework"), leading.framework)
            place = _place(leading.framework, self.shown)
            hint = suggestion(leading.framework, frameworks)
            problems.append(problem("KG204", place, found, say("a known {0}", say("framework")), hint))
        return problems


def folders_of_cases() -> list[Path]:
    """List the folders of the cases at work: those of the project, else ``cases``, or those that ship."""
    return project_at_work().case_folders()[0]


def project_at_work(start: Path | None = None) -> AtWork:
    """Read the project file that lies nearest, here or upwards; without one, take that of the cases that ship.

    Args:
        start: where to look first; the folder in which the command runs, if left out.
    """
    path = find_project(start or Path())
    if path is None:
        return AtWork(shipped_project())
    shown = Path(os.path.relpath(path)).as_posix()
    read = read_text_file(path, path.parent, shown, YAML_LIMIT)
    if isinstance(read, Problem):
        # Nothing is known of it, of its cases neither.
        return AtWork(Project(), path.parent, shown, (), (read,), frozenset(PROJECT))
    told = read_project(read)
    queries, faults = own_queries(path.parent / QUERIES, Path(os.path.relpath(path.parent)) / QUERIES)
    problems = (*told.problems, *_wrong_orcids(told), *faults)
    ordered = tuple(sorted(problems, key=lambda found: (found.location.file != shown, found.location)))
    return AtWork(told.project, path.parent, shown, queries, ordered, told.written)


def find_project(start: Path) -> Path | None:
    """Find the project file in a folder or the nearest one above it; give None where there is none.

    >>> find_project(project_file().parent / "cases") == project_file().resolve()
    True
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        path = folder / PROJECT_FILE
        if os.path.lexists(path) and not path.is_dir():
            return path
    return None


@cache
def shipped_project() -> Project:
    """Read the project of the cases that ship.

    >>> shipped_project().leading.case
    'j-city'

    Raises:
        kg.problems.KgError: the file that came with the tool is damaged.
    """
    path = project_file()
    read = read_text_file(path, path.parent, path.name, YAML_LIMIT)
    told = ProjectFile(problems=[read]) if isinstance(read, Problem) else read_project(read)
    if told.problems:
        raise KgError(f"the project file that ships is damaged: {told.problems[0]}")
    return told.project


def own_queries(folder: Path, shown: Path) -> tuple[tuple[NamedQuery, ...], list[Problem]]:
    """Read the questions ``NAME.rq`` right in a folder, and report what cannot be asked or bears a name that is taken.

    Args:
        folder: where they lie.
        shown: how to call it.
    """
    queries: dict[str, NamedQuery] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.rq")):
        name = (shown / path.name).as_posix()
        read = read_text_file(path, folder, name, YAML_LIMIT)
        if isinstance(read, Problem):
            problems.append(read)
            continue
        place = Location(name, 1, 1)
        if not check_id(Word(path.stem, place), problems):
            continue
        read_as = read_query(path, OWN, OWN)
        query = replace(read_as, question=read_as.question or read_as.title)
        if is_taken(query.name) or is_taken(query.slug) or query.name in queries:
            found, hint = say('a query of the name "{0}", which is taken', query.name), say("rename the file")
            problems.append(problem("KG252", place, found, say("a name of its own"), hint))
            continue
        told = _query_problems(query, place)
        problems += told
        if not told:
            queries[query.name] = query
    return tuple(queries.values()), problems


def _query_problems(query: NamedQuery, place: Location) -> list[Problem]:
    """Tell why a query cannot be asked."""
    try:
        LocalStore.of([]).run(query.sparql, None, PREFIXES)
    except SparqlError as error:
        there = Location(place.file, *error.place)
        return [problem("KG253", there, say("not SPARQL: {0}", error.words), say("a query in SPARQL 1.1"))]
    except KgError as error:  # such as SERVICE, or a query without end
        return [problem("KG253", place, error.args[0], say("a query that the tool asks"))]
    return verdicts_of_query(query.sparql, place.file)


def _wrong_orcids(told: ProjectFile) -> list[Problem]:
    """Report each ORCID iD in which a digit is mistyped."""
    wrong = [one.orcid for one in told.project.authors if one.orcid and not has_check_digit(one.orcid)]
    expected, hint = say("the ORCID iD as orcid.org shows it"), say("compare it digit by digit")
    return [
        problem("KG113", _place(word, ""), say('the ORCID iD "{0}", whose check digit is wrong', word), expected, hint)
        for word in wrong
    ]  # fmt: skip


def _folders_in(home: Path) -> list[str]:
    return [path.name for path in sorted(home.iterdir()) if path.is_dir()]


def _place(word: str, shown: str) -> Location:
    """Find where a word of the file stands."""
    return word.location if isinstance(word, Word) else Location(shown, 1, 1)
