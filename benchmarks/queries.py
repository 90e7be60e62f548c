"""What does the tool add to a query, against bare pyoxigraph and bare rdflib on the same dataset?"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import measure
import pyoxigraph
import rdflib

from kg.asking import find_query
from kg.asking import run as run_query
from kg.model.iris import PREFIXES
from kg.store import LocalStore, Store

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 31
# Two of the ten take rdflib many seconds.
RDFLIB_ROUNDS = 5
# What a reader of a case asks first: who, with what frame, what was found, on which words.
NAMES = ["cq-01", "cq-06", "cq-07", "cq-09", "cq-12", "cq-15", "cq-19", "cq-20", "cq-24", "cq-25"]
AIM = 1.2


def build(folder: Path) -> Path:
    """Build the cases that ship and give the dataset."""
    measure.command([measure.script("kg"), "build", "--out", str(folder / "build")])
    return folder / "build" / "dataset.nq"


def bare_oxigraph(store: pyoxigraph.Store, sparql: str) -> list[Any]:
    """Every row of a query, from pyoxigraph without the tool."""
    return list(store.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES))


def bare_rdflib(dataset: rdflib.Dataset, sparql: str) -> list[Any]:
    """Every row of a query, from rdflib's own engine."""
    return list(dataset.query(sparql, initNs=PREFIXES))


def run() -> dict[str, object]:
    """Time ten named queries in three engines, in turn, and compare the number of rows."""
    with tempfile.TemporaryDirectory() as name:
        path = build(Path(name))
        ours = LocalStore.load(path)
        theirs = pyoxigraph.Store()
        theirs.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS)
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(path, format="nquads")
    return {"queries": [compare(query, ours, theirs, dataset) for query in NAMES], "aim": AIM}


def compare(name: str, ours: Store, theirs: pyoxigraph.Store, dataset: rdflib.Dataset) -> dict[str, object]:
    """One query in three engines.

    Raises:
        RuntimeError: the engines disagree about the number of rows.
    """
    sparql = find_query(name).sparql
    asks: dict[str, Callable[[], Any]] = {
        "kg": lambda: run_query(ours, name),
        "pyoxigraph": lambda: bare_oxigraph(theirs, sparql),
        "rdflib": lambda: bare_rdflib(dataset, sparql),
    }
    rows = {engine: len(ask()) for engine, ask in asks.items()}
    if len(set(rows.values())) > 1:
        raise RuntimeError(f"{name}: {rows}")
    slow = {"rdflib": asks.pop("rdflib")}
    figures = measure.functions(asks, ROUNDS) | measure.functions(slow, RDFLIB_ROUNDS)
    return {
        "query": name,
        "title": find_query(name).title,
        "rows": rows["kg"],
        "figures": {engine: asdict(value) for engine, value in figures.items()},
        "kg / pyoxigraph": round(figures["kg"].fastest / figures["pyoxigraph"].fastest, 2),
        "rdflib / kg": round(figures["rdflib"].fastest / figures["kg"].fastest, 1),
    }


if __name__ == "__main__":
    sys.stdout.write(f"{run()}\n")
