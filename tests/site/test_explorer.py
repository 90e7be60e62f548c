"""The graph explorer in a real Chromium: filters, panel and ways, driven by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg.model.iris import local_name
from kg.site.book import Book, read_book

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import SimpleNamespace

    from kg.pipeline import Snapshot

FIELD = "case/j-city/element/field"


@pytest.fixture(scope="module")
def book(snapshot: Snapshot) -> Book:
    """The facts the pages are made from, to compare with what is drawn."""
    return read_book(snapshot)


def test_the_sentence_filters(opened: Callable[..., Any], drive: SimpleNamespace, book: Book) -> None:
    """Asking for what is stated about behaviour logics in both phases shows those claims and no others."""
    page = opened().open("graph.html#view=everything")
    drive.choose(page, "status", "stated")
    drive.choose(page, "kind", "BehaviourLogic")
    drive.choose(page, "phase", "case/j-city/element/before", "case/j-city/element/after")
    facts = book.index.facts
    logics = {e.iri for e in facts.elements.values() if local_name(e.kind) == "BehaviourLogic"}
    expected = {
        claim.identifier
        for claim in facts.claims.values()
        if claim.status == "stated"
        and logics & {*claim.part("subject"), *claim.part("object")}
        and set(facts.phases) & {*claim.part("subject"), *claim.part("object"), *claim.part("duringPhase")}
    }
    assert {"c063", "c067"} <= expected
    assert {row.rpartition("/")[2].partition(":")[0] for row in drive.table(page)} == expected
    sentence = page.locator(".sentence").inner_text()
    assert "stated" in sentence
    assert "behaviour logic" in sentence
    assert "the phase before the conference or the phase after the conference" in sentence or (
        "the phase after the conference or the phase before the conference" in sentence
    )


def test_readings_from_list_order_need_a_second_word(
    opened: Callable[..., Any], drive: SimpleNamespace, book: Book
) -> None:
    """With readings on, those read from the order of lists alone stay off until they are asked for."""
    page = opened().open("graph.html#view=everything")
    # Claims of two cases may bear the same number.
    claims = [claim for claim in book.index.facts.claims.values() if claim.case.endswith("/case/j-city")]
    drive.choose(page, "case", "case/j-city")
    listed = {
        claim.identifier
        for claim in claims
        if {local_name(basis) for basis in claim.part("basis")} == {"basis-enumeration-order"}
    }
    assert len(listed) == 13
    statuses = ("stated", "presupposed", "inferred", "interpreted")
    drive.choose(page, "status", *statuses)
    names = {row.rpartition("/")[2].partition(":")[0] for row in drive.table(page)}
    assert any(name.startswith("i") for name in names)
    assert not names & listed
    page.locator("details[data-choice=confidence] summary").click()
    page.locator("input[name=listed]").check()
    page.keyboard.press("Escape")
    names = {row.rpartition("/")[2].partition(":")[0] for row in drive.table(page)}
    assert listed <= names
    drive.choose(page, "confidence", "high")
    names = {row.rpartition("/")[2].partition(":")[0] for row in drive.table(page)}
    sure = {c.identifier for c in claims if c.confidence in {"medium", "low"}}
    assert sure
    assert not names & sure


def test_a_click_opens_the_panel(opened: Callable[..., Any], drive: SimpleNamespace) -> None:
    """On a node: definition, claims, ways; on a line: the claim in words, its marks, its words."""
    window = opened()
    page = window.open("graph.html")
    panel = page.locator(".panel")
    assert panel.get_attribute("aria-live") == "polite"
    x, y = drive.place_of(page, FIELD)
    drive.click_at(page, x, y)
    assert panel.locator("h2").inner_text() == "field logic"
    assert "Not defined in the source" in panel.inner_text()
    assert "node=" in page.url
    panel.get_by_role("button", name="Field logic supports innovation logic").click()
    assert panel.locator("h2").inner_text() == "Field logic supports innovation logic"
    assert panel.locator("blockquote").all_inner_texts() == [
        "field logic not only provides support for responsibility avoidance and innovation logic"
    ]
    assert "the source states" in panel.inner_text()
    assert "S20" in panel.inner_text()
    assert "edge=" in page.url
    page.go_back()
    assert panel.locator("h2").inner_text() == "field logic"
    page.locator("#graph-canvas").focus()
    page.keyboard.press("Escape")
    assert panel.locator("h2").count() == 0
    assert not window.faults


def test_a_click_on_a_line_opens_its_claim(opened: Callable[..., Any], drive: SimpleNamespace) -> None:
    """The only line between two boxes of an answer is opened by pointing at its middle."""
    window = opened()
    page = window.open("graph.html#view=cq-15")
    view = next(v for v in drive.data_of(page)["views"] if v["id"] == "cq-15")
    claim = next(e for e in drive.data_of(page)["edges"] if e["id"] == view["edges"][0])
    (x1, y1), (x2, y2) = (view["places"][claim[end]] for end in ("from", "to"))
    page.goto(f"{page.url.partition('#')[0]}#view=cq-15&at=1,{round((x1 + x2) / 2)},{round((y1 + y2) / 2)}")
    page.wait_for_timeout(200)
    box = page.locator("#graph-canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert "dominates" in page.locator(".panel h2").inner_text()
    assert not window.faults


def test_the_keyboard_goes_from_box_to_box(opened: Callable[..., Any]) -> None:
    """Arrows move and are heard, Enter opens, Escape closes, plus and minus zoom."""
    window = opened()
    page = window.open("graph.html")
    page.locator("#graph-canvas").focus()
    page.keyboard.press("Home")
    heard = page.locator(".graph-said")
    first = heard.inner_text()
    assert "analysis dimension" in first
    page.keyboard.press("ArrowDown")
    second = heard.inner_text()
    assert second != first
    page.keyboard.press("ArrowUp")
    assert heard.inner_text() == first
    page.keyboard.press("ArrowRight")
    assert "driv" in heard.inner_text() or "pressures" in heard.inner_text()
    seen = set()
    for _ in range(30):
        page.keyboard.press("PageDown")
        seen.add(heard.inner_text())
    assert len(seen) >= 20
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    name = page.locator(".panel h2").inner_text()
    assert first.startswith(name)
    page.locator(".panel button").first.focus()
    page.keyboard.press("Escape")
    assert page.locator(".panel h2").count() == 0
    assert page.evaluate("document.activeElement.id") == "graph-canvas"
    page.keyboard.press("0")
    assert not window.faults


def test_the_shortest_way_is_shown_and_told(opened: Callable[..., Any]) -> None:
    """From one thing to another: lit in the drawing, listed in words; none is said to be none."""
    window = opened(accept_downloads=True)
    page = window.open("graph.html#view=everything")
    page.locator("form.way select[name=from]").select_option(FIELD)
    page.locator("form.way select[name=to]").select_option("case/j-city/element/departments")
    page.locator("form.way button").click()
    panel = page.locator(".panel")
    steps = panel.locator("ol li").count()
    assert steps >= 2
    assert str(steps) in panel.locator("h2").inner_text()
    assert "field logic" in panel.locator("h2").inner_text()
    ends = [text.lower() for text in panel.locator("ol li button").all_inner_texts()]
    assert "field logic" in ends[0]
    assert "government departments" in ends[-1]
    url = page.url
    page.locator("form.way select[name=from]").select_option("case/j-city/element/active-action")
    page.locator("details[data-choice=status] summary").click()
    page.locator("details[data-choice=status] button[data-choose=none]").click()
    page.locator("form.way button").click()
    assert "No way" in panel.locator("h2").inner_text()
    page.goto(url)
    page.wait_for_timeout(200)
    assert panel.locator("ol li").count() == steps
    assert not window.faults


def test_a_way_starts_and_ends_in_the_panel(opened: Callable[..., Any]) -> None:
    """Two panels name the ends; no pointer is needed."""
    page = opened().open(f"graph.html#view=interactions:j-city&node={FIELD}")
    page.get_by_role("button", name="A way from here").click()
    assert "to what?" in page.locator(".panel h2").inner_text()
    page.locator("#graph-canvas").focus()
    page.keyboard.press("End")
    for _ in range(3):
        if "innovation" in page.locator(".graph-said").inner_text():
            break
        page.keyboard.press("PageUp")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="A way to here").click()
    assert page.locator(".panel ol li").count() == 1
