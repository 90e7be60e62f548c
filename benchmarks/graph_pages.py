"""How soon can one use the explorer, beside the same graph as pyvis writes it with its default physics?

Takes J City's facts as often as a size needs, under other names; gives first contentful paint, time to
interactive (the end of the last long task before a second without one) and the frames of a drag, in
Chromium. pyvis' page is its own, less the two links that ask a remote host.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import measure
from playwright.sync_api import sync_playwright
from pyvis.network import Network

from kg.pipeline import check
from kg.resources import cases_folder, site_folder
from kg.site.book import Book, read_book
from kg.site.explorer import whole_graph_page
from kg.site.explorer.content import content_of
from kg.site.explorer.page import explorer_data
from kg.site.index import Index
from kg.site.lens import Lens
from kg.site.render import Renderer
from kg.site.words import read_words
from kg.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

RESULTS = Path(__file__).resolve().parent / "results"
SIZES = {"1,500": 20, "10,000": 130}
PATIENCE, QUIET, LOOKS = 60.0, 1000, 3
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WATCH = """window.long = [];
new PerformanceObserver(list => list.getEntries().forEach(e => window.long.push(e.startTime + e.duration)))
  .observe({type: 'longtask', buffered: true});"""
STATE = """() => ({now: performance.now(), last: Math.max(0, ...window.long), inked: !!document.querySelector('canvas'),
  paint: (performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime || 0,
  bar: getComputedStyle(document.getElementById('loadingBar') || document.head).display === 'block'})"""
DRAG = """() => { window.frames_ = []; let last = performance.now(); const step = now => {
  window.frames_.push(now - last); last = now; requestAnimationFrame(step); }; requestAnimationFrame(step); }"""
PAGE = """\
# The explorer beside pyvis' own page

{processor}, {cores} cores; Chromium without a graphics card; load {load} at the start. One run each. Written by
`python benchmarks/graph_pages.py`; the numbers are in [graph.json](graph.json).

Interactive: the end of the last long task before a second without one. Beyond {patience:.0f} s nobody waits.

| Page | Nodes | Lines | Page in kB | First paint | Interactive | Median frame while dragging |
|---|---|---|---|---|---|---|
{rows}

{ratio}
"""


def main() -> None:
    """Measure each page once and write what was found."""
    machine = measure.machine()
    found: dict[str, dict[str, Any]] = {}
    outcome, quads = check([cases_folder()])
    book = read_book(Snapshot.of(quads, outcome.report()))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        shutil.copytree(site_folder() / "dist", folder / "assets")
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = driver.chromium.launch(executable_path=program, args=SWITCHES)
        for size, copies in SIZES.items():
            data = _explorer(book, copies, folder / "ours.html")
            counts = {"nodes": len(data["nodes"]), "lines": len(data["edges"])}
            found[f"explorer as it opens, {size}"] = counts | _measure(browser, folder / "ours.html")
            if size == "1,500":
                whole = _measure(browser, folder / "ours.html", "#view=everything")
                found[f"explorer with everything drawn, {size}"] = counts | whole
                _pyvis(data, folder / "pyvis.html")
                found[f"pyvis, {size}"] = counts | _measure(browser, folder / "pyvis.html")
        browser.close()
    RESULTS.joinpath("graph.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    RESULTS.joinpath("graph.md").write_text(_page(machine, found), encoding="utf-8")
    sys.stdout.write(_page(machine, found))


def many(thing: Any, copies: int) -> Any:  # noqa: ANN401 - facts of every kind
    """Facts with every case as often as asked, each under a name of its own."""
    parts = [_named(thing, f"case/j-city-{number}") for number in range(copies)]
    merged = {}
    for field in fields(thing):
        values = [getattr(part, field.name) for part in parts]
        if isinstance(values[0], tuple):
            merged[field.name] = tuple(dict.fromkeys(item for value in values for item in value))
        else:
            merged[field.name] = {key: item for value in values for key, item in value.items()}
    return replace(thing, **merged)


def _named(thing: Any, name: str) -> Any:  # noqa: ANN401 - facts of every kind
    if isinstance(thing, str):
        return thing.replace("case/j-city", name)
    if isinstance(thing, tuple):
        return tuple(_named(item, name) for item in thing)
    if isinstance(thing, dict):
        return {_named(key, name): _named(item, name) for key, item in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: _named(getattr(thing, f.name), name) for f in fields(thing)})
    return thing


def _explorer(book: Book, copies: int, path: Path) -> dict[str, Any]:
    """Write the explorer's page of a made dataset; give what it draws."""
    index = Index(many(book.index.facts, copies))
    made = replace(book, index=index, traces={}, answers=())
    languages = read_words(site_folder() / "strings")
    lens = Lens(index, languages["en"], languages).at("graph.html")
    values = whole_graph_page(made, lens) | {"turtle": "", "json_ld": "{}"}
    renderer = Renderer(site_folder() / "templates", {"site": made})
    path.write_text(renderer.page("graph.html", lens, values), encoding="utf-8")
    for name, text in values["data_files"].items():
        part = path.parent / name
        part.parent.mkdir(exist_ok=True)
        part.write_text(text, encoding="utf-8")
    return explorer_data(content_of(made, lens, tuple(index.facts.cases)))[0]


def _pyvis(data: Mapping[str, Any], path: Path) -> None:
    """The same nodes and lines as pyvis writes them, physics as it comes, remote links left out."""
    network = Network(directed=True, cdn_resources="in_line")
    for node in data["nodes"]:
        network.add_node(node["id"], label=node["label"], shape="box")
    for edge in data["edges"]:
        network.add_edge(edge["from"], edge["to"], label=edge["label"])
    text = network.generate_html()
    text = re.sub(r"<(link|script)[^>]*https://cdn[^>]*>", "", text)
    path.write_text(text, encoding="utf-8")


def _measure(browser: Any, path: Path, state_of: str = "") -> dict[str, Any]:  # noqa: ANN401 - the driver's own type
    """Open a page, wait until it is quiet, drag it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(path.as_uri() + state_of, wait_until="commit")
    started, state = (
        time.perf_counter(),
        {"now": 0.0, "last": 0.0, "paint": 0.0, "inked": False, "bar": False},
    )
    calm = 0
    # A long task is told of after it ends, so one calm look may come too early.
    while time.perf_counter() - started < PATIENCE and calm < LOOKS:
        time.sleep(0.3)
        state = page.evaluate(STATE)
        is_calm = state["now"] - max(state["last"], state["paint"]) > QUIET
        calm = calm + 1 if state["inked"] and not state["bar"] and is_calm else 0
    is_quiet = state["now"] - state["last"] > QUIET and not state["bar"]
    seconds = max(state["last"], state["paint"]) / 1000 if is_quiet else None
    found = {"kilobytes": round(path.stat().st_size / 1000), "paint": round(state["paint"] / 1000, 2)}
    found["interactive"] = round(seconds, 2) if seconds is not None else None
    found["frame"] = _drag(page) if seconds is not None else None
    context.close()
    return found


def _drag(page: Any) -> float:  # noqa: ANN401 - the driver's own type
    """The median time between frames while the drawing is dragged, in milliseconds."""
    box = page.locator("canvas").first.bounding_box()
    x, y = box["x"] + 30, box["y"] + box["height"] - 30
    page.evaluate(DRAG)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(30):
        page.mouse.move(x + step * 5, y - step * 3)
    page.mouse.up()
    return round(statistics.median(page.evaluate("window.frames_.slice(2)")), 1)


def _page(machine: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]) -> str:
    rows = []
    for name, one in found.items():
        title = name.partition(",")[0]
        soon = f"{one['interactive']} s" if one["interactive"] is not None else f"not within {PATIENCE:.0f} s"
        frame = f"{one['frame']} ms" if one["frame"] is not None else "–"
        cells = (
            title,
            f"{one['nodes']:,}",
            f"{one['lines']:,}",
            f"{one['kilobytes']:,}",
            f"{one['paint']} s",
        )
        rows.append(f"| {' | '.join((*cells, soon, frame))} |")
    ours, theirs = (
        found["explorer with everything drawn, 1,500"]["interactive"],
        found["pyvis, 1,500"]["interactive"],
    )
    ratio = "The explorer itself was not quiet in time." if ours is None else ""
    if ours:
        least = "" if theirs is not None else "more than "
        ratio = f"With 1,500 nodes the explorer, everything drawn, is interactive {least}{(theirs or PATIENCE) / ours:.0f} times sooner (aim: 20)."
    values = {"processor": machine["processor"], "cores": os.cpu_count(), "load": machine["load at start"]}
    return PAGE.format(**values, patience=PATIENCE, rows="\n".join(rows), ratio=ratio)


if __name__ == "__main__":
    main()
