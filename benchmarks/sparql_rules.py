"""The ontology's axioms as SPARQL rules on Oxigraph (``rules/``), with and without the premises of each conclusion."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kg.store import LocalStore, NamedNode, Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from given import Triple

    from kg.store import Quad

    Way = tuple[str, Triple, tuple[Triple, ...]]

RULES = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).resolve().parent / "rules").glob("*.rq"))
}
PROLOGUE = re.compile(r"(?:(?:#|PREFIX)[^\n]*\n)*")


def as_update(rule: str) -> str:
    """A rule as an update that adds what it yields."""
    match = PROLOGUE.match(rule)
    cut = match.end() if match else 0
    return f"{rule[:cut]}INSERT {{ ?subject ?predicate ?object }} WHERE {{ {{ {rule[cut:]} }} }}"


UPDATES = [as_update(rule) for rule in RULES.values()]


def close(quads: Iterable[Quad]) -> Store:
    """A store with all that follows: every rule as an update, until nothing new comes."""
    store, size = LocalStore.of(quads), -1
    while size != len(store):
        size = len(store)
        for update in UPDATES:
            store.update(update)
    return store


def ways(store: Store) -> set[Way]:
    """Every way in which something follows, from the premises that the rules select."""
    found = set()
    for name, rule in RULES.items():
        for row in store.select(rule):
            ends = ["subject", "predicate", "object"]
            premises = [[f"p{n}{part}" for part in "spo"] for n in (1, 2, 3) if f"p{n}s" in row]
            if all(isinstance(row[end], NamedNode) for end in ends):
                edge, *below = (tuple(row[part].value for part in group) for group in (ends, *premises))
                found.add((name, edge, tuple(below)))
    return found
