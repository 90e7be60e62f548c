"""How soon does the query page answer, beside ``kg query`` on the same dataset?

Writes results/query-page.md and .json by itself (``python benchmarks/query_page.py``): it needs Chromium, the others do not.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import measure
from playwright.sync_api import sync_playwright

from kg.asking import find_query
from kg.asking import run as run_query
from kg.store import LocalStore
from queries import NAMES

RESULTS = Path(__file__).resolve().parent / "results"
OPENINGS, ROUNDS, FIRST = 9, 9, "cq-15"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
NUMBER = re.compile(r"found in ([\d.]+) ms")
PAGE = """\
# The query page

{machine[processor]}, {machine[cores]} cores, {machine[system]}; load {machine[load at start]} at the start; Chromium {browser}, headless,
opened from the folder. The cases that ship: {quads} quads. Written by `python benchmarks/query_page.py`; the numbers are in
[query-page.json](query-page.json).

From opening the address of a question to its rows, in a fresh window each time (engine, dataset and names loaded, {bytes} kB of files):
**{opening[median]} s**, fastest {opening[fastest]} s, of {openings}. `kg query {first}`, a new process each time: {command[median]} s, fastest {command[fastest]} s.

Once it is open, by query; medians, in milliseconds. *kg* is the same query in Python, without starting a process.

| Query | Rows | page | kg | page / kg |
|---|---|---|---|---|
{rows}
"""


def wait(page: Any) -> None:  # noqa: ANN401 - the driver's own type
    """Wait until the page has answered; its policy forbids the driver's own waiting."""
    end = time.monotonic() + 60
    while page.locator("#query-page").get_attribute("data-state") != "answered":
        if time.monotonic() > end:
            raise TimeoutError(page.locator("#query-said").inner_text())
        time.sleep(0.005)


def opening(browser: Any, address: str) -> float:  # noqa: ANN401 - the driver's own type
    """Seconds from a fresh window to the rows of a question."""
    context = browser.new_context()
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address)
    wait(page)
    seconds = time.perf_counter() - started
    context.close()
    return seconds


def asked(browser: Any, site: Path) -> dict[str, list[float]]:  # noqa: ANN401 - the driver's own type
    """Milliseconds of each query, as the page's worker measures them, in turn, round by round."""
    page = browser.new_page()
    found: dict[str, list[float]] = {name: [] for name in NAMES}
    page.goto(f"{site.as_uri()}/query.html#name={FIRST}")
    wait(page)
    for number in range(ROUNDS + 1):
        for name in NAMES:
            page.evaluate(f"location.hash = 'name={name}&x={number}'")
            time.sleep(0.05)
            wait(page)
            match = NUMBER.search(page.locator("#query-said").inner_text())
            if match and number:
                found[name].append(float(match[1]))
    return found


def spread(seconds: list[float]) -> dict[str, float]:
    """Median and fastest."""
    return {"median": round(statistics.median(seconds), 3), "fastest": round(min(seconds), 3)}


def run() -> dict[str, Any]:
    """Build the cases that ship and measure page and command on them."""
    with tempfile.TemporaryDirectory() as name:
        build = Path(name) / "build"
        measure.command([measure.script("kg"), "build", "--out", str(build)])
        site, store = build / "site", LocalStore.load(build / "dataset.nq")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
            address = f"{site.as_uri()}/query.html#name={FIRST}"
            openings = [opening(browser, address) for _ in range(OPENINGS + 1)][1:]
            pages = asked(browser, site)
            version = browser.version
            browser.close()
        command = [measure.script("kg"), "query", FIRST, "--build", str(build)]
        commands = [measure.command(command)[0] for _ in range(OPENINGS + 1)][1:]
        ours = measure.functions({n: (lambda n=n: run_query(store, n)) for n in NAMES}, ROUNDS)
        names = ("query-engine.js", "query.js", "query-names.js", "dataset-nq.js")
        size = sum((site / "assets" / file).stat().st_size for file in names)
        rows = {n: len(run_query(store, n)) for n in NAMES}
    return {
        "machine": measure.machine(),
        "browser": version,
        "quads": len(store),
        "bytes": round(size / 1000),
        "openings": OPENINGS,
        "first": FIRST,
        "opening": spread(openings),
        "command": spread(commands),
        "queries": [
            {
                "query": n,
                "title": find_query(n).title,
                "rows": rows[n],
                "page ms": statistics.median(pages[n]),
                "kg ms": round(ours[n].seconds * 1000, 2),
            }
            for n in NAMES
        ],
    }


def main() -> None:
    """Measure, and write the figures and their page."""
    found = run()
    rows = "\n".join(
        f"| {q['query']} {q['title']} | {q['rows']} | {q['page ms']} | {q['kg ms']} | {q['page ms'] / q['kg ms']:.1f} |"
        for q in found["queries"]
    )
    text = json.dumps(found, indent=2, ensure_ascii=False)
    (RESULTS / "query-page.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    (RESULTS / "query-page.md").write_text(
        PAGE.format(**found | {"rows": rows}), encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
