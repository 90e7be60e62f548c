"""The elements of a case: actors, phases, events, manifestations of concepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import DCTERMS, KG, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from kg.build.resolve import Resolver
    from kg.model.records import Case, Element
    from kg.problems import Location
    from kg.store.writer import GraphWriter


def write(case: Case, resolver: Resolver, graph: GraphWriter, places: dict[str, Location]) -> None:
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
            graph.text(subject, KG.figure, element.figure)
            graph.text(subject, DCTERMS.identifier, element.identifier)
            for predicate, word in ((KG.startsAt, element.starts_at), (KG.endsAt, element.ends_at)):
                event = resolver.element(word, "event") if word is not None else None
                graph.link(subject, predicate, event.iri if event else None)
            graph.text(subject, SKOS.note, element.note, "en")
            graph.flag(subject, KG.isWithheld, value=element.is_withheld)


def _write_kind(subject: str, element: Element, resolver: Resolver, graph: GraphWriter) -> bool:
    """What the element is; says whether that is known."""
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
    """Labels: the element's own, else its concept's, with what the Chinese one rests on."""
    concept = resolver.concept(element.instantiates) if element.instantiates else None
    label: str | None = element.label
    zh: str | None = element.zh
    basis: str | None = element.zh_basis
    if label is None and concept is not None:
        label, zh = concept.label, zh or concept.zh
        basis = basis or concept.zh_basis
    is_plural = element.plural
    if is_plural is None:
        is_plural = concept is not None and element.label is None and concept.is_plural
    graph.text(subject, RDFS.label, label, "en")
    graph.text(subject, RDFS.label, zh, "zh")
    graph.flag(subject, KG.isPlural, value=is_plural)
    if basis:
        graph.link(subject, KG.zhLabelBasis, iris.mark("zh-basis", basis))
