"""Claims that a rule derives from claims, with their premises and their sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.build import Speaker
from kg.build.sentence import Name
from kg.model import iris
from kg.model.vocabulary import KG, RDF, RDFS
from kg.store import Literal, NamedNode, Quad

if TYPE_CHECKING:
    from kg.build.writer import GraphWriter
    from kg.ontology import Ontology, Relation, Rule
    from kg.store import Store, Term

_MARKS = {"status": "inferred", "role": "finding", "modality": "asserted", "polarity": "affirmed"}
_MOST = 4


def add_claims(rule: Rule, case: str, ontology: Ontology, store: Store, graph: GraphWriter) -> None:
    """Apply a rule that yields claims; what it gives is in the store and the graph afterwards.

    Args:
        rule: its query projects ?subject ?relation ?object and the premises ?premise1 ….
        case: the case's name.
        ontology: where the relations are.
        store: the case's triples.
        graph: the case's inferred graph.

    Raises:
        KgError: the rule is no SPARQL.
    """
    before = len(graph.quads)
    relations = {relation.iri: relation for relation in ontology.relations.values()}
    done: set[str] = set()
    for row in sorted(store.select(rule.sparql), key=_order):
        relation = relations.get(_iri(row, "relation"))
        ends = _iri(row, "subject"), _iri(row, "object")
        identifier = iris.derived_claim(rule.name, [ends[0]], [ends[1]])
        if relation is None or identifier in done:
            continue
        done.add(identifier)
        node = iris.claim(case, identifier)
        premises = sorted({_iri(row, f"premise{n}") for n in range(1, _MOST)} - {""})
        graph.links(node, KG.derivedFromClaim, premises)
        graph.link(node, KG.byRule, iris.rule(rule.name))
        graph.link(node, KG.inCase, iris.case(case))
        graph.text(node, KG.identifier, identifier)
        _write_claim(node, relation, ends, store, graph)
    store.extend(Quad(q.subject, q.predicate, q.object) for q in graph.quads[before:])


def _write_claim(
    node: str, relation: Relation, ends: tuple[str, str], store: Store, graph: GraphWriter
) -> None:
    """The claim's parts, marks and sentence."""
    subject, obj = ends
    graph.link(node, RDF.type, KG.Claim)
    graph.link(node, KG.subject, subject)
    graph.link(node, KG.relation, relation.iri)
    graph.link(node, KG.object, obj)
    for axis, word in _MARKS.items():
        graph.link(node, getattr(KG, axis), iris.mark(axis, word))
    speaker = Speaker(relation.phrases, (_name(subject, store),), (_name(obj, store),))
    graph.text(node, RDFS.label, speaker.english(), "en")
    graph.text(node, RDFS.label, speaker.chinese(), "zh")


def _order(row: dict[str, Term]) -> list[str]:
    """Rows in an order that does not depend on the engine."""
    return [f"{name}={row[name]}" for name in sorted(row)]


def _iri(row: dict[str, Term], name: str) -> str:
    term = row.get(name)
    return term.value if isinstance(term, NamedNode) else ""


def _name(node: str, store: Store) -> Name:
    """How a node is called in the case."""
    labels = {
        term.language: term.value for term in store.values(node, RDFS.label) if isinstance(term, Literal)
    }
    english = labels.get("en", iris.local_name(node))
    return Name(english, labels.get("zh", english), bool(store.values(node, KG.isPlural)))
