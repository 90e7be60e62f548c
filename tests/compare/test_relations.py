"""Relations of two concepts have the verdict that `kg.verdicts` gives them, in every form.

What is expected was worked out by hand from the claims below, by the truth table of verdicts.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.asking import asking
from kg.cli.compare_text import as_csv, as_markdown, as_text
from kg.compare import Comparison, compare_cases, read_cases, read_propositions
from kg.pipeline import check
from kg.resources import site_folder
from kg.site.book import read_book
from kg.site.lens import Lens
from kg.site.views.comparison import part_page
from kg.site.words import read_words
from kg.snapshot import Snapshot
from kg.verdicts import Pattern, cells

if TYPE_CHECKING:
    from surfaces import Cell

    from kg.ontology import Ontology
    from kg.records import Index
    from kg.store import Quad
    from kg.verdicts import Known

ELEMENTS = """
  field: {instantiates: field-logic, label: the field}
  technology: {instantiates: information-technology}
  situations: {instantiates: stable-practice-situations, plural: true}
"""
CLAIM = """
  {name}:
    subject: {subject}
    relation: {relation}
    {object}
    status: {status}
    role: finding
    modality: {modality}
    polarity: {polarity}
    quote: Clerks said
"""
CLAIMS = (
    ("y1", "field", "supports", "caution", "stated", "asserted", "affirmed"),
    ("y2", "field", "supports", "caution", "stated", "asserted", "denied"),
    ("y3", "technology", "underpins", "situations", "stated", "normative", "affirmed"),
    ("y4", "openness", "shapes", "field", "stated", "possible", "denied"),
    ("y5", "[caution, openness, field]", "stands-apart-from", "", "stated", "asserted", "denied"),
    ("y6", "openness", "supports", "caution", "presupposed", "asserted", "affirmed"),
)
SILENCE = """
  n2:
    question: Does caution shape the field?
    about: [caution, field]
    asks: {subject: caution, relation: shapes, object: field}
    searched: all
    nearest: Clerks said
"""
AVOIDANCE, INNOVATION, FIELD = "responsibility-avoidance-logic", "innovation-logic", "field-logic"
EXPECTED = {
    (FIELD, "supports", AVOIDANCE): ("contested", "", {"y1", "y2"}),
    ("information-technology", "underpins", "stable-practice-situations"): ("hedged", "", {"y3"}),
    (INNOVATION, "shapes", FIELD): ("hedged", "by denial", {"y4"}),
    # Said of three together: of each two it is hedged, and that it is denied is told beside.
    (FIELD, "stands-apart-from", INNOVATION): ("hedged", "by denial, of all together", {"y5"}),
    (FIELD, "stands-apart-from", AVOIDANCE): ("hedged", "by denial, of all together", {"y5"}),
    (INNOVATION, "stands-apart-from", AVOIDANCE): ("hedged", "by denial, of all together", {"y5"}),
    (INNOVATION, "supports", AVOIDANCE): ("presupposed", "", {"y6"}),
    # Only the other town speaks of these.
    (AVOIDANCE, "shapes", FIELD): ("silent", "", set()),
    (FIELD, "shapes", AVOIDANCE): ("not-coded", "", set()),
}
OTHER = (
    ("y1", "caution", "shapes", "field", "stated", "asserted", "affirmed"),
    ("y2", "field", "shapes", "caution", "stated", "asserted", "affirmed"),
)


def town(folder: Path, name: str, claims: tuple[tuple[str, ...], ...]) -> Path:
    """Write B Town anew, under another name and with more claims."""
    made = folder / name
    shutil.copytree(Path(__file__).parents[1] / "cases" / "b-town", made)
    added = "".join(
        CLAIM.format(name=one, subject=start, relation=relation, object=f"object: {end}" if end else "",
                     status=status, modality=modality, polarity=polarity).replace("    \n", "")
        for one, start, relation, end, status, modality, polarity in claims
    )  # fmt: skip
    silence = SILENCE if name == "b-town" else ""
    for file, more in (("elements", ELEMENTS), ("claims", added), ("silences", silence)):
        path = made / f"{file}.yaml"
        text = path.read_text(encoding="utf-8").rstrip() + "\n" + more.lstrip("\n")
        path.write_text(text, encoding="utf-8")
    case = made / "case.yaml"
    words = case.read_text(encoding="utf-8").replace("case: b-town", f"case: {name}")
    case.write_text(words.replace("B Town", f"{name[0].upper()} Town"), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Two towns."""
    folder = tmp_path_factory.mktemp("cases")
    outcome, quads = check([town(folder, "b-town", CLAIMS), town(folder, "c-town", OTHER)])
    assert outcome.is_clean, [str(problem) for problem in outcome.problems]
    return Snapshot.of(quads, outcome.report())


@pytest.fixture(scope="module")
def index(snapshot: Snapshot) -> Index:
    """What they state."""
    return read_cases(snapshot.store)


@pytest.fixture(scope="module")
def two(index: Index, snapshot: Snapshot) -> Comparison:
    """One beside the other."""
    return compare_cases(index, snapshot.cases)


def tail(iri: str) -> str:
    """The last part of a name."""
    return iri.rpartition("/")[2]


def found_in(comparison: Comparison, case: str) -> dict[tuple[str, str, str], tuple[str, str, set[str]]]:
    """The verdicts of a case, as CSV has them."""
    names = {
        (row.name, tail(row.start), tail(row.end)): row.relation.partition("#relation-")[2]
        for row in comparison.relations
    }
    return {
        (row["concept"], names[row["asked"], row["concept"], row["other"]], row["other"]): (
            row["verdict"], row["limit"], set(row["decided-by"].split()),
        )
        for row in csv.DictReader(io.StringIO(as_csv(comparison)))
        if row["table"] == "relation" and row["case"] == case
    }  # fmt: skip


def test_csv(two: Comparison) -> None:
    """Each row of the table has its verdict, its limits and what decides it; so has a denial of several together."""
    found = found_in(two, "b-town")
    assert {key: found[key] for key in EXPECTED} == EXPECTED
    assert found_in(two, "c-town")[FIELD, "supports", AVOIDANCE] == ("not-coded", "", set())


def test_json(two: Comparison) -> None:
    """Each row has a cell for each case."""
    plain = json.loads(json.dumps(two.as_dict()))
    case = next(iri for iri, name in two.cases.items() if name == "b-town")
    found = {
        (tail(row["start"]), row["relation"].partition("#relation-")[2], tail(row["end"])): row["cells"][case]["cell"]["verdict"]
        for row in plain["relations"]
    }  # fmt: skip
    assert {key: found[key] for key in EXPECTED} == {key: value for key, (value, *_) in EXPECTED.items()}


def test_text(two: Comparison, index: Index) -> None:
    """The first sign of a cell is that of its verdict, as the legend below says."""
    wordings = {word: (one.sign, word) for word, one in index.facts.verdicts.items()}
    for text, bar in ((as_text(two, wordings, 1000), "  "), (as_markdown(two, wordings), "|")):
        lines = [line for line in text.splitlines() if line.strip("| ").startswith("field logic")]
        line = next(one for one in lines if "support" in one and "responsibility avoidance" in one)
        assert f"{bar} ⇄ ●2" in line or f"{bar}⇄ ●2" in line
        apart = next(one for one in lines if "separateness" in one and "innovation" in one)
        assert "◇ ●1 q1 by denial, of all together" in apart


def test_only_what_differs_is_marked(two: Comparison) -> None:
    """One that is contested; not one that only may be denied, nor one of which a single town speaks."""
    marked = {(tail(row.start), tail(row.end)) for row in two.relations if row.differs}
    assert (FIELD, AVOIDANCE) in marked
    assert (INNOVATION, FIELD) not in marked
    assert (AVOIDANCE, FIELD) not in marked


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pages(snapshot: Snapshot, language: str) -> None:
    """A page shows the same verdicts, with the words and the sign of the ontology."""
    book = read_book(snapshot)
    languages = read_words(site_folder() / "strings")
    lens = Lens(book.index, languages[language], languages, "compare/relations.html")
    case = next(iri for iri, name in book.comparison.cases.items() if name == "b-town")
    page = part_page(book, lens, [case], "relations")
    squares = {
        (tail(row.head), row.relation.partition("#relation-")[2], tail(row.other)): row.squares[0]
        for row in (*page["firm"], *page["read"])
    }
    contested = squares[FIELD, "supports", AVOIDANCE]
    assert (contested.verdict, contested.sign) == ("contested", "⇄")
    assert contested.words == {"en": "contested", "zh": "说法不一"}[language]
    assert [claim.identifier for claim in contested.claims] == ["y1", "y2"]
    denied = squares[FIELD, "stands-apart-from", INNOVATION]
    assert "by denial" in denied.words if language == "en" else "意为否定" in denied.words
    assert denied.verdict == "hedged"


def test_rows_stand_as_the_compile_knows_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a case has no cell, for nobody in it speaks of what the other says; what follows from a contested claim is no firmer."""
    known: dict[str, Known] = {}

    def write_cells(case: str, found: Known, ontology: Ontology) -> list[Quad]:
        known[case] = found
        return cells.write_cells(case, found, ontology)

    monkeypatch.setattr("kg.compile.case.write_cells", write_cells)
    more = (("y7", "caution", "shapes", "field", "stated", "asserted", "affirmed"),)
    other = (*OTHER, ("y3", "technology", "conditions", "situations", "stated", "asserted", "denied"))
    folders = [
        town(tmp_path, "b-town", CLAIMS),
        town(tmp_path, "c-town", other),
        town(tmp_path, "d-town", CLAIMS[:2] + more),
    ]
    outcome, quads = check(folders)
    assert outcome.is_clean, [str(problem) for problem in outcome.problems]
    snapshot = Snapshot.of(quads, outcome.report())
    comparison = compare_cases(read_cases(snapshot.store), snapshot.cases)
    values = set()
    for row in comparison.relations:
        for case, held in row.cells.items():
            found = known[comparison.cases[case]].verdict(Pattern((row.start,), (row.relation,), (row.end,)))
            values.add(found.value)
            behind = (held.cell.decided_by, held.cell.spoken_of_by, held.cell.asked_by)
            assert (held.cell.verdict, *map(set, behind)) == (
                found.value, set(found.decided_by), set(found.beside), set(found.silences),
            )  # fmt: skip
    assert values >= {"silent", "not-coded", "contested", "denied", "hedged", "stated"}
    found = {
        key[0]: verdict
        for key, (verdict, *_) in found_in(comparison, "d-town").items()
        if key[1] == "reciprocates-with"
    }
    assert found == {FIELD: "contested"}


def test_a_proposition_and_its_relation_stand_alike(shipped: Snapshot, cells: list[Cell]) -> None:
    """What a case knows of a relation that a framework proposes is the same in the table of relations and at the proposition."""
    comparison = compare_cases(read_cases(shipped.store), shipped.cases)
    verdicts = {
        (row.start, row.relation, row.end, comparison.cases[case]): held.cell.verdict
        for row in comparison.relations
        for case, held in row.cells.items()
    }
    proposed = {
        one.iri: (*one.subjects, one.relation, *one.objects)
        for one in read_propositions(asking(shipped.store))
        if len(one.subjects) == len(one.objects) == 1
    }
    both = [
        (cell.verdict, verdicts[*proposed[cell.of], cell.case])
        for cell in cells
        if cell.of in proposed and (*proposed[cell.of], cell.case) in verdicts
    ]
    assert len(both) >= 12
    assert all(one == other for one, other in both), both
