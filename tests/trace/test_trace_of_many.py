"""What it takes to trace one finding does not grow with the number of cases."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import iris
from kg.pipeline import check
from kg.store import LocalStore, Store, to_nquads
from kg.trace import find_claim, trace_claim

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 300
ROUNDS = 9
GROWTH = 4
"""Whatever looks at every case takes some hundred times as long."""


@pytest.fixture
def few_and_many(tiny_case: Callable[[], Path], tmp_path: Path) -> tuple[Store, Store]:
    """A store with one case, and one with hundreds that are alike but for their names."""
    tiny_case()
    outcome, _ = check([Path("cases")])
    own, ontology = outcome.cases[0].data, to_nquads(outcome.ontology_quads)
    (tmp_path / "one.nq").write_bytes(own + ontology)
    copies = (
        own.replace(b"/b-town", b"/b-town-%d" % n).replace(b'"b-town"', b'"b-town-%d"' % n)
        for n in range(TIMES)
    )
    (tmp_path / "many.nq").write_bytes(b"".join([own, ontology, *copies]))
    return LocalStore.load(tmp_path / "one.nq"), LocalStore.load(tmp_path / "many.nq")


@pytest.mark.parametrize("claim", ["c1", "i1"])
@pytest.mark.parametrize("by", ["case and identifier", "IRI"])
def test_a_trace_looks_at_its_own_case_only(few_and_many: tuple[Store, Store], claim: str, by: str) -> None:
    """One case or three hundred: the same tree, in about the same time, found by its name or its IRI."""
    name = f"b-town/{claim}" if by == "case and identifier" else iris.claim("b-town", claim)
    trees, seconds = [], []
    for store in few_and_many:
        trees.append(trace_claim(store, find_claim(store, name)).as_dict())
        taken = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            trace_claim(store, find_claim(store, name))
            taken.append(time.perf_counter() - started)
        seconds.append(min(taken))
    assert trees[0] == trees[1]
    assert seconds[1] < GROWTH * seconds[0], seconds


def test_a_name_that_several_cases_have_is_told(few_and_many: tuple[Store, Store]) -> None:
    """An identifier alone names one claim of one case, and none of several."""
    one, many = few_and_many
    assert find_claim(one, "c1") == iris.claim("b-town", "c1")
    with pytest.raises(Exception, match=r'several claims answer to "c1"[\s\S]*… and 293 more'):
        find_claim(many, "c1")
