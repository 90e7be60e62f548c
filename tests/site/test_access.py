"""What axe-core finds on each kind of page: nothing, in both languages, light and dark.

Language and theme change different things (words, colours), so two of the four pairs see them all.
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


@pytest.mark.parametrize(("tree", "dark"), [("", False), ("zh/", True)], ids=["en light", "zh dark"])
def test_axe_finds_nothing(
    opened: Callable[..., Any], kinds: dict[str, str], absent: Callable[[str], None], tree: str, *, dark: bool
) -> None:
    """No violation of any rule that is on by default."""
    if not AXE.is_file():
        absent(f"axe-core is not installed ({AXE.parent}): run 'npm ci' in site/")
    script = AXE.read_text(encoding="utf-8")
    window = opened(dark=dark, bypass_csp=True)
    found = {}
    for kind, path in kinds.items():
        page = window.open(tree + path)
        page.evaluate(script)
        violations = page.evaluate(RUN)
        if violations:
            found[kind] = violations
    assert not found
