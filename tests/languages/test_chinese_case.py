"""A case that is written in Chinese alone is told as Chinese everywhere: in the graph, in what is downloaded, and on pages.

Every file of its build is read. What is Chinese in it must stand under a Chinese tag; the tool's own words are not of the case.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import build as build_command

CASE = Path(__file__).parent / "lake-town"
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
TAGGED = re.compile(r'"((?:[^"\\\n]|\\.)*)"@(en\b[\w-]*)')
"""A text that RDF tags English, in any of its notations."""
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case, built with its site."""
    folder = tmp_path_factory.mktemp("chinese") / "build"
    arguments = ["--out", str(folder), "--cases", str(CASE), "--no-cache", "--jobs", "1"]
    done = CliRunner().invoke(build_command.command, arguments)
    assert done.exit_code == 0, done.output
    return folder


class Languages(HTMLParser):
    """Collects each text of a page with the language it is in.

    A title, of a page or a drawing, and an attribute hold no element that could say so: an English sentence with a Chinese name is not looked at there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []

    @property
    def language(self) -> str:
        """The language of the element that is open."""
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        known = dict(attrs)
        language = known.get("lang") or self.language
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        """Close it and what is open in it."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Take a text up."""
        if self.open and self.open[-1][0] not in {"script", "style", "title"}:
            self.found.append((self.language, data.strip()))


def own_words() -> set[str]:
    """The words of the case: every stretch of two Chinese characters and more in its files."""
    texts = "".join(path.read_text("utf-8") for path in sorted(CASE.iterdir()))
    return set(re.findall(r"[\u4e00-\u9fff]{2,}", texts))


def test_no_chinese_text_is_tagged_english(build: Path) -> None:
    """In whatever file of the build, and in whatever notation of RDF."""
    files = [path for path in sorted(build.rglob("*")) if path.is_file()]
    texts = {path: path.read_text("utf-8", errors="replace") for path in files}
    own = own_words()
    wrong = [
        (path.relative_to(build).as_posix(), match[0])
        for path, text in texts.items()
        for match in TAGGED.finditer(text.replace('\\"', '"') if path.suffix == ".js" else text)
        if any(word in match[1] for word in own)
    ]
    assert sum("湖镇" in text for text in texts.values()) > 20
    assert wrong == []


def test_pages_say_which_language_words_are_in(build: Path) -> None:
    """On pages in English too, what is Chinese stands in an element that says so."""
    own, wrong, seen = own_words(), [], 0
    for path in sorted((build / "site").rglob("*.html")):
        page = Languages()
        page.feed(path.read_text("utf-8"))
        for language, text in page.found:
            if any(word in text for word in own):
                seen += 1
                if not language.startswith("zh"):
                    wrong.append((path.relative_to(build).as_posix(), language, text[:60]))
    assert seen > 200
    assert wrong == []
