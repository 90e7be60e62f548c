"""Phases, and the pages of things: what is shown is what the data says, however many there are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.pipeline import check
from kg.resources import cases_folder, site_folder
from kg.site import write_site
from kg.site.book import Book, read_book
from kg.site.lens import Lens
from kg.site.picture import phases_of, plan, state_of
from kg.site.words import read_words
from kg.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

PHASES = "case/j-city/phases.html"
TOWN = Path(__file__).parents[1] / "cases" / "b-town"


@pytest.fixture(scope="module")
def book(snapshot: Snapshot) -> Book:
    """What the pages share."""
    return read_book(snapshot)


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def _table(page: str) -> list[list[str]]:
    """The rows of the first table of logics and phases on a page."""
    table = re.search(r'<table class="grid">(.*?)</table>', page, re.DOTALL)
    assert table
    rows = re.findall(r"<tr>(.*?)</tr>", table[1], re.DOTALL)
    return [
        [_plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows
    ]


def test_the_table_says_what_the_abstract_says(site: Path) -> None:
    """Avoidance before, innovation after, field in both; the rest is silence, not absence."""
    head, *rows = _table((site / PHASES).read_text(encoding="utf-8"))
    assert head == ["Logic", "the phase before the conference", "the phase after the conference"]
    assert rows == [
        ["responsibility avoidance logic", "● dominates (stated) why?", "∅ the source does not say why?"],
        ["innovation logic", "∅ the source does not say why?", "● dominates (stated) why?"],
        ["field logic", "∴ is present (follows) why?", "∴ is present (follows) why?"],
    ]


@pytest.mark.parametrize("tree", ["", "zh/"])
def test_picture_and_table_say_the_same(site: Path, tree: str) -> None:
    """Every cell of the bands has its cell in the table, with the same words and the same way on."""
    page = (site / tree / PHASES).read_text(encoding="utf-8")
    drawing = page[page.index("<svg") : page.index("</svg>")]
    cells = re.findall(
        r'<g class="cell cell-([\w-]+) [^>]*>(?:<a href="([^"]+)")?.*?<text[^>]*>(.*?)</text>', drawing
    )
    table = re.findall(r'<td class="state-([\w-]+)"[^>]*>(.*?)</td>', page)
    assert len(cells) == len(table) >= 4
    for (style, address, words), (same, cell) in zip(cells, table, strict=True):
        assert style == same
        assert words in _plain(cell)
        assert f'href="{address}"' in cell


def test_unknown_is_drawn_as_unknown(opened: Callable[..., Any]) -> None:
    """What the source does not say is hatched, bracketed and said in words, without script too."""
    page = opened(java_script_enabled=False).open(PHASES)
    silent = page.locator(".picture-wide .cell-silent")
    assert silent.count() == 2
    for place in range(2):
        cell = silent.nth(place)
        assert "hatch" in cell.locator("rect").evaluate("r => getComputedStyle(r).fill")
        assert cell.locator(".bracket").is_visible()
        assert cell.locator("text").text_content() == "∅ the source does not say"
    dominant = page.locator(".picture-wide .cell-dominant rect").first
    present = page.locator(".picture-wide .cell-present rect").first
    fill = "r => getComputedStyle(r).fill"
    assert dominant.evaluate(fill) != present.evaluate(fill)


def test_without_its_silence_a_cell_is_uncoded_and_leads_nowhere(tmp_path: Path) -> None:
    """Where nobody recorded a silence, the page does not claim one."""
    case = tmp_path / "j-city"
    shutil.copytree(cases_folder() / "j-city", case)
    (case / "silences.yaml").unlink()
    outcome, quads = check([case])
    assert outcome.is_clean
    book = read_book(Snapshot.of(quads, {}))
    languages = read_words(site_folder() / "strings")
    lens = Lens(book.index, languages["en"], languages)
    drawing = plan(book.index, book.index.facts.cases[0])
    assert drawing is not None
    phases = phases_of(book.index, drawing.case)
    states = [state_of(lens, logic.iri, phase.iri) for logic in drawing.ring for phase in phases]
    found = [(s.style, s.sign, s.words, s.reason) for s in states if s.style not in {"dominant", "present"}]
    assert found == [("not-coded", "", "nobody has coded this", "")] * 2


def test_another_case_has_its_own_phases(snapshot: Snapshot, tmp_path: Path) -> None:
    """Its phases and logics are enumerated, none of the first case's among them."""
    outcome, quads = check([cases_folder(), TOWN])
    assert outcome.is_clean
    write_site(Snapshot.of(quads, snapshot.report), tmp_path)
    head, *rows = _table((tmp_path / "case/b-town/phases.html").read_text(encoding="utf-8"))
    (own,) = [c for c in read_book(Snapshot.of(quads, {})).index.facts.cases if c.endswith("b-town")]
    index = read_book(Snapshot.of(quads, {})).index
    drawing = plan(index, own)
    assert drawing is not None
    assert len(head) == 1 + len(phases_of(index, own))
    assert len(rows) == len(drawing.ring)
    assert "conference" not in " ".join(head)


def test_a_logic_and_a_phase_show_their_part_of_the_table(site: Path) -> None:
    """A logic has its row, a phase its column, an event the columns it bounds, an actor none."""
    element = site / "case/j-city/element"
    head, *rows = _table((element / "innovation.html").read_text(encoding="utf-8"))
    assert len(head) == 3
    assert [row[0] for row in rows] == ["innovation logic"]
    head, *rows = _table((element / "after.html").read_text(encoding="utf-8"))
    assert head[1:] == ["the phase after the conference"]
    assert len(rows) == 3
    head, *_ = _table((element / "conference.html").read_text(encoding="utf-8"))
    assert len(head) == 3
    assert '<table class="grid">' not in (element / "departments.html").read_text(encoding="utf-8")
    concept = (site / "theory/triple-logic/field-logic.html").read_text(encoding="utf-8")
    assert [row[0] for row in _table(concept)[1:]] == ["field logic"]


def test_the_words_that_name_a_thing_are_in_its_source(site: Path, book: Book) -> None:
    """Each passage shown as naming a thing holds its label, and stands so in the text."""
    source = next(s for iri, s in book.index.facts.sources.items() if iri.endswith("/j-city/source/abstract"))
    shown = 0
    for iri in (iri for iri in book.index.facts.elements if "/j-city/" in iri):
        name = iri.rpartition("/")[2]
        page = (site / f"case/j-city/element/{name}.html").read_text(encoding="utf-8")
        listed = re.search(r'<ul class="named">(.*?)</ul>', page)
        labels = book.index.facts.names[iri].texts.values()
        for words in re.findall(r"<q[^>]*>(.*?)</q>", listed[1] if listed else ""):
            plain = words.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")
            assert plain in source.text
            assert any(label.casefold() in plain.casefold() for label in labels), (name, plain)
            shown += 1
    assert shown > 30


def test_a_case_lists_everything_in_it(site: Path, book: Book) -> None:
    """Its actors, phases, practices and all else, each once, by kind; and what it leaves open."""
    page = (site / "case/j-city/index.html").read_text(encoding="utf-8")
    part = page[page.index('id="members"') :]
    own = [iri for iri in book.index.facts.elements if "/j-city/" in iri]
    assert len(own) > 70
    for iri in own:
        assert part.count(f'href="element/{iri.rpartition("/")[2]}.html"') == 1, iri
    assert 'href="phases.html"' in page
