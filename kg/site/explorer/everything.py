"""The drawing of everything, and the groups it can be folded into.

Takes content; gives one view with the things of one case by kind, or with each of many cases as a
block, and for each group the box that stands for it while it is closed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

from kg.model.iris import local_name
from kg.site.explorer.arrange import HEADING, SIDE, bounds, frames_of, in_columns, place, view
from kg.site.explorer.content import kind_of
from kg.site.views.draft import short

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.asking.network import Link, Node
    from kg.site.explorer.arrange import Frame, Places
    from kg.site.explorer.content import Content

BLOCK_GAP = 120
PART_OF_WIDTH = 24
"""The heading of a block is so many times smaller than the block is wide, for it is seen from afar."""
SHARED = "shared"


def everything_view(content: Content) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """Draw everything, with the groups it can be folded into and the group of each node."""
    things: dict[str, list[str]] = defaultdict(list)
    for iri in content.draft.things:
        things[_group(content, iri)].append(iri)
    is_many = len(content.cases) > 1
    title = content.lens.t("graph.view_everything")
    group_of = {short(iri): name for name, members in things.items() for iri in members}
    if not is_many:
        every = in_columns(content, list(content.draft.things))
        places = place(every.values(), content.links)
        frames = frames_of(content, every, places)
        nodes = {content.draft.things[iri].node.id: node for iri, node in every.items()}
        groups = {n: _folded(content, n, [nodes[short(i)] for i in m], places) for n, m in things.items()}
        return view("everything", title, places, frames, named=False), groups, group_of
    places, groups, columns = _blocks(content, things)
    frames = [
        {
            "x": g["x"] - g["width"] // 2, "y": g["y"] - g["height"] // 2,
            "width": g["width"], "height": g["height"], "label": g["label"], "look": "block", "group": name,
        }
        for name, g in groups.items()
    ]  # fmt: skip
    own = view("everything", title, places, [*frames, *columns], named=False)
    needs = [short(case) for case in content.cases]
    return own | {"needs": needs, "overview": True}, groups, group_of


def ties_between(content: Content, group_of: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Count how many lines lead from one group to another."""
    counts = Counter((group_of[link.source], group_of[link.target]) for link in content.links)
    return [(start, end, n) for (start, end), n in sorted(counts.items()) if start != end]


def _blocks(content: Content, things: Mapping[str, list[str]]) -> tuple[Places, dict[str, Any], list[Frame]]:
    """Lay out each group by itself, in columns by kind, and all of them as a field of equal blocks."""
    by_group: dict[str, list[Link]] = defaultdict(list)
    ids = {short(iri): name for name, members in things.items() for iri in members}
    for link in content.links:
        if ids[link.source] == ids[link.target]:
            by_group[ids[link.source]].append(link)
    laid = {}
    for name, members in sorted(things.items()):
        nodes = in_columns(content, members)
        own = place(nodes.values(), by_group[name])
        laid[name] = (nodes, own, bounds(nodes.values(), own))
    wide = max(right - left for _, _, (left, _, right, _) in laid.values()) + BLOCK_GAP
    high = max(low - top for _, _, (_, top, _, low) in laid.values()) + BLOCK_GAP + _room(wide)
    across = ceil(sqrt(len(laid) * high / wide * 1.6))
    places: Places = {}
    groups = {}
    columns = []
    for number, (name, (nodes, own, (left, top, _, _))) in enumerate(laid.items()):
        right, down = number % across * wide - left, number // across * high - top
        shifted = {node: (x + right, y + down) for node, (x, y) in own.items()}
        places |= shifted
        groups[name] = _folded(content, name, list(nodes.values()), places)
        columns += [frame | {"group": name} for frame in frames_of(content, nodes, shifted)]
    return places, groups, columns


def _room(width: int) -> int:
    """Measure how high the heading of a block of a width is, with the space around it."""
    return width * 2 // PART_OF_WIDTH


def _folded(content: Content, name: str, nodes: Sequence[Node], places: Places) -> dict[str, Any]:
    """Fold a group into one box: what it is called, where it is, how large."""
    left, top, right, low = bounds(nodes, places)
    iri = next((case for case in content.cases if short(case) == name), "")
    label = content.lens.name(iri).text if iri else _label(content, name)
    words = content.lens.t("graph.group", name=label, n=len(nodes))
    width = right - left + 4 * SIDE
    head = HEADING + _room(width)
    size = {"width": width, "height": low - top + 4 * SIDE + head}
    return {"label": words, "x": (left + right) // 2, "y": (top + low - head) // 2, **size}


def _label(content: Content, name: str) -> str:
    """Name a group: by its kind, or as what cases share."""
    kind = next((k for k in content.book.index.facts.kinds if local_name(k) == name), "")
    return content.lens.name(kind).text if kind else content.lens.t("graph.shared")


def _group(content: Content, iri: str) -> str:
    """Choose what a thing is folded into: its case, or, where there is but one, its kind."""
    if len(content.cases) == 1:
        return local_name(kind_of(content.book, iri))
    element = content.book.index.facts.elements.get(iri)
    return short(element.case) if element else SHARED
