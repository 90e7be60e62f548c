"""What follows in one case: the edges and claims that the rules give, each with its premises.

Three steps: claims that rules derive from claims; the edge rules and the axioms, until nothing new
follows; why each edge holds (`kg.reason.derivations`).
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.model import iris
from kg.model.reach import reached
from kg.model.vocabulary import KG, RDF, SKOS
from kg.reason.axioms import compile_axioms
from kg.reason.because import write_because
from kg.reason.derivations import Because, Derivation, Premise, Reasons, Triple, ordered, resting_on
from kg.reason.derived_claims import ClaimRules
from kg.reason.edge_rules import apply_rule
from kg.reason.materialise import Materialiser
from kg.reason.rule_book import SUPPOSED
from kg.store import LocalStore, NamedNode, Quad, Terms, parse_quads
from kg.store.writer import GraphWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.ontology import Ontology, Rule
    from kg.problems import Problem
    from kg.reason.axioms import Axioms


@dataclass(slots=True)
class Inferred:
    """What follows in a case.

    Attributes:
        quads: the inferred edges and claims.
        reasons: why each edge holds, as N-Quads.
        edges: the same as records.
        names: the IRI of each edge's record in the reasons.
        tainted: the edges that cannot be had without a reading.
        problems: rules that conclude something without a reason, or make new things.
    """

    quads: list[Quad]
    reasons: bytes
    edges: Because
    names: dict[Triple, str]
    tainted: AbstractSet[Triple]
    problems: list[Problem] = field(default_factory=list)

    @property
    def because(self) -> list[Quad]:
        """Why each edge holds, read from the N-Quads again."""
        return parse_quads(self.reasons)

    def resting_on(self, doubtful: Collection[Premise]) -> AbstractSet[Triple]:
        """Find the edges that cannot be had without some claims or edges."""
        return resting_on(self.edges, doubtful)


def infer(case: str, asserted: list[Quad], ontology: Ontology) -> Inferred:
    """Infer everything that follows in a case.

    Args:
        case: the case's name.
        asserted: its asserted graph.
        ontology: the ontology, with its rules.
    """
    with without_garbage_collection():
        return _Run.begin(case, asserted, ontology).closed().result(frozenset(), ())


def rule_faults(case: str, asserted: list[Quad], ontology: Ontology) -> list[Problem]:
    """Report what is wrong with the rules when they run over a case; nothing of what follows is written down.

    Args:
        case: the case's name.
        asserted: its asserted graph.
        ontology: the ontology, with its rules.
    """
    with without_garbage_collection():
        return list(_Run.begin(case, asserted, ontology).closed().problems)


def suppose(case: str, asserted: list[Quad], ontology: Ontology, claims: Sequence[str]) -> Inferred:
    """Infer what would follow besides, if some claims were accepted as stated.

    Args:
        case: the case's name.
        asserted: its asserted graph.
        ontology: the ontology, with its rules.
        claims: IRIs of claims of the case: interpretations, or others that give no edge.

    Returns:
        Only what follows from the claims and would not follow without them, in graphs of its own
        that never enter a released dataset. Every edge of it rests on a claim supposed.
    """
    with without_garbage_collection():
        run = _Run.begin(case, asserted, ontology).closed()
        before = frozenset(run.facts.ways)
        run.graph = GraphWriter(iris.graph(case, "what-if"))
        run.suppose(claims, {relation.iri: relation.property for relation in ontology.relations.values()})
        return run.closed().result(before, claims)


@dataclass(slots=True)
class _Run:
    """The reasoning over one case, under way."""

    case: str
    store: LocalStore
    facts: Materialiser
    graph: GraphWriter
    rules: list[Rule]
    things: set[str]
    problems: dict[Problem, None]
    edges: dict[Triple, Quad] = field(default_factory=dict)

    @classmethod
    def begin(cls, case: str, asserted: list[Quad], ontology: Ontology) -> _Run:
        """Take up what is given, and the claims that rules derive from claims."""
        ground = _ground(ontology)
        given = _take_up(asserted, ground.known)
        facts = Materialiser(ground.axioms, _is_about(case))
        facts.add(ground.concepts)
        facts.add(given.triples)
        store = LocalStore.of(())
        store.extend([*ground.schema, *given.quads])
        things = given.names | ground.things
        graph = GraphWriter(iris.graph(case, "inferred"))
        claims = ClaimRules(case, ontology, store, graph)
        problems = claims.apply(things, _readings(facts))
        facts.add(_take_up(graph.quads, {}).triples)
        rules = [rule for rule in ontology.rules if rule.yields == "edge"]
        run = cls(case, store, facts, graph, rules, things | claims.claims, dict.fromkeys(problems))
        run.tell_rules()
        return run

    def tell_rules(self) -> None:
        """Add the new edges to the store that the rules ask."""
        new = [edge for edge in self.facts.ways if edge not in self.edges]
        terms, graph = Terms(), self.graph.graph
        self.edges |= {edge: Quad(terms[edge[0]], terms[edge[1]], terms[edge[2]], graph) for edge in new}
        self.store.extend([self.edges[edge] for edge in new])

    def closed(self) -> _Run:
        """Apply the edge rules until nothing new follows, and give the same run.

        That comes to an end, for a rule may link only what is there.
        """
        known = -1
        while known != len(self.facts.facts):
            known = len(self.facts.facts)
            for rule in self.rules:
                found, problems = apply_rule(rule, self.store, self.things)
                self.facts.add_derived(found)
                self.problems |= dict.fromkeys(problems)
            self.tell_rules()
        return self

    def suppose(self, claims: Sequence[str], properties: dict[str, str]) -> None:
        """Make edges of claims as if they were stated, whatever their status."""
        parts: dict[str, dict[str, list[str]]] = {claim: {} for claim in claims}
        for subject, predicate, obj in self.facts.facts:
            if subject in parts:
                parts[subject].setdefault(predicate, []).append(obj)
        for claim in claims:
            found = parts[claim]
            way = Derivation(SUPPOSED, "", (claim,))
            names = [properties[iri_] for iri_ in found.get(KG.relation, ()) if iri_ in properties]
            ends = [(s, o) for s in found.get(KG.subject, ()) for o in found.get(KG.object, ())]
            self.facts.add_derived(((s, name, o), way) for name in names for s, o in sorted(ends))
        self.tell_rules()

    def result(self, before: frozenset[Triple], supposed: Sequence[str]) -> Inferred:
        """Gather what was found and was not there before, as graphs; this is the last step of a run."""
        self.store = LocalStore.of(())  # no rule asks any more, and the graphs to come need its memory
        ways, tainted = ordered(self.facts.ways, _readings(self.facts).union(supposed))
        edges = {edge: found for edge, found in ways.items() if edge not in before}
        self.graph.quads += [self.edges[edge] for edge in edges]
        graph = iris.graph(self.case, "what-if-because" if supposed else "because")
        because, names = write_because(self.case, Reasons(edges, tainted), graph)
        return Inferred(self.graph.quads, because, edges, names, tainted, list(self.problems))


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Switch off Python's collector of circular garbage for a while.

    What follows in a case is tens of thousands of small records without a circle among them, most of
    which are gone at the end. For each some thousand of them the collector would look through all
    that the process holds, so that a case would take the longer the more cases came before it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _is_about(case: str) -> Callable[[Triple], bool]:
    """Make the test of whether a conclusion is in our vocabulary, about a case, and leads from one thing to another.

    Of a claim about several things each pair has its edge; that a thing supports itself nobody said. What would hold between concepts alone is kept out: cases share them, and what one case claims
    of them must not become a fact of all.
    """
    whole = iris.case(case)
    part = f"{whole}/"

    def is_about(edge: Triple) -> bool:
        subject, predicate, obj = edge
        is_ours = predicate.startswith(iris.BASE) or (predicate == RDF.type and obj.startswith(iris.BASE))
        return (
            is_ours
            and subject != obj
            and (subject.startswith(part) or obj.startswith(part) or whole in {subject, obj})
        )

    return is_about


class _Given(NamedTuple):
    """What a graph gives to reason with.

    Attributes:
        triples: its quads that lead from an IRI to an IRI; each name is held once.
        quads: its quads for the rules to ask, without those that are known already: the store would count them twice.
        names: every IRI that stands as subject or object.
    """

    triples: list[Triple]
    quads: list[Quad]
    names: set[str]


def _take_up(quads: Iterable[Quad], known: Mapping[str, AbstractSet[Quad]]) -> _Given:
    """Make a graph ready in one pass.

    Args:
        quads: the graph.
        known: what is known already, in no graph, by the IRI of its subject.
    """
    held: dict[str, str] = {}
    hold = held.setdefault
    found = _Given([], [], set())
    for quad in quads:
        subject, predicate, obj, _ = quad
        start = subject.value if isinstance(subject, NamedNode) else ""
        found.names.add(start)
        if start not in known or Quad(subject, predicate, obj) not in known[start]:
            found.quads.append(quad)
        if isinstance(obj, NamedNode):
            end, middle = obj.value, predicate.value
            found.names.add(end)
            if start:
                found.triples.append((hold(start, start), hold(middle, middle), hold(end, end)))
    found.names.discard("")
    return found


@dataclass(frozen=True, slots=True)
class _Ground:
    """What of an ontology every case needs, made ready once.

    Attributes:
        axioms: its axioms, compiled.
        concepts: what it says of concepts.
        schema: all that rules need of it, in no graph.
        known: the same by the IRI of its subject.
        things: every IRI in that.
    """

    axioms: Axioms
    concepts: list[Triple]
    schema: list[Quad]
    known: dict[str, set[Quad]]
    things: set[str]


_grounds: dict[str, _Ground] = {}


def _ground(ontology: Ontology) -> _Ground:
    """Gather what every case needs of an ontology; that of the last one asked for is kept."""
    if ontology.digest not in _grounds:
        _grounds.clear()
        schema = ontology.schema
        plain = [Quad(quad.subject, quad.predicate, quad.object) for quad in schema]
        known: dict[str, set[Quad]] = {}
        for quad in plain:
            known.setdefault(str(getattr(quad.subject, "value", "")), set()).add(quad)
        # What the schema says of a concept, and not of a term.
        of_concepts = (
            quad
            for quad in plain
            if not str(getattr(quad.subject, "value", "")).startswith(iris.TERMS)
            and quad.predicate.value in {RDF.type, SKOS.broader, SKOS.inScheme}
        )
        concepts = _take_up(of_concepts, {}).triples
        names = _take_up(plain, {}).names
        _grounds[ontology.digest] = _Ground(compile_axioms(schema), concepts, plain, known, names)
    return _grounds[ontology.digest]


def _readings(facts: Materialiser) -> set[str]:
    """Find the claims that are interpretations, or are derived from one."""
    interpreted = facts.subjects(KG.status, iris.mark("status", "interpreted"))
    return reached(interpreted, lambda claim: facts.subjects(KG.derivedFromClaim, claim))
