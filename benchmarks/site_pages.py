"""How long do the pages take to write, how large are they, and how soon can each kind be read?

Writes the site of 1, 10 and 100 invented cases; opens one page of each kind of the cases that ship in
Chromium, from the folder. Gives seconds, files and megabytes by number of cases; first contentful paint and
the end of loading, with the longest task, by kind of page.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import made_study
import measure
from playwright.sync_api import sync_playwright

from kg.pipeline import Labour, compile_cases, load_snapshot, write_dataset
from kg.resources import cases_folder
from kg.site import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RESULTS = Path(__file__).resolve().parent / "results"
SIZES = (1, 10, 100)
ROUNDS = 5
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
KINDS = {
    "home": "index.html",
    "claim": "case/j-city/claim/c067.html",
    "source": "case/j-city/source/abstract.html",
    "concept": "theory/triple-logic/field-logic.html",
    "case": "case/j-city/index.html",
    "phases": "case/j-city/phases.html",
    "comparison": "compare.html",
    "questions": "questions.html",
    "method": "method.html",
    "explorer of one case": "case/j-city/graph.html",
}
READ = """() => ({paint: (performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime || 0,
  loaded: performance.getEntriesByType('navigation')[0].loadEventEnd})"""
PAGE = """\
# The pages: writing them and opening them

{processor}, {cores} cores; Chromium without a graphics card; load {load} at the start. Written by `python
benchmarks/site_pages.py`; the numbers are in [site.json](site.json).

Writing, one run each; invented cases of 38 claims:

| Cases | Seconds | Seconds a case | Files | Megabytes |
|---|---|---|---|---|
{writing}

Opening from the folder, medians of {rounds}; the cases that ship:

| Page | kB | First paint | Loaded |
|---|---|---|---|
{opening}
"""


def write(folder: Path, cases: Path) -> tuple[float, int, int]:
    """The site of some cases: seconds, files, bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    outcome = compile_cases([cases], Labour())
    if not outcome.is_clean:
        raise RuntimeError(str(outcome.problems[0]))
    write_dataset(outcome, folder)
    snapshot = load_snapshot(folder)
    began = time.perf_counter()
    files = write_site(snapshot, folder / "site")
    seconds = time.perf_counter() - began
    return seconds, len(files), sum(path.stat().st_size for path in files)


def by_size(room: Path) -> dict[int, tuple[float, int, int]]:
    """The site of so many invented cases."""
    found = {}
    for size in SIZES:
        cases = room / f"cases-{size}"
        for number in range(size):
            made_study.write_study(cases, number, made_study.SIZES["small"])
        found[size] = write(room / "out", cases)
    return found


def opened(browser: Browser, address: str) -> dict[str, float]:
    """When a page was first painted, and when it was loaded, in milliseconds."""
    page = browser.new_page()
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)
    times: dict[str, float] = page.evaluate(READ)
    page.close()
    return times


def by_kind(site: Path) -> dict[str, dict[str, float]]:
    """One page of each kind."""
    found = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        for kind, path in KINDS.items():
            times = [opened(browser, (site / path).as_uri()) for _ in range(ROUNDS)]
            found[kind] = {
                "kB": (site / path).stat().st_size / 1000,
                "paint": statistics.median(t["paint"] for t in times),
                "loaded": statistics.median(t["loaded"] for t in times),
            }
        browser.close()
    return found


def run() -> dict[str, object]:
    """Measure both."""
    machine = measure.machine()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        sizes = by_size(room)
        write(room / "out", cases_folder())
        kinds = by_kind(room / "out" / "site")
    return {"machine": machine, "writing": sizes, "opening": kinds}


def shown(machine: dict) -> dict[str, object]:  # type: ignore[type-arg]
    """What the page says of the machine."""
    return {"processor": machine["processor"], "cores": os.cpu_count(), "load": machine["load at start"]}


def page(found: dict) -> str:  # type: ignore[type-arg]
    """The figures as Markdown."""
    writing = "\n".join(
        f"| {n} | {s:.2f} | {s / n:.2f} | {files:,} | {size / 1e6:.1f} |"
        for n, (s, files, size) in found["writing"].items()
    )
    opening = "\n".join(
        f"| {kind} | {v['kB']:.0f} | {v['paint']:.0f} ms | {v['loaded']:.0f} ms |"
        for kind, v in found["opening"].items()
    )
    return PAGE.format(writing=writing, opening=opening, rounds=ROUNDS, **shown(found["machine"]))


if __name__ == "__main__":
    results = run()
    (RESULTS / "site.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    (RESULTS / "site.md").write_text(page(results), encoding="utf-8")
    sys.stdout.write(page(results))
