"""Which acts and rules become direct edges: never a target, an order not carried out, a condition or a stretch of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.authoring import read_case
from kg.compile import assert_case
from kg.model import iris
from kg.reason import infer
from kg.store import NamedNode

if TYPE_CHECKING:
    from pathlib import Path

    from kg.ontology import Ontology

CASE = """case: h-town
label: H Town
frameworks: [triple-logic]
coder: someone
sources:
  report: {access: cited, read: whole, kind: official-document, language: en, label: A report}
citations:
  k1: {source: report, at: page 1, says: What stands there.}
elements:
  bureau: {kind: body, label: the bureau}
  office: {kind: body, label: the office}
  mayor: {kind: person, label: the mayor}
  rules: {kind: regulation, label: the rules}
  files: {kind: data, label: files, plural: true}
  hub: {kind: system, label: the hub}
  sharing: {kind: practice, label: sharing}
  leave: {kind: condition, label: the leave of the office}
"""
MARKS = "status: stated, role: finding, modality: asserted, polarity: affirmed, cite: k1"


def edges(folder: Path, ontology: Ontology, claim: str) -> set[tuple[str, str, str]]:
    """The direct edges that follow from one claim, by the last words of their names."""
    case = folder / "h-town"
    case.mkdir()
    (case / "case.yaml").write_text(f"{CASE}claims:\n  c1: {{{claim}, {MARKS}}}\n", encoding="utf-8")
    read, problems = read_case(case, "h-town")
    assert read is not None
    asserted = assert_case(read, {}, ontology)
    assert [*problems, *asserted.problems] == []
    found = infer("h-town", asserted.quads, ontology).quads
    own = f"{iris.case('h-town')}/"
    return {
        tuple(str(node.value).rpartition("/")[2].rpartition("#")[2] or str(node.value).rpartition("/")[2]
              for node in (quad.subject, quad.predicate, quad.object))
        for quad in found
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        and quad.subject.value.startswith(own) and quad.object.value.startswith(own)
        and quad.predicate.value.startswith(iris.TERMS)
    }  # fmt: skip


GIVES = "subject: bureau, relation: gives-data-to, object: office, what: files"
RULES = "subject: rules, relation: obliges, object: sharing, of: bureau, to: office"


@pytest.mark.parametrize(
    ("claim", "edge"),
    [
        (GIVES, ("bureau", "givesDataTo", "office")),
        (f"{GIVES}, stage: done", ("bureau", "givesDataTo", "office")),
        (f"{GIVES}, stage: measured, when: 2018-05", ("bureau", "givesDataTo", "office")),
        (f"{RULES}, stage: ordered", ("rules", "obliges", "sharing")),
        ("subject: bureau, relation: partners-with, object: mayor", ("mayor", "partnersWith", "bureau")),
        ("subject: hub, relation: holds, object: files", ("hub", "has", "files")),
    ],
)
def test_an_act_that_is_told_gives_an_edge(
    tmp_path: Path, ontology: Ontology, claim: str, edge: tuple[str, str, str]
) -> None:
    """What is done or counted holds, a rule that was laid down binds, and a partnership is one both ways."""
    assert edge in edges(tmp_path, ontology, claim)


@pytest.mark.parametrize(
    "more", ["stage: goal", "stage: ordered", "condition: leave", "when: 2018/2019", "when: 2018/.."]
)
def test_an_act_that_is_not_or_not_always_gives_none(tmp_path: Path, ontology: Ontology, more: str) -> None:
    """A target, an order that nobody is said to have carried out, a condition, a stretch of time: an edge would lose it."""
    found = edges(tmp_path, ontology, f"{GIVES}, {more}")
    assert not {edge for edge in found if edge[1] in {"givesDataTo", "actsTowards", "relatesTo"}}


def test_a_rule_that_is_only_drafted_gives_none(tmp_path: Path, ontology: Ontology) -> None:
    """A draft is a goal, even where it says 'must'."""
    found = edges(tmp_path, ontology, f"{RULES}, stage: goal")
    assert not {edge for edge in found if edge[1] in {"obliges", "regulates", "relatesTo"}}
