"""A graph in the making: things and links are added, then placed and written as data and as rows.

Takes IRIs and words; gives `GraphView`. `kg.asking.network` places the nodes, `kg.export.graph_view`
writes the JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.asking.network import TIER_GAP, Link, Node, graph_of, size_of
from kg.export.graph_view import graph_json
from kg.model.iris import BASE
from kg.site.picture.measure import width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.site.lens import Lens
    from kg.site.words import Text

FONT, ROOM, LINE, PADDING = 14, 210, 18, 20
SIZES, STEP = 6, 90


@dataclass(frozen=True, slots=True)
class Thing:
    """A node with its words and where they lead."""

    iri: str
    words: Text
    url: str
    node: Node


@dataclass(frozen=True, slots=True)
class Row:
    """A link of a graph as a row of its table."""

    id: str
    source: Text
    source_url: str
    label: Text
    url: str
    target: Text
    target_url: str
    status: str


@dataclass(frozen=True, slots=True)
class GraphView:
    """A graph for a page; `size` is how high its canvas is, in six steps."""

    name: str
    json: str
    rows: tuple[Row, ...]
    caption: str
    size: int
    things: tuple[Thing, ...]


@dataclass(slots=True)
class Draft:
    """A graph for one page.

    Attributes:
        room: how wide a box may be.
        things: the nodes, by IRI.
    """

    lens: Lens
    room: int = ROOM
    things: dict[str, Thing] = field(default_factory=dict)
    links: list[tuple[Link, Text, str]] = field(default_factory=list)

    def add(
        self, iri: str, place: tuple[int, int], look: Mapping[str, Any], words: Text | None = None
    ) -> None:
        """Add a thing, unless it is there already.

        Args:
            iri: the thing.
            place: its tier and its band.
            look: what the view is told about it.
            words: what it is called; its name if not given.
        """
        if iri in self.things:
            return
        shown = words or self.lens.name(iri)
        lines = wrap(shown.text, self.room - PADDING, FONT)
        widest = max((width_of(line, FONT) for line in lines), default=0)
        width = round(min(widest, self.room - PADDING)) + PADDING
        url = self.lens.link(iri)
        broken = {"lines": lines} if lines[1:] else {}
        facts = {**look, "url": url, **broken, **self.tongue(shown)}
        node = Node(short(iri), shown.text, *place, width, len(lines) * LINE + 16, facts)
        self.things[iri] = Thing(iri, shown, url, node)

    def tongue(self, words: Text) -> dict[str, str]:
        """Tag words with their language, where it is not that of the page."""
        return {} if words.lang in {self.lens.tag, "und"} else {"lang": words.lang}

    def link(self, ends: tuple[str, str], label: Text, status: str, *, is_named: bool = True) -> None:
        """Add a link between two things; one that is not named has its label in the table only."""
        start, end = map(short, ends)
        shown = label.text if is_named else ""
        self.links.append((Link(f"{start}>{end}", start, end, shown, {"status": status}), label, ""))

    def view(
        self, name: str, caption: str = "", details: Mapping[str, Any] | None = None, gap: int = TIER_GAP
    ) -> GraphView:
        """Lay out the graph, and give it as data and as rows."""
        graph = graph_of((t.node for t in self.things.values()), (link for link, _, _ in self.links), gap=gap)
        size = min(max(-(-size_of(graph)[1] // STEP), 1), SIZES)
        return GraphView(
            name, graph_json(graph, details), self.rows(), caption, size, tuple(self.things.values())
        )

    def rows(self) -> tuple[Row, ...]:
        """Write the links whose ends are both there as rows of a table."""
        by_node = {thing.node.id: thing for thing in self.things.values()}
        rows = []
        for link, label, url in self.links:
            start, end = by_node.get(link.source), by_node.get(link.target)
            if start and end:
                status = link.facts["status"]
                rows.append(Row(link.id, start.words, start.url, label, url, end.words, end.url, status))
        return tuple(rows)


def short(iri: str) -> str:
    """Shorten the IRI of a node: leave off its base."""
    return iri.removeprefix(BASE)
