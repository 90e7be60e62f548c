"""Pages that list things of all cases show a few cases each, however many there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg.resources import site_folder
from kg.site.batches import batches
from kg.site.book import Book, read_book
from kg.site.lens import Lens
from kg.site.pages import fill, pages_of
from kg.site.render import Renderer
from kg.site.words import read_words

if TYPE_CHECKING:
    from pathlib import Path

    from kg.snapshot import Snapshot

LIMIT = 150_000
FAMILIES = (
    "findings",
    "silences",
    "sources",
    "compare",
    "compare/phases",
    "compare/relations",
    "compare/propositions",
)


@pytest.fixture(scope="module")
def book(snapshot: Snapshot) -> Book:
    """The facts the pages are made from."""
    return read_book(snapshot)


def test_every_case_is_in_one_batch() -> None:
    """Nothing is left out at the ends, and the first page keeps its address."""
    cases = [f"case-{number}" for number in range(20)]
    found = batches("compare/phases.html", cases)
    assert [case for batch in found for case in batch.cases] == cases
    assert [batch.path for batch in found][:2] == ["compare/phases.html", "compare/phases/2.html"]
    assert [batch.path for batch in batches("sources.html", [])] == ["sources.html"]


def test_with_one_case_on_each_page_every_page_shows_its_own(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages of a kind lead to each other, and the heading of a case stands on one of them only."""
    monkeypatch.setattr("kg.site.batches.PER_PAGE", 1)
    languages = read_words(site_folder() / "strings")
    lens = Lens(book.index, languages["en"], languages)
    renderer = Renderer(site_folder() / "templates", {"site": book})
    pages = {page.path: page for page in pages_of(book)}
    cases = list(book.index.facts.cases)
    assert len(cases) == 3
    for family in FAMILIES:
        paths = [f"{family}.html", f"{family}/2.html", f"{family}/3.html"]
        assert set(paths) <= set(pages), family
        for case, path in zip(cases, paths, strict=True):
            text = fill(pages[path], book, lens, renderer)
            main = text.partition("<main")[2]
            turning = re.search(
                r'<nav class="jump apparatus" aria-label="Pages by case">.*?</nav>', main, re.DOTALL
            )
            assert turning is not None, path
            hrefs = re.findall(r'href="([^"]+)"', turning[0])
            assert {href.rpartition("/")[2] for href in hrefs} == {one.rpartition("/")[2] for one in paths}
            assert turning[0].count('aria-current="page"') == 1
            body = main.replace(turning[0], "")
            folders = {other: f"case/{other.rpartition('/')[2]}/" for other in cases}
            assert folders[case] in body, path
            if family != "compare/propositions":
                assert not [o for o in cases if o != case and folders[o] in body], path


def test_no_page_but_query_and_explorer_is_heavy(site: Path) -> None:
    """A page weighs less than 150 kB beyond what all pages share."""
    pages = [path for path in site.rglob("*.html") if path.name not in {"graph.html", "query.html"}]
    assert len(pages) > 1000
    heavy = [(path.relative_to(site), size) for path in pages if (size := path.stat().st_size) >= LIMIT]
    assert not heavy
