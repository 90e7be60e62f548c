"""Check cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.authoring import find_cases
from kg.consistency import Places, check_consistency
from kg.frameworks import frameworks_beside, load
from kg.model import iris
from kg.ontology import unlabelled
from kg.pipeline.outcome import Outcome
from kg.pipeline.tracked import tracked
from kg.problems import Location, problem, say
from kg.problems.said import Said
from kg.project import AtWork
from kg.reason import describe_rules
from kg.resources import ontology_folder
from kg.validate import Validator, find_fault
from kg.workers import CompileOptions, Compiler, compile_many

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.compile import Compiled
    from kg.consistency import Judgement
    from kg.ontology import Ontology
    from kg.problems import Problem
    from kg.store import Quad


_NAMES_NOT_FOUND = frozenset({"KG202", "KG203", "KG204", "KG205", "KG220"})
_GUESS = 'did you mean "{0}"?'


def check(
    paths: Sequence[Path],
    progress: Callable[[str, int, int], None] | None = None,
    ontology_at: Path | None = None,
) -> tuple[Outcome, list[Quad]]:
    """Read, compile and validate the cases at some paths, in this process.

    Args:
        paths: case folders, or folders that hold case folders.
        progress: called with a case's name, its number and their count, before each.
        ontology_at: a folder to take in place of the ontology that ships.

    Returns:
        The outcome, and the quads of ontology and cases.
    """
    outcome = compile_cases(paths, CompileOptions(jobs=1), progress, ontology_at)
    return outcome, outcome.quads()


def compile_cases(
    paths: Sequence[Path] | AtWork,
    options: CompileOptions,
    progress: Callable[[str, int, int], None] | None = None,
    ontology_at: Path | None = None,
    *,
    is_public: bool = False,
    is_check: bool = False,
) -> Outcome:
    """Compile the cases at some paths or of a project, in this process or in others; what they gave stays packed until somebody asks.

    Args:
        paths: case folders, or folders that hold case folders; or the project at work, whose own problems are told too.
        options: who compiles, and what is kept for the next time.
        progress: called with a case's name, its number and their count.
        ontology_at: a folder to take in place of the ontology that ships.
        is_public: leave out what stands in restricted sources.
        is_check: find what is wrong, and make no quads: only the problems and the counts of the outcome are there.
    """
    outcome = Outcome(ontology=ontology_at, is_public=is_public)
    own, gone = paths.case_folders() if isinstance(paths, AtWork) else (paths, [])
    folders = _folders(own, outcome)
    outcome.beside = frameworks_beside(Path(folder) for folder, _ in folders)
    ontology, validator = _load(outcome)
    if isinstance(paths, AtWork):
        _check_project(paths, gone, [folder.name for folder, _ in folders], ontology, outcome)
    if validator is None:
        return outcome
    outcome.ontology_quads = [*ontology.quads, *describe_rules(ontology)]
    compiler = Compiler(
        ontology, validator, ontology_at or ontology_folder(), is_public, is_check, outcome.beside
    )
    tasks = [(str(folder), shown) for folder, shown in folders]
    made = compile_many(tasks, compiler, options, progress or (lambda *_: None))
    for (folder, shown), compiled in zip(folders, made, strict=True):
        outcome.cases.append(compiled)
        outcome.problems.extend(_not_of(ontology.in_files.broken, compiled))
        outcome.problems.extend(tracked(folder, shown, compiled.confidential))
    outcome.problems = [_of_another_case(found, outcome) for found in outcome.problems]
    outcome.close()
    return outcome


def check_logic(
    quads: list[Quad], outcome: Outcome, tell: Callable[[str], None] = lambda _: None
) -> Judgement:
    """Ask HermiT about ontology and cases; what is wrong is added to the outcome.

    Args:
        quads: what `check` gave.
        outcome: problems are added to it, each at the entry or term to blame.
        tell: is told what is going on, for it may take a while.
    """
    entries = outcome.framework_places | {
        iri: place for case in outcome.cases for iri, place in case.places.items()
    }
    cases = {iris.case(case.name): case.shown for case in outcome.cases}
    judgement, found = check_consistency(quads, Places(entries, cases, outcome.ontology), tell)
    outcome.problems.extend(found)
    return judgement


def _not_of(broken: frozenset[str], compiled: Compiled) -> list[Problem]:
    """Leave out the names that a case does not find because the file of a framework it uses is faulty: that was told."""
    if broken.isdisjoint(compiled.frameworks):
        return compiled.problems
    return [found for found in compiled.problems if found.code not in _NAMES_NOT_FOUND]


def _of_another_case(found: Problem, outcome: Outcome) -> Problem:
    """Add to the problem of an unknown element the case that has it, where one has; leave any other as it is."""
    if found.code != "KG201" or not isinstance(found.found, Said):
        return found
    name = str(found.found.arguments[-1])
    owner = next((c.name for c in outcome.in_order() if iris.element(c.name, name) in c.places), None)
    if owner is None:
        return found
    there = say(
        "the case {0} has it, and a claim speaks of its own case only: add it to the elements of this one",
        owner,
    )
    is_guess = isinstance(found.hint, Said) and found.hint.template == _GUESS
    return replace(found, hint=say("{0} {1}", found.hint, there) if is_guess else there)


def _load(outcome: Outcome) -> tuple[Ontology, Validator | None]:
    """Load the ontology and its shapes; give no shapes when anything is wrong, and report that."""
    folder = outcome.ontology or ontology_folder()
    shown = outcome.ontology.as_posix() if outcome.ontology else "ontology"
    ontology, problems = load(folder, shown, outcome.beside)
    # Cases that use other frameworks can be looked at all the same.
    outcome.problems.extend(ontology.in_files.problems)
    outcome.framework_places = ontology.in_files.places
    if not problems:
        outcome.problems.extend(unlabelled(ontology, folder, shown))
        try:
            return ontology, Validator(ontology)
        except ValueError as error:
            problems = [find_fault(folder / "shapes", f"{shown}/shapes", str(error))]
    outcome.problems.extend(problems)
    return ontology, None


def _check_project(
    at_work: AtWork, gone: list[Problem], names: list[str], ontology: Ontology, outcome: Outcome
) -> None:
    """Report what is wrong with a project, the folders of cases that are gone first."""
    unknown = [] if at_work.chosen else at_work.unknown_case(names, is_all=not gone)
    unknown += at_work.unknown_framework(ontology.frameworks)
    told = [*at_work.problems, *gone, *unknown]
    told.sort(key=lambda found: (found.location.file != at_work.shown, found.location))
    outcome.problems[:0] = told


def _folders(paths: Sequence[Path], outcome: Outcome) -> list[tuple[Path, str]]:
    """Find the case folders at the paths, each with the name the user would type."""
    found: dict[Path, str] = {}
    for path in paths:
        folders = find_cases(path)
        if not folders:
            what = say("a file") if path.exists() else say("no such folder")
            what = say("a folder without cases") if path.is_dir() else what
            place = Location(path.as_posix(), 1, 1)
            outcome.problems.append(problem("KG001", place, what, say("a case folder, or a folder of them")))
        for folder in folders:
            found.setdefault(folder.resolve(), folder.as_posix())
    names: dict[str, str] = {}
    for folder, shown in list(found.items()):
        other = names.setdefault(folder.name, shown)
        if other != shown:
            # Both have the same addresses, so that one would stand in the other's place.
            del found[folder]
            outcome.problems.append(
                problem(
                    "KG214",
                    Location(f"{shown}/case.yaml", 1, 1),
                    say('a second case "{0}" (first {1})', folder.name, other),
                    say("each case once"),
                    say("rename one of the folders, and the case in it"),
                )
            )
    return sorted(found.items(), key=lambda item: item[0].name)
