"""Concepts by cases as a picture: the weight of ink is how many lines of evidence there are.

Takes the book and a lens; gives a `Picture`. The number stands in the cell, so that nothing is said
by shade alone; an unknown cell is hatched and has no number.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kg.site.picture.measure import width_of
from kg.site.picture.pen import Pen
from kg.site.picture.shapes import Cell, Picture
from kg.site.standing import standing_of
from kg.site.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.compare.cases import Standing
    from kg.site.book import Book
    from kg.site.lens import Lens

ROW, HEAD, COLUMN, GAP = 24, 26, 132, 4
STEPS = ((1, 1), (3, 2), (8, 3))
"""From how many lines of evidence a cell has which weight of ink."""
NAMES = (180, 440)


def heat_map(book: Book, lens: Lens, cases: Sequence[str]) -> Picture | None:
    """Draw the picture of some cases; give None where there is nothing to compare."""
    found = book.comparison
    if not cases or not found.concepts:
        return None
    pen = Pen(lens, book.hues)
    widest = max(width_of(lens.name(row.concept).text, 13) for row in found.concepts)
    left = min(max(widest * 1.15 + 16, NAMES[0]), NAMES[1])
    picture = Picture(left + len(cases) * COLUMN)
    for place, case in enumerate(cases):
        at = (left + place * COLUMN + 2, 16)
        picture.captions.append(pen.caption(lens.name(case), at, COLUMN - 8, style="row", iri=case))
    y = 30.0
    rows = sorted(found.concepts, key=lambda row: (book.hues.get(row.kind, 0), row.kind))
    for kind, held in groupby(rows, key=lambda row: row.kind):
        picture.captions.append(pen.caption(lens.name(kind), (0, y + 17), picture.width, iri=kind))
        y += HEAD
        for row in held:
            name = lens.name(row.concept)
            picture.captions.append(pen.caption(name, (0, y + 16), left * 4, style="phase", iri=row.concept))
            for place, case in enumerate(cases):
                x = left + place * COLUMN
                spot = (x + 2, y, COLUMN - GAP)
                picture.cells.append(
                    _cell(lens, row.cells[case], spot, (row.concept, case), book.hues.get(row.kind, 0))
                )
            y += ROW + GAP / 2
    picture.height = y + 4
    return picture


def weight(lines: int) -> int:
    """Choose the weight of ink for a number of lines of evidence: 0 for none, at most 3.

    >>> [weight(n) for n in (0, 1, 2, 3, 7, 8, 40)]
    [0, 1, 1, 2, 2, 3, 3]
    """
    return max((step for least, step in STEPS if lines >= least), default=0)


def _cell(
    lens: Lens, held: Standing, spot: tuple[float, float, float], ends: tuple[str, str], hue: int
) -> Cell:
    """Draw one cell: the sign of its verdict, the number of its lines of evidence, and the words that say so."""
    concept, case = ends
    found = standing_of(lens, case, concept)
    words, style, state = found.sign, found.verdict, found.words
    if held.lines:
        words, style = f"{words} {held.lines}", f"{style} weight-{weight(held.lines)}"
        state = lens.joined([state, lens.t("compare.lines", n=held.lines)])
    spoken = lens.t("compare.cell", concept=lens.name(concept).text, case=lens.name(case).text, state=state)
    return Cell(*spot, ROW, style, Text(words, lens.tag), spoken, "", hue, ends)
