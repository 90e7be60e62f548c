"""The rules by name: those of ``ontology/rules/`` and those of OWL 2 RL, each with what it concludes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import KG, RDF, RDFS
from kg.store.writer import GraphWriter

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.store import Quad, Term

SUPPOSED = "what-if"
"""The name of the step that takes a claim for stated, for the sake of argument."""
OWL_RULES = {
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
    SUPPOSED: (
        "A claim that is supposed, for the sake of argument, to be stated",
        "为论证起见，假定某论断为原文所述",
    ),
    "rl-has-value": (
        "What has the defining values belongs to the class they define",
        "具有定义所需之值者，属于所定义的类",
    ),
}
"""The rules of OWL 2 RL that `kg.reason.materialise` works by, with what each concludes."""


def describe_rules(ontology: Ontology) -> list[Quad]:
    """Write the rules as data: their names and what they conclude."""
    graph = GraphWriter(iris.ONTOLOGY_GRAPH)
    titles = {rule.name: (rule.title, rule.title_zh) for rule in ontology.rules} | OWL_RULES
    for name, (title, title_zh) in titles.items():
        node = iris.rule(name)
        graph.link(node, RDF.type, KG.Rule)
        graph.text(node, KG.identifier, name)
        graph.text(node, RDFS.label, title, "en")
        graph.text(node, RDFS.label, title_zh, "zh")
    return graph.quads


def claims_behind_edges(because: list[Quad]) -> dict[tuple[str, str, str], str]:
    """Find the claim that each edge was made from by a rule, where it was made from one alone.

    Args:
        because: the records of why edges hold.
    """
    said: dict[str, dict[str, list[str]]] = {}
    for quad in because:
        node = quad.subject.value  # type: ignore[union-attr]
        said.setdefault(node, {}).setdefault(quad.predicate.value, []).append(str(quad.object.value))  # type: ignore[union-attr]
    found = {}
    for record in said.values():
        sources = record.get(KG.followsFrom, [])
        if len(sources) == 1 and KG.edgeSubject in record and "/claim/" in sources[0]:
            subject, predicate, obj = (
                record[end][0] for end in (KG.edgeSubject, KG.edgeProperty, KG.edgeObject)
            )
            found[subject, predicate, obj] = sources[0]
    return found


def without_owl_consequences(quads: list[Quad]) -> list[Quad]:
    """Take out of the quads what follows by OWL alone and the records of why.

    A reasoner finds those consequences itself; handing them to it only costs time.
    """
    owl_rules = {iris.rule(name) for name in OWL_RULES}
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
