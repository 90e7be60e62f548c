"""Oxigraph servers, each at one query at a time.

Oxigraph speaks the SPARQL protocol itself, but one process of it lets a query run on after its time,
and dies of one nested too deep. So several are kept, each over the same store on disk, read-only, on a
loopback port of its own. One that is late or dead is killed and another takes its place; the
queries of the others go on. Why so: ``docs/decisions/0011-server.md``.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import resource
import shutil
import signal
import socket
import sys
from pathlib import Path
from subprocess import SubprocessError

from kg.problems import KgError
from kg.problems.parts import lacking

_LOOPBACK = "127.0.0.1"
_LIBC = ctypes.CDLL(None)
"""Loaded here and not in a new process, which must not wait for a lock that another thread held."""
_START_SECONDS = 20.0
_PAUSE = 1.0
_STEP = 0.01
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def find_engine() -> str:
    """The program ``oxigraph`` that the package of that name installs.

    Raises:
        KgError: it is not installed.
    """
    beside = Path(sys.executable).parent / "oxigraph"
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if found is None:
        raise lacking("'kg serve'", "oxigraph", "serve")
    return found


class Engine:
    """One Oxigraph process."""

    def __init__(self, store: Path, memory_bytes: int) -> None:
        """Say which store it reads and how much memory it may take."""
        self._store = store
        self._memory = memory_bytes
        self._process: asyncio.subprocess.Process | None = None
        self.port = 0

    @property
    def address(self) -> str:
        """Where it answers queries."""
        return f"http://{_LOOPBACK}:{self.port}/query"

    async def start(self) -> None:
        """Start it, and wait until it listens.

        Raises:
            KgError: it does not start.
        """
        self.port = _free_port()
        self._process = await asyncio.create_subprocess_exec(
            find_engine(), "serve-read-only", "--location", str(self._store),
            "--bind", f"{_LOOPBACK}:{self.port}",
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL, preexec_fn=self._limit,
        )  # fmt: skip
        for _ in range(int(_START_SECONDS / _STEP)):
            if self._process.returncode is not None:
                break
            if await _is_listening(self.port):
                return
            await asyncio.sleep(_STEP)
        await self.stop()
        raise KgError(f"the engine does not start over {self._store}: is it a store, and is there memory?")

    async def stop(self) -> None:
        """End it at once; whatever it was doing is lost."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    def _limit(self) -> None:
        """In the new process: no more memory than is allowed, no picture of it when it dies, no life after ours."""
        resource.setrlimit(resource.RLIMIT_DATA, (self._memory, self._memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            _LIBC.prctl(_DIE_WITH_PARENT, signal.SIGKILL)


class Pool:
    """Several engines, lent one at a time."""

    def __init__(self, store: Path, size: int, memory_bytes: int) -> None:
        """Say over which store, and how many."""
        self._engines = [Engine(store, memory_bytes) for _ in range(size)]
        self._free: asyncio.Queue[Engine] = asyncio.Queue()
        self._renewals: set[asyncio.Task[None]] = set()
        self._lost: set[Engine] = set()
        self.replaced = 0

    async def start(self) -> None:
        """Start all engines."""
        await asyncio.gather(*(engine.start() for engine in self._engines))
        for engine in self._engines:
            self._free.put_nowait(engine)

    async def stop(self) -> None:
        """End all engines."""
        for renewal in self._renewals:
            renewal.cancel()
        await asyncio.gather(*self._renewals, return_exceptions=True)
        await asyncio.gather(*(engine.stop() for engine in self._engines))

    @property
    def free(self) -> int:
        """How many engines have nothing to do."""
        return self._free.qsize()

    async def take(self, seconds: float) -> Engine:
        """An engine of one's own, to be given back or replaced.

        Args:
            seconds: how long to wait for one.

        Raises:
            TimeoutError: none was free in time.
        """
        return await asyncio.wait_for(self._free.get(), seconds)

    def give_back(self, engine: Engine) -> None:
        """Return an engine that is at rest."""
        self._free.put_nowait(engine)

    @property
    def lost(self) -> int:
        """How many engines could not be started again so far; each is tried until it can."""
        return len(self._lost)

    def replace(self, engine: Engine) -> None:
        """End an engine that is late or dead, and start another in its place; nobody waits for it."""
        self.replaced += 1
        renewal = asyncio.get_running_loop().create_task(self._renew(engine))
        self._renewals.add(renewal)
        renewal.add_done_callback(self._renewals.discard)

    async def _renew(self, engine: Engine) -> None:
        await engine.stop()
        while True:
            try:
                await engine.start()
            except (KgError, OSError, SubprocessError):
                self._lost.add(engine)
                await asyncio.sleep(_PAUSE)
            else:
                self._lost.discard(engine)
                self._free.put_nowait(engine)
                return


def _free_port() -> int:
    """A loopback port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        return int(probe.getsockname()[1])


async def _is_listening(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(_LOOPBACK, port)
    except OSError:
        return False
    writer.close()
    return True
