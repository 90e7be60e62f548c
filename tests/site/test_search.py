"""The search and the A–Z in a real Chromium, opened from the folder without a server."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from kg.site.collation import key_of, letter_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DATA = "assets/search-data.js"


def typed(page: Any, words: str) -> Any:  # noqa: ANN401 - the driver's own type
    """Go to the field by its key, type, and give the list that opens."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    found = page.locator(".search-found")
    found.locator("a").first.wait_for(timeout=3000)
    return found


def groups(found: Any) -> dict[str, list[str]]:  # noqa: ANN401 - the driver's own type
    """What is found, by the title of its group."""
    result = {}
    for group in found.locator(".search-group").all():
        title = re.sub(r"\s*\d+$", "", group.locator(".search-sort").inner_text())
        result[title] = group.locator("li a > span[lang]").all_inner_texts()
    return result


def test_words_lead_to_claims_things_and_sentences(opened: Callable[..., Any]) -> None:
    """From the page of a claim: results by kind, the words marked, whose word a claim is, the right page."""
    window = opened()
    page = window.open("case/j-city/claim/c050.html")
    assert page.evaluate("globalThis.kgSearch === undefined"), "the data is loaded before anyone searches"
    found = typed(page, "innovation logic")
    by_kind = groups(found)
    assert {"Concepts", "Claims", "Things of the cases", "Words of the sources"} <= set(by_kind)
    assert "innovation logic" in by_kind["Concepts"]
    assert set(found.locator("mark").all_inner_texts()) >= {"innovation", "logic"}
    things = found.locator(".search-group", has_text="Things of the cases").locator(
        "a", has_text="innovation logic"
    )
    assert "J City" in things.locator(".search-case").all_inner_texts()
    page.keyboard.type(" supports")
    claim = found.locator("a", has_text="Field logic supports innovation logic").first
    claim.locator("mark", has_text="supports").wait_for()
    assert "the source states" in claim.inner_text()
    claim.click()
    page.wait_for_url("**/case/j-city/claim/*.html")
    assert page.locator("h1").inner_text() == "Field logic supports innovation logic"
    assert not window.faults


@pytest.mark.parametrize(
    ("identifier", "link"),
    [
        ("c073", "case/j-city/claim/c073.html"), ("gr073", "case/guiyang/claim/gr073.html"),
        ("n31", "case/j-city/silences.html#n31"),
    ],
)  # fmt: skip
def test_an_id_leads_to_what_has_it(opened: Callable[..., Any], identifier: str, link: str) -> None:
    """The id that traces and footnotes show finds its claim or silence first."""
    window = opened()
    found = typed(window.open("index.html"), identifier)
    assert (found.locator("a").first.get_attribute("href") or "").endswith(link)
    assert not window.faults


def test_chinese_is_found_by_any_part_of_a_word(opened: Callable[..., Any]) -> None:
    """Chinese has no spaces: two characters, one, or five are found wherever they stand, in both trees."""
    window = opened()
    for tree in ("zh/index.html", "index.html"):
        page = window.open(tree)
        assert typed(page, "避责").locator("mark", has_text="避责").count() >= 1
        page.locator("#search").fill("责")
        page.locator(".search-found mark").first.wait_for()
        page.locator("#search").fill("场域逻辑")
        page.locator(".search-found mark").first.wait_for()
        assert page.locator(".search-found mark").first.inner_text() == "场域逻辑"
    assert not window.faults


def test_words_of_the_source_lead_to_their_sentence(opened: Callable[..., Any]) -> None:
    """Words that stand in the source only are found there, and the link leads to the sentence."""
    page = opened().open("zh/index.html")
    found = typed(page, "video conference")
    link = found.locator("a[href*='source/abstract.html#s']").first
    words = link.locator(".search-words").inner_text()
    assert "video conference" in words
    link.click()
    page.wait_for_url("**/zh/case/j-city/source/abstract.html#s*")
    assert "video conference" in page.locator(":target .verse-text").inner_text()


def test_the_keyboard_alone_searches(opened: Callable[..., Any]) -> None:
    """Slash, words, arrows down and up, Escape, Enter: to the list, back, away, and to all results."""
    window = opened()
    page = window.open("findings.html")
    found = typed(page, "pressure")
    field = page.locator("#search")
    status = page.locator("#search-said").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.search-found') !== null")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Escape")
    assert found.is_hidden()
    assert field.input_value() == "pressure"
    page.keyboard.press("Enter")
    page.wait_for_url("**/a-z.html?q=pressure")
    page.locator(".results .search-group").first.wait_for()
    assert page.locator(".a-z").is_hidden()
    total = int(re.match(r"\d+", status)[0])  # type: ignore[index]
    assert page.locator(".results li").count() == total > 4
    page.keyboard.press("/")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    assert page.locator(".a-z").is_visible()
    page.go_back()
    typed(page, "pressure")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert "findings.html" not in page.url
    assert not window.faults


def test_what_is_not_there_is_said(opened: Callable[..., Any]) -> None:
    """No result is a sentence; a slip of one letter is forgiven."""
    page = opened().open("index.html")
    page.keyboard.press("/")
    page.keyboard.type("zzzzqq")
    page.wait_for_timeout(300)
    assert page.locator("#search-said").inner_text() == "Nothing has the words “zzzzqq”."
    page.locator("#search").fill("inovation")
    page.locator(".search-found mark").first.wait_for()
    assert "innovation" in page.locator(".search-found mark").first.inner_text().lower()


@pytest.mark.parametrize("damage", ["missing", "cut short", "another version"])
def test_a_damaged_data_file_is_said(
    opened: Callable[..., Any], site: Path, tmp_path: Path, damage: str
) -> None:
    """The reader is told that the search cannot start, and is led to the A–Z."""
    shutil.copytree(site / "assets", tmp_path / "assets")
    shutil.copy(site / "findings.html", tmp_path)
    shutil.copy(site / "a-z.html", tmp_path)
    data = tmp_path / DATA
    if damage == "missing":
        data.unlink()
    elif damage == "cut short":
        text = data.read_text(encoding="utf-8")
        data.write_text(text[: len(text) // 2], encoding="utf-8")
    else:
        data.write_text('globalThis.kgSearch={"records":[["x"]]};', encoding="utf-8")
    page = opened(folder=tmp_path).open("findings.html")
    page.locator("#search").focus()
    link = page.locator(".search-found a")
    link.wait_for(timeout=3000)
    assert "missing or damaged" in link.inner_text()
    link.click()
    page.wait_for_url("**/a-z.html")


def test_without_script_the_list_of_names_takes_its_place(opened: Callable[..., Any]) -> None:
    """The head links to the A–Z where no script runs, and every name there leads to a page."""
    page = opened(java_script_enabled=False).open("index.html")
    assert not page.locator("#search").is_visible()
    page.locator(".search-link").click()
    assert page.locator("noscript p").is_visible()
    assert page.locator(".names a").count() > 200


def test_the_lists_are_in_order_and_whole(site: Path) -> None:
    """Every thing with a page of its own is in the A–Z of both languages, in the order of its letters."""
    # What a page is about has its description in Turtle beside it; a page about several things has none.
    wanted = {
        path.relative_to(site).with_suffix(".html").as_posix()
        for folder in ("case", "theory")
        for path in (site / folder).rglob("*.ttl")
    }
    assert len(wanted) > 500
    for tree in ("", "zh/"):
        volumes = [site / tree / "a-z.html"]
        while (further := site / tree / "a-z" / f"{len(volumes) + 1}.html").is_file():
            volumes.append(further)
        letters: list[str] = []
        linked: set[str] = set()
        for path in volumes:
            text = path.read_text(encoding="utf-8")
            # A letter may go on in the next volume.
            letters += [
                one for one in re.findall(r'<h2 id="letter-\d+">(.)</h2>', text) if one not in letters[-1:]
            ]
            targets = re.findall(r'<a href="([^"#]+\.html)', text[text.index('class="names"') :])
            folder = path.parent
            linked |= {
                (folder / target).resolve().relative_to((site / tree).resolve()).as_posix()
                for target in targets
            }
        assert len(letters) > 20
        assert letters == sorted(letters, key=lambda letter: (letter == "#", letter)), tree
        assert wanted <= linked, sorted(wanted - linked)[:5]


def test_the_data_is_one_statement_and_plain(site: Path) -> None:
    """The script assigns JSON and does nothing else; no mark-up can start in it."""
    text = (site / DATA).read_text(encoding="utf-8")
    head, tail = "globalThis.kgSearch=", ";\n"
    assert text.startswith(head)
    assert text.endswith(tail)
    data = json.loads(text[len(head) : -len(tail)])
    assert len(data["records"]) > 300
    assert "<" not in text


@pytest.mark.parametrize(
    ("words", "letter"),
    [
        ("部门", "B"),
        ("场域", "C"),
        ("数据", "S"),
        ("政府", "Z"),
        ("压力", "Y"),
        ("囍", "#"),
        ("𠮷", "#"),
        ("1", "#"),
    ],
)
def test_a_word_stands_under_its_letter(words: str, letter: str) -> None:
    """Readings looked up in a dictionary: bumen, changyu, shuju, zhengfu, yali; rare and other signs under none."""
    assert letter_of(words) == letter


def test_the_order_is_that_of_pinyin() -> None:
    """a, ban, chuang, da, fa, xing, ya, zhong; a Latin letter before the characters that start with it."""
    words = ["中", "压", "行", "发", "大", "创", "办", "阿", "Case"]
    assert sorted(words, key=key_of) == ["阿", "办", "Case", "创", "大", "发", "行", "压", "中"]
