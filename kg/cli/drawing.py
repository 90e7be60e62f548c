"""Lines and branches of the trees that commands print."""

from __future__ import annotations

import textwrap

from rich.cells import cell_len

from kg.cli import wrapping

_BRANCH, _LAST, _BAR, _GAP = "├─ ", "└─ ", "│  ", "   "
_LEAST = 30


def draw(blocks: list[list[str]]) -> list[str]:
    """Blocks of lines as the branches of a tree."""
    drawn = []
    for number, block in enumerate(blocks, start=1):
        is_last = number == len(blocks)
        drawn.append((_LAST if is_last else _BRANCH) + block[0])
        drawn += [(_GAP if is_last else _BAR) + line for line in block[1:]]
    return drawn


def wrapped(text: str, width: int, rest: str, *, first: str = "") -> list[str]:
    """A text in lines of at most the width, the lines after the first indented by `rest`."""
    if cell_len(text) > len(text):
        return wrapping.wrapped(text, width, rest, first).split("\n")
    return textwrap.wrap(text, max(width, _LEAST), initial_indent=first, subsequent_indent=rest) or [""]
