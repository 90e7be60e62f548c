"""The query page as a reader uses it: typing, completing, erring, stopping, by keyboard, on a phone, with broken files."""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.model.vocabulary import RDFS
from kg.pipeline import Snapshot, check
from kg.resources import cases_folder, site_folder
from kg.site import write_site
from kg.store import Literal, Quad

sys.path.insert(0, str(Path(__file__).parent))
import asking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SMALL = "SELECT ?s { ?s a kg:Case }"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUS = """() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return `${at.id} ${at.className}`.trim();
}"""


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


def type_query(page: Any, sparql: str) -> None:  # noqa: ANN401 - the driver's own type
    """Put a query in the place of the one that stands in the editor."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(sparql)


def fault(page: Any) -> str:  # noqa: ANN401 - the driver's own type
    """What the page says is wrong."""
    words: str = page.locator("#query-fault").inner_text()
    return words


def test_it_works_from_a_server_too(browser: Any, served: str) -> None:  # noqa: ANN401 - the driver's own type
    """Under HTTP the same page asks its own host only, and nothing is logged."""
    page = browser.new_context().new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(f"{served}/{asking.address('zh/', query=SMALL)}")
    asking.until(page)
    assert page.locator("#query-body tbody tr").count() == 1
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


@pytest.mark.parametrize(
    ("sparql", "place", "words"),
    [
        ("SELECT * {\n  ?s foo:bar ?o\n}", "Line 2, column 6", "prefix"),
        ("SELECT * {\n  # 中文。\n  ?s kg:supports ?o .\n}}", "Line 4, column 2", "this } closes nothing"),
        ("SELEKT * { ?s ?p ?o }", "Line 1, column 1", "begins with SELECT"),
        ('SELECT * {\n  ?s ?p "open\n}', "Line 2, column 9", "does not expect"),
        ("SELECT * {\n  ?s ?p ?o\n  FILTER (?o > 3\n}", "Line 3, column 10", "this ( is not closed"),
        ("SELECT * {\n  ?s kg:supports .\n}", "Line 2, column", "does not expect"),
        ("", "Line 1, column 1", "begins with SELECT"),
    ],
)  # fmt: skip
def test_an_error_has_its_place(opened: Callable[..., Any], sparql: str, place: str, words: str) -> None:
    """Line and column, counted in what the reader wrote, and a mark in the editor that goes when she types."""
    window = opened()
    page = window.open("query.html")
    type_query(page, sparql or "x")
    if not sparql:
        page.keyboard.press("Backspace")
    page.keyboard.press("Control+Enter")
    asking.until(page, {"fault"})
    assert fault(page).startswith(place), fault(page)
    assert words in fault(page)
    if sparql:
        assert page.locator(".cm-lintRange-error, .cm-lintPoint-error").count() >= 1
        assert page.locator(".cm-lint-marker-error").count() == 1
    page.locator("#query-fault button").click()
    page.keyboard.type(" ")
    assert page.locator(".cm-lint-marker-error").count() == 0
    assert fault(page) == ""
    assert not window.faults


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("INSERT DATA { kg:a kg:b kg:c }", "change the data"),
        ("# just a note\nPREFIX x: <http://x/>\nDELETE WHERE { ?s ?p ?o }", "change the data"),
        ("drop all", "change the data"),
        ("SELECT * { SERVICE <http://elsewhere.example/> { ?s ?p ?o } }", "never another host"),
    ],
)
def test_writing_and_other_hosts_are_refused(opened: Callable[..., Any], sparql: str, words: str) -> None:
    """Said in a sentence, before the engine is even loaded."""
    window = opened()
    page = asking.ask(window, sparql)
    assert words in fault(page)
    assert page.evaluate("globalThis.kgEngine === undefined")
    assert not window.faults


def test_words_that_only_look_forbidden_are_not(opened: Callable[..., Any]) -> None:
    """INSERT and SERVICE in a comment, a text or a name are words like others."""
    page = asking.ask(
        opened(), 'SELECT ?service ("SERVICE <x> INSERT" AS ?t) { VALUES ?service { 1 } } # DROP ALL'
    )
    assert fault(page) == ""
    assert "SERVICE <x> INSERT" in page.locator("#query-body").inner_text()


@pytest.mark.parametrize("by", ["button", "key"])
def test_a_runaway_is_stopped(opened: Callable[..., Any], by: str) -> None:
    """It runs beside the page, whose clock goes on; stopped, it says so, and the next query is answered."""
    window = opened()
    page = window.open("query.html")
    type_query(page, RUNAWAY)
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
    assert page.evaluate(FOCUS) == "query-run"
    type_query(page, SMALL)
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
    type_query(page, f'SELECT (STRLEN(?x40) AS ?n) {{ BIND ("0123456789" AS ?x0) {text} }}')
    page.keyboard.press("Control+Enter")
    asking.until(page, {"fault"})
    assert "more memory" in fault(page)
    type_query(page, SMALL)
    page.keyboard.press("Control+Enter")
    asking.until(page)
    assert asking.said(page).startswith("1 row,")


def test_an_empty_answer_teaches(opened: Callable[..., Any]) -> None:
    """It says what absence means here, and which name of the query nothing bears."""
    page = asking.ask(opened(), "SELECT * { ?s kg:suports ?o . ?s a kg:Claim }")
    text = page.locator("#query-body").inner_text()
    assert "does not mean that the source denies it" in text
    assert "kg:suports is no name of this graph" in text
    assert "kg:Claim is no name" not in text


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
        type_query(page, typed)
        page.keyboard.press("Control+Space")
        option = page.locator(".cm-completionLabel", has_text=re.compile(f"^{re.escape(proposed)}$"))
        option.first.wait_for()
        page.keyboard.press("Escape")
    type_query(page, "SELECT * { ?s kg:reciproc")
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
    assert "cm-content" in page.evaluate(FOCUS)
    page.keyboard.type("# a/b")
    assert "cm-content" in page.evaluate(FOCUS), "a slash is typed here, and does not start the search"
    assert page.locator("[aria-selected=true][role=option]").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == "query-run"
    page.keyboard.press("Enter")
    asking.until(page)
    assert "query=" in page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.form") == "csv"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert "cm-content" in page.evaluate(FOCUS)
    assert not window.faults


def test_a_query_can_be_shared(opened: Callable[..., Any]) -> None:
    """The address holds what was run; the other language, and another window, ask the same."""
    window = opened()
    page = window.open("query.html")
    sparql = 'SELECT ?l { ?s a kg:Case ; rdfs:label ?l . FILTER (LANG(?l) = "en" && "+" != "%20&") }'
    type_query(page, sparql)
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
    assert asking.said(page).startswith("1 行")


def test_a_value_in_the_address_cannot_leave_its_brackets(opened: Callable[..., Any]) -> None:
    """What stands for a parameter in a shared address is an IRI or nothing."""
    page = opened().open(asking.address(name="evidence-of-claim", claim="x:a> } } #"))
    asking.until(page)
    assert "x:a>" not in page.locator(".cm-content").inner_text()


def test_it_fits_a_phone(opened: Callable[..., Any]) -> None:
    """At 360 pixels nothing runs over the edge: at first, with an answer, with a graph, with an error."""
    window = opened(width=360)
    queries = ["SELECT * { ?s ?p ?o } LIMIT 50", "DESCRIBE kg:Claim", "SELECT", RUNAWAY[:20]]
    for tree in ("", "zh/"):
        for sparql in queries:
            page = asking.ask(window, sparql, tree)
            assert page.evaluate(OVERFLOW) <= 0, (tree, sparql)
    assert not window.faults


def copy(site: Path, folder: Path, **changed: str | None) -> Path:
    """The query page and its files in another folder, some of them broken or missing."""
    (folder / "assets").mkdir()
    for path in (site / "assets").iterdir():
        shutil.copy(path, folder / "assets")
    shutil.copy(site / "query.html", folder)
    for name, text in changed.items():
        path = folder / "assets" / f"{name.replace('_', '-')}.js"
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
    return folder


def broken(site: Path) -> dict[str, tuple[str, str | None]]:
    """Ways in which a file can be broken."""
    data = (site / "assets/dataset-nq.js").read_text(encoding="utf-8")
    return {
        "dataset cut off": ("dataset_nq", data[: len(data) // 2]),
        "dataset missing": ("dataset_nq", None),
        "dataset empty": ("dataset_nq", ""),
        "dataset of another build": ("dataset_nq", data.replace("field logic", "filed logic")),
        "dataset with a row less": ("dataset_nq", data.replace(";", ",", 1)),
        "engine cut off": ("query_engine", (site / "assets/query-engine.js").read_text("utf-8")[:100_000]),
        "engine missing": ("query_engine", None),
        "names cut off": ("query_names", (site / "assets/query-names.js").read_text("utf-8")[:5_000]),
        "names missing": ("query_names", None),
    }


@pytest.mark.parametrize("way", [
    "dataset cut off", "dataset missing", "dataset empty", "dataset of another build", "dataset with a row less",
    "engine cut off", "engine missing", "names cut off", "names missing",
])  # fmt: skip
def test_a_broken_file_is_named(opened: Callable[..., Any], site: Path, tmp_path: Path, way: str) -> None:
    """A readable sentence that says what to do, never a blank page or an endless wait."""
    name, text = broken(site)[way]
    window = opened(folder=copy(site, tmp_path, **{name: text}))
    page = window.open("query.html")
    if not way.startswith("names"):
        page.locator("#query-run").click()
        asking.until(page, {"fault"})
    words = fault(page)
    assert re.search(r"damaged|could not be started", words), words
    assert re.search(r"kg build|2023", words), words
    assert page.locator("h1").is_visible()


def test_it_says_what_it_needs_without_script(opened: Callable[..., Any]) -> None:
    """A reader without script is sent to the questions with their answers."""
    page = opened(java_script_enabled=False).open("query.html")
    assert page.locator("noscript a").get_attribute("href") == "questions.html"


def test_hostile_names_are_text(opened: Callable[..., Any], tmp_path: Path) -> None:
    """Labels that try to be code are shown as they are: in tables, lists, proposals and drawings."""
    attack = '</script><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    _, quads = check([cases_folder()])
    spoilt = []
    for quad in quads:
        term = quad.object
        if quad.predicate.value == RDFS.label and isinstance(term, Literal):
            words = Literal(f"{attack}{term.value}", language=term.language)
            quad = Quad(quad.subject, quad.predicate, words, quad.graph_name)  # noqa: PLW2901
        spoilt.append(quad)
    write_site(Snapshot.of(spoilt, {}), tmp_path)
    window = opened(folder=tmp_path, width=390)
    for sparql in ("SELECT * { ?s a kg:Claim ; rdfs:label ?l }", "CONSTRUCT WHERE { ?a kg:supports ?b }"):
        page = asking.ask(window, sparql)
        assert attack in page.locator("#query-body td").first.inner_text()
        assert page.evaluate("window.hacked") is None
        assert page.locator("body img").count() == 0
        assert page.evaluate(OVERFLOW) <= 0
    type_query(page, "SELECT * { ?s kg:suppo")
    page.keyboard.press("Control+Space")
    page.locator(".cm-completionDetail", has_text="onerror").first.wait_for()
    assert page.evaluate("window.hacked") is None
    assert not window.faults


def test_every_word_of_the_page_is_used() -> None:
    """Each sentence for the script is asked for by the script, and it asks for no other."""
    root = site_folder()
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
