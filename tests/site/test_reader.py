"""The source reader: the whole text, ink for what rests on it, filters, passages that take turns."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.snapshot import Snapshot

SOURCE = "case/j-city/source/abstract.html"
CLAIMS_PER_PASSAGE = """
PREFIX kg: <https://w3id.org/tongban-kg/ontology#>
SELECT ?start ?end ?claim WHERE {
  GRAPH ?g { ?line kg:evidenceFor ?claim ; kg:cites ?passage . }
  GRAPH ?h { ?passage kg:start ?start ; kg:end ?end . }
}
"""
PIECE = re.compile(
    r'<mark class="ink-(\d)">(.*?)</mark>|<span class="bare">(.*?)</span>|<a class="passage near"[^>]*>(.*?)</a>',
    re.DOTALL,
)


def test_the_ink_is_the_number_of_claims(site: Path, snapshot: Snapshot) -> None:
    """Each letter's ink is counted again, by another way, from the evidence in the dataset."""
    (row,) = snapshot.store.select(
        "SELECT ?t WHERE { GRAPH ?g { ?s <https://w3id.org/tongban-kg/ontology#text> ?t } }"
    )
    text = row["t"].value
    resting: list[set[str]] = [set() for _ in text]
    for found in snapshot.store.select(CLAIMS_PER_PASSAGE):
        for place in range(int(found["start"].value), int(found["end"].value)):
            resting[place].add(found["claim"].value)
    wanted = [(n >= 1) + (n >= 2) + (n >= 4) for n in map(len, resting)]
    page = (site / SOURCE).read_text(encoding="utf-8")
    inks: list[int] = []
    shown = ""
    for verse in re.findall(r'<p class="verse-text"[^>]*>(.*?)</p>', page, re.DOTALL):
        for ink, marked, bare, near in PIECE.findall(verse):
            words = unescape(re.sub(r"<[^>]+>", "", marked or bare or near))
            shown += words
            inks += [int(ink or 0)] * len(words)
    assert shown == text
    assert inks == wanted
    assert {0, 1, 2, 3} <= set(inks)


def test_a_passage_opens_and_closes_by_keyboard(opened: Callable[..., Any]) -> None:
    """Enter opens what rests on a passage, the address names it, Escape leads back to the words."""
    window = opened()
    page = window.open(SOURCE)
    panel = page.locator(".passage-panel")
    assert not panel.is_visible()
    piece = page.locator("a.passage", has_text="After this").first
    piece.focus()
    page.keyboard.press("Enter")
    panel.wait_for(timeout=5000)
    assert panel.locator(".passage-words").inner_text() == "After this"
    claims = panel.locator(".claims a").all_text_contents()
    assert "Innovation logic dominates in the phase after the conference" in claims
    assert len(claims) == len(set(claims))
    address = page.url
    assert re.search(r"#p-\d+-\d+$", address)
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden", timeout=5000)
    assert page.url.endswith("#s17")
    assert "After this" in page.evaluate("document.activeElement.textContent")
    page.go_back()
    assert page.url == address
    panel.wait_for(timeout=5000)
    page.reload()
    assert panel.locator(".passage-words").inner_text() == "After this"
    panel.locator(".claims a", has_text="Innovation logic dominates").click()
    page.wait_for_url("**/claim/c067.html")
    assert not window.faults


def test_overlapping_passages_take_turns(opened: Callable[..., Any]) -> None:
    """A piece that several passages cover shows each of them in turn, the shortest first."""
    page = opened().open(SOURCE)
    pieces = page.locator("a.passage")
    most = pieces.evaluate_all(
        "all => all.map((p, i) => [p.dataset.passages.split(' ').length, i]).sort((a, b) => b[0] - a[0])[0]"
    )
    count, place = most
    assert count >= 2
    seen = []
    for _ in range(count + 1):
        pieces.nth(place).click()
        seen.append(page.evaluate("location.hash"))
    assert len(set(seen)) == count
    assert seen[0] == seen[-1]
    lengths = [int(end) - int(start) for start, end in (re.findall(r"\d+", name) for name in seen[:count])]
    assert lengths == sorted(lengths)


def test_filters_leave_what_was_asked_for(opened: Callable[..., Any]) -> None:
    """A claim leaves its own passages marked; the choice survives reloading and the other language."""
    window = opened()
    page = window.open(SOURCE)
    everything = page.locator("li[data-claim]:visible").count()
    page.locator("select[name=claim]").select_option("c067")
    inked = page.locator(".verse-text mark:not(.ink-0)")
    assert "".join(inked.all_text_contents()).count("After this") == 1
    assert set("|".join(inked.all_text_contents()).split("|")) == {
        "the 2019 national video conference", "After this", "innovation logic occupies a dominant position",
    }  # fmt: skip
    assert "claim=c067" in page.url
    page.reload()
    assert inked.count() == 3
    page.locator(".switch-language").click()
    page.wait_for_url("**/zh/**?claim=c067")
    assert page.locator(".verse-text mark:not(.ink-0)").count() == 3
    page.locator("button[type=reset]").click()
    page.wait_for_function("!location.search")
    page.locator("select[name=status]").select_option("interpreted")
    assert 0 < page.locator(".verse-notes li[data-claim]:visible").count() < everything
    assert page.locator(".verse-notes li[data-claim]:visible:not([data-status=interpreted])").count() == 0
    assert not window.faults


def test_the_reader_needs_no_script(opened: Callable[..., Any]) -> None:
    """Without script the marks, the strip and the notes stand, and no dead control does."""
    page = opened(java_script_enabled=False).open(SOURCE)
    assert page.locator(".strip a").count() == 22
    assert page.locator(".strip a").first.get_attribute("aria-label").startswith("S01: ")
    assert not page.locator(".reader-filters").is_visible()
    assert not page.locator(".passage-panel").is_visible()
    page.locator("a.passage").first.click()
    assert "#p-" in page.url
