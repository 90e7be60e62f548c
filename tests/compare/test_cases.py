"""Cases side by side: what is expected was read off the YAML of J City and B Town by a person."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.cli.compare_text import as_csv, as_markdown, as_text
from kg.compare import Comparison, compare_cases, read_cases
from kg.compare.cases import limit_of
from kg.frameworks import load as load_ontology
from kg.model import iris
from kg.pipeline import check
from kg.problems import KgError
from kg.records import Cell, Index
from kg.resources import cases_folder, ontology_folder
from kg.snapshot import Snapshot
from kg.verdicts.values import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable

J, B = iris.case("j-city"), iris.case("b-town")
TL = f"{iris.BASE}theory/triple-logic/"
STANDINGS = {
    # B Town: caution in c2, c3, c4, openness in c4; no other concept is coded there.
    ("responsibility-avoidance-logic", B): ("stated", {"stated": 3}),
    ("innovation-logic", B): ("hedged", {"stated": 1}),  # it is only said what it may turn into
    ("field-logic", B): ("not-coded", {}),
    ("multiple-pressures", B): ("not-coded", {}),
    # J City: the guide is named by one claim, and paired by three readings.
    ("active-action", J): ("stated", {"stated": 1, "interpreted": 3}),
}
PHASES = {
    # Where nobody speaks of it, the answer is to the question whether it dominates.
    ("before", "responsibility-avoidance-logic"): ("stated", "dominance"),
    ("before", "innovation-logic"): ("silent", "dominance"),
    ("before", "field-logic"): ("inferred", "presence in a phase"),
    ("after", "responsibility-avoidance-logic"): ("silent", "dominance"),
    ("after", "innovation-logic"): ("stated", "dominance"),
    ("after", "field-logic"): ("inferred", "presence in a phase"),
}


WORDS = {verdict: ("", "") if verdict == "not-coded" else ("*", verdict) for verdict in VERDICTS}


@pytest.fixture(scope="module")
def index() -> Index:
    """What J City and B Town state, and their cells."""
    outcome, quads = check([cases_folder() / "j-city", Path(__file__).parents[1] / "cases" / "b-town"])
    assert outcome.is_clean, outcome.problems
    return read_cases(Snapshot.of(quads, outcome.report()).store)


@pytest.fixture(scope="module")
def two(index: Index) -> Comparison:
    """J City beside B Town."""
    return compare_cases(index, {"j-city": J, "b-town": B})


@pytest.mark.parametrize(("concept", "case"), STANDINGS)
def test_a_concept_stands_as_it_was_coded(two: Comparison, concept: str, case: str) -> None:
    """The verdict, and how many claims of each status are behind it."""
    found = next(row for row in two.concepts if row.concept == TL + concept).cells[case]
    assert (found.cell.verdict, dict(found.by_status)) == STANDINGS[concept, case]
    assert len(found.claims) == sum(number for _, number in found.by_status)


@pytest.mark.parametrize(("phase", "concept"), PHASES)
def test_what_is_unknown_stays_unknown(two: Comparison, phase: str, concept: str) -> None:
    """In J City nobody says whether innovation was there before, or avoidance after."""
    column = next(c for c in two.phases if c.phase == iris.element("j-city", phase))
    found = column.cells[TL + concept]
    assert (found.cell.verdict, found.asked) == PHASES[phase, concept]


def test_a_case_of_another_framework_is_not_asked(index: Index, two: Comparison) -> None:
    """B Town has no cell of a concept that it does not use, which does not apply to it; nobody could have coded it."""
    facts = replace(
        index.facts,
        frameworks=dict.fromkeys(index.facts.frameworks, (J,)),
        cells=tuple(cell for cell in index.facts.cells if cell.case == J),
    )
    rows = compare_cases(Index(facts), {"j-city": J, "b-town": B}).concepts
    assert {row.cells[B].cell.verdict for row in rows} == {"does-not-apply"}
    assert {row.cells[B].cell.iri for row in rows} == {""}
    assert [row.cells[J] for row in rows] == [row.cells[J] for row in two.concepts]


def test_a_build_without_cells_is_refused(snapshot: Snapshot) -> None:
    """Of a dataset of an earlier version nobody knows how a thing stands; it is not called uncoded."""
    index = read_cases(snapshot.store)
    without = Index(replace(index.facts, cells=()))
    with pytest.raises(KgError, match="in guiyang: it was built by an earlier version; build it again"):
        compare_cases(without, snapshot.cases)


def test_some_cases_are_read_alone(snapshot: Snapshot) -> None:
    """One case of three is compared as it is beside the others."""
    chosen = {"j-city": J}
    alone, beside = (
        compare_cases(read_cases(snapshot.store, cases), chosen)
        for cases in ([J], list(snapshot.cases.values()))
    )
    assert alone == beside
    assert len(alone.relations) > 10


def test_a_weak_verdict_says_its_limit() -> None:
    """A reading that it is not so, and what is said of all together; a denial needs no more words."""
    said = {
        verdict: limit_of(Cell("", "", "", None, verdict, is_denied=True))
        for verdict in ("denied", "hedged", "interpreted")
    }
    assert said == {"denied": "", "hedged": "by denial", "interpreted": "by denial"}
    assert limit_of(Cell("", "", "", None, "hedged", is_together=True)) == "of all together"


def test_phases_stand_in_order(two: Comparison) -> None:
    """What precedes comes first."""
    assert [c.phase.rpartition("/")[2] for c in two.phases if c.case == J] == ["before", "after"]


def test_relations_agree_where_both_say_the_same(two: Comparison) -> None:
    """Both say that innovation may turn into avoidance, and no more than that it may."""
    rows = {
        (row.relation.rpartition("#relation-")[2], *(row.cells[case].cell.verdict for case in (J, B))): row
        for row in two.relations
        if (row.start, row.end) == (f"{TL}innovation-logic", f"{TL}responsibility-avoidance-logic")
    }
    assert not rows["can-convert-into", "hedged", "hedged"].differs


def test_every_concept_of_the_framework_has_a_row(two: Comparison) -> None:
    """Also those that no case exhibits."""
    ontology, _ = load_ontology(ontology_folder())
    assert {row.concept for row in two.concepts} >= {
        c.iri for f in ontology.frameworks.values() for c in f.concepts.values()
    }


def test_the_forms_say_the_same(two: Comparison) -> None:
    """CSV has a line for each cell; the text fits its width; Markdown has a row for each concept."""
    rows = list(csv.DictReader(io.StringIO(as_csv(two))))
    assert sum(row["table"] == "concept" for row in rows) == len(two.concepts) * 2
    lines = as_text(two, WORDS, 80).splitlines()
    assert max(map(len, lines)) <= 80
    markdown = as_markdown(two, WORDS)
    assert all(f"| {row.label} |" in markdown for row in two.concepts)


def test_what_is_unknown_is_no_zero_in_csv(two: Comparison) -> None:
    """A cell without claims has no counts; one with claims has them, by status, access and kind of source."""
    rows = {
        (row["concept"], row["case"]): row
        for row in csv.DictReader(io.StringIO(as_csv(two)))
        if row["table"] == "concept"
    }
    numbers = (
        "stated",
        "presupposed",
        "interpreted",
        "inferred",
        "background",
        "lines",
        "quoted",
        "cited",
        "restricted",
    )
    assert [rows["field logic", "b-town"][name] for name in numbers] == [""] * 9
    # Caution: c2 needs one quotation, c3 three, c4 one, each claim in a line of its own.
    known = rows["responsibility avoidance logic", "b-town"]
    assert [known[name] for name in numbers] == ["3", "0", "0", "0", "0", "3", "5", "0", "0"]
    assert known["sources"] == "observation"


def test_the_command(run_kg: Callable, built_data: Path) -> None:
    """One case, a case that is not there, and every form."""
    for form in ("table", "markdown", "csv", "json"):
        done = run_kg("compare", "j-city", "--build", str(built_data), "--format", form)
        assert done.returncode == 0, done.stderr
        assert "field" in done.stdout
    done = run_kg("compare", "nowhere", "--build", str(built_data))
    assert done.returncode == 2
    assert 'there is no case "nowhere"' in done.stderr
