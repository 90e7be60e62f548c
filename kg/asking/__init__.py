"""Named questions and their answers.

Takes a store and a query (by name, from a file or as text); gives typed rows. The queries
themselves lie in ``queries/``. `kg.asking.network` makes networkx graphs of rows; the only room
that imports networkx.
"""

from kg.asking.named_queries import (
    NamedQuery,
    asking,
    catalog,
    find_query,
    is_query_file,
    is_select,
    is_taken,
    needs_reasons,
    read_query,
    read_sparql,
    run,
    select,
)

__all__ = [
    "NamedQuery",
    "asking",
    "catalog",
    "find_query",
    "is_query_file",
    "is_select",
    "is_taken",
    "needs_reasons",
    "read_query",
    "read_sparql",
    "run",
    "select",
]
