"""Measure commands and functions side by side: interleaved rounds, medians, peak memory.

Takes things to run by name; gives figures by name. Imports nothing heavy, because the peak memory that the system
reports for a child is at least that of the process which started it.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LIBRARIES = [
    "pyoxigraph",
    "rdflib",
    "oxrdflib",
    "owlready2",
    "networkx",
    "pyvis",
    "PyYAML",
    "click",
    "shacl",
    "tongban-kg",
]
MIB = 1024


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one thing.

    Attributes:
        seconds: median of the rounds.
        fastest: the least of the rounds, which other work on the machine disturbs least.
        mebibytes: median of the peak memory; None where it was not measured.
        rounds: how often it ran.
    """

    seconds: float
    fastest: float
    mebibytes: float | None
    rounds: int


def command(arguments: Sequence[str], folder: Path | None = None) -> tuple[float, float]:
    """Run a command to its end; give its seconds and its peak memory in MiB.

    Raises:
        RuntimeError: the command failed, so its time means nothing.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / MIB


def commands(
    named: Mapping[str, Sequence[str]], rounds: int, folder: Path | None = None
) -> dict[str, Figures]:
    """Run each command once to warm the disk, then all of them in turn, round by round."""
    for arguments in named.values():
        command(arguments, folder)
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in named}
    for _ in range(rounds):
        for name, arguments in named.items():
            runs[name].append(command(arguments, folder))
    return {name: _figures([s for s, _ in taken], [m for _, m in taken]) for name, taken in runs.items()}


def functions(named: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Figures]:
    """Call each function once, then all of them in turn, round by round."""
    for function in named.values():
        function()
    runs: dict[str, list[float]] = {name: [] for name in named}
    for _ in range(rounds):
        for name, function in named.items():
            started = time.perf_counter()
            function()
            runs[name].append(time.perf_counter() - started)
    return {name: _figures(taken, []) for name, taken in runs.items()}


def _figures(seconds: list[float], mebibytes: list[float]) -> Figures:
    memory = round(statistics.median(mebibytes), 1) if mebibytes else None
    return Figures(round(statistics.median(seconds), 6), round(min(seconds), 6), memory, len(seconds))


def script(name: str) -> str:
    """The path of a command installed beside this Python."""
    return str(Path(sys.executable).parent / name)


def machine() -> dict[str, object]:
    """On what the figures were taken."""
    model = platform.processor()
    cpu = Path("/proc/cpuinfo")
    if cpu.is_file():
        lines = [
            line.partition(":")[2].strip() for line in cpu.read_text().splitlines() if "model name" in line
        ]
        model = lines[0] if lines else model
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load at start": round(os.getloadavg()[0], 2),
        "versions": {name: metadata.version(name) for name in LIBRARIES},
    }
