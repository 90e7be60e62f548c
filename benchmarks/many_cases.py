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
ROUNDS = 3
LOAD = """
import sys, pyoxigraph
store = pyoxigraph.Store()
store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)
"""
PAGE = """\
# Many cases

{processor}, {cores} cores; load {load} at the start. Medians of three rounds; {cases} invented cases of 38 claims, {quads:,} quads.
Written by `python benchmarks/many_cases.py {cases}`; the numbers are in [many-{cases}.json](many-{cases}.json).

| What | Seconds | Fastest to slowest | Peak memory of the first process |
|---|---|---|---|
{rows}

| Ratio | Measured | Aim |
|---|---|---|
| cold build on all cores / bare bulk load | {bulk:.1f} | 6 |
| cold build / rebuild after one case changed | {again:.1f} | 50 |
{cores_gain}"""


def run(count: int, *, is_whole: bool) -> dict[str, object]:
    """Rounds of: build cold by all cores, again after a change, load the same quads bare, build cold by one process if all is wanted."""
    machine = measure.machine()
    taken: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        for number in range(count):
            made_study.write_study(room / "cases", number, made_study.SIZES["small"])
        for number in range(ROUNDS):
            for what, figure in once(room, number, is_whole=is_whole).items():
                taken.setdefault(what, []).append(figure)
        with (room / "one.nq").open("rb") as file:
            quads = sum(1 for _ in file)
    figures = {what: median(each) for what, each in taken.items()}
    return {"machine": machine, "cases": count, "quads": quads, "figures": figures, "rounds": taken}


def once(room: Path, number: int, *, is_whole: bool) -> dict[str, tuple[float, float]]:
    """One round: the seconds and the memory of each."""
    build = [measure.script("kg"), "build", "--no-site", "--cases", "cases"]
    alone = {"cold, one process": cold([*build, "--jobs", "1"], room)} if is_whole else {}
    figures = {"cold, all cores": cold(build, room)} | alone
    figures["after one case changed"] = rebuilt(build, room / "cases", number, room)
    parts = (dataset_files(room / "build", part) for part in ("dataset", "reasons"))
    files = [str(path) for paths in parts for path in paths]
    copying = ["sh", "-c", 'cat "$@" > one.nq', "sh", *files]
    figures["copying its N-Quads once"] = measure.command(copying, room)
    loading = [sys.executable, "-c", LOAD, str(room / "one.nq")]
    return figures | {"bare bulk load of the same quads": measure.command(loading, room)}


def cold(build: list[str], room: Path) -> tuple[float, float]:
    """What a build costs where there was none."""
    for name in ("build", ".kg-cache"):
        shutil.rmtree(room / name, ignore_errors=True)
    return measure.command(build, room)


def rebuilt(build: list[str], cases: Path, number: int, room: Path) -> tuple[float, float]:
    """What a build costs after another label in one of the cases."""
    changed = sorted(cases.iterdir())[number] / "case.yaml"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("label: thing 1}", "label: thing of another name}"), encoding="utf-8")
    return measure.command(build, room)


def median(figures: list[tuple[float, float]]) -> tuple[float, float]:
    """The figures in the middle, by their seconds."""
    return sorted(figures)[len(figures) // 2]


def spread(figures: list[tuple[float, float]]) -> str:
    """The seconds of the fastest and of the slowest round."""
    seconds = [figure[0] for figure in figures]
    return f"{min(seconds):.2f} to {max(seconds):.2f}"


def shown(machine: dict) -> dict[str, object]:  # type: ignore[type-arg]
    """What the page says of the machine."""
    return {"processor": machine["processor"], "cores": os.cpu_count(), "load": machine["load at start"]}


def page(found: dict) -> str:  # type: ignore[type-arg]
    """The figures as Markdown."""
    figures = found["figures"]
    rows = "\n".join(
        f"| {name} | {s:.2f} | {spread(found['rounds'][name])} | {mib:.0f} MiB |"
        for name, (s, mib) in figures.items()
    )
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
    text = json.dumps(results, indent=2) + "\n"
    (RESULTS / f"many-{number}.json").write_text(text, encoding="utf-8", newline="\n")
    (RESULTS / f"many-{number}.md").write_text(page(results), encoding="utf-8", newline="\n")
    sys.stdout.write(page(results))
