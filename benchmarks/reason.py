"""What does it cost to derive what follows, with its reasons, and what would other engines take?

Two questions. *Engines*: our materialiser, SPARQL rules on Oxigraph and Nemo side by side on J City and on an invented
case, each with and without reasons. *Scale*: 1, 100 and 1,000 invented cases, beside owlrl (1 and 10) and HermiT (1).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from dataclasses import asdict
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import measure
import nemo_rules
import sparql_rules
from given import Given, prepare, read, triples
from made_study import SIZES, load, write_study

from kg.consistency import judge_consistency
from kg.model import iris
from kg.reason import infer
from kg.reason.axioms import compile_axioms
from kg.reason.because import write_because
from kg.reason.derivations import ordered
from kg.reason.materialise import Materialiser
from kg.resources import cases_folder
from kg.store import Quad, iri, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from given import Triple

    from kg.ontology import Ontology

ROUNDS = 7
FEW = 3
NUMBERS = (1, 100, 1000)
OWLRL_NUMBERS = (1, 10)
COMPARED = ["nemo-python", "owlrl", "owlready2", "pyoxigraph"]
MODULES = {"nemo-python": "nmo_python"}
AIMS = {"owlrl, 10 cases": 100, "reasons over bare rules": 2}


def run() -> dict[str, object]:
    """All figures."""
    ontology = load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = write_study(folder / "sample", 1, SIZES["small"])
        engines = {
            case.name: compare_engines(prepare(case, ontology), ontology, folder)
            for case in (cases_folder() / "j-city", sample)
        }
        found = {"engines": engines, "scale": scale(folder, ontology), "aims": AIMS}
    return found | {
        "versions": {name: version(name) for name in COMPARED if find_spec(MODULES.get(name, name))}
    }


# ---------------------------------------------------------------- engines


def compare_engines(case: Given, ontology: Ontology, folder: Path) -> dict[str, object]:
    """Every engine on one case, checked to give the same edges and the same ways.

    Raises:
        RuntimeError: two engines disagree.
    """
    axioms = compile_axioms(ontology.schema)
    nemo_rules.write_axioms(axioms, folder)
    quads = _plain([*ontology.schema, *case.asserted, *case.claims], case.flattened)
    given = triples(quads)

    def ours() -> Materialiser:
        found = Materialiser(axioms, case.is_about)
        found.add(given)
        return found

    def nemo(*, with_premises: bool) -> Any:  # noqa: ANN401 - the engine's own class
        return nemo_rules.reason(folder, given, with_premises=with_premises)

    wanted = set(ours().ways)
    asks: dict[str, Callable[[], object]] = {
        "ours, edges with every way": ours,
        "ours, shortest first, circles out, reasons written": lambda: _written(case.name, ours()),
        "SPARQL rules, edges": lambda: triples(sparql_rules.close(quads).raw),
        "SPARQL rules, edges with every way": lambda: sparql_rules.ways(sparql_rules.close(quads)),
    }
    if _has_nemo():
        asks |= {
            "Nemo, edges": lambda: nemo_rules.edges(nemo(with_premises=False)),
            "Nemo, edges with every way": lambda: _all_of_nemo(nemo(with_premises=True)),
            "Nemo, edges and one trace each": lambda: _traced(nemo(with_premises=False), wanted),
        }
        _must_agree(case, ours(), sparql_rules.close(quads), nemo(with_premises=True))
    slow = {name: asks.pop(name) for name in list(asks) if "trace" in name}
    figures = measure.functions(asks, FEW) | measure.functions(slow, 1)
    return {
        "asserted": len(case.asserted),
        "edges": len(wanted),
        "ways": sum(map(len, ours().ways.values())),
        "reasons": len(case.inferred.because),
        "figures": {name: asdict(value) for name, value in figures.items()},
    }


def _has_nemo() -> bool:
    return find_spec("nmo_python") is not None


def _plain(quads: Iterable[Quad], edges: Iterable[Triple]) -> list[Quad]:
    """Quads and edges in no graph."""
    found = [Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
    return [*found, *(Quad(iri(s), iri(p), iri(o)) for s, p, o in sorted(edges))]


def _written(name: str, facts: Materialiser) -> bytes:
    """The reasons as N-Quads, as they are written beside the dataset."""
    return write_because(name, ordered(facts.ways), iris.graph(name, "because"))[0]


def _all_of_nemo(engine: Any) -> tuple[object, object]:  # noqa: ANN401 - the engine's own class
    return nemo_rules.edges(engine), nemo_rules.ways(engine)


def _traced(engine: Any, wanted: set[Triple]) -> int:  # noqa: ANN401 - the engine's own class
    nemo_rules.edges(engine)
    return nemo_rules.trace_all(engine, wanted)


def _must_agree(case: Given, ours: Materialiser, store: Any, engine: Any) -> None:  # noqa: ANN401 - two engines
    """The three engines give the same edges, and each edge the same sets of premises."""
    given = ours.facts - set(ours.ways)
    own = {(edge, frozenset(way.premises)) for edge, ways in ours.ways.items() for way in ways}
    found = {"SPARQL": sparql_rules.ways(store), "Nemo": nemo_rules.ways(engine)}
    closed = {"SPARQL": triples(store.raw), "Nemo": nemo_rules.edges(engine)}
    for name, ways in found.items():
        edges = {edge for edge in closed[name] - given if case.is_about(edge)}
        theirs = {(edge, frozenset(below)) for _, edge, below in ways if edge in ours.ways}
        if edges != set(ours.ways) or theirs != own:
            counts = (len(edges), len(ours.ways), len(theirs - own), len(own - theirs))
            raise RuntimeError(
                f"{name} differs: edges {counts[:2]}, ways only there and only here {counts[2:]}"
            )


# ---------------------------------------------------------------- scale


def scale(folder: Path, ontology: Ontology) -> dict[str, object]:
    """Ours on up to a thousand cases, one after another; bare rules, owlrl and HermiT on as many as they can."""
    ours: list[float] = []
    bare: list[float] = []
    kept: list[Given] = []
    asserted = reasons = 0
    for number in range(1, max(NUMBERS) + 1):
        name, quads = read(write_study(folder, number, SIZES["small"]), ontology)
        seconds, inferred = _timed(lambda: infer(name, quads, ontology))  # noqa: B023 - called at once
        ours.append(seconds)
        asserted += len(quads)
        reasons += inferred.reasons.count(b"\n")
        if number <= max(OWLRL_NUMBERS):
            kept.append(prepare(folder / f"study-{number:05}", ontology))
            plain = _plain([*ontology.schema, *quads, *kept[-1].claims], kept[-1].flattened)
            bare.append(_timed(lambda: sparql_rules.close(plain))[0])  # noqa: B023 - called at once
    alone = measure.functions({"ours": lambda: infer(kept[0].name, kept[0].asserted, ontology)}, ROUNDS)[
        "ours"
    ]
    owlrl = {str(number): _owlrl(kept[:number], ontology) for number in OWLRL_NUMBERS}
    ten = min(_all(kept, ontology) for _ in range(ROUNDS))
    return {
        "asserted a case": round(asserted / max(NUMBERS)),
        "reasons a case": round(reasons / max(NUMBERS)),
        "ours, warm": asdict(alone),
        "ours": {str(number): round(sum(ours[:number]), 4) for number in NUMBERS},
        "ours, last hundred a case": round(statistics.median(ours[-100:]), 5),
        "ours, first hundred a case": round(statistics.median(ours[:100]), 5),
        "bare SPARQL rules": {"1": round(bare[0], 4), "10": round(sum(bare), 4)},
        "owlrl": owlrl,
        "HermiT": {"1": _hermit(kept[0], ontology)},
        "ours, 10": round(ten, 4),
        "reasons over bare rules": round(statistics.median(ours[:10]) / statistics.median(bare), 2),
        "owlrl over ours": {what: round(owlrl["10"][what] / ten, 1) for what in owlrl["10"]},
    }


def _timed(ask: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> tuple[float, Any]:
    """What a call takes, in seconds of the processor, which other work on the machine does not lengthen much."""
    started = clock()
    found = ask()
    return clock() - started, found


def _all(cases: list[Given], ontology: Ontology) -> float:
    """What we take for some cases, one after another."""
    return sum(_timed(lambda: infer(case.name, case.asserted, ontology))[0] for case in cases)  # noqa: B023 - called at once


def _owlrl(cases: list[Given], ontology: Ontology) -> dict[str, float]:
    """Owlrl's closure of cases in one graph, over the part of the ontology that we use and over the whole.

    Raises:
        RuntimeError: it finds something else than we do.
    """
    found = {}
    for what, known in (
        ("our part of the ontology", ontology.schema),
        ("the whole ontology", ontology.quads),
    ):
        graph = _as_graph([*known, *(q for case in cases for q in (*case.asserted, *case.claims))], cases)
        given = {tuple(map(str, triple)) for triple in graph}
        import owlrl  # noqa: PLC0415 - slow to import

        closure = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics)
        found[what] = round(_timed(lambda: closure.expand(graph))[0], 3)  # noqa: B023 - called at once
        new = {tuple(map(str, triple)) for triple in graph} - given
        theirs = {edge for edge in new if any(case.is_about(edge) for case in cases)}
        ours = {edge for case in cases for edge in case.inferred.edges if edge not in case.flattened}
        if theirs != ours:
            raise RuntimeError(f"owlrl finds {len(theirs)} edges, we find {len(ours)}")
    return found


def _as_graph(quads: list[Quad], cases: list[Given]) -> Any:  # noqa: ANN401 - rdflib is slow to import
    from rdflib import Graph, URIRef  # noqa: PLC0415 - slow to import

    graph = Graph().parse(data=to_ntriples(quads).decode(), format="nt")
    for case in cases:
        for subject, predicate, obj in case.flattened:
            graph.add((URIRef(subject), URIRef(predicate), URIRef(obj)))
    return graph


def _hermit(case: Given, ontology: Ontology) -> dict[str, float | str]:
    """HermiT on one case: whether it is consistent, and every class of every thing.

    owlready2 writes back no reasons, and not all that follows.
    """
    graph = iri(iris.graph(case.name, "inferred"))
    edges = [Quad(iri(s), iri(p), iri(o), graph) for s, p, o in sorted(case.flattened)]
    quads = [*ontology.quads, *case.asserted, *case.claims, *edges]
    seconds, judgement = _timed(lambda: judge_consistency(quads), time.perf_counter)
    if judgement.skipped:
        return {"skipped": judgement.skipped}
    return {
        "consistency": round(seconds, 3),
        "classes and values": round(_timed(lambda: _realise(quads), time.perf_counter)[0], 3),
    }


def _realise(quads: list[Quad]) -> None:
    import owlready2  # noqa: PLC0415 - slow to import

    from kg.consistency.hermit import as_file, find_java  # noqa: PLC0415 - beside its only use

    owlready2.JAVA_EXE = find_java()
    with as_file(quads) as path:
        world = owlready2.World()
        loaded = world.get_ontology(path.as_uri()).load()
        with loaded:
            owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)


if __name__ == "__main__":
    sys.stdout.write(f"{run()}\n")
