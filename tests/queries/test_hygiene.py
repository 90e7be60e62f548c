"""Each hygiene query finds the fault that its example holds, and none in what ships."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from kg import resources
from kg.store import LocalStore, Store

if TYPE_CHECKING:
    from kg.store import Table

QUERIES = sorted((resources.queries_folder() / "hygiene").glob("*.rq"))
EXAMPLES = Path(__file__).parent / "bad"


def rows(store: Store, path: Path) -> Table:
    """What a hygiene query finds."""
    return store.select(path.read_text(encoding="utf-8"))


def example(path: Path) -> Store:
    """The data with the fault that a query is for."""
    file = EXAMPLES / f"{path.stem}.trig"
    return LocalStore.of(pyoxigraph.parse(file.read_bytes(), format=pyoxigraph.RdfFormat.TRIG))


def sentences(path: Path, found: Table) -> list[str]:
    """The rows as a reader would see them."""
    sentence = re.search(r"^# sentence: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert sentence
    return [sentence[1].format_map({name: term.value for name, term in row.items()}) for row in found]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_fault_is_found(path: Path) -> None:
    """The example fires its query once, and the sentence can be said of it."""
    found = sentences(path, rows(example(path), path))
    assert len(found) == 1
    assert "{" not in found[0]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_what_ships_is_clean(dataset: Store, path: Path) -> None:
    """The ontology and the cases that ship have no such fault."""
    assert sentences(path, rows(dataset, path)) == []


def test_each_query_has_an_example() -> None:
    """No query without a fault to find, no example without a query."""
    assert {path.stem for path in QUERIES} == {path.stem for path in EXAMPLES.glob("*.trig")}
    assert len(QUERIES) >= 25
