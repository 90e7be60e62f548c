"""The pages in a real Chromium, opened from the folder without a server."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_every_kind_of_page_is_quiet_and_fits(opened: Callable[..., Any], kinds: dict[str, str]) -> None:
    """No request leaves the folder, nothing is logged, nothing runs over the edge, wide or narrow."""
    checked = 0
    for width, tree in ((1280, ""), (390, ""), (1280, "zh/"), (360, "zh/")):
        window = opened(width=width)
        for kind, path in kinds.items():
            page = window.open(tree + path)
            assert page.evaluate(OVERFLOW) <= 0, (kind, tree, width)
            assert not window.faults, (kind, tree, width, window.faults)
            assert page.locator("h1").count() == 1, kind
            checked += 1
    assert checked == 4 * len(kinds)
    assert len(kinds) >= 20


def test_twice_the_type_size_fits(opened: Callable[..., Any], kinds: dict[str, str]) -> None:
    """A reader who doubles the size of the page at 1280 pixels need not scroll sideways."""
    window = opened(width=640, device_scale_factor=2)
    for kind, path in kinds.items():
        assert window.open(path).evaluate(OVERFLOW) <= 0, kind


def test_the_words_are_three_clicks_from_home(opened: Callable[..., Any]) -> None:
    """From home to the exact words behind a finding, marked where they stand in the source."""
    window = opened()
    page = window.open("index.html")
    page.get_by_role("link", name=re.compile("^Innovation logic dominates")).first.click()
    page.locator(".line mark").first.wait_for()
    marked = page.locator(".line mark").all_text_contents()
    assert marked == [
        "the 2019 national video conference",
        "After this",
        "innovation logic occupies a dominant position",
    ]
    assert "three passages" in page.locator(".weakest").inner_text()
    page.locator(".quote-place a").last.click()
    page.locator(".verse-text .is-lit").first.wait_for(timeout=5000)
    lit = "".join(page.locator(".verse-text .is-lit").all_text_contents())
    assert lit == marked[-1]
    assert page.locator(".verse-notes .is-lit").count() >= 1
    assert not window.faults


def test_the_picture_leads_to_the_claims(opened: Callable[..., Any]) -> None:
    """A line of the picture, and a cell of the bands, open the claim they stand for; so does the keyboard."""
    window = opened()
    page = window.open("index.html")
    arrow = page.locator(".picture-wide .arrow:not(.reading) a").first
    arrow.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claim/*.html")
    assert page.locator("h1").inner_text()
    page = window.open("index.html")
    page.locator(".picture-wide .cell-dominant a").first.click()
    assert "dominates" in page.locator("h1").inner_text()


def test_readings_are_off_until_asked_for(opened: Callable[..., Any]) -> None:
    """The picture draws readings, dashed, only when the switch is on; it needs no script."""
    for options in ({}, {"java_script_enabled": False}):
        page = opened(**options).open("index.html")
        readings = page.locator(".picture-wide .reading")
        assert readings.count() >= 15
        assert not readings.first.is_visible()
        page.locator(".readings-toggle").check()
        assert readings.first.is_visible()
        assert page.locator(".readings-list .claim-interpreted").first.is_visible()


def test_pages_read_well_without_script(opened: Callable[..., Any], kinds: dict[str, str]) -> None:
    """Sentences, quotations and tables are there when no script runs."""
    window = opened(java_script_enabled=False)
    page = window.open(kinds["stated claim"])
    assert page.locator(".line mark").first.is_visible()
    assert page.locator(".graph-empty").is_visible()
    page = window.open("case/j-city/graph.html")
    assert page.locator("table.edges tbody tr").count() > 100
    page = window.open("graph.html")
    assert "each case has a table" in page.locator(".graph-empty").inner_text()
    assert page.locator(".twin p a").count() == 3
    page = window.open(kinds["source"])
    assert page.locator(".verse").count() == 22
    assert not window.faults


def test_graphs_are_drawn(opened: Callable[..., Any], kinds: dict[str, str]) -> None:
    """A canvas with ink on it stands in the place of every graph."""
    ink = """canvas => {
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let count = 0;
        for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) count += 1;
        return count;
    }"""
    window = opened()
    for path in ("graph.html", kinds["stated claim"], kinds["claim by rule"], "zh/graph.html"):
        page = window.open(path)
        page.wait_for_timeout(300)
        assert page.locator(".graph-canvas canvas").evaluate(ink) > 500, path
    assert not window.faults


def test_a_broken_data_island_leaves_the_table(
    opened: Callable[..., Any], site: Path, tmp_path: Path
) -> None:
    """A damaged page says what it can instead of breaking."""
    for name in ("site.js", "site.css", "vis-network.js", "icon.svg"):
        target = tmp_path / "assets" / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((site / "assets" / name).read_bytes())
    for path in ("case/j-city/graph.html", "graph.html"):
        text = (site / path).read_text(encoding="utf-8")
        assert '{"claims":' in text
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace('{"claims":', '{"cla', 1), encoding="utf-8")
    shutil.copytree(site / "graph", tmp_path / "graph")
    window = opened(folder=tmp_path)
    for path, rows in (("case/j-city/graph.html", 100), ("graph.html", 0)):
        page = window.open(path)
        assert page.locator(".graph-empty").is_visible()
        assert page.locator("table.edges tbody tr").count() >= rows
    assert not window.faults


def test_the_language_switch_keeps_the_place(opened: Callable[..., Any], kinds: dict[str, str]) -> None:
    """The other language opens at the same passage."""
    page = opened().open(f"{kinds['source']}#s18")
    page.locator(".switch-language").click()
    page.wait_for_url("**/zh/**#s18")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.locator(".switch-language").click()
    page.wait_for_url("**/source/abstract.html#s18")
    assert "/zh/" not in page.url


def test_the_theme_is_kept(opened: Callable[..., Any]) -> None:
    """The switch turns the colours at once, graphs included, and the next page has them before paint."""
    paper = "getComputedStyle(document.body).backgroundColor"
    window = opened()
    page = window.open("graph.html")
    light = page.evaluate(paper)
    page.locator(".switch-theme").click()
    dark = page.evaluate(paper)
    assert light != dark
    page = window.open("findings.html")
    assert page.evaluate(paper) == dark
    assert opened(dark=True).open("findings.html").evaluate(paper) == dark


def test_the_keyboard_reaches_the_text_and_every_control(opened: Callable[..., Any]) -> None:
    """The first stop skips to the text; the filters and the canvas are on the way."""
    page = opened().open("graph.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.name || document.activeElement.className"))
    assert {"view", "graph-canvas", "from", "to"} <= seen
    page.locator("details[data-choice=status] summary").focus()
    page.keyboard.press("Enter")
    page.locator("input[name=status]").first.focus()
    page.keyboard.press("Space")
    assert "status=" in page.url
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_printed_claim_has_its_words(opened: Callable[..., Any], kinds: dict[str, str]) -> None:
    """On paper the navigation and the canvas are gone, the quotations and the address stay."""
    page = opened().open(kinds["stated claim"])
    page.emulate_media(media="print")
    assert not page.locator(".head nav").is_visible()
    assert not page.locator(".graph").is_visible()
    assert page.locator(".line mark").first.is_visible()
    assert page.locator(".foot code").first.is_visible()
    assert len(page.pdf()) > 10_000


def test_nothing_moves_for_those_who_ask(opened: Callable[..., Any]) -> None:
    """Under reduced motion there is no transition at all."""
    page = opened(reduced_motion="reduce").open("index.html")
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    assert page.evaluate(moving) == 0
