"""The lists of RDF: a node has a first member and a rest, which is a list again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.vocabulary import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store.terms import Quad


class RdfLists:
    """The lists in some quads."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Index the first and the rest of every node."""
        self._first: dict[str, str] = {}
        self._rest: dict[str, str] = {}
        for quad in quads:
            part = {RDF.first: self._first, RDF.rest: self._rest}.get(quad.predicate.value)
            if part is not None:
                part[str(getattr(quad.subject, "value", ""))] = str(getattr(quad.object, "value", ""))

    def members(self, node: str) -> tuple[str, ...]:
        """List the members of the list that begins at a node; none where no list does."""
        found = []
        while node in self._first:
            found.append(self._first[node])
            node = self._rest.get(node, "")
        return tuple(found)
