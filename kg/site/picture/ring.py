"""The logics in a ring, with what each does to the others.

Takes the plan, a pen and a place; adds boxes and arrows to the picture. The ring has as many corners
as there are logics.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.site.picture.measure import wrap
from kg.site.picture.pen import SMALL
from kg.site.picture.shapes import LINE_HEIGHT, Box, Caption, Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.site.picture.gather import Link, Plan
    from kg.site.picture.pen import Pen

BULGE = 24
SAID = ("stated", "reported", "presupposed")
"""What the ring shows beside readings: what follows by rule would draw most lines twice."""


def draw_ring(picture: Picture, plan: Plan, pen: Pen, room: Box) -> None:
    """Add the ring of logics to a picture, as large as its room."""
    boxes = _corners(pen, [member.iri for member in plan.ring], room)
    picture.boxes += boxes.values()
    # What is said keeps its place, whether readings are shown or not.
    said = [link for link in plan.links if link.claim.status in SAID]
    said += [link for link in plan.links if link.is_reading]
    inside = [link for link in said if link.start in boxes and link.end in boxes]
    for pair in _pairs(inside):
        for place, link in enumerate(pair):
            bulge = BULGE * (1 + place // 2)
            # FolderIndex from its own start every arrow bends to its left, so that a pair of opposite
            # arrows bends to two sides; a second one in the same direction bends to the right.
            same = [k for k in pair[:place] if k.start == link.start]
            bulge = -bulge if len(same) % 2 else bulge
            picture.arrows.append(pen.bent(link, boxes[link.start], boxes[link.end], bulge))
    _shared(picture, plan, pen, list(boxes.values()))


def _corners(pen: Pen, members: Sequence[str], room: Box) -> dict[str, Box]:
    """Place a box for each logic on the corners of a polygon that fills the room."""
    width = min(150, room.width * 0.34)
    drafts = [pen.box(iri, 0, 0, width) for iri in members]
    count = len(drafts)
    turns = [math.radians(-90 - 180 / count + 360 * i / count) for i in range(count)]
    xs, ys = [math.cos(t) for t in turns], [math.sin(t) for t in turns]
    placed = {}
    for draft, x, y in zip(drafts, xs, ys, strict=True):
        left = room.x + _share(x, xs) * (room.width - width)
        top = room.y + _share(y, ys) * (room.height - draft.height)
        placed[draft.iri] = replace(draft, x=round(left), y=round(top))
    return placed


def _share(value: float, values: Sequence[float]) -> float:
    """Place a value between the least and the greatest, from 0 to 1."""
    span = max(values) - min(values)
    return (value - min(values)) / span if span > 1e-9 else 0.5  # noqa: PLR2004 - all are equal


def _pairs(links: Sequence[Link]) -> list[list[Link]]:
    """Group the links between each two logics."""
    pairs: dict[frozenset[str], list[Link]] = {}
    for link in links:
        pairs.setdefault(frozenset((link.start, link.end)), []).append(link)
    return list(pairs.values())


def _shared(picture: Picture, plan: Plan, pen: Pen, boxes: Sequence[Box]) -> None:
    """Write in the middle what is said of several logics together."""
    if not boxes or len(boxes) < 3:  # noqa: PLR2004 - two corners have no middle
        return
    x = sum(box.centre[0] for box in boxes) / len(boxes)
    y = sum(box.centre[1] for box in boxes) / len(boxes)
    lines_before = 0
    for claim in plan.shared:
        phrase = pen.lens.name(claim.relation)
        lines = wrap(phrase.text, 104, SMALL)
        at = (x, y + lines_before * SMALL * LINE_HEIGHT)
        picture.captions.append(Caption(tuple(lines), phrase, at, "shared", claim.iri, "middle"))
        lines_before += len(lines) + 1
