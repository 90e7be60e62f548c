"""Why an inferred edge holds: the ways it follows, the shortest first."""

from __future__ import annotations

from dataclasses import dataclass

Triple = tuple[str, str, str]
Premise = str | Triple


@dataclass(frozen=True, slots=True)
class Derivation:
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


def ordered(found: Because) -> Because:
    """Each edge's derivations, the one of least depth first, circular ones left out.

    Args:
        found: every edge with every way it was met.
    """
    depth = _depths(found)
    first = {edge: min(ways, key=lambda way: _rank(way, depth)) for edge, ways in found.items()}
    because: Because = {}
    for edge in sorted(found):
        others = [way for way in found[edge] if way != first[edge]]
        sound = [way for way in others if not _rests_on(way, edge, first)]
        because[edge] = [first[edge], *sorted(sound, key=lambda way: _rank(way, depth))]
    return because


def _depths(found: Because) -> dict[Triple, int]:
    """How many steps each edge is away from what was given."""
    depth: dict[Triple, int] = {}
    todo = dict(found)
    while todo:
        reached = {}
        for edge, ways in todo.items():
            steps = [_steps(way, depth, found) for way in ways]
            known = [number for number in steps if number is not None]
            if known:
                reached[edge] = min(known) + 1
        if not reached:
            break
        depth.update(reached)
        todo = {edge: ways for edge, ways in todo.items() if edge not in reached}
    return depth


def _steps(way: Derivation, depth: dict[Triple, int], found: Because) -> int | None:
    """The depth of a derivation's deepest premise, once all are reached."""
    deepest = 0
    for premise in way.premises:
        if isinstance(premise, str) or premise not in found:
            continue
        if premise not in depth:
            return None
        deepest = max(deepest, depth[premise])
    return deepest


def _rank(way: Derivation, depth: dict[Triple, int]) -> tuple[int, int, str, str]:
    """Shallow before deep, few premises before many, then by name."""
    steps = [depth.get(premise, 0) for premise in way.premises if not isinstance(premise, str)]
    return max(steps, default=0), len(way.premises), way.rule, str(way.premises)


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
