"""How cases stand to what their framework proposes: expected by hand from the YAML of J City and of an invented case."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.cli.conformance_text import as_csv, as_markdown, as_text
from kg.compare import Conformance, compare_cases, conformance
from kg.pipeline import Snapshot, check
from kg.resources import cases_folder, ontology_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.compare.conformance import Verdict

PROPOSITIONS = (ontology_folder() / "theory" / "triple-logic-propositions.ttl").read_text(encoding="utf-8")
PROPOSES = "https://w3id.org/tongban-kg/theory/triple-logic/proposes-"
ELEMENTS = """
  field: {instantiates: field-logic, label: the field}
  pressures: {instantiates: multiple-pressures, plural: true}
  predicament: {instantiates: institutional-predicament}
  leadership: {instantiates: value-leadership}
  forces: {instantiates: multiple-driving-forces, plural: true}
"""
CLAIM = """
  {name}:
    subject: {subject}
    relation: {relation}
    object: {object}
    status: {status}
    role: finding
    modality: asserted
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
)
SILENCE = """
  n2:
    question: Did leadership drive the forces?
    about: [leadership, forces]
    nearest: Clerks said
"""
EXPECTED = {
    "field-supports-innovation": ("contradicted", [], ["x1"]),
    "field-supports-avoidance": ("disputed", ["x2"], ["x3"]),
    "innovation-shapes-field": ("contradicted", [], ["x4"]),
    "avoidance-shapes-field": ("read-only", ["x5"], []),
    "logics-interact": ("partly", ["x6"], []),
    "predicament-constrains-pressures": ("not-coded", [], []),
    "leadership-drives-forces": ("silent", [], []),
    "innovation-can-turn": ("supported", ["c4"], []),
    "avoidance-can-turn": ("not-coded", [], []),
    "pressures-affect": ("supported", ["x9"], []),
    "field-bridges": ("not-coded", [], []),
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
                     quote="Clerks said", more=READ if status == "interpreted" else "")
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
    return {report.name: report for report in conformance(snapshot.store, snapshot.cases)}


def verdict(report: Conformance, name: str) -> Verdict:
    """The verdict on a proposition."""
    return next(one for one in report.verdicts if one.proposition == PROPOSES + name)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_verdict_is_as_the_claims_have_it(reports: dict[str, Conformance], name: str) -> None:
    """With the claims for and against; only what a source says decides."""
    found = verdict(reports["b-town"], name)
    kind, claims, against = EXPECTED[name]
    assert found.verdict == kind
    assert [tail(claim) for claim in found.claims] == claims
    assert [tail(claim) for claim in found.against] == against
    assert found.is_untested == (kind in {"partly", "read-only", "silent", "not-coded"})
    assert not found.is_origin


def test_a_silence_is_named(reports: dict[str, Conformance]) -> None:
    """What somebody looked for and did not find is told from what nobody coded."""
    assert [tail(silence) for silence in verdict(reports["b-town"], "leadership-drives-forces").silences] == [
        "n2"
    ]


def test_rows_of_the_comparison_differ_where_sources_do(snapshot: Snapshot) -> None:
    """Supported here and hindered there; shaped here and denied there; what is the same or only read differs not."""
    comparison = compare_cases(snapshot.store, snapshot.cases)
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
    assert len(notes) == len(report.verdicts) == 28
    for name, named in notes:
        found = verdict(report, name)
        assert (found.verdict, found.is_origin) == ("supported", True)
        if name != "avoidance-before-innovation":  # follows by rule from the claims named
            assert [tail(claim) for claim in found.claims] == re.findall(r"c\d+", named)
    assert report.extensions == ()


def test_the_forms_say_the_same(reports: dict[str, Conformance]) -> None:
    """CSV has a line for each proposition and addition; text fits its width; Markdown has every proposition."""
    both = list(reports.values())
    rows = list(csv.DictReader(io.StringIO(as_csv(both))))
    assert len(rows) == sum(len(one.verdicts) + len(one.extensions) + len(one.concepts) for one in both)
    lines = as_text(both, 80).splitlines()
    assert max(map(len, lines)) <= 80
    assert "tests nothing" in " ".join(lines)
    markdown = as_markdown(both)
    assert all(f"- {one.label}" in markdown for report in both for one in report.verdicts)


def test_the_command(run_kg: Callable, built_data: Path) -> None:
    """In every form."""
    for form in ("table", "markdown", "csv", "json"):
        done = run_kg("compare", "j-city", "--conformance", "--build", str(built_data), "--format", form)
        assert done.returncode == 0, done.stderr
        assert "Field logic supports innovation logic" in done.stdout.replace("\n", " ")
