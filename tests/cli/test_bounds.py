"""What a query may cost `kg query`: time, memory, and a length that does not end the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?f"
TRIPLE, TIMES = "?s ?p ?o", 10_000
LONG = {
    "optionals": "ASK { " + f"OPTIONAL {{ {TRIPLE} }} " * TIMES + "}",
    "unions": f"ASK {{ {{ {TRIPLE} }}" + f" UNION {{ {TRIPLE} }}" * TIMES + " }",
    "a path": "ASK { ?s " + "/".join(["<x:p>"] * TIMES) + " ?o }",
    "signs": f"ASK {{ FILTER ({'!' * TIMES}true) }}",
    "sums in a list": f"ASK {{ FILTER (1 IN (1{'+1' * TIMES})) }}",
    "empty groups": "ASK { " + "{} " * TIMES + "}",
}
LISTS = {
    "a list": f"ASK {{ FILTER (1 IN ({', '.join(map(str, range(TIMES)))})) }}",
    "rows": "ASK { VALUES (?x ?y) {" + ' (<x:a> "b"@en)' * TIMES + " } }",
}
Run = Any


def asked(run_kg: Run, built: Path, folder: Path, query: str, *options: str) -> tuple[int, str, str]:
    """The exit code of `kg query` and what it printed to both streams."""
    file = folder / "question.rq"
    file.write_text(query, encoding="utf-8")
    done = run_kg("query", str(file), "--build", str(built), "--format", "json", *options)
    return done.returncode, done.stdout, done.stderr


def test_a_query_without_end_is_ended(built_data: Path, tmp_path: Path, run_kg: Run) -> None:
    """Within the engine nothing can break it off; the command ends, prints nothing and says how to give more."""
    told = "kg: a query that takes more than 0.5 s: ask for less, or give it more by --time-limit\n"
    assert asked(run_kg, built_data, tmp_path, ENDLESS, "--time-limit", "0.5") == (2, "", told)


def test_an_answer_without_end_is_ended(built_data: Path, tmp_path: Path, run_kg: Run) -> None:
    """So does one whose rows take the memory."""
    told = (
        "kg: a query that takes more than 30 MB of memory: ask for less, or give it more by --memory-limit\n"
    )
    options = ("--time-limit", "120", "--memory-limit", "30")
    assert asked(run_kg, built_data, tmp_path, HUGE, *options) == (2, "", told)


@pytest.mark.parametrize("name", LONG)
def test_what_would_end_the_engine_does_not_reach_it(
    name: str, built_data: Path, tmp_path: Path, run_kg: Run
) -> None:
    """A query of ten thousand parts ends the process where it is let through; it is wrong use."""
    code, _, said = asked(run_kg, built_data, tmp_path, LONG[name])
    assert code == 2
    assert said.startswith("kg: the query has ")
    assert "words and signs: at most 2,000, without what VALUES and IN list\n" in said


@pytest.mark.parametrize("name", LISTS)
def test_a_long_list_is_answered(name: str, built_data: Path, tmp_path: Path, run_kg: Run) -> None:
    """A list is no nesting, however long."""
    assert asked(run_kg, built_data, tmp_path, LISTS[name])[:1] == (0,)
