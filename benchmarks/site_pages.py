"""How long do the pages take to write, how large are they, and how soon can each kind be read?

Writes the site of 1, 10 and 100 invented cases, and that of ten again with an eleventh; opens one page of
each kind of the cases that ship in Chromium, from the folder. Gives seconds, files, megabytes and the
heaviest page by number of cases, how many files stay as they were, and first contentful paint and the end of
loading by kind of page. With numbers as arguments, only the sites of so many cases are measured anew.
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
from typing import TYPE_CHECKING, Any

import made_study
import measure
from playwright.sync_api import sync_playwright

from kg.pipeline import compile_cases, load_snapshot, write_dataset
from kg.resources import cases_folder
from kg.site import write_site
from kg.staging.folder import keep_unchanged
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser

RESULTS = Path(__file__).resolve().parent / "results"
SIZES = (1, 10, 100)
"""The last takes minutes, and is measured when it is asked for."""
APART = {"graph.html", "query.html"}
ROUNDS = 5
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
KINDS = {
    "home": "index.html",
    "claim": "case/j-city/claim/c067.html",
    "source": "case/j-city/source/abstract.html",
    "concept": "theory/triple-logic/field-logic.html",
    "case": "case/j-city/index.html",
    "phases": "case/j-city/phases.html",
    "what follows": "case/j-city/inferred.html",
    "silences": "case/j-city/silences.html",
    "question": "questions/cq-20.html",
    "A–Z": "a-z.html",
    "ontology": "ontology/theory.html",
    "download": "download.html",
    "comparison": "compare.html",
    "list of questions": "questions.html",
    "method": "method.html",
    "explorer of one case": "case/j-city/graph.html",
    "explorer of all cases": "graph.html",
    "query": "query.html",
}
READ = """() => ({paint: (performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime || 0,
  loaded: performance.getEntriesByType('navigation')[0].loadEventEnd})"""
PAGE = """\
# The pages: writing them and opening them

{processor}, {cores} cores; Chromium without a graphics card; load {load} at the start. Written by `python
benchmarks/site_pages.py`; the numbers are in [site.json](site.json).

Writing, one run each; invented cases of 38 claims:

| Cases | Seconds | Seconds a case | Files | Megabytes | Heaviest page, kB |
|---|---|---|---|---|---|
{writing}

The heaviest page is that of those that must be under 150 kB: all but the query page and the explorer. An eleventh
case added to ten: {again}.

Opening from the folder, medians of {rounds}; the cases that ship:

| Page | kB | First paint | Loaded |
|---|---|---|---|
{opening}
"""


def write(folder: Path, cases: Path) -> dict[str, float]:
    """The site of some cases: seconds, files, bytes, and the bytes of the heaviest page."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    outcome = compile_cases([cases], CompileOptions())
    if not outcome.is_clean:
        raise RuntimeError(str(outcome.problems[0]))
    write_dataset(outcome, folder)
    snapshot = load_snapshot(folder)
    began = time.perf_counter()
    files = write_site(snapshot, folder / "site")
    seconds = time.perf_counter() - began
    pages = [path for path in files if path.suffix == ".html" and path.name not in APART]
    return {
        "seconds": seconds,
        "files": len(files),
        "bytes": sum(path.stat().st_size for path in files),
        "heaviest": max(path.stat().st_size for path in pages),
    }


def made(room: Path, size: int) -> Path:
    """So many invented cases."""
    cases = room / f"cases-{size}"
    for number in range(0 if cases.exists() else size):
        made_study.write_study(cases, number, made_study.SIZES["small"])
    return cases


def by_size(room: Path, sizes: Iterable[int]) -> dict[str, dict[str, float]]:
    """The site of so many invented cases."""
    return {str(size): write(room / "out", made(room, size)) for size in sizes}


def again(room: Path) -> dict[str, int]:
    """How many files of a site of ten cases stay the files they were when an eleventh comes."""
    write(room / "before", made(room, 10))
    written = write(room / "after", made(room, 11))
    kept = keep_unchanged(room / "after" / "site", room / "before" / "site")
    pages = sum(1 for _ in (room / "before" / "site").rglob("*.html"))
    return {"files": int(written["files"]), "kept": kept, "pages before": pages}


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


def run(sizes: tuple[int, ...]) -> dict[str, Any]:
    """Measure all; with sizes, those only, beside what was measured before."""
    path = RESULTS / "site.json"
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        if sizes:
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return found | {"writing": found["writing"] | by_size(room, sizes)}
        found = {"machine": measure.machine(), "writing": by_size(room, SIZES[:2]), "again": again(room)}
        write(room / "out", cases_folder())
        return found | {"opening": by_kind(room / "out" / "site")}


def shown(machine: dict) -> dict[str, object]:  # type: ignore[type-arg]
    """What the page says of the machine."""
    return {"processor": machine["processor"], "cores": os.cpu_count(), "load": machine["load at start"]}


def page(found: dict) -> str:  # type: ignore[type-arg]
    """The figures as Markdown."""
    writing = "\n".join(
        f"| {n} | {one['seconds']:.1f} | {one['seconds'] / int(n):.2f} | {one['files']:,} | "
        f"{one['bytes'] / 1e6:.1f} | {one['heaviest'] / 1000:.0f} |"
        for n, one in sorted(found["writing"].items(), key=lambda item: int(item[0]))
    )
    kept = found["again"]
    words = f"{kept['kept']:,} of the {kept['files']:,} files are left as they were"
    opening = "\n".join(
        f"| {kind} | {v['kB']:.0f} | {v['paint']:.0f} ms | {v['loaded']:.0f} ms |"
        for kind, v in found["opening"].items()
    )
    return PAGE.format(
        writing=writing, opening=opening, again=words, rounds=ROUNDS, **shown(found["machine"])
    )


if __name__ == "__main__":
    results = run(tuple(int(word) for word in sys.argv[1:]))
    (RESULTS / "site.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    (RESULTS / "site.md").write_text(page(results), encoding="utf-8")
    sys.stdout.write(page(results))
