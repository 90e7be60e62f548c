"""Every string says which language it is in: quotations stay English, Chinese is never unmarked."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from kg.resources import site_folder

if TYPE_CHECKING:
    from pathlib import Path

HAN = re.compile(r"[\u3400-\u9fff]")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
SILENT = {"script", "style", "title"}
READING = ("index", "findings", "silences", "sources", "method", "kinds", "case/**/*", "theory/**/*")


class Strings(HTMLParser):
    """Every text of a page with the language it is under and the element it stands in."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str, str]] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element has its own language or that of the one around it."""
        above = self.open[-1][1] if self.open else ""
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or above))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """A text with its language."""
        if data.strip() and self.open and not any(tag in SILENT for tag, _ in self.open):
            path = " ".join(tag for tag, _ in self.open)
            self.found.append((data.strip(), self.open[-1][1], path))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, list[tuple[str, str, str]]]:
    """The texts of the reading pages, in both languages."""
    paths = [p for tree in (site, site / "zh") for name in READING for p in sorted(tree.glob(f"{name}.html"))]
    assert len(paths) > 400
    return {path.relative_to(site).as_posix(): Strings(path).found for path in paths}


def test_chinese_words_are_marked_as_chinese(pages: dict[str, list[tuple[str, str, str]]]) -> None:
    """On an English page every Chinese word stands in an element that says so; notes name terms in both."""
    stray = []
    for name, strings in pages.items():
        for text, lang, path in strings:
            # A coder's note in English may name a Chinese term in passing.
            is_note = len(HAN.findall(text)) < len(text) / 2 and re.search(r"[A-Za-z]{3}", text)
            if HAN.search(text) and not lang.startswith("zh") and not is_note and " pre" not in path:
                stray.append((name, text[:60], lang))
    assert not stray, stray[:5]


def test_quotations_stay_as_they_are(pages: dict[str, list[tuple[str, str, str]]]) -> None:
    """Every quotation on a Chinese page is marked as English and has not a Chinese letter in it."""
    checked = 0
    for name, strings in pages.items():
        for text, lang, path in strings:
            if re.search(r" (q|blockquote)\b", path):
                assert lang == "en", (name, text)
                assert not HAN.search(text), (name, text)
                checked += 1
    assert checked > 1000


def test_a_chinese_page_speaks_chinese(pages: dict[str, list[tuple[str, str, str]]]) -> None:
    """What is under Chinese on a Chinese page has Chinese letters, but for names, signs and figures."""
    foreign = set()
    for name, strings in pages.items():
        if name.startswith("zh/"):
            for text, lang, path in strings:
                if lang.startswith("zh") and not HAN.search(text) and not re.search(r" (code|pre)\b", path):
                    foreign |= set(re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]{3,})+", text))
    assert not foreign, sorted(foreign)[:8]


def test_chinese_sentences_have_chinese_marks() -> None:
    """No half-width comma, stop, colon or bracket between Chinese letters, in any string of the site."""
    strings = json.loads((site_folder() / "strings" / "zh.json").read_text("utf-8"))
    bad = {
        key: words
        for key, words in strings.items()
        if re.search(
            r"[\u3400-\u9fff}][,;:?!()](?!\w)|[\u3400-\u9fff]\.(?:\s|$)|[\"'][\u3400-\u9fff]",
            str(words).strip("[]'"),
        )
        and not isinstance(words, list)
    }
    assert not bad
