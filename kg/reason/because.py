"""Why each inferred edge holds, as data in a graph of its own.

An edge's first derivation stands at the edge itself; the others hang at it as derivations of
their own. A premise is a claim, another inferred edge, or an edge that an author wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import KG, RDF
from kg.store import Literal, NamedNode, Quad, iri

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.reason.derivations import Derivation, Reasons, Triple

_TYPE = iri(RDF.type)
_SUBJECT, _PREDICATE, _OBJECT = iri(KG.edgeSubject), iri(KG.edgeProperty), iri(KG.edgeObject)
_RULE, _AXIOM, _FROM, _ALSO = iri(KG.byRule), iri(KG.byAxiom), iri(KG.followsFrom), iri(KG.alsoBy)
_INFERRED, _TAINTED = iri(KG.InferredEdge), iri(KG.TaintedEdge)
_DERIVED = iri(KG.derivedFromClaim)
_AUTHORED, _DERIVATION = iri(KG.AuthoredEdge), iri(KG.Derivation)


def write_because(case: str, reasons: Reasons, graph: str) -> list[Quad]:
    """Every edge with its derivations.

    Args:
        case: the case's name.
        reasons: the inferred edges.
        graph: IRI of the graph of reasons.
    """
    writer = _Writer(case, graph)
    for edge, ways in reasons.ways.items():
        writer.write_edge(edge, _INFERRED)
        if edge in reasons.tainted:
            writer.add(writer.node(edge), _TYPE, _TAINTED)
        writer.write_ways(edge, ways)
    premises = {premise for ways in reasons.ways.values() for way in ways for premise in way.premises}
    for triple in sorted(p for p in premises if not isinstance(p, str) and p not in reasons.ways):
        writer.write_edge(triple, _AUTHORED)
    return writer.quads


def unexplained(inferred: list[Quad], because: list[Quad]) -> list[Quad]:
    """What is inferred and has no record of a rule and of premises that are there.

    Args:
        inferred: edges, and claims that rules derived.
        because: the records of why edges hold.
    """
    ends: dict[str, dict[str, str]] = {KG.edgeSubject: {}, KG.edgeProperty: {}, KG.edgeObject: {}}
    by_rule: set[str] = set()
    premises: dict[str, list[str]] = {}
    for quad in because:
        predicate, record = quad.predicate.value, quad.subject.value  # type: ignore[union-attr]
        if predicate in ends:
            ends[predicate][record] = quad.object.value  # type: ignore[union-attr]
        elif predicate == KG.followsFrom:
            premises.setdefault(record, []).append(quad.object.value)  # type: ignore[union-attr]
        elif predicate == KG.byRule:
            by_rule.add(record)
    subjects, properties, objects = ends.values()
    explained = {
        (subject, properties[record], objects[record])
        for record, subject in subjects.items()
        if record in by_rule and _are_there(premises.get(record, []), subjects)
    }
    claims = {quad.subject for quad in inferred if quad.predicate == _DERIVED}
    return [
        quad
        for quad in inferred
        if quad.subject not in claims
        and (quad.subject.value, quad.predicate.value, quad.object.value) not in explained  # type: ignore[union-attr]
    ]


def _are_there(premises: list[str], edges: Collection[str]) -> bool:
    """Whether there are premises, and those that are edges are on record."""
    return bool(premises) and all(premise in edges for premise in premises if "/edge/" in premise)


class _Writer:
    """Collects the quads; makes each term once, for there are tens of thousands of quads."""

    def __init__(self, case: str, graph: str) -> None:
        self.case = case
        self.graph = iri(graph)
        self.quads: list[Quad] = []
        self._terms: dict[str, NamedNode] = {}
        self._edges: dict[Triple, NamedNode] = {}
        self._laws: dict[tuple[str, str], tuple[NamedNode, Literal]] = {}
        self._names: set[str] = set()

    def add(self, subject: NamedNode, predicate: NamedNode, obj: NamedNode | Literal) -> None:
        """Add a statement."""
        self.quads.append(Quad(subject, predicate, obj, self.graph))

    def term(self, name: str) -> NamedNode:
        """An IRI as a term."""
        found = self._terms.get(name)
        if found is None:
            found = self._terms[name] = iri(name)
        return found

    def node(self, edge: Triple) -> NamedNode:
        """The record of an edge; edges whose names would be the same are told apart by a number."""
        found = self._edges.get(edge)
        if found is None:
            name = plain = iris.edge(self.case, *edge)
            number = 1
            while name in self._names:
                number += 1
                name = f"{plain}--{number}"
            self._names.add(name)
            found = self._edges[edge] = iri(name)
        return found

    def write_edge(self, edge: Triple, kind: NamedNode) -> None:
        """The record of an edge: its kind and its ends."""
        node = self.node(edge)
        subject, predicate, obj = edge
        self.quads += (
            Quad(node, _TYPE, kind, self.graph),
            Quad(node, _SUBJECT, self.term(subject), self.graph),
            Quad(node, _PREDICATE, self.term(predicate), self.graph),
            Quad(node, _OBJECT, self.term(obj), self.graph),
        )

    def write_ways(self, edge: Triple, ways: list[Derivation]) -> None:
        """How an edge follows: the first way at its record, the others at derivations of their own."""
        node = self.node(edge)
        self._write_way(node, ways[0])
        for number, way in enumerate(ways[1:], start=2):
            other = iri(iris.derivation(node.value, number))
            self.add(node, _ALSO, other)
            self.add(other, _TYPE, _DERIVATION)
            self._write_way(other, way)

    def _write_way(self, node: NamedNode, way: Derivation) -> None:
        rule, axiom = self._law(way)
        graph = self.graph
        self.quads += (Quad(node, _RULE, rule, graph), Quad(node, _AXIOM, axiom, graph))
        premises = way.premises if len(way.premises) == 1 else dict.fromkeys(way.premises)
        for premise in premises:
            below = self.term(premise) if isinstance(premise, str) else self.node(premise)
            self.quads.append(Quad(node, _FROM, below, graph))

    def _law(self, way: Derivation) -> tuple[NamedNode, Literal]:
        """The rule and the axiom of a derivation, as terms."""
        found = self._laws.get((way.rule, way.axiom))
        if found is None:
            axiom = Literal(way.axiom or f"Rule({way.rule})")
            found = self._laws[way.rule, way.axiom] = (iri(iris.rule(way.rule)), axiom)
        return found
