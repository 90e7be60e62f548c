"""Processes elsewhere: what they give is what this process would give, or the build says in one line why not."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import workers
from kg.frameworks import load as load_ontology
from kg.pipeline import compile_cases
from kg.problems import KgError
from kg.resources import ontology_folder
from kg.validate import Validator
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CITIES = 14
HOME = Path(workers.__file__).parents[1]
HOST = ("--host", "127.0.0.1", "--no-dashboard")


PATIENCE = 60
"""Seconds for a process to start and end, beside other work."""


def test_what_watches_the_parent_keeps_no_process_alive() -> None:
    """A process that has nothing more to do ends by itself; it comes first, since without this all others hang."""
    process = multiprocessing.get_context("spawn").Process(target=workers.end_with_parent)
    process.start()
    process.join(PATIENCE)
    try:
        assert process.exitcode == 0
    finally:
        process.kill()


@pytest.fixture
def towns(towns_of: Callable[[int], Path]) -> Path:
    """A folder of many small cases, alike but for their names."""
    return towns_of(CITIES)


@contextlib.contextmanager
def dask(*arguments: str, package_at: Path = HOME) -> Iterator[subprocess.Popen[str]]:
    """A process of a Dask cluster, stopped by its process id."""
    environment = {**os.environ, "PYTHONPATH": str(package_at)}
    command = [sys.executable, "-W", "ignore", "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stderr.close()  # type: ignore[union-attr]


def until_said(process: subprocess.Popen[str], pattern: str) -> str:
    """What a process says on standard error that fits a pattern."""
    for line in process.stderr:  # type: ignore[union-attr]
        found = re.search(pattern, line)
        if found:
            return found[1] if found.groups() else found[0]
    pytest.fail(f"the process ended without saying {pattern}")


@contextlib.contextmanager
def a_scheduler() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A real scheduler, and its address."""
    pytest.importorskip("distributed")
    with dask("scheduler", "--port", "0", *HOST) as scheduler:
        yield scheduler, until_said(scheduler, r"Scheduler at:\s*(tcp://127\.0\.0\.1:\d+)")


@contextlib.contextmanager
def a_worker(address: str, package_at: Path = HOME) -> Iterator[subprocess.Popen[str]]:
    """A real worker, once it is known to the scheduler."""
    with dask("worker", address, "--nthreads", "1", "--no-nanny", *HOST, package_at=package_at) as worker:
        until_said(worker, "Registered to")
        yield worker


def test_a_cluster_loses_nothing_when_a_worker_dies(towns: Path) -> None:
    """A real scheduler and two workers; one is killed midway; every case comes once, with the same bytes."""
    with a_scheduler() as (_, address), a_worker(address) as doomed, a_worker(address):
        done: list[str] = []

        def tell(name: str, *_: int) -> None:
            done.append(name)
            if len(done) == 3:
                doomed.send_signal(signal.SIGKILL)

        outcome = compile_cases([towns], CompileOptions(scheduler=address), tell)
        assert doomed.poll() is not None
    assert outcome.is_clean, outcome.problems
    assert sorted(done) == sorted(path.name for path in towns.iterdir())
    assert [case.name for case in outcome.cases] == sorted(done)
    here = compile_cases([towns], CompileOptions(jobs=1))
    assert b"".join(outcome.data()) == b"".join(here.data())


def test_no_scheduler(towns: Path) -> None:
    """An address where nothing answers is wrong use, said in one line."""
    pytest.importorskip("distributed")
    with pytest.raises(KgError, match="no Dask scheduler answers at"):
        compile_cases([towns], CompileOptions(scheduler="tcp://127.0.0.1:1"))


@pytest.mark.parametrize("address", ["tls://127.0.0.1:1", "nothing://127.0.0.1:1"])
def test_an_address_of_another_kind(towns: Path, address: str) -> None:
    """One that wants certificates that nobody gave, and one that is none."""
    pytest.importorskip("distributed")
    with pytest.raises(KgError, match="no Dask scheduler can be reached at"):
        compile_cases([towns], CompileOptions(scheduler=address))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("compile/case.py", "from __future__", "# Other code.\nfrom __future__"),
        ("workers.py", "def compile_there(", "def compile_elsewhere("),
        ("workers.py", "class Requirements:", "class Needed:"),
        ("workers.py", "required: Requirements) ->", "ontology_at: str, digest: str) ->"),
    ],
)
def test_a_worker_of_another_version(towns: Path, tmp_path: Path, file: str, old: str, new: str) -> None:
    """Other code, no such function or class, or a function that is called otherwise: nothing that it gives is kept."""
    other = tmp_path / "other"
    shutil.copytree(HOME / "kg", other / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    changed = other / "kg" / file
    text = changed.read_text("utf-8")
    assert old in text
    changed.write_text(text.replace(old, new, 1), "utf-8")
    with a_scheduler() as (_, address), a_worker(address, other):
        options = CompileOptions(scheduler=address, cache=Path("kept"), is_kept=True)
        with pytest.raises(KgError, match="another version of this tool") as caught:
            compile_cases([towns], options)
    assert "\n" not in str(caught.value)
    assert list(Path("kept").glob("??/*")) == []


def test_a_worker_with_other_files(towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key that the build has is of other files than those the worker reads."""
    monkeypatch.setattr(workers, "key_of", lambda *_: "0" * 64)
    with (
        a_scheduler() as (_, address),
        a_worker(address),
        pytest.raises(KgError, match="has other files on the machine"),
    ):
        compile_cases([towns], CompileOptions(scheduler=address))


def test_a_scheduler_without_workers(towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not waited for for ever."""
    monkeypatch.setattr(workers, "_PATIENCE", 1)
    with a_scheduler() as (_, address), pytest.raises(KgError, match=f"{address} has no worker"):
        compile_cases([towns], CompileOptions(scheduler=address))


def test_a_scheduler_that_dies_midway(towns: Path) -> None:
    """What had come until then is kept, and the build says what to do."""
    with a_scheduler() as (scheduler, address), a_worker(address):
        options = CompileOptions(scheduler=address, cache=Path("kept"), is_kept=True)
        with pytest.raises(KgError, match="went away: start it, and build again"):
            compile_cases([towns], options, lambda *_: scheduler.send_signal(signal.SIGKILL))
    assert list(Path("kept").glob("??/*"))


def without_ontology(towns: Path, options: CompileOptions) -> None:
    """Compile by others, who do not find the ontology where this process says that it is."""
    ontology, problems = load_ontology(ontology_folder())
    assert problems == []
    compiler = workers.Compiler(ontology, Validator(ontology), Path("nowhere"))
    tasks = [(str(path.resolve()), path.name) for path in sorted(towns.iterdir())]
    with pytest.raises(KgError, match=r"there is no ontology at .*nowhere on the machine") as caught:
        list(workers.compile_many(tasks, compiler, options, lambda *_: None))
    assert "\n" not in str(caught.value)


def test_a_worker_without_the_ontology(towns: Path) -> None:
    """One line, and not a fault of the tool for each case."""
    with a_scheduler() as (_, address), a_worker(address):
        without_ontology(towns, CompileOptions(scheduler=address))


def test_a_process_without_the_ontology(towns: Path) -> None:
    """The same of the processes of this machine."""
    without_ontology(towns, CompileOptions(jobs=2))


def test_a_process_that_is_ended(towns: Path) -> None:
    """As the system does when memory is short: one line, and not a fault of the tool for each case."""

    def tell(*_: object) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    with pytest.raises(KgError, match="perhaps for want of memory: start fewer with --jobs N"):
        compile_cases([towns], CompileOptions(jobs=2), tell)
