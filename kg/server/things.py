"""Pages of the site, and the things that IRIs name, in the format that is asked for.

An IRI of the graph is the base and a path; the same path here leads to it. A browser is sent on to
the page; a program gets what is said of the thing, as Turtle, JSON-LD, N-Triples or RDF/XML.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from aiohttp import web

from kg.server.accept import accept_of, best_of
from kg.server.errors import HttpProblem
from kg.server.question import Question

if TYPE_CHECKING:
    from pathlib import Path

    from kg.server.clients import Clients
    from kg.server.door import Door
    from kg.server.endpoint import Answer, Endpoint

_GRAPHS = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
_PAGE = "text/html"
_OK, _MOST_WORDS = 200, 2_000
BUILD: web.RequestKey[object] = web.RequestKey("build", object)
"""Under this name a request keeps which build its page was checked in."""
_FIRST = {"case", "coder", "graph", "ontology", "rule", "tally", "theory"}
"""With what the path of an IRI begins (`kg.model.iris`)."""
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_IS_KNOWN = "ASK {{ {{ <{iri}> ?out ?end }} UNION {{ ?start ?in <{iri}> }} }}"
_ABOUT = """CONSTRUCT {{ <{iri}> ?out ?end . ?start ?in <{iri}> }}
WHERE {{ {{ <{iri}> ?out ?end }} UNION {{ ?start ?in <{iri}> }} }}"""
_TERMS = """CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%sgraph/ontology> { ?s ?p ?o } }"""


class Things:
    """Answers requests for pages and things."""

    def __init__(self, site: Path, base: str, endpoint: Endpoint, door: Door, clients: Clients) -> None:
        """Take where the pages lie, how IRIs begin, the endpoint that knows of things, the door, and the clients."""
        self._door = door
        self._clients = clients
        self._site = site.resolve()
        self._base = base
        self._endpoint = endpoint

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer with a file of the site, or with the thing of that path.

        Raises:
            HttpProblem: there is neither, or not in a format that is asked for.
        """
        path = request.path.lstrip("/")
        file = self._file(path)
        if file is not None and (file.suffix or not path):
            request[BUILD] = self._door.check_build()
            return web.FileResponse(file)
        if path and path.split("/", 1)[0] not in _FIRST:
            raise HttpProblem(404, "not-found", f"nothing at /{path}")
        return await self._thing(request, path)

    def _file(self, path: str) -> Path | None:
        """Find the file of a path, never one outside the site."""
        try:
            found = (self._site / (path or "index.html")).resolve()
            return found if found.is_relative_to(self._site) and found.is_file() else None
        except (OSError, RuntimeError, ValueError):  # too long a name, links in a circle, a null byte
            return None

    async def _thing(self, request: web.Request, path: str) -> web.StreamResponse:
        # The last is taken when several are as good: a browser's */* means the page.
        kind = best_of([*_GRAPHS, _PAGE], accept_of(request))
        if kind == _PAGE:
            raise web.HTTPSeeOther(f"/{self._page(path)}", headers={"Vary": "Accept"})
        # As it was sent: an IRI is told apart by its letters, "%20" and all.
        return await self._data(request.rel_url.raw_path.lstrip("/"), kind, self._clients.of(request))

    def _page(self, path: str) -> str:
        """Find the page of a thing; where it has none of its own, that of the case or the index."""
        if path == "ontology":
            return "kinds.html"
        for page in (f"{path}.html", f"{path.rstrip('/')}/index.html"):
            if self._file(page) is not None:
                return page
        raise HttpProblem(
            404, "not-found", f"no page of /{path}", "ask for text/turtle to see what is said of it"
        )

    async def _data(self, path: str, kind: str, client: str) -> web.Response:
        """Answer with what the graph says of a thing."""
        if _NO_IRI.search(path):
            raise HttpProblem(404, "not-found", f"nothing at /{path}")
        iri, is_terms = f"{self._base}{path}", path == "ontology"
        if not (is_terms or await self._is_known(iri, client)):
            raise HttpProblem(404, "not-found", f"nothing is said of /{path}")
        answer = await self._ask(_TERMS % self._base if is_terms else _ABOUT.format(iri=iri), kind, client)
        return web.Response(body=answer.body, headers={"Content-Type": answer.kind, "Vary": "Accept"})

    async def _is_known(self, iri: str, client: str) -> bool:
        answer = await self._ask(_IS_KNOWN.format(iri=iri), "application/sparql-results+json", client)
        return bool(json.loads(answer.body)["boolean"])

    async def _ask(self, query: str, kind: str, client: str) -> Answer:
        """Ask a query of our own; if it fails, the asker has made no mistake."""
        answer = await self._endpoint.ask(Question(query), kind, client)
        if answer.status != _OK:
            words = answer.body[:_MOST_WORDS].decode("utf-8", "replace")
            raise HttpProblem(500, "engine-failed", f"the engine answers {answer.status}: {words}")
        return answer
