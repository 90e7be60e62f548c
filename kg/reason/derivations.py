"""Why an inferred edge holds: the ways it follows, the shortest first.

A way that needs no interpretation comes before every way that does, so that an edge rests on a
reading only if it cannot be had without one, and its first way says so. A way is left out only
when it is circular: when its premises cannot be had without the edge itself.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Triple = tuple[str, str, str]
Premise = str | Triple

_CONE = 1000
"""Among how many edges a circle is looked for; in a larger tangle a doubtful way is left out."""


class Derivation(NamedTuple):
    """One way in which an edge follows.

    Attributes:
        rule: the rule's name.
        axiom: the axiom it applied, in OWL functional syntax, or the empty string.
        premises: claims (by IRI) and triples, in order.
    """

    rule: str
    axiom: str
    premises: tuple[Premise, ...]


Because = dict[Triple, list[Derivation]]


class Reasons(NamedTuple):
    """Every edge with its ways, and which edges rest on an interpretation.

    Attributes:
        ways: of each edge, the first a shortest; none is circular.
        tainted: the edges that cannot be had without an interpretation.
    """

    ways: Because
    tainted: frozenset[Triple]


def ordered(found: Because, readings: Collection[str] = ()) -> Reasons:
    """Each edge's derivations, those without a reading first, then the one of least depth.

    Args:
        found: every edge with every way it was met.
        readings: the claims that rest on interpretation.
    """
    avoided = frozenset(readings)
    depth = _depths(found, {}, avoided)
    clean = frozenset(depth)
    depth = _depths(found, depth, frozenset())
    first: dict[Triple, Derivation] = {}
    sorted_ways: Because = {}
    for edge, ways in found.items():
        if len(ways) > 1:
            is_clean_edge = edge in clean
            ranked = [
                (
                    is_clean_edge and not _is_clean(way, clean, found, avoided),
                    _deepest(way, depth),
                    len(way.premises),
                    way.rule,
                    str(way.premises),
                    way,
                )
                for way in ways
            ]
            sorted_ways[edge] = [entry[-1] for entry in sorted(ranked)]
        else:
            sorted_ways[edge] = ways
        first[edge] = sorted_ways[edge][0]
    because = {edge: _sound(edge, sorted_ways[edge], found, first) for edge in sorted(found)}
    return Reasons(because, frozenset(found) - clean)


def _is_clean(way: Derivation, clean: frozenset[Triple], found: Because, readings: frozenset[str]) -> bool:
    """Whether no premise of a derivation rests on a reading."""
    return all(
        premise not in readings if isinstance(premise, str) else premise in clean or premise not in found
        for premise in way.premises
    )


Depths = dict[Triple, int]


def _depths(found: Because, known: Depths, avoided: frozenset[str]) -> Depths:
    """How many steps each edge is away from what was given (D. E. Knuth's form of Dijkstra's algorithm).

    Args:
        found: every edge with every way it was met.
        known: edges whose depth is settled.
        avoided: claims not to be used; what needs one of them is not in the answer.
    """
    depth = dict(known)
    waiting: dict[Triple, list[tuple[Triple, Derivation, set[Triple]]]] = {}
    heap: list[tuple[int, Triple]] = []
    for edge, way in _usable(found, depth, avoided):
        missing = {p for p in way.premises if not isinstance(p, str) and p in found and p not in depth}
        for premise in missing:
            waiting.setdefault(premise, []).append((edge, way, missing))
        if not missing:
            heappush(heap, (_deepest(way, depth) + 1, edge))
    while heap:
        steps, edge = heappop(heap)
        if edge in depth:
            continue
        depth[edge] = steps
        for above, way, missing in waiting.get(edge, ()):
            missing.discard(edge)
            if not missing:
                heappush(heap, (_deepest(way, depth) + 1, above))
    return depth


def _usable(found: Because, depth: Depths, avoided: frozenset[str]) -> Iterator[tuple[Triple, Derivation]]:
    """The ways of the edges whose depth is not known, without those that need an avoided claim."""
    for edge, ways in found.items():
        if edge not in depth:
            for way in ways:
                if avoided.isdisjoint(p for p in way.premises if isinstance(p, str)):
                    yield edge, way


def _deepest(way: Derivation, depth: Depths) -> int:
    """The depth of a derivation's deepest premise; what was given has none."""
    return max((depth.get(p, 0) for p in way.premises if not isinstance(p, str)), default=0)


def _sound(
    edge: Triple, ways: list[Derivation], found: Because, first: dict[Triple, Derivation]
) -> list[Derivation]:
    """The ways that are not circular, in their order."""
    doubtful = [way for way in ways[1:] if _rests_on(way, edge, first)]
    if not doubtful:
        return ways
    had = _had_without(edge, doubtful, found)
    circular = [way for way in doubtful if not all(_is_had(p, had, found) for p in way.premises)]
    return [way for way in ways if way not in circular]


def _rests_on(way: Derivation, edge: Triple, first: dict[Triple, Derivation]) -> bool:
    """Whether a derivation rests, by the first derivations below it, on the edge itself."""
    todo: list[Premise] = list(way.premises)
    seen: set[Triple] = set()
    while todo:
        premise = todo.pop()
        if premise == edge:
            return True
        if isinstance(premise, str) or premise in seen or premise not in first:
            continue
        seen.add(premise)
        todo.extend(first[premise].premises)
    return False


def _had_without(edge: Triple, ways: Iterable[Derivation], found: Because) -> set[Triple]:
    """The edges below some derivations that follow without an edge; none when they are too many."""
    cone: Because = {}
    todo = [premise for way in ways for premise in way.premises]
    while todo:
        premise = todo.pop()
        if isinstance(premise, str) or premise == edge or premise in cone or premise not in found:
            continue
        cone[premise] = [way for way in found[premise] if edge not in way.premises]
        todo.extend(below for way in cone[premise] for below in way.premises)
        if len(cone) > _CONE:
            return set()
    return set(_depths(cone, {}, frozenset()))


def _is_had(premise: Premise, had: set[Triple], found: Because) -> bool:
    return isinstance(premise, str) or premise in had or premise not in found
