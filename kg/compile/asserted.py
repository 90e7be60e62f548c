"""The asserted graph of a case: its elements, sources, claims, evidence and silences; and how it came to be.

That is told without a clock: by whom it was coded, and by hashes of what was used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.compile.claims import Context, write_answers, write_claims
from kg.compile.names import names_of, write_names
from kg.compile.resolve import Resolver
from kg.compile.silences import write_silences
from kg.compile.sources import count_cited, is_there, write_citations, write_days, write_sources
from kg.model import iris
from kg.model.languages import in_each
from kg.model.vocabulary import DCTERMS, KG, PROV, RDF, RDFS, SKOS
from kg.store.writer import GraphWriter
from kg.version import __version__

if TYPE_CHECKING:
    from kg.evidence import SourceText
    from kg.model.records import Case, Element
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
    write_names(graph, subject, names_of(case, case.language))
    graph.text(subject, DCTERMS.language, case.language)
    write_answers(graph, subject, case.answers, case.language)
    graph.links(subject, KG.usesFramework, [f.iri for f in resolver.frameworks.values()])
    write_sources(case, texts, graph, places, problems)
    write_citations(case, graph, places, problems)
    _write_elements(case, resolver, graph, places)
    context = Context(case, resolver, texts, graph, places, problems)
    quotations = write_claims(context)
    quotations += write_silences(context)
    checked = {
        "claims": len(case.claims),
        "quotations": quotations,
        "silences": len(case.silences),
        "elements": len(case.elements),
        "sources": sum(is_there(source, texts) for source in case.sources.values()),
    }
    located = {word: count_cited(case, access) for access, word in _UNCHECKED.items()}
    checked |= {word: number for word, number in located.items() if number}
    quads = _describe_provenance(case, texts, ontology)
    return Asserted(case.name, graph.quads, quads, places, problems, checked)


def _write_elements(case: Case, resolver: Resolver, graph: GraphWriter, places: dict[str, Location]) -> None:
    """Write every element whose kind or concept is known."""
    for element in case.elements.values():
        subject = iris.element(case.name, element.id)
        places[subject] = element.id.location
        if element.label is not None:
            places[f"{subject} label"] = element.label.location
        if _write_kind(subject, element, resolver, graph):
            graph.link(subject, KG.inCase, iris.case(case.name))
            graph.text(subject, KG.identifier, element.id)
            _write_label(subject, element, resolver, graph)
            graph.number(subject, KG.year, element.year)
            graph.text(subject, KG.date, element.date)
            write_days(graph, subject, element.date)
            graph.text(subject, KG.figure, element.figure)
            graph.text(subject, DCTERMS.identifier, element.identifier)
            for predicate, word in ((KG.startsAt, element.starts_at), (KG.endsAt, element.ends_at)):
                event = resolver.element(word, "event") if word is not None else None
                graph.link(subject, predicate, event.iri if event else None)
            graph.told(subject, (SKOS.note,), *in_each(case.language, element.note))
            graph.flag(subject, KG.isWithheld, value=element.is_withheld)


def _write_kind(subject: str, element: Element, resolver: Resolver, graph: GraphWriter) -> bool:
    """Write what the element is; tell whether that is known."""
    if element.instantiates is not None:
        concept = resolver.concept(element.instantiates)
        if concept is None:
            return False
        graph.link(subject, RDF.type, KG.Manifestation)
        graph.link(subject, KG.instantiates, concept.iri)
        return True
    kind = resolver.kind(element.kind) if element.kind is not None else None
    if kind is None:
        return False
    graph.link(subject, RDF.type, kind)
    return True


def _write_label(subject: str, element: Element, resolver: Resolver, graph: GraphWriter) -> None:
    """Write labels: the element's own, else its concept's, with what they rest on."""
    concept = resolver.concept(element.instantiates) if element.instantiates else None
    write_names(graph, subject, names_of(element, resolver.case.language, concept))
    is_plural = element.plural
    if is_plural is None:
        is_plural = concept is not None and element.label is None and concept.is_plural
    graph.flag(subject, KG.isPlural, value=is_plural)


def frameworks_used(case: Case, ontology: Ontology) -> dict[str, str]:
    """List the frameworks that a case names, each with a hash of its files; nothing stands for one that has none in YAML."""
    matches = (
        word for concept in case.concepts.values() for word in (*concept.close_match, *concept.broad_match)
    )
    names = {*map(str, case.frameworks), *(word.partition(":")[0] for word in matches)} - {""}
    return {name: ontology.in_files.digests.get(name, "") for name in sorted(names)}


def _describe_provenance(case: Case, texts: dict[str, SourceText], ontology: Ontology) -> list[Quad]:
    """Write the provenance graph of a case (W3C PROV-O)."""
    graph = GraphWriter(iris.graph(case.name, "provenance"))
    coding = iris.activity(case.name, "coding")
    compiling = iris.activity(case.name, "compiling")
    graph.link(coding, RDF.type, KG.CodingActivity)
    en, zh = names_of(case, case.language)[:2]
    graph.told(coding, (RDFS.label,), en and f"Coding of {en}", None if en else f"{zh}的编码")
    if case.coder:
        coder = iris.coder(case.coder)
        graph.link(coder, RDF.type, KG.Coder)
        graph.text(coder, RDFS.label, case.coder, "en")
        graph.link(coding, PROV.wasAssociatedWith, coder)
    for identifier in (name for name, source in case.sources.items() if is_there(source, texts)):
        graph.link(coding, PROV.used, iris.source(case.name, identifier))
    graph.link(compiling, RDF.type, KG.CompileActivity)
    by = f"tongban-kg {__version__}"
    told = (en and f"Compiling of {en} by {by}", None if en else f"{zh}由{by}编译")
    graph.told(compiling, (RDFS.label,), *told)
    graph.link(iris.ONTOLOGY_GRAPH, RDF.type, PROV.Entity)
    graph.text(iris.ONTOLOGY_GRAPH, KG.sha256, ontology.core)
    graph.link(compiling, PROV.used, iris.ONTOLOGY_GRAPH)
    for name, digest in frameworks_used(case, ontology).items():
        if digest:
            graph.link(iris.framework(name), RDF.type, PROV.Entity)
            graph.text(iris.framework(name), KG.sha256, digest)
            graph.link(compiling, PROV.used, iris.framework(name))
    for part in ("asserted", "inferred", "because", "cells"):
        graph.link(iris.graph(case.name, part), PROV.wasGeneratedBy, compiling)
        graph.link(iris.graph(case.name, part), RDF.type, PROV.Entity)
    for name, sha256 in case.files:
        node = iris.file(case.name, name)
        graph.link(node, RDF.type, PROV.Entity)
        graph.text(node, KG.fileName, name)
        graph.text(node, KG.sha256, sha256)
        graph.link(node, PROV.wasGeneratedBy, coding)
        graph.link(compiling, PROV.used, node)
    return graph.quads
