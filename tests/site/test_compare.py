"""The page of the cases side by side: J City beside an invented town whose meeting nobody dates.

What is expected was read off the YAML of both by a person.
"""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.pipeline import check
from kg.records.facts import Element
from kg.resources import cases_folder, site_folder
from kg.site.book import read_book
from kg.site.lens import Lens
from kg.site.pages import fill, pages_of
from kg.site.picture.axis import year_of
from kg.site.render import Renderer
from kg.site.words import read_words
from kg.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "site" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
    v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`))"""
PAGES = ("compare.html", "compare/phases.html", "compare/relations.html", "compare/propositions.html")
CONCEPT = "compare/concept/triple-logic-field-logic.html"
UNKNOWN = {"silent", "not-looked", "not-coded"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page in both languages, and what it needs."""
    home = site_folder()
    here = tmp_path_factory.mktemp("compare")
    town = here / "cases" / "b-town"
    shutil.copytree(Path(__file__).parents[1] / "cases" / "b-town", town)
    elements = (town / "elements.yaml").read_text(encoding="utf-8")
    assert "year: 2001, " in elements
    (town / "elements.yaml").write_text(elements.replace("year: 2001, ", ""), encoding="utf-8")
    outcome, quads = check([cases_folder() / "j-city", town])
    assert outcome.is_clean, [str(problem) for problem in outcome.problems]
    book = read_book(Snapshot.of(quads, outcome.report()))
    languages = read_words(home / "strings")
    renderer = Renderer(home / "templates", {"site": book})
    pages = [page for page in pages_of(book) if page.template == "compare.html"]
    assert len(pages) == 4 + 27
    shutil.copytree(home / "dist", here / "site" / "assets")
    for language, words in languages.items():
        for page in pages:
            target = here / "site" / ("" if language == "en" else language) / page.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(
                fill(page, book, Lens(book.index, words, languages), renderer), encoding="utf-8"
            )
    return here / "site"


@pytest.fixture(scope="module")
def tree(folder: Path) -> ET.Element:
    """The four English pages of tables as one tree."""
    whole = ET.Element("all")
    whole.extend(read(folder / path) for path in PAGES)
    return whole


def read(path: Path) -> ET.Element:
    """What a page says, as a tree."""
    text = path.read_text(encoding="utf-8")
    main = text[text.index("<main") : text.index("</main>") + 7]
    main = re.sub(r"<(br|input)([^>]*?)/?>", r"<\1\2/>", main).replace(" hidden ", ' hidden="" ')
    return ET.fromstring(main)  # noqa: S314 - our own page


def words_of(node: ET.Element) -> str:
    """The words of a part of the page."""
    return " ".join("".join(node.itertext()).split())


def row_of(tree: ET.Element, section: str, name: str) -> dict[str, ET.Element]:
    """The cells of a row of a table, by the name of the case at the head."""
    part = next(one for one in tree.iter("section") if one.get("aria-labelledby") == section)
    table = next(one for one in part.iter("table"))
    lines = table.find("thead")
    heads = [words_of(one) for one in lines[-1].iter("th")][2 - len(lines) :]
    row = next(
        one for one in table.iter("tr") if one.find("th") is not None and words_of(one.find("th")) == name
    )
    return dict(zip(heads, row.findall("td"), strict=True))


@pytest.mark.parametrize(
    ("concept", "case", "verdict", "said"),
    [
        (
            "field logic",
            "J City",
            "stated",
            ["14 lines of evidence", "19 checked quotations", "author's summary"],
        ),
        ("field logic", "B Town", "not-coded", []),
        (
            "responsibility avoidance logic",
            "B Town",
            "stated",
            ["3 lines of evidence", "5 checked quotations"],
        ),
        ("innovation logic", "B Town", "hedged", ["1 line of evidence", "1 checked quotation"]),
    ],
)
def test_a_cell_says_how_it_stands(
    tree: ET.Element, concept: str, case: str, verdict: str, said: list[str]
) -> None:
    """With the strength of its evidence; what is unknown has no number."""
    cell = row_of(tree, "concepts", concept)[case]
    assert cell.get("class") == f"square square-{verdict}"
    assert cell.get("data-verdict") == verdict
    assert [words for words in said if words not in words_of(cell)] == []
    assert bool(re.search(r"\d", words_of(cell))) == (verdict not in UNKNOWN)


def test_a_cell_leads_to_claims_and_words(tree: ET.Element, folder: Path) -> None:
    """The three claims on caution in B Town, each as a link, with the words they rest on."""
    cell = row_of(tree, "concepts", "responsibility avoidance logic")["B Town"]
    path, _, place = cell.find("a").get("href").partition("#")
    sections = list(read(folder / path).iter("section"))
    section = next(one for one in sections if any(part.get("id") == place for part in one.iter()))
    links = {link.get("href") for link in section.iter("a")}
    assert {f"../../case/b-town/claim/{name}.html" for name in ("c2", "c3", "c4")} <= links
    assert "fear of blame had led to caution" in words_of(section)
    assert "J City" not in words_of(section)


def test_a_relation_opens_to_its_claim(tree: ET.Element) -> None:
    """In the cell itself, with the words."""
    cell = row_of(tree, "relations", "field logic →to innovation logic: support")["J City"]
    assert "case/j-city/claim/c073.html" in " ".join(link.get("href") for link in cell.iter("a"))
    assert "field logic not only provides support" in words_of(cell.find("details"))


def test_every_unknown_cell_is_free_of_numbers(tree: ET.Element) -> None:
    """Nowhere does a zero, or any count, stand for what nobody knows."""
    cells = [c for c in tree.iter("td") if (c.get("class") or "").removeprefix("square square-") in UNKNOWN]
    assert len(cells) > 40
    shown = [
        words_of(cell.find("details/summary") if cell.find("details") is not None else cell) for cell in cells
    ]
    assert [words for words in shown if re.search(r"\d", words)] == []


def test_phases_stand_under_their_case(tree: ET.Element) -> None:
    """Dominance with its claim, silence as silence, by the phases of each case."""
    avoidance = row_of(tree, "phases", "responsibility avoidance logic")
    assert "dominates" in words_of(avoidance["the phase before the conference"])
    assert "the source does not say" in words_of(avoidance["the phase after the conference"])
    assert "dominates" in words_of(avoidance["the time before the meeting"])
    assert words_of(avoidance["the time after the meeting"]) == "nobody has coded this"


def test_a_proposition_has_a_verdict_for_each_case(tree: ET.Element) -> None:
    """J City supports what was taken from it; the page says that this tests nothing."""
    row = row_of(tree, "conformance", "Field logic supports innovation logic")
    assert words_of(row["J City"]).startswith("supported: ●stated")
    assert words_of(row["B Town"]) == "not tested: nobody has coded this"
    turn = row_of(
        tree,
        "conformance",
        "Innovation logic can convert into responsibility avoidance logic under certain conditions",
    )
    assert words_of(turn["B Town"]).startswith("not tested: ◇hedged")  # what can turn into something, may
    section = next(one for one in tree.iter("section") if one.get("aria-labelledby") == "conformance")
    assert "its agreement tests nothing: J City." in words_of(section)


def pictures(tree: ET.Element) -> list[ET.Element]:
    """The heat map and the axis of time."""
    return [one for one in tree.iter("svg") if one.get("class") == "picture matrix"]


def test_the_heat_map_shows_each_cell_once(tree: ET.Element) -> None:
    """A number in each known cell, hatching and no number in each unknown one; as many as the table has."""
    cells = [group for group in pictures(tree)[0].iter("g") if (group.get("class") or "").startswith("cell ")]
    assert len(cells) == 27 * 2
    for cell in cells:
        is_unknown = "cell-not-coded" in cell.get("class") or "cell-silent" in cell.get("class")
        assert bool(re.search(r"\d", cell.find("text").text or "")) != is_unknown
        assert (cell.find("rect").get("fill") == "url(#hatch-matrix)") == is_unknown
    field = next(
        c for c in cells if c.find("title").text == "field logic, J City: stated, 14 lines of evidence"
    )
    assert field.find("text").text == "● 14"
    assert "weight-3" in field.get("class")


def test_the_axis_puts_a_dated_bound_at_its_year(tree: ET.Element) -> None:
    """The conference of 2019 stands under 2019; a meeting that nobody dates is in order only, and said to be."""
    axis = pictures(tree)[1]
    year = next(text for text in axis.iter("text") if text.text == "2019")
    after = next(
        g
        for g in axis.iter("g")
        if g.find("title") is not None and g.find("title").text == "the phase after the conference"
    )
    assert float(after.find("rect").get("x")) == float(year.get("x"))
    words = [text.text for text in axis.iter("text")]
    assert words.count("Order only: its events have no years.") == 1
    assert not re.search(r"\b2001\b", words_of(axis))
    before, later = (
        next(g for g in axis.iter("g") if g.find("title") is not None and g.find("title").text == name).find(
            "rect"
        )
        for name in ("the time before the meeting", "the time after the meeting")
    )
    assert float(before.get("x")) + float(before.get("width")) == float(later.get("x"))


@pytest.mark.parametrize(
    ("date", "year", "place"),
    [("", None, None), ("", 2019, 2019.0), ("2017-01", 2017, 2017.0), ("2019-07-01", 2019, 2019.5), ("2016-12/2017-03", None, 2016 + 11 / 12)],
)  # fmt: skip
def test_an_event_stands_where_its_date_says(date: str, year: int | None, place: float | None) -> None:
    """A year at its start, a month where it begins, and nothing where nobody dates it."""
    found = year_of(Element("e", "c", "k", year=year, date=date))
    assert found == (None if place is None else pytest.approx(place))


@pytest.mark.parametrize("language", ["", "zh/"])
@pytest.mark.parametrize("path", [*PAGES, CONCEPT])
def test_a_page_itself_never_scrolls_sideways(
    opened: Callable[..., Any], folder: Path, language: str, path: str
) -> None:
    """At 360 px and without script; the tables and pictures scroll in their own frames, which take the focus."""
    window = opened(width=360, folder=folder, java_script_enabled=False)
    page: Page = window.open(language + path)
    assert page.locator("main").evaluate("m => document.documentElement.scrollWidth") == 360
    frames = page.locator(".scroll").evaluate_all(
        "all => all.map(s => [s.scrollWidth > s.clientWidth, s.tabIndex])"
    )
    assert ([True, 0] in frames) == (path != CONCEPT)
    assert {focus for _, focus in frames} <= {0}
    assert window.faults == []
    assert (folder / path).stat().st_size < 150_000


def test_the_keyboard_opens_a_cell(opened: Callable[..., Any], folder: Path) -> None:
    """Enter on a cell opens its claims, without script."""
    page: Page = opened(folder=folder, java_script_enabled=False).open(PAGES[2])
    fold = page.locator(".square details").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator(".ledger a").first.is_visible()


@pytest.mark.parametrize(("language", "dark"), [("", False), ("zh/", True)])
def test_axe_finds_nothing(opened: Callable[..., Any], folder: Path, language: str, *, dark: bool) -> None:
    """On any of the pages, with some cells open."""
    if not AXE.is_file():
        pytest.skip(f"axe-core is not installed ({AXE.parent}): run 'npm ci' in site/")
    window = opened(folder=folder, dark=dark, bypass_csp=True)
    found = {}
    for path in (*PAGES, CONCEPT):
        page: Page = window.open(language + path)
        page.evaluate(
            "document.querySelectorAll('.square details').forEach((d, n) => { d.open = n % 9 === 0; })"
        )
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found[path] = page.evaluate(RUN)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
