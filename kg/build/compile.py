"""The asserted graph of a case: its elements, sources, claims, evidence and silences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.build import citations, claims, elements, provenance, silences, sources
from kg.build.resolve import Resolver
from kg.model import iris
from kg.model.vocabulary import KG, RDF, RDFS
from kg.store.writer import GraphWriter

if TYPE_CHECKING:
    from kg.evidence import SourceText
    from kg.model.records import Case
    from kg.ontology import Ontology
    from kg.problems import Location, Problem
    from kg.store import Quad


_UNCHECKED = {"cited": "locators", "restricted": "restricted"}
"""What a claim may rest on and no machine can compare with a text, by the access to its source."""


@dataclass(slots=True)
class Asserted:
    """What a case asserts.

    Attributes:
        case: the case's name.
        quads: the asserted graph.
        provenance: the provenance graph.
        places: where each IRI was written, for messages.
        problems: what is wrong; an entry with a problem is left out of the graph.
        checked: how many claims and quotations were checked, and how many places are cited unchecked.
    """

    case: str
    quads: list[Quad]
    provenance: list[Quad]
    places: dict[str, Location]
    problems: list[Problem] = field(default_factory=list)
    checked: dict[str, int] = field(default_factory=dict)


def assert_case(case: Case, texts: dict[str, SourceText], ontology: Ontology) -> Asserted:
    """Compile a case's own statements.

    Args:
        case: the case, read.
        texts: its sources' texts, as far as they could be read, by id.
        ontology: the ontology.
    """
    problems: list[Problem] = []
    resolver = Resolver(case, ontology, problems)
    graph = GraphWriter(iris.graph(case.name, "asserted"))
    places: dict[str, Location] = {
        iris.case(case.name): case.name.location,
        f"{iris.case(case.name)} label": case.label.location,
    }
    subject = iris.case(case.name)
    graph.link(subject, RDF.type, KG.Case)
    graph.text(subject, KG.identifier, case.name)
    graph.text(subject, RDFS.label, case.label, "en")
    graph.text(subject, RDFS.label, case.zh, "zh")
    if case.zh_basis:
        graph.link(subject, KG.zhLabelBasis, iris.mark("zh-basis", case.zh_basis))
    graph.links(subject, KG.usesFramework, [f.iri for f in resolver.frameworks.values()])
    sources.write(case, texts, graph, places, problems)
    citations.write(case, graph, places, problems)
    elements.write(case, resolver, graph, places)
    context = claims.Context(case, resolver, texts, graph, places, problems)
    quotations = claims.write(context)
    quotations += silences.write(context)
    checked = {
        "claims": len(case.claims),
        "quotations": quotations,
        "silences": len(case.silences),
        "elements": len(case.elements),
        "sources": sum(sources.is_there(source, texts) for source in case.sources.values()),
    }
    located = {word: citations.count(case, access) for access, word in _UNCHECKED.items()}
    checked |= {word: number for word, number in located.items() if number}
    quads = provenance.describe(case, texts, ontology)
    return Asserted(case.name, graph.quads, quads, places, problems, checked)
