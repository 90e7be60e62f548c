"""A query that runs too long or grows too large is stopped, and the next one is answered."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import asking

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("by", ["button", "key"])
def test_a_runaway_is_stopped(opened: Callable[..., Any], by: str) -> None:
    """It runs beside the page, whose clock goes on; stopped, it says so, and the next query is answered."""
    window = opened()
    page = window.open("query.html")
    asking.type_query(page, asking.RUNAWAY)
    page.keyboard.press("Control+Enter")
    asking.until(page, {"running"})
    page.wait_for_timeout(2500)
    assert asking.state(page) == "running"
    seconds = float(page.locator("#query-clock").inner_text().split()[0])
    assert 2 <= seconds < 10
    if by == "button":
        page.locator("#query-stop").click()
    else:
        page.keyboard.press("Escape")
    asking.until(page, {""})
    assert asking.said(page).startswith("Stopped.")
    assert page.evaluate(asking.FOCUS) == "query-run"
    asking.type_query(page, asking.SMALL)
    page.keyboard.press("Control+Enter")
    asking.until(page)
    assert asking.said(page).startswith("1 row,")
    assert not window.faults


def test_stopped_while_loading(opened: Callable[..., Any]) -> None:
    """Who stops before the engine stands can ask again at once."""
    window = opened()
    page = window.open("query.html")
    page.evaluate("""() => {
        document.getElementById('query-run').click();
        document.getElementById('query-stop').click();
    }""")
    asking.until(page, {""})
    page.locator("#query-run").click()
    asking.until(page)
    assert "rows, found in" in asking.said(page)
    assert not window.faults


def test_more_memory_than_a_page_may_have(opened: Callable[..., Any]) -> None:
    """A query whose answer outgrows the engine's memory ends in a sentence, and the next one is answered."""
    window = opened()
    page = window.open("query.html")
    # Doubling a text forty times.
    text = "".join(f"BIND (CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40))
    asking.type_query(page, f'SELECT (STRLEN(?x40) AS ?n) {{ BIND ("0123456789" AS ?x0) {text} }}')
    page.keyboard.press("Control+Enter")
    asking.until(page, {"fault"})
    assert "more memory" in asking.fault(page)
    asking.type_query(page, asking.SMALL)
    page.keyboard.press("Control+Enter")
    asking.until(page)
    assert asking.said(page).startswith("1 row,")
