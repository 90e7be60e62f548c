"""A Dask cluster as an executor, and in one line why it, or the processes of this machine, cannot go on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.cache import tool
from kg.problems import KgError
from kg.problems.parts import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from distributed import Client

OTHER_VERSION = "a worker has another version of this tool or its libraries: install the same everywhere"
_RETRIES = 3
_CANNOT_CALL = (AttributeError, ImportError, TypeError, RuntimeError)
"""`compile_there` lets none of these through: a worker that gives one has no such function, or another."""
_PATIENCE = 30
"""So many seconds a scheduler may take until it has a worker."""


@contextmanager
def dask(address: str) -> Iterator[Executor]:
    """Connect to the workers of a Dask cluster; a task whose worker dies is given to another.

    Args:
        address: of the scheduler.

    Raises:
        KgError: it cannot be reached, or has no worker.
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
        _compare_versions(client)
        yield client.get_executor(retries=_RETRIES, pure=False)  # type: ignore[no-untyped-call]


def _compare_versions(client: Client) -> None:
    """Refuse workers of another version, before anything is sent to them.

    A worker that cannot read what it is sent ends itself, and a build would wait for another for ever.
    """
    try:
        found = client.run(tool)
    except (AttributeError, ImportError) as error:
        raise KgError(f"{OTHER_VERSION} ({type(error).__name__}: {error})") from error
    others = sorted(address for address, version in found.items() if version != tool())
    if others:
        raise KgError(f"{OTHER_VERSION} ({', '.join(others)})")


@contextmanager
def ended_early(scheduler: str) -> Iterator[None]:
    """Say in one line why those who compile cannot go on.

    Args:
        scheduler: the address of the Dask scheduler; empty where the processes are this machine's.

    Raises:
        KgError: a process was ended, the scheduler went away, or a worker cannot do what it is asked to.
    """
    from concurrent.futures import BrokenExecutor, CancelledError  # noqa: PLC0415 - as in `workers`

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


def ends_all(error: BaseException, scheduler: str) -> bool:
    """Tell whether an error that another process gave concerns more than the one case.

    Args:
        error: the error.
        scheduler: the address of the Dask scheduler; empty where the processes are this machine's.
    """
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - as in `workers`

    return isinstance(error, (KgError, BrokenExecutor)) or (
        bool(scheduler) and isinstance(error, _CANNOT_CALL)
    )


def here() -> str:
    """Say where this process runs, for whoever has to look after it."""
    from socket import gethostname  # noqa: PLC0415 - only when something is wrong

    return f" on the machine {gethostname()}"
