"""Where things stand in each drawing, and the regions with headings behind them.

Takes content; gives views as plain values for the page. Theory elements stand in columns by kind,
phases as bands in the order of time, other things below by kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.asking.network import graph_of
from kg.model.iris import local_name
from kg.site.explorer.content import heading_kind, kind_of
from kg.site.picture import phases_of
from kg.site.views.draft import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.asking.network import Link, Node
    from kg.site.explorer.content import Content

Places = dict[str, tuple[int, int]]
Frame = dict[str, Any]
GAP, FEW_NAMED = 34, 14
ACROSS, LEAST = 8, 3
THEORY, TIME, REST, RESEARCH = range(4)
BANDS = {
    "Phase": TIME,
    "Event": TIME,
    "ResearchElement": RESEARCH,
    "Foundation": RESEARCH,
    "Tier": RESEARCH,
    "Framework": RESEARCH,
    "Case": RESEARCH,
}
"""The layer of each kind that has one of its own."""
HEADING, SIDE, BAND_PAD = 30, 12, 18


def band_of(content: Content, iri: str) -> int:
    """Choose the layer in which a thing is drawn."""
    index, kind = content.book.index, kind_of(content.book, iri)
    names = [local_name(k) for k in index.kind_lineage(kind)]
    return next((BANDS[k] for k in names if k in BANDS), THEORY if content.book.hues.get(kind) else REST)


def place(nodes: Iterable[Node], links: Iterable[Link], gap: int = GAP) -> Places:
    """Lay out some nodes and say where each stands."""
    graph = graph_of(nodes, links, gap=gap)
    return {name: (own["x"], own["y"]) for name, own in graph.nodes(data=True)}


def in_columns(content: Content, things: Sequence[str], most: int = 0) -> dict[str, Node]:
    """Put nodes in columns by kind, in layers; a column of more than `most` goes on in the next one."""
    groups: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    time = _in_time(content)
    for iri in things:
        hue, kind = content.hue(iri), kind_of(content.book, iri)
        groups[band_of(content, iri), hue or 99 + time.get(iri, 0), "" if hue else kind].append(iri)
    tiers: Counter[int] = Counter()
    found = {}
    for (band, *_), members in sorted(groups.items()):
        height = most or max(-(-sum(len(m) for (b, *_), m in groups.items() if b == band) // ACROSS), LEAST)
        for number, iri in enumerate(members):
            tier = tiers[band] + number // height
            found[iri] = replace(content.draft.things[iri].node, tier=tier, band=band)
        tiers[band] += -(-len(members) // height)
    return found


def _in_time(content: Content) -> dict[str, int]:
    """Order each phase, and each event that bounds one, in time within its case."""
    found: dict[str, int] = {}
    for case in content.cases:
        for number, phase in enumerate(phases_of(content.book.index, case)):
            found[phase.iri] = number * 2 + 1
            found.setdefault(phase.starts_at, number * 2)
            found[phase.ends_at] = number * 2 + 2
    return found


def frames_of(content: Content, nodes: Mapping[str, Node], places: Places) -> list[Frame]:
    """Frame the things of each kind under a heading; a frame is as high as its layer."""
    groups: dict[tuple[int, str], list[Node]] = defaultdict(list)
    for iri, node in nodes.items():
        groups[node.band, heading_kind(content.book, kind_of(content.book, iri))].append(node)
    frames = []
    for (band, kind), members in sorted(groups.items()):
        layer = [node for (b, _), others in groups.items() if b == band for node in others]
        left, _, right, _ = bounds(members, places)
        _, top, _, low = bounds(layer, places)
        size = {"x": left - SIDE, "y": top - HEADING, "width": right - left + 2 * SIDE}
        label = content.lens.name(kind).text
        frames.append({**size, "height": low - top + HEADING + SIDE, "label": label, "look": "column"})
    return frames


def bounds(nodes: Iterable[Node], places: Places) -> tuple[int, int, int, int]:
    """Measure the left, upper, right and lower ends of what some nodes cover."""
    spots = [(node, *places[node.id]) for node in nodes]
    return (
        min(x - node.width // 2 for node, x, _ in spots),
        min(y - node.height // 2 for node, _, y in spots),
        max(x + node.width // 2 for node, x, _ in spots),
        max(y + node.height // 2 for node, _, y in spots),
    )


def framework_view(content: Content, case: str) -> dict[str, Any] | None:
    """Draw the theory elements of a case in columns by kind, with its phases as bands below."""
    things = [iri for iri in _of_case(content, case) if band_of(content, iri) == THEORY]
    if not things:
        return None
    nodes = in_columns(content, things, most=ACROSS)
    places = place(nodes.values(), content.links)
    frames = frames_of(content, nodes, places)
    left = min(frame["x"] for frame in frames)
    right = max(frame["x"] + frame["width"] for frame in frames)
    low = max(frame["y"] + frame["height"] for frame in frames)
    time, bands = _bands(content, case, (left, low + BAND_PAD, right - left))
    title = content.lens.t("graph.view_framework")
    return view("framework", title, places | time, [*frames, *bands])


def _bands(content: Content, case: str, room: tuple[int, int, int]) -> tuple[Places, list[Frame]]:
    """Place the phases of a case side by side, and each event where one ends and the next starts."""
    left, top, width = room
    phases = phases_of(content.book.index, case)
    places: Places = {}
    frames = []
    step = width // max(len(phases), 1)
    height = max((_node(content, p.iri).height for p in phases), default=0) + HEADING + 2 * SIDE
    middle = top + HEADING + (height - HEADING) // 2 - SIDE // 2
    for number, phase in enumerate(phases):
        x = left + number * step
        label = content.lens.name(phase.iri).text
        size = {"x": x, "y": top, "width": step, "height": height}
        frames.append({**size, "label": label, "look": "band"})
        places[short(phase.iri)] = (x + step // 2, middle)
        for event, at in ((phase.starts_at, x), (phase.ends_at, x + step)):
            if event in content.draft.things:
                places.setdefault(short(event), (at, middle))
    return places, frames


def phases_view(content: Content, case: str) -> dict[str, Any] | None:
    """Draw each phase as a column of what is tied to it alone; what is tied to several stands between."""
    phases = [phase.iri for phase in phases_of(content.book.index, case)]
    if not phases:
        return None
    names = {short(iri): place for place, iri in enumerate(phases)}
    by_id = {thing.node.id: thing for thing in content.draft.things.values()}
    ties: dict[str, set[int]] = defaultdict(set)
    edges = [link for link in content.links if _case_phases(link, names)]
    for link in edges:
        for end in (link.source, link.target):
            ties[end] |= {names[p] for p in _case_phases(link, names)}
    tiers = {end: names[end] * 2 if end in names else _between(own) for end, own in ties.items()}
    nodes = {end: replace(by_id[end].node, tier=tier, band=0) for end, tier in tiers.items() if end in by_id}
    places = place(nodes.values(), edges, 90)
    frames = []
    for name, number in names.items():
        own = [node for node in nodes.values() if node.tier == number * 2]
        if own:
            left, _, right, _ = bounds(own, places)
            _, top, _, low = bounds(nodes.values(), places)
            size = {"x": left - SIDE, "y": top - HEADING, "width": right - left + 2 * SIDE}
            label = by_id[name].words.text
            frames.append({**size, "height": low - top + HEADING + SIDE, "label": label, "look": "band"})
    title = content.lens.t("graph.view_phases")
    return view("phases", title, places, frames, edges)


def _case_phases(link: Link, names: Mapping[str, int]) -> list[str]:
    """Find the phases of a case that a link is tied to."""
    return [phase for phase in link.facts.get("phases", ()) if phase in names]


def _between(phases: set[int]) -> int:
    """Choose the column of what is tied to some phases: that of the one, or the one after the first of them."""
    return min(phases) * 2 + (len(phases) > 1)


def logics_view(content: Content, case: str) -> dict[str, Any] | None:
    """Draw in a ring the things of the kind whose members act most on each other."""
    groups: dict[int, list[str]] = defaultdict(list)
    for iri in _of_case(content, case):
        if hue := content.hue(iri):
            groups[hue].append(iri)
    ids = {hue: {short(iri) for iri in members} for hue, members in groups.items()}
    inside = {h: [lk for lk in content.links if {lk.source, lk.target} <= own] for h, own in ids.items()}
    hue = max(inside, key=lambda h: (len(inside[h]), -h), default=0)
    if not hue or not inside[hue]:
        return None
    nodes = {iri: replace(content.draft.things[iri].node, tier=0, band=0) for iri in groups[hue]}
    places = {name: (x * 2, y * 2) for name, (x, y) in place(nodes.values(), inside[hue]).items()}
    kind = content.lens.name(heading_kind(content.book, kind_of(content.book, groups[hue][0])))
    return view("interactions", content.lens.t("graph.view_logics", kind=kind.text), places, [], inside[hue])


def _of_case(content: Content, case: str) -> list[str]:
    """List the things of a case."""
    elements = content.book.index.facts.elements
    return [iri for iri in content.draft.things if iri in elements and elements[iri].case == case]


def _node(content: Content, iri: str) -> Node:
    return content.draft.things[iri].node


def view(
    name: str,
    title: str,
    places: Places,
    frames: list[Frame],
    edges: Sequence[Link] | None = None,
    *,
    named: bool | None = None,
) -> dict[str, Any]:
    """Write a drawing as the page gets it. Where it has few lines, each is named."""
    is_named = named if named is not None else edges is not None and len(edges) <= FEW_NAMED
    found: dict[str, Any] = {
        "id": name,
        "title": title,
        "places": places,
        "frames": frames,
        "named": is_named,
    }
    if edges is not None:
        found["edges"] = [link.id for link in edges]
    return found
