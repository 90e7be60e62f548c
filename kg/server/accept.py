"""Which format is asked for: the header Accept, https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mimeparse

from kg.server.errors import HttpProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiohttp import web


def accept_of(request: web.Request) -> str:
    """The formats that a request asks for; any where it says nothing.

    Raises:
        HttpProblem: what it says is no list of media types.
    """
    said = ", ".join(request.headers.getall("Accept", ())).strip(" ,") or "*/*"
    try:
        mimeparse.best_match(["text/html"], said)
    except (mimeparse.MimeTypeParseException, ValueError) as error:
        raise _none(said) from error
    if not (said.isascii() and said.isprintable()):
        raise _none(ascii(said))
    return said


def best_of(kinds: Sequence[str], accept: str) -> str:
    """The format that is asked for most; of several as good the last.

    Args:
        kinds: those that can be given.
        accept: what `accept_of` gave.

    Raises:
        HttpProblem: none of them is asked for.
    """
    kind = mimeparse.best_match(list(kinds), accept)
    if not kind:
        raise _none(accept, f"one of: {', '.join(kinds)}")
    return str(kind)


def _none(accept: str, hint: str = "media types, such as text/turtle") -> HttpProblem:
    return HttpProblem(406, "not-acceptable", f'a format like "{accept}"', hint)
