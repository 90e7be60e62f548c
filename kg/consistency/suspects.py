"""Who may be to blame for a contradiction, found without asking the reasoner.

Nearly every contradiction in graphs like these is a thing that belongs to two classes that have no
member in common, or two things that stand in relations which exclude each other. The materialiser
sees it, and knows from what the two follow. What it names is a suspicion, which the reasoner confirms
or not; what it misses the reasoner finds slowly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain, combinations
from typing import TYPE_CHECKING

from kg.model.iris import PREFIXES
from kg.model.vocabulary import OWL, RDF
from kg.reason.axioms import compile_axioms
from kg.reason.materialise import Materialiser
from kg.store import NamedNode
from kg.store.lists import RdfLists

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.reason.derivations import Premise, Triple
    from kg.store import Quad

_NAME = re.compile(r"\b(\w+):([\w.-]+)")
_LITERAL = "literal:"


def suspects(quads: Sequence[Quad]) -> set[str]:
    """The things and terms from which it follows that something belongs to disjoint classes, or the like.

    Args:
        quads: an ontology with cases.

    Returns:
        The subjects of all that is needed for the first such clash; empty when there is none.
    """
    facts = Materialiser(compile_axioms(quads), lambda _: True)
    facts.add(_triples(quads))
    clash = next(chain(_of_classes(facts, quads), _of_relations(facts, quads)), [])
    return _below(clash, facts)


def _of_classes(facts: Materialiser, quads: Sequence[Quad]) -> Iterator[list[Triple]]:
    """Things that belong to two disjoint classes."""
    disjoint = _disjoint_pairs(quads)
    kinds: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, obj in facts.facts:
        if predicate == RDF.type:
            kinds[subject].add(obj)
    for thing in sorted(kinds):
        for one, other in combinations(sorted(kinds[thing]), 2):
            if (one, other) in disjoint or (other, one) in disjoint:
                yield [(thing, RDF.type, one), (thing, RDF.type, other)]


def _of_relations(facts: Materialiser, quads: Sequence[Quad]) -> Iterator[list[Triple]]:
    """Edges that an irreflexive or asymmetric property, or one disjoint with another, does not allow."""
    said = {
        (q.subject.value, q.predicate.value, q.object.value)
        for q in quads
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)
    }
    irreflexive = {s for s, p, o in said if p == RDF.type and o == OWL.IrreflexiveProperty}
    asymmetric = {s for s, p, o in said if p == RDF.type and o == OWL.AsymmetricProperty}
    others = [(s, o) for s, p, o in sorted(said) if p == OWL.propertyDisjointWith]
    for edge in sorted(facts.facts):
        subject, predicate, obj = edge
        if subject == obj and predicate in irreflexive | asymmetric:
            yield [edge]
        if predicate in asymmetric and (obj, predicate, subject) in facts.facts:
            yield [edge, (obj, predicate, subject)]
        for one, other in others:
            if predicate == one and (subject, other, obj) in facts.facts:
                yield [edge, (subject, other, obj)]


def _triples(quads: Sequence[Quad]) -> Iterator[Triple]:
    """All triples with a named subject; what a text says does not matter, that there is one does."""
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            obj = quad.object.value if isinstance(quad.object, NamedNode) else _LITERAL
            yield quad.subject.value, quad.predicate.value, obj


def _disjoint_pairs(quads: Sequence[Quad]) -> set[tuple[str, str]]:
    """Every two classes that are said to be disjoint."""
    links: dict[tuple[str, str], list[str]] = defaultdict(list)
    for quad in quads:
        value = str(getattr(quad.object, "value", ""))
        links[str(getattr(quad.subject, "value", "")), quad.predicate.value].append(value)
    pairs = {
        (subject, other)
        for (subject, name), found in links.items()
        if name == OWL.disjointWith
        for other in found
    }
    members = RdfLists(quads).members
    for (_, name), found in links.items():
        if name == OWL.members:
            pairs.update(combinations(members(found[0]), 2))
    return pairs


def _below(edges: list[Triple], facts: Materialiser) -> set[str]:
    """What some edges rest on, by the first ways they were met: their parts, and terms of the axioms."""
    found: set[str] = set()
    todo: list[Premise] = list(edges)
    while todo:
        premise = todo.pop()
        if isinstance(premise, str):
            continue
        found.update(premise)
        if premise in facts.ways:
            way = facts.ways[premise][0]
            names = _NAME.findall(way.axiom)
            found |= {PREFIXES[prefix] + name for prefix, name in names if prefix in PREFIXES}
            todo.extend(way.premises)
    return found


__all__ = ["suspects"]
