"""The phases as bands: for each logic and phase, how it stands.

Takes the plan, a pen and a place; adds cells to the picture.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.site.picture.measure import width_of
from kg.site.picture.shapes import Cell, Picture, Rule
from kg.site.standing import standing_of
from kg.site.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.records.facts import Phase
    from kg.site.index import Index
    from kg.site.lens import Lens
    from kg.site.picture.gather import Plan
    from kg.site.picture.pen import Pen
    from kg.site.picture.shapes import Box
    from kg.site.standing import Standing

ROW, EVENT = 28, 20
NAMES, BOLD = (120, 330), 1.3
LARGE = 1.15
"""How much wider than our estimate letters can run; neighbours must not touch."""
"""How wide the column of names may be, and how much wider than our estimate bold letters can run."""


def phases_of(index: Index, case: str) -> list[Phase]:
    """List the phases of a case, earlier ones first."""
    found = [phase for phase in index.facts.phases.values() if phase.case == case]
    return sorted(found, key=lambda phase: (-len(phase.later), phase.iri))


def draw_bands(picture: Picture, plan: Plan, pen: Pen, room: Box, *, names_above: bool) -> float:
    """Add the bands to a picture; give the height they take.

    They start where the room does and are as wide. The names of the logics stand over their rows, or
    beside them.
    """
    phases = phases_of(pen.lens.index, plan.case)
    if not phases or not plan.ring:
        return 0
    left = room.x if names_above else room.x + _names_width(plan, pen)
    width = (room.x + room.width - left) / len(phases)
    events = _bounds(picture, pen, phases, (left, room.y, width))
    y = room.y + events + _heads(picture, pen, phases, (left, room.y + events, width))
    step = ROW + (24 if names_above else 8)
    for place, logic in enumerate(plan.ring):
        top = y + place * step + (20 if names_above else 0)
        name_at = (room.x, top - 7) if names_above else (room.x, top + ROW / 2 + 4)
        words = pen.lens.name(logic.iri)
        picture.captions.append(pen.caption(words, name_at, 340, style="row", iri=logic.iri))
        for column, phase in enumerate(phases):
            x = left + column * width
            state = state_of(pen.lens, logic.iri, phase.iri)
            picture.cells.append(_cell(pen, state, (x + 2, top, width - 4)))
    height = y - room.y + len(plan.ring) * step
    # A bound does not run through names that stand above their rows.
    rows = [y + place * step + 20 for place in range(len(plan.ring))]
    below = room.y + events - EVENT + 10
    spans = [(top, top + ROW) for top in rows] if names_above else [(below, room.y + height)]
    for x in _meetings(phases, left, width):
        picture.rules += [Rule((x, start), (x, end), "bound") for start, end in spans]
    return height


def _names_width(plan: Plan, pen: Pen) -> float:
    """Make room for the longest name, so that none runs into the bands or out of the column."""
    widest = max(width_of(pen.lens.name(logic.iri).text, 12) for logic in plan.ring)
    return min(max(widest * BOLD + 16, NAMES[0]), NAMES[1])


def _heads(picture: Picture, pen: Pen, phases: Sequence[Phase], place: tuple[float, float, float]) -> float:
    """Draw the names of the phases and, where two meet, of the event between them; give their height."""
    left, top, width = place
    lines = 1
    for column, phase in enumerate(phases):
        at = (left + column * width + 10, top + 12)
        caption = pen.caption(
            pen.lens.name(phase.iri), at, (width - 16) / LARGE, style="phase", iri=phase.iri
        )
        picture.captions.append(caption)
        lines = max(lines, len(caption.lines))
    return lines * 16 + 12


def _meetings(phases: Sequence[Phase], left: float, width: float) -> dict[float, str]:
    """Find where one phase ends and the next starts with the same event, and name that event."""
    return {
        left + column * width: before.ends_at
        for column, (before, after) in enumerate(pairwise(phases), start=1)
        if before.ends_at and before.ends_at == after.starts_at
    }


def _bounds(picture: Picture, pen: Pen, phases: Sequence[Phase], place: tuple[float, float, float]) -> float:
    """Draw the names of the events at which phases meet; give the height they take."""
    left, top, width = place
    found = _meetings(phases, left, width)
    room = (width - 14) / LARGE if len(found) > 1 else 340
    lines = 1
    for x, event in found.items():
        words = pen.lens.name(event)
        caption = pen.caption(words, (x, top + 4), room, style="event", iri=event, anchor="middle")
        picture.captions.append(caption)
        lines = max(lines, len(caption.lines))
    return EVENT + (lines - 1) * 16


def state_of(lens: Lens, logic: str, phase: str) -> Standing:
    """Tell how one logic of a case stands in one of its phases."""
    element = lens.index.facts.elements[logic]
    return standing_of(lens, element.case, element.concept, phase, logic)


def _cell(pen: Pen, state: Standing, place: tuple[float, float, float]) -> Cell:
    lens = pen.lens
    ends = (state.of, state.phase)
    logic, phase = (lens.name(end).text for end in ends)
    spoken = lens.t("picture.cell", logic=logic, phase=phase, state=state.words)
    # Where the words do not fit, the sign stands for them; they are spoken, and stand in the table.
    words = f"{state.sign} {state.words}".strip()
    fits = width_of(words, 12) * LARGE <= place[2] - 12
    shown = Text(words if fits else state.sign, lens.tag)
    return Cell(*place, ROW, state.style, shown, spoken, state.reason, pen.hue(state.of), ends, state.verdict)
