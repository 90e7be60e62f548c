"""What axe-core finds on the query page once it has answered, drawn, or refused: nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import asking

if TYPE_CHECKING:
    from collections.abc import Callable

AXE = Path(__file__).parents[2] / "site" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
    v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' | ')}`))"""
STATES = {
    "pages of rows": "SELECT * { ?s ?p ?o }",
    "graph": "CONSTRUCT WHERE { ?a kg:supports ?b }",
    "sentence": "ASK { ?a kg:suports ?b }",
    "error": "SELECT * {",
    "refusal": "DROP ALL",
}


@pytest.mark.parametrize(("tree", "dark"), [("", False), ("zh/", True)], ids=["en light", "zh dark"])
def test_axe_finds_nothing(opened: Callable[..., Any], tree: str, *, dark: bool) -> None:
    """Each state of the page, in both languages, light and dark."""
    if not AXE.is_file():
        pytest.skip(f"axe-core is not installed ({AXE.parent}): run 'npm ci' in site/")
    window = opened(dark=dark, bypass_csp=True)
    found = {}
    for state, sparql in STATES.items():
        page = asking.ask(window, sparql, tree)
        page.wait_for_timeout(300)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        if violations := page.evaluate(RUN):
            found[state] = violations
    assert not found
