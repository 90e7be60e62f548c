"""The body of a request: whole, unpacked, within its limits of size and time."""

from __future__ import annotations

import asyncio
import zlib
from typing import TYPE_CHECKING

from kg.server.errors import HttpProblem

if TYPE_CHECKING:
    from aiohttp import web

MOST_BODY = 1_000_000
"""How large a request may be, in bytes, packed or not."""
SECONDS = 10.0
"""How long a request may take to come: its head from the start of the connection or the last answer, then its body.

So long, too, may a client take nothing of an answer.
"""
_GZIP = 31


async def read_body(request: web.Request) -> bytes:
    """Read the body of a request.

    Raises:
        HttpProblem: it does not come in time, is too large, or is packed in another way or not well.
    """
    try:
        async with asyncio.timeout(SECONDS):
            body = await request.read()
    except TimeoutError as error:
        raise HttpProblem(
            408, "slow-request", f"a body that took more than {SECONDS:g} s", "send it at once"
        ) from error
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in {"", "identity"} or not body:
        return body
    if coding not in {"gzip", "x-gzip"}:
        raise HttpProblem(415, "bad-request", f"a body packed as {coding}", "send gzip, or the text as it is")
    packed = zlib.decompressobj(_GZIP)
    try:
        text = packed.decompress(body, MOST_BODY + 1)
    except zlib.error as error:
        raise HttpProblem(
            400, "bad-request", "a body that is no sound gzip", "send gzip, or the text as it is"
        ) from error
    if len(text) > MOST_BODY:
        raise HttpProblem(413, "too-large", f"a body of more than {MOST_BODY} bytes, unpacked")
    if not packed.eof or packed.unused_data:
        raise HttpProblem(
            400, "bad-request", "a body that is no sound gzip", "send gzip, or the text as it is"
        )
    return text
