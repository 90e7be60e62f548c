"""An end for a query that takes too long or too much.

The engine of `kg query` answers inside one call that nothing can break off, so that the command ends itself. A server
ends one of its engines instead (`kg.server.engines`).
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from typing import TYPE_CHECKING

import click

from kg.cli import WRONG_USE

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEP = 0.05
_MEGABYTE = 1_000_000


@contextlib.contextmanager
def ended_after(seconds: float, megabytes: int) -> Iterator[None]:
    """End the command, with exit code 2 and a hint, where what is done inside takes more than this.

    Args:
        seconds: by the clock.
        megabytes: of memory, beyond the most that the command has had until now; not watched on Windows.
    """
    is_done = threading.Event()
    most = _peak() + megabytes

    def watch() -> None:
        for _ in range(max(1, round(seconds / _STEP))):
            if is_done.wait(_STEP):
                return
            if _peak() > most:
                _end(f"more than {megabytes} MB of memory", "--memory-limit")
        _end(f"more than {seconds:g} s", "--time-limit")

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        is_done.set()


def _end(found: str, option: str) -> None:
    click.echo(f"kg: a query that takes {found}: ask for less, or give it more by {option}", err=True)
    sys.stderr.flush()
    os._exit(WRONG_USE)


def _peak() -> float:
    """Measure the most memory that the process has had, in megabytes; give 0 where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ModuleNotFoundError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / _MEGABYTE
