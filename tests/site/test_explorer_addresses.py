"""What an address opens in the explorer: things of any case, old names of drawings, parts that are missing."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import SimpleNamespace

FIELD = "case/j-city/element/field"
NOTICE = "[data-notice]"


def first_of(site: Path, case: str) -> str:
    """An element of a case that no drawing of another case holds."""
    name = min((site / "case" / case / "element").glob("*.html")).stem
    return f"case/{case}/element/{name}"


def test_a_thing_of_any_case_is_shown(opened: Callable[..., Any], site: Path, drive: SimpleNamespace) -> None:
    """An address that names only a thing opens its panel, whichever drawing the page starts with."""
    for case in ("guiyang", "hangzhou", "j-city"):
        window = opened()
        node = first_of(site, case)
        page = drive.settled(window.open(f"graph.html#node={node}"))
        links = page.locator(".panel h2 a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert links == [f"{node}.html"]
        assert page.locator(NOTICE).is_hidden()
        assert not window.faults


def test_a_reading_is_shown_although_readings_start_hidden(
    opened: Callable[..., Any], drive: SimpleNamespace
) -> None:
    """An address that names a line opens it, in the drawing of its case, with its status switched on."""
    page = drive.settled(opened().open("graph.html#view=everything"))
    edges = drive.data_of(page)["edges"]
    line = next(edge["id"] for edge in edges if edge["status"] == "interpreted" and edge.get("listed"))
    assert line not in drive.table(page)
    page = drive.settled(opened().open(f"graph.html#edge={line}"))
    assert line in drive.table(page)
    assert page.locator(".panel h2").count() == 1


def test_an_old_name_of_a_drawing_still_leads_there(opened: Callable[..., Any]) -> None:
    """The names from before there were several cases open the drawing of the first that has one."""
    page = opened().open("graph.html#view=interactions")
    assert page.locator("select[name=view]").input_value() == "interactions:j-city"
    assert page.locator(NOTICE).is_hidden()


@pytest.mark.parametrize("path", ["graph.html", "case/j-city/graph.html"])
def test_an_unknown_address_says_so_and_shows_the_first_drawing(
    opened: Callable[..., Any], drive: SimpleNamespace, path: str
) -> None:
    """Neither an unknown drawing nor an unknown thing leaves the page blank."""
    for address, words in (("view=nothing", "no such drawing"), ("node=nothing", "not in this graph")):
        window = opened()
        page = window.open(f"{path}#{address}")
        assert words in page.locator(NOTICE).inner_text()
        assert len(drive.table(page)) > 20
        assert not window.faults


def test_what_the_reader_leaves_out_stays_out(opened: Callable[..., Any]) -> None:
    """With choices of her own in the address, nothing is switched on again."""
    page = opened().open(f"graph.html#view=framework:j-city&node={FIELD}&kind=Phase&status=interpreted")
    assert "kind=Phase" in page.url
    assert page.locator("input[name=status]:checked").count() == 1


@pytest.mark.parametrize(
    "damage", ["", "globalThis.kgGraph={};globalThis.kgGraph['case/guiyang']={nodes:1};"]
)
def test_a_missing_or_damaged_part_is_named(
    opened: Callable[..., Any], drive: SimpleNamespace, site: Path, tmp_path: Path, damage: str
) -> None:
    """The other parts are drawn, and the page says which file is missing."""
    shutil.copytree(site / "assets", tmp_path / "assets")
    shutil.copytree(site / "graph", tmp_path / "graph")
    shutil.copyfile(site / "graph.html", tmp_path / "graph.html")
    part = tmp_path / "graph" / "case-guiyang.js"
    part.unlink()
    if damage:
        part.write_text(damage, encoding="utf-8")
    page = drive.settled(opened(folder=tmp_path).open("graph.html#view=everything"))
    assert "graph/case-guiyang.js" in page.locator(NOTICE).inner_text()
    nodes, _ = drive.drawn(page)
    assert FIELD in nodes
    assert not any(name.startswith("case/guiyang/") for name in nodes)


def test_the_page_of_all_cases_does_not_grow_with_what_they_hold(site: Path) -> None:
    """What belongs to one case lies in the file of that case, and nowhere else."""
    for tree in ("", "zh/"):
        text = (site / f"{tree}graph.html").read_text(encoding="utf-8")
        data = json.loads(text.partition('id="graph-data">')[2].partition("</script>")[0])
        assert not [node["id"] for node in data["nodes"] if node["id"].startswith("case/")]
        assert not [name for name in data["claims"] if name.startswith("case/")]
        assert {name for name in data["parts"] if name.startswith("case/")} == {
            f"case/{path.parent.name}" for path in (site / "case").glob("*/index.html")
        }
        assert len(text.encode()) < 60_000
