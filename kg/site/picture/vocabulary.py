"""Two pictures of the ontology: its modules by what they import, and a kind among its neighbours.

Takes labels and ties; gives a `Picture` narrow enough for a phone. The words beside a picture say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.site.picture.measure import wrap
from kg.site.picture.shapes import LINE_HEIGHT, Box, Picture, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.site.words import Text

    Named = Callable[[str], Text]

WIDTH = 344
SIZE = 13
PADDING = 7
GAP = 12
LEVEL = 34
ACROSS = 2
WIDE = 200
NARROW = 130
"""How wide a box is that has its row to itself; a narrow one leaves room for lines that pass it."""


def modules_picture(imports: Mapping[str, Sequence[str]], name: Named) -> Picture:
    """Draw the modules in levels, each above what it imports; an import that another implies has no line.

    Args:
        imports: the modules that each module imports.
        name: what a module is called.
    """
    levels: dict[int, list[str]] = {}
    depths: dict[str, int] = {}
    for module in sorted(imports):
        levels.setdefault(_depth(module, imports, depths), []).append(module)
    picture = Picture(WIDTH)
    boxes: dict[str, Box] = {}
    y = 1.0
    for depth in sorted(levels, reverse=True):
        row = _row(levels[depth], name, y, _share(len(levels[depth]), NARROW))
        picture.boxes += row
        boxes |= {box.iri: box for box in row}
        y = max(box.bottom for box in row) + LEVEL
    for module, below in imports.items():
        for other in _needed(below, imports):
            _join(picture, boxes[module], boxes[other])
    picture.height = y - LEVEL + 2
    return picture


def neighbours_picture(
    kind: str, above: Sequence[str], below: Sequence[str], name: Named, hue: int = 0
) -> Picture:
    """Draw a kind with what is one step above it and one step below.

    Args:
        kind: the term in the middle.
        above: what it is a kind of.
        below: its narrower kinds.
        name: what a term is called.
        hue: the number of its colour.
    """
    picture = Picture(WIDTH)
    y = 1.0
    parents: list[Box] = []
    if above:
        parents = _row(above, name, y, _share(len(above), WIDE), "roof")
        y = max(box.bottom for box in parents) + LEVEL
    [middle] = _row([kind], name, y, WIDE, hue=hue)
    for parent in parents:
        _join(picture, parent, middle)
    y = middle.bottom + LEVEL
    picture.boxes += [*parents, middle]
    for start in range(0, len(below), ACROSS):
        row = _row(below[start : start + ACROSS], name, y, _share(ACROSS, WIDE), "tier")
        picture.boxes += row
        y = max(box.bottom for box in row) + GAP
    if below:
        _comb(picture, middle)
    picture.height = picture.boxes[-1].bottom + 2
    return picture


def _row(
    terms: Sequence[str], name: Named, y: float, width: int, style: str = "concept", hue: int = 0
) -> list[Box]:
    """Make boxes side by side, all as high as the highest."""
    start = 1 + (WIDTH - 2 - len(terms) * width - (len(terms) - 1) * GAP) / 2
    words = [name(term) for term in terms]
    lines = [tuple(wrap(text.text, width - 2 * PADDING, SIZE)) for text in words]
    height = round(max(len(line) for line in lines) * SIZE * LINE_HEIGHT + 2 * PADDING)
    return [
        Box(
            term,
            round(start + place * (width + GAP)),
            y,
            width,
            height,
            lines[place],
            words[place],
            style,
            hue,
        )
        for place, term in enumerate(terms)
    ]


def _share(count: int, alone: int) -> int:
    """Choose how wide each of several boxes in a row is."""
    return round((WIDTH - 2 - (count - 1) * GAP) / count) if count > 1 else alone


def _join(picture: Picture, upper: Box, lower: Box) -> None:
    """Draw a line from the lower edge of one box to the upper edge of another."""
    picture.rules.append(Rule((upper.centre[0], upper.bottom), (lower.centre[0], lower.y), "tie"))


def _comb(picture: Picture, middle: Box) -> None:
    """Draw one line down from a box to the rows below it, which stand side by side."""
    rows = [box for box in picture.boxes if box.y > middle.y]
    trunk = middle.centre[0]
    picture.rules.append(Rule((trunk, middle.bottom), (trunk, rows[-1].centre[1]), "tie"))
    for box in rows:
        edge = box.right if box.right <= trunk else box.x
        if box.x < trunk < box.right:
            picture.rules.append(Rule((trunk, middle.bottom), (trunk, box.y), "tie"))
        else:
            picture.rules.append(Rule((trunk, box.centre[1]), (edge, box.centre[1]), "tie"))


def _depth(module: str, imports: Mapping[str, Sequence[str]], known: dict[str, int]) -> int:
    """Count how many steps of import lie below a module."""
    if module not in known:
        known[module] = 1 + max((_depth(one, imports, known) for one in imports[module]), default=-1)
    return known[module]


def _needed(below: Sequence[str], imports: Mapping[str, Sequence[str]]) -> list[str]:
    """Keep the imports that no other import brings."""
    brought = {far for near in below for far in _all_below(near, imports)}
    return [module for module in below if module not in brought]


def _all_below(module: str, imports: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    for one in imports[module]:
        found |= {one} | _all_below(one, imports)
    return found
