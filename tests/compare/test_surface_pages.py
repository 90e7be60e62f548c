"""Every cell of every case that ships, on every page that compares cases: each shows what stands in the dataset, in both languages."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape
from typing import TYPE_CHECKING

import pytest

from kg.model import iris
from kg.resources import site_folder
from kg.site.book import Book, read_book
from kg.site.lens import Lens
from kg.site.pages import fill, pages_of
from kg.site.render import Renderer
from kg.site.words import read_words

if TYPE_CHECKING:
    from surfaces import Cell

    from kg.snapshot import Snapshot


@pytest.fixture(scope="module")
def book(shipped: Snapshot) -> Book:
    """What all pages share."""
    return read_book(shipped)


@pytest.fixture(scope="module", params=["en", "zh"])
def pages(request: pytest.FixtureRequest, book: Book) -> tuple[str, dict[str, ET.Element]]:
    """The pages of the comparison in one language, by path."""
    languages = read_words(site_folder() / "strings")
    renderer = Renderer(site_folder() / "templates", {"site": book})
    lens = Lens(book.index, languages[request.param], languages)
    wanted = [page for page in pages_of(book) if page.template == "compare.html"]
    assert len(wanted) == 4 + 27
    return request.param, {page.path: main_of(fill(page, book, lens, renderer)) for page in wanted}


def main_of(text: str) -> ET.Element:
    """What a page says, as a tree."""
    main = text[text.index("<main") : text.index("</main>") + 7]
    main = re.sub(r"<(br|input)([^>]*?)/?>", r"<\1\2/>", main).replace(" hidden ", ' hidden="" ')
    return ET.fromstring(main)  # noqa: S314 - our own page


def said(node: ET.Element) -> str:
    """The words of a part of a page."""
    return unescape(" ".join("".join(node.itertext()).split()))


def label(book: Book, iri: str, language: str) -> str:
    """What a thing is called on a page."""
    texts = book.index.facts.names[iri].texts
    return " ".join(texts.get(language, texts["en"]).split())


def table_of(
    main: ET.Element, section: str, heads: list[tuple[str, str]]
) -> dict[tuple[str, str, str], ET.Element]:
    """The cells of the table of a section, by the name of the row and the case and phase at the head of the column."""
    part = next(one for one in main.iter("section") if one.get("aria-labelledby") == section)
    found = {}
    for row in next(part.iter("table")).iter("tr"):
        columns = row.findall("td")
        if columns:
            name = said(row.find("th"))
            found |= {(name, *head): cell for head, cell in zip(heads, columns, strict=True)}
    return found


def test_pages(pages: tuple, book: Book, cells: list[Cell], words: dict, shipped: Snapshot) -> None:
    """Every cell has its verdict, its sign and its words in the language of the page; so has the place where its claims stand."""
    language, trees = pages
    cases = list(shipped.cases)
    by_case = [(case, "") for case in cases]
    phases = [(book.comparison.cases[column.case], column.label) for column in book.comparison.phases]
    assert len(set(phases)) == len(phases)
    tables = {
        "concept": table_of(trees["compare.html"], "concepts", by_case),
        "phase": table_of(trees["compare/phases.html"], "phases", phases),
        "proposition": table_of(trees["compare/propositions.html"], "conformance", by_case),
    }
    for cell in cells:
        table = "proposition" if cell.is_proposition else "phase" if cell.phase else "concept"
        shown = tables[table].pop((label(book, cell.of, language), cell.case, cell.phase))
        one = words[cell.verdict]
        assert shown.get("data-verdict") == cell.verdict
        text = said(shown)
        if table == "concept":
            assert text.startswith(f"{one['sign']}{one[language]}"), (cell, text)
        assert f"{one['sign']}" in text
        assert one[language] in text, (cell, text)
    assert all(not rest for rest in tables.values())


def test_pages_of_concepts(pages: tuple, cells: list[Cell], words: dict, shipped: Snapshot) -> None:
    """The page of each concept says how it stands in each case, over its claims."""
    language, trees = pages
    held = {(cell.of, cell.case): cell for cell in cells if not cell.phase}
    seen = 0
    for path, main in trees.items():
        if path.startswith("compare/concept/"):
            name = path.removeprefix("compare/concept/triple-logic-").removesuffix(".html")
            sections = list(main.iter("section"))
            for case, section in zip(shipped.cases, sections, strict=True):
                cell = held[f"{iris.THEORIES}triple-logic/{name}", case]
                one = words[cell.verdict]
                assert said(section.find("p")).startswith(f"{one['sign']}{one[language]}")
                links = {link.get("href", "") for link in section.iter("a")}
                shown = {
                    f"claim/{found[1]}"
                    for link in links
                    if (found := re.search(r"/claim/([\w-]+)\.html$", link))
                }
                assert shown >= {name for name in cell.decided_by if name.startswith("claim/")}
                seen += 1
    assert seen == 81


def test_pictures(pages: tuple, book: Book, cells: list[Cell], words: dict) -> None:
    """The picture of concepts and the axis of phases say the same in the words that are read out."""
    language, trees = pages
    spoken = {
        path: [
            said(group.find("title")) for group in trees[path].iter("g") if group.find("title") is not None
        ]
        for path in ("compare.html", "compare/phases.html")
    }
    for cell in cells:
        if cell.is_proposition:
            continue
        name, case = label(book, cell.of, language), label(book, iris.case(cell.case), language)
        end = next((c.phase for c in book.comparison.phases if c.label == cell.phase), "")
        begins = [name, label(book, end, language)] if end else [name, case]
        path = "compare/phases.html" if end else "compare.html"
        found = [
            text for text in spoken[path] if all(word in text for word in begins) and text.startswith(name)
        ]
        assert [text for text in found if words[cell.verdict][language] in text], (cell, found)
