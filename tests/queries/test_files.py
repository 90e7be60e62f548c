"""Every query file: it parses, says what it is, is listed, and a hygiene query bites."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

import pytest

from kg import resources
from kg.store import LocalStore

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = resources.queries_folder()
FILES = sorted(FOLDER.rglob("*.rq"))
HYGIENE = sorted((FOLDER / "hygiene").glob("*.rq"))


def head(path: Path) -> dict[str, str]:
    """The comment lines at the head of a query file."""
    lines = takewhile(lambda line: line.startswith("#"), path.read_text(encoding="utf-8").splitlines())
    return dict(line.removeprefix("# ").split(": ", 1) for line in lines if ": " in line)


def name(path: Path) -> str:
    """A file's path inside the folder of queries."""
    return path.relative_to(FOLDER).as_posix()


def test_the_collector_finds_them() -> None:
    """There are the thirty questions and those after them, the hygiene queries and the reports."""
    numbers = sorted(int(path.stem[3:5]) for path in (FOLDER / "competency").rglob("*.rq"))
    assert numbers[:30] == list(range(1, 31))
    assert len(numbers) >= 30 + 28
    assert len(HYGIENE) >= 20
    assert len(list((FOLDER / "reports").glob("*.rq"))) >= 20


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_query_runs_on_nothing(path: Path) -> None:
    """It is SPARQL that the engine takes, and on an empty store it fails on nothing."""
    LocalStore.of([]).select(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_query_has_a_head(path: Path) -> None:
    """It has a title in both languages and says what it asks or reports."""
    wanted = {"title", "title-zh"}
    wanted |= {"severity", "sentence"} if path in HYGIENE else {"question", "question-zh"}
    assert wanted <= set(head(path))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_query_shows_each_row_once(path: Path) -> None:
    """A triple of two graphs is two in the union: rows are made distinct and stable by the query itself."""
    text = path.read_text(encoding="utf-8")
    assert re.search(r"SELECT DISTINCT|GROUP BY", text)
    assert "ORDER BY" in text


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_parameter_is_a_column_of_the_pattern(path: Path) -> None:
    """What a head calls a parameter occurs in the query."""
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    for parameter in re.findall(r"\?\w+", head(path).get("parameters", "")):
        assert re.search(rf"\{parameter}\b", text)


@pytest.mark.parametrize("path", HYGIENE, ids=name)
def test_a_hygiene_sentence_can_be_filled(path: Path) -> None:
    """Its severity is a known one and each gap in its sentence is a column of its rows."""
    columns = set(LocalStore.of([]).select(path.read_text(encoding="utf-8")).variables)
    assert head(path)["severity"] in {"error", "warning", "info"}
    gaps = set(re.findall(r"\{(\w+)\}", head(path)["sentence"]))
    assert gaps
    assert gaps <= columns


def test_the_readme_lists_the_questions() -> None:
    """The table in the README has each question with its number, theme and words."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| (cq-\d\d) \| (\w+) \| (.+?) \|", readme, re.MULTILINE))
    files = (FOLDER / "competency").glob("*/cq-*.rq")
    assert rows == {(path.stem[:5], path.parent.name, head(path)["question"]) for path in files}


LISTING = [path for path in FILES if re.search(r"\ba kg:Segment\b", path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", LISTING, ids=name)
def test_a_list_of_segments_promises_those_of_the_graph(path: Path) -> None:
    """A segment on which nothing rests is no thing of the graph, and no question asks for it in either language."""
    english, chinese = head(path)["question"], head(path)["question-zh"]
    assert re.search(r"touch|continued|go(es)? on in", english)
    assert re.search("触及|延续", chinese)
