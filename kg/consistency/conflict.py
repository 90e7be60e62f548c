"""Which entries, terms and axioms are to blame when not all statements can be true, or the reasoner refuses them.

QuickXplain (U. Junker, AAAI 2004): a smallest set of items whose removal would mend a conflict is found by halving,
each step one question to the reasoner.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from kg.consistency.hermit import judge_consistency
from kg.consistency.suspects import suspects
from kg.model import iris
from kg.model.vocabulary import OWL, RDF
from kg.reason import claims_behind_edges
from kg.store import BlankNode, NamedNode
from kg.store.lists import RdfLists

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.store import Quad

Part = TypeVar("Part")

_DECLARED = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
_EVIDENCE = {
    "activity",
    "citation",
    "evidence",
    "file",
    "passage",
    "segment",
    "selector",
    "silence",
    "source",
}
_FEW = 2
_STEPS = 3


@dataclass(slots=True)
class Item:
    """What is said in one place, and can be taken back as a whole.

    Attributes:
        name: the entry or term it is said of; empty for a nameless axiom.
        quads: what is said.
        names: every IRI in it.
    """

    name: str
    quads: list[Quad] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    @property
    def used(self) -> set[str]:
        """Every IRI in it, with the properties."""
        return self.names | {quad.predicate.value for quad in self.quads}

    def add(self, quad: Quad) -> None:
        """Take up a statement."""
        self.quads.append(quad)
        self.names |= {node.value for node in (quad.subject, quad.object) if isinstance(node, NamedNode)}


def conflicting(quads: list[Quad], because: list[Quad]) -> list[Item]:
    """Find items that contradict one another and that are all needed for the contradiction.

    Args:
        quads: statements that cannot all be true.
        because: the records of why edges hold, which tell the claims that edges were made from.
    """
    fixed, items = _items(quads, claims_behind_edges(because))
    if not judge_consistency(fixed).is_consistent:
        return []
    suspected = suspects(quads)
    few = [item for item in items if item.name in suspected or len(item.names & suspected) >= _FEW]
    items = _first_conflict(fixed, [], [few, [item for item in items if not _is_evidence(item)]]) or items
    entries = [item for item in items if item.name.startswith(iris.CASES)]
    terms = [item for item in items if not item.name.startswith(iris.CASES)]
    guilty = minimal_conflict(entries, lambda part: _is_conflict(fixed, [*terms, *part]))
    terms = _first_conflict(fixed, guilty, _nearest(guilty, terms)) or terms
    return guilty + minimal_conflict(terms, lambda part: _is_conflict(fixed, [*guilty, *part]))


def _first_conflict(fixed: list[Quad], guilty: list[Item], guesses: Iterable[list[Item]]) -> list[Item]:
    """Give the first of some guesses that HermiT finds in contradiction, together with what is guilty; else give nothing.

    A guess costs one question, and a good one spares a dozen.
    """
    return next((guess for guess in guesses if guess and _is_conflict(fixed, [*guilty, *guess])), [])


def _is_evidence(item: Item) -> bool:
    """Tell whether something is said of a source or a piece of one, which as a rule contradicts nothing."""
    rest = item.name.removeprefix(iris.CASES).partition("/")[2]
    return item.name.startswith(iris.CASES) and rest.partition("/")[0] in _EVIDENCE


def _nearest(guilty: list[Item], terms: list[Item]) -> Iterator[list[Item]]:
    """Give the terms that guilty entries use, then those that these use as well, and so on for a few steps."""
    known = {name for item in guilty for name in item.used}
    for _ in range(_STEPS if guilty else 0):
        near = [item for item in terms if item.name in known or (not item.name and item.names & known)]
        yield near
        known |= {name for item in near for name in item.used}


def _is_conflict(fixed: list[Quad], items: Sequence[Item]) -> bool:
    """Tell whether HermiT finds some items in contradiction."""
    quads = [*fixed, *(quad for item in items for quad in item.quads)]
    return judge_consistency(quads).is_consistent is False


def _items(quads: list[Quad], claims: dict[tuple[str, str, str], str]) -> tuple[list[Quad], list[Item]]:
    """Part the declarations, which stay, from the rest, which is sorted by what it is said of.

    An edge that a rule made from a claim belongs to that claim, a nameless class to the term that
    it describes.
    """
    fixed = [quad for quad in quads if _is_declaration(quad)]
    items: dict[str, Item] = {}
    owners = _owners(quads)
    for quad in quads:
        if _is_declaration(quad):
            continue
        subject = quad.subject.value  # type: ignore[union-attr]
        if isinstance(quad.subject, NamedNode):
            triple = (subject, quad.predicate.value, str(getattr(quad.object, "value", "")))
            keys = {claims.get(triple, subject)}
        else:
            keys = owners[subject]
        for key in keys:
            name = "" if key.startswith("_:") else key
            items.setdefault(key, Item(name)).add(quad)
    return fixed, [items[key] for key in sorted(items)]


def _is_declaration(quad: Quad) -> bool:
    """Tell whether a statement only says what sort of term a term is."""
    kind = getattr(quad.object, "value", "")
    return isinstance(quad.subject, NamedNode) and quad.predicate.value == RDF.type and kind in _DECLARED


def _owners(quads: list[Quad]) -> dict[str, set[str]]:
    """Find the terms to which each nameless node belongs; a node that stands alone belongs to itself."""
    above: dict[str, set[str]] = defaultdict(set)
    nameless: set[str] = set()
    for quad in quads:
        is_named = isinstance(quad.subject, NamedNode)
        name = quad.subject.value if is_named else f"_:{quad.subject.value}"  # type: ignore[union-attr]
        if not is_named:
            nameless.add(name)
        if isinstance(quad.object, BlankNode):
            above[f"_:{quad.object.value}"].add(name)

    def tops(node: str) -> set[str]:
        return set().union(*(tops(n) for n in above[node])) if node in above else {node}

    return {node.removeprefix("_:"): tops(node) for node in nameless}


def irregular_chains(quads: list[Quad]) -> list[tuple[str, tuple[str, ...]]]:
    """Find the smallest set of chains with which the property hierarchy is not regular.

    Args:
        quads: an ontology, perhaps with cases, which the reasoner refuses.

    Returns:
        Each chain by the property it makes and its steps; empty when chains are not the reason.
    """
    known = [q for q in quads if not str(getattr(q.subject, "value", "")).startswith(iris.CASES)]
    chains = [q for q in known if q.predicate.value == OWL.propertyChainAxiom]
    rest = [q for q in known if q.predicate.value != OWL.propertyChainAxiom]
    if judge_consistency(rest).refused or not judge_consistency(known).refused:
        return []
    found = minimal_conflict(chains, lambda part: bool(judge_consistency([*rest, *part]).refused))
    steps = RdfLists(known).members
    return [(str(chain.subject.value), steps(str(chain.object.value))) for chain in found]  # type: ignore[union-attr]


def minimal_conflict(items: Sequence[Part], is_conflict: Callable[[Sequence[Part]], bool]) -> list[Part]:
    """Find a minimal part of the items that is in conflict: without any one of them it would not be.

    Args:
        items: all items, in conflict together.
        is_conflict: whether some of them are; asked about 2k·log(n/k) times for k culprits.

    Returns:
        The culprits, in the order of the items; empty when even no items at all are in conflict.

    >>> minimal_conflict(range(100), lambda part: {17, 60} <= set(part))
    [17, 60]
    """
    if is_conflict([]):
        return []
    found = _explain([], is_asked=False, items=list(items), is_conflict=is_conflict)
    return [item for item in items if item in found]


def _explain(
    background: list[Part],
    *,
    is_asked: bool,
    items: list[Part],
    is_conflict: Callable[[Sequence[Part]], bool],
) -> list[Part]:
    """Find the culprits among the items, given a background that stays."""
    if is_asked and is_conflict(background):
        return []
    if len(items) == 1:
        return items
    middle = len(items) // 2
    first, second = items[:middle], items[middle:]
    right = _explain([*background, *first], is_asked=bool(first), items=second, is_conflict=is_conflict)
    left = _explain([*background, *right], is_asked=bool(right), items=first, is_conflict=is_conflict)
    return [*left, *right]
