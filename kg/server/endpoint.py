"""The SPARQL endpoint: https://www.w3.org/TR/sparql11-protocol/, section 2.1 (query operation).

What is asked is read here once (`kg.server.question`), refused or passed on in one form, and its time and the size of
its answer are watched; the answer in the format that is asked for is Oxigraph's.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web

from kg.server.accept import accept_of, answer_kind
from kg.server.body import read_body
from kg.server.errors import HttpProblem, of_status
from kg.server.question import FORM, read_question
from kg.server.refusal import refuse_old_words, refuse_query

if TYPE_CHECKING:
    from kg.server.clients import Clients
    from kg.server.engines import Engine, Pool
    from kg.server.question import Question
    from kg.server.settings import Settings

_MOST_WORDS = 2_000
_OK, _MALFORMED = 200, 400
_UNKNOWN_FUNCTION = re.compile(r"custom (?:aggregate )?function <.*> is not supported")


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

    def __init__(self, pool: Pool, settings: Settings, clients: Clients) -> None:
        """Take the engines that answer, what one request is allowed, and how clients are told apart."""
        self._clients = clients
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
        question = read_question(request, await read_body(request))
        kind = answer_kind(question.query, accept_of(request))
        answer = await self.ask(question, kind, self._clients.of(request))
        if answer.status != _OK:
            raise _problem(answer)
        return web.Response(body=answer.body, headers={"Content-Type": answer.kind, "Vary": "Accept"})

    async def ask(self, question: Question, accept: str, client: str) -> Answer:
        """Ask the next free engine, and once more another one if the first has died since it was asked last.

        Raises:
            HttpProblem: the query is refused, no engine is free in time, or the answer takes too long or is too large.
        """
        refuse_query(question.query)
        await refuse_old_words(question.query)
        try:
            return await self._ask(question, accept, client)
        except aiohttp.ClientConnectorError:
            pass  # nobody was there: the query is not to blame
        try:
            return await self._ask(question, accept, client)
        except aiohttp.ClientError as error:
            raise _failed(error) from error

    async def _ask(self, question: Question, accept: str, client: str) -> Answer:
        """Ask one engine, and then a patient one if others need the first meanwhile."""
        answer = await self._ask_one(question, accept, client, is_moved=False)
        while answer is None:
            answer = await self._ask_one(question, accept, client, is_moved=True)
        return answer

    async def _ask_one(
        self, question: Question, accept: str, client: str, *, is_moved: bool
    ) -> Answer | None:
        """Ask one engine, and replace it unless it gives a whole answer; give None where others need it."""
        seconds = self._settings.seconds
        try:
            loan = await self._pool.take(client, question.query, seconds, is_moved=is_moved)
        except TimeoutError as error:
            raise HttpProblem(503, "busy", "every engine is at work", "try again in a moment") from error
        answer = None
        asked = asyncio.ensure_future(self._pass_on(loan.engine, question, accept))
        ends: set[asyncio.Future[Any]] = {asked, loan.wanted}
        try:
            done, _ = await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if asked in done:
                answer = asked.result()
            elif not done:
                hint = "ask for less, or start the server with a larger --time-limit"
                raise HttpProblem(504, "too-slow", f"a query of more than {seconds:g} s", hint)
        # Nobody listens, and `ask` tries another engine; what breaks off later is the query's own doing.
        except aiohttp.ClientConnectorError:
            raise
        except aiohttp.ClientError as error:
            raise _failed(error) from error
        finally:
            asked.cancel()
            loan.wanted.cancel()
            # An engine goes on with a query that nobody waits for; only its end frees the processor.
            if answer is not None:
                self._pool.give_back(loan)
            else:
                self._pool.replace(loan)
        return answer

    async def _pass_on(self, engine: Engine, question: Question, accept: str) -> Answer:
        """Pass a question on to one engine, and gather its whole answer."""
        assert self._session is not None  # noqa: S101 - started with the server
        most = self._settings.result_bytes
        whole = bytearray()
        headers = {"Accept": accept, "Content-Type": FORM}
        async with self._session.post(engine.address, data=question.as_form(), headers=headers) as answer:
            async for chunk in answer.content.iter_any():
                whole += chunk
                if len(whole) > most:
                    hint = "add LIMIT, or start the server with a larger --answer-limit"
                    raise HttpProblem(500, "answer-too-large", f"an answer of more than {most} bytes", hint)
            return Answer(answer.status, answer.headers.get("Content-Type", ""), bytes(whole))


def _failed(error: aiohttp.ClientError) -> HttpProblem:
    """Say what happened to an engine that breaks off."""
    return HttpProblem(500, "engine-failed", f"no answer from the engine ({type(error).__name__})",
                       "it ran out of memory or met its end; ask for less")  # fmt: skip


def _problem(answer: Answer) -> HttpProblem:
    """Put what the engine found wrong into our shape."""
    words = " ".join(answer.body[:_MOST_WORDS].decode("utf-8", "replace").split())
    if _UNKNOWN_FUNCTION.search(words):
        return HttpProblem(400, "query-malformed", words, "use the functions of SPARQL 1.1")
    if answer.status == _MALFORMED and words.startswith("error at"):
        return HttpProblem(400, "query-malformed", words)
    return of_status(answer.status, words)
