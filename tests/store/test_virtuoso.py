"""A query asked in another way means the same: on an engine that answers both rightly, the rows are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.asking import catalog, select
from kg.model.iris import PREFIXES
from kg.store.virtuoso import grouped, has_path, without_paths

if TYPE_CHECKING:
    from kg.store import Store

WITH_PATHS = [q for q in catalog() if not q.parameters and has_path(q.sparql)]
IN_PARTS = [q for q in catalog() if not q.parameters and grouped(q.sparql)]


def pairs_of(store: Store):  # noqa: ANN201 - as `without_paths` wants it
    """What a property leads from and to in a store."""
    return lambda step: [
        (row["a"].value, row["b"].value)  # type: ignore[union-attr]
        for row in store.select(f"SELECT ?a ?b {{ ?a {step} ?b FILTER (isIRI(?a) && isIRI(?b)) }}")
    ]


def rows(store: Store, sparql: str) -> list[tuple[tuple[str, str], ...]]:
    """The rows of a query, sorted."""
    return sorted(tuple(sorted((n, str(t)) for n, t in row.items())) for row in select(store, sparql))


@pytest.mark.parametrize("query", WITH_PATHS, ids=lambda query: query.name)
def test_a_path_is_worked_out(dataset_store: Store, query) -> None:  # noqa: ANN001 - a named query
    """Every named query with such a path; most have none left afterwards."""
    without = without_paths(query.sparql, PREFIXES, pairs_of(dataset_store))
    assert without != query.sparql
    assert rows(dataset_store, without) == rows(dataset_store, query.sparql)


@pytest.mark.parametrize("query", IN_PARTS, ids=lambda query: query.name)
def test_texts_are_joined_here(dataset_store: Store, query) -> None:  # noqa: ANN001 - a named query
    """Every named query that joins texts, with the order of the joined passages and of the rows."""
    parts = grouped(query.sparql)
    assert parts is not None
    found = select(dataset_store, parts.rows)
    again = select(dataset_store, parts.over(found.variables, found.rows))
    assert again.rows == select(dataset_store, query.sparql).rows


def test_there_are_queries_to_try() -> None:
    """Of both kinds."""
    assert len(WITH_PATHS) > 15
    assert len(IN_PARTS) > 25


@pytest.mark.parametrize("sparql", [
    "SELECT * { ?a rdfs:subClassOf* kg:Actor }",
    "SELECT ?a { ?a a|a/rdfs:subClassOf* kg:Actor }",
    "SELECT ?a { ?a rdfs:subClassOf* kg:Actor , kg:Manifestation }",
    "SELECT ?a { ?a rdfs:subClassOf* ?b }",
    "SELECT ?a { ?a foo:bar* kg:Actor }",
    "SELECT ?a { ?a rdfs:label '?a rdfs:subClassOf* kg:Actor' } # ?a rdfs:subClassOf* kg:Actor",
])  # fmt: skip
def test_what_is_left_as_it_is(sparql: str) -> None:
    """Where another way would mean something else, or nothing is known of a name."""
    assert without_paths(sparql, PREFIXES, lambda _: []) == sparql


@pytest.mark.parametrize("pattern", [
    "?a (a|kg:instantiates)/rdfs:subClassOf* kg:Actor ; rdfs:label ?b",
    "?a rdfs:subClassOf+ kg:Manifestation ; rdfs:label ?b",
    "?a rdfs:label ?b . OPTIONAL { ?a a/rdfs:subClassOf+ kg:Actor BIND (1 AS ?c) }",
    "?a rdfs:label ?b MINUS { ?a a/rdfs:subClassOf* kg:Manifestation }",
    "?a rdfs:label ?b . FILTER EXISTS { ?a kg:inCase/rdfs:label ?n . ?a a/rdfs:subClassOf* kg:Actor }",
    "{ ?a a/rdfs:subClassOf* kg:Event } UNION { ?a a/rdfs:subClassOf* kg:Phase } ?a rdfs:label ?b",
])  # fmt: skip
def test_it_means_the_same_wherever_the_path_stands(dataset_store: Store, pattern: str) -> None:
    """In a list of properties, an optional or excluded pattern, a filter, a union."""
    sparql = f"SELECT ?a ?b ?c {{ {pattern} }}"
    without = without_paths(sparql, PREFIXES, pairs_of(dataset_store))
    assert not has_path(without)
    assert rows(dataset_store, without) == rows(dataset_store, sparql)
    assert rows(dataset_store, sparql)


@pytest.mark.parametrize("sparql", [
    "SELECT (COUNT(?o) AS ?n) { { SELECT ?o { ?s ?p ?o } } }",
    "SELECT (GROUP_CONCAT(?o) AS ?n) { { SELECT ?o { ?s ?p ?o } } ?o ?q ?r }",
    "SELECT (GROUP_CONCAT(?o) AS ?n) { ?o ?q ?r { SELECT ?o { ?s ?p ?o } } }",
    "SELECT ?n { { SELECT (GROUP_CONCAT(?o) AS ?n) { ?s ?p ?o } } }",
])  # fmt: skip
def test_what_is_not_taken_apart(sparql: str) -> None:
    """Where the subquery is not all there is, or nothing is joined outside it."""
    assert grouped(sparql) is None
