"""What do many cases cost: cold, after one changed, on two processes, beside a bare bulk load of the same quads?

Takes a number of invented cases (100 unless told); runs ``kg build --no-site`` as a user would, each in a process of
its own. As a script: ``python many_cases.py 1000``; with ``--quick`` not by one process.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import made_study
import measure

from kg.store import dataset_files

RESULTS = Path(__file__).resolve().parent / "results"
LOAD = """
import sys, pyoxigraph
store = pyoxigraph.Store()
store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)
"""
PAGE = """\
# Many cases

{processor}, {cores} cores; load {load} at the start. One run each, three after a change; {cases} invented cases of 38 claims, {quads:,} quads.
Written by `python benchmarks/many_cases.py {cases}`; the numbers are in [many-{cases}.json](many-{cases}.json).

| What | Seconds | Peak memory of the first process |
|---|---|---|
{rows}

| Ratio | Measured | Aim |
|---|---|---|
| cold build on all cores / bare bulk load | {bulk:.1f} | 6 |
| cold build / rebuild after one case changed | {again:.1f} | 50 |
{cores_gain}"""


def run(count: int, *, is_whole: bool) -> dict[str, object]:
    """Build cold by all cores, again after a change, load the same quads bare, and build cold by one process if all is wanted."""
    machine = measure.machine()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        cases = room / "cases"
        for number in range(count):
            made_study.write_study(cases, number, made_study.SIZES["small"])
        build = [measure.script("kg"), "build", "--no-site", "--cases", "cases"]
        figures = {"cold, all cores": measure.command(build, room)}
        figures["after one case changed"] = median(
            [rebuilt(build, cases, number, room) for number in range(3)]
        )
        files = [str(path) for path in dataset_files(room / "build")]
        figures["copying its N-Quads once"] = measure.command(
            ["sh", "-c", 'cat "$@" > one.nq', "sh", *files], room
        )
        data = room / "one.nq"
        figures["bare bulk load of the same quads"] = measure.command([sys.executable, "-c", LOAD, str(data)])
        with data.open("rb") as file:
            quads = sum(1 for _ in file)
        if is_whole:
            shutil.rmtree(room / "build")
            figures["cold, one process"] = measure.command([*build, "--jobs", "1", "--no-cache"], room)
    return {"machine": machine, "cases": count, "quads": quads, "figures": figures}


def rebuilt(build: list[str], cases: Path, number: int, room: Path) -> tuple[float, float]:
    """What a build costs after another label in one of the cases."""
    changed = sorted(cases.iterdir())[number] / "case.yaml"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("label: thing 1}", "label: thing of another name}"), encoding="utf-8")
    return measure.command(build, room)


def median(figures: list[tuple[float, float]]) -> tuple[float, float]:
    """The figures in the middle, by their seconds."""
    return sorted(figures)[len(figures) // 2]


def shown(machine: dict) -> dict[str, object]:  # type: ignore[type-arg]
    """What the page says of the machine."""
    return {"processor": machine["processor"], "cores": os.cpu_count(), "load": machine["load at start"]}


def page(found: dict) -> str:  # type: ignore[type-arg]
    """The figures as Markdown."""
    figures = found["figures"]
    rows = "\n".join(f"| {name} | {s:.2f} | {mib:.0f} MiB |" for name, (s, mib) in figures.items())
    seconds = {name: s for name, (s, _) in figures.items()}
    cold = seconds["cold, all cores"]
    alone = seconds.get("cold, one process")
    gain = f"| one process / all cores | {alone / cold:.2f} | 1.7 |\n" if alone else ""
    return PAGE.format(
        rows=rows, bulk=cold / seconds["bare bulk load of the same quads"],
        again=cold / seconds["after one case changed"], cores_gain=gain,
        cases=found["cases"], quads=found["quads"], **shown(found["machine"]),
    )  # fmt: skip


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    results = run(number, is_whole="--quick" not in sys.argv)
    (RESULTS / f"many-{number}.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    (RESULTS / f"many-{number}.md").write_text(page(results), encoding="utf-8")
    sys.stdout.write(page(results))
