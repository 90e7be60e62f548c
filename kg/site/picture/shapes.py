"""What a picture is made of, in whole pixels, and the geometry of boxes and arrows.

Knows nothing of theories or cases: the other modules of this folder decide what goes where, and
the template draws it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.site.words import Text

LINE_HEIGHT = 1.25
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A box with words; `style` is concept, roof, tier, silent or not-looked; `hue` the number of its colour."""

    iri: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    words: Text
    style: str = "concept"
    hue: int = 0

    @property
    def centre(self) -> Point:
        """The middle of the box."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line with a head, and its words beside it; `is_reading` ones are shown on demand."""

    iri: str
    path: str
    head: str
    status: str
    words: Text
    lines: tuple[str, ...] = ()
    at: Point = (0, 0)
    anchor: str = "middle"
    is_reading: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """Words on their own; a link when they have an address."""

    lines: tuple[str, ...]
    words: Text
    at: Point
    style: str = "head"
    iri: str = ""
    anchor: str = "start"
    hue: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One logic in one phase: `style` is as in `Standing`, `ends` are the two, `verdict` how it stands."""

    x: float
    y: float
    width: float
    height: float
    style: str
    words: Text
    spoken: str
    iri: str = ""
    hue: int = 0
    ends: tuple[str, ...] = ()
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A plain line from one point to another."""

    start: Point
    end: Point
    style: str = "hair"


@dataclass(slots=True)
class Picture:
    """Everything drawn, and the size of the sheet."""

    width: float
    height: float = 0
    boxes: list[Box] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def curve(start: Point, bend: Point, end: Point) -> tuple[str, str]:
    """Draw a curved line and its head, as the paths of an SVG.

    >>> curve((0, 0), (5, 0), (10, 0))[0]
    'M0 0Q5 0 4 0'
    """
    tip = _back(end, bend, 6)
    path = f"M{n(start[0])} {n(start[1])}Q{n(bend[0])} {n(bend[1])} {n(tip[0])} {n(tip[1])}"
    return path, head(end, bend)


def head(tip: Point, origin: Point, size: float = 8) -> str:
    """Draw an arrow head at `tip`, coming from `origin`."""
    base = _back(tip, origin, size)
    angle = math.atan2(tip[1] - origin[1], tip[0] - origin[0]) + math.pi / 2
    aside = (math.cos(angle) * size * 0.45, math.sin(angle) * size * 0.45)
    corners = (tip, (base[0] + aside[0], base[1] + aside[1]), (base[0] - aside[0], base[1] - aside[1]))
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in corners) + "Z"


def edge_point(box: Box, towards: Point, gap: float = 4) -> Point:
    """Find where the line from the middle of a box to a point leaves the box, a little outside."""
    x, y = box.centre
    dx, dy = towards[0] - x, towards[1] - y
    if dx == dy == 0:
        return x, y
    wide = (box.width / 2 + gap) / abs(dx) if dx else math.inf
    high = (box.height / 2 + gap) / abs(dy) if dy else math.inf
    share = min(wide, high)
    return x + dx * share, y + dy * share


def n(value: float) -> str:
    """Write a number as short as it can be: whole pixels and halves."""
    return f"{round(value * 2) / 2:g}"


def _back(tip: Point, origin: Point, by: float) -> Point:
    """Find the point a little before `tip` on the way from `origin`."""
    length = math.dist(tip, origin) or 1
    return (
        tip[0] - (tip[0] - origin[0]) / length * by,
        tip[1] - (tip[1] - origin[1]) / length * by,
    )
