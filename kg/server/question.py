"""A request as a question: https://www.w3.org/TR/sparql11-protocol/, section 2.1 (query operation)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from kg.server.errors import HttpProblem
from kg.store import is_naming_graphs

if TYPE_CHECKING:
    from aiohttp import web

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_CHANGES = "application/sparql-update"
_UTF8 = {"", "utf-8", "utf8"}
Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the graphs that it is asked of.

    Attributes:
        query: the text of the query.
        default_graphs, named_graphs: IRIs; where both are empty, those that the query names, and where it names
            none, all graphs.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def as_form(self) -> bytes:
        """Write the question in the one form in which an engine is asked.

        >>> Question("ASK {}").as_form()
        b'query=ASK+%7B%7D&union-default-graph=true'
        >>> Question("ASK FROM <urn:x> {}", named_graphs=("urn:y",)).as_form()
        b'query=ASK+FROM+%3Curn%3Ax%3E+%7B%7D&named-graph-uri=urn%3Ay'
        """
        fields = [("query", self.query)]
        fields += [("default-graph-uri", name) for name in self.default_graphs]
        fields += [("named-graph-uri", name) for name in self.named_graphs]
        if len(fields) == 1 and not is_naming_graphs(self.query):
            fields.append(("union-default-graph", "true"))
        return urlencode(fields).encode()


def read_question(request: web.Request, body: bytes) -> Question:
    """Read what a request asks, in whichever of the three ways; a body of GET or HEAD means nothing.

    Raises:
        HttpProblem: it is an update, or no query of the protocol.
    """
    fields = _fields(request.rel_url.raw_query_string, "an address")
    if request.method == "POST":
        fields += _posted(request, body)
    names = {name for name, _ in fields}
    if "update" in names:
        raise _read_only()
    queries = _values(fields, "query")
    if not queries:
        raise HttpProblem(400, "bad-request", "no query", "give it as ?query=…, or as the body of a POST")
    if len(queries) > 1:
        raise HttpProblem(400, "bad-request", f"{len(queries)} queries", "ask one at a time")
    return Question(
        queries[0].removeprefix("\ufeff"),
        _values(fields, "default-graph-uri"),
        _values(fields, "named-graph-uri"),
    )


def _posted(request: web.Request, body: bytes) -> Fields:
    """Read what the body of a POST says, as fields."""
    kind = request.content_type if "Content-Type" in request.headers else ""
    if kind == _CHANGES:
        raise _read_only()
    if kind not in {FORM, QUERY}:
        shown = f'a body of type "{kind}"' if kind else "a body without a type"
        raise HttpProblem(415, "bad-request", shown, f"send {QUERY} or {FORM}")
    if (request.charset or "").lower() not in _UTF8:
        raise HttpProblem(400, "bad-request", f"a body in {request.charset}", "send UTF-8")
    try:
        text = body.decode("utf-8")
    except ValueError as error:
        raise HttpProblem(400, "bad-request", "a body that is not UTF-8", "send UTF-8") from error
    return [("query", text)] if kind == QUERY else _fields(text, "a body")


def _fields(text: str, where: str) -> Fields:
    """Read the fields of a form."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise HttpProblem(400, "bad-request", f"{where} that is not UTF-8", "send UTF-8") from error


def _values(fields: Fields, name: str) -> tuple[str, ...]:
    """Give the values of a field, without the empty graph names that forms of web pages send."""
    return tuple(value for key, value in fields if key == name and (value or not name.endswith("-graph-uri")))


def _read_only() -> HttpProblem:
    return HttpProblem(403, "read-only", "an update", "the dataset changes by 'kg build' only")
