"""What do very many cases cost, built from YAML and kept in a store on disk: 10,000 unless told otherwise?

Everything as a user would do it: ``kg build --no-site``, a second build after one case changed, the store that ``kg serve
--store`` fills, and then ``kg trace`` and ``kg query`` asking it, each in a process of its own. As a script: ``python
on_disk.py 1000``; ``--room FOLDER`` says where, for it takes 6 MB a case.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

import asking
import made_study
import many_cases
import measure
import overview

from kg.model import iris

RESULTS = many_cases.RESULTS
FILL = """
import sys
from pathlib import Path
from kg.server.dataset import prepared
with prepared(Path(sys.argv[1]), Path(sys.argv[2])):
    pass
"""
ASKED = {
    "trace of one finding": ["trace", "CASE/c01"],
    "claims of one case by status": ["query", "-e", asking.ASKED["per city"]],
    "dominances of all cases": ["query", "-e", asking.ASKED["cross-city"]],
    "dominances of all cases, from the overview": [
        "query",
        "-e",
        overview.ASKED["dominances of all cases, from the overview"],
    ],
    "claims without evidence in all cases": ["query", "-e", asking.ASKED["evidence gap"]],
}
PAGE = """\
# Very many cases, on disk

{processor}, {cores} cores; load {load} at the start. {cases:,} invented cases of 38 claims from YAML, {quads:,} quads with what follows from them and
why; one build, three rebuilds, three rounds of each question. Written by `python benchmarks/on_disk.py {cases}`; the numbers are in
[on-disk.json](on-disk.json).

| What | Seconds | Peak memory of the largest process |
|---|---|---|
{rows}

On disk: cases {yaml:.1f} GB, dataset {dataset:.1f} GB, reasons {reasons:.1f} GB, cache {cache:.1f} GB, store {store:.1f} GB.
"""
Timed = tuple[float, float]


def run(count: int, room: Path) -> dict[str, object]:
    """Build, build again, fill, ask."""
    found: dict[str, object] = {"machine": measure.machine(), "cases": count}
    for number in range(count):
        made_study.write_study(room / "cases", number, made_study.SIZES["small"])
    kg = measure.script("kg")
    build = [kg, "build", "--no-site", "--cases", "cases"]
    figures: dict[str, Timed] = {"cold build, all cores": many_cases.cold(build, room)}
    rebuilds = [many_cases.rebuilt(build, room / "cases", number, room) for number in range(3)]
    figures["build after one case changed"] = many_cases.median(rebuilds)
    figures["fill a store on disk"] = measure.command([sys.executable, "-c", FILL, "build", "kept"], room)
    for what, words in ASKED.items():
        command = [kg, *(worded(word, f"study-{count // 2:05}") for word in words), "--store", "kept"]
        asked = [measure.command(command, room) for _ in range(3)]
        figures[f"{what}, with starting"] = statistics.median(s for s, _ in asked), max(m for _, m in asked)
    stamp = json.loads((room / "kept" / "dataset.json").read_text(encoding="utf-8"))
    sizes = {name: weight(room / folder) for name, folder in FOLDERS.items()}
    return found | {"quads": stamp["quads"], "figures": figures, "bytes": sizes}


FOLDERS = {
    "yaml": "cases",
    "dataset": "build/dataset",
    "reasons": "build/reasons",
    "cache": ".kg-cache",
    "store": "kept/store",
}


def worded(word: str, name: str) -> str:
    """A word of a command with a case in it: its IRI in a query, its name elsewhere."""
    return word.replace("<CASE>", f"<{iris.case(name)}>").replace("CASE", name)


def weight(folder: Path) -> int:
    """The bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def page(found: dict) -> str:  # type: ignore[type-arg]
    """The figures as Markdown."""
    rows = "\n".join(f"| {what} | {s:,.2f} | {mib:,.0f} MiB |" for what, (s, mib) in found["figures"].items())
    sizes = {name: size / 1e9 for name, size in found["bytes"].items()}
    return PAGE.format(rows=rows, cases=found["cases"], quads=found["quads"], **sizes,
                       **many_cases.shown(found["machine"]))  # fmt: skip


def main() -> None:
    """Run what the command line asks for and write it down."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("cases", type=int, nargs="?", default=10000)
    words.add_argument("--room", type=Path)
    words.add_argument("--out", type=Path, default=RESULTS)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.room) as name:
        found = run(asked.cases, Path(name))
    text = json.dumps(found, indent=2) + "\n"
    (asked.out / "on-disk.json").write_text(text, encoding="utf-8", newline="\n")
    (asked.out / "on-disk.md").write_text(page(found), encoding="utf-8", newline="\n")
    sys.stdout.write(page(found))


if __name__ == "__main__":
    main()
