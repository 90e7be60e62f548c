"""The cases that ship keep out of each other: no word of one in another, no byte moved by a neighbour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg.pipeline import Outcome, check
from kg.resources import cases_folder
from kg.store import Quad, to_nquads

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {
    "guiyang": "Guiyang|Guizhou|贵阳|贵州",
    "hangzhou": "Hangzhou|Zhejiang|杭州|浙江|Alibaba|阿里",
    "j-city": "J [Cc]ity|J市|S province|S省",
}
"""What each case is known by."""


def of_case(quads: list[Quad], case: str) -> list[Quad]:
    """The statements in the graphs of a case."""
    return [quad for quad in quads if f"/case/{case}/" in str(quad.graph_name)]


@pytest.mark.parametrize("case", NAMES)
def test_no_case_names_another(compiled: tuple[Outcome, list[Quad]], case: str) -> None:
    """Neither a word nor an address of one case stands in the graphs of another."""
    text = "\n".join(map(str, of_case(compiled[1], case)))
    assert len(text) > 100_000
    assert re.search(NAMES[case], text, re.IGNORECASE)
    for other, names in NAMES.items():
        if other != case:
            assert not re.search(f"{names}|/case/{other}", text, re.IGNORECASE), other


@pytest.mark.parametrize("case", NAMES)
def test_a_neighbour_moves_no_byte(compiled: tuple[Outcome, list[Quad]], case: str) -> None:
    """The graphs of a case are the same whether it is compiled alone or beside others."""
    outcome, alone = check([cases_folder() / case])
    assert outcome.is_clean
    assert to_nquads(of_case(alone, case)) == to_nquads(of_case(compiled[1], case))


@pytest.mark.parametrize("case", ["guiyang", "hangzhou"])
def test_nothing_is_copied_from_a_source(case: str) -> None:
    """The folder of a public case holds YAML and a README, and its claims quote nothing."""
    folder: Path = cases_folder() / case
    assert {path.suffix for path in folder.iterdir()} == {".yaml", ".md"}
    outcome, _ = check([folder])
    (compiled,) = outcome.cases
    assert compiled.checked["quotations"] == 0
    assert compiled.checked["locators"] > 100


@pytest.mark.parametrize("case", ["guiyang", "hangzhou"])
def test_the_framework_is_read_into_a_public_case(compiled: tuple[Outcome, list[Quad]], case: str) -> None:
    """No claim that is stated speaks of what instantiates a concept: no source uses the framework's words."""
    own = of_case(compiled[1], case)
    shown = {q.subject for q in own if q.predicate.value.endswith("#instantiates")}
    stated = {q.subject for q in own if str(getattr(q.object, "value", "")).endswith("#status-stated")}
    assert len(shown) == 12
    assert len(stated) >= 40
    about = {
        q.subject for q in own if q.predicate.value.endswith(("#subject", "#object")) and q.object in shown
    }
    assert not about & stated
