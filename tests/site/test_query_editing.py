"""Writing a query: names are proposed, and everything is done by keyboard."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.resources import cases_folder

sys.path.insert(0, str(Path(__file__).parent))
import asking

if TYPE_CHECKING:
    from collections.abc import Callable


def test_names_are_proposed(opened: Callable[..., Any]) -> None:
    """Prefixes, terms by name, by English and by Chinese label, and the query's own variables."""
    window = opened()
    page = window.open("query.html")
    wanted = {
        "SELECT * { ?s kg:suppo": "kg:supports",
        "SELECT * { ?s a kg:BehaviourL": "kg:BehaviourLogic",
        "SELECT * { ?s ?p 场域逻辑": "tl:field-logic",
        "SELECT * { ?s ?p field": "tl:field-logic",
        "PREFIX sk": "skos: <http://www.w3.org/2004/02/skos/core#>",
        "SELECT ?supporter { ?sup": "?supporter",
    }
    for typed, proposed in wanted.items():
        asking.type_query(page, typed)
        page.keyboard.press("Control+Space")
        option = page.locator(".cm-completionLabel", has_text=re.compile(f"^{re.escape(proposed)}$"))
        option.first.wait_for()
        page.keyboard.press("Escape")
    asking.type_query(page, "SELECT * { ?s kg:reciproc")
    page.keyboard.press("Control+Space")
    page.locator(".cm-tooltip-autocomplete li[aria-selected]").first.wait_for()
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    assert "kg:reciprocatesWith" in page.locator(".cm-content").inner_text()
    assert not window.faults


def test_everything_by_keyboard(opened: Callable[..., Any]) -> None:
    """Find a question, choose it, go into the editor and out of it, run, and save, without a mouse."""
    window = opened()
    page = window.open("query.html")
    page.locator("#query-filter").focus()
    page.keyboard.type("turn into")
    assert "questions" in page.locator("#query-count").inner_text()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.name") == "cq-21"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    asking.until(page)
    assert "name=cq-21" in page.url
    assert page.locator("[aria-selected=true]").get_attribute("data-name") == "cq-21"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.labels[0].textContent").startswith("Case")
    page.keyboard.press("Tab")
    assert "cm-content" in page.evaluate(asking.FOCUS)
    page.keyboard.type("# a/b")
    assert "cm-content" in page.evaluate(asking.FOCUS), "a slash is typed here, and does not start the search"
    assert page.locator("[aria-selected=true][role=option]").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate(asking.FOCUS) == "query-run"
    page.keyboard.press("Enter")
    asking.until(page)
    assert "query=" in page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.form") == "csv"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert "cm-content" in page.evaluate(asking.FOCUS)
    assert not window.faults


def test_a_question_is_asked_of_one_case(opened: Callable[..., Any]) -> None:
    """Asked of all cases at first; a case can be chosen, by name, and the address then holds it."""
    window = opened()
    page = window.open(asking.address(name="cq-47"))
    asking.until(page)
    rows = page.locator("#query-body tbody tr")
    cases = page.locator("#query-parameters select option").count() - 1
    assert cases == len(list(cases_folder().glob("*/case.yaml"))) >= 3
    assert rows.count() == 5 * cases, "five classes of claims for each case"
    page.locator("#query-parameters select").select_option(label="J City")
    asking.until(page)
    assert rows.count() == 5
    assert all(cell.startswith("J City") for cell in rows.locator("td:first-child").all_inner_texts())
    assert "j-city" in page.url
    assert not window.faults
