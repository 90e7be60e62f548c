"""What is refused before any engine sees it.

An engine that reads its input by recursion dies of a query nested ten thousand deep, and Oxigraph
asks other hosts when a query says SERVICE. Both are known by the text of the query alone; a nesting
that is not seen ends an engine, which is replaced, and no more.
"""

from __future__ import annotations

import re

from kg.server.errors import HttpProblem
from kg.store import bare_query, is_asking_elsewhere

_OPEN = "{(["
_BRACKET = re.compile(r"[{}()\[\]]")
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
                          "this endpoint answers from its own dataset only; in a string, write the word another way")  # fmt: skip
    depth = deepest = 0
    for sign in _BRACKET.findall(bare):
        depth += 1 if sign in _OPEN else -1
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise HttpProblem(400, "query-refused", f"a query nested {deepest} deep",
                          f"write it with at most {DEEPEST} brackets in one another")  # fmt: skip
    if _UNARY.search(bare):
        raise HttpProblem(400, "query-refused", f"{DEEPEST} signs such as ! one after another",
                          "write the condition without them")  # fmt: skip
