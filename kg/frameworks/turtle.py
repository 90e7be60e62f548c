"""A framework as a Turtle file that Protégé opens: with a header, and imports that declare what it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import DCTERMS, KG, OWL, RDF, RDFS, SKOS
from kg.problems import KgError
from kg.store import NamedNode, to_graph
from kg.store.writer import GraphWriter

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.store import Quad

_BELONGS = frozenset({SKOS.inScheme, KG.proposedIn, RDFS.isDefinedBy})


def document_of(framework: str) -> str:
    """Name the document of a framework, which is not the framework: one is a file, the other a concept scheme.

    >>> document_of("toe")
    'https://w3id.org/tongban-kg/theory/toe.ttl'
    """
    return f"{iris.framework(framework)}.ttl"


def to_turtle(framework: str, ontology: Ontology) -> bytes:
    """Write a framework as Turtle.

    Args:
        framework: its name.
        ontology: the ontology, with all frameworks.

    Raises:
        KgError: there is no such framework.
    """
    found = ontology.frameworks.get(framework)
    if found is None:
        raise KgError(f"there is no framework '{framework}': one of {', '.join(sorted(ontology.frameworks))}")
    of_theory = [
        quad for quad in ontology.quads if str(getattr(quad.graph_name, "value", "")) == iris.THEORY_GRAPH
    ]
    homes = {
        quad.subject.value: quad.object.value
        for quad in of_theory
        if quad.predicate.value in _BELONGS
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    }
    own = [
        quad
        for quad in of_theory
        if isinstance(quad.subject, NamedNode)
        and (quad.subject.value == found.iri or homes.get(quad.subject.value) == found.iri)
    ]
    header = _header(framework, own, homes, ontology)
    prefixes = iris.PREFIXES | {"this": f"{found.iri}/"}
    if framework == "triple-logic":  # it has a prefix of its own
        del prefixes["this"]
    return to_graph([*header, *sorted(own, key=str)], "turtle", prefixes)


def _header(framework: str, own: list[Quad], homes: dict[str, str], ontology: Ontology) -> list[Quad]:
    """Write what the document is, and the documents that declare the terms it speaks of."""
    graph = GraphWriter(iris.THEORY_GRAPH)
    document, found = document_of(framework), ontology.frameworks[framework]
    graph.link(document, RDF.type, OWL.Ontology)
    graph.text(document, DCTERMS.title, found.label, "en")
    graph.text(document, DCTERMS.title, found.zh, "zh")
    graph.link(document, OWL.imports, iris.ONTOLOGY)
    spoken_of = {
        node.value for quad in own for node in (quad.predicate, quad.object) if isinstance(node, NamedNode)
    }
    others = {homes[one] for one in spoken_of if one in homes} - {found.iri}
    named = {one.iri: name for name, one in ontology.frameworks.items()}
    graph.links(document, OWL.imports, (document_of(named[iri]) for iri in sorted(others) if iri in named))
    return graph.quads
