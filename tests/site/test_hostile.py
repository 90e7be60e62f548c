"""Labels, notes and quotations that try to be code: shown as text, on every page, in every graph."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Graph

from kg.model.vocabulary import KG, RDFS, SKOS
from kg.pipeline import check
from kg.resources import cases_folder, site_folder
from kg.site import write_site
from kg.snapshot import Snapshot
from kg.store import Literal, Quad

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ATTACKS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "javascript:window.hacked=1",
    "</script><script>window.hacked=1</script>",
    "<!--<script>window.hacked=1",
    "{{ 7*7 }}${7*7}",
    "\u202eright to left\u202c",
    "𠮷😀㐂",
    "href='#' style=position:fixed",
)
ISLAND = re.compile(r'<script type="application/((?:ld\+)?json)"[^>]*>(.*?)</script>', re.DOTALL)
LONG = "x" * 10_000
RARELY = 97
PREDICATES = {RDFS.label, SKOS.note, SKOS.definition, KG.phrase, KG.exact}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a dataset in which every label, note and definition carries an attack."""
    _, quads = check([cases_folder()])
    changed = 0
    spoilt = []
    for quad in quads:
        term = quad.object
        if quad.predicate.value in PREDICATES and isinstance(term, Literal):
            attack = ATTACKS[changed % len(ATTACKS)] if changed % RARELY else LONG
            words = f"{attack} {term.value}"
            quad = Quad(quad.subject, quad.predicate, Literal(words, language=term.language), quad.graph_name)  # noqa: PLW2901
            changed += 1
        spoilt.append(quad)
    assert changed > 500
    folder = tmp_path_factory.mktemp("hostile")
    write_site(Snapshot.of(spoilt, {}), folder)
    return folder


def test_no_attack_runs(opened: Callable[..., Any], kinds: dict[str, str], hostile: Path) -> None:
    """Nothing is executed, logged, requested or pushed over the edge on any kind of page."""
    for tree in ("", "zh/"):
        window = opened(width=390, folder=hostile)
        for kind, path in kinds.items():
            page = window.open(tree + path)
            assert page.evaluate("window.hacked") is None, kind
            assert not window.faults, (kind, window.faults[:3])
            assert page.evaluate(OVERFLOW) <= 0, kind
            assert page.locator("body img").count() == 0, kind


def test_attacks_are_shown_as_text(opened: Callable[..., Any], hostile: Path) -> None:
    """What was typed can be read, in the text and in the side panel of the graph."""
    window = opened(folder=hostile)
    page = window.open("findings.html")
    text = page.locator("main").inner_text()
    assert "<script>window.hacked=1</script>" in text
    assert "{{ 7*7 }}" in text
    assert "49" not in page.locator("h1").inner_text()
    page = window.open("case/j-city/graph.html#node=case/j-city/element/field")
    assert "field logic" in page.locator(".panel h2").inner_text()
    assert page.evaluate("window.hacked") is None
    assert not window.faults


def test_attacks_are_found_as_text(opened: Callable[..., Any], hostile: Path) -> None:
    """A search for an attack shows it, marks its words, runs nothing; every link stays inside the site."""
    window = opened(folder=hostile)
    page = window.open("index.html")
    for words in ("hacked", "onerror img", "javascript", "😀", "𠮷", "right left", "x" * 200):
        page.keyboard.press("/")
        page.locator("#search").fill(words)
        page.wait_for_timeout(250)
        for target in page.locator(".search-found a").evaluate_all(
            "all => all.map(a => a.getAttribute('href'))"
        ):
            assert ":" not in target.partition("?")[0], (words, target)
        page.keyboard.press("Escape")
    page.locator("#search").fill("hacked")
    page.keyboard.press("Enter")
    page.wait_for_url("**/a-z.html?q=hacked")
    page.locator(".results mark").first.wait_for(timeout=5000)
    assert "<script>window.hacked=1</script>" in page.locator(".results").inner_text()
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate("window.hacked") is None
    assert not window.faults


def test_an_attack_in_the_address_is_words(opened: Callable[..., Any], site: Path) -> None:
    """Code in the query of the address is looked for, and said to be nowhere."""
    window = opened(folder=site)
    page = window.open("a-z.html?q=%22%3E%3Cimg%20src%3Dx%20onerror%3Dwindow.zzq%3D1%3E%E2%80%AE")
    page.wait_for_timeout(400)
    assert page.evaluate("window.zzq") is None
    assert page.locator("main img").count() == 0
    assert not window.faults


def test_the_data_beside_the_pages_stays_data(hostile: Path) -> None:
    """JSON-LD, data scripts, Turtle and CSV can be read again, with the attacks in them as they were."""
    pages = sorted(hostile.rglob("*.html"))
    islands = 0
    for page in pages[::9]:
        for kind, text in ISLAND.findall(page.read_text(encoding="utf-8")):
            assert "<" not in text, (page, kind)
            json.loads(text)
            islands += 1
    assert islands > 50
    for path in (hostile / "assets").glob("*.js"):
        if not (site_folder() / "dist" / path.name).exists():  # made by the build: data
            text = path.read_text(encoding="utf-8")
            json.loads(text.partition("=")[2].rstrip().rstrip(";"))
    files = sorted(hostile.rglob("*.ttl"))
    said = [path for path in files if "window.hacked=1" in path.read_text(encoding="utf-8")]
    assert len(said) > 10
    ends = {str(end) for path in said[::10] for end in Graph().parse(path, format="turtle").objects()}
    assert any("window.hacked=1" in end for end in ends)
    for path in files[::25]:
        Graph().parse(path, format="turtle")
    text = (hostile / "data/claims.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert any("window.hacked=1" in row["sentence"] for row in rows)
