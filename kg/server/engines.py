"""Oxigraph servers, each at one query at a time.

Oxigraph speaks the SPARQL protocol itself, but one process of it lets a query run on after its time,
and dies of one nested too deep. So several are kept, each over the same store on disk, read-only, on a
loopback port of its own. One that is late or dead is killed and another takes its place; the
queries of the others go on. Whose turn it is says `kg.server.turns`. Why so: ``docs/decisions/0011-server.md``.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import resource
import shutil
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import SubprocessError

from kg.problems import KgError
from kg.problems.parts import lacking
from kg.server.turns import QUICK, Turn, Turns

_LOOPBACK = "127.0.0.1"
_LIBC = ctypes.CDLL(None)
"""Loaded here and not in a new process, which must not wait for a lock that another thread held."""
_START_SECONDS = 20.0
_PAUSE = 1.0
_STEP = 0.01
_NICE = 10
"""How far a patient engine steps back where others want the processor."""
_ALL_THREADS = 2
"""With the complement of a process's number the clock of its processor time, see clock_getcpuclockid(3)."""
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def find_engine() -> str:
    """Find the program ``oxigraph`` that the package of that name installs.

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

    def __init__(self, store: Path, memory_bytes: int, *, is_patient: bool = True) -> None:
        """Take the store it reads, how much memory it may use, and whether it is for queries that take long."""
        self.is_patient = is_patient
        self._store = store
        self._memory = memory_bytes
        self._process: asyncio.subprocess.Process | None = None
        self.port = 0

    @property
    def address(self) -> str:
        """Where it answers queries."""
        return f"http://{_LOOPBACK}:{self.port}/query"

    @property
    def seconds(self) -> float | None:
        """What it has taken of a processor since it was started, where the system tells."""
        if self._process is not None and sys.platform == "linux":
            with contextlib.suppress(OSError):
                return time.clock_gettime(~self._process.pid << 3 | _ALL_THREADS)
        return None

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
        """Limit the new process: so much memory, no core dump, and death when its parent dies."""
        resource.setrlimit(resource.RLIMIT_DATA, (self._memory, self._memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if self.is_patient:
            os.nice(_NICE)
        if sys.platform == "linux":
            _LIBC.prctl(_DIE_WITH_PARENT, signal.SIGKILL)


@dataclass(eq=False, slots=True)
class Loan:
    """An engine that answers one query.

    Attributes:
        engine: the engine.
        turn: the query's.
        wanted: done once the engine is wanted for others and the query has to move.
        before: what the engine had taken of a processor when it was lent.
    """

    engine: Engine
    turn: Turn
    wanted: asyncio.Future[None]
    before: float | None

    @property
    def seconds(self) -> float:
        """What the query has taken of a processor; where the system does not tell, of the clock."""
        now = self.engine.seconds
        if now is None or self.before is None:
            return asyncio.get_running_loop().time() - self.turn.since
        return now - self.before


class Pool:
    """Several engines, lent for one query at a time to whose turn it is."""

    def __init__(self, store: Path, size: int, memory_bytes: int) -> None:
        """Take the store and how many engines there are: half of them are patient, one at least (`kg.server.turns`)."""
        patient = max(1, size // 2)
        self._engines = [Engine(store, memory_bytes, is_patient=number < patient) for number in range(size)]
        self._turns = Turns(patient, size - patient)
        self._free: list[Engine] = []
        self._loans: set[Loan] = set()
        self._renewals: set[asyncio.Task[None]] = set()
        self._lost: set[Engine] = set()
        self.replaced = 0

    async def start(self) -> None:
        """Start all engines."""
        await asyncio.gather(*(engine.start() for engine in self._engines))
        self._free += self._engines

    async def stop(self) -> None:
        """End all engines."""
        for renewal in self._renewals:
            renewal.cancel()
        await asyncio.gather(*self._renewals, return_exceptions=True)
        await asyncio.gather(*(engine.stop() for engine in self._engines))

    @property
    def free(self) -> int:
        """How many engines have nothing to do."""
        return len(self._free)

    async def take(self, client: str, query: str, seconds: float, *, is_moved: bool = False) -> Loan:
        """Take an engine for oneself, to be given back or replaced.

        Args:
            client: who asks.
            query: what is asked.
            seconds: how long to wait for one.
            is_moved: whether the query has proved to take long.

        Raises:
            TimeoutError: none was free in time.
        """
        loop = asyncio.get_running_loop()
        turn = Turn(client, hash(query), loop.create_future(), is_moved)
        self._turns.wait(turn, loop.time())
        self._lend()
        try:
            return await asyncio.wait_for(turn.holder, seconds)
        except BaseException:
            self._turns.leave(turn)
            if turn.holder.done() and not turn.holder.cancelled():
                self.give_back(turn.holder.result())
            raise

    def give_back(self, loan: Loan) -> None:
        """Return an engine that is at rest."""
        self._end(loan)
        self._free.append(loan.engine)
        self._lend()

    @property
    def lost(self) -> int:
        """How many engines could not be started again so far; each is tried until it can."""
        return len(self._lost)

    def replace(self, loan: Loan) -> None:
        """End an engine that is late or dead, and start another in its place; nobody waits for it."""
        self._end(loan, is_whole=False)
        self.replaced += 1
        renewal = asyncio.get_running_loop().create_task(self._renew(loan.engine))
        self._renewals.add(renewal)
        renewal.add_done_callback(self._renewals.discard)

    def _end(self, loan: Loan, *, is_whole: bool = True) -> None:
        self._loans.discard(loan)
        now = asyncio.get_running_loop().time()
        self._turns.end(loan.turn, now, loan.seconds, is_whole=is_whole)

    def _lend(self) -> None:
        """Give every free engine to whose turn it is, quick ones first; see whether one is wanted for others."""
        loop = asyncio.get_running_loop()
        for engine in sorted(self._free, key=lambda engine: engine.is_patient):
            while (turn := self._turns.next_for(is_patient=engine.is_patient, now=loop.time())) is not None:
                if not turn.holder.done():
                    break
                self._turns.end(turn, loop.time(), 0.0)  # whoever asked has left
            if turn is not None:
                self._free.remove(engine)
                loan = Loan(engine, turn, loop.create_future(), engine.seconds)
                self._loans.add(loan)
                turn.holder.set_result(loan)
                if not engine.is_patient:
                    loop.call_later(QUICK, self._watch, loan)
        for loan in list(self._loans):
            self._want(loan)

    def _watch(self, loan: Loan) -> None:
        """Look again and again whether a quick engine is wanted for others."""
        self._want(loan)
        if loan in self._loans and not loan.wanted.done():
            asyncio.get_running_loop().call_later(max(_STEP, QUICK - loan.seconds), self._watch, loan)

    def _want(self, loan: Loan) -> None:
        """Say so when a quick engine is wanted for others."""
        loop = asyncio.get_running_loop()
        if loan not in self._loans or loan.engine.is_patient or loan.wanted.done():
            return
        if self._turns.is_in_the_way(loan.turn, loop.time(), loan.seconds):
            loan.wanted.set_result(None)

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
                self._free.append(engine)
                self._lend()
                return


def _free_port() -> int:
    """Find a loopback port at which nothing listens."""
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
