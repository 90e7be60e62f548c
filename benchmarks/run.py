"""Run every benchmark and write its figures to results/, as JSON and as one page.

Takes the names of the benchmarks to run, all of them by default; the figures of the others stay as they were. Each runs
in a process of its own, so that none inherits the memory of another.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import measure
import reason_page

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
NAMES = ["start", "check", "build", "queries", "reason"]
WORKER = "import json, sys; sys.path.insert(0, sys.argv[1]); print(json.dumps(__import__(sys.argv[2]).run()))"
PAGE = """\
# Figures

{machine[processor]}, {machine[cores]} cores, {machine[system]}, Python {machine[python]}; load {machine[load at start]} at
the start. {versions}.

Medians of interleaved rounds; *fastest* is the round that other work disturbed least. Memory is the peak of the whole
process. Written by `make bench`; the numbers behind it are in [latest.json](latest.json).

## Starting

{starting}

`kg --help` takes {start[ratio]} of the time of the import (aim: {start[aim]}).

## Checking

{checking}

## Building J City

{building}

The parts together take {build[sum of parts]} s; the whole takes {build[ratio]} times as long (aim: at most {build[aim]}).

## Asking

{asking}

Ratios are of the fastest rounds; the aim is at most {queries[aim]} times bare pyoxigraph.

A thousand cases built: [many-1000.md](many-1000.md). One to 10,000 cases asked: [asking.md](asking.md). Servers and pushes:
[serving.md](serving.md). Drawn: [docs/figures.md](../../docs/figures.md).

The query page has figures of its own: [query-page.md](query-page.md), by `python benchmarks/query_page.py`.

What checking, building and reading cost beside an earlier version: [cost.md](cost.md), by `python benchmarks/cost.py FOLDER`.

Forty mistakes in one check: [mistakes.md](mistakes.md), by `python benchmarks/mistakes.py`. What there is to type, counted:
[lines.md](lines.md). How the code is cut: [house.md](house.md), by `python benchmarks/house_counts.py LABEL`.

The explorer beside pyvis' own page is in [graph.md](graph.md), by `python benchmarks/graph_pages.py`.

The pages, written for few and many cases and opened one of each kind, are in [site.md](site.md), by `python benchmarks/site_pages.py`.

{reasoning}"""


def main(names: list[str]) -> None:
    """Run the benchmarks one after another and write what they found."""
    latest = RESULTS / "latest.json"
    found: dict[str, Any] = json.loads(latest.read_text(encoding="utf-8")) if names else {}
    found["machine"] = measure.machine()
    for name in names or NAMES:
        print(f"{name} …", flush=True)
        command = [sys.executable, "-c", WORKER, str(HERE), name]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found[name] = json.loads(done.stdout)
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(found, indent=2, ensure_ascii=False)
    latest.write_text(text + "\n", encoding="utf-8", newline="\n")
    (RESULTS / "README.md").write_text(page(found), encoding="utf-8", newline="\n")


def page(found: dict[str, Any]) -> str:
    """All figures as one page."""
    versions = ", ".join(f"{name} {version}" for name, version in found["machine"]["versions"].items())
    return PAGE.format(
        **found,
        versions=versions,
        starting=table(found["start"]["figures"]),
        checking=table(found["check"]["figures"], found["check"]["aims"]),
        building=table(found["build"]["figures"]),
        asking=query_table(found["queries"]["queries"]),
        reasoning=reason_page.section(found["reason"]),
    )


def table(figures: dict[str, Any], aims: dict[str, Any] | None = None) -> str:
    """Figures as a Markdown table, with their aims where there are some."""
    lines = ["| What | Median | Fastest | Peak memory | Aim |", "|---|---|---|---|---|"]
    for name, figure in figures.items():
        aim = (aims or {}).get(name)
        wanted = f"{aim['seconds']} s, {aim['mebibytes']} MiB" if aim else ""
        memory = f"{figure['mebibytes']} MiB" if figure["mebibytes"] else ""
        lines.append(
            f"| {name} | {seconds(figure['seconds'])} | {seconds(figure['fastest'])} | {memory} | {wanted} |"
        )
    return "\n".join(lines)


def query_table(queries: list[dict[str, Any]]) -> str:
    """The queries in three engines as a Markdown table."""
    engines = ["kg", "pyoxigraph", "rdflib"]
    lines = [
        "| Query | Rows | kg | pyoxigraph | rdflib | kg / pyoxigraph | rdflib / kg |",
        "|---|---|---|---|---|---|---|",
    ]
    for query in queries:
        times = " | ".join(seconds(query["figures"][engine]["seconds"]) for engine in engines)
        ratios = f"{query['kg / pyoxigraph']} | {query['rdflib / kg']}"
        lines.append(f"| {query['query']} {query['title']} | {query['rows']} | {times} | {ratios} |")
    return "\n".join(lines)


def seconds(value: float) -> str:
    """Seconds, or milliseconds below one tenth."""
    return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.2f} ms"  # noqa: PLR2004 - a tenth


if __name__ == "__main__":
    main(sys.argv[1:])
