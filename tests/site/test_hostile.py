"""Labels, notes and quotations that try to be code: shown as text, on every page, in every graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg.model.vocabulary import KG, RDFS, SKOS
from kg.pipeline import Snapshot, check
from kg.resources import cases_folder
from kg.site import write_site
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
LONG = "x" * 10_000
RARELY = 97
PREDICATES = {RDFS.label, SKOS.note, SKOS.definition, KG.phrase}
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
    page = window.open("graph.html#node=case/j-city/element/field")
    assert "field logic" in page.locator(".panel h2").inner_text()
    assert page.evaluate("window.hacked") is None
    assert not window.faults
