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
    """Find the things and terms from which it follows that something belongs to disjoint classes, or the like.

    Args:
        quads: an ontology with cases.

    Returns:
        The subjects of all that is needed for the first such clash; empty when there is none.
    """
    facts = Materialiser(compile_axioms(quads), lambda _: True)
    # All triples with a named subject; what a text says does not matter, that there is one does.
    facts.add(
        (q.subject.value, q.predicate.value, q.object.value if isinstance(q.object, NamedNode) else _LITERAL)
        for q in quads
        if isinstance(q.subject, NamedNode)
    )
    found: set[str] = set()
    todo: list[Premise] = list(next(chain(_of_classes(facts, quads), _of_relations(facts, quads)), ()))
    while todo:
        premise = todo.pop()
        if isinstance(premise, str):
            continue
        found.update(premise)
        if premise in facts.ways:
            way = facts.ways[premise][0]  # the first way it was met
            names = _NAME.findall(way.axiom)
            found |= {PREFIXES[prefix] + name for prefix, name in names if prefix in PREFIXES}
            todo.extend(way.premises)
    return found


def _of_classes(facts: Materialiser, quads: Sequence[Quad]) -> Iterator[list[Triple]]:
    """Find things that belong to two disjoint classes."""
    disjoint = _disjoint_pairs(quads)
    kinds: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, obj in facts.facts:
        if predicate == RDF.type:
            kinds[subject].add(obj)
    for thing in sorted(kinds):
        for one, other in combinations(sorted(kinds[thing]), 2):
            if (one, other) in disjoint or (other, one) in disjoint:
                yield [(thing, RDF.type, one), (thing, RDF.type, other)]


def _disjoint_pairs(quads: Sequence[Quad]) -> set[tuple[str, str]]:
    """List every two classes that are said to be disjoint."""
    members = RdfLists(quads).members
    pairs: set[tuple[str, str]] = set()
    for quad in quads:
        subject, obj = (str(getattr(node, "value", "")) for node in (quad.subject, quad.object))
        if quad.predicate.value == OWL.disjointWith:
            pairs.add((subject, obj))
        elif quad.predicate.value == OWL.members:
            pairs.update(combinations(members(obj), 2))
    return pairs


def _of_relations(facts: Materialiser, quads: Sequence[Quad]) -> Iterator[list[Triple]]:
    """Find edges that an irreflexive or asymmetric property, or one disjoint with another, does not allow."""
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
