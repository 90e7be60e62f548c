"""The catalogue of queries: how one is found, what its head tells, and what it may be asked with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.asking import catalog, find_query, run
from kg.asking.catalog import read_query
from kg.model import iris
from kg.problems import KgError
from kg.store import iri

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store


def test_queries_are_found_by_number_and_name() -> None:
    """A numbered question goes by its number, a report by its file; each also by its whole name."""
    query = find_query("cq-24")
    assert query.group == "competency"
    assert query.theme
    assert find_query(query.slug) == query
    assert len({query.name for query in catalog()}) == len(catalog())
    with pytest.raises(KgError, match='did you mean "cq-24"'):
        find_query("cq24")


def test_a_query_file_tells_its_head(tmp_path: Path) -> None:
    """Title, question and parameters come from the comment lines; a file without them goes by its name."""
    path = tmp_path / "who.rq"
    path.write_text(
        "# title: Who\n# question: Who is it?\n# parameters: ?case ?claim\nSELECT * {}\n", "utf-8"
    )
    query = read_query(path)
    assert (query.name, query.title, query.question) == ("who", "Who", "Who is it?")
    assert query.parameters == ("case", "claim")
    path.write_text("SELECT * {}\n", encoding="utf-8")
    assert read_query(path).title == "who"


def test_a_misspelt_parameter_is_wrong_use(dataset_store: Store) -> None:
    """A named query is not run with a variable it has not got."""
    with pytest.raises(KgError, match=r"no variable \?kase"):
        run(dataset_store, "review-details", kase=iri(iris.case("j-city")))
