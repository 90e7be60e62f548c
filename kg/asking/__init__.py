"""Named questions and their answers.

Takes a store and a query (by name, from a file or as text); gives typed rows. The queries
themselves lie in ``queries/``. `kg.asking.network` makes networkx graphs of rows; the only room
that imports networkx.
"""

from kg.asking.answering import asking, needs_reasons, run, select
from kg.asking.catalog import NamedQuery, catalog, find_query

__all__ = ["NamedQuery", "asking", "catalog", "find_query", "needs_reasons", "run", "select"]
