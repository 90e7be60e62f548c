"""Graphs to look at: nodes and links with a fixed place for each node.

Takes nodes and links made from query rows; gives a networkx graph whose nodes carry whole-number
positions. The only module that imports networkx. Layout happens here and not in the reader's
browser: tiers run from left to right, bands lie under one another, and inside a tier the nodes
stand near what they are linked to. No chance is involved, so the same rows give the same places.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TIER_GAP = 110
STAGGER, SPREAD = 1.1, 3
RING_LEAST, RING_MOST, RING_STEP = 3, 8, 250
BAND_GAP = 90
NODE_GAP = 24
SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a graph.

    Attributes:
        tier: its column, counted from the left.
        band: its layer, counted from the top.
        width, height: how large it is drawn, in pixels.
        facts: anything else the view needs, plain values only.
    """

    id: str
    label: str
    tier: int = 0
    band: int = 0
    width: int = 160
    height: int = 36
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one node to another; several may join the same two nodes."""

    id: str
    source: str
    target: str
    label: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """The places of some nodes from the corner of their own space, and how large that is."""

    spots: Mapping[str, tuple[float, float]]
    width: float
    height: float


def graph_of(nodes: Iterable[Node], links: Iterable[Link], *, gap: int = TIER_GAP) -> nx.MultiDiGraph[str]:
    """Build a graph with a place (`x`, `y`) for each node; leave out links to nodes that are not there.

    Two tiers stand apart by the gap.

    >>> graph = graph_of([Node("a", "A"), Node("b", "B", tier=1)], [Link("e", "a", "b", "to")])
    >>> graph.nodes["b"]["x"] - graph.nodes["a"]["x"], list(graph.edges(keys=True))
    (270, [('a', 'b', 'e')])
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes:
        own = {"tier": node.tier, "band": node.band, "width": node.width, "height": node.height}
        graph.add_node(node.id, label=node.label, **own, **node.facts)
    for link in links:
        if link.source in graph and link.target in graph:
            graph.add_edge(link.source, link.target, key=link.id, label=link.label, **link.facts)
    for name, (x, y) in places(graph, gap).items():
        graph.nodes[name].update(x=x, y=y)
    return graph


def places(graph: nx.MultiDiGraph[str], gap: int = TIER_GAP) -> dict[str, tuple[int, int]]:
    """Place the nodes at whole numbers: tiers left to right, bands top to bottom.

    Where nodes of one tier are linked to each other, they stand in a ring, or, if they are many,
    wider apart and every other one aside, so that their links can be told apart.
    """
    spots = {name: (own["band"], own["tier"]) for name, own in graph.nodes(data=True)}
    linked = {spots[start] for start, end in graph.edges() if start != end and spots[start] == spots[end]}
    bands: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, (band, tier) in spots.items():
        bands[band][tier].append(name)
    blocks = {
        (band, tier): _block(graph, names, is_linked=(band, tier) in linked)
        for band, tiers in sorted(bands.items())
        for tier, names in _ordered(graph, dict(sorted(tiers.items()))).items()
    }
    found: dict[str, tuple[int, int]] = {}
    top = 0.0
    for band in sorted(bands):
        own_blocks = {tier: block for (b, tier), block in blocks.items() if b == band}
        height = max(block.height for block in own_blocks.values())
        left = 0.0
        for _, block in sorted(own_blocks.items()):
            y0 = top + (height - block.height) / 2
            found |= {name: (round(left + x), round(y0 + y)) for name, (x, y) in block.spots.items()}
            left += block.width + gap
        top += height + BAND_GAP
    return found


def size_of(graph: nx.MultiDiGraph[str]) -> tuple[int, int]:
    """Measure the width and height of the whole drawing."""
    if not graph:
        return 0, 0
    xs = [
        (x - own["width"] / 2, x + own["width"] / 2) for _, own in graph.nodes(data=True) for x in (own["x"],)
    ]
    ys = [
        (y - own["height"] / 2, y + own["height"] / 2)
        for _, own in graph.nodes(data=True)
        for y in (own["y"],)
    ]
    width = max(right for _, right in xs) - min(left for left, _ in xs)
    return round(width), round(max(low for _, low in ys) - min(high for high, _ in ys))


def _block(graph: nx.MultiDiGraph[str], names: Sequence[str], *, is_linked: bool) -> Block:
    """Place the nodes of one tier in one band: in a line, in a ring, or in a line with every other one aside."""
    width = max(graph.nodes[name]["width"] for name in names)
    if is_linked and RING_LEAST <= len(names) <= RING_MOST:
        return _ring(graph, names, width)
    gap = NODE_GAP * (SPREAD if is_linked else 1)
    spots, y = {}, 0.0
    for place, name in enumerate(names):
        own = graph.nodes[name]["height"]
        aside = width * STAGGER if is_linked and place % 2 else 0
        spots[name] = (width / 2 + aside, y + own / 2)
        y += own + gap
    is_wide = is_linked and len(names) > 1
    return Block(spots, width * (1 + STAGGER * is_wide), y - gap)


def _ring(graph: nx.MultiDiGraph[str], names: Sequence[str], width: int) -> Block:
    """Place nodes at equal distances on a circle, the first at the top."""
    height = max(graph.nodes[name]["height"] for name in names)
    radius = RING_STEP / (2 * sin(pi / len(names)))
    turns = {name: 2 * pi * place / len(names) - pi / 2 for place, name in enumerate(names)}
    spots = {name: (radius * cos(turn), radius * sin(turn)) for name, turn in turns.items()}
    left, top = min(x for x, _ in spots.values()), min(y for _, y in spots.values())
    right, low = max(x for x, _ in spots.values()), max(y for _, y in spots.values())
    moved = {name: (x - left + width / 2, y - top + height / 2) for name, (x, y) in spots.items()}
    return Block(moved, right - left + width, low - top + height)


def _ordered(graph: nx.MultiDiGraph[str], tiers: Mapping[int, list[str]]) -> dict[int, list[str]]:
    """Order each tier so that its links cross least, by repeated averaging."""
    order = {tier: list(names) for tier, names in tiers.items()}
    rank = {name: place for names in order.values() for place, name in enumerate(names)}
    neighbours = {
        name: [
            other
            for other in sorted({*graph.predecessors(name), *graph.successors(name)})
            if other in rank and graph.nodes[other]["tier"] != graph.nodes[name]["tier"]
        ]
        for name in rank
    }

    def middle(name: str) -> float:
        """Find the middle of a node's neighbours; without any, its own place."""
        near = neighbours[name] or [name]
        return sum(rank[other] for other in near) / len(near)

    for sweep in range(SWEEPS):
        for tier in sorted(order, reverse=sweep % 2 == 1):
            names = order[tier]
            names.sort(key=lambda name: (middle(name), rank[name]))
            rank.update({name: place for place, name in enumerate(names)})
    return order
