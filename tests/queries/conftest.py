"""The built dataset, for the questions."""

from __future__ import annotations

import pytest

from kg.pipeline import check
from kg.resources import cases_folder
from kg.store import LocalStore, Store


@pytest.fixture(scope="session")
def dataset() -> Store:
    """The cases that ship, compiled, with the ontology: what a build writes."""
    outcome, quads = check([cases_folder()])
    assert outcome.is_clean, outcome.problems
    return LocalStore.of(quads)
