"""Starting the server, and stopping it without leaving anything behind."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from kg.problems import KgError
from kg.server.app import MOST_BODY, make_app
from kg.server.dataset import prepare
from kg.server.endpoint import Endpoint
from kg.server.engines import Pool, find_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.server.dataset import Dataset
    from kg.server.settings import Settings


def serve(settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve a build until the process is told to stop (Ctrl-C, or SIGTERM).

    Args:
        settings: what the user chose.
        tell: is told the address once it answers.

    Raises:
        KgError: no build, no engine, or a port that is in use.
    """
    find_engine()
    with contextlib.ExitStack() as stack:
        folder = settings.store or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-serve-")))
        dataset = prepare(settings.build, folder)
        asyncio.run(_serve(settings, dataset, tell))


async def _serve(settings: Settings, dataset: Dataset, tell: Callable[[str], None]) -> None:
    """Run engines and web server until a signal comes."""
    pool = Pool(dataset.store, settings.engines, settings.memory_bytes)
    endpoint = Endpoint(pool, settings)
    runner = web.AppRunner(
        make_app(dataset, endpoint, pool), handler_cancellation=True, access_log=None, max_line_size=MOST_BODY
    )
    try:
        await pool.start()
        await endpoint.start()
        await runner.setup()
        await _listen(runner, settings)
        address = runner.addresses[0]
        tell(f"http://{address[0]}:{address[1]}/")
        await _told_to_stop()
    finally:
        await runner.cleanup()
        await endpoint.stop()
        await pool.stop()


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise KgError(f"port {settings.port} is in use: choose another with --port") from error
        raise KgError(f"cannot listen at {settings.host}:{settings.port} ({error.strerror})") from error


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    await stop.wait()
