"""Page, command, API and CSV say the same of every claim, for all of them take it from one reading."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from kg.asking import asking
from kg.pipeline import Snapshot, check
from kg.records import Index, read_claims, read_facts
from kg.resources import cases_folder
from kg.trace import trace_claim, trace_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DIAMOND = """
  x001: {subject: keeping, relation: exemplifies, object: example, status: inferred, from: [i001], role: finding, modality: asserted, polarity: affirmed}
  x002: {subject: offices, relation: adopts, object: keeping, status: inferred, from: [i001], role: finding, modality: asserted, polarity: affirmed}
  x003: {subject: offices, relation: adopts, object: example, status: inferred, from: [x001, x002], role: finding, modality: asserted, polarity: affirmed}
"""


@pytest.fixture(scope="module")
def cases() -> Snapshot:
    """The cases that ship, compiled."""
    outcome, quads = check([cases_folder()])
    return Snapshot.of(quads, outcome.report())


@pytest.fixture(scope="module")
def whole(cases: Snapshot) -> Index:
    """Everything in them, read at once."""
    return Index(read_facts(asking(cases.store)))


def test_a_reading_behind_two_premises_is_one_reading(run_kg: Callable[..., Any], tmp_path: Path) -> None:
    """Two claims derived from one reading, and a claim derived from both: page and command count one reading."""
    assert run_kg("case", "new", "q-town").returncode == 0
    claims = tmp_path / "cases" / "q-town" / "claims.yaml"
    claims.write_text(claims.read_text(encoding="utf-8") + DIAMOND, encoding="utf-8")
    done = run_kg("build", "--cases", "cases")
    assert done.returncode == 0, done.stderr
    assert "rests on one reading (conceptual mapping, low)" in run_kg("trace", "x003").stdout
    page = (tmp_path / "build/site/case/q-town/claim/x003.html").read_text(encoding="utf-8")
    words = " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())
    assert "Rests on one reading of ours (conceptual mapping; low)." in words


def test_a_claim_read_alone_is_the_claim_read_with_everything(cases: Snapshot, whole: Index) -> None:
    """Of every claim, the trace made from its own reading is that made from the reading of everything."""
    claims = list(whole.facts.claims)
    assert len(claims) > 300
    for claim in claims:
        assert trace_claim(cases.store, claim) == trace_of(whole, claim)


def test_what_opposes_a_claim_is_the_same_however_it_is_read(cases: Snapshot, whole: Index) -> None:
    """Of every claim, what is read beside it and what the reading of everything finds."""
    ask = asking(cases.store)
    opposed = 0
    for claim in whole.facts.claims.values():
        others = [row["rival"] for row in ask("rivals", claim=claim.iri)]
        found = {how: {one.iri for one in held} for how, held in whole.opposed(claim).items()}
        assert set().union(*found.values()) == set(others)
        told = Index(read_claims(ask, [claim.iri, *others])).opposed(claim)
        assert {how: {one.iri for one in held} for how, held in told.items()} == found
        opposed += len(others)
    assert opposed > 10
