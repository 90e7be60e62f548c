"""A source's segments are offsets until something touches one, and the whole text is shown all the same."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from kg.asking import asking
from kg.coverage import cover_case
from kg.evidence import cut
from kg.model import iris
from kg.pipeline import Snapshot, check
from kg.records import Index, read_stated
from kg.site import write_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store

SEGMENTS = "SELECT ?name { ?s a kg:Segment ; kg:segmentOf ?source ; kg:identifier ?name }"
MORE = " ".join(f"Nobody quotes sentence {number}." for number in range(1, 301))
OF_TERMS = {"kg": iris.TERMS}


@pytest.fixture
def long(tiny_case: Callable[[], Path]) -> tuple[Snapshot, str]:
    """The small case with three hundred sentences more in its source, and that source's text."""
    folder = tiny_case()
    text = (folder / "notes.txt").read_text("utf-8").rstrip("\n") + " " + MORE
    (folder / "notes.txt").write_text(text, encoding="utf-8", newline="\n")
    outcome, quads = check([folder])
    assert outcome.is_clean, outcome.problems
    return Snapshot.of(quads, outcome.report()), text


def names(store: Store) -> set[str]:
    """The segments that are things of the graph."""
    return {str(row["name"].value) for row in store.select(SEGMENTS, prefixes=OF_TERMS)}  # type: ignore[union-attr]


def test_what_nothing_touches_is_no_thing(long: tuple[Snapshot, str]) -> None:
    """The segments of the graph are those of passages, nearest passages and joins, found here from the offsets."""
    snapshot, text = long
    spans = snapshot.store.select(
        "SELECT ?start ?end { ?p a kg:Passage ; kg:start ?start ; kg:end ?end }", prefixes=OF_TERMS
    )
    places = [(int(row["start"].value), int(row["end"].value)) for row in spans]  # type: ignore[union-attr]
    touched = {
        part.name
        for part in cut(text, "stops")
        if any(start < part.end and part.start < end for start, end in places)
    }
    joins = snapshot.store.select(
        "SELECT ?name { { ?s kg:continuesIn ?o } UNION { ?o kg:continuesIn ?s } ?s kg:identifier ?name }",
        prefixes=OF_TERMS,
    )
    assert names(snapshot.store) == touched | {str(row["name"].value) for row in joins}  # type: ignore[union-attr]
    assert 0 < len(touched) < 30 < len(cut(text, "stops"))


def test_coverage_shows_every_segment(long: tuple[Snapshot, str]) -> None:
    """Those that nothing touches too, in order, with their words and numbers."""
    snapshot, text = long
    covered = cover_case(
        Index(read_stated(asking(snapshot.store), snapshot.cases["b-town"])), snapshot.cases["b-town"]
    )
    assert [(part.name, part.text) for part in covered] == [
        (part.name, text[part.start : part.end]) for part in cut(text, "stops")
    ]
    assert {part.name for part in covered if part.claims} <= names(snapshot.store)
    assert covered[-1].text == "Nobody quotes sentence 300."


def test_the_page_of_the_source_has_the_whole_text(long: tuple[Snapshot, str], tmp_path: Path) -> None:
    """Each segment has its number and its place on the page; many bare ones in a row are one verse."""
    snapshot, text = long
    write_site(snapshot, tmp_path / "site")
    (page,) = (tmp_path / "site/case/b-town/source").glob("*.html")
    html = page.read_text("utf-8")
    parts = cut(text, "stops")
    assert [int(n) for n in re.findall(r' id="s(\d+)"', html)] == [part.number for part in parts]
    shown = unescape(re.sub(r"<[^>]+>", "", html))
    assert [part.name for part in parts if text[part.start : part.end] not in shown] == []
    assert html.count('<li class="verse') < 40
    assert html.count("<rect") < 4 * len(names(snapshot.store)) + 4
