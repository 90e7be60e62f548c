"""RDF terms, reading and writing them, and SPARQL over one or many graphs.

The only room that imports pyoxigraph. It knows nothing of what the triples mean. Why this
engine: ``docs/decisions/0001-store.md``.

>>> store = LocalStore.of([Quad(iri("http://x/a"), iri("http://x/p"), Literal("v"), iri("http://x/g"))])
>>> [row["o"].value for row in store.select("SELECT ?o WHERE { ?s ?p ?o }")]
['v']
"""

from kg.store.any_store import Store, Table
from kg.store.binding import bare_query, form_of, is_asking_elsewhere, is_naming_graphs
from kg.store.dataset_files import dataset_files, dataset_list
from kg.store.engine import LocalStore, SparqlError, StoreWithPartApart
from kg.store.graphs_elsewhere import GraphStore, GraphStoreByUpdate, content_hash, graph_store_of
from kg.store.http import Credentials
from kg.store.remote import RemoteStore, open_store
from kg.store.syntax import (
    as_written,
    graph_blocks,
    graph_sums,
    parse_quads,
    parse_triples,
    to_dataset,
    to_graph,
    to_nquads,
    to_ntriples,
    with_stable_blanks,
)
from kg.store.terms import (
    Bindings,
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    Term,
    Terms,
    boolean,
    integer,
    iri,
    typed,
)

__all__ = [
    "Bindings",
    "BlankNode",
    "Credentials",
    "GraphStore",
    "GraphStoreByUpdate",
    "Literal",
    "LocalStore",
    "NamedNode",
    "Quad",
    "RemoteStore",
    "SparqlError",
    "Store",
    "StoreWithPartApart",
    "Table",
    "Term",
    "Terms",
    "as_written",
    "bare_query",
    "boolean",
    "content_hash",
    "dataset_files",
    "dataset_list",
    "form_of",
    "graph_blocks",
    "graph_store_of",
    "graph_sums",
    "integer",
    "iri",
    "is_asking_elsewhere",
    "is_naming_graphs",
    "open_store",
    "parse_quads",
    "parse_triples",
    "to_dataset",
    "to_graph",
    "to_nquads",
    "to_ntriples",
    "typed",
    "with_stable_blanks",
]
