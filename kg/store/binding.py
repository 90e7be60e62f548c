"""Values for the variables of a query, written into its text.

``VALUES`` at the head of the query's pattern works on every engine and for variables that the
query does not project, which the engine's own substitution refuses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.problems import KgError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.store.terms import Term

_HIDDEN = re.compile(r"#[^\n]*|<[^>\s]*>|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")

_FORM = re.compile(r"\b(?:SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.IGNORECASE)
_SERVICE = re.compile(r"(?<![?$:\w])SERVICE\b(?!:)", re.IGNORECASE)
_WHERE = re.compile(r"WHERE\s*\{", re.IGNORECASE)


def bind(sparql: str, bindings: Mapping[str, Term]) -> str:
    """The query with its variables bound.

    Args:
        sparql: a SPARQL 1.1 query.
        bindings: a term for each name of a variable, without its question mark.

    Raises:
        KgError: the query has no such variable, or asks another host by SERVICE.

    >>> from kg.store import iri
    >>> bind("SELECT ?o WHERE { ?s ?p ?o }", {"s": iri("http://x/a")})
    'SELECT ?o WHERE { VALUES (?s) { (<http://x/a>) } ?s ?p ?o }'
    """
    bare = _HIDDEN.sub(lambda match: " " * len(match.group()), sparql)
    if _SERVICE.search(bare):
        message = "SERVICE is refused: a query asks this dataset only, never another host"
        raise KgError(message)
    if not bindings:
        return sparql
    for name in bindings:
        if not re.search(rf"[?$]{re.escape(name)}\b", bare):
            message = f"the query has no variable ?{name} to bind"
            raise KgError(message)
    start = _pattern_start(bare)
    names = " ".join(f"?{name}" for name in bindings)
    terms = " ".join(str(term) for term in bindings.values())
    return f"{sparql[:start]} VALUES ({names}) {{ ({terms}) }}{sparql[start:]}"


def _pattern_start(bare: str) -> int:
    """The position right after the brace that opens the query's pattern."""
    form = _FORM.search(bare)
    is_construct = form is not None and form.group().upper() == "CONSTRUCT"
    opening = _WHERE.search(bare) if is_construct else None
    return opening.end() if opening else bare.index("{") + 1
