"""Which format is asked for: the header Accept, https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mimeparse

from kg.server.errors import HttpProblem
from kg.store import form_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiohttp import web


_JSON, _XML = "application/sparql-results+json", "application/sparql-results+xml"
_ROWS = {"text/plain": "text/csv", "text/xml": _XML, "application/xml": _XML, "application/json": _JSON,
         "text/tab-separated-values": "text/tab-separated-values", "text/csv": "text/csv", _XML: _XML, _JSON: _JSON}  # fmt: skip
_GRAPHS = {"text/plain": "application/n-triples", "text/xml": "application/rdf+xml", "text/n3": "text/n3",
           "application/xml": "application/rdf+xml", "application/json": "application/ld+json",
           "application/trig": "application/trig", "application/n-quads": "application/n-quads",
           "application/x-turtle": "text/turtle", "application/turtle": "text/turtle",
           "application/n-triples": "application/n-triples", "application/rdf+xml": "application/rdf+xml",
           "application/ld+json": "application/ld+json", "text/turtle": "text/turtle"}  # fmt: skip
"""The names by which a format may be asked for, each with that by which an engine knows it; the last is given unasked."""
_KINDS = {"SELECT": _ROWS, "ASK": _ROWS, "CONSTRUCT": _GRAPHS, "DESCRIBE": _GRAPHS}


def accept_of(request: web.Request) -> str:
    """Read the formats that a request asks for, in small letters; any will do where it says nothing.

    Raises:
        HttpProblem: what it says is no list of media types.
    """
    said = ", ".join(request.headers.getall("Accept", ())).strip(" ,").lower() or "*/*"
    try:
        mimeparse.best_match(["text/html"], said)
    except (mimeparse.MimeTypeParseException, ValueError) as error:
        raise _none(said) from error
    if not (said.isascii() and said.isprintable()):
        raise _none(ascii(said))
    return said


def best_of(kinds: Sequence[str], accept: str) -> str:
    """Choose the format that is asked for most; of several as good, the last.

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


def answer_kind(query: str, accept: str) -> str:
    """Choose the format in which a query is answered: one that answers of its form can have.

    Args:
        query: the text of the query.
        accept: what `accept_of` gave.

    Raises:
        HttpProblem: none of them is asked for.
    """
    kinds = _KINDS.get(form_of(query))
    return kinds[best_of(list(kinds), accept)] if kinds else "*/*"


def _none(accept: str, hint: str = "media types, such as text/turtle") -> HttpProblem:
    return HttpProblem(406, "not-acceptable", f'a format like "{accept}"', hint)
