"""Boxes and words in the reader's language, sized by what they hold.

Takes a lens and the numbers of the colours; gives the shapes of `shapes.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.site.picture.measure import width_of, wrap
from kg.site.picture.shapes import LINE_HEIGHT, Arrow, Box, Caption, Point, curve, edge_point, n

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.site.lens import Lens
    from kg.site.picture.gather import Link
    from kg.site.words import Text

SIZE = 13
SMALL = 12
PADDING = 9
LEVEL = 0.8


@dataclass(frozen=True, slots=True)
class Pen:
    """Makes shapes for one language."""

    lens: Lens
    hues: Mapping[str, int]

    def hue(self, iri: str) -> int:
        """Look up the number of a thing's colour, which is that of its kind."""
        element = self.lens.index.facts.elements.get(iri)
        return self.hues.get(element.kind if element else iri, 0)

    def box(self, iri: str, x: float, y: float, width: float, style: str = "concept") -> Box:
        """Make a box with a thing's name, as high as the name needs; that of a silence begins with its sign."""
        words = self.lens.name(iri)
        sign = f"{self.lens.glyph(style)} " if style in self.lens.index.facts.verdicts else ""
        # A sign is wider than our estimate, which is of letters.
        lines = wrap(f"{sign}{words.text}", width - 2 * PADDING - (SIZE if sign else 0), SIZE)
        height = round(len(lines) * SIZE * LINE_HEIGHT + 2 * PADDING)
        return Box(iri, x, y, width, height, tuple(lines), words, style, self.hue(iri))

    def caption(
        self,
        words: Text,
        at: Point,
        room: float,
        *,
        style: str = "head",
        iri: str = "",
        anchor: str = "start",
    ) -> Caption:
        """Set words on their own, broken to fit a width."""
        lines = wrap(words.text, room, SMALL if style != "head" else SIZE)
        return Caption(tuple(lines), words, at, style, iri, anchor, self.hue(iri))

    def tie(self, link: Link, start: Box, end: Box) -> Arrow:
        """Draw a straight arrow from one box down to the next, its words on the right of it."""
        origin = (start.centre[0], start.bottom + 2)
        tip = (end.centre[0], end.y - 2)
        middle = (origin[0], (origin[1] + tip[1]) / 2)
        path, point = curve(origin, middle, tip)
        words = self.relation(link)
        lines = wrap(words.text, start.width / 2 - 12, SMALL)
        at = (middle[0] + 9, middle[1] - (len(lines) - 1) * SMALL * LINE_HEIGHT / 2)
        return Arrow(link.claim.iri, path, point, link.claim.status, words, tuple(lines), at, "start")

    def relation(self, link: Link) -> Text:
        """Word the relation of a claim for an arrow."""
        relation = self.lens.index.facts.relations.get(link.claim.relation)
        return self.lens.phrase(relation.property if relation else link.claim.relation)

    def reading(self, link: Link, start: Box, end: Box) -> Arrow:
        """Draw a dashed line between two boxes, shown when readings are asked for."""
        if start.x > end.x:
            start, end = end, start
        if start.right < end.x:
            origin, tip = (start.right + 1, start.centre[1]), (end.x - 1, end.centre[1])
        else:
            origin, tip = edge_point(start, end.centre, 1), edge_point(end, start.centre, 1)
        middle = ((origin[0] + tip[0]) / 2, (origin[1] + tip[1]) / 2)
        path = f"M{n(origin[0])} {n(origin[1])}L{n(tip[0])} {n(tip[1])}"
        words = self.lens.name(link.claim.iri)
        return Arrow(link.claim.iri, path, "", link.claim.status, words, (), middle, is_reading=True)

    def bent(self, link: Link, start: Box, end: Box, bulge: float) -> Arrow:
        """Draw a curved arrow between two boxes, its words at the bend.

        The bend stands as far to the left of the straight way as the bulge says.
        """
        (x1, y1), (x2, y2) = start.centre, end.centre
        length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1)
        aside = (y2 - y1) / length, -(x2 - x1) / length
        bend = ((x1 + x2) / 2 + aside[0] * bulge * 2, (y1 + y2) / 2 + aside[1] * bulge * 2)
        origin, tip = edge_point(start, bend), edge_point(end, bend, 3)
        path, point = curve(origin, bend, tip)
        words = self.relation(link)
        lines = wrap(words.text, 150, SMALL) + self._condition(link)
        # On a level arrow the words stand beside the line, which they would else hide.
        level = len(lines) * SMALL * 0.62 + 5 if abs(aside[1]) > LEVEL else 0
        side = math.copysign(level, bulge)
        at = (
            (origin[0] + 2 * bend[0] + tip[0]) / 4 + aside[0] * side,
            (origin[1] + 2 * bend[1] + tip[1]) / 4 + aside[1] * side,
        )
        return Arrow(
            link.claim.iri,
            path,
            point,
            link.claim.status,
            words,
            tuple(lines),
            at,
            is_reading=link.is_reading,
        )

    def _condition(self, link: Link) -> list[str]:
        """Word the condition of a claim, as further lines on its arrow."""
        lines = []
        for condition in link.claim.part("underCondition"):
            words = self.lens.t("picture.under", condition=self.lens.name(condition).text)
            lines += wrap(words, 170, SMALL)
        return lines

    def widest(self, words: Text) -> float:
        """Measure words set in one line of a box."""
        return width_of(words.text, SIZE) + 2 * PADDING
