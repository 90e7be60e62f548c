"""What many tests start from: the shipped cases compiled, a real build, a small case to spoil, the command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg.pipeline import Outcome, Snapshot, check
from kg.resources import cases_folder
from kg.store import LocalStore, Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Quad

TESTS = Path(__file__).resolve().parent
PATIENCE = 300
"""Seconds that a process waits for what another one makes."""
PACKAGE = Path(kg.__file__).resolve().parents[1]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With KG_REQUIRE_ALL a run that skipped anything has failed, as one that ran no test always has."""
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = len(terminal.stats.get("skipped", [])) if terminal is not None else 0
    if skipped and os.environ.get("KG_REQUIRE_ALL"):
        terminal.write_line(f"\nKG_REQUIRE_ALL is set, and not every test ran: skipped {skipped}", red=True)
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def environment(**more: str) -> dict[str, str]:
    """The environment in which the command runs this code, whatever folder it starts in."""
    paths = [str(PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])]
    known = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return {**known, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", "COLUMNS": "100", **more}


@pytest.fixture(scope="session")
def compiled() -> tuple[Outcome, list[Quad]]:
    """The cases that ship, compiled: the outcome and the quads."""
    outcome, quads = check([cases_folder()])
    assert outcome.is_clean, outcome.problems
    return outcome, quads


@pytest.fixture(scope="session")
def dataset_store(compiled: tuple[Outcome, list[Quad]]) -> Store:
    """The cases that ship and the ontology, to be asked."""
    return LocalStore.of(compiled[1])


@pytest.fixture(scope="session")
def snapshot(compiled: tuple[Outcome, list[Quad]]) -> Snapshot:
    """The same as the rooms above the pipeline see it."""
    outcome, quads = compiled
    return Snapshot.of(quads, outcome.report())


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a real ``kg build`` of the shipped cases wrote, with the site; nobody writes into it."""
    return made_once(tmp_path_factory, "built", build_shipped)


@pytest.fixture(scope="session")
def built_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without the site, which takes a fifth of the time."""
    return made_once(tmp_path_factory, "built-data", lambda folder: build_shipped(folder, "--no-site"))


def build_shipped(folder: Path, *options: str) -> Path:
    """Build the shipped cases into ``build`` in a folder."""
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        "--out",
        "build",
        "--cases",
        str(cases_folder()),
        *options,
    ]
    done = subprocess.run(
        command, cwd=folder, env=environment(), check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return folder / "build"


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """What `make` writes into a folder of that name; of several processes that test, the first makes it for all."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make(factory.mktemp(name))
    folder = factory.getbasetemp().parent / name
    ready = folder.with_name(f"{name}-is-ready")
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + PATIENCE
        while not ready.exists() and time.monotonic() < until:
            time.sleep(0.2)
        assert ready.exists(), f"the process that makes {name} did not finish"
    else:
        made = str(make(folder))
        aside = ready.with_suffix(".part")  # whoever sees the file sees all of it
        aside.write_text(made, encoding="utf-8")
        aside.replace(ready)
    return Path(ready.read_text(encoding="utf-8"))


@pytest.fixture
def tiny_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """A function that writes a small, valid, invented case and goes to where ``cases/b-town`` is its path.

    It gives that path; calling it again writes the case anew.
    """
    monkeypatch.chdir(tmp_path)

    def write() -> Path:
        folder = Path("cases") / "b-town"
        shutil.rmtree(folder, ignore_errors=True)
        return shutil.copytree(TESTS / "cases" / "b-town", folder)

    return write


@pytest.fixture
def run_kg(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """A function that runs the real command in the test's folder and gives what it printed."""

    def run(*arguments: str, folder: Path = tmp_path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kg", *arguments],
            cwd=folder, env=environment(**more), check=False, capture_output=True, encoding="utf-8",
            timeout=120,
        )  # fmt: skip

    return run
