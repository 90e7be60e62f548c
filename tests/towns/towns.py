"""A small case with parts replaced, compiled: what most rules are tried on."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from f_town import CASE, TALK, WORDS

from kg.model import iris
from kg.pipeline import check, compile_cases
from kg.store import LocalStore, NamedNode, Store
from kg.workers import compiling

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.pipeline import Outcome
    from kg.store import Quad
    from kg.workers import CompileOptions

    Compile = Callable[..., tuple[Outcome, list[Quad]]]


def dataset(cases: Path, options: CompileOptions) -> bytes:
    """The N-Quads of some cases."""
    outcome = compile_cases([cases], options)
    assert outcome.is_clean, outcome.problems
    return b"".join(outcome.data())


@pytest.fixture
def compile_case(tiny_case: Callable[[], Path]) -> Compile:
    """A function that writes files over those of the small case and compiles it.

    The files are given by their names without ending; None deletes one.
    """

    def compiled(**files: str | None) -> tuple[Outcome, list[Quad]]:
        folder = tiny_case()
        for name, text in files.items():
            path = folder / ("notes.txt" if name == "notes" else f"{name}.yaml")
            if text is None:
                path.unlink()
            else:
                path.write_text(text, encoding="utf-8")
        return check([Path("cases")])

    return compiled


@pytest.fixture
def towns_of(tiny_case: Callable[[], Path]) -> Callable[[int], Path]:
    """A function that makes so many small cases, alike but for their names, and gives their folder."""

    def made(count: int) -> Path:
        first = tiny_case()
        for number in range(2, count + 1):
            folder = shutil.copytree(first, first.parent / f"b-town-{number}")
            head = folder / "case.yaml"
            head.write_text(head.read_text("utf-8").replace("case: b-town", f"case: {folder.name}"), "utf-8")
        return first.parent

    return made


@pytest.fixture
def store_of(compile_case: Compile) -> Callable[..., Store]:
    """The same as a store; what is wrong with the case is an error of the test."""

    def stored(**files: str | None) -> Store:
        outcome, quads = compile_case(**files)
        assert [str(problem) for problem in outcome.problems] == []
        return LocalStore.of(quads)

    return stored


@pytest.fixture
def edges_of() -> Callable[..., set[tuple[str, str, str]]]:
    """A function that gives the inferred edges of the small case by a property, by short names."""

    def edges(quads: list[Quad], predicate: str) -> set[tuple[str, str, str]]:
        graph = NamedNode(iris.graph("b-town", "inferred"))
        return {
            (iris.local_name(q.subject.value), predicate, iris.local_name(q.object.value))  # type: ignore[union-attr]
            for q in quads
            if q.graph_name == graph and q.predicate.value == iris.term(predicate)
        }

    return edges


@pytest.fixture
def compiled_now(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the cases that are compiled in this process, as it happens."""
    seen: list[str] = []
    compile_here = compiling.compile_case

    def watch(folder: Path, *rest: object, **more: object) -> object:
        seen.append(folder.name)
        return compile_here(folder, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(compiling, "compile_case", watch)
    return seen


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The case in the folder ``cases`` of the test's own, where the test goes too."""
    monkeypatch.chdir(tmp_path)
    folder = Path("cases") / "f-town"
    (folder / "restricted").mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "notes.txt").write_text("The clerks kept lists.\n", encoding="utf-8")
    (folder / TALK).write_text(WORDS, encoding="utf-8")
    return folder
