"""The OWL 2 RL consequences of a case's triples, each with every way it follows.

Semi-naive: each triple is taken up once and joined with those taken up before it, so that every
way an edge follows is met exactly once and the first is a shortest one. Why no library does it:
``docs/decisions/0009-materialiser.md``.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from kg.model.vocabulary import RDF
from kg.reason.axioms import OF_SUBJECT, OTHER_WAY, SAME_WAY
from kg.reason.derivations import Derivation, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.reason.axioms import Axioms, Chain, Definition, Existential

_TYPE = RDF.type


class Materialiser:
    """Takes triples up one by one and tells what follows from each with those before it.

    Attributes:
        facts: every triple known, given or derived.
        ways: for each derived triple, how it follows.
    """

    def __init__(self, axioms: Axioms, keep: Callable[[Triple], bool]) -> None:
        """Work by these axioms; `keep` says whether a conclusion is wanted."""
        self.axioms = axioms
        self.keep = keep
        self.facts: set[Triple] = set()
        self.ways: dict[Triple, list[Derivation]] = {}
        self._queue: deque[Triple] = deque()
        self._objects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._subjects: dict[tuple[str, str], list[str]] = defaultdict(list)

    def add(self, triples: Iterable[Triple]) -> None:
        """Add given triples and derive all that follows."""
        for triple in triples:
            if triple not in self.facts:
                self.facts.add(triple)
                self._queue.append(triple)
        self._run()

    def add_derived(self, edges: Iterable[tuple[Triple, Derivation]]) -> None:
        """Add edges that a rule derived, and derive all that follows."""
        for edge, way in edges:
            self._conclude(edge, way)
        self._run()

    def subjects(self, predicate: str, obj: str) -> list[str]:
        """List what stands in a relation to a thing."""
        return self._subjects.get((obj, predicate), [])

    def _conclude(self, edge: Triple, way: Derivation) -> None:
        ways = self.ways.get(edge)
        if ways is not None:
            if way not in ways:
                ways.append(way)
        elif edge not in self.facts and self.keep(edge):
            self.ways[edge] = [way]
            self.facts.add(edge)
            self._queue.append(edge)

    def _run(self) -> None:
        queue, objects, subjects = self._queue, self._objects, self._subjects
        joining, direct = self.axioms.joining, self.axioms.direct
        while queue:
            triple = queue.popleft()
            subject, predicate, obj = triple
            objects[subject, predicate].append(obj)
            subjects[obj, predicate].append(subject)
            if predicate in direct:
                self._from_property(triple)
            if predicate in joining:
                for edge, way in self._from_joins(triple):
                    self._conclude(edge, way)

    def _from_property(self, triple: Triple) -> None:
        """Add what one triple is enough for: by sub-properties, inverses, symmetry, domain and range."""
        subject, predicate, obj = triple
        why = (triple,)
        for form, name, rule, axiom in self.axioms.direct[predicate]:
            if form == SAME_WAY:
                edge = (subject, name, obj)
            elif form == OTHER_WAY:
                edge = (obj, name, subject)
            else:
                edge = (subject if form == OF_SUBJECT else obj, _TYPE, name)
            self._conclude(edge, Derivation(rule, axiom, why))

    def _from_joins(self, triple: Triple) -> Iterator[tuple[Triple, Derivation]]:
        """Find what follows from a triple together with others, and from a thing's kind."""
        for chain, position in self.axioms.chains.get(triple[1], ()):
            yield from self._from_chain(chain, position, triple)
        for existential in self.axioms.existentials.get(triple[1], ()):
            yield from self._from_some(existential, triple)
        for definition in self.axioms.definitions.get(triple[1], ()):
            yield from self._from_value(definition, triple[0])
        if triple[1] == _TYPE:
            yield from self._from_type(triple)

    def _from_type(self, triple: Triple) -> Iterator[tuple[Triple, Derivation]]:
        """Find what follows when a thing's kind is learnt: by sub-classes, existential typing and definitions."""
        thing, _, kind = triple
        for wider, axiom in self.axioms.super_classes.get(kind, ()):
            yield (thing, _TYPE, wider), Derivation("rl-sub-class", axiom, (triple,))
        for existential in self.axioms.existentials_by_kind.get(kind, ()):
            for subject in self._subjects.get((thing, existential.property), ()):
                premises = ((subject, existential.property, thing), triple)
                way = Derivation("rl-some-values", existential.axiom, premises)
                yield (subject, _TYPE, existential.result), way
        for definition in self.axioms.definitions_by_genus.get(kind, ()):
            yield from self._from_value(definition, thing)

    def _from_some(self, existential: Existential, triple: Triple) -> Iterator[tuple[Triple, Derivation]]:
        """Type what stands in the relation to a thing of the kind."""
        typed = (triple[2], _TYPE, existential.kind)
        if existential.kind in self._objects.get((triple[2], _TYPE), ()):
            way = Derivation("rl-some-values", existential.axiom, (triple, typed))
            yield (triple[0], _TYPE, existential.result), way

    def _from_value(self, definition: Definition, thing: str) -> Iterator[tuple[Triple, Derivation]]:
        """Type what has the genus and every value of a definition."""
        pairs = ((_TYPE, definition.genus), *definition.values)
        if all(value in self._objects.get((thing, name), ()) for name, value in pairs):
            premises = tuple((thing, name, value) for name, value in pairs)
            yield (thing, _TYPE, definition.result), Derivation("rl-has-value", definition.axiom, premises)

    def _from_chain(self, chain: Chain, position: int, triple: Triple) -> Iterator[tuple[Triple, Derivation]]:
        """Find every chain of triples in which this one stands at the position."""
        for before in self._reach_back(chain.steps[:position], triple[0]):
            for after in self._reach_on(chain.steps[position + 1 :], triple[2]):
                path = (*before, triple, *after)
                edge = (path[0][0], chain.result, path[-1][2])
                yield edge, Derivation(f"rl-chain-{len(path)}", chain.axiom, path)

    def _reach_back(self, steps: tuple[str, ...], end: str) -> Iterator[tuple[Triple, ...]]:
        """Find the paths by the steps that end at a node."""
        if not steps:
            yield ()
            return
        for start in self._subjects.get((end, steps[-1]), ()):
            for before in self._reach_back(steps[:-1], start):
                yield (*before, (start, steps[-1], end))

    def _reach_on(self, steps: tuple[str, ...], start: str) -> Iterator[tuple[Triple, ...]]:
        """Find the paths by the steps that start at a node."""
        if not steps:
            yield ()
            return
        for end in self._objects.get((start, steps[0]), ()):
            for after in self._reach_on(steps[1:], end):
                yield ((start, steps[0], end), *after)
