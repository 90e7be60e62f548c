"""What the graph says of one thing, as Turtle.

Takes the statements of a dataset and a thing; gives a document. What belongs to a thing and has no page of its own, such
as the lines of evidence of a claim and the words they quote, is in the document of the thing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model.iris import CASES, PREFIXES
from kg.store import NamedNode, to_graph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store import Quad

_RECORDS = "/because>"
_SORTS = ("claim", "element", "evidence", "passage", "segment", "selector", "silence", "source")
_CASE = re.compile(rf"({re.escape(CASES)}[^/]+/)")
_PART = re.compile(rf"{re.escape(CASES)}[^/]+/(evidence|passage|selector)/")


class Descriptions:
    """The statements of a dataset, found by what they are about.

    They are taken as they were made: a store writes some numbers anew (``docs/decisions/0001-store.md``).
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Sort the statements by subject, but for the records of why each inferred edge holds."""
        self._about: dict[str, list[Quad]] = {}
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and not str(quad.graph_name).endswith(_RECORDS):
                self._about.setdefault(quad.subject.value, []).append(quad)

    def turtle(self, things: Iterable[str], *, with_parts: bool = True) -> bytes:
        """Write everything that any graph says of some things, and of their parts.

        Args:
            things: IRIs.
            with_parts: whether evidence, passages and selectors that they lead to are told too.
        """
        seen = dict.fromkeys(things)
        found: list[Quad] = []
        queue = list(seen)
        for thing in queue:
            once = {str(quad.triple): quad for quad in self._about.get(thing, ())}
            own = [once[key] for key in sorted(once)]
            found += own
            for end in (quad.object for quad in own if with_parts):
                if isinstance(end, NamedNode) and end.value not in seen and _PART.match(end.value):
                    seen[end.value] = None
                    queue.append(end.value)
        # Short names for what the document speaks of: a slash in a name would have to be escaped.
        case = next((known[1] for thing in queue if (known := _CASE.match(thing))), "")
        prefixes = PREFIXES | ({sort: f"{case}{sort}/" for sort in _SORTS} if case else {})
        return to_graph(found, "turtle", prefixes)
