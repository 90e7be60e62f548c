"""What does a push cost, and how many answers a second do `kg serve`, a bare Oxigraph server and Virtuoso give?

Takes a number of invented cases (1,000 unless told), asserted quads only, one file a case. Each server is pushed to,
pushed to again after one change, then asked by 1 to 64 clients at once. As a script: ``python serving.py 1000``;
``--data FOLDER`` as in ``asking.py``.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import groupby
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import aiohttp
import asking
import measure

from kg.asking import find_query
from kg.files import sha256
from kg.model import iris
from kg.push import push
from kg.server.engines import find_engine
from kg.store import Credentials, GraphStore, NamedNode, graph_blocks, graph_sums, open_store
from kg.store.binding import bind
from kg.store.dataset_files import SUMS, as_sums, write_graphs

if TYPE_CHECKING:
    from collections.abc import Iterator

RESULTS = Path(__file__).resolve().parent / "results"
INI = Path(__file__).resolve().parents[1] / "tests" / "server" / "virtuoso.ini"
CLIENTS = [1, 4, 16, 64]
SECONDS = 2.0
ROUNDS = 3
ACCEPT, OK = {"Accept": "application/sparql-results+json"}, 200
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in iris.PREFIXES.items())
CASE = re.compile(r"/case/([^/]+)/")
LARGER = {
    "= 20000": "= 170000",
    "= 12000": "= 130000",
    "Connections = 10": "Connections = 80",
    "Threads = 10": "Threads = 80",
}
"""What Virtuoso is given for so much data and so many clients, in place of what the tests give it."""
Figures = dict[str, Any]


def write_build(path: Path, build: Path, changed: str = "") -> None:
    """A build of some N-Quads as `kg build` writes it, with one line less in one case if wanted."""
    shutil.rmtree(build, ignore_errors=True)
    folder = build / "dataset"
    (folder / "cases").mkdir(parents=True)
    (build / "site").mkdir()
    sums, graphs = {}, {}
    for name, blocks in groupby(graph_blocks(path), key=lambda block: CASE.search(block[0])):
        file = f"cases/{name[1]}.nq" if name else "ontology.nq"
        data = b"".join(block for _, block in blocks)
        data = data[data.index(b"\n") + 1 :] if changed and changed in file else data
        with (folder / file).open("ab") as target:
            target.write(data)
        sums[file] = sha256((folder / file).read_bytes())
        graphs[file] = graph_sums((folder / file).read_bytes())
    write_graphs(folder, sums, graphs)
    (folder / SUMS).write_bytes(as_sums(sums))
    size = sum((folder / file).stat().st_size for file in sums)
    report = {"dataset": {"sha256": sha256(as_sums(sums)), "bytes": size}}
    (build / "report.json").write_text(json.dumps(report), encoding="utf-8")


def questions(cases: int) -> dict[str, str]:
    """One query of each kind; of a trace the one for its evidence."""
    name = f"study-{(cases + 1) // 2:05}"
    evidence = bind(find_query("trace-evidence").sparql, {"claim": NamedNode(iris.claim(name, "c01"))})
    asked = {what: HEAD + text.replace("CASE", iris.case(name)) for what, text in asking.ASKED.items()}
    return {"evidence of a claim": evidence, **asked}


def free_port() -> int:
    """A loopback port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def started(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """A server until it is not wanted any more; stopped by its process id."""
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for _ in range(3000):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.1)
            yield
        finally:
            process.terminate()


def pushed(build: Path, path: Path, endpoint: str, graphs: str, known: Credentials | None) -> Figures:
    """The seconds of a first push, of one without a change, and of one after a change: the median of three.

    Before another first push the graphs of the one before are deleted.
    """

    def once() -> float:
        began = time.perf_counter()
        done = push(build, endpoint, target, known, lambda *_: None)
        if done.differing:
            raise RuntimeError(f"{endpoint} does not hold what was sent: {done.differing[:3]}")
        return round(time.perf_counter() - began, 2)

    target = GraphStore(graphs, known)
    taken: dict[str, list[float]] = {"first": [], "no change": [], "one change": []}
    for number in range(1, ROUNDS + 1):
        write_build(path, build)
        taken["first"].append(once())
        taken["no change"].append(once())
        write_build(path, build, changed=f"study-{number:05}")
        taken["one change"].append(once())
        for name in open_store(endpoint, known).graph_sizes() if number < ROUNDS else ():
            if name.startswith(iris.BASE):
                target.delete(name)
    return {name: statistics.median(times) for name, times in taken.items()}


async def load(address: str, sparql: str, clients: int) -> Figures:
    """What so many clients get in some seconds, each asking again as soon as it is answered."""
    taken: list[float] = []
    failed: list[int] = []
    end = time.perf_counter() + SECONDS

    async def client(session: aiohttp.ClientSession) -> None:
        while time.perf_counter() < end:
            began = time.perf_counter()
            is_fine = False
            with contextlib.suppress(aiohttp.ClientError):
                async with session.post(address, data={"query": sparql}, headers=ACCEPT) as answer:
                    await answer.read()
                    is_fine = answer.status == OK
            (taken if is_fine else failed).append(time.perf_counter() - began)

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(
        connector=connector, timeout=aiohttp.ClientTimeout(total=120)
    ) as session:
        began = time.perf_counter()
        await asyncio.gather(*(client(session) for _ in range(clients)))
        seconds = time.perf_counter() - began
    cuts = statistics.quantiles(taken, n=100, method="inclusive") if len(taken) > 1 else (taken or [0.0]) * 99
    return {
        "answers a second": round(len(taken) / seconds, 1), "failed": len(failed),
        "p50 ms": round(1000 * cuts[49], 1), "p99 ms": round(1000 * cuts[98], 1),
    }  # fmt: skip


def loaded(address: str, cases: int) -> Figures:
    """Every question with every number of clients."""
    found: Figures = {}
    for what, sparql in questions(cases).items():
        asyncio.run(load(address, sparql, 1))  # warm
        found[what] = {str(clients): asyncio.run(load(address, sparql, clients)) for clients in CLIENTS}
    return found


def run(cases: int, data: Path) -> Figures:
    """Push to and ask each server."""
    path = asking.nquads(cases, data)
    found: Figures = {"machine": measure.machine(), "cases": cases, "push": {}, "load": {}}
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        build = room / "build"
        write_build(path, build)
        found["quads"] = sum(
            number
            for file in (build / "dataset").rglob("*.nq")
            for number in [file.read_bytes().count(b"\n")]
        )
        port = free_port()
        command = [
            measure.script("kg"),
            "serve",
            "--build",
            str(build),
            "--port",
            str(port),
            "--store",
            str(room / "kept"),
        ]
        with started(command, room, port):
            found["load"]["kg serve"] = loaded(f"http://127.0.0.1:{port}/sparql", cases)
        port = free_port()
        bare = [
            find_engine(),
            "serve-read-only",
            "--location",
            str(room / "kept" / "store"),
            "--union-default-graph",
        ]
        with started([*bare, "--bind", f"127.0.0.1:{port}"], room, port):
            found["load"]["Oxigraph"] = loaded(f"http://127.0.0.1:{port}/query", cases)
        port = free_port()
        with started(
            [find_engine(), "serve", "--location", str(room / "ox"), "--bind", f"127.0.0.1:{port}"],
            room,
            port,
        ):
            root = f"http://127.0.0.1:{port}"
            found["push"]["Oxigraph"] = pushed(build, path, f"{root}/query", f"{root}/store", None)
        if shutil.which("virtuoso-t"):
            port = free_port()
            ini = Template(INI.read_text(encoding="utf-8")).substitute(
                sql=free_port(), http=port, rows=1_000_000
            )
            for small, large in LARGER.items():
                ini = ini.replace(small, large)
            (room / "v.ini").write_text(ini, encoding="utf-8")
            write_build(path, build)
            with started(["virtuoso-t", "+foreground", "+configfile", "v.ini"], room, port):
                root = f"http://127.0.0.1:{port}"
                known = Credentials({"127.0.0.1": ("dba", "dba")})
                found["push"]["Virtuoso"] = pushed(
                    build, path, f"{root}/sparql", f"{root}/sparql-graph-crud-auth", known
                )
                found["load"]["Virtuoso"] = loaded(f"{root}/sparql", cases)
    return found


def page(found: Figures) -> str:
    """The figures as Markdown."""
    machine = found["machine"]
    on = f"{machine['processor']}, {machine['cores']} cores; load {machine['load at start']} at the start"
    lines = [
        "# Serving and pushing\n",
        f"{on}. {found['cases']:,} invented cases, {found['quads']:,} asserted quads.",
        "Driver and server share the cores. Written by `python benchmarks/serving.py`; the numbers are in [serving.json](serving.json).\n",
        "| Push | First | Nothing changed | One case changed | Change / first |\n|---|---|---|---|---|",
    ]
    for name, each in found["push"].items():
        part = 100 * each["one change"] / each["first"]
        lines.append(
            f"| {name} | {each['first']} s | {each['no change']} s | {each['one change']} s | {part:.1f} % |"
        )
    lines.append(
        "\n| Question | Clients | "
        + " | ".join(found["load"])
        + " |\n|---|---"
        + "|---" * len(found["load"])
        + "|"
    )
    for what in next(iter(found["load"].values())):
        for clients in map(str, CLIENTS):
            cells = [each[what][clients] for each in found["load"].values()]
            shown = (
                f"{c['answers a second']:,} a second, {c['p50 ms']:,} / {c['p99 ms']:,} ms"
                + (f", {c['failed']} failed" if c["failed"] else "")
                for c in cells
            )
            lines.append(f"| {what} | {clients} | " + " | ".join(shown) + " |")
    lines.append(
        "\nIn each cell: answers, and the time of an answer, in the middle and at the 99th of a hundred."
    )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run what the command line asks for and write it down."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("cases", type=int, nargs="?", default=1000)
    words.add_argument("--data", type=Path)
    words.add_argument("--out", type=Path, default=RESULTS)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = run(asked.cases, asked.data or Path(name))
    (asked.out / "serving.json").write_text(
        json.dumps(found, indent=2) + "\n", encoding="utf-8", newline="\n"
    )
    (asked.out / "serving.md").write_text(page(found), encoding="utf-8", newline="\n")
    sys.stdout.write(page(found))


if __name__ == "__main__":
    main()
