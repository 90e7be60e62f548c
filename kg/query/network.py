"""Graphs to look at: nodes and links with a fixed place for each node.

Takes nodes and links made from query rows; gives a networkx graph whose nodes carry whole-number
positions. The only module that imports networkx. Layout happens here and not in the reader's
browser: tiers run from left to right, bands lie under one another, and inside a tier the nodes
stand near what they are linked to. No chance is involved, so the same rows give the same places.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TIER_GAP = 110
STAGGER, SPREAD = 1.1, 3
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


def graph_of(nodes: Iterable[Node], links: Iterable[Link], *, gap: int = TIER_GAP) -> nx.MultiDiGraph[str]:
    """A graph with a place (`x`, `y`) for each node; links to nodes that are not there are left out.

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
    """Whole-number positions: tiers left to right, bands top to bottom.

    Where nodes of one tier are linked to each other, they stand wider apart and every other one
    aside, so that their links can be told apart.
    """
    found: dict[str, tuple[int, int]] = {}
    linked = _linked_inside(graph)
    across, widths = _across(graph, linked, gap)
    top = 0.0
    bands: dict[int, list[str]] = defaultdict(list)
    for name, own in graph.nodes(data=True):
        bands[own["band"]].append(name)
    for band, members in sorted(bands.items()):
        tiers = _tiers(graph, members)
        order = _ordered(graph, tiers)
        gaps = {tier: NODE_GAP * (SPREAD if (band, tier) in linked else 1) for tier in order}
        height = max(_height(graph, names, gaps[tier]) for tier, names in order.items())
        for tier, names in order.items():
            y = top + (height - _height(graph, names, gaps[tier])) / 2
            for place, name in enumerate(names):
                own = graph.nodes[name]["height"]
                aside = widths[tier] * STAGGER if (band, tier) in linked and place % 2 else 0
                found[name] = (round(across[tier] + aside), round(y + own / 2))
                y += own + gaps[tier]
        top += height + BAND_GAP
    return found


def size_of(graph: nx.MultiDiGraph[str]) -> tuple[int, int]:
    """The width and height of the whole drawing."""
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


def _linked_inside(graph: nx.MultiDiGraph[str]) -> set[tuple[int, int]]:
    """The bands and tiers with links between their own nodes."""
    spots = {name: (own["band"], own["tier"]) for name, own in graph.nodes(data=True)}
    return {spots[start] for start, end in graph.edges() if start != end and spots[start] == spots[end]}


def _across(
    graph: nx.MultiDiGraph[str], linked: set[tuple[int, int]], gap: int
) -> tuple[dict[int, float], dict[int, int]]:
    """Where each tier stands, beside the one before whatever the widths of both; and their widths."""
    widths: dict[int, int] = defaultdict(int)
    for _, own in graph.nodes(data=True):
        widths[own["tier"]] = max(widths[own["tier"]], own["width"])
    places, edge = {}, 0.0
    for tier in sorted(widths):
        places[tier] = edge + widths[tier] / 2
        aside = STAGGER if any(spot[1] == tier for spot in linked) else 0
        edge += widths[tier] * (1 + aside) + gap
    return places, widths


def _tiers(graph: nx.MultiDiGraph[str], members: Sequence[str]) -> dict[int, list[str]]:
    """The nodes of each tier, in the order they were given."""
    tiers: dict[int, list[str]] = defaultdict(list)
    for name in members:
        tiers[graph.nodes[name]["tier"]].append(name)
    return dict(sorted(tiers.items()))


def _ordered(graph: nx.MultiDiGraph[str], tiers: Mapping[int, list[str]]) -> dict[int, list[str]]:
    """Each tier put in the order in which its links cross least, by repeated averaging."""
    order = {tier: list(names) for tier, names in tiers.items()}
    rank = {name: place for names in order.values() for place, name in enumerate(names)}
    neighbours = {name: _neighbours(graph, name, rank) for name in rank}
    for sweep in range(SWEEPS):
        for tier in sorted(order, reverse=sweep % 2 == 1):
            names = order[tier]
            names.sort(key=lambda name: (_mean(name, neighbours[name], rank), rank[name]))
            rank.update({name: place for place, name in enumerate(names)})
    return order


def _neighbours(graph: nx.MultiDiGraph[str], name: str, rank: Mapping[str, int]) -> list[str]:
    """The nodes of other tiers that a node is linked to, within what is being ordered."""
    tier = graph.nodes[name]["tier"]
    linked = {*graph.predecessors(name), *graph.successors(name)}
    return sorted(other for other in linked if other in rank and graph.nodes[other]["tier"] != tier)


def _mean(name: str, neighbours: Sequence[str], rank: Mapping[str, int]) -> float:
    """The middle of where a node's neighbours stand; where it stands itself if it has none."""
    if not neighbours:
        return float(rank[name])
    return sum(rank[other] for other in neighbours) / len(neighbours)


def _height(graph: nx.MultiDiGraph[str], names: Sequence[str], gap: int) -> float:
    """The height of a tier."""
    return float(sum(graph.nodes[name]["height"] for name in names) + gap * (len(names) - 1))
