"""What follows in one case: the edges and claims that the rules give, each with its premises.

Three steps: claims that rules derive from claims; the edge rules and the axioms, until nothing new
follows; why each edge holds (`kg.reason.derivations`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from kg.build.writer import GraphWriter
from kg.model import iris
from kg.model.vocabulary import KG, RDF, SKOS
from kg.reason.axioms import compile_axioms
from kg.reason.because import write_because
from kg.reason.derivations import Because, Derivation, Reasons, Triple, ordered
from kg.reason.derived_claims import ClaimRules
from kg.reason.edge_rules import apply_rule
from kg.reason.materialise import Materialiser
from kg.reason.rule_book import SUPPOSED
from kg.store import NamedNode, Quad, Store, iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.ontology import Ontology, Rule
    from kg.problems import Problem
    from kg.reason.axioms import Axioms


@dataclass(slots=True)
class Inferred:
    """What follows in a case.

    Attributes:
        quads: the inferred edges and claims.
        because: why each edge holds.
        edges: the same as records.
        problems: rules that conclude something without a reason, or make new things.
    """

    quads: list[Quad]
    because: list[Quad]
    edges: Because
    problems: list[Problem] = field(default_factory=list)


def infer(case: str, asserted: list[Quad], ontology: Ontology) -> Inferred:
    """Everything that follows in a case.

    Args:
        case: the case's name.
        asserted: its asserted graph.
        ontology: the ontology, with its rules.
    """
    run = _Run.begin(case, asserted, ontology)
    run.close()
    return run.result(frozenset(), ())


def suppose(case: str, asserted: list[Quad], ontology: Ontology, claims: Sequence[str]) -> Inferred:
    """What would follow besides, if some claims were accepted as stated.

    Args:
        case: the case's name.
        asserted: its asserted graph.
        ontology: the ontology, with its rules.
        claims: IRIs of claims of the case: interpretations, or others that give no edge.

    Returns:
        Only what follows from the claims and would not follow without them, in graphs of its own
        that never enter a released dataset. Every edge of it rests on a claim supposed.
    """
    run = _Run.begin(case, asserted, ontology)
    run.close()
    before = frozenset(run.facts.ways)
    run.graph = GraphWriter(iris.graph(case, "what-if"))
    run.suppose(claims, {relation.iri: relation.property for relation in ontology.relations.values()})
    run.close()
    return run.result(before, claims)


@dataclass(slots=True)
class _Run:
    """The reasoning over one case, under way."""

    case: str
    store: Store
    facts: Materialiser
    graph: GraphWriter
    rules: list[Rule]
    things: set[str]
    problems: dict[Problem, None]

    @classmethod
    def begin(cls, case: str, asserted: list[Quad], ontology: Ontology) -> _Run:
        """Take up what is given, and the claims that rules derive from claims."""
        ground = _ground(ontology)
        facts = Materialiser(ground.axioms, _is_about(case))
        facts.add(ground.concepts)
        facts.add(_triples(asserted))
        store = Store.of(chain(ground.schema, (Quad(q.subject, q.predicate, q.object) for q in asserted)))
        things = _names(asserted).union(ground.things)
        graph = GraphWriter(iris.graph(case, "inferred"))
        claims = ClaimRules(case, ontology, store, graph)
        problems = claims.apply(things, _readings(facts.facts))
        facts.add(_triples(graph.quads))
        store.extend(_plain(facts.ways))
        rules = [rule for rule in ontology.rules if rule.yields == "edge"]
        things |= claims.claims
        return cls(case, store, facts, graph, rules, things, dict.fromkeys(problems))

    def close(self) -> None:
        """Apply the edge rules until nothing new follows.

        That comes to an end, for a rule may link only what is there.
        """
        known = -1
        while known != len(self.facts.facts):
            known = len(self.facts.facts)
            before = set(self.facts.ways)
            for rule in self.rules:
                found, problems = apply_rule(rule, self.store, self.things)
                self.facts.add_derived(found)
                self.problems |= dict.fromkeys(problems)
            self.store.extend(_plain(edge for edge in self.facts.ways if edge not in before))

    def suppose(self, claims: Sequence[str], properties: dict[str, str]) -> None:
        """Take claims for edges, whatever their status."""
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
        self.store.extend(_plain(self.facts.ways))

    def result(self, before: frozenset[Triple], supposed: Sequence[str]) -> Inferred:
        """What was found and was not there before, as graphs; the last step of a run."""
        self.store = Store.of(())  # no rule asks any more, and the graphs to come need its memory
        ways, tainted = ordered(self.facts.ways, _readings(self.facts.facts).union(supposed))
        edges = {edge: found for edge, found in ways.items() if edge not in before}
        for subject, predicate, obj in edges:
            self.graph.link(subject, predicate, obj)
        graph = iris.graph(self.case, "what-if-because" if supposed else "because")
        because = write_because(self.case, Reasons(edges, tainted), graph)
        return Inferred(self.graph.quads, because, edges, list(self.problems))


def _is_about(case: str) -> Callable[[Triple], bool]:
    """Tells whether a conclusion is in our vocabulary and about a case.

    What would hold between concepts alone is kept out: cases share them, and what one case claims
    of them must not become a fact of all.
    """
    whole = iris.case(case)
    part = f"{whole}/"

    def is_about(edge: Triple) -> bool:
        subject, predicate, obj = edge
        is_ours = predicate.startswith(iris.BASE) or (predicate == RDF.type and obj.startswith(iris.BASE))
        return is_ours and (subject.startswith(part) or obj.startswith(part) or whole in {subject, obj})

    return is_about


@dataclass(frozen=True, slots=True)
class _Ground:
    """What of an ontology every case needs, made ready once.

    Attributes:
        axioms: its axioms, compiled.
        concepts: what it says of concepts.
        schema: all that rules need of it, in no graph.
        things: every IRI in that.
    """

    axioms: Axioms
    concepts: list[Triple]
    schema: list[Quad]
    things: frozenset[str]


_grounds: dict[str, _Ground] = {}


def _ground(ontology: Ontology) -> _Ground:
    """What every case needs of an ontology; that of the last one asked for is kept."""
    if ontology.digest not in _grounds:
        _grounds.clear()
        schema = ontology.schema
        _grounds[ontology.digest] = _Ground(
            compile_axioms(schema),
            list(_triples(quad for quad in schema if _is_about_concepts(quad))),
            [Quad(quad.subject, quad.predicate, quad.object) for quad in schema],
            frozenset(_names(schema)),
        )
    return _grounds[ontology.digest]


def _names(quads: list[Quad]) -> set[str]:
    """Every IRI that stands as subject or object."""
    nodes = {quad.subject for quad in quads} | {quad.object for quad in quads}
    return {node.value for node in nodes if isinstance(node, NamedNode)}


def _triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The quads that lead from an IRI to an IRI, as triples; each name is held once."""
    names: dict[str, str] = {}
    for quad in quads:
        if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
            subject, predicate, obj = quad.subject.value, quad.predicate.value, quad.object.value
            yield (
                names.setdefault(subject, subject),
                names.setdefault(predicate, predicate),
                names.setdefault(obj, obj),
            )


def _plain(edges: Iterable[Triple]) -> Iterator[Quad]:
    """Triples as quads of the default graph."""
    for subject, predicate, obj in edges:
        yield Quad(iri(subject), iri(predicate), iri(obj))


def _is_about_concepts(quad: Quad) -> bool:
    """Whether a triple of the schema says something of a concept, not of a term."""
    is_concept = not str(getattr(quad.subject, "value", "")).startswith(iris.TERMS)
    return is_concept and quad.predicate.value in {RDF.type, SKOS.broader, SKOS.inScheme}


def _readings(given: set[Triple]) -> set[str]:
    """The claims that are interpretations, or are derived from one."""
    status = iris.mark("status", "interpreted")
    tainted = {s for s, p, o in given if p == KG.status and o == status}
    below = [(s, o) for s, p, o in given if p == KG.derivedFromClaim]
    while True:
        more = {s for s, o in below if o in tainted} - tainted
        if not more:
            return tainted
        tainted |= more
