"""``kg relations``: the relations that take what a user has, as the files of the ontology say."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner
from rdflib import RDF, Graph, URIRef

from kg.cli import group
from kg.resources import ontology_folder

KG = "https://w3id.org/tongban-kg/ontology#"


def listed(*arguments: str) -> list[str]:
    """The names of the relations that the command lists, in its order."""
    done = CliRunner().invoke(group, ["relations", *arguments])
    assert done.exit_code == 0, done.output
    *lines, last = done.output.splitlines()
    names = [line.split()[0] for line in lines]
    assert last.startswith(f"{len(names)} of ")
    return names


@pytest.fixture(scope="module")
def declared() -> list[str]:
    """The relations as they are written: in the core, and in the frameworks that ship."""
    core = Graph().parse(ontology_folder() / "modules" / "relations.ttl")
    types = core.subjects(RDF.type, URIRef(f"{KG}RelationType"))
    frameworks = [
        yaml.safe_load(path.read_text(encoding="utf-8"))["relations"]
        for path in (ontology_folder() / "frameworks").glob("*.yaml")
    ]
    assert len(frameworks) == 2
    return [
        *(str(one).removeprefix(f"{KG}relation-") for one in types),
        *(name for one in frameworks for name in one),
    ]


def test_all_are_listed(declared: list[str]) -> None:
    """Without a kind, each relation type of the core and of each framework."""
    assert sorted(listed()) == sorted(declared)


@pytest.mark.parametrize(
    ("ends", "there", "missing"),
    [
        (
            ("body", "body"),
            {"gives-data-to", "partners-with", "hinders"},
            {"obliges", "delimits", "can-convert-into"},
        ),
        (
            ("regulation", "practice"),
            {"obliges", "forbids", "exempts"},
            {"gives-data-to", "dominates-in", "enacts"},
        ),
        (("event", "phase"), {"delimits"}, {"dominates-in", "achieves", "withholds-from"}),
        (("behaviour-logic", "phase"), {"dominates-in", "present-in"}, {"delimits", "plans"}),
        (("phase", "actor"), {"hinders"}, {"achieves", "establishes", "withholds-from"}),
    ],
)
def test_those_that_fit_both_ends(ends: tuple[str, str], there: set[str], missing: set[str]) -> None:
    """A kind stands for what is wider too, and a kind of concept for what shows it."""
    found = set(listed("--from", ends[0], "--to", ends[1]))
    assert there <= found
    assert not missing & found


def test_those_that_ask_for_most_come_first() -> None:
    """What takes only such a thing on both sides is what one looks for."""
    found = listed("--from", "event", "--to", "phase")
    assert found[0] == "delimits"


def test_a_kind_that_there_is_not() -> None:
    """The nearest is named."""
    done = CliRunner().invoke(group, ["relations", "--from", "regulations"])
    assert str(done.exception) == "there is no kind 'regulations': did you mean 'regulation'?"
