"""What the endpoint says of itself: https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

from kg.server.accept import best_of
from kg.server.errors import HttpProblem
from kg.store import BlankNode, Literal, NamedNode, Quad, iri, to_graph

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_VOID = "http://rdfs.org/ns/void#triples"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
            "Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD")  # fmt: skip
KINDS = {"application/ld+json": "json-ld", "application/n-triples": "ntriples", "application/rdf+xml": "rdf-xml",
         "text/turtle": "turtle"}  # fmt: skip
"""The formats of a description, by media type; the last is the one that nobody needs to ask for."""


def describe(address: str, graphs: dict[str, int], accept: str) -> tuple[bytes, str]:
    """Describe the endpoint in the format asked for, and give its media type.

    Args:
        address: the endpoint's own address.
        graphs: the named graphs, each with its number of triples.
        accept: the header of that name.

    Raises:
        HttpProblem: none of the formats is asked for, or the address is no IRI.
    """
    kind = best_of(list(KINDS), accept)
    return to_graph(_triples(address, graphs), KINDS[kind], {"sd": _SD}), kind


def _triples(address: str, graphs: dict[str, int]) -> list[Quad]:
    """Describe the endpoint in triples."""
    try:
        service = iri(address)
    except ValueError as error:
        raise HttpProblem(
            400, "bad-request", f"the address {address!r}", "send a host in the header Host"
        ) from error
    dataset, default = BlankNode("dataset"), BlankNode("default")

    def statement(subject: NamedNode | BlankNode, name: str, obj: NamedNode | BlankNode | Literal) -> Quad:
        predicate = iri(name if ":" in name else f"{_SD}{name}")
        return Quad(subject, predicate, obj)

    found = [
        statement(service, _RDF_TYPE, iri(f"{_SD}Service")),
        statement(service, "endpoint", service),
        statement(service, "supportedLanguage", iri(f"{_SD}SPARQL11Query")),
        statement(service, "feature", iri(f"{_SD}UnionDefaultGraph")),
        *(statement(service, "resultFormat", iri(f"{_FORMATS}{name}")) for name in _RESULTS),
        statement(service, "defaultDataset", dataset),
        statement(dataset, _RDF_TYPE, iri(f"{_SD}Dataset")),
        statement(dataset, "defaultGraph", default),
        statement(default, _RDF_TYPE, iri(f"{_SD}Graph")),
    ]
    for number, (name, count) in enumerate(sorted(graphs.items())):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        found += [
            statement(dataset, "namedGraph", named),
            statement(named, _RDF_TYPE, iri(f"{_SD}NamedGraph")),
            statement(named, "name", iri(name)),
            statement(named, "graph", graph),
            statement(graph, _RDF_TYPE, iri(f"{_SD}Graph")),
            statement(
                graph, _VOID, Literal(str(count), datatype=iri("http://www.w3.org/2001/XMLSchema#integer"))
            ),
        ]
    return found
