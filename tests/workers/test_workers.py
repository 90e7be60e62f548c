"""Who compiles changes nothing in what comes of it, whatever is killed and when."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from towns import dataset

from kg.workers import CompileOptions, compiling

if TYPE_CHECKING:
    from collections.abc import Callable

CITIES = 5


@pytest.fixture
def towns(towns_of: Callable[[int], Path]) -> Path:
    """A folder of several small cases, alike but for their names."""
    return towns_of(CITIES)


def test_two_processes_give_the_same_bytes(towns: Path) -> None:
    """In the order of the names, whoever is ready first."""
    assert dataset(towns, CompileOptions(jobs=2)) == dataset(towns, CompileOptions(jobs=1))


def test_a_build_that_is_killed_leaves_the_last_good_one(towns: Path, run_kg: Callable) -> None:
    """Killed at random moments, again and again: the earlier build stays readable, the next one succeeds."""
    assert run_kg("build", "--no-site").returncode == 0
    good = Path("build/dataset.nq").read_bytes()
    command = [sys.executable, "-m", "kg", "build", "--no-site", "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(Path(compiling.__file__).parents[2])}
    moments = random.Random(7)  # noqa: S311 - moments, no secrets
    killed = 0
    for number in range(8):
        note = towns / "b-town" / "notes.txt"
        note.write_text(note.read_text("utf-8") + "\n", "utf-8")
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.1, 1.2))
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        report = Path("build/report.json").read_text("utf-8")
        assert report.endswith("}\n"), number
        assert Path("build/dataset.nq").stat().st_size >= len(good)
    assert killed
    assert run_kg("build", "--no-site").returncode == 0
    assert run_kg("query", "cases").returncode == 0
    assert sorted(path.name for path in Path().iterdir()) == [".kg-cache", "build", "cases"]
    assert list(Path(".kg-cache").glob("seen.json.*")) == []


def test_two_builds_at_once(towns: Path) -> None:
    """Both end well, and what is there afterwards is a whole build."""
    command = [sys.executable, "-m", "kg", "build", "--no-site", "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(Path(compiling.__file__).parents[2])}
    both = [
        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert Path("build/dataset.nq").read_bytes() == dataset(towns, CompileOptions(jobs=1))
    assert sorted(path.name for path in Path().iterdir()) == [".kg-cache", "build", "cases"]


def test_a_build_that_is_killed_leaves_no_process_behind(towns: Path) -> None:
    """Those that compile end with the build that started them."""
    psutil = pytest.importorskip("psutil")
    for number in range(CITIES + 1, 60):
        shutil.copytree(towns / "b-town", towns / f"b-town-{number}")
    command = [sys.executable, "-m", "kg", "build", "--no-site", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(Path(compiling.__file__).parents[2])}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    started: list[object] = []
    end = time.monotonic() + 60
    while len(started) < 2 and time.monotonic() < end and process.poll() is None:
        started = psutil.Process(process.pid).children(recursive=True)
        time.sleep(0.01)
    assert len(started) >= 2
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(started, timeout=30)
    assert alive == []
