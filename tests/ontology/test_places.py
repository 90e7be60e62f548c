"""Where in the files of the ontology something is said: the line that a problem names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import iris
from kg.ontology import place_of_axiom, place_of_chain, places_of_term
from kg.problems import Location

if TYPE_CHECKING:
    from pathlib import Path

MODULE = """\
@prefix kg: <x> .

kg:one a owl:Class ;
    rdfs:label "one"@en .

kg:oneMore a owl:Class .

[] a owl:AllDisjointClasses ;
    owl:members ( kg:One
                  kg:Two ) .

[] a owl:AllDisjointClasses ;
    owl:members ( kg:Two kg:Three ) .

kg:made owl:propertyChainAxiom ( kg:first kg:second ) ;
    rdfs:label "made"@en ;
    owl:propertyChainAxiom ( kg:second kg:first ) .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An ontology of one module and one framework."""
    for name, text in (("modules/a.ttl", MODULE), ("theory/f.ttl", "\nkg:one rdfs:comment 'again' .\n")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_term_is_found_in_every_file(folder: Path) -> None:
    """Where a line begins with its whole name; where none does, the folder."""
    assert places_of_term(iris.term("one"), folder) == [
        Location("ontology/modules/a.ttl", 3, 1), Location("ontology/theory/f.ttl", 2, 1),
    ]  # fmt: skip
    assert places_of_term(iris.term("none"), folder, "mine") == [Location("mine", 1, 1)]


@pytest.mark.parametrize(
    ("names", "line"), [(("One", "Two"), 8), (("Two", "Three"), 12), (("Two",), 8), (("Three",), 12)]
)
def test_a_nameless_axiom_is_found_by_its_terms(folder: Path, names: tuple[str, ...], line: int) -> None:
    """By the line that begins it, whichever line names the last of them."""
    found = place_of_axiom([iris.term(name) for name in names], folder)
    assert found == Location("ontology/modules/a.ttl", line, 1)


@pytest.mark.parametrize("names", [("One", "Three"), ("one",)])
def test_terms_of_two_axioms_are_of_none(folder: Path, names: tuple[str, ...]) -> None:
    """What is named outside of a nameless axiom, or in two of them, has no place but the folder."""
    assert place_of_axiom([iris.term(name) for name in names], folder) == Location("ontology", 1, 1)


@pytest.mark.parametrize(
    ("steps", "line"), [(("first", "second"), 15), (("second", "first"), 17), (("first", "first"), 15)]
)
def test_a_chain_is_found_in_its_order(folder: Path, steps: tuple[str, str], line: int) -> None:
    """The line of the chain; where there is none, that of the property."""
    found = place_of_chain(iris.term("made"), [iris.term(step) for step in steps], folder)
    assert found == Location("ontology/modules/a.ttl", line, 1)
