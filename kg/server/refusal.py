"""What is refused before any engine sees it.

An engine that reads its input by recursion dies of a query nested ten thousand deep, and Oxigraph
asks other hosts when a query says SERVICE. Both are told apart by the text of the query alone.
"""

from __future__ import annotations

import re

from kg.server.errors import HttpProblem
from kg.store import bare_query, is_asking_elsewhere

_OPEN, _CLOSE = "{([", "})]"
_UNARY = re.compile(r"(?:[!+-]\s*){64}")
DEEPEST = 64
"""How deep brackets may be nested; the named questions use six."""


def refuse_query(query: str) -> None:
    """Say why a query is refused, if it is.

    Args:
        query: the text of a SPARQL query.

    Raises:
        HttpProblem: it asks another host, or is nested too deep.
    """
    bare = bare_query(query)
    if is_asking_elsewhere(query):
        raise HttpProblem(403, "query-refused", "SERVICE asks another host",
                          "this endpoint answers from its own dataset only")  # fmt: skip
    depth = deepest = 0
    for sign in bare:
        depth += (sign in _OPEN) - (sign in _CLOSE)
        deepest = max(deepest, depth)
    if deepest > DEEPEST or _UNARY.search(bare):
        raise HttpProblem(400, "query-refused", f"a query nested {deepest} deep",
                          f"write it with at most {DEEPEST} brackets in one another")  # fmt: skip
