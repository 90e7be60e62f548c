"""The room `problems`: how a problem is said, and the list of codes."""

from __future__ import annotations

import re

import pytest

from kg.problems import CODES, Location, Problem, Severity, problem
from kg.problems.codes import FAMILIES

PLACE = Location("cases/x/claims.yaml", 12, 3)


def test_a_problem_is_one_line() -> None:
    """Place, severity, code, what was found, what was expected and what to do stand in one line."""
    found = problem("KG201", PLACE, 'unknown element "feild"', "an element", 'did you mean "field"?')
    assert str(found) == (
        'cases/x/claims.yaml:12:3  error KG201  unknown element "feild"; expected an element;'
        ' did you mean "field"?'
    )


def test_what_is_not_there_leaves_no_gap() -> None:
    """Without expectation and hint the line ends with what was found."""
    found = Problem("KG413", PLACE, "a hedge", "", "", Severity.WARNING)
    assert str(found) == "cases/x/claims.yaml:12:3  warning KG413  a hedge"


def test_a_line_end_does_not_break_the_line() -> None:
    """What was found may hold line ends; they are shown, and the problem stays one line."""
    found = problem("KG105", PLACE, '"two\nlines" as "claims"', "entries")
    assert str(found).endswith('error KG105  "two⏎lines" as "claims"; expected entries')


@pytest.mark.parametrize(("line", "column"), [(0, 0), (1, 0), (0, 1)])
def test_a_place_always_has_line_and_column(line: int, column: int) -> None:
    """A problem of a whole file is shown at its first character, so that editors can go there."""
    assert str(Location("a.yaml", line, column)) == "a.yaml:1:1"


def test_places_are_in_reading_order() -> None:
    """Places sort by file, line and column, as numbers."""
    places = [Location("b", 1, 1), Location("a", 10, 1), Location("a", 9, 20), Location("a", 9, 3)]
    assert sorted(places) == [places[3], places[2], places[1], places[0]]


def test_a_problem_as_plain_values() -> None:
    """For JSON each part stands by its own name."""
    assert problem("KG107", PLACE, "nothing", "text").as_dict() == {
        "code": "KG107",
        "location": {"file": "cases/x/claims.yaml", "line": 12, "column": 3},
        "found": "nothing",
        "expected": "text",
        "hint": "",
        "severity": "error",
        "elsewhere": [],
    }


def test_the_list_of_codes_is_in_form() -> None:
    """Codes are in order and of a known family; titles are short, remedies are sentences."""
    assert list(CODES) == sorted(CODES)
    assert len(CODES) >= 40
    for name, code in CODES.items():
        assert code.code == name
        assert re.fullmatch(r"KG\d{3}", name)
        assert name[:3] in FAMILIES
        assert len(code.title) <= 40
        assert code.remedy.endswith(".")
