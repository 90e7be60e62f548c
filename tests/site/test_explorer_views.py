"""The drawings of the explorer in a real Chromium: table, address, files, narrow screens."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest

from kg.resources import cases_folder, site_folder
from kg.site.book import read_book
from kg.site.lens import Lens
from kg.site.pages import fill, pages_of
from kg.site.render import Renderer
from kg.site.words import read_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import SimpleNamespace

    from kg.snapshot import Snapshot


FIELD = "case/j-city/element/field"
SVG = "{http://www.w3.org/2000/svg}"
ROWS = ".twin tbody tr"
CASES = sorted(path.parent.name for path in cases_folder().glob("*/case.yaml"))


def test_the_first_drawing_can_be_read(opened: Callable[..., Any]) -> None:
    """At 1280 pixels all of it is in view and a label has at least twelve pixels."""
    window = opened()
    page = window.open("graph.html")
    page.wait_for_timeout(300)
    page.locator("button[data-do=fit]").click()
    page.wait_for_timeout(500)
    scale = float(re.findall(r"at=([\d.]+)", page.url)[0])
    assert scale * 14 >= 12
    # Of the three cities, the one whose abstract names the framework: the others name few of its relations.
    assert page.locator("select[name=view]").input_value() == "framework:j-city"
    assert page.locator(ROWS).count() > 20
    assert not window.faults


def test_the_table_is_what_is_drawn(opened: Callable[..., Any], drive: SimpleNamespace) -> None:
    """In every drawing of a case, and under every filter, the table and the drawing hold the same lines."""
    window = opened(accept_downloads=True)
    page = window.open("case/j-city/graph.html")
    names = [view["id"] for view in drive.data_of(page)["views"]]
    assert {"framework", "everything", "phases", "interactions", "cq-19", "cq-15"} <= set(names)
    for name in ("framework", "everything", "phases", "interactions", "cq-19", "cq-30"):
        page.locator("select[name=view]").select_option(name)
        nodes, lines = drive.drawn(page)
        rows = drive.table(page)
        assert lines == set(rows), name
        assert len(rows) == len(set(rows)), name
        alone = page.locator("[data-alone] li").evaluate_all("all => all.map(one => one.dataset.node)")
        assert set(alone) <= nodes, name
        if name == "framework":
            edges = {edge["id"]: edge for edge in drive.data_of(page)["edges"]}
            ends = {edges[row][end] for row in rows for end in ("from", "to")}
            assert set(alone) == nodes - ends
            assert alone
    page.locator("select[name=view]").select_option("everything")
    everything = len(drive.table(page))
    drive.choose(page, "status", "stated")
    assert 0 < len(drive.table(page)) < everything
    assert drive.drawn(page)[1] == set(drive.table(page))
    assert not window.faults


def test_the_address_of_a_trace_leads_to_the_page_of_its_claim(opened: Callable[..., Any]) -> None:
    """A trace was a drawing of this page once; whoever kept its address finds it where it is now."""
    window = opened()
    page = window.open("case/j-city/graph.html#view=proof:c073")
    page.wait_for_url("**/case/j-city/claim/c073.html")
    assert not window.faults


def test_the_graph_of_all_cases_can_be_read_by_case(
    opened: Callable[..., Any], drive: SimpleNamespace
) -> None:
    """Each case has drawings of its own; of everything, a long table goes on, and a case can be chosen."""
    window = opened(accept_downloads=True)
    page = window.open("graph.html")
    names = {view["id"] for view in drive.data_of(page)["views"]}
    for case in CASES:
        assert {f"framework:{case}", f"phases:{case}", f"interactions:{case}"} <= names
        page.locator("select[name=view]").select_option(f"phases:{case}")
        lines = drive.drawn(page)[1]
        assert lines == set(drive.table(page)), case
        assert lines
    page.locator("select[name=view]").select_option("everything")
    drive.choose(page, "status", "stated", "presupposed", "inferred", "interpreted")
    lines = drive.drawn(page)[1]
    assert len(drive.table(page)) == 300 < len(lines)
    page.get_by_role("button", name="Show more rows").click()
    assert set(drive.table(page)) == lines
    parts = []
    for case in CASES:
        drive.choose(page, "case", f"case/{case}")
        parts.append(drive.drawn(page)[1])
        assert set(drive.table(page)) == parts[-1], case
    assert all(parts)
    assert set().union(*parts) == lines
    assert not window.faults


def test_the_address_restores_the_view(opened: Callable[..., Any], drive: SimpleNamespace) -> None:
    """Filters, drawing, selection and zoom come back in another window; the back button undoes them."""
    page = opened().open("graph.html")
    page.locator("select[name=view]").select_option("phases:j-city")
    drive.choose(page, "status", "stated")
    page.locator("#graph-canvas").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.locator("button[data-do=in]").click()
    page.wait_for_timeout(500)
    url, rows, title = page.url, drive.table(page), page.locator(".panel h2").inner_text()
    assert all(part in url for part in ("view=phases:j-city", "status=stated", "node=", "at="))
    other = opened().open("graph.html" + "#" + url.partition("#")[2])
    other.wait_for_timeout(600)
    assert drive.table(other) == rows
    assert other.locator(".panel h2").inner_text() == title
    assert other.locator("select[name=view]").input_value() == "phases:j-city"
    assert other.url == url
    page.go_back()
    assert page.locator(".panel h2").count() == 0
    for _ in range(3):
        page.go_back()
    assert page.locator("select[name=view]").input_value() == "framework:j-city"
    page.locator(".switch-language").click()
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_reset_forgets_the_choices(opened: Callable[..., Any], drive: SimpleNamespace) -> None:
    """As at first means as at first, in the address too."""
    page = opened().open("graph.html")
    before = drive.table(page)
    drive.choose(page, "status", "interpreted")
    assert drive.table(page) != before
    page.locator("button[data-do=reset]").click()
    assert drive.table(page) == before
    assert "status" not in page.url


def test_what_is_saved_is_an_svg_and_a_png(opened: Callable[..., Any], drive: SimpleNamespace) -> None:
    """The SVG is XML with the labels as text and the marks of the grammar; the PNG is a bitmap of it."""
    window = opened(accept_downloads=True)
    page = window.open("graph.html#view=everything&status=stated,presupposed,inferred,interpreted")
    page.wait_for_timeout(300)
    root = ET.fromstring(drive.saved(page, "svg"))  # noqa: S314 - our own file
    assert root.tag == f"{SVG}svg"
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "field logic" in words
    assert root.find(f"{SVG}title") is not None
    lines = {g.attrib["data-edge"]: g for g in root.iter(f"{SVG}g") if "data-edge" in g.attrib}
    dashed = {"stated": None, "presupposed": None, "interpreted": "7 5", "inferred": "1.5 4"}
    for group in lines.values():
        path = group.find(f"{SVG}path")
        assert path is not None
        assert path.attrib.get("stroke-dasharray") == dashed[group.attrib["data-status"]]
        head = group.find(f"{SVG}polygon")
        assert head is not None
        is_hollow = head.attrib["fill"] != group.attrib["stroke"]
        assert is_hollow == (group.attrib["data-status"] == "presupposed")
    denied = {edge["id"] for edge in drive.data_of(page)["edges"] if edge.get("denied")}
    assert denied
    assert {
        name for name, group in lines.items() if group.find(f"{SVG}polyline") is not None
    } == denied & set(lines)
    png = drive.saved(page, "png")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(png) > 20_000
    assert not window.faults


def test_each_case_has_its_own_graph(opened: Callable[..., Any]) -> None:
    """The page of a case leads to its graph, which works like the other."""
    window = opened()
    page = window.open("case/j-city/index.html")
    page.get_by_role("link", name="Explore this case as a graph").click()
    page.wait_for_url("**/case/j-city/graph.html")
    assert page.locator(ROWS).count() > 20
    page.goto(page.url + f"#node={FIELD}")
    page.wait_for_timeout(200)
    assert page.locator(".panel h2").inner_text() == "field logic"
    page.locator(".panel h2 a").click()
    page.wait_for_url("**/element/field.html")
    assert not window.faults


def test_a_narrow_screen_keeps_everything(opened: Callable[..., Any]) -> None:
    """At 360 pixels nothing runs over the edge, with a panel and a list of choices open."""
    window = opened(width=360, has_touch=True)
    for tree in ("", "zh/"):
        page = window.open(f"{tree}graph.html#node={FIELD}")
        page.wait_for_timeout(200)
        page.locator("details[data-choice=kind] summary").click()
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
        assert page.locator("input[name=kind]").first.is_visible()
        assert page.locator(".panel h2").is_visible()
    assert not window.faults


def test_nothing_in_the_explorer_moves(opened: Callable[..., Any]) -> None:
    """Under reduced motion a selection changes the drawing at once: two pictures of it are the same."""
    page = opened(reduced_motion="reduce").open(f"graph.html#node={FIELD}")
    page.wait_for_timeout(300)
    canvas = page.locator("#graph-canvas")
    assert canvas.screenshot() == canvas.screenshot()
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    assert page.evaluate(moving) == 0


@pytest.fixture(scope="module")
def grouped(snapshot: Snapshot, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer as it is when there is too much to draw at once: here beyond ten things."""
    folder = tmp_path_factory.mktemp("grouped")
    shutil.copytree(site / "assets", folder / "assets")
    book = read_book(snapshot)
    languages = read_words(site_folder() / "strings")
    lens = Lens(book.index, languages["en"], languages)
    page = next(page for page in pages_of(book) if page.path == "case/j-city/graph.html")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.site.explorer.page.MOST", 10)
        text = fill(page, book, lens, Renderer(site_folder() / "templates", {"site": book}))
    target = folder / "case" / "j-city" / "graph.html"
    target.parent.mkdir(parents=True)
    target.write_text(text, encoding="utf-8")
    return folder


def test_too_much_is_shown_as_groups_that_open(
    opened: Callable[..., Any], drive: SimpleNamespace, grouped: Path
) -> None:
    """At first each kind of a case is one box; opened by keyboard it is its things, and the address says so."""
    window = opened(folder=grouped, accept_downloads=True)
    page = window.open("case/j-city/graph.html")
    data = drive.data_of(page)
    assert data["grouped"] is True
    nodes, lines = drive.drawn(page)
    assert nodes == {f"group:{name}" for name in data["groups"]}
    assert lines == set(drive.table(page))
    page.locator("#graph-canvas").focus()
    page.keyboard.press("Home")
    for _ in nodes:
        if "behaviour logic" in page.locator(".graph-said").inner_text():
            break
        page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    nodes, lines = drive.drawn(page)
    assert {FIELD, "case/j-city/element/innovation", "case/j-city/element/avoidance"} <= nodes
    assert "group:BehaviourLogic" not in nodes
    assert lines == set(drive.table(page))
    assert "open=BehaviourLogic" in page.url
    assert not window.faults
