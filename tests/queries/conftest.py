"""The built dataset, for the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kg.store import Store


@pytest.fixture(scope="session")
def dataset(dataset_store: Store) -> Store:
    """The cases that ship, compiled, with the ontology: what a build writes."""
    return dataset_store
