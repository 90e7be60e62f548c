"""Compiling many cases: from the cache, in this process, on all cores, or on a Dask cluster.

Whoever compiles, it is the same function of one folder and the ontology, and the outcome is in the order of the tasks.
Dask's client gives an executor as the standard library's does, so that there is one way of handing out work and no job
system of ours.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cache import CaseCache, Task, key_of, tool
from kg.compile import Compiled, compile_case
from kg.frameworks import Source, load
from kg.problems import KgError, Location, problem, say
from kg.problems.parts import lacking
from kg.validate import Validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

    from kg.ontology import Ontology

_FEW = 4
"""For fewer cases than this, starting other processes takes longer than compiling here."""
OTHER_VERSION = "a worker has another version of this tool or its libraries: install the same everywhere"
_RETRIES = 3
_CANNOT_CALL = (AttributeError, ImportError, TypeError, RuntimeError)
"""`compile_there` lets none of these through: a worker that gives one has no such function, or another."""
_PATIENCE = 30
"""So many seconds a scheduler may take until it has a worker."""


@dataclass(frozen=True, slots=True)
class CompileOptions:
    """Who is to compile, and what is kept.

    Attributes:
        jobs: how many processes; None for one a core.
        scheduler: the address of a Dask scheduler, such as ``tcp://127.0.0.1:8786``; empty for none.
        cache: the folder of compiled cases; None for no cache.
        is_kept: whether newly compiled cases are put into the cache.
    """

    jobs: int | None = None
    scheduler: str = ""
    cache: Path | None = None
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Compiler:
    """What every case is compiled with.

    Attributes:
        ontology: the ontology.
        validator: its shapes, compiled.
        folder: where other processes load both from.
        beside: the folders of frameworks that they load with them.
        is_public: leave out what stands in restricted sources.
        is_check: find what is wrong, and make no quads.
    """

    ontology: Ontology
    validator: Validator
    folder: Path
    is_public: bool = False
    is_check: bool = False
    beside: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a process that was started to compile must find where it runs.

    Attributes:
        ontology_at: the folder of the ontology.
        digest: the ontology's digest, so that one that has changed since is not taken for it.
        is_public: leave out what stands in restricted sources.
        is_check: find what is wrong, and make no quads.
        beside: the folders of frameworks that were loaded with it.
        tool: the tool's version, code and engines; empty where they cannot differ.
        key: the key of the case; empty where it has none, or cannot differ.
    """

    ontology_at: str
    digest: str
    is_public: bool
    is_check: bool
    beside: tuple[Source, ...] = ()
    tool: str = ""
    key: str = ""


def compile_many(
    tasks: Sequence[Task], compiler: Compiler, options: CompileOptions, tell: Callable[[str, int, int], None]
) -> Iterator[Compiled]:
    """Compile cases, or take from the cache what they gave earlier.

    Args:
        tasks: the case folders.
        compiler: what they are compiled with.
        options: who compiles, and what is kept.
        tell: is told a case's name, how many were done before it, and their count.

    Yields:
        What each case gave, in the order of the tasks.

    Raises:
        KgError: the scheduler does not answer or goes away, has no workers or one with another version or
            other files, or a process was ended.
    """
    cache = None
    if options.cache is not None and (options.is_kept or options.cache.is_dir()):
        # What a public build leaves out must never come from a cache that has it, nor go the other way.
        folder = options.cache / "public" if compiler.is_public else options.cache
        cache = CaseCache(
            folder, compiler.ontology, lambda task: _compile_here(*task, compiler), is_kept=options.is_kept
        )
    found = {n: kept for n, task in enumerate(tasks) if cache and (kept := cache.find(task)) is not None}
    missing = [number for number in range(len(tasks)) if number not in found]
    done = len(found)

    def tell_on(name: str, count: int) -> None:
        tell(name, done + count, len(tasks))

    for number, compiled in _compile([tasks[n] for n in missing], compiler, options, tell_on):
        task = tasks[missing[number]]
        found[missing[number]] = cache.put(task, compiled) if cache else compiled
    if cache:
        cache.tidy(is_clean=not any(compiled.errors for compiled in found.values()))
    yield from (found[number] for number in range(len(tasks)))


def _compile(
    tasks: Sequence[Task], compiler: Compiler, options: CompileOptions, tell: Callable[[str, int], None]
) -> Iterator[tuple[int, Compiled]]:
    """Compile every task, in any order, each with its number."""
    with _executor(options, len(tasks)) as executor:
        if executor is None:
            for number, (folder, shown) in enumerate(tasks):
                tell(Path(folder).name, number + 1)
                yield number, _compile_here(folder, shown, compiler)
            return
        from concurrent.futures import BrokenExecutor, as_completed  # noqa: PLC0415 - slow to import for a few cases

        of_all = (KgError, BrokenExecutor, *(_CANNOT_CALL if options.scheduler else ()))

        with _ended_early(options.scheduler):
            futures = {
                executor.submit(compile_there, *task, _requirements(task, compiler, options)): number
                for number, task in enumerate(tasks)
            }
            for count, future in enumerate(as_completed(futures), start=1):
                number = futures.pop(future)  # or every outcome would be held until the last has come
                folder, shown = tasks[number]
                tell(Path(folder).name, count)
                error = future.exception()
                if error is None:
                    yield number, future.result()
                elif isinstance(error, of_all):  # it concerns more than the one case
                    raise error
                else:
                    yield number, _fault(folder, shown, error)


def _requirements(task: Task, compiler: Compiler, options: CompileOptions) -> Requirements:
    """List what another process must find; on a cluster it may have another version, or other files."""
    at, digest = str(compiler.folder.resolve()), compiler.ontology.digest
    required = Requirements(at, digest, compiler.is_public, compiler.is_check, compiler.beside)
    if not options.scheduler:
        return required
    return replace(required, tool=tool(), key=key_of(Path(task[0]), task[1], compiler.ontology))


@contextmanager
def _executor(options: CompileOptions, count: int) -> Iterator[Executor | None]:
    """Choose who compiles so many cases; None for this process."""
    if options.scheduler and count:
        with dask(options.scheduler) as executor:
            yield executor
        return
    jobs = min(options.jobs or os.cpu_count() or 1, count)
    if jobs < 2 or (options.jobs is None and count < _FEW):  # noqa: PLR2004 - two are the fewest that help
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - slow to import for a few cases
    from multiprocessing import get_context  # noqa: PLC0415

    # spawn: nothing of this process, such as a progress display's thread, is copied.
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=end_with_parent) as executor:
        yield executor


def end_with_parent() -> None:
    """End a process that was started to compile when the build ends, even if the build is killed."""
    from multiprocessing import parent_process  # noqa: PLC0415 - in the other process only
    from threading import Thread  # noqa: PLC0415

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def compile_there(folder: str, shown: str, required: Requirements) -> Compiled:
    """Compile one case in a process that was started for it, and has nothing but this package.

    Args:
        folder: the case folder.
        shown: how to call it in problems.
        required: what is to be found here.

    Raises:
        KgError: this is another version of the tool, or the ontology or the case folder is another here.
    """
    if required.tool and required.tool != tool():
        raise KgError(f"{OTHER_VERSION} (the worker is{_here()})")
    loaded = _compiler(required.ontology_at, required.digest, required.beside)
    compiler = replace(loaded, is_public=required.is_public, is_check=required.is_check)
    if required.key and not Path(folder).is_dir():
        raise KgError(f"there is no {folder}{_here()}: put the cases at the same path everywhere")
    if required.key and required.key != key_of(Path(folder), shown, compiler.ontology):
        raise KgError(f"{folder} has other files{_here()} than where the build began, or was changed since")
    return _compile_here(folder, shown, compiler)


@lru_cache(maxsize=1)
def _compiler(ontology_at: str, digest: str, beside: tuple[Source, ...]) -> Compiler:
    """Load the ontology and its shapes, once in each process."""
    if not Path(ontology_at).is_dir():
        message = f"there is no ontology at {ontology_at}{_here()}: put it at the same path everywhere"
        raise KgError(message)
    ontology, _ = load(Path(ontology_at), beside=beside)
    if ontology.digest != digest:
        raise KgError(f"the ontology at {ontology_at} is another{_here()} than the one the build began with")
    return Compiler(ontology, Validator(ontology), Path(ontology_at))


def _compile_here(folder: str, shown: str, compiler: Compiler) -> Compiled:
    """Compile one case; a fault of ours is reported as such and hides no other case."""
    try:
        how = {"is_public": compiler.is_public, "is_check": compiler.is_check}
        return compile_case(Path(folder), shown, compiler.ontology, compiler.validator, **how)
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        return _fault(folder, shown, error)


def _fault(folder: str, shown: str, error: BaseException) -> Compiled:
    """Report a case whose compilation failed for no fault of its author's."""
    place = Location(f"{shown}/case.yaml", 1, 1)
    found = say("a fault of the tool ({0})", f"{type(error).__name__}: {error}")
    return Compiled(Path(folder).name, problems=[problem("KG901", place, found, say("a report of it"))])


@contextmanager
def dask(address: str) -> Iterator[Executor]:
    """Connect to the workers of a Dask cluster; a task whose worker dies is given to another.

    Args:
        address: of the scheduler.

    Raises:
        KgError: it cannot be reached, or has no worker or one of another version.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an optional package
    except ModuleNotFoundError as error:
        raise lacking("--scheduler", "distributed", "cluster") from error
    try:
        client = Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise KgError(f"no Dask scheduler answers at {address}") from error
    except (ValueError, TypeError, ImportError) as error:
        raise KgError(f"no Dask scheduler can be reached at {address} ({error})") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            message = f"the scheduler at {address} has no worker: start one, 'dask worker {address}'"
            raise KgError(message) from error
        # A worker of another version that cannot read what it is sent ends itself, and a build would wait for ever.
        try:
            versions = client.run(tool)
        except (AttributeError, ImportError) as error:
            raise KgError(f"{OTHER_VERSION} ({type(error).__name__}: {error})") from error
        others = sorted(worker for worker, version in versions.items() if version != tool())
        if others:
            raise KgError(f"{OTHER_VERSION} ({', '.join(others)})")
        yield client.get_executor(retries=_RETRIES, pure=False)  # type: ignore[no-untyped-call]


@contextmanager
def _ended_early(scheduler: str) -> Iterator[None]:
    """Say in one line why those who compile, on this machine or by a scheduler, cannot go on."""
    from concurrent.futures import BrokenExecutor, CancelledError  # noqa: PLC0415 - as in `_compile`

    try:
        yield
    except BrokenExecutor as error:
        message = "a process that compiled was ended, perhaps for want of memory: start fewer with --jobs N"
        raise KgError(message) from error
    except CancelledError as error:
        message = f"the scheduler at {scheduler} went away: start it, and build again to go on"
        raise KgError(message) from error
    except _CANNOT_CALL as error:
        if not scheduler:
            raise
        raise KgError(f"{OTHER_VERSION} ({type(error).__name__}: {error})") from error


def _here() -> str:
    """Say where this process runs, for whoever has to look after it."""
    from socket import gethostname  # noqa: PLC0415 - only when something is wrong

    return f" on the machine {gethostname()}"
