"""Connections of clients: aiohttp's, fewer than there are descriptors, and with our shape for what is no request."""

from __future__ import annotations

import asyncio
import resource
import sys
import traceback
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.http_exceptions import BadHttpMethod

from kg.server.body import MOST_BODY, SECONDS
from kg.server.clients import client_at
from kg.server.errors import HttpProblem, of_status

if TYPE_CHECKING:
    from kg.server.clients import Clients
    from kg.server.door import Door

_FAULT = 500
_METHODS = "GET, HEAD, OPTIONS, POST"
_SPARE = 300
"""How many descriptors are kept for engines, files, and connections that the system accepts in one go."""
_SHARE = 8
"""What part of all connections one client may have at most."""
_LINGER = 1.0


class Connection(web.RequestHandler):
    """What reads requests off a connection and writes answers to it."""

    __slots__ = ("_desk",)

    def __init__(self, server: web.Server, desk: Desk) -> None:
        """Say whose it is, and who counts it."""
        super().__init__(
            server,
            loop=asyncio.get_running_loop(),
            access_log=None,  # type: ignore[arg-type]  # there is to be none
            max_line_size=MOST_BODY,
            auto_decompress=False,
            keepalive_timeout=SECONDS,
            lingering_time=_LINGER,
        )
        self._desk = desk

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, and see that there is room."""
        super().connection_made(transport)
        self._desk.open(self, transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        """End."""
        self._desk.close(self)
        super().connection_lost(exc)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = _FAULT,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The answer to what cannot be read as a request, or to what went wrong outside the application.

        Raises:
            ConnectionError: another answer has been begun.
        """
        if request.writer.output_size > 0:
            raise ConnectionError("an answer has been begun already")
        headers = {**self._desk.door.headers, "Content-Type": "application/json"}
        words = " ".join((message or "no HTTP request").split())
        if status == _FAULT:
            traceback.print_exception(exc, file=sys.stderr)
            problem = HttpProblem(_FAULT, "fault", "a fault of the server", "please report it")
        elif isinstance(exc, BadHttpMethod):
            headers["Allow"] = _METHODS
            problem = of_status(405, words, f"use one of: {_METHODS}")
        else:
            problem = of_status(status, words)
        answer = web.Response(status=problem.status, body=problem.body(), headers=headers)
        answer.force_close()
        return answer


class Desk:
    """Counts connections, of each client and of all, and closes those for which there is no room."""

    def __init__(self, door: Door, clients: Clients, most: int | None = None) -> None:
        """Say what stands on every answer, how clients are told apart, and how many connections there may be."""
        self.door = door
        self._clients = clients
        self.most = most or most_connections()
        self.most_of_one = max(4, self.most // _SHARE)
        self._open: dict[str, dict[Connection, None]] = {}
        self._whose: dict[Connection, str] = {}

    def open(self, connection: Connection, transport: asyncio.BaseTransport) -> None:
        """Count a new connection.

        One too many of its client is closed; where there are too many of all, the oldest of the client with most of them.
        """
        peer = transport.get_extra_info("peername")
        client = client_at(peer[0]) if isinstance(peer, tuple) else ""
        own = self._open.setdefault(client, {})
        own[connection] = None
        self._whose[connection] = client
        is_proxy = self._clients.is_proxy(client)
        if len(own) > self.most_of_one and not is_proxy:
            self._end(connection)
        elif len(self._whose) > self.most:
            others = [name for name in self._open if not self._clients.is_proxy(name)]
            greediest = max(others, key=lambda name: len(self._open[name]), default="")
            self._end(connection if is_proxy or not others else next(iter(self._open[greediest])))

    def close(self, connection: Connection) -> None:
        """Count a connection no more."""
        client = self._whose.pop(connection, None)
        if client is not None:
            del self._open[client][connection]
            if not self._open[client]:
                del self._open[client]

    def _end(self, connection: Connection) -> None:
        self.close(connection)
        connection.force_close()


def most_connections() -> int:
    """How many connections there may be: each may need a descriptor for itself and one for a file."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(16, (limit - min(_SPARE, limit // 2)) // 2)
