"""The web application: which address leads where, and one shape for everything that goes wrong."""

from __future__ import annotations

import sys
import time
import traceback
from typing import TYPE_CHECKING

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from kg.model.iris import BASE
from kg.server.accept import accept_of
from kg.server.body import MOST_BODY
from kg.server.description import describe
from kg.server.errors import HttpProblem, of_status
from kg.server.packing import pack
from kg.server.things import BUILD, Things

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

    from kg.server.clients import Clients
    from kg.server.dataset import Dataset
    from kg.server.door import Door
    from kg.server.endpoint import Endpoint
    from kg.server.engines import Pool

ENDPOINT = "/sparql"
_ASKED = {
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}


def make_app(
    dataset: Dataset, endpoint: Endpoint, pool: Pool, door: Door, clients: Clients
) -> web.Application:
    """Make the application.

    Args:
        dataset: what is served.
        endpoint: answers queries.
        pool: the engines behind it, to be counted.
        door: who is let in.
        clients: tells clients apart.
    """
    app = web.Application(client_max_size=MOST_BODY)
    watch = _Watch(pool)
    app.middlewares.extend([watch.middleware(), pack, _one_shape, _let_in(door)])
    things = Things(dataset.site, BASE, endpoint, door, clients)

    async def mark(request: web.Request, answer: web.StreamResponse) -> None:
        answer.headers.update(door.headers)
        if BUILD in request:  # the page is open by now, and nothing of it sent
            door.check_again(request[BUILD])

    async def sparql(request: web.Request) -> web.StreamResponse:
        if request.method != "POST" and not request.query_string:
            address = f"{request.scheme}://{request.host}{ENDPOINT}"
            body, kind = describe(address, dataset.graphs, accept_of(request))
            return web.Response(body=body, headers={"Content-Type": kind, "Vary": "Accept"})
        return await endpoint.handle(request)

    async def health(_: web.Request) -> web.Response:
        status = "degraded" if pool.lost else "ok"
        body = {
            "status": status,
            "dataset": dataset.digest,
            "quads": dataset.quads,
            "free engines": pool.free,
        }
        return web.json_response(body, status=503 if pool.lost else 200)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(watch.registry),
            headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
        )

    app.on_response_prepare.append(mark)
    app.router.add_get(ENDPOINT, sparql)
    app.router.add_post(ENDPOINT, sparql)
    app.router.add_options(ENDPOINT, _asked("GET, HEAD, OPTIONS, POST", door))
    app.router.add_get("/health", health)
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/{path:.*}", things.handle)
    app.router.add_options("/{path:.*}", _asked("GET, HEAD, OPTIONS", door))
    return app


def _let_in(door: Door) -> Middleware:
    """Make the middleware that lets in whom the door lets in, and nobody else."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        door.check(request)
        return await handler(request)

    return check


def _asked(methods: str, door: Door) -> Handler:
    """Make the handler that tells a browser what it may ask."""
    headers = {"Allow": methods}
    if door.is_public:
        headers |= {**_ASKED, "Access-Control-Allow-Methods": methods}

    async def handle(_: web.Request) -> web.Response:
        return web.Response(status=204, headers=headers)

    return handle


@web.middleware
async def _one_shape(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever went wrong into a problem in JSON."""
    headers = {"Content-Type": "application/json"}
    try:
        return await handler(request)
    except HttpProblem as found:
        problem = found
    except web.HTTPRedirection:
        raise
    except web.HTTPMethodNotAllowed as error:
        headers["Allow"] = ", ".join(sorted(error.allowed_methods))
        problem = of_status(405, f"{request.method} {request.path}", f"use one of: {headers['Allow']}")
    except web.HTTPException as error:
        problem = of_status(error.status, f"{request.method} {request.path}: {error.reason}")
    except Exception as error:  # noqa: BLE001 - whatever it is, the reader gets the one shape, and the operator the trace
        traceback.print_exception(error, file=sys.stderr)
        problem = HttpProblem(
            500, "fault", f"a fault of the server ({type(error).__name__})", "please report it"
        )
    if problem.code == "busy":
        headers["Retry-After"] = "1"
    answer = web.Response(status=problem.status, body=problem.body(), headers=headers)
    if problem.code in {"slow-request", "too-large"}:
        answer.force_close()  # what is still to come is not waited for
    return answer


class _Watch:
    """Counts requests and measures how long they take, for Prometheus."""

    def __init__(self, pool: Pool) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "kg_requests", "Requests by kind and status", ["kind", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "kg_request_seconds", "Seconds a request takes", ["kind"], registry=self.registry
        )
        Gauge("kg_engines_free", "Engines with nothing to do", registry=self.registry).set_function(
            lambda: pool.free
        )
        Gauge("kg_engines_replaced", "Engines replaced since the start", registry=self.registry).set_function(
            lambda: pool.replaced
        )

    def middleware(self) -> Middleware:
        """Make the middleware that counts each request on its way."""

        @web.middleware
        async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
            began = time.perf_counter()
            kind = "sparql" if request.path == ENDPOINT else "page"
            status = 500
            try:
                answer = await handler(request)
            except web.HTTPException as error:
                status = error.status
                raise
            else:
                status = answer.status
                return answer
            finally:
                self._requests.labels(kind, str(status)).inc()
                self._seconds.labels(kind).observe(time.perf_counter() - began)

        return count
