"""An rdflib view of a store: the same quads, not parsed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg.model.iris import PREFIXES

if TYPE_CHECKING:
    from kg.store import Store


def as_rdflib(store: Store) -> Dataset:
    """An rdflib `Dataset` whose triples lie in the store and whose default graph is the union.

    Args:
        store: the store to look at.

    >>> from kg.store import Quad, Store, iri
    >>> quad = Quad(iri("http://x/a"), iri("http://x/p"), iri("http://x/o"), iri("http://x/g"))
    >>> len(list(as_rdflib(Store.of([quad])).triples((None, None, None))))
    1
    """
    dataset = Dataset(store=OxigraphStore(store=store.raw), default_union=True)
    for prefix, base in PREFIXES.items():
        dataset.bind(prefix, base)
    return dataset
