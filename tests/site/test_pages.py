"""The pages as files: links, languages, words, and that nothing points outside."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import pytest

from kg.asking import catalog
from kg.pipeline import check
from kg.resources import cases_folder, site_folder
from kg.site import write_site
from kg.site.addresses import page_of
from kg.snapshot import Snapshot

TOWN = Path(__file__).parents[1] / "cases" / "b-town"
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "rect", "wbr"}


class Reading(HTMLParser):
    """What the tests need of a page: its language, its addresses, its places, its text."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.lang = ""
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.open: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the addresses and places of an element."""
        own = dict(attrs)
        if tag == "html":
            self.lang = own.get("lang") or ""
        self.targets += [own[key] or "" for key in ("href", "src") if key in own]
        self.ids += [own["id"] or ""] if "id" in own else []
        self.inline += [key for key in own if key.startswith("on") or key == "style"]
        if (
            tag == "script"
            and "src" not in own
            and own.get("type") not in {"application/json", "application/ld+json"}
        ):
            self.inline.append("script")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends; all that were opened in it have ended."""
        if tag not in VOID:
            assert self.open, f"</{tag}> ends nothing"
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Reading]:
    """Every page, read."""
    found = {path.relative_to(site).as_posix(): Reading(path) for path in sorted(site.rglob("*.html"))}
    assert len(found) > 400
    return found


def test_every_link_leads_to_a_page_and_a_place(pages: dict[str, Reading], site: Path) -> None:
    """Every address of every page is a file of the site, and its fragment a place on it."""
    broken = []
    checked = 0
    asked = {query.name for query in catalog()}
    for name, page in pages.items():
        for target in page.targets:
            path, _, place = target.partition("#")
            there = (site / name).parent.joinpath(unquote(path)).resolve() if path else site / name
            inside = (
                there.relative_to(site.resolve()).as_posix() if there.is_relative_to(site.resolve()) else ""
            )
            checked += 1
            words = dict(parse_qsl(place)) if inside.endswith("query.html") else {}
            is_asked = words.pop("name", "") in asked and all(
                page_of(thing) == name.removeprefix("zh/") for thing in words.values()
            )
            is_place = not place or place in pages[inside].ids or is_asked
            if not inside or not there.is_file() or not is_place:
                broken.append(f"{name}: {target}")
    assert not broken, broken[:10]
    assert checked > 10_000


def test_no_address_leaves_the_site(pages: dict[str, Reading]) -> None:
    """No page loads or links to anything outside its folder."""
    outside = {t for page in pages.values() for t in page.targets if re.match(r"[a-z][a-z0-9+.-]*:|//|/", t)}
    assert not outside


def test_no_bundle_asks_a_remote_host(site: Path) -> None:
    """The shared files name no host that serves scripts or styles to others."""
    for path in (site / "assets").iterdir():
        # The engine's module in base64 spells every short word somewhere.
        text = re.sub(r"[A-Za-z0-9+/]{1000,}", "", path.read_text(encoding="utf-8"))
        assert not re.search(r"cdn\.|unpkg|jsdelivr|googleapis|@import|src=[\"']http", text, re.IGNORECASE), (
            path
        )


def test_no_script_or_style_stands_in_a_page(pages: dict[str, Reading]) -> None:
    """Everything works under a policy that forbids inline script and style."""
    assert not {name: page.inline for name, page in pages.items() if page.inline}


def test_every_place_is_named_once(pages: dict[str, Reading]) -> None:
    """No id stands twice on a page."""
    double = {
        n: [i for i in p.ids if p.ids.count(i) > 1] for n, p in pages.items() if len(set(p.ids)) < len(p.ids)
    }
    assert not double


def test_every_page_is_there_in_both_languages(pages: dict[str, Reading]) -> None:
    """Each page has its like in the other language, with the same places on it."""
    english = {name: page for name, page in pages.items() if not name.startswith("zh/")}
    assert len(english) * 2 == len(pages)
    for name, page in english.items():
        other = pages[f"zh/{name}"]
        assert (page.lang, other.lang) == ("en", "zh-Hans")
        # The volumes of the A–Z are cut where the letters of their own language are.
        assert name.startswith("a-z") or page.ids == other.ids, name


def test_every_page_but_the_explorer_is_light(site: Path) -> None:
    """A page is at most 150 kB beside the shared files; of the graphs, only that of a case may weigh more."""
    sizes = {p.relative_to(site).as_posix(): p.stat().st_size for p in site.rglob("*.html")}
    heavy = {name: size for name, size in sizes.items() if size > 150_000}
    assert {name.rpartition("/")[2] for name in heavy} <= {"graph.html"}, heavy
    assert not {"graph.html", "zh/graph.html"} & set(heavy)
    assert max(heavy.values()) < 400_000


def test_a_quotation_is_in_the_language_of_its_source(site: Path) -> None:
    """Quotations stay as they are on a Chinese page, and say which language they are in."""
    page = (site / "zh/case/j-city/source/abstract.html").read_text(encoding="utf-8")
    text = "".join(re.findall(r'<p class="verse-text" lang="en">(.*?)</p>', page, re.DOTALL))
    plain = re.sub(r"<[^>]+>", "", text)
    assert page.count('<p class="verse-text" lang="en">') == 22
    assert "Yiwang Tongban" in plain
    assert not re.search(r"[\u4e00-\u9fff]", plain.replace("这句话在下一句段继续", ""))


def test_the_whole_source_is_on_its_page(site: Path, snapshot: Snapshot) -> None:
    """The reader shows every letter of the source, once, in order."""
    from html import unescape  # noqa: PLC0415 - beside its only use

    from kg.asking import run  # noqa: PLC0415 - beside its only use

    (row,) = [row for row in run(snapshot.store, "site-sources") if "j-city" in row["source"].value]
    page = (site / "case/j-city/source/abstract.html").read_text(encoding="utf-8")
    verses = re.findall(r'<p class="verse-text" lang="en">(.*?)</p>', page, re.DOTALL)
    shown = "".join(unescape(re.sub(r"<[^>]+>", "", re.sub(r" <a .*?</a>", "", verse))) for verse in verses)
    assert shown == row["text"].value


def test_the_same_dataset_gives_the_same_bytes(tmp_path: Path) -> None:
    """Writing again to another folder gives the same files; one small case has every kind of page."""
    snapshot = _snapshot(TOWN)
    first, again = tmp_path / "first", tmp_path / "elsewhere" / "again"
    written = {path.relative_to(first): path.read_bytes() for path in write_site(snapshot, first)}
    assert len(written) > 100
    assert written == {path.relative_to(again): path.read_bytes() for path in write_site(snapshot, again)}


def test_the_words_are_there_in_every_language_and_used() -> None:
    """The languages have the same sentences with the same places; templates and code use each."""
    strings = {
        path.stem: json.loads(path.read_text("utf-8")) for path in (site_folder() / "strings").glob("*.json")
    }
    assert set(strings) == {"en", "zh"}
    assert set(strings["en"]) == set(strings["zh"])
    for key, english in strings["en"].items():
        assert _places(english) >= _places(strings["zh"][key]) - {"count", "n"}, key
    root = Path(__file__).parents[2]
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in (root / "kg" / "site", root / "site" / "templates")
        for path in folder.rglob("*.*")
        if path.suffix in {".py", ".html"}
    )
    literal = {key for key in strings["en"] if f'"{key}"' in code}
    prefixes = set(re.findall(r'"([a-z]+\.(?:[a-z]+_)*)(?:"|\{)', code))
    unused = [
        key for key in strings["en"] if key not in literal and not any(key.startswith(p) for p in prefixes)
    ]
    assert not unused


def _places(sentence: str | list[str]) -> set[str]:
    text = " ".join(sentence) if isinstance(sentence, list) else sentence
    return {place.lower() for place in re.findall(r"\{(\w+)\}", text)}


def test_another_case_needs_no_change(site: Path, tmp_path: Path) -> None:
    """A case gets its pages and its picture, and the claims of one beside it read as they did beside others."""
    write_site(_snapshot(cases_folder() / "j-city", TOWN), tmp_path)
    names = sorted(path.name for path in (tmp_path / "case").iterdir())
    assert names == ["b-town", "j-city"]
    assert "case/b-town/index.html" in Reading(tmp_path / "index.html").targets
    town = (tmp_path / "case/b-town/index.html").read_text(encoding="utf-8")
    assert town.count("cell-dominant") == 2
    assert "cell-not-coded" in town
    claims = list((site / "case/j-city/claim").glob("*.html"))
    assert len(claims) > 100
    for page in claims:
        assert (tmp_path / page.relative_to(site)).read_bytes() == page.read_bytes(), page.name


def _snapshot(*cases: Path) -> Snapshot:
    outcome, quads = check(list(cases))
    assert outcome.is_clean
    return Snapshot.of(quads, outcome.report())


def test_a_silence_says_no_more_than_was_searched(built: Path) -> None:
    """J City's one source was searched whole; of the cities' sources only parts were, so that an answer may be there."""
    words = '<h2><span class="mark mark-not-looked" aria-hidden="true">⌕</span>'
    for folder in ("site", "site/zh"):
        pages = {
            case: (built / folder / f"case/{case}/silences.html").read_text(encoding="utf-8")
            for case in ("j-city", "guiyang", "hangzhou")
        }
        assert pages["guiyang"].count(words) == 5
        assert pages["hangzhou"].count(words) == 4
        assert words not in pages["j-city"]
