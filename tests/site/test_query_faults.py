"""What goes wrong on the query page is said in a sentence: a slip in a query, a broken file, a hostile name."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.model.iris import TERMS
from kg.model.vocabulary import RDFS
from kg.pipeline import check
from kg.resources import cases_folder
from kg.site import write_site
from kg.snapshot import Snapshot
from kg.store import Literal, Quad

sys.path.insert(0, str(Path(__file__).parent))
import asking

if TYPE_CHECKING:
    from collections.abc import Callable


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
        ("SELECT * {\n  ?s kg:verdict kg:verdict-read-only }", "Line 2, column 17", "is now interpreted"),
        (f"PREFIX v: <{TERMS}verdict->\nASK {{ ?s ?p v:exhibited }}", "Line 2, column 13", "is now stated, presupposed, inferred"),
        ("ASK { ?s ?p kg:verdict-likely }", "Line 1, column 13", "the verdicts are stated, reported"),
    ],
)  # fmt: skip
def test_an_error_has_its_place(opened: Callable[..., Any], sparql: str, place: str, words: str) -> None:
    """Line and column, counted in what the reader wrote, and a mark in the editor that goes when she types."""
    window = opened()
    page = window.open("query.html")
    asking.type_query(page, sparql or "x")
    if not sparql:
        page.keyboard.press("Backspace")
    page.keyboard.press("Control+Enter")
    asking.until(page, {"fault"})
    assert asking.fault(page).startswith(place), asking.fault(page)
    assert words in asking.fault(page)
    if sparql:
        assert page.locator(".cm-lintRange-error, .cm-lintPoint-error").count() >= 1
        assert page.locator(".cm-lint-marker-error").count() == 1
    page.locator("#query-fault button").click()
    page.keyboard.type(" ")
    assert page.locator(".cm-lint-marker-error").count() == 0
    assert asking.fault(page) == ""
    assert not window.faults


def test_an_old_word_in_a_comment_or_a_text_is_no_fault(opened: Callable[..., Any]) -> None:
    """The query is answered."""
    window = opened()
    page = window.open("query.html")
    asking.type_query(
        page, "ASK { ?s kg:verdict kg:verdict-stated FILTER ('kg:verdict-read' != '') } # kg:verdict-read"
    )
    page.keyboard.press("Control+Enter")
    asking.until(page, {"answered"})
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
    assert words in asking.fault(page)
    assert page.evaluate("globalThis.kgEngine === undefined")
    assert not window.faults


def test_words_that_only_look_forbidden_are_not(opened: Callable[..., Any]) -> None:
    """INSERT and SERVICE in a comment, a text or a name are words like others."""
    page = asking.ask(
        opened(), 'SELECT ?service ("SERVICE <x> INSERT" AS ?t) { VALUES ?service { 1 } } # DROP ALL'
    )
    assert asking.fault(page) == ""
    assert "SERVICE <x> INSERT" in page.locator("#query-body").inner_text()


def test_an_empty_answer_teaches(opened: Callable[..., Any]) -> None:
    """It says what absence means here, and which name of the query nothing bears."""
    page = asking.ask(opened(), "SELECT * { ?s kg:suports ?o . ?s a kg:Claim }")
    text = page.locator("#query-body").inner_text()
    assert "does not mean that the source denies it" in text
    assert "kg:suports is no name of this graph" in text
    assert "kg:Claim is no name" not in text


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


def _changed(text: str, old: str, new: str) -> str:
    """The script of a dataset with something else in what it holds, once in its rows or everywhere in its terms."""
    data = asking.unpacked(text)
    terms, rows = [term.replace(old, new) for term in data["terms"]], data["rows"].replace(old, new, 1)
    assert (terms, rows) != (data["terms"], data["rows"])
    if old == ";":
        terms = data["terms"]
    return asking.packed(text, data | {"terms": terms, "rows": rows})


def broken(site: Path) -> dict[str, tuple[str, str | None]]:
    """Ways in which a file can be broken."""
    data = (site / "assets/dataset-nq.js").read_text(encoding="utf-8")
    return {
        "dataset cut off": ("dataset_nq", data[: len(data) // 2]),
        "dataset missing": ("dataset_nq", None),
        "dataset empty": ("dataset_nq", ""),
        "dataset of another build": ("dataset_nq", _changed(data, "field logic", "filed logic")),
        "dataset with a row less": ("dataset_nq", _changed(data, ";", ",")),
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
    words = asking.fault(page)
    assert re.search(r"damaged|could not be started", words), words
    assert re.search(r"kg build|2023", words), words
    assert page.locator("h1").is_visible()


def test_hostile_names_are_text(opened: Callable[..., Any], tmp_path: Path) -> None:
    """Labels that try to be code are shown as they are: in tables, lists, proposals and drawings."""
    attack = '</script><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    _, quads = check([cases_folder() / "j-city"])
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
        assert page.evaluate(asking.OVERFLOW) <= 0
    asking.type_query(page, "SELECT * { ?s kg:suppo")
    page.keyboard.press("Control+Space")
    page.locator(".cm-completionDetail", has_text="onerror").first.wait_for()
    assert page.evaluate("window.hacked") is None
    assert not window.faults
