"""What does the overview over all cases cost a build, and what does it save who counts over 1,000 and 10,000 cases?

As a script: ``python overview.py build --other FOLDER --cases 200`` builds invented cases with the code of another
checkout and with this one, in turn; ``python overview.py ask 1000`` asks in memory, ``ask 10000`` a store on disk. To
ask, fifty cases are compiled and written again under so many names: their own statements and cells, and the overview.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asking
import made_study
import measure
import pyoxigraph

from kg.asking import find_query, select
from kg.compile import compile_case
from kg.model import iris
from kg.model.iris import PREFIXES
from kg.reason import describe_rules
from kg.store import LocalStore, to_nquads
from kg.validate import Validator
from kg.verdicts import write_overview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import Store

RESULTS = Path(__file__).resolve().parent / "results"
FILE = RESULTS / "overview.json"
SEEDS = 50
IN_MEMORY = 1000
CELL = "kg:patternRelation kg:relation-dominates-in ; kg:verdict kg:verdict-stated"
TALLY = "kg:tallyRelation kg:relation-dominates-in ; kg:tallyVerdict kg:verdict-stated"
ASKED = {
    "dominances of all cases, from their claims": asking.ASKED["cross-city"],
    "dominances of all cases, from their cells": f"SELECT ?logic ?phase (COUNT(DISTINCT ?case) AS ?n) {{ ?cell a kg:Cell ; {CELL} ;"
    " kg:cellOf ?logic ; kg:inCase ?case ; kg:patternPhase ?part . ?part rdfs:label ?phase } GROUP BY ?logic ?phase",
    "dominances of all cases, from the overview": f"SELECT ?logic ?phase ?n {{ ?tally kg:tallyOf ?logic ; {TALLY} ; kg:phaseName ?phase ;"
    " kg:caseCount ?n }",
    "the same, and which cases": "SELECT ?logic ?phase ?n (GROUP_CONCAT(STR(?case); SEPARATOR=' ') AS ?cases) { ?tally kg:tallyOf ?logic ;"
    f" {TALLY} ; kg:phaseName ?phase ; kg:caseCount ?n ; kg:countsCase ?case }} GROUP BY ?logic ?phase ?n",
    "how one proposition stands, in how many cases": "SELECT ?verdict ?n { ?tally kg:tallyOf tl:proposes-field-supports-innovation ;"
    " kg:tallyVerdict ?verdict ; kg:caseCount ?n }",
    "everything: the question overview": find_query("overview").sparql,
    "one cell of one case": "SELECT ?verdict { <CELL> kg:verdict ?verdict }",
}
PAGE = """\
# The overview over all cases

{processor}, {cores} cores. Written by `python benchmarks/overview.py`; the numbers are in [overview.json](overview.json).

## What a build costs

`kg build --no-site --jobs 1` of invented cases of 38 claims, from nothing, with the code of {other} (no cells, no overview) and with this one, in
turn; processor time, which other work on the machine disturbs less than the clock.

| Cases | Load | Before | Now | Ratio of each pair | Middle | Aim | Peak memory before | Now | Ratio | Aim |
|---|---|---|---|---|---|---|---|---|---|---|
{builds}

## What asking costs

{seeds} invented cases of 38 claims under other names: what they say themselves, their cells, and the overview, without what follows from them.
Milliseconds, of those asked again the middle. Up to 1,000 cases in memory, more in a store on disk. Load while they were asked: {loads}.

| Question | Cases | Rows | First time | Again | Processor, again |
|---|---|---|---|---|---|
{asked}
"""


def spent(command: list[str], folder: Path, code: Path) -> tuple[float, float]:
    """Run a command with the code of a checkout; give its processor seconds and its peak memory in MiB.

    Raises:
        RuntimeError: the command failed.
    """
    environment = {**os.environ, "PYTHONPATH": str(code), "PYTHONUTF8": "1"}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / measure.MIB


def build(other: Path, cases: int, pairs: int) -> dict[str, Any]:
    """Build with the one code and the other, in turn."""
    load = os.getloadavg()[0]
    both = {"before": other.resolve(), "now": Path(__file__).resolve().parents[1]}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in both}
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        for number in range(cases):
            made_study.write_study(room / "cases", number, made_study.SIZES["small"])
        command = [
            sys.executable,
            "-m",
            "kg",
            "build",
            "--no-site",
            "--no-cache",
            "--jobs",
            "1",
            "--cases",
            "cases",
        ]
        for number in range(pairs):
            for which in sorted(both, reverse=bool(number % 2)):
                shutil.rmtree(room / "build", ignore_errors=True)
                taken[which].append(spent(command, room, both[which]))
    ratios = [
        [round(now[at] / before[at], 3) for before, now in zip(taken["before"], taken["now"], strict=True)]
        for at in (0, 1)
    ]
    return {
        "cases": cases,
        "load": [load, os.getloadavg()[0]],
        "taken": taken,
        "time": ratios[0],
        "memory": ratios[1],
    }


def nquads(cases: int, room: Path) -> Iterator[bytes]:
    """So many cases as N-Quads, the overview over them, and the ontology."""
    ontology = made_study.load()
    validator = Validator(ontology)
    folders = [made_study.write_study(room / "seeds", n, made_study.SIZES["small"]) for n in range(SEEDS)]
    seeds = [compile_case(folder, folder.name, ontology, validator) for folder in folders]
    kept = [
        b"".join(
            line
            for line in seed.data.splitlines(keepends=True)
            if re.search(rb"/graph/(asserted|cells)> \.\n$", line)
        )
        for seed in seeds
    ]
    names = [f"town-{number:05}" for number in range(cases)]
    for name, seed, data in zip(names, cycle(seeds), cycle(kept), strict=False):
        yield data.replace(f"/{seed.name}".encode(), f"/{name}".encode())
    yield write_overview((name, seed.standings) for name, seed in zip(names, cycle(seeds), strict=False))
    yield to_nquads([*ontology.quads, *describe_rules(ontology)])


def ask(cases: int) -> dict[str, Any]:
    """Ask every question of so many cases."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        path = room / "all.nq"
        with path.open("wb") as file:
            file.writelines(nquads(cases, room))
        if cases <= IN_MEMORY:
            store: Store = LocalStore.load(path)
        else:
            LocalStore.load_on_disk((path,), room / "store")
            path.unlink()
            store = LocalStore(pyoxigraph.Store.read_only(str(room / "store")))
        quads = len(store)
        figures = {what: _timed(store, text, cases) for what, text in ASKED.items()}
    return {"cases": cases, "quads": quads, "load": [load, os.getloadavg()[0]], "figures": figures}


def _timed(store: Store, text: str, cases: int) -> dict[str, Any]:
    """Ask for the first time, and again; every time of another case where one is asked for."""
    taken = []
    logic, rounds = iris.concept("triple-logic", "field-logic"), 9
    for number in range(rounds):
        name = f"town-{(number * cases // rounds):05}"
        asked = text.replace("CELL", iris.cell(name, logic))
        started, begun = time.perf_counter(), time.process_time()
        rows = len(select(store, asked) if "PREFIX" in asked else store.select(asked, prefixes=PREFIXES))
        taken.append((1000 * (time.perf_counter() - started), 1000 * (time.process_time() - begun)))
    clock, processor = ([round(each[at], 2) for each in taken] for at in (0, 1))
    return {
        "rows": rows,
        "first": clock[0],
        "again": round(statistics.median(clock[1:]), 2),
        "processor": round(statistics.median(processor[1:]), 2),
    }


def page(found: dict[str, Any]) -> str:
    """The figures as Markdown."""
    builds = [
        f"| {each['cases']:,} | {each['load'][0]:.1f} to {each['load'][1]:.1f} | {middle(each, 'before', 0):.1f} s | {middle(each, 'now', 0):.1f} s "
        f"| {', '.join(map(str, each['time']))} | {statistics.median(each['time']):.2f} | 1.25 "
        f"| {middle(each, 'before', 1):.0f} MiB | {middle(each, 'now', 1):.0f} MiB | {statistics.median(each['memory']):.2f} | 1.10 |"
        for each in found.get("builds", {}).values()
    ]
    asked = [
        f"| {what} | {each['cases']:,} | {figure['rows']:,} | {figure['first']:,.2f} | {figure['again']:,.2f} | {figure['processor']:,.2f} |"
        for what in ASKED
        for each in found.get("asked", {}).values()
        for figure in [each["figures"][what]]
    ]
    machine = found["machine"]
    return PAGE.format(processor=machine["processor"], cores=machine["cores"], other=found.get("other", "another commit"),
                       builds="\n".join(builds), asked="\n".join(asked), seeds=SEEDS,
                       loads=", ".join(f"{each['load'][0]:.1f} to {each['load'][1]:.1f} ({int(cases):,} cases)" for cases, each in found.get("asked", {}).items()))  # fmt: skip


def middle(each: dict[str, Any], which: str, at: int) -> float:
    """The figure in the middle."""
    return statistics.median(figure[at] for figure in each["taken"][which])


def main() -> None:
    """Measure what the command line asks for; the other figures stay."""
    words = argparse.ArgumentParser(description=__doc__)
    kinds = words.add_subparsers(dest="kind", required=True)
    of_build = kinds.add_parser("build")
    of_build.add_argument("--other", type=Path, required=True, help="a checkout of the code before")
    of_build.add_argument("--name", required=True, help="how the page calls it")
    of_build.add_argument("--cases", type=int, default=200)
    of_build.add_argument("--pairs", type=int, default=3)
    kinds.add_parser("ask").add_argument("cases", type=int)
    wanted = words.parse_args()
    measured = (
        build(wanted.other, wanted.cases, wanted.pairs) if wanted.kind == "build" else ask(wanted.cases)
    )
    found = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
    found["machine"] = measure.machine()
    if wanted.kind == "build":
        found["other"] = wanted.name
    found.setdefault("builds" if wanted.kind == "build" else "asked", {})[str(wanted.cases)] = measured
    FILE.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8", newline="\n")
    (RESULTS / "overview.md").write_text(page(found), encoding="utf-8", newline="\n")
    sys.stdout.write(page(found))


if __name__ == "__main__":
    main()
