"""Each room of the tool has its tests where one looks for them, and the mutants are drawn as their page says."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests"
SUBJECTS = {
    "cases": "invented cases, no tests",
    "contracts": "the house as a whole: form, documents, examples, what is installed",
    "errors": "each message, from the bad file to the words",
    "fuzz": "damaged input of every kind",
    "abroad": "a case of another country in a framework of its own, as a new user writes it",
    "languages": "a case written in Chinese, from YAML to page",
    "property": "what holds of any case",
    "queries": "the folder queries/",
    "shapes": "the folder ontology/shapes/",
    "towns": "fixtures, no tests",
}
"""The folders of tests that are no room of the tool."""


@pytest.fixture(scope="module")
def mutants() -> ModuleType:
    """The script that draws mutants and knows the tests of each room."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        import mutants  # noqa: PLC0415 - a script, found by its path
    finally:
        sys.path.remove(str(ROOT / "benchmarks"))
    return mutants


def test_each_room_has_its_tests(mutants: ModuleType) -> None:
    """A folder of its name, or a word on why not and which tests are its own."""
    rooms = mutants.rooms()
    assert len(rooms) >= 30
    without = [room for room in rooms if not list((HERE / room).glob("test_*.py"))]
    assert sorted(without) == sorted(mutants.ELSEWHERE)
    named = {room: mutants.tests_of(room) for room in rooms}
    assert {room: names for room, names in named.items() if not all((ROOT / n).exists() for n in names)} == {}
    assert [room for room, (_, reason) in mutants.ELSEWHERE.items() if not reason] == []


def test_each_folder_of_tests_says_what_it_tests(mutants: ModuleType) -> None:
    """It bears the name of a room, or its subject is listed here."""
    folders = {path.relative_to(HERE).parts[0] for path in HERE.glob("*/**/*.py")} | {"cases"}
    assert folders - set(mutants.rooms()) == set(SUBJECTS)


def test_the_draw_is_by_lines_and_by_seed(mutants: ModuleType) -> None:
    """All that are asked for, more for a larger room, the same for the same seed and others for another."""
    shares = mutants.shares(120)
    assert sum(shares.values()) == 120
    assert shares["site"] == max(shares.values())
    keys = [[mutant.key for mutant in mutants.drawn(seed, "problems", 5)] for seed in (1, 1, 2)]
    assert keys[0] == keys[1] != keys[2]


CODE = '''\
"""A docstring stays."""
__all__ = ["f"]
def f(a: int = 3, *, b: "B") -> "C":
    """Stays too."""
    if not a and b:
        g(a, f"{a}x")
    return max(a, b) < a
'''
CHANGED = [
    ("and, or", "not a or b"), ("arguments swapped", "g(f'{a}x', a)"), ("compare", "max(a, b) <= a"),
    ("condition turned", "if not (not a and b):"), ("none returned", "return None"), ("not dropped", "a"),
    ("off by one", "4"), ("statement dropped", "pass"), ("text", "'xX'"),
]  # fmt: skip


def test_a_change_is_one_change(mutants: ModuleType) -> None:
    """Every change of a small module by hand; what does not run, and what has no order, is left alone."""
    found = sorted(mutants.changes_of(CODE), key=lambda change: change.kind)
    assert [(change.kind, change.words()[1]) for change in found] == CHANGED
    plain = ast.unparse(ast.parse(CODE))
    for change in found:
        lines = zip(change.text().splitlines(), plain.splitlines(), strict=True)
        assert len([1 for new, old in lines if new != old]) == 1
