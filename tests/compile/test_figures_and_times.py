"""Figures and times of claims, from YAML to the graph, to the verdict, and to the edge that may not be."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.authoring import read_case, too_old
from kg.compile.silences import is_complete
from kg.model import iris
from kg.ontology import load_ontology
from kg.pipeline import check
from kg.resources import ontology_folder
from kg.verdicts import read_known
from kg.verdicts.decide import Pattern

if TYPE_CHECKING:
    from kg.store import Quad

B_TOWN = Path(__file__).parents[1] / "cases" / "b-town"
MARKS = "status: stated, role: finding, modality: asserted, polarity: affirmed"
QUOTE = "quote: fear of blame had led to caution"


def compiled(folder: Path, text: str) -> list[Quad]:
    """B Town with more of it, compiled without a problem."""
    case = folder / "cases" / "b-town"
    shutil.copytree(B_TOWN, case)
    (case / "more.yaml").write_text(text, encoding="utf-8")
    outcome, quads = check([folder / "cases"])
    assert [str(problem) for problem in outcome.problems] == []
    return quads


def values(quads: list[Quad], subject: str) -> set[tuple[str, str]]:
    """What is said of a thing: the last word of each property, and its value with language or datatype."""
    return {
        (quad.predicate.value.rpartition("#")[2], str(quad.object))
        for quad in quads
        if quad.subject.value == subject
    }


def test_a_figure_is_a_node_with_an_exact_number(tmp_path: Path) -> None:
    """Its number is a decimal, its words are in both languages, its time has days."""
    value = "{number: '1,626.50', unit: items, unit-zh: 条, qualifier: over, of: all, of-zh: 全部, as-of: 2001-02}"
    quads = compiled(
        tmp_path,
        f"claims:\n  z1: {{subject: registry, relation: affects, object: caution, value: {value}, {MARKS}, {QUOTE}}}\n",
    )
    claim, node = iris.claim("b-town", "z1"), iris.value("b-town", "z1")
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert ("value", f"<{node}>") in values(quads, claim)
    assert values(quads, node) >= {
        ("amount", f'"1626.50"^^<{xsd}decimal>'), ("unit", '"items"@en'), ("unit", '"条"@zh'), ("countOf", '"all"@en'),
        ("countOf", '"全部"@zh'), ("qualifier", f"<{iris.mark('qualifier', 'over')}>"), ("asOf", '"2001-02"'),
        ("firstDay", f'"2001-02-01"^^<{xsd}date>'), ("lastDay", f'"2001-02-28"^^<{xsd}date>'),
    }  # fmt: skip


def test_the_days_of_a_time_are_written_beside_it(tmp_path: Path) -> None:
    """Those of a claim and of an event; an open end has none."""
    quads = compiled(
        tmp_path,
        "elements:\n  fire: {kind: event, label: the fire, date: 2001-02~}\n"
        f"claims:\n  z1: {{subject: registry, relation: affects, object: caution, when: 2001/.., {MARKS}, {QUOTE}}}\n",
    )
    xsd = "http://www.w3.org/2001/XMLSchema#date"
    days = {("firstDay", f'"2001-01-01"^^<{xsd}>')}
    assert {v for v in values(quads, iris.claim("b-town", "z1")) if v[0].endswith("Day")} == days
    fire = values(quads, iris.element("b-town", "fire"))
    assert fire >= {("firstDay", f'"2001-02-01"^^<{xsd}>'), ("lastDay", f'"2001-02-28"^^<{xsd}>')}


@pytest.mark.parametrize(
    ("relation", "stage", "value"),
    [
        ("affects", "done", "stated"),
        ("affects", "measured", "stated"),
        ("affects", "goal", "hedged"),
        ("affects", "ordered", "hedged"),
        ("obliges", "ordered", "stated"),
        ("obliges", "goal", "hedged"),
    ],
)
def test_a_target_is_no_result(tmp_path: Path, relation: str, stage: str, value: str) -> None:
    """What is planned is hedged, and so is an order, but for a rule, of which ordering is all there is."""
    text = (
        "elements:\n  lists: {kind: practice, label: keeping lists}\n  rules: {kind: regulation, label: the rules}\n"
        f"claims:\n  z1: {{subject: rules, relation: {relation}, object: lists, stage: {stage}, {MARKS}, {QUOTE}}}\n"
    )
    quads = compiled(tmp_path, text)
    ontology, _ = load_ontology(ontology_folder())
    known = read_known("b-town", quads, {}, set(), ontology)
    things = [iris.element("b-town", name) for name in ("rules", "lists")]
    pattern = Pattern((things[0],), (iris.mark("relation", relation),), (things[1],))
    assert known.verdict(pattern).value == value


SOURCES = """sources:
  notes: {file: notes.txt, kind: observation, language: en, label: Notes}
  early: {access: cited, read: whole, kind: press, language: en, label: Early, published: 2000-03}
  late: {access: cited, read: whole, kind: press, language: en, label: Late, published: 2003}
"""


@pytest.mark.parametrize(
    ("about", "searched", "old", "complete"),
    [
        ("[fear, after]", "{notes: whole, late: whole}", {"early"}, True),
        ("[fear, after]", "{late: whole}", {"early"}, False),
        ("[fear, before]", "{notes: whole, late: whole}", set(), False),
        ("[fear, after]", "all", {"early"}, True),
        ("[fear, before, after]", "{notes: whole, late: whole}", set(), False),
    ],
)
def test_what_is_older_than_the_question_need_not_be_searched(
    tmp_path: Path,
    about: str,
    searched: str,
    old: set[str],
    complete: bool,  # noqa: FBT001 - a column
) -> None:
    """Nor may it be named for itself; a source without a date is needed."""
    folder = tmp_path / "b-town"
    shutil.copytree(B_TOWN, folder)
    head = (folder / "case.yaml").read_text(encoding="utf-8").partition("sources:")[0]
    (folder / "case.yaml").write_text(head + SOURCES, encoding="utf-8")
    (folder / "silences.yaml").write_text(
        f"silences:\n  n1: {{question: Who feared?, about: {about}, searched: {searched}}}\n",
        encoding="utf-8",
    )
    case, problems = read_case(folder, "b-town")
    assert case is not None
    assert [problem.code for problem in problems] == []
    silence = case.silences["n1"]
    assert too_old(case, silence) == old
    assert is_complete(case, silence) is complete
