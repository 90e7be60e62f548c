"""The page of a claim: what would overturn it, how to cite it, where it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from kg.resources import site_folder
from kg.site.book import Book, read_book
from kg.site.index import Index
from kg.site.lens import Lens
from kg.site.views.citing import citation_of, tex
from kg.site.views.claim import claim_page
from kg.site.views.overturn import overturn_of
from kg.site.words import read_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.snapshot import Snapshot

CASE = "https://w3id.org/tongban-kg/case/j-city"


@pytest.fixture(scope="module")
def book(snapshot: Snapshot) -> Book:
    """What the pages share."""
    return read_book(snapshot)


@pytest.fixture(scope="module")
def lenses(book: Book) -> dict[str, Lens]:
    """The facts, seen in each language."""
    languages = read_words(site_folder() / "strings")
    return {name: Lens(book.index, words, languages) for name, words in languages.items()}


def _reasons(lens: Lens, name: str) -> list[str]:
    claim = lens.index.facts.claims[f"{CASE}/claim/{name}"]
    return [reason.words for reason in overturn_of(lens, claim).reasons]


def test_a_stated_claim_falls_with_any_of_its_passages(lenses: dict[str, Lens]) -> None:
    """Three passages needed together, and a passage that denies it; nothing of the kind is recorded."""
    lens = lenses["en"]
    first, second = _reasons(lens, "c067")
    assert first.startswith("Any one of its three passages")
    assert second.startswith("A passage that denies it")
    claim = lens.index.facts.claims[f"{CASE}/claim/c067"]
    assert overturn_of(lens, claim).recorded == "None of this is recorded so far."


def test_every_claim_could_be_overturned(book: Book, lenses: dict[str, Lens]) -> None:
    """Each claim names a way in which it falls; a reading names its ground, a denial what it denies."""
    checked = {"interpreted": 0, "denied": 0, "inferred": 0, "presupposed": 0}
    for claim in book.index.facts.claims.values():
        for lens in lenses.values():
            assert overturn_of(lens, claim).reasons, claim.identifier
        words = " ".join(reason.words for reason in overturn_of(lenses["en"], claim).reasons)
        if claim.status == "interpreted":
            assert "on which we read it" in words
            checked["interpreted"] += 1
        if claim.status == "inferred":
            assert "follows from" in words
            assert "Its rule" in words or not claim.part("byRule")
            assert "denies" not in words
            checked["inferred"] += 1
        if claim.status == "presupposed":
            assert "takes it for granted" in words
            checked["presupposed"] += 1
        if claim.is_denied:
            assert "affirms what it denies" in words
            checked["denied"] += 1
    assert all(checked.values()), checked


def test_rivals_are_found_from_both_sides(book: Book, lenses: dict[str, Lens]) -> None:
    """Of two rivals each names the other, also when only one of them was coded to."""
    facts = book.index.facts
    one, other = facts.claims[f"{CASE}/claim/i028"], facts.claims[f"{CASE}/claim/i029"]
    silent = replace(other, parts={k: v for k, v in other.parts.items() if k != "rivals"})
    index = Index(replace(facts, claims={**facts.claims, other.iri: silent}))
    assert index.opposed(silent)["rivals"] == (one,)
    assert index.opposed(one)["rivals"] == (silent,)
    words = overturn_of(lenses["en"], one).recorded
    assert words.startswith("One thing")


def test_a_citation_names_the_claim_and_nothing_of_the_thesis(book: Book, lenses: dict[str, Lens]) -> None:
    """Identifier, case, source label and version; no hash, which would change with the data; braces that match; no year of publication."""
    for lens in lenses.values():
        here = lens.at("case/j-city/claim/c067.html")
        for claim in book.index.facts.claims.values():
            cited = citation_of(book, here, claim)
            for words in (cited.text, cited.bibtex):
                assert claim.iri in words.replace("\\", "")
                assert claim.identifier in words.replace("\\", "")
                assert book.tool in words
                assert not re.search("[0-9a-f]{12}", words)
                if claim.case == CASE:
                    assert "Abstract of an anonymised thesis" in words
            plain = re.sub(r"\\[{}]", "", cited.bibtex)
            assert plain.count("{") == plain.count("}")
            assert not re.search(r"^ *(year|date|url|school)", cited.bibtex, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "wanted"), [("a & b", r"a \& b"), ("{", r"\{"), ("\\", r"\textbackslash{}"), ("x\n\ny", "x y")]
)
def test_bibtex_is_escaped(words: str, wanted: str) -> None:
    """What TeX would read as a command is written so that it is printed."""
    assert tex(words) == wanted


def test_the_page_says_where_it_stands(site: Path) -> None:
    """Case, group of findings, claim; what follows names its rule."""
    page = (site / "case/j-city/claim/c067.html").read_text(encoding="utf-8")
    crumbs = re.search(r'<nav class="crumbs[^>]*>(.*?)</nav>', page, re.DOTALL)
    assert crumbs
    steps = re.findall(r"<li[^>]*>(.*?)</li>", crumbs[1])
    assert [re.sub(r"<[^>]+>", "", step) for step in steps] == ["J City", "What was found", "c067"]
    assert 'href="../findings.html#role-finding"' in steps[1]
    follows = page[page.index('id="follows"') : page.index('id="overturn"')]
    assert "Rule: What stands in a relation stands in the wider one too" in unescape(
        re.sub(r"<[^>]+>", "", follows)
    )


def test_the_citation_can_be_taken_away(opened: Callable[..., Any], kinds: dict[str, str]) -> None:
    """A button copies it; without script the words stand there and no dead button does."""
    window = opened(permissions=["clipboard-read", "clipboard-write"])
    page = window.open(kinds["stated claim"])
    button = page.locator("[data-take=cite-bibtex]")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[data-take=cite-bibtex]').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#cite-bibtex").inner_text()
    assert not window.faults
    page = opened(java_script_enabled=False).open(kinds["stated claim"])
    assert page.locator("#cite-bibtex").is_visible()
    assert not page.locator(".take-button").first.is_visible()


def test_paper_is_white_whatever_the_screen_was(opened: Callable[..., Any], kinds: dict[str, str]) -> None:
    """Printed from a dark screen, or with the dark theme chosen, words are dark on white."""
    look = "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    for chosen in (None, "dark"):
        page = opened(dark=True).open(kinds["stated claim"])
        if chosen:
            page.evaluate("document.documentElement.dataset.theme = 'dark'")
        assert page.evaluate(look)[0] != "rgb(0, 0, 0)"
        page.emulate_media(media="print")
        assert page.evaluate(look) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        assert page.locator("#cite-bibtex").is_visible()
        assert page.locator("#overturn").is_visible()


def test_a_reported_claim_names_its_speaker(book: Book, lenses: dict[str, Lens]) -> None:
    """Sign, sentence, weakest link and line of evidence tell who says it, in both languages."""
    claim = "https://w3id.org/tongban-kg/case/guiyang/claim/g100"
    told = {
        "en": (
            "The source reports: a legislator of the city says that departments adopt acting only on orders",
            "Rests on what a legislator of the city is reported to say. Rests on one place cited by locator; no machine checked it.",
            "One place, cited and not quoted. Said in the source by a legislator of the city.",
        ),
        "zh": (
            "来源转述：一名市立法者称，各部门采取有令才行",
            "依据的是来源转述的一名市立法者所说的话。依据一处以定位注明的出处，未经机器核对。",
            "一处出处，未引原文。来源转述的是：一名市立法者。",
        ),
    }
    for language, (sentence, weakest, head) in told.items():
        lens = lenses[language]
        page = claim_page(book, lens, claim)
        assert lens.name(claim).text == sentence
        assert page["weakest"] == weakest
        assert [line.head for line in page["lines"]] == [head]
        assert page["mark_rows"][0][2] == "◉"
        assert page["direct"] == []
