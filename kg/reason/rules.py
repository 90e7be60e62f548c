"""What follows in one case: the edges and claims that the rules give, each with its premises.

Three steps: claims that rules derive from claims; the edge rules, until nothing new follows
(`kg.reason.fixpoint`); why each edge holds (`kg.reason.derivations`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.build.writer import GraphWriter
from kg.model import iris
from kg.model.vocabulary import KG, RDF, RDFS, SKOS
from kg.problems import KgError, Location, Problem, problem
from kg.reason.axioms import compile_axioms
from kg.reason.because import write_because
from kg.reason.derivations import Because, Derivation, Triple, ordered
from kg.reason.derived_claims import add_claims
from kg.reason.edge_rules import apply_rule, broken
from kg.reason.materialise import Materialiser
from kg.store import NamedNode, Quad, Store, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.ontology import Ontology, Rule
    from kg.reason.axioms import Axioms
    from kg.store import Term

_ROUNDS = 8
_OWL_RULES = {
    "rl-sub-class": ("What belongs to a class belongs to every wider class", "属于某类者，也属于更宽的类"),
    "rl-sub-property": (
        "What stands in a relation stands in the wider one too",
        "处于某关系者，也处于更宽的关系",
    ),
    "rl-inverse": (
        "A relation holds the other way round under its inverse's name",
        "关系反向时以其逆关系之名成立",
    ),
    "rl-symmetric": ("A symmetric relation holds both ways", "对称关系双向成立"),
    "rl-chain-2": ("Two relations, one after the other, make a third", "两个关系相接，成为第三个关系"),
    "rl-chain-3": ("Three relations, one after the other, make a fourth", "三个关系相接，成为第四个关系"),
    "rl-domain": ("What a property is said of belongs to its domain", "属性所述之物属于其定义域"),
    "rl-range": ("What a property leads to belongs to its range", "属性所指之物属于其值域"),
    "rl-some-values": (
        "What is related to a thing of some kind is of a kind itself",
        "与某类事物相关者，因此属于相应的类",
    ),
    "what-if": (
        "A claim that is supposed, for the sake of argument, to be stated",
        "为论证起见，假定某论断为原文所述",
    ),
    "rl-has-value": (
        "What has the defining values belongs to the class they define",
        "具有定义所需之值者，属于所定义的类",
    ),
}
"""The rules of OWL 2 RL that `kg.reason.materialise` works by, with what each concludes."""


@dataclass(slots=True)
class Inferred:
    """What follows in a case.

    Attributes:
        quads: the inferred edges and claims.
        because: why each edge holds.
        edges: the same as records.
        problems: rules that are no SPARQL or do not come to an end.
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
    run.close(run.add_claims(ontology))
    return run.result(set())


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
    rules = run.add_claims(ontology)
    run.close(rules)
    before = set(run.facts.ways)
    run.graph = GraphWriter(iris.graph(case, "what-if"))
    run.suppose(claims, {relation.iri: relation.property for relation in ontology.relations.values()})
    run.close(rules)
    return run.result(before, set(claims))


@dataclass(slots=True)
class _Run:
    """The reasoning over one case, under way."""

    case: str
    store: Store
    facts: Materialiser
    graph: GraphWriter
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def begin(cls, case: str, asserted: list[Quad], ontology: Ontology) -> _Run:
        """Take up what is given."""
        prefix = iris.case(case)

        def is_wanted(edge: Triple) -> bool:
            subject, predicate, obj = edge
            is_ours = predicate.startswith(iris.BASE) or (predicate == RDF.type and obj.startswith(iris.BASE))
            return is_ours and (subject.startswith(prefix) or obj.startswith(prefix))

        facts = Materialiser(_axioms(ontology), is_wanted)
        facts.add(_triples(quad for quad in ontology.schema if _is_about_concepts(quad)))
        facts.add(_triples(asserted))
        plain = (Quad(q.subject, q.predicate, q.object) for q in (*ontology.schema, *asserted))
        return cls(case, Store.of(plain), facts, GraphWriter(iris.graph(case, "inferred")))

    def add_claims(self, ontology: Ontology) -> list[Rule]:
        """Derive claims from claims; gives the rules that yield edges."""
        for rule in ontology.rules:
            if rule.yields == "claim":
                try:
                    add_claims(rule, self.case, ontology, self.store, self.graph)
                except KgError as error:
                    self.problems.append(broken(rule, error))
        self.facts.add(_triples(self.graph.quads))
        self.store.extend(_plain(self.facts.ways))
        return [rule for rule in ontology.rules if rule.yields == "edge"]

    def apply(self, rules: list[Rule]) -> None:
        """Apply every edge rule once, and derive what follows."""
        before = set(self.facts.ways)
        for rule in list(rules):
            try:
                self.facts.add_derived(apply_rule(rule, self.store))
            except KgError as error:
                rules.remove(rule)
                self.problems.append(broken(rule, error))
        self.store.extend(_plain(edge for edge in self.facts.ways if edge not in before))

    def close(self, rules: list[Rule]) -> None:
        """Apply the edge rules until nothing new follows."""
        for _ in range(_ROUNDS):
            known = len(self.facts.facts)
            self.apply(rules)
            if len(self.facts.facts) == known:
                return
        place = Location("ontology/rules", 1, 1)
        found = f"rules that still make new edges after {_ROUNDS} rounds"
        self.problems.append(problem("KG502", place, found, "rules that come to an end"))

    def suppose(self, claims: Sequence[str], properties: dict[str, str]) -> None:
        """Take claims for edges, whatever their status."""
        parts: dict[str, dict[str, list[str]]] = {claim: {} for claim in claims}
        for subject, predicate, obj in self.facts.facts:
            if subject in parts:
                parts[subject].setdefault(predicate, []).append(obj)
        for claim in claims:
            found = parts[claim]
            way = Derivation("what-if", "", (claim,))
            names = [properties[iri_] for iri_ in found.get(KG.relation, ()) if iri_ in properties]
            ends = [(s, o) for s in found.get(KG.subject, ()) for o in found.get(KG.object, ())]
            self.facts.add_derived(((s, name, o), way) for name in names for s, o in sorted(ends))
        self.store.extend(_plain(self.facts.ways))

    def result(self, before: set[Triple], supposed: set[str] | None = None) -> Inferred:
        """What was found and was not there before, as graphs."""
        edges = {edge: ways for edge, ways in ordered(self.facts.ways).items() if edge not in before}
        for subject, predicate, obj in edges:
            self.graph.link(subject, predicate, obj)
        part = "because" if supposed is None else "what-if-because"
        because = GraphWriter(iris.graph(self.case, part))
        write_because(self.case, edges, _readings(self.facts.facts) | (supposed or set()), because)
        return Inferred(self.graph.quads, because.quads, edges, self.problems)


_compiled: dict[str, Axioms] = {}


def _axioms(ontology: Ontology) -> Axioms:
    """The ontology's axioms, compiled once."""
    if ontology.digest not in _compiled:
        _compiled.clear()
        _compiled[ontology.digest] = compile_axioms(ontology.schema)
    return _compiled[ontology.digest]


def _triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The quads that lead from an IRI to an IRI, as triples."""
    for quad in quads:
        if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
            yield quad.subject.value, quad.predicate.value, quad.object.value


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


def describe_rules(ontology: Ontology) -> list[Quad]:
    """The rules as data: their names and what they conclude."""
    graph = GraphWriter(iris.ONTOLOGY_GRAPH)
    titles = {rule.name: (rule.title, rule.title_zh) for rule in ontology.rules} | _OWL_RULES
    for name, (title, title_zh) in titles.items():
        node = iris.rule(name)
        graph.link(node, RDF.type, KG.Rule)
        graph.text(node, KG.identifier, name)
        graph.text(node, RDFS.label, title, "en")
        graph.text(node, RDFS.label, title_zh, "zh")
    return graph.quads


def unreasoned(quads: list[Quad]) -> list[Quad]:
    """The quads without what follows by OWL alone and without the records of why.

    A reasoner finds those consequences itself; handing them to it only costs time.
    """
    owl_rules = {iris.rule(name) for name in _OWL_RULES}
    is_owl: set[Term] = set()
    ends: dict[Term, dict[str, Term]] = {}
    for quad in quads:
        if quad.predicate.value == KG.byRule and getattr(quad.object, "value", "") in owl_rules:
            is_owl.add(quad.subject)
        elif quad.predicate.value in {KG.edgeSubject, KG.edgeProperty, KG.edgeObject}:
            ends.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    names = (KG.edgeSubject, KG.edgeProperty, KG.edgeObject)
    left_out = {tuple(ends[node][name] for name in names) for node in is_owl if node in ends}
    return [
        quad
        for quad in quads
        if not str(getattr(quad.graph_name, "value", "")).endswith("/graph/because")
        and (
            not str(getattr(quad.graph_name, "value", "")).endswith("/graph/inferred")
            or (quad.subject, quad.predicate, quad.object) not in left_out
        )
    ]
