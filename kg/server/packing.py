"""Answers packed by gzip, for whom asks: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

_WORTH_IT = 1000
_TEXTS = {"", ".css", ".html", ".js", ".json", ".nq", ".svg", ".ttl", ".txt", ".xml", ".csv", ".graphml"}
"""Endings of files that become smaller; pictures and fonts are packed already."""


@web.middleware
async def pack(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Pack an answer that is worth it where the client takes gzip; a part of a file stays as it is."""
    answer = await handler(request)
    is_file = isinstance(answer, web.FileResponse)
    if is_file:
        is_worth_it = PurePosixPath(request.path).suffix in _TEXTS and "Range" not in request.headers
    else:
        is_worth_it = isinstance(answer, web.Response) and len(answer.body or b"") > _WORTH_IT  # type: ignore[arg-type]
    if is_worth_it:
        said = answer.headers.get("Vary", "")
        answer.headers["Vary"] = f"{said}, Accept-Encoding" if said else "Accept-Encoding"
        if takes_gzip(", ".join(request.headers.getall("Accept-Encoding", ()))):
            answer.enable_compression(web.ContentCoding.gzip)
    return answer


def takes_gzip(said: str) -> bool:
    """Tell whether a client takes gzip; aiohttp does not look at the weights.

    >>> takes_gzip("deflate, gzip;q=0.5"), takes_gzip("*"), takes_gzip("gzip;q=0, *"), takes_gzip("")
    (True, True, False, False)
    """
    weights = {}
    for part in said.lower().split(","):
        name, _, parameters = part.partition(";")
        key, _, weight = parameters.partition("=")
        try:
            weights[name.strip()] = float(weight) if key.strip() == "q" else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0
