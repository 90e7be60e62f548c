"""Connections of clients: aiohttp's, fewer than there are descriptors, and with our shape for what is no request."""

from __future__ import annotations

import asyncio
import re
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
_METHOD = re.compile(r"b['\"][A-Za-z-]+ ")
"""What aiohttp quotes of a request whose method it does not know; other bytes are no request."""
_SPARE = 300
"""How many descriptors are kept for engines, files, and connections that the system accepts in one go."""
_SHARE = 8
"""What part of all connections one client may have at most."""
_LINGER = 1.0


class Connection(web.RequestHandler):
    """What reads requests off a connection and writes answers to it."""

    __slots__ = ("_desk",)

    def __init__(self, server: web.Server, desk: Desk) -> None:
        """Take the server it belongs to and the desk that counts it."""
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

    def connection_lost(self, exc: BaseException | None) -> None:
        """End, and make room."""
        self._desk.close(self)
        super().connection_lost(exc)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = _FAULT,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what cannot be read as a request, or what went wrong outside the application.

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
        elif isinstance(exc, BadHttpMethod) and _METHOD.search(words):
            headers["Allow"] = _METHODS
            problem = of_status(405, words, f"use one of: {_METHODS}")
        else:
            problem = of_status(status, words)
        answer = web.Response(status=problem.status, body=problem.body(), headers=headers)
        answer.force_close()
        return answer


class Entrance(asyncio.Protocol):
    """What meets a connection first: turning one away costs little as long as nothing is made for it."""

    def __init__(self, server: web.Server, desk: Desk) -> None:
        """Take the server that connections go to and the desk that counts them."""
        self._server = server
        self._desk = desk

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the connection in where there is room."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - of a socket
        peer = transport.get_extra_info("peername")
        client = client_at(peer[0]) if isinstance(peer, tuple) else ""
        if not self._desk.has_room(client):
            transport.abort()
            return
        connection = Connection(self._server, self._desk)
        self._desk.open(connection, client)
        transport.set_protocol(connection)
        connection.connection_made(transport)


class Desk:
    """Counts connections, of each client and of all, and makes room for those who have few."""

    def __init__(self, door: Door, clients: Clients, most: int | None = None) -> None:
        """Take the door, the clients, and how many connections there may be."""
        self.door = door
        self._clients = clients
        self.most = most or most_connections()
        self.most_of_one = max(4, self.most // _SHARE)
        self._open: dict[str, dict[Connection, None]] = {}
        self._whose: dict[Connection, str] = {}

    def has_room(self, client: str) -> bool:
        """Tell whether a client may open one more connection.

        Where all are taken, the client with most of them loses its oldest.
        """
        own = len(self._open.get(client, ()))
        is_proxy = self._clients.is_proxy(client)
        if own >= self.most_of_one and not is_proxy:
            return False
        if len(self._whose) < self.most:
            return True
        others = [name for name in self._open if not self._clients.is_proxy(name)]
        greediest = max(others, key=lambda name: len(self._open[name]), default=client)
        if is_proxy or len(self._open.get(greediest, ())) <= own + 1:
            return False
        oldest = next(iter(self._open[greediest]))
        self.close(oldest)
        oldest.force_close()
        return True

    def open(self, connection: Connection, client: str) -> None:
        """Count a connection."""
        self._open.setdefault(client, {})[connection] = None
        self._whose[connection] = client

    def close(self, connection: Connection) -> None:
        """Count a connection no more."""
        client = self._whose.pop(connection, None)
        if client is not None:
            del self._open[client][connection]
            if not self._open[client]:
                del self._open[client]


def most_connections() -> int:
    """Count how many connections there may be: each may need a descriptor for itself and one for a file."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(16, (limit - min(_SPARE, limit // 2)) // 2)
