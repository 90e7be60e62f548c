"""RDF terms, reading and writing them, and SPARQL over one or many graphs.

The only room that imports pyoxigraph. It knows nothing of what the triples mean. Why this
engine: ``docs/decisions/0001-store.md``.

>>> store = Store.of([Quad(iri("http://x/a"), iri("http://x/p"), Literal("v"), iri("http://x/g"))])
>>> [row["o"].value for row in store.select("SELECT ?o WHERE { ?s ?p ?o }")]
['v']
"""

from kg.store.binding import bare_query, is_asking_elsewhere
from kg.store.engine import SparqlError, Store, Table
from kg.store.syntax import (
    parse_quads,
    parse_triples,
    to_dataset,
    to_graph,
    to_nquads,
    to_ntriples,
    with_stable_blanks,
)
from kg.store.terms import BlankNode, Literal, NamedNode, Quad, Term, boolean, integer, iri

__all__ = [
    "BlankNode",
    "Literal",
    "NamedNode",
    "Quad",
    "SparqlError",
    "Store",
    "Table",
    "Term",
    "bare_query",
    "boolean",
    "integer",
    "iri",
    "is_asking_elsewhere",
    "parse_quads",
    "parse_triples",
    "to_dataset",
    "to_graph",
    "to_nquads",
    "to_ntriples",
    "with_stable_blanks",
]
