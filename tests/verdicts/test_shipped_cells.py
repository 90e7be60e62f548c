"""The cells of the shipped cases, worked out by hand from the truth table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_cells import Cell, cells_of, known_of

from kg.model import iris
from kg.ontology import load_ontology
from kg.resources import ontology_folder
from kg.verdicts import Pattern
from kg.verdicts.values import VERDICTS

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.pipeline import Outcome
    from kg.store import Quad

    Cells = dict[str, Cell]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The ontology that ships."""
    return load_ontology(ontology_folder())[0]


# The shipped cases: what each pattern should be stands in the design, and was worked out there from the claims.


@pytest.fixture(scope="module")
def shipped(compiled: tuple[Outcome, list[Quad]]) -> dict[str, Cells]:
    """The cells of the shipped cases."""
    return {case: cells_of(case, compiled[1]) for case in ("j-city", "guiyang", "hangzhou")}


def test_every_cell_has_one_of_the_values(shipped: dict[str, Cells]) -> None:
    """A case of the framework has a cell for each concept and proposition, and for each logic in each phase; then come relations.

    J City relates two concepts in 43 ways: 17 pair with one another, 3 stand apart, 3 interact, of which 2 are reciprocal,
    2 support, 2 shape, 2 turn into the other, 1 dominates after the other, 3 condition and as many do so in a narrower
    way, 3 address something and 2 a factor. Guiyang has the reading gr100, Hangzhou hr330, and hr412 with what it implies.
    """
    counts = {case: len(cells) for case, cells in shipped.items()}
    assert counts == {
        "j-city": 27 + 28 + 3 * 2 + 43,
        "guiyang": 27 + 28 + 3 * 3 + 1,
        "hangzhou": 27 + 28 + 3 * 3 + 3,
    }
    assert {cell.verdict for cells in shipped.values() for cell in cells.values()} <= set(VERDICTS)


def test_a_reading_of_a_phase_is_a_reading(shipped: dict[str, Cells]) -> None:
    """One reading says that avoidance was there before the regulations; no list says that nobody coded it."""
    cell = shipped["guiyang"]["responsibility-avoidance-logic before-regulations"]
    assert cell == Cell("interpreted", ("present-in",), ("gr073",))


def test_what_was_asked_of_some_sources_is_not_silent(shipped: dict[str, Cells]) -> None:
    """Twelve cells of two cities have no claim; somebody asked, and searched excerpts."""
    open_cells = [
        cell
        for case in ("guiyang", "hangzhou")
        for name, cell in shipped[case].items()
        if " " in name and not cell.decided_by
    ]
    assert [cell.verdict for cell in open_cells] == ["not-looked"] * 12
    assert {cell.asked_by for cell in open_cells} == {("gn01",), ("hn01",)}


@pytest.mark.parametrize(
    ("path", "claim"),
    [
        ("strengthening-value-guidance", "c080"),
        ("rationalizing-system-and-mechanism", "c081"),
        ("improving-technical-support", "c082"),
    ],
)
def test_a_path_that_is_recommended_is_hedged(shipped: dict[str, Cells], path: str, claim: str) -> None:
    """The source says what should be done; what else speaks of it are readings."""
    cell = shipped["j-city"][path]
    assert (cell.verdict, cell.decided_by) == ("hedged", (claim,))


@pytest.mark.parametrize(
    ("case", "asked", "value", "behind"),
    [
        ("guiyang", "provincial-sharing achieves interconnection", "contested", {"g280", "g261"}),
        # gn03 asks within how many days, which a pattern cannot say: it asks for none.
        ("guiyang", "provincial-regulations obliges practice", "stated", {"g340"}),
        ("hangzhou", "public-data-regulations establishes practice", "not-looked", {"hn03"}),
        ("j-city", "avoidance interacts-with innovation", "hedged", {"c057", "n31"}),
        ("j-city", "field supports innovation", "stated", {"c073"}),
    ],
)
def test_a_pattern_of_a_shipped_case(
    compiled: tuple[Outcome, list[Quad]], ontology: Ontology, case: str, asked: str, value: str, behind: set[str]
) -> None:  # fmt: skip
    """Any pattern can be asked for, with kinds and things in its places."""
    subject, relation, obj = asked.split()
    end = iris.term("Practice") if obj == "practice" else iris.element(case, obj)
    pattern = Pattern((iris.element(case, subject),), (iris.mark("relation", relation),), (end,))
    found = known_of(case, compiled[1], ontology).verdict(pattern)
    assert found.value == value
    assert {iris.local_name(one) for one in (*found.decided_by, *found.silences)} == behind
    assert found.is_together == (relation == "interacts-with")
