"""One connection of a client: aiohttp's, with what is wrong with a request said in our shape."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING, Any

from aiohttp import web

from kg.server.errors import HttpProblem, of_status

if TYPE_CHECKING:
    from kg.server.door import Door

_FAULT = 500


class Connection(web.RequestHandler):
    """What reads requests off a connection and writes answers to it."""

    __slots__ = ("_door",)

    def __init__(self, server: web.Server, door: Door, **options: Any) -> None:  # noqa: ANN401 - aiohttp's own
        """Say whose it is, and what stands on every answer."""
        super().__init__(server, **options)
        self._door = door

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
        if status == _FAULT:
            traceback.print_exception(exc, file=sys.stderr)
            problem = HttpProblem(_FAULT, "fault", "a fault of the server", "please report it")
        else:
            problem = of_status(status, " ".join((message or "no HTTP request").split()))
        headers = {**self._door.headers, "Content-Type": "application/json"}
        answer = web.Response(status=status, body=problem.body(), headers=headers)
        answer.force_close()
        return answer
