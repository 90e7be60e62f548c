"""Set rows as a table for the terminal, or as blocks of lines where a table would be too wide."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.layout import lines_of, longest_word, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import ConsoleOptions

_GUTTER = 3
_LEAST = 8
"""The columns of the terminal that a column of a table has at least."""
_WORD = 24
"""A longer word, such as an IRI, may be cut to save room."""


class _Cell:
    """A text that is broken as Chinese is set; rich alone would begin a line with a full stop."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        yield Text("\n".join(lines_of(self.text, options.max_width, least=1)), overflow="fold")


def natural_width(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Measure how wide a table would be if no cell were broken."""
    columns = zip(headers, *rows, strict=True)
    return sum(max(map(cell_len, column)) + _GUTTER for column in columns) - _GUTTER


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Set rows as a table within a width; where its columns would be too narrow to read, as blocks.

    Args:
        headers: the names of the columns.
        rows: the cells, as many in each row as there are headers.
        width: columns of the terminal.

    >>> print(table(["concept", "B Town"], [["面子逻辑", "●1"], ["openness", ""]], 80))
    concept    B Town
    ─────────────────
    面子逻辑   ●1
    openness
    """
    if natural_width(headers, rows) > width < len(headers) * (_LEAST + _GUTTER):
        return blocks(headers, rows, width)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    columns = list(zip(headers, *rows, strict=True))
    for header, size in zip(headers, _widths(columns, width - _GUTTER * (len(headers) - 1)), strict=True):
        grid.add_column(_Cell(header), width=size)
    for row in rows:
        grid.add_row(*map(_Cell, row))
    text = io.StringIO()
    Console(file=text, width=width, color_system=None).print(grid)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """Share the room among the columns: the widest gives way, and no word is cut while another column has room.

    Rich shares it too, but it cuts words in one column while the next is mostly empty.
    """
    widths = [max(map(cell_len, column)) for column in columns]
    words = [min(max(longest_word(cell) for cell in column), _WORD) for column in columns]
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda n: (widths[n] > words[n], widths[n]))
        widths[widest] -= 1
    return widths


def blocks(headers: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Set each row as a block, a line for each cell that is not empty, with an empty line between two blocks."""
    indent = max(map(cell_len, headers)) + 2
    return "\n\n".join(
        "\n".join(
            wrapped(cell, max(width, 30), " " * indent, first=set_cell_size(f"{header}:", indent))
            for header, cell in zip(headers, row, strict=True)
            if cell
        )
        for row in rows
    )
