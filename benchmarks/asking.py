"""How long do five kinds of question take over 1 to 10,000 cases, for the tool, bare pyoxigraph and rdflib?

Takes numbers of cases; the cases are invented, with asserted quads only, about 1,800 each. Up to 1,000 they lie in
memory, more in a store on disk. Each number runs in a process of its own. As a script: ``python asking.py 1 100``;
``--data FOLDER`` keeps the data, or takes what is there.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import made_study
import measure
import pyoxigraph

from kg.asking import find_query, select
from kg.model import iris
from kg.model.iris import PREFIXES
from kg.store import LocalStore, NamedNode, Store
from kg.store.binding import bind
from kg.trace import find_claim, trace_claim

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = Path(__file__).resolve().parent / "results"
IN_MEMORY = 1000
RDFLIB = 1000
ROUNDS = {1: 31, 100: 15, 1000: 7, 10000: 3}
TRACE = ["find", "claim", "labels", "evidence", "citations", "follows", "silences", "nearest"]
"""The named queries of a trace; the last is asked only where there are silences beside the claim."""
ASKED = {
    "per city": "SELECT ?status (COUNT(DISTINCT ?c) AS ?n) { ?c kg:inCase <CASE> ; a kg:Claim ; kg:status ?status } GROUP BY ?status",
    "cross-city": "SELECT ?logic ?phase (COUNT(DISTINCT ?case) AS ?n) { ?claim kg:relation kg:relation-dominates-in ; kg:status"
    " kg:status-stated ; kg:inCase ?case ; kg:subject ?one ; kg:object ?part . ?one kg:instantiates ?logic . ?part rdfs:label"
    " ?phase } GROUP BY ?logic ?phase",
    "full text": 'SELECT DISTINCT ?passage { ?passage a kg:Passage ; kg:exact ?t . FILTER (CONTAINS(?t, "praquiqui")) }',
    "evidence gap": "SELECT DISTINCT ?claim { ?claim a kg:Claim . FILTER NOT EXISTS { ?line kg:evidenceFor ?claim } }",
}


def one(cases: int, data: Path) -> dict[str, Any]:
    """Everything about one number of cases."""
    path, loading = nquads(cases, data), None
    if cases <= IN_MEMORY:
        started = time.perf_counter()
        store = LocalStore.load(path)
        loading = time.perf_counter() - started
    else:
        folder = data / f"store-{cases}"
        if not folder.is_dir():
            started = time.perf_counter()
            LocalStore.load_on_disk((path,), folder)
            loading = time.perf_counter() - started
        store = Store(pyoxigraph.Store.read_only(str(folder)))
    quads = len(store)
    asked = _ways(store, cases, path if cases <= RDFLIB else None)
    figures = {name: _timed(ways, _rounds(name, cases)) for name, ways in asked.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / measure.MIB
    return {
        "cases": cases,
        "quads": quads,
        "seconds to load": loading,
        "peak MiB": round(peak),
        "figures": figures,
    }


def _rounds(name: str, cases: int) -> int:
    """More for what takes a millisecond, which other work on the machine disturbs most."""
    return 31 if name in {"trace", "per city"} and cases <= IN_MEMORY else ROUNDS.get(cases, 3)


def nquads(cases: int, data: Path) -> Path:
    """A file with the quads of so many cases, made unless it is there."""
    path = data / f"{cases}.nq"
    if not path.is_file():
        folders = [
            made_study.write_study(data / f"cases-{cases}", n, made_study.SIZES["small"])
            for n in range(1, cases + 1)
        ]
        made_study.write_nquads(folders, path, is_bare=True)
    return path


def _ways(store: Store, cases: int, path: Path | None) -> dict[str, dict[str, Callable[[], int]]]:
    """Each question in each engine, as a function that gives the number of rows."""
    name = f"study-{(cases + 1) // 2:05}"
    claim = iris.claim(name, "c01")
    traced = [bind(find_query(f"trace-{part}").sparql, {"claim": NamedNode(claim)}) for part in TRACE]
    if not select(store, traced[TRACE.index("silences")]):
        traced.pop()
    texts = {"trace": traced} | {
        what: [text.replace("CASE", iris.case(name))] for what, text in ASKED.items()
    }

    def ours(what: str) -> int:
        if what == "trace":
            trace_claim(store, find_claim(store, f"{name}/c01"))
            return 0  # a tree has no rows to count
        return len(select(store, texts[what][0]))

    def bare(what: str) -> int:
        return sum(
            len(
                [tuple(row) for row in store.raw.query(t, use_default_graph_as_union=True, prefixes=PREFIXES)]
            )
            for t in texts[what]
        )

    ways: dict[str, dict[str, Callable[[], int]]] = {
        what: {"kg": lambda what=what: ours(what), "pyoxigraph": lambda what=what: bare(what)}
        for what in texts
    }
    if path is not None:
        import rdflib  # noqa: PLC0415 - its memory is not to count where it is not asked

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(path, format="nquads")
        for what, found in ways.items():
            found["rdflib"] = lambda what=what: sum(
                len(list(dataset.query(t, initNs=PREFIXES))) for t in texts[what]
            )
    return ways


def _timed(ways: dict[str, Callable[[], int]], rounds: int) -> dict[str, Any]:
    """The median of interleaved rounds in milliseconds, and the number of rows, in which all agree.

    Raises:
        RuntimeError: the engines disagree.
    """
    rows = {name: ask() for name, ask in ways.items()}
    if len({count for count in rows.values() if count}) > 1:
        raise RuntimeError(str(rows))
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, ask in ways.items():
            if name == "rdflib" and number >= 3:  # noqa: PLR2004 - some of its answers take seconds
                continue
            started = time.perf_counter()
            ask()
            taken[name].append(1000 * (time.perf_counter() - started))
    found: dict[str, Any] = {name: round(statistics.median(times), 3) for name, times in taken.items()}
    ratio = round(min(taken["kg"]) / min(taken["pyoxigraph"]), 2)
    return {"rows": max(rows.values()), "milliseconds": found, "kg / pyoxigraph, fastest rounds": ratio}


def page(found: dict[str, Any]) -> str:
    """The figures as Markdown."""
    machine = found["machine"]
    lines = [
        "# Asking 1 to 10,000 cases\n",
        f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}; load {machine['load at start']} at the start;",
        f"pyoxigraph {machine['versions']['pyoxigraph']}, rdflib {machine['versions']['rdflib']}. Medians in milliseconds; invented cases,",
        "asserted quads only. Up to 1,000 cases in memory, 10,000 on disk. Written by `python benchmarks/asking.py`; the",
        "numbers are in [asking.json](asking.json).\n",
        "| Cases | Quads | Load | Peak memory |\n|---|---|---|---|",
    ]
    for cases, each in found["cases"].items():
        load = f"{each['seconds to load']:.1f} s" if each["seconds to load"] else "kept"
        lines.append(f"| {int(cases):,} | {each['quads']:,} | {load} | {each['peak MiB']:,} MiB |")
    lines.append(
        "\n| Question | Cases | Rows | kg | pyoxigraph | rdflib | kg / pyoxigraph |\n|---|---|---|---|---|---|---|"
    )
    for what in ["trace", *ASKED]:
        for cases, each in found["cases"].items():
            figure = each["figures"][what]
            times = [
                f"{figure['milliseconds'][n]:,.2f}" if n in figure["milliseconds"] else ""
                for n in ("kg", "pyoxigraph", "rdflib")
            ]
            ratio = figure["kg / pyoxigraph, fastest rounds"]
            lines.append(f"| {what} | {int(cases):,} | {figure['rows']:,} | {' | '.join(times)} | {ratio} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run what the command line asks for; the figures of other numbers of cases stay."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("cases", type=int, nargs="+")
    words.add_argument("--data", type=Path)
    words.add_argument("--here", action="store_true", help="in this process, and print the figures only")
    asked = words.parse_args()
    if asked.here:
        sys.stdout.write(json.dumps(one(asked.cases[0], asked.data)))
        return
    target = RESULTS / "asking.json"
    found = json.loads(target.read_text(encoding="utf-8")) if target.is_file() else {"cases": {}}
    found["machine"] = measure.machine()
    with tempfile.TemporaryDirectory() as name:
        data = asked.data or Path(name)
        for cases in asked.cases:
            command = [sys.executable, __file__, str(cases), "--here", "--data", str(data)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found["cases"][str(cases)] = json.loads(done.stdout)
            found["cases"] = dict(sorted(found["cases"].items(), key=lambda item: int(item[0])))
            target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8", newline="\n")
            (RESULTS / "asking.md").write_text(page(found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
