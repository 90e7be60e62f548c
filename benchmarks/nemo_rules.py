"""The ontology's axioms as a program of Nemo, a Datalog engine, with and without the premises of each conclusion.

Takes compiled axioms and triples; gives what follows. Needs the package of ``requirements.txt``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from given import TYPE, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.reason.axioms import Axioms

Way = tuple[str, Triple, tuple[Triple, ...]]

TABLES = [
    "sub_class",
    "sub_property",
    "inverse",
    "symmetric",
    "domain",
    "range",
    "chain2",
    "chain3",
    "some",
    "value1",
    "value2",
]
# Head and body of each rule: what follows, the axiom, the premises.
RULES = {
    "rl-sub-class": ("?s,<T>,?d", "sub_class(?c,?d)", ["?s,<T>,?c"]),
    "rl-sub-property": ("?s,?q,?o", "sub_property(?p,?q)", ["?s,?p,?o"]),
    "rl-inverse": ("?o,?q,?s", "inverse(?p,?q)", ["?s,?p,?o"]),
    "rl-symmetric": ("?o,?p,?s", "symmetric(?p)", ["?s,?p,?o"]),
    "rl-domain": ("?s,<T>,?c", "domain(?p,?c)", ["?s,?p,?o"]),
    "rl-range": ("?o,<T>,?c", "range(?p,?c)", ["?s,?p,?o"]),
    "rl-chain-2": ("?s,?r,?o", "chain2(?r,?a,?b)", ["?s,?a,?m", "?m,?b,?o"]),
    "rl-chain-3": ("?s,?r,?o", "chain3(?r,?a,?b,?c)", ["?s,?a,?m", "?m,?b,?n", "?n,?c,?o"]),
    "rl-some-values": ("?s,<T>,?r", "some(?r,?p,?c)", ["?s,?p,?o", "?o,<T>,?c"]),
    "rl-has-value": ("?s,<T>,?r", "value1(?r,?g,?p,?v)", ["?s,<T>,?g", "?s,?p,?v"]),
    "rl-has-two-values": (
        "?s,<T>,?r",
        "value2(?r,?g,?p,?v,?q,?w)",
        ["?s,<T>,?g", "?s,?p,?v", "?s,?q,?w"],
    ),
}


def write_axioms(axioms: Axioms, folder: Path) -> None:
    """Write the axioms as tables, once for all cases: the engine reads files faster than facts in a program."""
    tables: dict[str, list[str]] = {name: [] for name in TABLES}
    for name, *args in _facts(axioms):
        tables[name].append(",".join(f"<{arg}>" for arg in args))
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _facts(axioms: Axioms) -> Iterator[tuple[str, ...]]:
    pairs = {
        "sub_class": axioms.super_classes,
        "sub_property": axioms.super_properties,
        "inverse": axioms.inverses,
        "domain": axioms.domains,
        "range": axioms.ranges,
    }
    for name, table in pairs.items():
        yield from ((name, one, other) for one, found in table.items() for other, _ in found)
    yield from (("symmetric", name) for name in axioms.symmetric)
    chains = {(c.result, c.steps) for found in axioms.chains.values() for c, _ in found}
    yield from ((f"chain{len(steps)}", result, *steps) for result, steps in sorted(chains))
    for found in axioms.existentials.values():
        yield from (("some", e.result, e.property, e.kind) for e in found)
    definitions = {d for found in axioms.definitions.values() for d in found}
    for d in sorted(definitions, key=lambda d: d.result):
        yield (f"value{len(d.values)}", d.result, d.genus, *(part for pair in d.values for part in pair))


def program(folder: Path, *, with_premises: bool) -> str:
    """The text of the program: rules over the axioms and triples in a folder.

    Args:
        folder: where the tables are.
        with_premises: also conclude each way in which something follows.
    """
    lines = [f'@import {name} :- csv {{resource="{folder}/{name}.csv"}}.' for name in TABLES]
    lines.append(f'@import t :- ntriples {{resource="{folder}/t.nt"}}.')
    for name, (head, axiom, premises) in RULES.items():
        body = ", ".join([axiom, *(f"t({premise})" for premise in premises)])
        lines.append(f"t({head}) :- {body}.")
        if with_premises:
            lines.append(f'way{len(premises)}("{name}",{head},{",".join(premises)}) :- {body}.')
    outputs = ["t", *(f"way{n}" for n in (1, 2, 3) if with_premises)]
    lines += [f"@export {name} :- csv {{}}." for name in outputs]
    return "\n".join(lines).replace("<T>", f"<{TYPE}>") + "\n"


def reason(folder: Path, given: Iterable[Triple], *, with_premises: bool) -> Any:  # noqa: ANN401 - the engine's own class
    """The engine after it has reasoned over triples.

    Args:
        folder: where the axioms are (see `write_axioms`); the triples are written there.
        given: the triples of a case and what it needs of the ontology.
        with_premises: also conclude each way in which something follows.
    """
    from nmo_python import NemoEngine, load_string  # noqa: PLC0415 - an optional package

    lines = (f"<{s}> <{p}> <{o}> .\n" for s, p, o in given)
    (folder / "t.nt").write_text("".join(lines), encoding="utf-8")
    engine = NemoEngine(load_string(program(folder, with_premises=with_premises)))
    engine.reason()
    return engine


def edges(engine: Any) -> set[Triple]:  # noqa: ANN401 - the engine's own class
    """Every triple there is after reasoning."""
    return {tuple(term[1:-1] for term in row) for row in engine.result("t")}


def ways(engine: Any) -> set[Way]:  # noqa: ANN401 - the engine's own class
    """Every way in which something follows."""
    found = set()
    for arity in (1, 2, 3):
        for name, *terms in engine.result(f"way{arity}"):
            nodes = [term[1:-1] for term in terms]
            parts = [tuple(nodes[n : n + 3]) for n in range(0, len(nodes), 3)]
            found.add((name, parts[0], tuple(parts[1:])))
    return found


def trace_all(engine: Any, wanted: Iterable[Triple]) -> int:  # noqa: ANN401 - the engine's own class
    """Ask for one proof of each triple; give how many there were."""
    return sum(engine.trace(f"t(<{s}>,<{p}>,<{o}>)") is not None for s, p, o in wanted)
