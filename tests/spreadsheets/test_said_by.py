"""Who says something within a source goes into sheets and comes back the same: at a claim, a line and a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.authoring import read_case
from kg.spreadsheets import case_as_sheets, sheets_as_case

if TYPE_CHECKING:
    from pathlib import Path

CASE = """case: h-town
label: H Town
frameworks: [triple-logic]
sources:
  report: {access: cited, read: whole, kind: press, language: en, label: A report}
citations:
  k1: {source: report, at: page 1, says: What stands there.}
  k2: {source: report, at: page 2, says: What the mayor says., said-by: mayor}
  k3:
    source: report
    at: page 3
    says: What the mayor said elsewhere.
    said-by: {who: mayor, as: 'deputy, "first"; of the city: congress', zh: 人大代表, to: press, when: 2017-05}
elements:
  mayor: {kind: actor, label: the mayor}
  press: {kind: actor, label: the press}
  offices: {kind: actor, label: the offices}
  waiting: {kind: practice, label: waiting}
"""
MARKS = "status: stated, role: finding, modality: asserted, polarity: affirmed"
CLAIM = f"subject: offices, relation: adopts, object: waiting, {MARKS}"
CLAIMS = f"""claims:
  c1: {{{CLAIM}, cite: k1, said-by: {{who: mayor}}}}
  c2: {{{CLAIM}, cite: k1, said-by: [mayor, {{who: offices, to: press}}]}}
  c3: {{{CLAIM}, evidence: [{{cite: k1, said-by: mayor}}, {{cite: k1, said-by: [mayor, press]}}, {{cite: k3}}]}}
"""


@pytest.mark.parametrize("as_csv", [True, False])
def test_speakers_come_back_from_sheets(tmp_path: Path, *, as_csv: bool) -> None:
    """Short and long forms, chains, and an office with commas, marks and semicolons."""
    case = tmp_path / "h-town"
    case.mkdir()
    (case / "case.yaml").write_text(CASE + CLAIMS, encoding="utf-8")
    before, problems = read_case(case, "h-town")
    assert problems == []
    sheets = case_as_sheets(case, as_csv=as_csv)
    assert sheets.problems == []
    beside = tmp_path / "sheets"
    beside.mkdir()
    for name, data in sheets.files.items():
        (beside / (name if as_csv else "h-town.xlsx")).write_bytes(data)
    back = tmp_path / "back" / "h-town"
    returned = sheets_as_case(beside if as_csv else beside / "h-town.xlsx", back, as_csv=as_csv)
    assert returned.problems == []
    back.mkdir(parents=True)
    for name, text in returned.texts.items():
        (back / name).write_text(text, encoding="utf-8")
    after, problems = read_case(back, "h-town")
    assert problems == []
    assert before is not None
    assert after is not None
    lines = {name: claim.evidence for name, claim in before.claims.items()}
    for name, claim in after.claims.items():
        assert [line.said_by for line in claim.evidence] == [line.said_by for line in lines[name]]
    assert {n: c.said_by for n, c in after.citations.items()} == {
        n: c.said_by for n, c in before.citations.items()
    }
    assert before.claims["c2"].evidence[0].said_by[1].to == "press"
