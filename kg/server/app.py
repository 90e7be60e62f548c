"""The web application: which address leads where, and one shape for everything that goes wrong."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from kg.model.iris import BASE
from kg.server.accept import accept_of
from kg.server.description import describe
from kg.server.errors import HttpProblem, of_status
from kg.server.things import Things

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

    from kg.server.dataset import Dataset
    from kg.server.endpoint import Endpoint
    from kg.server.engines import Pool

ENDPOINT = "/sparql"
MOST_BODY = 1_000_000
"""How large a request may be, in bytes."""
_OPEN = {"Access-Control-Allow-Origin": "*"}
_ASKED = {
    **_OPEN,
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}


def make_app(dataset: Dataset, endpoint: Endpoint, pool: Pool) -> web.Application:
    """The application.

    Args:
        dataset: what is served.
        endpoint: answers queries.
        pool: the engines behind it, to be counted.
    """
    app = web.Application(client_max_size=MOST_BODY)
    watch = _Watch(pool)
    app.middlewares.extend([watch.middleware(), _one_shape])
    things = Things(dataset.site, BASE, endpoint)

    async def sparql(request: web.Request) -> web.StreamResponse:
        if request.method == "OPTIONS":
            return web.Response(status=204, headers=_ASKED)
        if request.method not in {"GET", "HEAD", "POST"}:
            raise HttpProblem(405, "not-allowed", f"{request.method} {ENDPOINT}", "use GET or POST")
        if request.method != "POST" and not request.query_string:
            address = f"{request.scheme}://{request.host}{ENDPOINT}"
            body, kind = describe(address, dataset.graphs, accept_of(request))
            return web.Response(body=body, headers={"Content-Type": kind, "Vary": "Accept", **_OPEN})
        answer = await endpoint.handle(request)
        answer.headers.update(_OPEN)
        return answer

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

    app.router.add_route("*", ENDPOINT, sparql)
    app.router.add_get("/health", health)
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/{path:.*}", things.handle)
    return app


@web.middleware
async def _one_shape(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever went wrong into a problem in JSON."""
    try:
        return await handler(request)
    except HttpProblem as found:
        problem = found
    except web.HTTPRedirection:
        raise
    except web.HTTPException as error:
        problem = of_status(error.status, f"{request.method} {request.path}: {error.reason}")
    except Exception as error:  # noqa: BLE001 - whatever it is, the reader gets the one shape
        problem = HttpProblem(
            500, "fault", f"a fault of the server ({type(error).__name__})", "please report it"
        )
    headers = {"Content-Type": "application/json", **_OPEN}
    if problem.code == "busy":
        headers["Retry-After"] = "1"
    return web.Response(status=problem.status, body=problem.body(), headers=headers)


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
        """What counts each request on its way."""

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
