"""Driving the query page: open it at a query, wait for what it says, read its answer."""

from __future__ import annotations

import base64
import gzip
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIMIT = 30.0
ENDED = {"answered", "fault"}
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
# One row, however many cases ship.
SMALL = "SELECT (COUNT(*) AS ?n) { ?s a kg:Case }"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUS = """() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return `${at.id} ${at.className}`.trim();
}"""


def unpacked(text: str) -> dict[str, Any]:
    """What the script of a dataset holds: its terms and rows unpacked, beside its hash and its number of lines."""
    data: dict[str, Any] = json.loads(text.partition("=")[2].rstrip().rstrip(";"))
    return data | json.loads(gzip.decompress(base64.b64decode(data.pop("packed"))))


def packed(text: str, data: dict[str, Any]) -> str:
    """The script of a dataset with other terms and rows in it."""
    body = json.dumps({name: data[name] for name in ("terms", "rows")}).encode()
    whole = {
        "sha256": data["sha256"],
        "quads": data["quads"],
        "packed": base64.b64encode(gzip.compress(body)).decode(),
    }
    return f"{text.partition('=')[0]}={json.dumps(whole)};"


def address(tree: str = "", **asked: str) -> str:
    """The page with a query or the name of a question in its address."""
    return f"{tree}query.html#{urlencode(asked)}"


def state(page: Page) -> str:
    """What the page is doing: running, answered, fault."""
    return page.locator("#query-page").get_attribute("data-state") or ""


def until(page: Page, states: set[str] | None = None) -> str:
    """Wait for one of the states; the page's policy forbids the driver's own waiting."""
    wanted = states or ENDED
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if state(page) in wanted:
            return said(page)
        page.wait_for_timeout(20)
    raise AssertionError(f"the page is {state(page)!r}, not one of {sorted(wanted)}: {said(page)}")


def said(page: Page) -> str:
    """What the page says about the last query."""
    return page.locator("#query-said").inner_text()


def ask(window: Any, sparql: str, tree: str = "") -> Page:  # noqa: ANN401 - a window of conftest
    """Open the page at a query and wait for its end."""
    # A new fragment alone would not load the page again.
    window.page.goto("about:blank")
    page: Page = window.open(address(tree, query=sparql))
    until(page)
    return page


def turn_to(page: Page, base: str, **asked: str) -> None:
    """Ask by a new fragment, as following a link does: the page, once loaded, is not loaded again."""
    page.locator("html").evaluate(
        "() => { const root = document.getElementById('query-page'); if (root) root.dataset.state = ''; }"
    )
    page.goto(f"{base}/{address(**asked)}")
    until(page)


def saved(page: Page, form: str) -> bytes:
    """The bytes of a file that the page offers."""
    with page.expect_download() as download:
        page.locator(f"#query-files [data-form={form}]").click()
    path = download.value.path()
    return path.read_bytes()


def type_query(page: Page, sparql: str) -> None:
    """Put a query in the place of the one that stands in the editor."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(sparql)


def fault(page: Page) -> str:
    """What the page says is wrong."""
    words: str = page.locator("#query-fault").inner_text()
    return words
