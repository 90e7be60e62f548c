"""The cases that ship keep out of each other: no word of one in another, no byte moved by a neighbour."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.pipeline import Outcome, check
from kg.resources import cases_folder
from kg.store import Quad, to_nquads

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

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
    """No claim that is stated, by the source or by somebody in it, speaks of what instantiates a concept: no source uses the framework's words."""
    own = of_case(compiled[1], case)
    shown = {q.subject for q in own if q.predicate.value.endswith("#instantiates")}
    said = ("#status-stated", "#status-reported")
    stated = {q.subject for q in own if str(getattr(q.object, "value", "")).endswith(said)}
    assert len(shown) == 12
    assert len(stated) >= 40
    about = {
        q.subject for q in own if q.predicate.value.endswith(("#subject", "#object")) and q.object in shown
    }
    assert not about & stated


def test_two_folders_of_cases_are_built_together(
    tiny_case: Callable[[], Path], run_kg: Callable[..., CompletedProcess[str]]
) -> None:
    """``--cases`` twice builds the cases of both; a name in both is an error that tells both places."""
    first = tiny_case()
    second = shutil.copytree(first, Path("more") / "c-village")
    head = second / "case.yaml"
    head.write_text(
        head.read_text(encoding="utf-8").replace("case: b-town", "case: c-village"), encoding="utf-8"
    )
    built = run_kg("build", "--no-site", "--cases", "cases", "--cases", "more")
    assert built.returncode == 0, built.stderr
    assert "checked 26, skipped 0, failed 0" in built.stdout
    shutil.copytree(first, Path("more") / "b-town")
    refused = run_kg("build", "--no-site", "--cases", "cases", "--cases", "more")
    assert refused.returncode == 1
    assert (
        'more/b-town/case.yaml:1:1  error KG214  a second case "b-town" (first cases/b-town)'
        in refused.stderr
    )


def test_a_name_of_another_case_is_told(tiny_case: Callable[[], Path]) -> None:
    """Where another case that is checked has the element, the hint says so before it says to add it."""
    first = tiny_case()
    second = shutil.copytree(first, Path("cases") / "c-village")
    for name, old, new in (
        ("case", "case: b-town", "case: c-village"),
        ("claims", "subject: registry", "subject: archivists"),
    ):
        file = second / f"{name}.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (first / "more.yaml").write_text(
        "elements:\n  archivists: {kind: actor, label: archivists}\n", encoding="utf-8"
    )
    outcome, _ = check([Path("cases")])
    [found] = outcome.problems
    assert str(found) == (
        'cases/c-village/claims.yaml:3:14  error KG201  unknown element "archivists"; expected an element of this case; '
        "the case b-town has it, and a claim speaks of its own case only: add it to the elements of this one"
    )
