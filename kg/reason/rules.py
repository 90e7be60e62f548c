"""Rules applied to one case until nothing new follows, each edge with its premises.

A rule is a SELECT query (``docs/decisions/0006-rules.md``). One that yields edges projects
?subject ?predicate ?object; one that yields claims ?subject ?relation ?object. Premises are
?premise1 … (claims) and ?p1s ?p1p ?p1o … (triples).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.build import Speaker
from kg.build.sentence import Name
from kg.build.writer import GraphWriter
from kg.model import iris
from kg.model.vocabulary import KG, RDF, RDFS
from kg.problems import KgError, Location, Problem, problem
from kg.store import Literal, NamedNode, Quad, Store

if TYPE_CHECKING:
    from kg.ontology import Ontology, Relation, Rule
    from kg.store import Term

_ROUNDS = 12
_PREMISES = 4
_INFERRED_MARKS = {
    "status": "inferred",
    "role": "finding",
    "modality": "asserted",
    "polarity": "affirmed",
}


@dataclass(slots=True)
class Inferred:
    """What follows in a case.

    Attributes:
        quads: the inferred edges and claims.
        because: why each edge holds.
        problems: rules that are no SPARQL or do not come to an end.
    """

    quads: list[Quad]
    because: list[Quad]
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    """One case's reasoning under way."""

    case: str
    ontology: Ontology
    store: Store
    inferred: GraphWriter
    because: GraphWriter
    edges: dict[tuple[str, str, str], str] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)
    relations: dict[str, Relation] = field(default_factory=dict)


def infer(case: str, asserted: list[Quad], ontology: Ontology) -> Inferred:
    """Apply every rule to a case until nothing new follows.

    Args:
        case: the case's name.
        asserted: its asserted graph.
        ontology: the ontology, with its rules.
    """
    run = _Run(
        case,
        ontology,
        Store.of([*ontology.schema, *asserted]),
        GraphWriter(iris.graph(case, "inferred")),
        GraphWriter(iris.graph(case, "because")),
        relations={relation.iri: relation for relation in ontology.relations.values()},
    )
    problems: list[Problem] = []
    broken: set[str] = set()
    for round_number in range(_ROUNDS + 1):
        before = len(run.inferred.quads)
        for rule in ontology.rules:
            if rule.name not in broken:
                _apply(rule, run, broken, problems)
        if len(run.inferred.quads) == before:
            break
        if round_number == _ROUNDS:
            problems.append(problem("KG502", Location("ontology/rules", 1, 1),
                                    f"rules that still make new edges after {_ROUNDS} rounds",
                                    "rules that come to an end"))  # fmt: skip
    return Inferred(run.inferred.quads, run.because.quads, problems)


def _apply(rule: Rule, run: _Run, broken: set[str], problems: list[Problem]) -> None:
    """Apply one rule once; what it yields is in the store afterwards."""
    before = len(run.inferred.quads)
    try:
        table = run.store.select(rule.sparql)
    except KgError as error:
        broken.add(rule.name)
        problems.append(problem("KG501", Location(rule.file, 1, 1), str(error), "a SPARQL SELECT query"))
        return
    for row in sorted(table, key=_order):
        if rule.yields == "edge":
            _add_edge(rule, row, run)
        else:
            _add_claim(rule, row, run)
    run.store.extend(run.inferred.quads[before:])


def _order(row: dict[str, Term]) -> list[str]:
    """Rows in an order that does not depend on the engine."""
    return [f"{name}={row[name]}" for name in sorted(row)]


def _iri(row: dict[str, Term], name: str) -> str:
    term = row.get(name)
    return term.value if isinstance(term, NamedNode) else ""


def _add_edge(rule: Rule, row: dict[str, Term], run: _Run) -> None:
    """A new edge with its premises; of several ways to the same edge the first found is kept."""
    edge = (_iri(row, "subject"), _iri(row, "predicate"), _iri(row, "object"))
    if not all(edge) or edge in run.edges or _is_asserted(edge, run):
        return
    node = iris.edge(run.case, *edge)
    run.edges[edge] = node
    subject, predicate, obj = edge
    run.inferred.link(subject, predicate, obj)
    graph = run.because
    graph.link(node, RDF.type, KG.InferredEdge)
    graph.link(node, KG.inCase, iris.case(run.case))
    graph.link(node, KG.edgeSubject, subject)
    graph.link(node, KG.edgeProperty, predicate)
    graph.link(node, KG.edgeObject, obj)
    graph.link(node, KG.byRule, iris.rule(rule.name))
    graph.links(node, KG.followsFrom, sorted(_premises(row, run)))


def _is_asserted(edge: tuple[str, str, str], run: _Run) -> bool:
    """Whether the triple stands in the asserted graph or the schema already."""
    subject, predicate, obj = (NamedNode(part) for part in edge)
    return next(iter(run.store.raw.quads_for_pattern(subject, predicate, obj, None)), None) is not None


def _premises(row: dict[str, Term], run: _Run) -> set[str]:
    """The premises of a row: claims, inferred edges, and the entries that assert a triple."""
    found = {_iri(row, f"premise{n}") for n in range(1, _PREMISES)}
    for n in range(1, _PREMISES):
        triple = (_iri(row, f"p{n}s"), _iri(row, f"p{n}p"), _iri(row, f"p{n}o"))
        if all(triple):
            found.add(run.edges.get(triple, triple[0]))
    return found - {""}


def _add_claim(rule: Rule, row: dict[str, Term], run: _Run) -> None:
    """A claim made by a rule, with its premises and its sentence."""
    subject, obj = _iri(row, "subject"), _iri(row, "object")
    relation = run.relations.get(_iri(row, "relation"))
    if relation is None:
        return
    identifier = iris.derived_claim(rule.name, [subject], [obj])
    node = iris.claim(run.case, identifier)
    if node in run.claims:
        return
    run.claims.add(node)
    graph = run.inferred
    graph.link(node, RDF.type, KG.Claim)
    graph.link(node, KG.inCase, iris.case(run.case))
    graph.text(node, KG.identifier, identifier)
    graph.link(node, KG.subject, subject)
    graph.link(node, KG.relation, relation.iri)
    graph.link(node, KG.object, obj)
    for axis, word in _INFERRED_MARKS.items():
        graph.link(node, getattr(KG, axis), iris.mark(axis, word))
    graph.links(node, KG.derivedFromClaim, sorted(_premises(row, run)))
    graph.link(node, KG.byRule, iris.rule(rule.name))
    speaker = Speaker(relation.phrases, (_name(subject, run),), (_name(obj, run),))
    graph.text(node, RDFS.label, speaker.english(), "en")
    graph.text(node, RDFS.label, speaker.chinese(), "zh")


def _name(node: str, run: _Run) -> Name:
    """How a node is called in the case."""
    labels = {}
    quads = run.store.raw.quads_for_pattern(NamedNode(node), NamedNode(RDFS.label), None, None)
    for quad in quads:
        if isinstance(quad.object, Literal):
            labels[quad.object.language] = quad.object.value
    plural = run.store.raw.quads_for_pattern(NamedNode(node), NamedNode(KG.isPlural), None, None)
    english = labels.get("en", iris.local_name(node))
    return Name(english, labels.get("zh", english), next(iter(plural), None) is not None)


def describe_rules(ontology: Ontology) -> list[Quad]:
    """The rules as data: their names and what they conclude."""
    graph = GraphWriter(iris.ONTOLOGY_GRAPH)
    for rule in ontology.rules:
        node = iris.rule(rule.name)
        graph.link(node, RDF.type, KG.Rule)
        graph.text(node, KG.identifier, rule.name)
        graph.text(node, RDFS.label, rule.title, "en")
    return graph.quads
