"""How cases stand to what their framework proposes: expected by hand from the YAML of J City and of an invented case."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.asking import asking
from kg.cli.conformance_text import as_csv, as_markdown, as_text
from kg.compare import Conformance, compare_cases, conformance, read_cases, read_propositions
from kg.compare.conformance import CONFORMS
from kg.pipeline import check
from kg.resources import cases_folder
from kg.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.compare.conformance import Bearing

PROPOSITIONS = (
    Path(__file__).parents[1] / "frameworks" / "turtle" / "triple-logic-propositions.ttl"
).read_text(encoding="utf-8")
PROPOSES = "https://w3id.org/tongban-kg/theory/triple-logic/proposes-"
ELEMENTS = """
  field: {instantiates: field-logic, label: the field}
  pressures: {instantiates: multiple-pressures, plural: true}
  predicament: {instantiates: institutional-predicament}
  leadership: {instantiates: value-leadership}
  forces: {instantiates: multiple-driving-forces, plural: true}
  technology: {instantiates: information-technology}
  situations: {instantiates: stable-practice-situations, plural: true}
"""
CLAIM = """
  {name}:
    subject: {subject}
    relation: {relation}
    object: {object}
    status: {status}
    role: finding
    modality: {modality}
    polarity: {polarity}
    quote: {quote}{more}
"""
READ = "\n    basis: co-statement\n    confidence: low\n    note: Read into it."
CLAIMS = (
    # name, subject, relation, object, status, polarity
    ("x1", "field", "hinders", "openness", "stated", "affirmed"),  # speaks against: field supports innovation
    ("x2", "field", "supports", "caution", "stated", "affirmed"),  # both said of field and avoidance
    ("x3", "field", "hinders", "caution", "stated", "affirmed"),
    ("x4", "openness", "shapes", "field", "stated", "denied"),  # denied: innovation shapes field
    ("x5", "caution", "shapes", "field", "interpreted", "affirmed"),  # only read: avoidance shapes field
    ("x6", "caution", "interacts-with", "openness", "stated", "affirmed"),  # two logics of three
    ("x7", "pressures", "impels", "caution", "stated", "affirmed"),  # what the framework does not propose
    (
        "x8",
        "predicament",
        "constrains",
        "forces",
        "stated",
        "affirmed",
    ),  # other concepts, not the proposed pair
    ("x9", "pressures", "affects", "clerks", "presupposed", "affirmed"),  # presupposed counts as the source's
    ("x10", "technology", "underpins", "situations", "stated", "affirmed"),  # it should, see `SOFT`
)
SOFT = {"x10": "normative"}
SILENCE = """
  n2:
    question: Did leadership drive the forces?
    about: [leadership, forces]
    asks: {subject: leadership, relation: drives, object: forces}
    searched: all
    nearest: Clerks said
  n3:
    question: Does avoidance turn into innovation?
    about: [caution, openness]
    asks: {subject: caution, relation: can-convert-into, object: openness}
    searched: {notes: [par. 1]}
    nearest: Clerks said
"""
EXPECTED = {
    # proposition: (verdict, what decides it, what it makes of the proposition), by the truth table of the verdicts
    "field-supports-innovation": ("denied", ["x1"], "contradicted"),
    "field-supports-avoidance": ("contested", ["x2", "x3"], "disputed"),
    "innovation-shapes-field": ("denied", ["x4"], "contradicted"),
    "avoidance-shapes-field": ("interpreted", ["x5"], "untested"),
    # Who supports, hinders or shapes something interacts with it: of each pair a source speaks (x1; x2, x3; x6), and all of them decide it.
    "logics-interact": ("stated", ["x1", "x2", "x3", "x6"], "supported"),
    "technology-underpins-situations": ("hedged", ["x10"], "untested"),
    "predicament-constrains-pressures": ("not-coded", [], "untested"),
    "leadership-drives-forces": ("silent", [], "untested"),
    "innovation-can-turn": ("hedged", ["c4"], "untested"),  # what can turn into something, may
    "avoidance-can-turn": ("not-looked", [], "untested"),
    "pressures-affect": ("presupposed", ["x9"], "supported"),
    "field-bridges": ("not-coded", [], "untested"),
}
ADDED = {
    ("field-logic", "hindrance", "innovation-logic"),
    ("field-logic", "hindrance", "responsibility-avoidance-logic"),
    ("multiple-pressures", "impulse", "responsibility-avoidance-logic"),
    ("institutional-predicament", "constraint", "multiple-driving-forces"),
}


def tail(iri: str) -> str:
    """The last part of a name."""
    return iri.rpartition("/")[2]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """J City, and B Town with claims that agree and disagree with the framework."""
    town = tmp_path_factory.mktemp("cases") / "b-town"
    shutil.copytree(Path(__file__).parents[1] / "cases" / "b-town", town)
    claims = "".join(
        CLAIM.format(name=name, subject=start, relation=relation, object=end, status=status, polarity=polarity,
                     modality=SOFT.get(name, "asserted"), quote="Clerks said", more=READ if status == "interpreted" else "")
        for name, start, relation, end, status, polarity in CLAIMS
    )  # fmt: skip
    for name, more in (("elements", ELEMENTS), ("claims", claims), ("silences", SILENCE)):
        path = town / f"{name}.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").rstrip() + "\n" + more.lstrip("\n"), encoding="utf-8"
        )
    outcome, quads = check([cases_folder() / "j-city", town])
    assert outcome.is_clean, [str(problem) for problem in outcome.problems]
    return Snapshot.of(quads, outcome.report())


@pytest.fixture(scope="module")
def reports(snapshot: Snapshot) -> dict[str, Conformance]:
    """How each of them stands to the framework, by its name."""
    proposed = read_propositions(asking(snapshot.store))
    found = conformance(read_cases(snapshot.store), proposed, snapshot.cases)
    return {report.name: report for report in found}


def bearing(report: Conformance, name: str) -> Bearing:
    """How the case bears on a proposition."""
    return next(one for one in report.bearings if one.cell.of == PROPOSES + name)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_proposition_stands_as_the_claims_have_it(reports: dict[str, Conformance], name: str) -> None:
    """With what decides it; only what a source says, firmly, tests it."""
    found = bearing(reports["b-town"], name)
    assert (found.cell.verdict, [tail(one) for one in found.cell.decided_by], found.conforms) == EXPECTED[
        name
    ]
    assert not found.is_origin


def test_every_verdict_makes_something_of_a_proposition() -> None:
    """What a source says or what follows supports it; what is hedged, read, known from elsewhere or open tests nothing."""
    assert CONFORMS == {
        "stated": "supported", "reported": "supported", "presupposed": "supported", "inferred": "supported",
        "contested": "disputed", "denied": "contradicted",
        "hedged": "untested", "interpreted": "untested", "background": "untested",
        "silent": "untested", "not-looked": "untested", "not-coded": "untested", "does-not-apply": "untested",
    }  # fmt: skip


def test_a_silence_is_named(reports: dict[str, Conformance]) -> None:
    """What somebody looked for everywhere, and what in one place only, is told from what nobody coded."""
    asked = {name: bearing(reports["b-town"], name).cell.asked_by for name in EXPECTED}
    assert {name: [tail(one) for one in silences] for name, silences in asked.items() if silences} == {
        "leadership-drives-forces": ["n2"],
        "avoidance-can-turn": ["n3"],
    }


def test_rows_of_the_comparison_differ_where_sources_do(snapshot: Snapshot) -> None:
    """Supported here and hindered there; shaped here and denied there; what is the same or only read differs not."""
    comparison = compare_cases(read_cases(snapshot.store), snapshot.cases)
    differing = {(tail(row.start), tail(row.end)) for row in comparison.relations if row.differs}
    assert differing >= {("field-logic", "innovation-logic"), ("innovation-logic", "field-logic")}
    assert ("innovation-logic", "responsibility-avoidance-logic") not in differing
    assert ("responsibility-avoidance-logic", "field-logic") not in differing


def test_what_a_case_adds(reports: dict[str, Conformance]) -> None:
    """Relations of concepts that no proposition has; what is proposed of three and said of two is none."""
    found = {(tail(one.start), one.name, tail(one.end)) for one in reports["b-town"].extensions}
    assert found >= ADDED
    assert not {one for one in found if one[1] in {"support", "interaction"}}
    assert reports["b-town"].concepts == ()


def test_the_case_it_was_taken_from_agrees_and_tests_nothing(reports: dict[str, Conformance]) -> None:
    """Every proposition is supported by J City by the claims its note names, and is marked as its own."""
    report = reports["j-city"]
    notes = re.findall(
        r"tl:proposes-([\w-]+) a.*?Taken from claims? ([\w, ]+) of the case", PROPOSITIONS, re.DOTALL
    )
    assert len(notes) == len(report.bearings) == 28
    for name, named in notes:
        found = bearing(report, name)
        # What can turn into something is only possible: no source can support it.
        conforms = "untested" if "-can-turn" in name else "supported"
        assert (found.conforms, found.is_origin) == (conforms, True)
        if name == "avoidance-before-innovation":  # follows by rule from the claims named
            assert found.cell.verdict == "inferred"
        else:
            assert set(re.findall(r"c\d+", named)) <= {tail(claim) for claim in found.cell.decided_by}
    assert report.extensions == ()


def test_the_forms_say_the_same(snapshot: Snapshot, reports: dict[str, Conformance]) -> None:
    """CSV has a line for each proposition and addition; text fits its width; Markdown has every proposition."""
    both = list(reports.values())
    words = {
        verdict: (one.sign, verdict) for verdict, one in read_cases(snapshot.store).facts.verdicts.items()
    }
    rows = list(csv.DictReader(io.StringIO(as_csv(both))))
    assert len(rows) == sum(len(one.bearings) + len(one.extensions) + len(one.concepts) for one in both)
    lines = as_text(both, words, 80).splitlines()
    assert max(map(len, lines)) <= 80
    assert "tests nothing" in " ".join(lines)
    markdown = as_markdown(both, words)
    assert all(f"- {one.label}" in markdown for report in both for one in report.bearings)


def test_the_command(run_kg: Callable, built_data: Path) -> None:
    """In every form."""
    for form in ("table", "markdown", "csv", "json"):
        done = run_kg("compare", "j-city", "--conformance", "--build", str(built_data), "--format", form)
        assert done.returncode == 0, done.stderr
        assert "Field logic supports innovation logic" in done.stdout.replace("\n", " ")
