"""Do well-behaved clients get their answers while others attack `kg serve`?

Takes a build (of the shipped cases unless told), starts a server over it on a loopback port, and asks it 192 things by 16
clients, each at an address of its own (127.0.0.2 and so on): first in quiet, then while 12 addresses each send slow headers,
bodies that never end, hold a hundred idle connections, and ask the dearest query of the catalogue again and again. Says how
many of the 192 came within four times the quiet p99. Each round has a server of its own, quiet first. A round of one way to begin ends by
itself after a minute at most; speaks to loopback only. As a script: ``python besieged.py [--build FOLDER] [--out FOLDER]``.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import aiohttp
from measure import machine

from kg.asking import find_query
from kg.model.iris import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    Figures = dict[str, float | str | None]
    Way = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

RESULTS = Path(__file__).parent / "results"
CLIENTS, EACH, ATTACKERS, IDLE = 16, 12, 12, 100
ROUNDS, LIMITS = 3, (20_000, 1024)
MOST_SECONDS, WARM_UP, PATIENCE = 40.0, 1.0, 20.0
TIMES = 4
LEAST = 1024
"""How much is read ahead of an attacker at most, in bytes."""
OK = 200
DEAREST = "cq-52"
"""The query of the catalogue without parameters that takes longest over the shipped cases: 0.4 to 0.6 s."""
_KG = "PREFIX kg: <https://w3id.org/tongban-kg/ontology#> "
SUPPORTS = _KG + "SELECT DISTINCT ?a ?b { ?a kg:supports ?b }"
CLAIMS = _KG + "SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }"
ASKED: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("", {}, {}),
    ("sparql", {"query": SUPPORTS}, {"Accept": "text/csv"}),
    ("case/j-city/claim/c060", {}, {"Accept": "text/turtle"}),
    ("sparql", {"query": CLAIMS}, {}),
    ("kinds.html", {}, {}),
    ("theory/triple-logic/field-logic", {}, {"Accept": "text/turtle"}),
]


def address_of(number: int) -> str:
    """The address of a client, well-behaved or not."""
    return f"127.0.{number // 200}.{2 + number % 200}"


@contextlib.contextmanager
def serving(build: Path, descriptors: int) -> Iterator[int]:
    """A server over a build with so many descriptors; gives its port."""
    command = [sys.executable, "-m", "kg", "serve", "--build", str(build), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
    _, hard = resource.prlimit(process.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (descriptors, hard))  # it has hardly begun
    try:
        errors = process.stderr or sys.stdin
        line = errors.readline()
        found = re.search(r":(\d+)/", line)
        if found is None:
            raise SystemExit(line + errors.read())
        yield int(found[1])
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:  # one without descriptors does not even hear that
            process.kill()
            process.wait()


async def ask_all(port: int, first: int) -> list[float]:
    """Every client asks its questions one after another; gives how long each took, without end where there was no answer."""
    taken: list[float] = []

    async def client(number: int) -> None:
        for turn in range(EACH):
            path, fields, headers = ASKED[(number + turn) % len(ASKED)]
            began = time.perf_counter()
            is_fine = False
            with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError):
                async with sessions[number].get(
                    f"http://127.0.0.1:{port}/{path}", params=fields, headers=headers
                ) as answer:
                    await answer.read()
                    is_fine = answer.status == OK
            taken.append(time.perf_counter() - began if is_fine else float("inf"))

    async with contextlib.AsyncExitStack() as stack:
        sessions = []
        for number in range(CLIENTS):
            connector = aiohttp.TCPConnector(local_addr=(address_of(first + number), 0))
            session = aiohttp.ClientSession(
                connector=connector, timeout=aiohttp.ClientTimeout(total=PATIENCE)
            )
            sessions.append(await stack.enter_async_context(session))
        await asyncio.gather(*map(client, range(CLIENTS)))
    return taken


async def drip(writer: asyncio.StreamWriter, head: bytes, drop: bytes) -> None:
    """Send a beginning, then a little at a time without end."""
    writer.write(head)
    while True:
        writer.write(drop)
        await writer.drain()
        await asyncio.sleep(0.5)


async def slow_headers(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A head that never ends."""
    await drip(writer, b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"X-A: b\r\n")


async def endless_body(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A body that never ends."""
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
    await drip(writer, head, b"1\r\n#\r\n")


async def idle(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Nothing at all."""
    await reader.read()


async def slow_reader(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """An answer of 10 MB, of which a byte is taken each second."""
    asked = urlencode({"query": f"SELECT ('{1000 * 'x'}' AS ?x) {{ ?s ?p ?o }} LIMIT 10000"})
    writer.write(f"GET /sparql?{asked} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n".encode())
    is_open = True
    while is_open:
        await asyncio.sleep(1)
        is_open = bool(await reader.read(1))


async def again(port: int, number: int, way: Way) -> None:
    """Attack in one way, and come back a second after having been turned away."""
    while True:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            pair = await asyncio.open_connection(
                "127.0.0.1", port, local_addr=(address_of(number), 0), limit=LEAST
            )
            try:
                await way(*pair)
            finally:
                pair[1].close()
        await asyncio.sleep(1)


async def dear_query(port: int, number: int) -> None:
    """The dearest query of the catalogue, again as soon as it is answered."""
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    asked = {"query": head + find_query(DEAREST).sparql}
    connector = aiohttp.TCPConnector(local_addr=(address_of(number), 0))
    async with aiohttp.ClientSession(connector=connector) as session:
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with session.post(f"http://127.0.0.1:{port}/sparql", data=asked) as answer:
                    await answer.read()


async def attack(port: int, first: int, *, has_readers: bool) -> None:
    """Everything at once, each attacker at an address of its own, until told to stop or for some seconds."""
    numbers = iter(range(first, first + 5 * ATTACKERS))
    tasks = [dear_query(port, next(numbers)) for _ in range(ATTACKERS)]
    readers = [(slow_reader, 1)] if has_readers else []
    for way, times in (*readers, (slow_headers, 1), (endless_body, 1), (idle, IDLE)):
        for _ in range(ATTACKERS):
            number = next(numbers)
            tasks += [again(port, number, way) for _ in range(times)]
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*tasks), MOST_SECONDS)


def descriptors_of(port: int) -> tuple[int, int]:
    """How many descriptors the server has open, and how many it may have."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes()
            if b"kg\0serve" in words and _listens(process, port):
                limits = (process / "limits").read_text(encoding="ascii")
                most = int(re.findall(r"Max open files\s+(\d+)", limits)[0])
                return len(list((process / "fd").iterdir())), most
    return 0, 0


def _listens(process: Path, port: int) -> bool:
    listening = {line.split()[9] for line in (process / "net" / "tcp").read_text(encoding="ascii").splitlines()[1:]
                 if line.split()[3] == "0A" and int(line.split()[1].split(":")[1], 16) == port}  # fmt: skip
    return any(
        f"socket:[{inode}]" == str(link.readlink())
        for link in (process / "fd").iterdir()
        for inode in listening
    )


def run(build: Path, descriptors: int, *, is_after: bool, has_readers: bool) -> Figures:
    """Ask in quiet, then under attack.

    Args:
        build: what is served.
        descriptors: how many the server may have open.
        is_after: whether the attack begins before the well-behaved come, or together with them.
        has_readers: whether slow readers attack too.
    """
    load = round(os.getloadavg()[0], 2)
    with serving(build, descriptors) as port:
        asyncio.run(ask_all(port, 0))  # warm
        quiet = asyncio.run(ask_all(port, 0))
        command = [
            sys.executable,
            __file__,
            "--attack",
            str(port),
            *(["--slow-readers"] if has_readers else []),
        ]
        attackers = subprocess.Popen(command)
        try:
            time.sleep(WARM_UP + (4 if is_after else 0))  # a second until it has started Python
            besieged = asyncio.run(ask_all(port, CLIENTS))
            used, most = descriptors_of(port)
        finally:
            attackers.kill()
            attackers.wait()
    p99 = statistics.quantiles(quiet, n=100, method="inclusive")[98]
    finite = [seconds for seconds in besieged if seconds != float("inf")]
    return {
        "begin": "after" if is_after else "at once", "load": load,
        "quiet p50 ms": round(1000 * statistics.median(quiet), 1), "quiet p99 ms": round(1000 * p99, 1),
        "asked": len(besieged), "within four times": sum(seconds <= TIMES * p99 for seconds in besieged),
        "answered": len(finite),
        "besieged p50 ms": round(1000 * statistics.median(finite), 1) if finite else None,
        "besieged slowest ms": round(1000 * max(finite, default=0.0), 1),
        "descriptors": used, "descriptor limit": most,
    }  # fmt: skip


def page(found: list[Figures], *, has_readers: bool) -> str:
    """The figures as Markdown."""
    on = machine()
    readers = ", 12 take an answer of 10 MB a byte a second" if has_readers else ""
    lines = [
        "# Serving under attack\n",
        f"{on['processor']}, {on['cores']} cores, which driver, attackers, server and other work share. 16 clients ask 192 things in quiet, then",
        "while, each at an address of its own, 12 send slow headers, 12 send bodies that never end, 12 hold a hundred idle connections,",
        f"12 ask the dearest query again and again{readers}. A row is a round with a server of its own.",
        "Written by `python benchmarks/besieged.py`; the numbers are in [besieged.json](besieged.json).\n",
        "| Descriptors | The attack begins | Load | Quiet p99 | Within four times that (aim: 173) | Answered | Slowest |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in found:
        begin = "before" if each["begin"] == "after" else "together with them"
        lines.append(
            f"| {each['descriptor limit']:,} | {begin} | {each['load']} | {each['quiet p99 ms']} ms "
            f"| {each['within four times']} of {each['asked']} | {each['answered']} | {each['besieged slowest ms']} ms |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run what the command line asks for."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--build", type=Path)
    words.add_argument("--out", type=Path, default=RESULTS)
    words.add_argument("--rounds", type=int, default=ROUNDS)
    words.add_argument(
        "--limits", type=int, nargs="+", default=LIMITS, help="how many descriptors the server may have"
    )
    words.add_argument("--slow-readers", action="store_true", help="let slow readers attack too")
    words.add_argument("--attack", type=int, metavar="PORT", help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.attack:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192), most))
        asyncio.run(attack(asked.attack, 2 * CLIENTS, has_readers=asked.slow_readers))
        return
    found = []
    with tempfile.TemporaryDirectory() as name:
        build = asked.build or Path(name) / "build"
        if not asked.build:
            subprocess.run([sys.executable, "-m", "kg", "build", "--out", str(build)], check=True)
        for _ in range(asked.rounds):
            for limit in asked.limits:
                for is_after in (True, False):
                    found.append(run(build, limit, is_after=is_after, has_readers=asked.slow_readers))
                    sys.stderr.write(f"{found[-1]}\n")
    text = page(found, has_readers=asked.slow_readers)
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "besieged.json").write_text(
        json.dumps(found, indent=2) + "\n", encoding="utf-8", newline="\n"
    )
    (asked.out / "besieged.md").write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
