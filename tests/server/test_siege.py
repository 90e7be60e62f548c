"""Clients that hold on to what they can get: they lose it, and the others are answered."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import resource
import socket
import sys
import threading
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

import pytest
from aiohttp.test_utils import make_mocked_request

from kg.problems import KgError
from kg.server.clients import Clients
from kg.server.connection import Desk, most_connections
from kg.server.engines import Engine, Pool
from kg.server.turns import QUICK, Turn, Turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Served

QUERY = "application/sparql-query"
ESTABLISHED = "01"


def place(served: Served) -> tuple[str, int]:
    """Where it listens."""
    host, _, port = served.address.removeprefix("http://").rstrip("/").rpartition(":")
    return host, int(port)


def get(served: Served, path: str, source: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """An answer to a client at an address of its own."""
    connection = http.client.HTTPConnection(*place(served), timeout=30, source_address=(source, 0))
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


def ended(connection: socket.socket, seconds: float = 20) -> bytes:
    """What comes on a connection until it is closed; fails where it stays open."""
    connection.settimeout(seconds)
    said = b""
    with contextlib.suppress(ConnectionError):
        while more := connection.recv(65536):
            said += more
    return said


def test_slow_requests_are_ended(served: Served) -> None:
    """A head and a body that never end, and a connection that says nothing: each is closed, the body with a reason."""
    body = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {QUERY}\r\nContent-Length: 99\r\n\r\nA"
    begun = {"head": b"GET / HTTP/1.1\r\nHost: localhost\r\n", "body": body.encode(), "silence": b""}
    with contextlib.ExitStack() as stack:
        open_ones = {what: stack.enter_context(socket.create_connection(place(served))) for what in begun}
        for what, text in begun.items():
            open_ones[what].sendall(text)
        stop = threading.Event()

        def drip() -> None:
            while not stop.wait(0.5):
                for what, drop in (("head", b"X-A: b\r\n"), ("body", b"#")):
                    with contextlib.suppress(OSError):
                        open_ones[what].sendall(drop)

        threading.Thread(target=drip, daemon=True).start()
        try:
            said = {what: ended(connection) for what, connection in open_ones.items()}
        finally:
            stop.set()
    assert said["head"] == said["silence"] == b""
    assert b"408" in said["body"].split(b"\r\n", 1)[0]
    assert b"slow-request" in said["body"]


@pytest.mark.skipif(sys.platform != "linux", reason="another system has no such time-out of its own")
def test_a_slow_reader_is_ended(served: Served, until: Callable) -> None:
    """Whoever takes a byte a second of an answer that the system cannot hold for him loses it."""
    query = quote(f"SELECT ('{1000 * 'x'}' AS ?x) {{ ?s ?p ?o }} LIMIT 4500")
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(place(served))
        request = f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n"
        connection.sendall(request.encode())
        assert b"200" in connection.recv(17)
        own = f"{connection.getsockname()[1]:04X}"

        def is_over() -> bool:
            connection.recv(1)
            time.sleep(1)
            lines = Path(f"/proc/{served.process.pid}/net/tcp").read_text(encoding="ascii").splitlines()
            return not any(
                line.split()[2].endswith(f":{own}") and line.split()[3] == ESTABLISHED for line in lines[1:]
            )

        assert until(is_over)
        assert len(ended(connection)) < 4_000_000


def test_idle_connections_shut_nobody_out(start: Callable, built: Path) -> None:
    """More of them than there are descriptors, from two addresses: another client is answered at once."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, hard))  # the server inherits it
    try:
        with contextlib.ExitStack() as stack:
            server = stack.enter_context(start(built, "--engines", "1"))
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
            for number in range(400):
                connection = socket.socket()
                stack.enter_context(connection)
                connection.bind((f"127.0.0.{2 + number % 2}", 0))
                connection.connect(place(server))
            for _ in range(5):
                assert get(server, "/health", "127.0.0.9")[0] == 200
            descriptors = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
            assert descriptors < 200
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


class Clock:
    """Turns over a clock of the test's own."""

    def __init__(self, patient: int, quick: int) -> None:
        self.turns = Turns(patient, quick)
        self.now = 100.0

    def wait(self, client: str, query: str = "", *, is_moved: bool = False) -> Turn:
        """Somebody asks."""
        turn = Turn(client, query or f"of {client}", None, is_moved)
        self.turns.wait(turn, self.now)
        self.now += 0.001
        return turn

    def next(self, *, is_patient: bool) -> Turn | None:
        """Who is served."""
        return self.turns.next_for(is_patient=is_patient, now=self.now)

    def serve(self, client: str, seconds: float, query: str = "") -> None:
        """Ask and be answered."""
        turn = self.wait(client, query)
        assert self.next(is_patient=True) is turn
        self.now += seconds
        self.turns.end(turn, self.now, seconds)


def test_who_has_most_under_way_waits() -> None:
    """One client with many queries gets one turn, then the others do."""
    clock = Clock(1, 1)
    many = [clock.wait("many", f"q{number}") for number in range(5)]
    few = clock.wait("few")
    assert clock.next(is_patient=False) is many[0]
    assert clock.next(is_patient=True) is few


def test_who_had_least_is_next() -> None:
    """Whoever came first."""
    clock = Clock(1, 0)
    clock.serve("much", 0.1)
    first, second = clock.wait("much"), clock.wait("new")
    assert [clock.next(is_patient=True), clock.next(is_patient=True)] == [second, first]


@pytest.mark.parametrize("by", ["client", "query"])
def test_what_was_dear_gets_no_quick_engine(by: str) -> None:
    """Neither who asked such a query, nor who asks it after another; after some minutes that is forgotten."""
    clock = Clock(1, 1)
    clock.serve("dear", 2 * QUICK, "long")
    clock.serve("light", 0.01, "short")
    turn = clock.wait("dear", "another") if by == "client" else clock.wait("other", "long")
    assert clock.next(is_patient=False) is None
    short = clock.wait("dear", "short")
    assert clock.next(is_patient=False) is short
    clock.turns.end(short, clock.now, 0.01)
    clock.now += 300
    assert clock.next(is_patient=False) is turn


def test_one_client_holds_half_of_the_patient_engines() -> None:
    """With dear queries, however many are free."""
    clock = Clock(2, 2)
    clock.serve("light", 0.01)
    first, _, other = (clock.wait(name, name, is_moved=True) for name in ("a", "a", "b"))
    assert clock.next(is_patient=True) is first
    assert clock.next(is_patient=True) is other
    assert clock.next(is_patient=True) is None


def test_a_dear_query_makes_way() -> None:
    """Once it has taken its time of a quick engine, and somebody waits who would be quick; not for another dear one."""
    clock = Clock(1, 1)
    dear = clock.wait("a")
    assert clock.next(is_patient=False) is dear
    assert not clock.turns.is_in_the_way(dear, clock.now, 1.0)
    clock.wait("b", is_moved=True)
    assert not clock.turns.is_in_the_way(dear, clock.now, 1.0)
    clock.wait("c")
    assert clock.turns.is_in_the_way(dear, clock.now, 1.0)
    assert not clock.turns.is_in_the_way(dear, clock.now, QUICK / 2)


def test_what_was_cut_off_stays_dear() -> None:
    """It took no more than it was allowed, and would have taken more: another client is not to begin the same a second later."""
    clock = Clock(1, 1)
    turn = clock.wait("a", "long")
    assert clock.next(is_patient=False) is turn
    clock.turns.end(turn, clock.now, 1.02 * QUICK, is_whole=False)
    clock.now += 2
    clock.wait("b", "long")
    short = clock.wait("c", "short")
    assert clock.next(is_patient=False) is short
    assert clock.next(is_patient=False) is None


def test_an_engine_that_is_replaced_had_no_whole_answer(
    monkeypatch: pytest.MonkeyPatch, awaited: Callable
) -> None:
    """So the query that it was at is known to be dear."""

    async def nothing(_: Engine) -> None:
        return None

    monkeypatch.setattr(Engine, "start", nothing)
    monkeypatch.setattr(Engine, "seconds", None)

    async def lose() -> bool:
        pool = Pool(Path(), 2, 0)
        await pool.start()
        loan = await pool.take("a", "long", 1)
        loan.turn.since -= 0.6 * QUICK
        pool.replace(loan)
        loop = asyncio.get_running_loop()
        found = pool._turns.is_dear(Turn("b", hash("long"), None), loop.time())
        await pool.stop()
        return found

    assert awaited(lose())


def test_nothing_is_remembered_without_end() -> None:
    """A client that asks ever other queries fills no memory."""
    clock = Clock(1, 0)
    for number in range(6000):
        clock.serve(f"c{number}", 0.0, f"q{number}")
    assert len(clock.turns._known) <= 4096


def test_room_is_made_for_who_has_few() -> None:
    """One client has its share at most; where all is taken, who has most loses the oldest; a proxy has no share."""
    lost: list[int] = []

    class One:
        def __init__(self, number: int) -> None:
            self.number = number

        def force_close(self) -> None:
            lost.append(self.number)

    desk, numbers = Desk(cast("Any", None), Clients(["192.0.2.9"]), 32), count()

    def come(client: str) -> bool:
        if desk.has_room(client):
            desk.open(cast("Any", One(next(numbers))), client)
            return True
        return False

    assert [come("192.0.2.1") for _ in range(6)] == [True] * 4 + [False] * 2
    assert [come("192.0.2.9") for _ in range(28)] == [True] * 28
    assert not lost
    assert come("192.0.2.2")
    assert lost == [0]
    assert not come("192.0.2.9")


def test_making_room_reads_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all is taken it is done for every connection that comes: who is open already has been read once."""
    desk = Desk(cast("Any", None), Clients(["192.0.2.9"]), 200)
    for number in range(200):
        assert desk.has_room(f"198.51.100.{number}")
        desk.open(cast("Any", object()), f"198.51.100.{number}")
    read: list[str] = []
    monkeypatch.setattr("kg.server.clients.ip_address", read.append)
    assert not desk.has_room("192.0.2.1")
    assert read == []


def test_connections_stay_below_the_descriptors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two for each, and some to spare."""
    for limit, most in ((64, 16), (256, 64), (1024, 362), (65536, 32618)):
        monkeypatch.setattr("resource.getrlimit", lambda _, limit=limit: (limit, limit))
        assert most_connections() == most


@pytest.mark.parametrize(("peer", "said", "client"), [
    ("192.0.2.1", ["198.51.100.7"], "192.0.2.1"),
    ("127.0.0.1", [], "127.0.0.1"),
    ("127.0.0.1", ["198.51.100.7"], "198.51.100.7"),
    ("127.0.0.1", ["6.6.6.6, 198.51.100.7"], "198.51.100.7"),
    ("127.0.0.1", ["6.6.6.6", "198.51.100.7"], "198.51.100.7"),
    ("127.0.0.1", ["198.51.100.7, "], "127.0.0.1"),
    ("127.0.0.1", ["me"], "127.0.0.1"),
])  # fmt: skip
def test_who_a_client_is(peer: str, said: list[str], client: str) -> None:
    """The address it comes from, or the last one that a proxy gives that is trusted."""
    from multidict import CIMultiDict  # noqa: PLC0415 - comes with aiohttp

    headers = CIMultiDict([("X-Forwarded-For", value) for value in said])
    request = make_mocked_request("GET", "/", headers=headers).clone(remote=peer)
    assert Clients(["127.0.0.1"]).of(request) == client


def test_the_proxy_that_an_option_names_speaks_for_many(start: Callable, built_data: Path) -> None:
    """It holds as many connections as there are, where another address has an eighth of them at most."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, hard))  # the server inherits it, and has 50 connections
    try:
        with contextlib.ExitStack() as stack:
            server = stack.enter_context(start(built_data, "--engines", "1", "--proxy", "127.0.0.7"))

            def held(address: str) -> int:
                connections = []
                for _ in range(20):
                    connection = stack.enter_context(socket.socket())
                    connection.bind((address, 0))
                    connection.connect(place(server))
                    connections.append(connection)
                return sum(_is_answered(connection) for connection in connections)

            assert (held("127.0.0.7"), held("127.0.0.8")) == (20, 6)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _is_answered(connection: socket.socket) -> bool:
    with contextlib.suppress(ConnectionError):
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return b"200" in connection.recv(17)
    return False


def test_a_proxy_is_an_address(run_kg: Callable, built: Path) -> None:
    """Anything else is the user's mistake."""
    with pytest.raises(KgError, match=r"--proxy proxy\.example: give the address"):
        Clients(["proxy.example"])
    done = run_kg("serve", "--build", str(built), "--port", "0", "--proxy", "proxy.example")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
