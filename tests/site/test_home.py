"""The home page: from the question to the words, and a picture that says what it rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = [
    "the 2019 national video conference",
    "After this",
    "innovation logic occupies a dominant position",
]
"""What the source says of the finding, as read in the abstract."""


def test_a_stranger_needs_three_clicks(opened: Callable[..., Any]) -> None:
    """From home to the words in the source, seeing at each step what is stated and what is read."""
    window = opened()
    page = window.open("index.html")
    lead = page.locator(".lead-finding", has_text="Innovation logic dominates")
    assert "The source states. Rests on three passages; nothing is read into them." in lead.inner_text()
    assert lead.locator("q").all_text_contents() == WORDS
    lead.get_by_role("link").click()
    assert "the source states" in page.locator(".kicker").inner_text()
    assert "nothing is read into" in page.locator(".weakest").inner_text()
    assert page.locator(".line mark").all_text_contents() == WORDS
    page.locator(".quote-place a").last.click()
    page.wait_for_url("**/source/*.html#p-*")
    assert "".join(page.locator(".verse-text .is-lit").all_text_contents()) == WORDS[-1]
    text = page.locator(".reader").inner_text().lower()
    assert "sparql" not in text
    assert not window.faults


def test_a_reading_is_called_one(opened: Callable[..., Any]) -> None:
    """Whoever asks for the readings sees them named as readings, with what they were read from."""
    page = opened().open("index.html")
    page.locator(".readings-toggle").check()
    first = page.locator(".readings-list .claim-interpreted").first
    assert "our reading" in first.inner_text()
    first.locator("a").click()
    assert "we read" in page.locator(".kicker").inner_text()
    assert page.locator(".weakest").inner_text().startswith("Rests on one reading of ours")


def test_home_leads_with_a_handful(opened: Callable[..., Any]) -> None:
    """A few findings stand out, each with its strength; no finding stands twice."""
    page = opened(java_script_enabled=False).open("index.html")
    leads = page.locator(".lead-finding h3 a").all_text_contents()
    assert 2 <= len(leads) <= 5
    assert all("Rests on" in words for words in page.locator(".lead-finding").all_inner_texts())
    others = page.locator(".further a").all_text_contents()
    assert others
    assert not set(leads) & set(others)
    assert page.locator(".ways li").count() == 5


@pytest.mark.parametrize("tree", ["", "zh/"])
def test_pointing_lights_what_belongs_together(opened: Callable[..., Any], tree: str) -> None:
    """A cell lights its logic, its phase and the event, tells its words, and lets go again."""
    window = opened()
    page = window.open(f"{tree}index.html")
    cell = page.locator(".picture-wide .cell-dominant").nth(1)
    cell.locator("a").focus()
    lit = {part.rpartition("/")[2] for part in _keys(page, ".picture-wide .is-lit")}
    assert {"innovation", "after", "conference", "c067"} <= lit
    assert not {"avoidance", "before", "field"} & lit
    assert page.locator(".figure-say q").all_text_contents() == WORDS
    box = page.locator('.picture-wide .box[data-key$="element/field"]')
    box.hover()
    lit = {part.rpartition("/")[2] for part in _keys(page, ".picture-wide .is-lit")}
    assert {"field", "avoidance", "innovation", "c073", "c074"} <= lit
    assert "before" in lit
    assert not {"being-able", "practice-situations", "task-completion"} & lit, (
        "a reading that is not shown lights nothing"
    )
    page.locator("h1").hover()
    page.evaluate("document.activeElement.blur()")
    assert page.locator(".picture-wide .is-lit").count() == 0
    assert page.locator(".figure-say q").count() == 0
    page.locator(".readings-toggle").check()
    box.hover()
    lit = {part.rpartition("/")[2] for part in _keys(page, ".picture-wide .is-lit")}
    assert {"being-able", "practice-situations"} <= lit
    assert not window.faults


def _keys(page: Any, selector: str) -> list[str]:  # noqa: ANN401 - the driver's own type
    found: list[str] = page.locator(selector).evaluate_all("all => all.map(p => p.dataset.key || '')")
    return found


@pytest.mark.parametrize("tree", ["", "zh/"])
def test_the_picture_stays_in_its_column(opened: Callable[..., Any], tree: str) -> None:
    """No word of the picture sticks out at the sides, on a wide sheet or on a phone."""
    beyond = """svg => { const r = svg.getBoundingClientRect(); return [...svg.querySelectorAll('text')]
        .filter(t => getComputedStyle(t).display !== 'none' && t.getBoundingClientRect().width)
        .filter(t => t.getBoundingClientRect().left < r.left - 1 || t.getBoundingClientRect().right > r.right + 1)
        .map(t => t.textContent) }"""
    for width, sheet in ((1280, "wide"), (900, "narrow"), (360, "narrow")):
        page = opened(width=width).open(f"{tree}index.html")
        drawing = page.locator(f".picture-{sheet}")
        assert drawing.is_visible(), width
        assert drawing.evaluate(beyond) == [], width
        smallest = drawing.locator("text").evaluate_all(
            "(all) => Math.min(...all.map(t => parseFloat(getComputedStyle(t).fontSize)"
            " * t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width))"
        )
        assert smallest >= 10, (width, smallest)


def test_every_part_of_the_picture_is_told(site: Path) -> None:
    """Each claim and edge that is drawn has its line to be told."""
    page = (site / "index.html").read_text(encoding="utf-8")
    drawing = page[page.index("<svg") : page.index("</svg>")]
    keys = {key for key in re.findall(r'data-key="([^"]+)"', drawing) if re.search(r"/(claim|edge)/", key)}
    told = set(re.findall(r'<div data-for="([^"]+)"', page))
    assert len(keys) > 30
    assert keys <= told
