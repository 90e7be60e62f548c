"""The five names of ``import kg`` over a real build, and the catalogue of queries."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Dataset, URIRef

import kg
from kg.coverage import SegmentWithClaims
from kg.model import iris
from kg.problems import KgError
from kg.store import iri
from kg.trace import Trace

if TYPE_CHECKING:
    from pathlib import Path

    from kg.snapshot import Snapshot
    from kg.store import Store


def test_open_gives_an_rdflib_dataset(built_data: Path, snapshot: Snapshot) -> None:
    """It is rdflib's own class, its default graph is the union, and its named graphs are the build's."""
    dataset = kg.open(built_data)
    assert isinstance(dataset, Dataset)
    claims = set(dataset.subjects(RDF.type, URIRef(iris.term("Claim"))))
    assert len(claims) >= 100
    assert URIRef(iris.claim("j-city", "c001")) in claims
    graphs = {str(graph.identifier) for graph in dataset.graphs()}
    assert {
        iris.graph("j-city", part) for part in ("asserted", "inferred", "because", "cells", "provenance")
    } <= graphs
    assert len(snapshot.store) == sum(1 for _ in dataset.quads())


def test_rdflib_and_the_store_agree(built_data: Path, dataset_store: Store) -> None:
    """The same question gives the same rows through both."""
    sparql = f"SELECT DISTINCT ?c WHERE {{ ?c a <{iris.term('Silence')}> }}"
    through_rdflib = {str(row[0]) for row in kg.open(built_data).query(sparql)}  # type: ignore[index]
    assert through_rdflib == {str(row["c"].value) for row in dataset_store.select(sparql)}  # type: ignore[union-attr]
    assert len(through_rdflib) >= 25


def test_query_gives_typed_rows(built_data: Path) -> None:
    """By name, as text, and with a variable bound."""
    named = kg.query("cq-24", build=built_data)
    assert len(named) >= 2
    assert set(named.rows[0]) <= set(named.variables)
    rows = kg.query("SELECT ?n WHERE { ?s kg:segmentOf ?x ; kg:number ?n } ORDER BY ?n", build=built_data)
    assert [int(row["n"].value) for row in rows] == list(range(1, 23))  # type: ignore[union-attr]
    claim = iri(iris.claim("j-city", "c001"))
    assert len(kg.query("SELECT ?s WHERE { ?c kg:subject ?s }", build=built_data, c=claim)) == 1


def test_trace_and_coverage_give_records(built_data: Path) -> None:
    """A trace is found by words; coverage knows the only case."""
    trace = kg.trace("c072", build=built_data)
    assert isinstance(trace, Trace)
    assert trace == kg.trace("Field logic supports responsibility avoidance logic", build=str(built_data))
    coverage = kg.coverage("j-city", build=built_data)
    assert len(coverage) == 22
    assert isinstance(coverage[0], SegmentWithClaims)


@pytest.mark.parametrize("name", ["open", "coverage"])
def test_no_build_is_wrong_use(name: str, tmp_path: Path) -> None:
    """Each name says that there is no dataset, and what to run."""
    with pytest.raises(KgError, match=r"there is no dataset at .*: run 'kg build' first"):
        getattr(kg, name)(build=tmp_path)


def test_a_new_build_is_noticed(built_data: Path, tmp_path: Path) -> None:
    """A dataset that has changed is loaded again, one that has not is kept."""
    copy = shutil.copytree(built_data, tmp_path / "build", ignore=shutil.ignore_patterns("site"))
    before = len(kg.query("SELECT ?s WHERE { ?s a kg:Claim }", build=copy))
    lines = (copy / "dataset.nq").read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if b"/claim/" not in line]
    (copy / "dataset.nq").write_bytes(b"".join(kept))
    report = json.loads((copy / "report.json").read_text(encoding="utf-8"))
    report["dataset"]["bytes"] = (copy / "dataset.nq").stat().st_size
    (copy / "report.json").write_text(json.dumps(report), encoding="utf-8")
    assert len(kg.query("SELECT ?s WHERE { ?s a kg:Claim }", build=copy)) == 0
    assert before >= 100


def test_the_names_are_functions_whatever_was_imported(built_data: Path) -> None:
    """Rooms of the same name do not hide the public functions, in whatever order they are used."""
    script = (
        "import kg, kg.trace, kg.coverage, kg.asking.named_queries, sys\n"
        "b = sys.argv[1]\n"
        "kg.open(b)\n"
        "print(kg.trace('c072', build=b).id, len(kg.coverage('j-city', build=b)), len(kg.query('cq-24', build=b)) > 1)\n"
        "from kg.trace import find_claim\n"
        "from kg.asking import run\n"
        "print(callable(kg.trace), callable(kg.query), callable(kg.coverage))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(built_data)], env={**os.environ}, check=False, capture_output=True,
        encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.split() == ["c072", "22", "True", "True", "True", "True"]


def test_unknown_names_are_no_attributes() -> None:
    """The door is closed but for its names."""
    assert sorted(kg.__all__) == ["__version__", "cells", "coverage", "open", "query", "trace"]
    with pytest.raises(AttributeError, match="no attribute 'closed'"):
        getattr(kg, "closed")  # noqa: B009 - a name that is not there


def test_cells_tell_how_things_stand(built_data: Path) -> None:
    """Of one case or of all, in the order of their IRIs; a logic that a source says to dominate is stated to."""
    every, own = kg.cells(build=built_data), kg.cells("j-city", built_data)
    assert [cell.iri for cell in every] == sorted(cell.iri for cell in every)
    assert set(own) == {cell for cell in every if cell.case == iris.case("j-city")}
    [after] = [cell for cell in own if cell.iri.endswith("/theory.triple-logic.innovation-logic--after")]
    assert (after.verdict, after.decided_by) == ("stated", (iris.claim("j-city", "c067"),))
    with pytest.raises(KgError):
        kg.cells("nowhere", built_data)


def test_a_query_in_a_file_is_read(built_data: Path, tmp_path: Path) -> None:
    """By its path, or by its name with the ending; one that cannot be read is told."""
    file = tmp_path / "mine.rq"
    file.write_text("\ufeffSELECT ?c { ?c a kg:Cell } LIMIT 3", encoding="utf-8")
    assert len(kg.query(file, build=built_data)) == len(kg.query(str(file), build=built_data)) == 3
    for other, words in (("none.rq", "cannot be read: no such file"), ("latin.rq", "is not UTF-8")):
        (tmp_path / "latin.rq").write_bytes("# é".encode("latin-1"))
        with pytest.raises(KgError, match=words):
            kg.query(tmp_path / other, build=built_data)


def test_old_words_are_told_with_the_new(built_data: Path, tmp_path: Path) -> None:
    """In a text, in a file, and in what is bound: with the place, as on the command line."""
    sparql = "SELECT ?c { ?c kg:verdict kg:verdict-read-only }"
    file = tmp_path / "mine.rq"
    file.write_text(sparql, encoding="utf-8")
    for asked, place in ((sparql, "query:1:27"), (file, f"{file.as_posix()}:1:27")):
        with pytest.raises(KgError, match="this is now called interpreted") as caught:
            kg.query(asked, build=built_data)
        assert str(caught.value).startswith(f"{place}  error KG802  ")
    with pytest.raises(KgError, match=r"^v:1:1  error KG802  "):
        kg.query("SELECT ?c { ?c kg:verdict ?v }", build=built_data, v=iri(f"{iris.TERMS}verdict-read-only"))
    assert kg.query("SELECT ?c { ?c kg:verdict kg:verdict-stated }", build=built_data)
