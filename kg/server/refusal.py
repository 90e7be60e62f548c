"""What is refused before any engine sees it.

An engine that reads its input by recursion dies of a query nested ten thousand deep, and Oxigraph
asks other hosts when a query says SERVICE. Both are known by the text of the query alone; a nesting
that is not seen ends an engine, which is replaced, and no more.
"""

from __future__ import annotations

import asyncio
import re

from kg.server.errors import HttpProblem
from kg.store import bare_query, is_asking_elsewhere
from kg.store.binding import DEEPEST, MOST_PARTS, depth_of, parts_of
from kg.verdicts.of_query import is_suspect, verdicts_of_query

_UNARY = re.compile(r"(?:[!+-]\s*){64}")


def refuse_query(query: str) -> None:
    """Raise an error that says why, where a query is refused.

    Args:
        query: the text of a SPARQL query.

    Raises:
        HttpProblem: it asks another host, is nested too deep, or too long.
    """
    if is_asking_elsewhere(query):
        raise HttpProblem(403, "query-refused", "SERVICE asks another host",
                          "this endpoint answers from its own dataset only; in a string, write the word another way")  # fmt: skip
    deepest, parts = depth_of(query), parts_of(query)
    if deepest > DEEPEST:
        raise HttpProblem(400, "query-refused", f"a query nested {deepest} deep",
                          f"write it with at most {DEEPEST} brackets in one another")  # fmt: skip
    if parts > MOST_PARTS:
        raise HttpProblem(400, "query-refused", f"a query of {parts:,} words and signs",
                          f"write it with at most {MOST_PARTS:,}; what VALUES and IN list is not counted")  # fmt: skip
    if _UNARY.search(bare_query(query)):
        raise HttpProblem(400, "query-refused", f"{DEEPEST} signs such as ! one after another",
                          "write the condition without them")  # fmt: skip


async def refuse_old_words(query: str) -> None:
    """Raise an error that names the new words, where a query names a verdict that there is not.

    A query in which such a word stands is parsed, which may take half a second; meanwhile others are served.

    Args:
        query: the text of a SPARQL query that is not refused for its form.

    Raises:
        HttpProblem: nothing could be found by it.
    """
    problems = await asyncio.to_thread(verdicts_of_query, query, "query") if is_suspect(query) else []
    if problems:
        said = (f"{one.location}: {one.found}; expected {one.expected}" for one in problems)
        hints = dict.fromkeys(one.hint for one in problems if one.hint)
        raise HttpProblem(400, "no-such-verdict", "; ".join(said), "; ".join(hints))
