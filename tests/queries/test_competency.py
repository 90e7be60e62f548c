"""The questions, the thirty and those after them, each against the rows that a reader of the source would give."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from kg import resources
from kg.asking import run
from kg.model import iris
from kg.store import iri

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store

QUESTIONS = sorted(
    (resources.queries_folder() / "competency").glob("*/cq-*.rq"), key=lambda path: path.stem[:5]
)
THEMES = ("actors", "framework", "phases", "interactions", "evidence", "limits")
HEADER = ("title", "title-zh", "question", "question-zh", "case")
SILENT = "the source does not say"
UNANSWERED = (5, 13, 17, 18, 28, 29, 30)

Rows = list[tuple[str, ...]]


def number(path: Path) -> int:
    """The number of a question, from the name of its file."""
    return int(path.stem[3:5])


def header(path: Path) -> dict[str, str]:
    """The comment lines at the head of a query file."""
    lines = path.read_text(encoding="utf-8").split("\n\n", 1)[0].splitlines()
    return dict(line.removeprefix("# ").split(": ", 1) for line in lines)


def expected(path: Path) -> tuple[list[str], Rows]:
    """The columns and rows that stand beside a query."""
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return columns, [tuple(row) for row in rows]


def asked(store: Store, path: Path, case: str) -> tuple[list[str], Rows]:
    """The columns and rows that the built dataset gives to a question on a case."""
    table = run(store, path.stem, case=iri(iris.case(case)))
    rows = [tuple(row[name].value if name in row else "" for name in table.variables) for row in table]
    return table.variables, rows


def difference(wanted: Rows, found: Rows) -> str:
    """The rows that one side has and the other has not, one a line; empty when both agree."""
    missing = [f"- {row}" for row in sorted(wanted) if found.count(row) < wanted.count(row)]
    surplus = [f"+ {row}" for row in sorted(found) if wanted.count(row) < found.count(row)]
    return "\n".join(missing + surplus)


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_gets_the_expected_rows(dataset: Store, path: Path) -> None:
    """The rows are the expected ones, no more and no fewer."""
    columns, wanted = expected(path)
    names, found = asked(dataset, path, header(path)["case"])
    assert names == columns
    assert difference(wanted, found) == ""


def test_there_are_thirty_and_more() -> None:
    """The collector finds the thirty questions and the others, one of each number, each under a known theme."""
    assert [number(path) for path in QUESTIONS] == list(range(1, len(QUESTIONS) + 1))
    assert len(QUESTIONS) >= 30 + 28
    assert {path.parent.name for path in QUESTIONS} == set(THEMES)
    assert [path for path in QUESTIONS if not expected(path)[1]] == []
    assert len([path for path in quoting() if number(path) <= 30]) == 29
    assert len(quoting()) >= 29 + 10


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_says_what_it_asks(path: Path) -> None:
    """Its head has a title and a question in both languages, and the case of its rows."""
    head = header(path)
    assert tuple(head) == HEADER
    assert all(head.values())
    assert head["question"].endswith(("?", "."))
    assert re.search(r"[\u4e00-\u9fff]", head["title-zh"])
    assert re.search(r"[\u4e00-\u9fff]", head["question-zh"])


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_knows_no_city(dataset: Store, path: Path) -> None:
    """No case, element, place, year or count of three is named, but for the case of the rows."""
    text = "\n".join(
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# case: ")
    )
    assert "/case/" not in text
    assert not re.search(r"\b(?:18|19|20|21)\d\d\b(?!/)", re.sub(r"<[^>]*>", "", text))
    assert not re.search(r"\bthree\b|三", text, re.IGNORECASE)
    for name in names_of_cases(dataset):
        assert not re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE), name


def names_of_cases(store: Store) -> set[str]:
    """What the cases and their places are called, in every language, and the slugs of the cases."""
    table = store.select(
        """
        PREFIX kg: <https://w3id.org/tongban-kg/ontology#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?case ?label WHERE {
          { ?case a kg:Case ; rdfs:label ?label }
          UNION
          { ?place a ?kind ; kg:inCase ?case ; rdfs:label ?label . ?kind rdfs:subClassOf* kg:Place }
        }
        """
    )
    labels = {row["label"].value for row in table}
    assert labels
    return labels | {iris.local_name(row["case"].value) for row in table}


def quoting() -> list[Path]:
    """The questions whose expected rows quote the source."""
    return [path for path in QUESTIONS if {"segment", "words"} <= set(expected(path)[0])]


@pytest.mark.parametrize("path", quoting(), ids=lambda path: path.stem)
def test_an_expected_quotation_stands_in_the_source(path: Path) -> None:
    """The expected rows are true to the text itself, whatever the program says.

    Each passage stands, letter for letter, in a segment that its row names, and each segment named holds one.
    """
    columns, rows = expected(path)
    segments = segments_of(header(path)["case"])
    for row in rows:
        named = dict(zip(columns, row, strict=True))
        if named["words"]:
            places = named["segment"].split(", ")
            assert [w for w in named["words"].split(" … ") if not stands_in(w, places, segments)] == [], named
            assert [place for place in places if not touched(place, named["words"], segments)] == [], named


def segments_of(case: str) -> dict[str, tuple[int, str]]:
    """Where each segment of a case's source begins and what it says, cut anew after each stop."""
    [source] = (resources.cases_folder() / case).glob("*.txt")
    parts = re.findall(r"[^.?!。？！]*[.?!。？！]", source.read_bytes().decode())
    starts = [sum(map(len, parts[:index])) for index in range(len(parts))]
    return {f"S{index:02d}": pair for index, pair in enumerate(zip(starts, parts, strict=True), start=1)}


def stands_in(words: str, places: list[str], segments: dict[str, tuple[int, str]]) -> bool:
    """Whether the words occur somewhere that touches one of the segments."""
    text = "".join(part for _, part in segments.values())
    starts = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
    spans = [(segments[place][0], segments[place][0] + len(segments[place][1])) for place in places]
    return any(start < end and start + len(words) > begin for start in starts for begin, end in spans)


def touched(place: str, quoted: str, segments: dict[str, tuple[int, str]]) -> bool:
    """Whether at least one of the quoted passages touches the segment."""
    return any(stands_in(words, [place], segments) for words in quoted.split(" … "))


@pytest.mark.parametrize(
    "path", [p for p in QUESTIONS if number(p) in UNANSWERED], ids=lambda path: path.stem
)
def test_a_silence_is_an_answer(path: Path) -> None:
    """What the source leaves open comes back as its recorded silence, with the question asked."""
    columns, rows = expected(path)
    silent = [dict(zip(columns, row, strict=True)) for row in rows if SILENT in row]
    assert silent
    assert all(row["question"].endswith("?") for row in silent)


def test_another_case_gives_no_rows(dataset: Store) -> None:
    """Binding ?case keeps other cases out: one that does not exist has no rows in any answer."""
    found = {path.stem: asked(dataset, path, "nowhere")[1] for path in QUESTIONS}
    assert {stem: rows for stem, rows in found.items() if rows} == {}


@pytest.mark.parametrize("change", ["drop", "add", "alter"])
def test_a_difference_is_noticed(change: str) -> None:
    """The comparison itself fails on a lost, a surplus and an altered row."""
    wanted: Rows = [("a", "S01"), ("b", "S02"), ("b", "S02")]
    changed: dict[str, Callable[[], Rows]] = {
        "drop": lambda: wanted[:-1],
        "add": lambda: [*wanted, ("a", "S01")],
        "alter": lambda: [("a", "S03"), *wanted[1:]],
    }
    assert difference(wanted, list(reversed(wanted))) == ""
    assert difference(wanted, changed[change]()) != ""
