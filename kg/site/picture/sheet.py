"""The whole picture, once for wide sheets and once for narrow ones.

Takes a plan and a pen; gives a `Picture`. Wide: the steps from left to right, the bands below.
Narrow: everything under one another. Same things, same links.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.site.picture.bands import draw_bands
from kg.site.picture.ring import draw_ring
from kg.site.picture.shapes import Arrow, Box, Picture, curve, head, n
from kg.site.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.site.picture.gather import Column, Link, Plan, Step
    from kg.site.picture.pen import Pen

WIDE, NARROW = 1200, 360
COLUMN, ROOFED, GAP, BETWEEN = 140, 196, 52, 14
LANE, RING, PAIR = 26, 560, 2
TOP, BODY, TIE, APART = 4, 124, 38, 16
_NOTHING = Text("", "und")


def wide(plan: Plan, pen: Pen) -> Picture:
    """Draw the picture for a sheet of 1200 pixels."""
    picture = Picture(WIDE)
    widths = [_step_width(plan, step) for step in plan.steps]
    free = WIDE - sum(widths) - GAP * (len(widths) - 1)
    widths = [min(w + free, RING) if s.is_ring else w for w, s in zip(widths, plan.steps, strict=True)]
    height = max([ring_height(plan), *(_column_height(plan, pen, c) for s in plan.steps for c in s.columns)])
    x = max(WIDE - sum(widths) - GAP * (len(widths) - 1), 0) / 2
    lefts = []
    top = BODY if plan.tiers else BODY / 2
    for step, width in zip(plan.steps, widths, strict=True):
        lefts.append(x)
        _step(picture, plan, pen, step, Box("", x, top, width, height, (), _NOTHING))
        x += width + GAP
    _tiers(picture, plan, pen, list(zip(lefts, widths, strict=True)))
    bottom = top + height + _crossing(picture, plan, pen, top + height)
    room = Box("", 0, bottom + 64, WIDE, 0, (), _NOTHING)
    picture.height = room.y + draw_bands(picture, plan, pen, room, names_above=False) + 8
    return picture


def ring_height(plan: Plan) -> float:
    """Choose the height the ring needs: two logics face each other, more stand around a middle."""
    return 360 if len(plan.ring) > PAIR else 130


def narrow(plan: Plan, pen: Pen) -> Picture:
    """Draw the picture for a sheet of 360 pixels."""
    picture = Picture(NARROW)
    y = float(TOP)
    heads = {place: tier for tier, (_, place) in plan.belonging.items()}
    for place, step in enumerate(plan.steps):
        if place in heads:
            box = pen.box(heads[place], 0, y, NARROW - LANE, "tier")
            picture.boxes.append(box)
            claim = plan.belonging[box.iri][0]
            path = f"M{n(box.centre[0])} {n(box.bottom + 2)}v14"
            words = pen.lens.name(claim.iri)
            if claim.status == "interpreted":
                picture.arrows.append(
                    Arrow(claim.iri, path, "", claim.status, words, at=box.centre, is_reading=True)
                )
            y = box.bottom + 30
        if step.is_ring:
            draw_ring(
                picture, plan, pen, Box("", 4, y + 34, NARROW - 8, ring_height(plan) - 30, (), _NOTHING)
            )
            y += ring_height(plan) + 4
        else:
            y = _stacked(picture, plan, pen, step, y)
        y += 40
    _readings(picture, plan, pen)
    _down(picture, plan, pen)
    room = Box("", 0, y + 16, NARROW, 0, (), _NOTHING)
    picture.height = room.y + draw_bands(picture, plan, pen, room, names_above=True) + 8
    return picture


def bands(plan: Plan, pen: Pen, *, is_wide: bool) -> Picture:
    """Draw the bands alone."""
    picture = Picture(WIDE if is_wide else NARROW)
    room = Box("", 0, 12, picture.width, 0, (), _NOTHING)
    picture.height = room.y + draw_bands(picture, plan, pen, room, names_above=not is_wide) + 8
    return picture


def _step_width(plan: Plan, step: Step) -> float:
    """Choose the width a step needs; the ring takes what is left over."""
    if step.is_ring:
        return 380
    widths = [_width(plan, column) for column in step.columns if column.members]
    return max(sum(widths) + BETWEEN * (len(widths) - 1), COLUMN)


def _width(plan: Plan, column: Column) -> float:
    return ROOFED if _is_roofed(plan, column) else COLUMN


def _is_roofed(plan: Plan, column: Column) -> bool:
    return any(member.iri in plan.roofs for member in column.members)


def _step(picture: Picture, plan: Plan, pen: Pen, step: Step, room: Box) -> None:
    """Draw one step in its room."""
    x = room.x
    ends = [room.y]
    for column in step.columns:
        if not column.members:
            continue
        width = room.width if step.is_ring else _width(plan, column)
        top = room.y
        if step.is_ring:
            draw_ring(picture, plan, pen, room)
        else:
            top, end = _column(picture, plan, pen, column, replace(room, x=x, width=width))
            ends.append(end)
        caption = pen.caption(pen.lens.name(column.kind), (x, top - 12), width, iri=column.kind)
        picture.captions.append(caption)
        x += width + BETWEEN
    for column in step.columns:
        _silences(picture, pen, column, replace(room, y=max(ends) + 34))


def _column(picture: Picture, plan: Plan, pen: Pen, column: Column, room: Box) -> tuple[float, float]:
    """Draw the members of a kind under one another; give where they start and end.

    They stand close and in the middle: were they spread in rows, two columns would look paired.
    """
    stacks = [_stack(plan, pen, member.iri, room) for member in column.members]
    heights = [boxes[-1].bottom - boxes[0].y for boxes, _ in stacks]
    gap = APART * 2 if _is_roofed(plan, column) else APART
    top = room.y + max((room.height - sum(heights) - gap * (len(stacks) - 1)) / 2, 0)
    y = top
    for (boxes, ties), height in zip(stacks, heights, strict=True):
        moved = [replace(box, y=round(box.y + y)) for box in boxes]
        picture.boxes += moved
        for link, (upper, lower) in zip(ties, pairwise(moved), strict=True):
            picture.arrows.append(pen.tie(link, upper, lower))
        y += height + gap
    return top, y - gap


def _silences(picture: Picture, pen: Pen, column: Column, room: Box) -> float:
    """Draw an open bracket where members would be if the source named any; give where it ends."""
    y = room.y
    for silence in column.silences:
        box = pen.box(silence.iri, room.x, round(y), room.width, silence.verdict)
        picture.boxes.append(box)
        y = box.bottom + APART
    return y


def _stack(plan: Plan, pen: Pen, member: str, room: Box) -> tuple[list[Box], list[Link]]:
    """Stack a member under the conditions it stands under, from 0 down."""
    boxes: list[Box] = []
    ties = plan.roofs.get(member, [])
    y = 0.0
    for link in ties:
        roof = link.start if link.end == member else link.end
        boxes.append(pen.box(roof, room.x, y, room.width, "roof"))
        y = boxes[-1].bottom + TIE
    boxes.append(pen.box(member, room.x, y, room.width))
    return boxes, ties


def _column_height(plan: Plan, pen: Pen, column: Column) -> float:
    room = Box("", 0, 0, ROOFED if _is_roofed(plan, column) else COLUMN, 0, (), _NOTHING)
    stacks = [_stack(plan, pen, member.iri, room)[0] for member in column.members]
    gap = APART * 2 if _is_roofed(plan, column) else APART
    return sum(boxes[-1].bottom + gap for boxes in stacks)


def _tiers(picture: Picture, plan: Plan, pen: Pen, places: Sequence[tuple[float, float]]) -> None:
    """Draw the framework's own steps as heads: over the steps they are read to hold, else evenly."""
    if not plan.tiers:
        return
    spots = [places[plan.belonging[t][1]] for t in plan.tiers if t in plan.belonging]
    if len(spots) != len(plan.tiers):
        width = (WIDE - GAP * (len(plan.tiers) - 1)) / len(plan.tiers)
        spots = [(place * (width + GAP), width) for place in range(len(plan.tiers))]
    drafts = [pen.box(tier, x, TOP, w, "tier") for tier, (x, w) in zip(plan.tiers, spots, strict=True)]
    height = max(box.height for box in drafts)
    boxes = {box.iri: replace(box, height=height) for box in drafts}
    picture.boxes += boxes.values()
    for tier, (claim, place) in plan.belonging.items():
        x, width = places[place]
        path = f"M{n(x)} {TOP + height + 10}V{TOP + height + 4}H{n(x + width)}V{TOP + height + 10}"
        words = pen.lens.name(claim.iri)
        arrow = Arrow(claim.iri, path, "", claim.status, words, is_reading=claim.status == "interpreted")
        picture.arrows.append(replace(arrow, at=(boxes[tier].centre)))
    _between(picture, plan, pen, boxes)


def _between(picture: Picture, plan: Plan, pen: Pen, boxes: dict[str, Box]) -> None:
    """Draw an arrow from each tier to the next."""
    for link in plan.links:
        if link.start in boxes and link.end in boxes and not link.is_reading:
            start, end = boxes[link.start], boxes[link.end]
            origin, tip = (start.right + 4, start.centre[1]), (end.x - 4, end.centre[1])
            path, point = curve(origin, ((origin[0] + tip[0]) / 2, tip[1]), tip)
            picture.arrows.append(Arrow(link.claim.iri, path, point, link.claim.status, pen.relation(link)))


def _crossing(picture: Picture, plan: Plan, pen: Pen, bottom: float) -> float:
    """Draw the claims between steps: readings straight across, the others through lanes below; give their height."""
    _readings(picture, plan, pen)
    boxes = {box.iri: box for box in picture.boxes if box.style == "concept"}
    tied = {link.claim.iri for ties in plan.roofs.values() for link in ties}
    ring = {member.iri for member in plan.ring}
    lanes = 0
    for link in plan.links:
        start, end = boxes.get(link.start), boxes.get(link.end)
        if start is None or end is None or link.claim.iri in tied or {link.start, link.end} <= ring:
            continue
        if not link.is_reading:
            lanes += 1
            picture.arrows.append(_lane(pen, link, start, end, bottom + 4 + 24 * lanes))
    return 24 * lanes + (4 if lanes else 0)


def _readings(picture: Picture, plan: Plan, pen: Pen) -> None:
    """Draw the readings straight across; those between two logics are in the ring."""
    boxes = {box.iri: box for box in picture.boxes if box.style in ("concept", "tier")}
    ring = {member.iri for member in plan.ring}
    for link in plan.links:
        start, end = boxes.get(link.start), boxes.get(link.end)
        if link.is_reading and start and end and not {link.start, link.end} <= ring:
            picture.arrows.append(pen.reading(link, start, end))


def _lane(pen: Pen, link: Link, start: Box, end: Box, y: float) -> Arrow:
    """Draw an arrow that leaves a box downwards, runs below everything and comes up to the other box."""
    x1, x2 = start.centre[0], end.centre[0]
    turn = 8 if x2 > x1 else -8
    path = (
        f"M{n(x1)} {n(start.bottom + 2)}V{n(y - 8)}Q{n(x1)} {n(y)} {n(x1 + turn)} {n(y)}"
        f"H{n(x2 - turn)}Q{n(x2)} {n(y)} {n(x2)} {n(y - 8)}V{n(end.bottom + 8)}"
    )
    point = head((x2, end.bottom + 3), (x2, y))
    words = pen.relation(link)
    at = ((x1 + x2) / 2, y + 4)
    return Arrow(link.claim.iri, path, point, link.claim.status, words, (words.text,), at)


def _stacked(picture: Picture, plan: Plan, pen: Pen, step: Step, y: float) -> float:
    """Draw a step on a narrow sheet; give where it ends."""
    columns = [column for column in step.columns if column.members]
    width = (NARROW - LANE - BETWEEN * (len(columns) - 1)) / max(len(columns), 1)
    ends = [y]
    for place, column in enumerate(columns):
        x = place * (width + BETWEEN)
        caption = pen.caption(pen.lens.name(column.kind), (x, y), width, iri=column.kind)
        picture.captions.append(caption)
        room = Box("", x, y + 12, width, 0, (), _NOTHING)
        for member in column.members:
            boxes, ties = _stack(plan, pen, member.iri, room)
            moved = [replace(box, y=box.y + room.y) for box in boxes]
            picture.boxes += moved
            for link, (upper, lower) in zip(ties, pairwise(moved), strict=True):
                picture.arrows.append(pen.tie(link, upper, lower))
            room = replace(room, y=moved[-1].bottom + 12)
        ends.append(room.y)
    end = max(ends)
    for column in step.columns:
        end = (
            _silences(picture, pen, column, Box("", 0, end + 8, NARROW - LANE, 0, (), _NOTHING))
            if column.silences
            else end
        )
    return end


def _down(picture: Picture, plan: Plan, pen: Pen) -> None:
    """Draw arrows from each tier to the next, along the left edge."""
    boxes = {box.iri: box for box in picture.boxes if box.style == "tier"}
    for link in plan.links:
        if link.start in boxes and link.end in boxes and not link.is_reading:
            start, end = boxes[link.start], boxes[link.end]
            # It leaves a little below the middle and comes in a little above: the arrows stay apart.
            lane, leave, turn = NARROW - 8, start.centre[1] + 6, end.centre[1] - 6
            path = f"M{n(start.right + 2)} {n(leave)}H{n(lane)}V{n(turn)}H{n(end.right + 9)}"
            point = head((end.right + 3, turn), (lane, turn))
            picture.arrows.append(Arrow(link.claim.iri, path, point, link.claim.status, pen.relation(link)))
