"""The SPARQL endpoint: https://www.w3.org/TR/sparql11-protocol/, section 2.1 (query operation).

The protocol itself (the three ways to ask, the formats, the graphs to ask) is Oxigraph's; here
a request is refused or passed on, and its time and the size of its answer are watched.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import aiohttp
from aiohttp import web
from yarl import URL

from kg.server.errors import HttpProblem, of_status
from kg.server.refusal import refuse_query

if TYPE_CHECKING:
    from kg.server.engines import Engine, Pool
    from kg.server.settings import Settings

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_CHANGES = "application/sparql-update"
_MOST_WORDS = 2_000
_OK, _MALFORMED = 200, 400


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine said.

    Attributes:
        status: the HTTP status.
        kind: the content type.
        body: all of it.
    """

    status: int
    kind: str
    body: bytes


class Endpoint:
    """Answers queries by the engines of a pool."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        """Say who answers, and what is allowed."""
        self._pool = pool
        self._settings = settings
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Open the connections to the engines."""
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=2)
        self._session = aiohttp.ClientSession(timeout=timeout, auto_decompress=False)

    async def stop(self) -> None:
        """Close them."""
        if self._session is not None:
            await self._session.close()

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request to the endpoint.

        Raises:
            HttpProblem: it is refused, or could not be answered within its limits.
        """
        body = await request.read()
        refuse_query(_query_of(request, body))
        headers = {
            name: request.headers[name] for name in ("Accept", "Content-Type") if name in request.headers
        }
        method = "GET" if request.method == "HEAD" else request.method
        answer = await self.ask(method, request.rel_url.raw_query_string, body, headers)
        if answer.status != _OK:
            raise _problem(answer)
        return web.Response(body=answer.body, headers={"Content-Type": answer.kind, "Vary": "Accept"})

    async def ask(self, method: str, query_string: str, body: bytes, headers: dict[str, str]) -> Answer:
        """The answer of the next free engine.

        Raises:
            HttpProblem: no engine is free in time, or the answer takes too long or is too large.
        """
        seconds = self._settings.seconds
        try:
            engine = await self._pool.take(seconds)
        except TimeoutError as error:
            raise HttpProblem(503, "busy", "every engine is at work", "try again in a moment") from error
        is_sound = False
        try:
            asked = self._pass_on(engine, method, query_string, body, headers)
            answer = await asyncio.wait_for(asked, seconds)
            is_sound = True
        except TimeoutError as error:
            hint = "ask for less, or start the server with a larger --time-limit"
            raise HttpProblem(504, "too-slow", f"a query of more than {seconds:g} s", hint) from error
        except aiohttp.ClientError as error:
            raise HttpProblem(500, "engine-failed", f"no answer from the engine ({type(error).__name__})",
                              "it ran out of memory or met its end; ask for less") from error  # fmt: skip
        finally:
            if is_sound:
                self._pool.give_back(engine)
            else:
                # Shielded: a reader who leaves must not keep the engine from being replaced.
                await asyncio.shield(asyncio.create_task(self._pool.replace(engine)))
        return answer

    async def _pass_on(
        self, engine: Engine, method: str, query_string: str, body: bytes, headers: dict[str, str]
    ) -> Answer:
        """The answer of one engine, whole."""
        assert self._session is not None  # noqa: S101 - started with the server
        address = f"{engine.address}?{query_string}" if query_string else engine.address
        most = self._settings.result_bytes
        whole = bytearray()
        url = URL(address, encoded=True)
        async with self._session.request(method, url, data=body or None, headers=headers) as answer:
            async for chunk in answer.content.iter_any():
                whole += chunk
                if len(whole) > most:
                    hint = "add LIMIT, or start the server with a larger --answer-limit"
                    raise HttpProblem(500, "answer-too-large", f"an answer of more than {most} bytes", hint)
            return Answer(answer.status, answer.headers.get("Content-Type", ""), bytes(whole))


def _problem(answer: Answer) -> HttpProblem:
    """What the engine found wrong, in our shape."""
    words = " ".join(answer.body[:_MOST_WORDS].decode("utf-8", "replace").split())
    if answer.status == _MALFORMED and words.startswith("error at"):
        return HttpProblem(400, "query-malformed", words)
    return of_status(answer.status, words)


def _query_of(request: web.Request, body: bytes) -> str:
    """The query of a request, by whichever of the three ways it is asked.

    Raises:
        HttpProblem: it is an update, or no query of the protocol.
    """
    kind = request.content_type if body or request.method == "POST" else ""
    fields = dict(request.query.items()) if kind in {"", _QUERY} else {}
    if kind == _CHANGES or "update" in request.query:
        raise _read_only()
    if kind == _FORM:
        fields = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        if "update" in fields:
            raise _read_only()
    if kind == _QUERY:
        return body.decode("utf-8", "replace")
    if kind not in {"", _FORM}:
        raise HttpProblem(415, "bad-request", f'a body of type "{kind}"', f"send {_QUERY} or {_FORM}")
    if "query" not in fields:
        raise HttpProblem(400, "bad-request", "no query", "give it as ?query=…, or as the body of a POST")
    return fields["query"]


def _read_only() -> HttpProblem:
    return HttpProblem(403, "read-only", "an update", "the dataset changes by 'kg build' only")
