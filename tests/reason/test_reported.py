"""Who says something within a source: the sentence, the status, and what must and must not follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.authoring import read_case
from kg.compile import assert_case
from kg.compile.withhold import withhold
from kg.model import iris
from kg.model.vocabulary import KG
from kg.reason import infer
from kg.store import NamedNode
from kg.verdicts import Pattern, read_known

if TYPE_CHECKING:
    from pathlib import Path

    from kg.compile.asserted import Asserted
    from kg.model.records import Case
    from kg.ontology import Ontology

CASE = """case: h-town
label: H Town
frameworks: [triple-logic]
coder: someone
sources:
  report: {access: cited, read: whole, kind: press, language: en, label: A report}
  talk: {access: restricted, kind: interview, language: en, label: A talk}
citations:
  k1: {source: report, at: page 1, says: What stands there.}
  k2: {source: report, at: page 2, says: What the mayor says., said-by: mayor}
  k3: {source: talk, at: minute 3, says: What was said in confidence., said-by: {who: clerk, as: auditor, when: 1987}}
elements:
  mayor: {kind: actor, label: a legislator, zh: 一名市立法者}
  speaker: {kind: actor, label: spokespersons, zh: 发言人, plural: true}
  press: {kind: actor, label: the press, zh: 媒体}
  clerk: {kind: actor, label: the clerk Zanzibar, zh: 办事员}
  offices: {kind: actor, label: departments, zh: 各部门, plural: true}
  waiting: {kind: practice, label: acting only on orders, zh: 有令才行}
  order: {kind: phenomenon, label: order, zh: 秩序}
"""
MARKS = "role: finding, modality: asserted, polarity: affirmed"
SAID = "subject: offices, relation: adopts, object: waiting"
LAST = "departments adopt acting only on orders"
LAST_ZH = "各部门采取有令才行"


def read(folder: Path, claims: str) -> Case:
    """The case with some claims."""
    case = folder / "h-town"
    case.mkdir()
    (case / "case.yaml").write_text(f"{CASE}claims:\n{claims}\n", encoding="utf-8")
    found, problems = read_case(case, "h-town")
    assert found is not None
    assert problems == []
    return found


def compiled(folder: Path, ontology: Ontology, claim: str, status: str = "stated") -> Asserted:
    """What the case asserts with one claim."""
    case = read(folder, f"  c1: {{{SAID}, status: {status}, {MARKS}, {claim}}}")
    asserted = assert_case(case, {}, ontology)
    assert asserted.problems == []
    return asserted


def values(asserted: Asserted, subject: str, predicate: str) -> list[str]:
    """The values of a property of a thing, as text."""
    return [
        str(getattr(quad.object, "value", ""))
        for quad in asserted.quads
        if isinstance(quad.subject, NamedNode)
        and quad.subject.value == subject
        and quad.predicate.value == predicate
    ]


CLAIM = iris.claim("h-town", "c1")
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@pytest.mark.parametrize(
    ("evidence", "english", "chinese"),
    [
        ("cite: k1, said-by: mayor", "The source reports: a legislator says that", "来源转述：一名市立法者称，"),
        ("cite: k2", "The source reports: a legislator says that", "来源转述：一名市立法者称，"),
        (
            "cite: k1, said-by: {who: mayor, as: congress deputy, zh: 人大代表, to: press, when: 2017-05}",
            "The source reports: a legislator, as congress deputy, tells the press in May 2017 that",
            "来源转述：2017年5月，一名市立法者以人大代表身份对媒体称，",
        ),
        (
            "cite: k1, said-by: [mayor, {who: speaker, to: press}]",
            "The source reports: spokespersons tell the press that a legislator says that",
            "来源转述：发言人对媒体称，一名市立法者称，",
        ),
        (
            "evidence: [{cite: k2}, {cite: k1, said-by: speaker}]",
            "The source reports: a legislator says, and spokespersons say, that",
            "来源转述：一名市立法者称；发言人称，",
        ),
    ],
)  # fmt: skip
def test_a_reported_claim_is_told_as_reported(
    tmp_path: Path, ontology: Ontology, evidence: str, english: str, chinese: str
) -> None:
    """In both languages, whoever reports the others first; the status is its own."""
    asserted = compiled(tmp_path, ontology, evidence)
    assert values(asserted, CLAIM, LABEL) == [f"{english} {LAST}", f"{chinese}{LAST_ZH}"]
    assert values(asserted, CLAIM, KG.status) == [iris.mark("status", "reported")]


@pytest.mark.parametrize(
    "evidence",
    [
        "cite: k1",
        "evidence: [{cite: k1}, {cite: k2}]",
        "evidence: [{cite: k1}, {cite: k2, direction: challenges}]",
    ],
)
def test_the_own_voice_of_the_source_wins(tmp_path: Path, ontology: Ontology, evidence: str) -> None:
    """Where one line that supports a claim is the source's own, it is stated, and gives an edge."""
    asserted = compiled(tmp_path, ontology, evidence)
    assert values(asserted, CLAIM, KG.status) == [iris.mark("status", "stated")]
    assert values(asserted, CLAIM, LABEL)[0].casefold() == LAST
    assert "adopts" in properties(asserted, ontology)


@pytest.mark.parametrize(
    "status",
    [
        "presupposed",
        "interpreted, basis: anaphora, confidence: low, because: The words mean the departments.",
    ],
)
def test_a_reading_of_what_somebody_says_is_a_reading(
    tmp_path: Path, ontology: Ontology, status: str
) -> None:
    """Only a claim that is stated can be reported; the speaker stays at the line of evidence."""
    asserted = compiled(tmp_path, ontology, "cite: k2", status)
    assert values(asserted, CLAIM, KG.status) == [iris.mark("status", status.partition(",")[0])]
    line = iris.evidence("h-town", "c1", 1)
    assert values(asserted, line, KG.saidBy) == [iris.element("h-town", "mayor")]


def properties(asserted: Asserted, ontology: Ontology) -> set[str]:
    """The local names of the properties of all edges that follow between departments and what they do."""
    ends = {iris.element("h-town", name) for name in ("offices", "waiting")}
    return {
        quad.predicate.value.rpartition("#")[2]
        for quad in infer("h-town", asserted.quads, ontology).quads
        if {str(getattr(end, "value", "")) for end in (quad.subject, quad.object)} == ends
    }


def test_a_reported_claim_gives_no_edge_and_nothing_that_follows_from_one(
    tmp_path: Path, ontology: Ontology
) -> None:
    """Neither its own nor a wider one, in either direction."""
    assert properties(compiled(tmp_path, ontology, "cite: k2"), ontology) == set()


def test_two_reported_claims_do_not_reciprocate(tmp_path: Path, ontology: Ontology) -> None:
    """No rule takes what somebody says for what the source says."""
    both = "\n".join(
        f"  c{number}: {{subject: {one}, relation: {relation}, object: {other}, status: stated, {MARKS}, cite: k2}}"
        for number, one, relation, other in (
            (1, "offices", "supports", "order"),
            (2, "order", "shapes", "offices"),
        )
    )
    asserted = assert_case(read(tmp_path, both), {}, ontology)
    found = infer("h-town", asserted.quads, ontology).quads
    assert not [quad for quad in found if quad.predicate.value in {KG.byRule, f"{iris.TERMS}supports"}]


@pytest.mark.parametrize(("evidence", "value"), [("cite: k2", "reported"), ("cite: k1", "stated")])
def test_the_verdict_is_reported(tmp_path: Path, ontology: Ontology, evidence: str, value: str) -> None:
    """What only somebody within a source says stands as reported."""
    known = read_known("h-town", compiled(tmp_path, ontology, evidence).quads, {}, set(), ontology)
    pattern = Pattern((iris.element("h-town", "offices"),), (iris.term("relation-adopts"),))
    assert known.verdict(pattern).value == value


def test_a_chain_is_written_from_the_line_outwards(tmp_path: Path, ontology: Ontology) -> None:
    """The innermost speaker at the line itself, each further one in a telling that retells the one within."""
    said_by = "said-by: [mayor, {who: speaker, as: press officers, to: press, when: 2018}]"
    asserted = compiled(tmp_path, ontology, f"cite: k1, {said_by}")
    line = iris.evidence("h-town", "c1", 1)
    outer = iris.telling(line, 1)
    assert values(asserted, line, KG.saidBy) == [iris.element("h-town", "mayor")]
    assert values(asserted, line, KG.retells) == []
    assert values(asserted, outer, KG.retells) == [line]
    assert values(asserted, outer, KG.saidBy) == [iris.element("h-town", "speaker")]
    assert values(asserted, outer, KG.saidTo) == [iris.element("h-town", "press")]
    assert values(asserted, outer, KG.saidInOffice) == ["press officers"]
    assert values(asserted, outer, KG.saidWhen) == ["2018"]


@pytest.mark.parametrize("evidence", ["cite: k3", "evidence: [{cite: k2}, {cite: k3}]"])
def test_who_speaks_in_confidence_only_is_not_shown_to_the_public(
    tmp_path: Path, ontology: Ontology, evidence: str
) -> None:
    """Neither name nor id, office or date of the speaker of a restricted source; the status stays."""
    case = read(tmp_path, f"  c1: {{{SAID}, status: stated, {MARKS}, {evidence}}}")
    public, _ = withhold(case)
    asserted = assert_case(public, {}, ontology)
    assert asserted.problems == []
    written = "\n".join(str(quad) for quad in asserted.quads)
    assert not [word for word in ("Zanzibar", "clerk", "办事员", "auditor", "1987") if word in written]
    claims = [quad for quad in asserted.quads if quad.predicate.value == KG.status]
    assert [str(getattr(quad.object, "value", "")) for quad in claims] == [iris.mark("status", "reported")]
