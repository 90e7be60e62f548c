"""Why an inferred edge holds: the ways it follows, the shortest first.

A way that needs no interpretation comes before every way that does, so that an edge rests on a
reading only if it cannot be had without one, and its first way says so. A way is left out only
when it is circular: when its premises cannot be had without the edge itself.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

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
    """Order each edge's derivations: those without a reading first, then the one of least depth.

    Args:
        found: every edge with every way it was met.
        readings: the claims that rest on interpretation.
    """
    web = _web(found, frozenset(readings))
    clean = _depths(web, {}, with_readings=False)
    depth = _depths(web, clean, with_readings=True) if len(clean) < len(web) else clean
    ranked = {edge: _rank(links, clean, depth) if len(links) > 1 else links for edge, links in web.items()}
    because = {
        edge: [link.way for link in (_sound(edge, ranked) if len(ranked[edge]) > 1 else ranked[edge])]
        for edge in sorted(found)
    }
    return Reasons(because, frozenset(web.keys() - clean.keys()))


def resting_on(found: Because, avoided: Collection[Premise]) -> frozenset[Triple]:
    """Find the edges that cannot be had without some claims or edges.

    Args:
        found: every edge with its ways.
        avoided: the claims and edges.
    """
    web = _web(found, frozenset(avoided))
    return frozenset(web.keys() - _depths(web, {}, with_readings=False).keys())


class _Link(NamedTuple):
    """A derivation, tied to the edges it rests on.

    Attributes:
        way: the derivation.
        below: its premises that are inferred edges.
        reads: whether one of its premises is a reading.
    """

    way: Derivation
    below: tuple[Triple, ...]
    reads: bool


_Web = dict[Triple, list[_Link]]


def _web(found: Because, avoided: frozenset[Premise]) -> _Web:
    """Tie each edge to those it rests on, and mark the ways that need what is to be avoided."""
    return {
        edge: [
            _Link(way, tuple([p for p in way.premises if p in found]), not avoided.isdisjoint(way.premises))
            for way in ways
        ]
        for edge, ways in found.items()
    }


_Depths = dict[Triple, int]


def _depths(web: _Web, known: _Depths, *, with_readings: bool) -> _Depths:
    """Count how many steps each edge is away from what was given: all that are one step away, then two, and so on.

    It is Dijkstra's algorithm in D. E. Knuth's form, where every step costs the same.

    Args:
        web: every edge with its derivations.
        known: edges whose depth is settled.
        with_readings: whether readings may be used; if not, what needs one is not in the answer.
    """
    depth = dict(known)
    ready, waiting = _begin(web, depth, with_readings=with_readings)
    while ready:
        level = min(ready)
        for edge in ready.pop(level):
            if edge in depth:
                continue
            depth[edge] = level
            for wait in waiting.get(edge, ()):
                wait.missing -= 1
                if not wait.missing:
                    ready[max(level, wait.deepest) + 1].append(wait.edge)
    return depth


@dataclass(slots=True)
class _Wait:
    """A derivation of an edge that waits for premises.

    Attributes:
        edge: the edge.
        missing: how many premises are not settled.
        deepest: the depth of the deepest premise that was settled before.
    """

    edge: Triple
    missing: int
    deepest: int


def _begin(
    web: _Web, depth: _Depths, *, with_readings: bool
) -> tuple[dict[int, list[Triple]], dict[Triple, list[_Wait]]]:
    """Find the edges that follow from what is settled, by their depth, and what waits for each other edge."""
    ready: dict[int, list[Triple]] = defaultdict(list)
    waiting: dict[Triple, list[_Wait]] = defaultdict(list)
    for edge, links in web.items():
        if edge in depth:
            continue
        for link in links:
            if link.reads and not with_readings:
                continue
            missing = [premise for premise in link.below if premise not in depth]
            deepest = max([depth.get(premise, 0) for premise in link.below], default=0)
            if not missing:
                ready[deepest + 1].append(edge)
                continue
            wait = _Wait(edge, len(missing), deepest)
            for premise in missing:
                waiting[premise].append(wait)
    return ready, waiting


def _rank(links: list[_Link], clean: _Depths, depth: _Depths) -> list[_Link]:
    """Rank the derivations of an edge: those without a reading first, then by depth, size, rule and premises."""

    def rank(link: _Link) -> tuple[bool, int, int, str, list[str]]:
        way = link.way
        rests_on_reading = link.reads or any(premise not in clean for premise in link.below)
        deepest = max((depth[premise] for premise in link.below), default=0)
        words = [premise if isinstance(premise, str) else " ".join(premise) for premise in way.premises]
        return rests_on_reading, deepest, len(way.premises), way.rule, words

    return sorted(links, key=rank)


def _sound(edge: Triple, ranked: _Web) -> list[_Link]:
    """Keep the derivations of an edge that are not circular, in their order."""
    links = ranked[edge]
    doubtful = [link for link in links[1:] if _rests_on(link, edge, ranked)]
    if not doubtful:
        return links
    had = _had_without(edge, doubtful, ranked)
    circular = [link for link in doubtful if not had.issuperset(link.below)]
    return [link for link in links if link not in circular]


def _rests_on(link: _Link, edge: Triple, ranked: _Web) -> bool:
    """Tell whether a derivation rests, by the first derivations below it, on the edge itself."""
    todo = list(link.below)
    seen: set[Triple] = set()
    while todo:
        premise = todo.pop()
        if premise == edge:
            return True
        if premise not in seen:
            seen.add(premise)
            todo += ranked[premise][0].below
    return False


def _had_without(edge: Triple, links: Iterable[_Link], ranked: _Web) -> set[Triple]:
    """Find the edges below some derivations that follow without an edge; give none when they are too many."""
    cone: _Web = {}
    todo = [premise for link in links for premise in link.below]
    while todo:
        premise = todo.pop()
        if premise != edge and premise not in cone:
            cone[premise] = [link for link in ranked[premise] if edge not in link.below]
            todo += (below for link in cone[premise] for below in link.below)
            if len(cone) > _CONE:
                return set()
    return set(_depths(cone, {}, with_readings=True))
