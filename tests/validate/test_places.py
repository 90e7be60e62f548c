"""What breaks a rule of coding is told at its field, at its entry, or at the case: the nearest place that is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.frameworks import load as load_ontology
from kg.model import iris
from kg.problems import Location, Severity
from kg.problems.said import in_language
from kg.resources import ontology_folder
from kg.store import Quad, parse_triples
from kg.validate import Validator, code_texts, find_fault

BAD = Path(__file__).parents[1] / "shapes" / "bad"
CLAIM = iris.claim("x-city", "c1")
FIELD, ENTRY, CASE = Location("x/claims.yaml", 7, 5), Location("x/claims.yaml", 2, 3), Location("x", 1, 1)


@pytest.fixture(scope="module")
def validator() -> Validator:
    """The shapes that ship."""
    loaded, problems = load_ontology(ontology_folder())
    assert problems == []
    return Validator(loaded)


def quads(name: str) -> list[Quad]:
    """A graph that breaks one rule of coding."""
    found, problems = parse_triples(BAD / name, iris.graph("x-city", "asserted"), name)
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({f"{CLAIM} relation": FIELD, CLAIM: ENTRY}, FIELD),
        ({f"{CLAIM} object": FIELD, CLAIM: ENTRY}, ENTRY),
        ({f"{CLAIM} relation": FIELD}, FIELD),
        ({}, CASE),
    ],
)
def test_a_rule_of_coding_is_told_where_it_is_broken(
    validator: Validator, places: dict[str, Location], expected: Location
) -> None:
    """F12 speaks of the relation of a claim: a stated cause whose quotation names none."""
    [problem] = validator.check(quads("F12.ttl"), places, CASE)
    assert (problem.code, problem.location) == ("KG412", expected)
    assert problem.found.startswith('"c1": ')


def test_a_shape_says_how_grave_it_is(validator: Validator) -> None:
    """F13 and F17 only warn, and whoever breaks F12 is stopped."""
    grave = {
        name: validator.check(quads(f"{name}.ttl"), {}, CASE)[0].severity for name in ("F12", "F13", "F17")
    }
    assert grave == {"F12": Severity.ERROR, "F13": Severity.WARNING, "F17": Severity.WARNING}


def test_a_file_of_shapes_that_cannot_be_run_is_named(tmp_path: Path) -> None:
    """The first by name that the engine refuses; where none can be blamed, the folder and what the engine said."""
    assert find_fault(tmp_path, "ontology/shapes", "odd").location == Location("ontology/shapes", 1, 1)
    (tmp_path / "a.ttl").write_text("", encoding="utf-8")
    (tmp_path / "b.ttl").write_text("this is no Turtle", encoding="utf-8")
    found = find_fault(tmp_path, "ontology/shapes", "odd")
    assert (found.code, found.location) == ("KG501", Location("ontology/shapes/b.ttl", 1, 1))


def test_a_rule_of_coding_has_a_code_and_a_style_has_none() -> None:
    """The number of a shape makes its code; shapes about the ontology itself are no rules of coding."""
    texts = code_texts(ontology_folder() / "shapes")
    assert {"KG101", "KG412", "KG435"} <= texts.keys()
    assert "KG499" not in texts
    assert in_language(texts["KG412"].title, "zh") != in_language(texts["KG412"].title, "en")
