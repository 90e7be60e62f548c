"""A dataset in other stores: on disk, Oxigraph's server, Virtuoso; the questions have the same rows in each."""

from __future__ import annotations

import contextlib
from functools import cache
from typing import TYPE_CHECKING

import pytest
from elsewhere import oxigraph, send, virtuoso

from kg.asking import asking, catalog, run, select
from kg.compare import compare_cases, conformance, read_cases, read_propositions
from kg.records import read_stated
from kg.snapshot import Snapshot, open_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.compare import Comparison, Conformance
    from kg.store import Table


ROWS = [query.name for query in catalog() if query.group == "competency" and not query.parameters]
THIRTY = [name for name in ROWS if int(name.partition("-")[2]) <= 30]


@pytest.fixture(scope="module", params=["oxigraph", "disk"])
def filled(
    request: pytest.FixtureRequest, built_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Snapshot]:
    """The shipped cases in another store, as the commands would open it."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "disk":
        from kg.server.dataset import prepared  # noqa: PLC0415 - as 'kg serve --store' keeps it

        with prepared(built_data, folder / "kept"):
            pass
        yield open_snapshot(built_data, str(folder / "kept"))
        return
    with contextlib.ExitStack() as stack:
        there, _ = stack.enter_context(oxigraph(folder))
        assert send(built_data, there, has_reasons=True).differing == []
        yield open_snapshot(built_data, there.endpoint, there.credentials)


@pytest.fixture(scope="module")
def in_virtuoso(built_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The shipped cases in Virtuoso."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as there:
        done = send(built_data, there, has_reasons=True)
        assert done.sent
        assert done.differing == []
        yield open_snapshot(built_data, there.endpoint, there.credentials)


@pytest.fixture(scope="module")
def in_memory(snapshot: Snapshot) -> Callable[[str], Table]:
    """A function that gives what a question gets in memory, which each store is held against."""
    return cache(lambda name: run(snapshot.store, name))


@pytest.mark.parametrize("name", ROWS)
def test_a_question_has_the_same_rows(filled: Snapshot, in_memory: Callable[[str], Table], name: str) -> None:
    """As in memory, as sets of texts: stores write numbers in their own ways."""
    assert texts(run(filled.store, name)) == texts(in_memory(name))


@pytest.mark.parametrize("name", THIRTY)
def test_a_question_has_the_same_rows_in_virtuoso(
    in_virtuoso: Snapshot, in_memory: Callable[[str], Table], name: str
) -> None:
    """The thirty, in spite of what it gets wrong (`kg.store.virtuoso`), in the same order of columns."""
    found, wanted = run(in_virtuoso.store, name), in_memory(name)
    assert texts(found) == texts(wanted)
    assert found.variables == wanted.variables
    assert wanted.rows


def texts(found: Table) -> set[tuple[tuple[str, str], ...]]:
    """Rows as a set of texts; in which order passages are joined is left to the store."""
    return {
        tuple(
            sorted((n, " … ".join(sorted(str(getattr(t, "value", t)).split(" … ")))) for n, t in row.items())
        )
        for row in found
    }


@pytest.mark.parametrize("sparql", [
    "SELECT DISTINCT ?a ?b WHERE { ?a kg:supports ?b }",
    "SELECT DISTINCT ?claim ?id WHERE { ?claim a kg:Claim ; kg:identifier ?id ; kg:status kg:status-stated }",
    "SELECT DISTINCT ?exact WHERE { ?line kg:evidenceFor ?c ; kg:cites ?p . ?c kg:identifier 'c067' . ?p kg:exact ?exact }",
    "SELECT (COUNT(DISTINCT ?silence) AS ?n) WHERE { ?silence a kg:Silence }",
])  # fmt: skip
def test_virtuoso_answers_alike(in_virtuoso: Snapshot, snapshot: Snapshot, sparql: str) -> None:
    """Plain queries."""
    found = texts(select(in_virtuoso.store, sparql))
    assert found == texts(select(snapshot.store, sparql))
    assert found


def compared(snapshot: Snapshot) -> tuple[Comparison, tuple[Conformance, ...]]:
    """How the cases stand side by side, and to what their framework proposes."""
    index = read_cases(snapshot.store)
    proposed = read_propositions(asking(snapshot.store))
    return compare_cases(index, snapshot.cases), conformance(index, proposed, snapshot.cases)


def test_cases_stand_alike_in_another_store(filled: Snapshot, snapshot: Snapshot) -> None:
    """Every cell with its claims, silences and evidence."""
    found = compared(filled)
    assert found == compared(snapshot)
    assert len(found[0].concepts) == 27


def test_cases_stand_alike_in_virtuoso(in_virtuoso: Snapshot, snapshot: Snapshot) -> None:
    """The same there."""
    assert compared(in_virtuoso) == compared(snapshot)


def test_a_truth_value_is_read_alike_in_virtuoso(in_virtuoso: Snapshot, snapshot: Snapshot) -> None:
    """It gives 1 for true: a silence that is complete is so there too, and one left open on purpose."""
    found, wanted = (read_stated(asking(one.store)).silences for one in (in_virtuoso, snapshot))
    assert {iri: (one.is_complete, one.by_policy) for iri, one in found.items()} == {
        iri: (one.is_complete, one.by_policy) for iri, one in wanted.items()
    }
    assert any(one.is_complete for one in wanted.values())


def test_enough_questions_are_asked() -> None:
    """The thirty at least."""
    assert len(THIRTY) == 30


def test_the_commands_ask_elsewhere(built_data: Path, tmp_path: Path, run_kg: Callable) -> None:
    """query, trace, explain and compare say the same of a store elsewhere as of the build."""
    with oxigraph(tmp_path) as (there, _):
        assert "verified" in run_kg("push", there.endpoint, "--reasons", "--build", str(built_data)).stdout
        for command in (
            ["query", "cq-19"],
            ["trace", "c073"],
            ["compare", "j-city"],
            ["trace", "field · interacts with · innovation"],
        ):
            here, elsewhere = (
                run_kg(*command, *where)
                for where in (("--build", str(built_data)), ("--store", there.endpoint))
            )
            assert elsewhere.returncode == 0, elsewhere.stderr
            assert elsewhere.stdout == here.stdout
