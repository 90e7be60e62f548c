"""Starting the server, and stopping it without leaving anything behind."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from kg.problems import KgError
from kg.server.app import make_app
from kg.server.body import SECONDS
from kg.server.clients import Clients
from kg.server.connection import Desk, Entrance
from kg.server.dataset import prepared, public_state
from kg.server.door import door_of
from kg.server.endpoint import Endpoint
from kg.server.engines import Pool, find_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.server.dataset import Dataset
    from kg.server.door import Door
    from kg.server.settings import Settings

_QUEUE = 1024
"""How many connections the system holds until they are taken."""
_LAST_WORDS = 1.0
"""How many seconds a request that is being answered gets when the server is told to stop."""


def serve(settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve a build until the process is told to stop (Ctrl-C, or SIGTERM).

    Args:
        settings: what the user chose.
        tell: is told the address once it answers.

    Raises:
        KgError: no build, one that is not public and would leave this machine, no engine, or a port that is in use.
    """
    find_engine()
    Clients(settings.proxies)
    door = door_of(settings, lambda: public_state(settings.build))
    with contextlib.ExitStack() as stack:
        stack.enter_context(_ending_by_sigterm())
        sockets = _bound(settings.host, settings.port)
        for each in sockets:
            stack.enter_context(each)
        folder = settings.store or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-serve-")))
        dataset = stack.enter_context(prepared(settings.build, folder))
        if door.is_public and not dataset.is_public:
            raise KgError(
                f"the build at {settings.build} was replaced by one that is not public: start again"
            )
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(_serve(settings, dataset, door, sockets, tell))


async def _serve(
    settings: Settings,
    dataset: Dataset,
    door: Door,
    sockets: list[socket.socket],
    tell: Callable[[str], None],
) -> None:
    """Run engines and web server until a signal comes."""
    _cancel_when_told()
    pool = Pool(dataset.store, settings.engines, settings.memory_bytes)
    clients = Clients(settings.proxies)
    endpoint = Endpoint(pool, settings, clients)
    desk = Desk(door, clients)
    runner = web.AppRunner(
        make_app(dataset, endpoint, pool, door, clients),
        handler_cancellation=True,
        shutdown_timeout=_LAST_WORDS,
    )
    loop = asyncio.get_running_loop()

    def connect() -> Entrance:
        assert runner.server is not None  # noqa: S101 - it has been set up
        return Entrance(runner.server, desk)

    listening: list[asyncio.Server] = []
    try:
        await pool.start()
        await endpoint.start()
        await runner.setup()
        for each in sockets:
            listening.append(await loop.create_server(connect, sock=each))
            each.listen(
                _QUEUE
            )  # longer than what asyncio takes in one go, for which it wants the same number
        tell(_shown(sockets[0].getsockname()))
        await asyncio.Event().wait()
    finally:
        for server in listening:
            server.close()
        await pool.stop()  # first, so that nobody waits for an answer
        await runner.cleanup()
        await endpoint.stop()
        await pool.stop()  # those that took the place of others meanwhile


@contextlib.contextmanager
def _ending_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the process as an exit does, while the store is filled and until all is tidied away."""

    def leave(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_IGN)
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _cancel_when_told() -> None:
    """Cancel this task at the first Ctrl-C or SIGTERM; those after it change nothing."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()

    def stop() -> None:
        if task is not None and not task.cancelling():
            task.cancel()

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop)


def _bound(host: str, port: int) -> list[socket.socket]:
    """Bind sockets that listen at every address of a host. They come first: without them all the rest is in vain.

    Raises:
        KgError: the port is in use, or there is no such address.
    """
    sockets: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, address in dict.fromkeys((entry[0], entry[4]) for entry in found):
            sockets.append(socket.create_server(address, family=family))
            if sys.platform == "linux":  # each connection has it from this socket
                sockets[-1].setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(1000 * SECONDS))
    except OSError as error:
        for each in sockets:
            each.close()
        if error.errno == errno.EADDRINUSE:
            raise KgError(f"port {port} is in use: choose another with --port") from error
        is_name = isinstance(error, socket.gaierror)
        why = error.strerror if is_name else os.strerror(error.errno or 0)
        raise KgError(f"cannot listen at {host}:{port} ({why})") from error
    return sockets


def _shown(address: tuple[str, int]) -> str:
    """Write the URL of an address at which the server listens.

    >>> _shown(("127.0.0.1", 7878)), _shown(("::1", 7878, 0, 0))
    ('http://127.0.0.1:7878/', 'http://[::1]:7878/')
    """
    host, port = address[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
