"""Giving up a term: the report finds its uses, the repair replaces them and touches nothing else.

No term of the ontology is deprecated, so the sample is an ontology of its own in ``migration/``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Namespace

from kg.resources import ontology_folder, queries_folder

HERE = Path(__file__).parent / "migration"
EX = Namespace("https://w3id.org/tongban-kg/example/migration#")


@pytest.fixture
def sample() -> Graph:
    """The ontology with its deprecated term, and data that use it."""
    return Graph().parse(HERE / "ontology.ttl").parse(HERE / "data.ttl")


def query(name: str) -> str:
    """The text of a query of the sample."""
    return (HERE / name).read_text(encoding="utf-8")


def test_the_report_finds_each_use(sample: Graph) -> None:
    """As a predicate and as an object, with what replaces it; the declaration itself is no use."""
    rows = {tuple(row) for row in sample.query(query("report-deprecated.rq"))}  # type: ignore[arg-type]
    assert rows == {
        (EX.a, EX.backs, EX.b, EX.upholds),
        (EX["relation-a"], EX["names"], EX.backs, EX.upholds),
    }


def test_the_repair_replaces_every_use_and_nothing_else(sample: Graph) -> None:
    """After it the report is empty, and what used other terms stands as it stood."""
    before = set(sample)
    sample.update(query("repair-deprecated.rq"))
    assert not list(sample.query(query("report-deprecated.rq")))
    gone = {(EX.a, EX.backs, EX.b), (EX["relation-a"], EX["names"], EX.backs)}
    come = {(EX.a, EX.upholds, EX.b), (EX["relation-a"], EX["names"], EX.upholds)}
    assert set(sample) == before - gone | come


def test_the_hygiene_query_warns_of_it(sample: Graph) -> None:
    """The check of a dataset sees the same use, and no longer after the repair."""
    hygiene = (queries_folder() / "hygiene" / "deprecated-in-use.rq").read_text(encoding="utf-8")
    assert list(sample.query(hygiene))
    sample.update(query("repair-deprecated.rq"))
    assert not list(sample.query(hygiene))


def test_every_deprecated_term_says_what_to_do() -> None:
    """A term of ours that is given up names its replacement and the version, and has a migration."""
    graph = Graph()
    for path in (ontology_folder() / "modules").glob("*.ttl"):
        graph.parse(path)
    rows = graph.query(
        "SELECT ?term WHERE { ?term owl:deprecated true FILTER NOT EXISTS { ?term dcterms:isReplacedBy ?o ; skos:changeNote ?n } }"
    )
    assert not list(rows)
    deprecated = list(graph.query("SELECT ?term WHERE { ?term owl:deprecated true }"))
    migrations = list((ontology_folder() / "migrations").glob("v*/repair-*.rq"))
    assert bool(deprecated) <= bool(migrations)
