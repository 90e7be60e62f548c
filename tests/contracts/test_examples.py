"""Every example in a docstring of the tool runs and prints what it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import kg

SEARCHED = [name for _, name, _ in pkgutil.walk_packages(kg.__path__, "kg.") if name != "kg.__main__"]
MODULES = ["kg", *SEARCHED]


def examples(name: str) -> list[doctest.DocTest]:
    """The docstrings of a module that hold examples."""
    found = doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
    return [test for test in found if test.examples]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    """Run each example of one module."""
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    for test in examples(name):
        runner.run(test)
    assert runner.summarize(verbose=False).failed == 0


def test_there_are_examples() -> None:
    """The collector finds the modules and their examples."""
    assert len(MODULES) >= 30
    assert sum(len(test.examples) for name in MODULES for test in examples(name)) >= 40
