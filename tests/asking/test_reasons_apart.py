"""Why inferred edges hold lies beside the dataset, and is loaded when a query speaks of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg.asking import catalog, needs_reasons, run
from kg.asking.named_queries import answer
from kg.model import iris
from kg.model.vocabulary import OF_REASONS
from kg.pipeline import add_what_if
from kg.problems import KgError
from kg.resources import ontology_folder
from kg.snapshot import load_snapshot
from kg.store import Literal, Table

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from kg.asking import NamedQuery
    from kg.store import Store

ASKED = [query for query in catalog() if not query.parameters]
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
EDGES = "SELECT ?e { ?e a kg:InferredEdge }"


def graphs(path: Path) -> set[str]:
    """The last part of the IRI of each graph in a file of N-Quads."""
    return {line.rsplit("/", 1)[1].rstrip("> .\n") for line in path.read_text("utf-8").splitlines()}


def count(store: Store) -> int:
    """How many triples a query sees that names none."""
    (row,) = store.select(COUNT)
    assert isinstance(row["n"], Literal)
    return int(row["n"].value)


def lines(table: Table) -> list[str]:
    """The rows of a table as sorted texts: where a query does not order them, neither do we."""
    return sorted(str(sorted((name, str(term)) for name, term in row.items())) for row in table)


@pytest.fixture
def build(built: Path, tmp_path: Path) -> Path:
    """A copy of the built dataset, to be damaged."""
    return Path(shutil.copytree(built, tmp_path / "copy", ignore=shutil.ignore_patterns("site")))


def test_each_file_has_its_graphs(built: Path) -> None:
    """The dataset has none of the reasons, and their file nothing else."""
    assert graphs(built / "reasons.nq") == {"because"}
    assert graphs(built / "dataset.nq") == {
        "asserted", "inferred", "cells", "provenance", "all-cases", "ontology", "theory", "theory-inferred",
    }  # fmt: skip


@pytest.fixture(scope="module")
def stores(built: Path) -> tuple[Store, Store]:
    """The store that the commands ask, and one that has everything in every query."""
    store = load_snapshot(built).store
    return store, store.whole


@pytest.mark.parametrize("query", ASKED, ids=lambda query: query.slug)
def test_a_named_query_has_the_rows_of_the_whole(stores: tuple[Store, Store], query: NamedQuery) -> None:
    """Every question, report and check that needs no parameter gives what it gives over dataset and reasons."""
    asked, whole = stores
    assert lines(run(asked, query.slug)) == lines(run(whole, query.slug))


def test_the_words_are_the_terms_of_the_module_of_edges() -> None:
    """No term by which a query can speak of the reasons is forgotten."""
    text = (ontology_folder() / "modules/edges.ttl").read_text("utf-8")
    terms = set(re.findall(r"^kg:(\w+) a owl:", text, re.MULTILINE))
    assert len(terms) == 11
    assert terms < set(OF_REASONS)
    assert set(OF_REASONS) - terms == {"byRule", "because"}


def test_a_query_that_needs_none_loads_none(build: Path) -> None:
    """With the file of the reasons gone, all but what speaks of them is answered."""
    snapshot = load_snapshot(build)
    (build / "reasons.nq").unlink()
    assert len(run(snapshot.store, "cq-19")) > 0
    assert not needs_reasons(COUNT)
    assert count(snapshot.store) > 0
    with pytest.raises(KgError, match=r"reasons\.nq"):
        answer(snapshot.store, EDGES)


def test_an_answer_hangs_on_the_query_alone(built: Path) -> None:
    """What was asked before changes nothing: a query that names no term of the reasons never sees them."""
    store = load_snapshot(built).store
    before = count(store)
    assert len(list(answer(store, EDGES))) > 1000
    assert count(store) == before
    assert count(store.whole) > 3 * before


def test_what_is_supposed_is_seen_with_the_reasons_and_without(built: Path) -> None:
    """It makes no difference whether the reasons were loaded before or after."""
    found = []
    for is_loaded_before in (True, False):
        snapshot = load_snapshot(built)
        before = count(snapshot.store)
        if is_loaded_before:
            count(snapshot.store.whole)
        add_what_if(snapshot, [iris.claim("j-city", "i017")])
        found.append((count(snapshot.store), len(list(answer(snapshot.store, EDGES)))))
        assert count(snapshot.store) > before
    assert found[0] == found[1]


def test_open_has_the_reasons_unless_they_are_left_out(built: Path) -> None:
    """An rdflib dataset is asked in ways that nobody sees beforehand, so it has everything."""
    whole, without = kg.open(built), kg.open(built, reasons=False)
    assert len(list(whole.quads())) == sum(
        path.read_bytes().count(b"\n") for path in (built / "dataset.nq", built / "reasons.nq")
    )
    assert len(list(without.quads())) == (built / "dataset.nq").read_bytes().count(b"\n")


def test_the_command_has_them_when_asked_for(
    built: Path, run_kg: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """``--reasons`` puts them under a query that names none of their terms."""
    plain, whole = (
        int(run_kg("query", "-e", COUNT, "--build", str(built), "--format", "csv", *more).stdout.split()[1])
        for more in ((), ("--reasons",))
    )
    assert whole > 3 * plain


def test_reasons_of_another_length_are_told(build: Path) -> None:
    """They are as much a part of the build as the dataset."""
    data = (build / "reasons.nq").read_bytes()
    (build / "reasons.nq").write_bytes(data[:-100])
    with pytest.raises(KgError, match=r"the reasons .*reasons\.nq is damaged"):
        load_snapshot(build)
