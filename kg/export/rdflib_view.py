"""An rdflib view of a store: the same quads, not parsed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg.model.iris import PREFIXES
from kg.store import LocalStore, is_naming_graphs

if TYPE_CHECKING:
    from rdflib.query import Result

    from kg.store import Store


class _View(OxigraphStore):
    """Oxigraph for rdflib, which would ask the union of all graphs, whatever graphs a query names."""

    def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: Any, **more: Any) -> Result:  # noqa: ANN401, N803 - as rdflib has it
        """Answer a query over the graphs that it names, or over those that it is asked of."""
        asked_of = "" if isinstance(query, str) and is_naming_graphs(query) else queryGraph
        return super().query(query, initNs, initBindings, asked_of, **more)


def as_rdflib(store: Store) -> Dataset:
    """View a store as an rdflib `Dataset`: its triples stay in the store, and its default graph is the union.

    Args:
        store: the store to look at, which lies in this process.

    Raises:
        TypeError: it lies elsewhere.

    >>> from kg.store import Quad, LocalStore, Store, iri
    >>> quad = Quad(iri("http://x/a"), iri("http://x/p"), iri("http://x/o"), iri("http://x/g"))
    >>> len(list(as_rdflib(LocalStore.of([quad])).triples((None, None, None))))
    1
    """
    if not isinstance(store, LocalStore):
        raise TypeError("rdflib sees only a store of this process")
    dataset = Dataset(store=_View(store=store.raw), default_union=True)
    for prefix, base in PREFIXES.items():
        dataset.bind(prefix, base)
    return dataset
