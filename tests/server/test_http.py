"""HTTP itself: what may be asked of which address, by whom, and what is said of a fault."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientError
from aiohttp.test_utils import TestClient, TestServer

from kg.server.app import make_app
from kg.server.clients import Clients
from kg.server.dataset import Dataset
from kg.server.door import Door
from kg.server.endpoint import Answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served

THING = "/case/j-city/claim/c060"
ORIGIN = {"Origin": "http://elsewhere.example"}
PAGES = {"GET", "HEAD", "OPTIONS"}


def send(
    served: Served, method: str, path: str, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """A request as it is, and what came."""
    connection = http.client.HTTPConnection(served.address.removeprefix("http://").rstrip("/"), timeout=30)
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(("method", "path", "allowed"), [
    ("PUT", "/sparql", PAGES | {"POST"}), ("DELETE", "/sparql", PAGES | {"POST"}),
    ("POST", THING, PAGES), ("PUT", "/index.html", PAGES), ("POST", "/health", PAGES),
])  # fmt: skip
def test_what_is_allowed_instead(open_served: Served, method: str, path: str, allowed: set[str]) -> None:
    """A refusal of a method names the others (RFC 9110, 15.5.6), and OPTIONS names the same."""
    status, headers, body = send(open_served, method, path)
    assert (status, json.loads(body)["error"]["code"]) == (405, "not-allowed")
    assert set(headers["Allow"].split(", ")) == allowed
    status, headers, _ = send(open_served, "OPTIONS", path, ORIGIN)
    assert status == 204
    assert set(headers["Allow"].split(", ")) == allowed
    assert set(headers["Access-Control-Allow-Methods"].split(", ")) == allowed
    assert headers["Access-Control-Allow-Headers"] == "Accept, Content-Type"
    assert headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(("path", "accept", "expected"), [
    (THING, "text/turtle", 200), (THING, "text/html", 303), (THING, "image/png", 406), ("/nothing", "*/*", 404),
    ("/index.html", "*/*", 200), ("/sparql", "*/*", 200), ("/sparql?query=ASK{}", "*/*", 200),
    ("/sparql?query=ASK", "*/*", 400),
])  # fmt: skip
def test_any_origin_may_ask_a_public_build(
    open_served: Served, path: str, accept: str, expected: int
) -> None:
    """Endpoint, things, pages, the way from one to the other, and errors."""
    status, headers, _ = send(open_served, "GET", path, {"Accept": accept, **ORIGIN})
    assert (status, headers["Access-Control-Allow-Origin"]) == (expected, "*")


@pytest.mark.parametrize("path", [f"/case/{'x' * 300}", "/%00", "/case/%00", "/case/j-city/%0A"])
@pytest.mark.parametrize("accept", ["text/turtle", "text/html"])
def test_a_path_that_no_file_can_have(served: Served, path: str, accept: str) -> None:
    """Is a path of nothing, and no fault."""
    status, _, body = send(served, "GET", path, {"Accept": accept})
    assert (status, json.loads(body)["error"]["code"]) == (404, "not-found")


def test_an_odd_host(open_served: Served) -> None:
    """Is the asker's mistake."""
    status, _, body = send(open_served, "GET", "/sparql", {"Host": "a<b>"})
    assert (status, json.loads(body)["error"]["code"]) == (400, "bad-request")


def test_the_head_of_a_thing(served: Served) -> None:
    """Has the headers of GET and no body."""
    for path, accept in ((THING, "text/turtle"), ("/index.html", "*/*"), ("/sparql", "*/*")):
        _, full, _ = send(served, "GET", path, {"Accept": accept})
        status, headers, body = send(served, "HEAD", path, {"Accept": accept})
        assert (status, body) == (200, b"")
        assert {**headers, "Date": ""} == {**full, "Date": ""}


class Odd:
    """An endpoint that is not as it should be."""

    async def handle(self, _: object) -> None:
        """Fail."""
        raise ZeroDivisionError

    async def ask(self, *_: object) -> Answer:
        """Answer as an engine that is ill."""
        return Answer(507, "text/plain", b"no room")


def test_a_page_that_was_swapped_while_it_was_opened(tmp_path: Path, awaited: Callable) -> None:
    """A build that takes another's place between the check and the opening of a page: nothing of the page is sent."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("said in confidence", encoding="utf-8")
    dataset = Dataset(tmp_path / "site", tmp_path, "", 0, {})
    odd: Any = Odd()

    async def ask(states: list[object]) -> str:
        door = Door(is_public=True, names=frozenset(), state=lambda: states.pop(0))
        async with TestClient(TestServer(make_app(dataset, odd, odd, door, Clients()))) as client:
            try:
                async with client.get("/index.html") as answer:
                    return await answer.text()
            except ClientError as error:
                return type(error).__name__

    assert awaited(ask([(1,), (1,)])) == "said in confidence"
    assert awaited(ask([(1,), (2,)])) == awaited(ask([(1,), None])) == "ServerDisconnectedError"
    assert "not-public" in awaited(ask([None]))


def test_a_fault_leaves_its_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], awaited: Callable
) -> None:
    """The asker gets the one shape, the operator what happened where; an engine that is ill is no 404."""
    (tmp_path / "site").mkdir()
    dataset = Dataset(tmp_path / "site", tmp_path, "", 0, {})
    odd: Any = Odd()
    door = Door(is_public=False, names=frozenset(), state=lambda: True)

    async def ask() -> list[tuple[int, str]]:
        async with TestClient(TestServer(make_app(dataset, odd, odd, door, Clients()))) as client:
            found = []
            for path in ("/sparql?query=x", THING):
                async with client.get(path, headers={"Accept": "text/turtle"}) as answer:
                    found.append((answer.status, (await answer.json())["error"]["code"]))
            return found

    assert awaited(ask()) == [(500, "fault"), (500, "engine-failed")]
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "raise ZeroDivisionError" in said
