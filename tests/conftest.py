"""What many tests start from: the shipped cases compiled, a real build, a small case to spoil, the command."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from towns import compile_case, compiled_now, edges_of, store_of, town, towns_of

import kg
from kg.pipeline import Outcome, check, run
from kg.resources import cases_folder, ontology_folder
from kg.snapshot import Snapshot
from kg.store import LocalStore, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.ontology import Ontology
    from kg.store import Quad
    from kg.validate import Validator

__all__ = ["compile_case", "compiled_now", "edges_of", "store_of", "town", "towns_of"]

TESTS = Path(__file__).resolve().parent
PATIENCE = 300
"""Seconds that a process waits for what another one makes."""
COMMAND_PATIENCE = 120
"""Seconds that a run of the command may take."""
SHORT_LIVED = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
"""As `kg.reason` starts Java itself: for HermiT's few seconds, compiling well costs more than it gains."""
os.environ.setdefault("JDK_JAVA_OPTIONS", SHORT_LIVED)
PACKAGE = Path(kg.__file__).resolve().parents[1]


LONG = ("server/test_siege.py", "site/test_access.py", "site/test_hostile.py", "reason/test_hermit.py", "contracts/test_tutorial.py",
        "site/test_fourth_city.py", "property/test_nothing_withheld_leaves.py", "reason/test_judges.py", "site/")  # fmt: skip
"""The tests that take longest; begun last, one process would go on with them alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first; of the rest the order stays as it is."""
    here = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        name = item.path.relative_to(here).as_posix() if item.path.is_relative_to(here) else ""
        return next((place for place, long in enumerate(LONG) if name.startswith(long)), len(LONG))

    items.sort(key=rank)


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


@pytest.fixture(scope="session", autouse=True)
def ontology_read_once() -> Iterator[None]:
    """Read the ontology that ships once in each process of tests, as each process of the tool does.

    It takes half the time of checking a small case, and hundreds of tests check one. Another ontology is read each time.
    """
    load, shipped = run._load, ontology_folder()
    first = Outcome()
    read = load(first)
    assert first.problems == []

    def known(outcome: Outcome) -> tuple[Ontology, Validator | None]:
        is_shipped = outcome.ontology is None and not outcome.beside and run.ontology_folder() == shipped
        if is_shipped:
            outcome.framework_places = first.framework_places
        return read if is_shipped else load(outcome)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "_load", known)
        yield


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


class Warm:
    """Runs the command in copies of a process that has loaded the tool, see ``warm.py``."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self.process: subprocess.Popen[str] | None = None

    def run(
        self, arguments: tuple[str, ...], folder: Path, known: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the command in a folder, in the usual environment or another, and give what it printed."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, str(TESTS / "warm.py")], env=environment(), stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True,
            )  # fmt: skip
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        out, err = self.room / "out", self.room / "err"
        order = {
            "arguments": arguments, "folder": folder, "out": out, "err": err,
            "environment": environment() if known is None else known,
        }  # fmt: skip
        self.process.stdin.write(json.dumps(order, default=str) + "\n")
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], COMMAND_PATIENCE)[0]:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise subprocess.TimeoutExpired(["kg", *arguments], COMMAND_PATIENCE)
        code = int(self.process.stdout.readline())
        printed = [path.read_text(encoding="utf-8") for path in (out, err)]
        return subprocess.CompletedProcess(["kg", *arguments], code, *printed)

    def end(self) -> None:
        """Let the process end, which it does when no order can come any more."""
        if self.process is not None:
            self.process.communicate()


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """A process that has loaded the tool, for the runs of the command in this process of tests."""
    started = Warm(tmp_path_factory.mktemp("warm"))
    yield started
    started.end()


@pytest.fixture
def run_kg(tmp_path: Path, warm: Warm) -> Callable[..., subprocess.CompletedProcess[str]]:
    """A function that runs the real command in the test's folder and gives what it printed.

    Each run is a process of its own; Python itself is started anew only where the test asks for that.
    """

    def run(*arguments: str, folder: Path = tmp_path, **more: str) -> subprocess.CompletedProcess[str]:
        if hasattr(os, "fork") and not any(name.startswith("PYTHON") for name in more):
            return warm.run(arguments, folder, environment(**more))
        return subprocess.run(
            [sys.executable, "-m", "kg", *arguments],
            cwd=folder, env=environment(**more), check=False, capture_output=True, encoding="utf-8",
            timeout=COMMAND_PATIENCE,
        )  # fmt: skip

    return run
