"""What axe-core finds on each kind of page: nothing, in both languages, light and dark; and the keyboard.

Language and theme change different things (words, colours), so two of the four pairs see every kind
of page, and the other two see the kinds that have most parts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

AXE = Path(__file__).parents[2] / "site" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
    v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' | ')}`))"""


RICH = {"index", "stated claim", "source", "query", "graph", "a-z.html"}
PAIRS = [("", False, True), ("zh/", True, True), ("", True, False), ("zh/", False, False)]
STOPS = """() => {
    const wanted = 'a[href], button, input, select, textarea, summary, [tabindex="0"], [contenteditable="true"]';
    const isFolded = one => {
        const fold = (one.tagName === 'SUMMARY' ? one.parentElement.parentElement : one).closest('details:not([open])');
        return fold !== null;
    };
    const seen = [...document.querySelectorAll(wanted)].filter(one => !one.disabled && one.tabIndex >= 0
        && !isFolded(one) && one.getClientRects().length && getComputedStyle(one).visibility !== 'hidden');
    const group = one => one.type === 'radio' ? document.querySelector(`[name="${one.name}"]`) : one;
    const names = new Set(seen.map(group));
    [...names].forEach((one, number) => { one.dataset.stop = number; });
    return names.size;
}"""
HERE = """() => { const one = document.activeElement;
    const first = one.type === 'radio' ? document.querySelector(`[name="${one.name}"]`) : one;
    return first.dataset.stop ?? ''; }"""
MANY = 160


@pytest.mark.parametrize(
    ("tree", "dark", "every"), PAIRS, ids=["en light", "zh dark", "en dark, rich", "zh light, rich"]
)
def test_axe_finds_nothing(
    opened: Callable[..., Any],
    kinds: dict[str, str],
    tree: str,
    *,
    dark: bool,
    every: bool,
) -> None:
    """No violation of any rule that is on by default."""
    if not AXE.is_file():
        pytest.skip(f"axe-core is not installed ({AXE.parent}): run 'npm ci' in site/")
    script = AXE.read_text(encoding="utf-8")
    window = opened(dark=dark, bypass_csp=True)
    found = {}
    for kind, path in kinds.items():
        if not every and kind not in RICH:
            continue
        page = window.open(tree + path)
        page.evaluate(script)
        violations = page.evaluate(RUN)
        if violations:
            found[kind] = violations
    assert not found


def test_axe_finds_nothing_in_the_results_of_a_search(opened: Callable[..., Any]) -> None:
    """The list under the field, and the page of all results, light and dark."""
    if not AXE.is_file():
        pytest.skip(f"axe-core is not installed ({AXE.parent}): run 'npm ci' in site/")
    for dark in (False, True):
        page = opened(dark=dark, bypass_csp=True).open("findings.html")
        page.keyboard.press("/")
        page.keyboard.type("pressure")
        page.locator(".search-found mark").first.wait_for(timeout=3000)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(RUN) == []
        page.keyboard.press("Enter")
        page.wait_for_url("**/a-z.html?q=pressure")
        page.locator(".results mark").first.wait_for(timeout=3000)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(RUN) == []


def test_the_tab_key_reaches_everything(opened: Callable[..., Any], kinds: dict[str, str]) -> None:
    """Every link, button, field and fold of a page gets the focus in turn, and none keeps it."""
    window = opened()
    checked = 0
    for kind, path in kinds.items():
        page = window.open(path)
        stops = page.evaluate(STOPS)
        if stops > MANY:
            continue
        reached = set()
        for _ in range(stops + 3):
            page.keyboard.press("Tab")
            reached.add(page.evaluate(HERE))
        missed = {str(number) for number in range(stops)} - reached
        names = [
            page.locator(f"[data-stop='{number}']").first.evaluate("e => e.outerHTML.slice(0, 90)")
            for number in sorted(missed)
        ]
        assert not missed, (kind, names)
        checked += 1
    assert checked >= 12
