"""Why each inferred edge holds, as data in a graph of its own.

An edge's shortest derivation stands at the edge itself; longer ones hang at it as derivations of
their own. A premise is a claim, another inferred edge, or an edge that an author wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import KG, RDF

if TYPE_CHECKING:
    from kg.build.writer import GraphWriter
    from kg.reason.derivations import Because, Derivation, Premise, Triple


def write_because(case: str, edges: Because, readings: set[str], graph: GraphWriter) -> None:
    """Write every edge with its derivations.

    Args:
        case: the case's name.
        edges: the inferred edges.
        readings: the claims that rest on interpretation.
        graph: the graph of reasons.
    """
    tainted = _tainted(edges, readings)
    authored: set[Triple] = set()
    for edge, ways in edges.items():
        node = iris.edge(case, *edge)
        _write_edge(node, edge, KG.TaintedEdge if edge in tainted else KG.InferredEdge, graph)
        if edge in tainted:
            graph.link(node, RDF.type, KG.InferredEdge)
        _write_way(case, node, ways[0], graph)
        for number, way in enumerate(ways[1:], start=2):
            other = iris.derivation(node, number)
            graph.link(node, KG.alsoBy, other)
            graph.link(other, RDF.type, KG.Derivation)
            _write_way(case, other, way, graph)
        authored |= {p for way in ways for p in way.premises if not isinstance(p, str) and p not in edges}
    for triple in sorted(authored):
        _write_edge(iris.edge(case, *triple), triple, KG.AuthoredEdge, graph)


def _write_edge(node: str, edge: Triple, kind: str, graph: GraphWriter) -> None:
    subject, predicate, obj = edge
    graph.link(node, RDF.type, kind)
    graph.link(node, KG.edgeSubject, subject)
    graph.link(node, KG.edgeProperty, predicate)
    graph.link(node, KG.edgeObject, obj)


def _write_way(case: str, node: str, way: Derivation, graph: GraphWriter) -> None:
    graph.link(node, KG.byRule, iris.rule(way.rule))
    graph.text(node, KG.byAxiom, way.axiom or f"Rule({way.rule})")
    graph.links(node, KG.followsFrom, sorted({_premise(case, p) for p in way.premises}))


def _premise(case: str, premise: Premise) -> str:
    """A premise as a node: a claim's IRI, or the record of an edge."""
    return premise if isinstance(premise, str) else iris.edge(case, *premise)


def _tainted(edges: Because, readings: set[str]) -> set[Triple]:
    """The edges that rest, by every way they follow, on an interpretation."""
    tainted: set[Triple] = set()
    while True:
        more = {
            edge
            for edge, ways in edges.items()
            if edge not in tainted
            and all(any(p in readings or p in tainted for p in way.premises) for way in ways)
        }
        if not more:
            return tainted
        tainted |= more
