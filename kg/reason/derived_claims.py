"""Claims that a rule derives from claims, with their premises and their sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import KG, RDF, RDFS
from kg.ontology.sentence import Name, Speaker
from kg.reason.edge_rules import endless, unknown_relation, value_of, without_premises
from kg.store import Literal, Quad

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from kg.ontology import Ontology, Relation, Rule
    from kg.problems import Problem
    from kg.store import LocalStore
    from kg.store.writer import GraphWriter

_MARKS = {"status": "inferred", "role": "finding", "modality": "asserted", "polarity": "affirmed"}
_MOST = 9


class ClaimRules:
    """The rules that yield claims, applied to one case until nothing new follows."""

    def __init__(self, case: str, ontology: Ontology, store: LocalStore, graph: GraphWriter) -> None:
        """Hold the store and the case's inferred graph, to which what the rules give goes."""
        self.case = case
        self.rules = [rule for rule in ontology.rules if rule.yields == "claim"]
        self.relations = {relation.iri: relation for relation in ontology.relations.values()}
        self.store = store
        self.graph = graph
        self.done: dict[tuple[str, str, tuple[str, str]], str] = {}

    @property
    def claims(self) -> set[str]:
        """What was derived so far."""
        return {iris.claim(self.case, identifier) for identifier in self.done.values()}

    def apply(self, things: AbstractSet[str], readings: AbstractSet[str]) -> list[Problem]:
        """Apply every rule until nothing new follows.

        Args:
            things: what there is; a claim may speak of it, and a rule may not make more.
            readings: the claims that rest on interpretation; where a claim follows with one and
                without one, it follows without.

        Returns:
            Rules whose rows are no claims, or claims without premises.
        """
        problems: dict[Problem, None] = {}
        number = -1
        while number != len(self.done):
            number = len(self.done)
            for rule in self.rules:
                self._apply(rule, things, readings, problems)
        return list(problems)

    def _apply(
        self,
        rule: Rule,
        things: AbstractSet[str],
        readings: AbstractSet[str],
        problems: dict[Problem, None],
    ) -> None:
        before = len(self.graph.quads)
        rows = [
            {name: value_of(term) for name, term in row.items()} for row in self.store.select(rule.sparql)
        ]
        # A claim keeps the premises by which it is derived first, so rows that rest on no reading come first.
        for row in sorted(
            rows, key=lambda row: (not readings.isdisjoint(_premises(row)), sorted(row.items()))
        ):
            relation = self.relations.get(row.get("relation", ""))
            ends = row.get("subject", ""), row.get("object", "")
            made = next((end for end in ends if end not in things), None)
            if relation is None:
                problems[unknown_relation(rule, row.get("relation", ""))] = None
            elif made is not None:
                problems[endless(rule, made)] = None
            elif not _premises(row):
                words = iris.derived_claim(rule.name, [ends[0]], [ends[1]])
                problems[without_premises(rule, words)] = None
            elif (rule.name, relation.iri, ends) not in self.done:
                self._write(rule, relation, ends, _premises(row))
        self.store.extend(Quad(q.subject, q.predicate, q.object) for q in self.graph.quads[before:])

    def _write(self, rule: Rule, relation: Relation, ends: tuple[str, str], premises: list[str]) -> None:
        """Write the claim with its premises, parts, marks and sentence."""
        identifier = iris.derived_claim(rule.name, [ends[0]], [ends[1]])
        while identifier in self.done.values():
            identifier += "-too"
        self.done[rule.name, relation.iri, ends] = identifier
        graph, node = self.graph, iris.claim(self.case, identifier)
        graph.links(node, KG.derivedFromClaim, premises)
        graph.link(node, KG.byRule, iris.rule(rule.name))
        graph.link(node, KG.inCase, iris.case(self.case))
        graph.text(node, KG.identifier, identifier)
        graph.link(node, RDF.type, KG.Claim)
        graph.link(node, KG.subject, ends[0])
        graph.link(node, KG.relation, relation.iri)
        graph.link(node, KG.object, ends[1])
        for axis, word in _MARKS.items():
            graph.link(node, getattr(KG, axis), iris.mark(axis, word))
        names = [_name(end, self.store) for end in ends]
        speaker = Speaker(relation.phrases, (names[0],), (names[1],))
        graph.told(node, (RDFS.label,), speaker.english() if speaker.has_english else None, speaker.chinese())


def _premises(row: dict[str, str]) -> list[str]:
    return sorted({row.get(f"premise{n}", "") for n in range(1, _MOST + 1)} - {""})


def _name(node: str, store: LocalStore) -> Name:
    """Name a node as the case does."""
    labels = {
        term.language: term.value for term in store.values(node, RDFS.label) if isinstance(term, Literal)
    }
    english = labels.get("en", "" if "zh" in labels else iris.local_name(node))
    return Name(english, labels.get("zh", english), bool(store.values(node, KG.isPlural)))
