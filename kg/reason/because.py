"""Why each inferred edge holds, as data in a graph of its own.

An edge's first derivation stands at the edge itself; the others hang at it as derivations of
their own. A premise is a claim, another inferred edge, or an edge that an author wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import KG, RDF
from kg.store import Literal, as_written, iri

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.reason.derivations import Derivation, Reasons, Triple
    from kg.store import Quad

_TYPE = as_written(RDF.type)
_SUBJECT, _PREDICATE, _OBJECT = map(as_written, (KG.edgeSubject, KG.edgeProperty, KG.edgeObject))
_RULE, _AXIOM, _FROM, _ALSO = map(as_written, (KG.byRule, KG.byAxiom, KG.followsFrom, KG.alsoBy))
_INFERRED, _TAINTED = as_written(KG.InferredEdge), as_written(KG.TaintedEdge)
_AUTHORED, _DERIVATION = as_written(KG.AuthoredEdge), as_written(KG.Derivation)
_DERIVED = iri(KG.derivedFromClaim)


def write_because(case: str, reasons: Reasons, graph: str) -> tuple[bytes, dict[Triple, str]]:
    """Write every edge with its derivations, straight as N-Quads: there are ten times as many as there are edges.

    Args:
        case: the case's name.
        reasons: the inferred edges.
        graph: IRI of the graph of reasons.

    Returns:
        The N-Quads, and the IRI of each inferred edge's record.
    """
    writer = _Writer(case, graph)
    for edge, ways in reasons.ways.items():
        node = writer.write_edge(edge, _INFERRED)
        if edge in reasons.tainted:
            writer.write(node, _TYPE, _TAINTED)
        writer.write_ways(node, ways)
    for triple in sorted(writer.met - reasons.ways.keys()):
        writer.write_edge(triple, _AUTHORED)
    return "".join(writer.lines).encode(), {edge: writer.node(edge)[1:-1] for edge in reasons.ways}


def unexplained(inferred: list[Quad], because: bytes) -> list[Quad]:
    """Find what is inferred and has no record of a rule and of premises that are there.

    Args:
        inferred: edges, and claims that rules derived.
        because: the records of why edges hold, as `write_because` writes them.
    """
    ends: dict[str, dict[str, str]] = {_SUBJECT: {}, _PREDICATE: {}, _OBJECT: {}}
    by_rule: set[str] = set()
    premises: dict[str, list[str]] = {}
    for line in because.decode().splitlines():
        record, predicate, obj = line.split(" ", 3)[:3]
        if predicate in ends:
            ends[predicate][record] = obj
        elif predicate == _FROM:
            premises.setdefault(record, []).append(obj)
        elif predicate == _RULE:
            by_rule.add(record)
    subjects, properties, objects = ends.values()
    explained = {
        (subject, properties.get(record), objects.get(record))
        for record, subject in subjects.items()
        if record in by_rule and _are_there(premises.get(record, []), subjects)
    }
    # A derived claim names its rule and its premises itself; only an edge has a record for them.
    claims = {quad.subject for quad in inferred if quad.predicate == _DERIVED}
    return [
        quad
        for quad in inferred
        if quad.subject not in claims
        and (str(quad.subject), str(quad.predicate), str(quad.object)) not in explained
    ]


def _are_there(premises: list[str], edges: Collection[str]) -> bool:
    """Tell whether there are premises, and those that are edges are on record."""
    return bool(premises) and all(premise in edges for premise in premises if "/edge/" in premise)


class _Written(dict[str, str]):
    """IRIs as they are written in N-Quads, each made once."""

    def __missing__(self, name: str) -> str:
        self[name] = found = as_written(name)
        return found


class _Writer:
    """Collects the lines, of which there are tens of thousands; a term stands here as it is written."""

    def __init__(self, case: str, graph: str) -> None:
        self.lines: list[str] = []
        self._end = f" {as_written(graph)} .\n"
        self._name = iris.EdgeNames(case).name
        self._terms = _Written()
        self._edges: dict[Triple, str] = {}
        self._laws: dict[tuple[str, str], tuple[str, str]] = {}
        self._names: set[str] = set()

    @property
    def met(self) -> set[Triple]:
        """The edges that were spoken of."""
        return set(self._edges)

    def write(self, subject: str, predicate: str, obj: str) -> None:
        """Add a statement."""
        self.lines.append(f"{subject} {predicate} {obj}{self._end}")

    def node(self, edge: Triple) -> str:
        """Name the record of an edge; a number tells edges apart whose names would be the same."""
        found = self._edges.get(edge)
        if found is None:
            name = plain = self._name(edge)
            number = 1
            while name in self._names:
                number += 1
                name = f"{plain}--{number}"
            self._names.add(name)
            found = self._edges[edge] = as_written(name)
        return found

    def write_edge(self, edge: Triple, kind: str) -> str:
        """Write the record of an edge: its kind and its ends."""
        node, end, terms = self.node(edge), self._end, self._terms
        subject, predicate, obj = edge
        self.lines.append(
            f"{node} {_TYPE} {kind}{end}"
            f"{node} {_SUBJECT} {terms[subject]}{end}"
            f"{node} {_PREDICATE} {terms[predicate]}{end}"
            f"{node} {_OBJECT} {terms[obj]}{end}"
        )
        return node

    def write_ways(self, node: str, ways: list[Derivation]) -> None:
        """Write how an edge follows: the first way at its record, the others at derivations of their own."""
        self._write_way(node, ways[0])
        for number, way in enumerate(ways[1:], start=2):
            other = as_written(iris.derivation(node[1:-1], number))
            self.write(node, _ALSO, other)
            self.write(other, _TYPE, _DERIVATION)
            self._write_way(other, way)

    def _write_way(self, node: str, way: Derivation) -> None:
        rule, axiom = self._law(way)
        end = self._end
        self.lines.append(f"{node} {_RULE} {rule}{end}{node} {_AXIOM} {axiom}{end}")
        for premise in way.premises:
            below = self._terms[premise] if isinstance(premise, str) else self.node(premise)
            self.lines.append(f"{node} {_FROM} {below}{end}")

    def _law(self, way: Derivation) -> tuple[str, str]:
        """Name the rule and the axiom of a derivation."""
        found = self._laws.get((way.rule, way.axiom))
        if found is None:
            axiom = Literal(way.axiom or f"Rule({way.rule})")
            found = self._laws[way.rule, way.axiom] = as_written(iris.rule(way.rule)), as_written(axiom)
        return found
