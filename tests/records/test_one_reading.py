"""Page, command, API and CSV say the same of every claim, for all of them take it from one reading."""

from __future__ import annotations

import csv
import json
import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import kg
from kg.asking import asking
from kg.cli import trace as trace_command
from kg.model import iris
from kg.pipeline import check
from kg.records import Index, read_claims, read_facts, read_stated
from kg.resources import cases_folder
from kg.snapshot import Snapshot, open_snapshot
from kg.trace import trace_claim, trace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

DIAMOND = """
  x001: {subject: keeping, relation: exemplifies, object: example, status: inferred, from: [i001], role: finding, modality: asserted, polarity: affirmed}
  x002: {subject: offices, relation: adopts, object: keeping, status: inferred, from: [i001], role: finding, modality: asserted, polarity: affirmed}
  x003: {subject: offices, relation: exemplifies, object: example, status: inferred, from: [x001, x002], role: finding, modality: asserted, polarity: affirmed}
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


MARKS = ("status", "role", "modality", "polarity")
PLAIN = {
    r"rests on one reading \((.*), (\w+)\)": r"Rests on one reading of ours (\1; \2).",
    r"rests on (\w+) readings \((.*), (\w+)\)": r"Rests on \1 readings of ours, the weakest of them \3 (\2).",
    r"rests on one place cited by locator, which no machine checked": "Rests on one place cited by locator; no machine checked it.",
    r"rests on one passage, nothing read into it": "Rests on one passage; nothing is read into it.",
    r"rests on (\w+) passages, nothing read into them": r"Rests on \1 passages; nothing is read into them.",
    r"rests on one passage, which take it for granted .*": "Rests on one passage that takes it for granted and does not report it.",
    r"rests on what (.*) (is|are) reported to say \(one place cited by locator, which no machine checked\)": r"Rests on what \1 \2 reported to say. Rests on one place cited by locator; no machine checked it.",
    r"rests on general knowledge, not on the source": "Rests on general knowledge, not on the source.",
}
"""What the command says of the weakest link of the cases that ship, and what a page says for it."""


def on_a_page(words: str) -> str:
    """The sentence of the command as a page has it, without hyphens."""
    [found] = [
        re.sub(pattern, page, words) for pattern, page in PLAIN.items() if re.fullmatch(pattern, words)
    ]
    return found.replace("-", " ")


def ends(links: Iterable[dict[str, str]]) -> list[str]:
    """The IRIs of links of a page's description for machines."""
    return [link["@id"] for link in links]


def test_page_command_api_and_csv_say_the_same_of_every_claim(
    built: Path, whole: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Identifier, sentence, marks, parts, evidence, rivals and the weakest link, of all claims of all cases."""
    monkeypatch.setattr(trace_command, "open_snapshot", lru_cache(open_snapshot))
    with (built / "site/data/claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["claim"]: row for row in csv.DictReader(file)}
    assert rows.keys() == whole.facts.claims.keys()
    for claim, row in rows.items():
        printed = CliRunner().invoke(
            trace_command.command,
            [claim, "--format", "json", "--build", str(built)],
            help_option_names=["-h", "--help"],  # click keeps for the whole process what it is given first
        )
        told = json.loads(printed.output)
        opposed = told.pop("opposed")
        assert json.loads(json.dumps(kg.trace(claim, built).as_dict())) == told
        text = (built / "site/case" / told["case"] / "claim" / f"{told['id']}.html").read_text(
            encoding="utf-8"
        )
        page = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)[0])
        words = " ".join(unescape(re.sub(r"<[^>]+>", "", text)).replace("-", " ").split())
        names = {name["@language"]: name["@value"] for name in page["name"]}
        assert names["en"] == told["sentence"] == row["sentence"]
        assert names["zh"] == told["sentence_zh"] == row["sentenceZh"]
        assert page["identifier"] == told["id"] == row["identifier"]
        for mark in MARKS:
            assert page[f"kg:{mark}"]["@id"] == iris.mark(mark, told[mark])
            assert row[mark] == told[mark]
        sure = page.get("kg:confidence", {"@id": iris.mark("confidence", "")})
        assert sure["@id"] == iris.mark("confidence", told["confidence"])
        assert row["confidence"] == told["confidence"]
        assert ends(page.get("kg:basis", ())) == [iris.mark("basis", word) for word in told["basis"]]
        assert ends(page["kg:subject"]) == [part["iri"] for part in told["subjects"]]
        assert ends(page.get("kg:object", ())) == [part["iri"] for part in told["objects"]]
        assert ends(page.get("kg:derivedFromClaim", ())) == [premise["iri"] for premise in told["premises"]]
        quoted = {passage["iri"] for line in told["evidence"] for passage in line["passages"]}
        assert set(ends(page["citation"])) == quoted
        against = {f"{iris.claim(one['case'], one['id'])}" for one in opposed}
        assert all(f"{one['id']}.html" in text for one in opposed)
        assert set(ends(page.get("kg:rivals", ()))) | set(ends(page.get("kg:contradicts", ()))) <= against
        assert on_a_page(told["weakest"]) in words, claim


def test_a_case_read_alone_is_its_part_of_everything(cases: Snapshot, whole: Index) -> None:
    """Of every case, the reading of that case has its things, the same as the reading of everything, and no other's."""
    facts = whole.facts
    for case in facts.cases:
        alone = read_stated(asking(cases.store), case)
        own = [source.iri for source in facts.sources.values() if source.case == case]
        assert list(alone.sources) == own
        assert alone.cases == (case,)
        of_case = (facts.claims, facts.elements, facts.silences, facts.phases)
        for told, held in zip(
            (alone.claims, alone.elements, alone.silences, alone.phases), of_case, strict=True
        ):
            assert dict(told) == {iri: one for iri, one in held.items() if one.case == case}
        of_source = (facts.passages, facts.segments, facts.citations)
        for read, held_by in zip((alone.passages, alone.segments, alone.citations), of_source, strict=True):
            assert dict(read) == {iri: one for iri, one in held_by.items() if one.source in own}
        assert dict(alone.evidence) == {
            iri: line for iri, line in facts.evidence.items() if line.claim in alone.claims
        }
        for named in (
            alone.claims,
            alone.elements,
            alone.sources,
            alone.silences,
            alone.kinds,
            alone.concepts,
        ):
            assert all(alone.names.get(iri) == facts.names.get(iri) for iri in named)
            assert all(alone.notes.get(iri) == facts.notes.get(iri) for iri in named)
        assert not any(other in name for name in alone.names for other in set(facts.cases) - {case})
        assert (alone.kinds, alone.concepts, alone.relations) == (
            facts.kinds,
            facts.concepts,
            facts.relations,
        )
