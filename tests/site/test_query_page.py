"""The query page as a whole: when it loads what, where it is served from, its address, its size, its words."""

from __future__ import annotations

import functools
import http.server
import json
import re
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.resources import cases_folder

sys.path.insert(0, str(Path(__file__).parent))
import asking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CASES = len(list(cases_folder().glob("*/case.yaml")))


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The site from a web server on this machine."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that writes no log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_it_works_from_a_server_too(browser: Any, served: str) -> None:  # noqa: ANN401 - the driver's own type
    """Under HTTP the same page asks its own host only, and nothing is logged."""
    page = browser.new_context().new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(f"{served}/{asking.address('zh/', query=asking.SMALL)}")
    asking.until(page)
    assert page.locator("#query-body tbody tr").count() == 1
    assert page.locator("#query-body tbody td").inner_text() == str(CASES)
    assert not faults
    assert all(url.startswith((served, "blob:", "data:")) for url in asked), asked
    page.context.close()


def test_nothing_is_loaded_before_it_is_needed(opened: Callable[..., Any]) -> None:
    """The engine and the dataset come with the first query; no other page has them or the editor."""
    window = opened()
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    window.open("findings.html")
    assert not [name for name in asked if "query" in name or "dataset" in name]
    page = window.open("query.html")
    page.wait_for_timeout(300)
    assert {"query.js", "query-names.js"} <= set(asked)
    assert not {"query-engine.js", "dataset-nq.js"} & set(asked)
    page.locator("#query-run").click()
    asking.until(page)
    assert {"query-engine.js", "dataset-nq.js"} <= set(asked)
    assert "vis-network.js" not in asked
    assert not window.faults


def test_a_query_can_be_shared(opened: Callable[..., Any]) -> None:
    """The address holds what was run; the other language, and another window, ask the same."""
    window = opened()
    page = window.open("query.html")
    sparql = 'SELECT ?l { ?s a kg:Case ; rdfs:label ?l . FILTER (LANG(?l) = "en" && "+" != "%20&") }'
    asking.type_query(page, sparql)
    page.keyboard.press("Control+Enter")
    asking.until(page)
    address = page.url
    again = opened()
    again.page.goto(address)
    asking.until(again.page)
    assert again.page.locator(".cm-content").inner_text() == sparql
    page.locator(".switch-language").click()
    page.wait_for_url("**/zh/query.html#query=**")
    asking.until(page)
    assert page.locator(".cm-content").inner_text() == sparql
    assert asking.said(page).startswith(f"{CASES} 行")


def test_a_value_in_the_address_cannot_leave_its_brackets(opened: Callable[..., Any]) -> None:
    """What stands for a parameter in a shared address is an IRI or nothing."""
    page = opened().open(asking.address(name="evidence-of-claim", claim="x:a> } } #"))
    asking.until(page)
    assert "x:a>" not in page.locator(".cm-content").inner_text()


def test_it_fits_a_phone(opened: Callable[..., Any]) -> None:
    """At 360 pixels nothing runs over the edge: at first, with an answer, with a graph, with an error."""
    window = opened(width=360)
    queries = ["SELECT * { ?s ?p ?o } LIMIT 50", "DESCRIBE kg:Claim", "SELECT", asking.RUNAWAY[:20]]
    for tree in ("", "zh/"):
        for sparql in queries:
            page = asking.ask(window, sparql, tree)
            assert page.evaluate(asking.OVERFLOW) <= 0, (tree, sparql)
    assert not window.faults


def test_it_says_what_it_needs_without_script(opened: Callable[..., Any]) -> None:
    """A reader without script is sent to the questions with their answers."""
    page = opened(java_script_enabled=False).open("query.html")
    assert page.locator("noscript a").get_attribute("href") == "questions.html"


def test_every_word_of_the_page_is_used() -> None:
    """Each sentence for the script is asked for by the script, and it asks for no other."""
    root = Path(__file__).parents[2] / "site"  # the package holds the bundle, not its modules
    code = "".join(p.read_text("utf-8") for p in [root / "src/query.ts", *(root / "src/query").glob("*.ts")])
    strings = json.loads((root / "strings/en.json").read_text("utf-8"))
    keys = {key.removeprefix("ask.") for key in strings if key.startswith("ask.")}
    made = ("fault_", "refused_", "said_", "file_", "mistake_", "phrase.", "parameter.", "empty_")
    unused = {key for key in keys if f'"{key.removesuffix("_one")}"' not in code and not key.startswith(made)}
    assert not unused
    asked = set(re.findall(r'say\("([a-z_]+)"', code))
    assert asked <= keys


def test_what_is_bundled_is_on_the_page_of_licences(site: Path) -> None:
    """The editor, its parts and the engine stand there with the text of their licences."""
    text = (site / "licences.html").read_text(encoding="utf-8")
    for package in (
        "@codemirror/view",
        "@codemirror/legacy-modes",
        "@lezer/highlight",
        "oxigraph",
        "style-mod",
    ):
        section = text.partition(f'<h3 id="{package}">')[2].partition("</section>")[0]
        assert "Permission is hereby granted" in section, package


def test_opening_is_quick(opened: Callable[..., Any]) -> None:
    """From opening a shared address to rows in well under the time a reader waits for."""
    window = opened()
    started = time.monotonic()
    window.open(asking.address(name="cq-15"))
    asking.until(window.page)
    assert time.monotonic() - started < 10
