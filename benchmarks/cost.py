"""What checking, building and reading cost, beside another version of the tool, in turn and in one run.

``python benchmarks/cost.py FOLDER [WORD]`` takes the root of a checkout of the other version, with its site bundled; with a word, only
the jobs whose name has it are done anew. Time is that of the processor (user and system), which other work on the machine disturbs least; the wall's stands beside it. Writes
``results/cost.md`` and ``results/cost.json``.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import made_case

HERE = Path(__file__).resolve().parent
MOST = 4_990_000
MEASURED = """
import json, resource, subprocess, sys, time
resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))  # an earlier version may take all there is
began = time.perf_counter()
try:
    code = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=float(sys.argv[1])).returncode
except subprocess.TimeoutExpired:
    code = "stopped"
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1024, code]))
"""


def measured(root: Path, arguments: list[str], patience: float) -> list[Any]:
    """Seconds of the processor and of the wall, MiB at the height, and exit code of a command of the version at a root."""
    known = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", MEASURED, str(patience), sys.executable, "-m", "kg", *arguments]
    done = subprocess.run(command, cwd=root, env=known, check=True, capture_output=True, text=True)
    return list(json.loads(done.stdout))


def short_segments(folder: Path, size: int) -> Path:
    """A case whose source is nothing but `` A.`` up to a size, and a quotation behind it."""
    target = made_case.write_case(folder, claims=1, quotations=1, elements=4)
    own = target / "text.en.txt"
    own.write_text(" A." * (size // 3) + "\n" + own.read_text("utf-8"), encoding="utf-8", newline="\n")
    return target


def size_of(build: Path) -> dict[str, int]:
    """Quads of the dataset and of its reasons, and the bytes of the pages."""
    files = [path for path in (build / "site").rglob("*") if path.is_file()]
    quads = {path.stem: path.read_bytes().count(b"\n") for path in build.glob("*.nq")}
    return {**quads, "site": sum(path.stat().st_size for path in files)}


def run(other: Path, word: str, figures: dict[str, Any]) -> dict[str, Any]:
    """Every figure, of the other version and of this one in turn; those of other jobs stay as they were."""
    versions = {"before": other, "after": HERE.parent}
    figures["load"] = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        two = made_case.write_case(
            room / "two", claims=303, quotations=303, elements=60, sources=2, characters=635_000
        )
        jobs = {
            "kg check, 10 claims": (["check", str(made_case.write_case(room / "a", claims=10, quotations=14, elements=12))], 7),
            "kg check, 1,000 claims": (
                ["check", str(made_case.write_case(room / "b", claims=1000, quotations=1400, elements=120))], 3),
            "kg check, two sources of 635 kB": (["check", str(two)], 3),
            "kg build, two sources of 635 kB": (
                ["build", "--no-cache", "--cases", str(two.parent), "--out", str(room / "VERSION")], 1),
            "kg check, 5 MB of prose": (
                ["check", str(made_case.write_case(room / "c", claims=1, quotations=1, elements=4, characters=MOST))], 1),
            "kg check, 1 MB of ` A.`": (["check", str(short_segments(room / "d", 1_000_000))], 1),
            "kg check, 5 MB of ` A.`": (["check", str(short_segments(room / "e", MOST - 1000))], 1),
        }  # fmt: skip
        for job, (arguments, rounds) in jobs.items():
            if word not in job:
                continue
            taken: dict[str, list[Any]] = {version: [] for version in versions}
            for _ in range(rounds):
                for version, root in versions.items():
                    own = [argument.replace("VERSION", version) for argument in arguments]
                    taken[version].append(measured(root, own, 120 if job.startswith("kg check") else 900))
            figures[job] = {version: middle(found) for version, found in taken.items()}
            print(job, figures[job], flush=True)
        if "build" in word or not word:
            figures["sizes"] = {version: size_of(room / version) for version in versions}
    return figures


def middle(found: list[Any]) -> dict[str, Any]:
    """The medians of some rounds."""
    cpu, wall, memory = (statistics.median(row[n] for row in found) for n in range(3))
    return {
        "cpu": round(cpu, 2),
        "wall": round(wall, 2),
        "mebibytes": round(memory),
        "ended": found[-1][3],
        "rounds": len(found),
    }


def as_page(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = [
        "# What checking and building cost, before and after", "",
        "Written by `python benchmarks/cost.py FOLDER`: before is the checkout at FOLDER, after is this one, in turn, on two cores that other",
        f"work shared (load {figures['load']:.1f} at the start). Seconds are of the processor, with those of the wall behind them. The case of two",
        "sources has 303 claims and 303 quotations.", "",
        "| What | Before | After |", "|---|---|---|",
    ]  # fmt: skip
    for job, found in figures.items():
        if isinstance(found, dict) and "before" in found and job != "sizes":
            lines.append(f"| {job} | {cell(found['before'])} | {cell(found['after'])} |")
    sizes = figures["sizes"]
    for what, unit in (("dataset", "quads of the dataset"), ("reasons", "quads of reasons beside it")):
        lines.append(f"| {unit} | {sizes['before'].get(what, 0):,} | {sizes['after'].get(what, 0):,} |")
    lines.append(
        f"| pages | {sizes['before']['site'] / 1e6:.0f} MB | {sizes['after']['site'] / 1e6:.0f} MB |"
    )
    return "\n".join(lines) + "\n"


def cell(found: dict[str, Any]) -> str:
    """One figure."""
    ended = f", stopped after {found['wall']:.0f} s" if found["ended"] == "stopped" else ""
    return f"{found['cpu']} s ({found['wall']} s), {found['mebibytes']} MiB{ended}"


if __name__ == "__main__":
    results = HERE / "results"
    earlier, asked = results / "cost.json", "".join(sys.argv[2:3])
    known = json.loads(earlier.read_text("utf-8")) if asked and earlier.is_file() else {}
    found = run(Path(sys.argv[1]).resolve(), asked, known)
    earlier.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    (results / "cost.md").write_text(as_page(found), encoding="utf-8")
