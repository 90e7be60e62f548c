"""Set text on a terminal: lines of a width, and the branches of a tree.

Every command breaks its lines here. The standard library breaks at spaces and counts characters, so that a
Chinese sentence is one word, half as wide as it is shown. Here a line may end between any two ideographs,
but none begins with a mark that closes or ends with one that opens, as Chinese is set. A word of another
script is never cut, so that an identifier can be copied.

Trees are drawn by hand: `rich.tree` knows no hanging indent, and to load it takes a twentieth of ``kg trace``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PIECE = re.compile(
    r"[（“‘《]*"  # what opens stays with what follows
    r"(?:[\u2e80-\u303f\u3041-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\uffef]|[^\s\u2e80-\uffef（“‘《”’》）…]+|\S)"
    r"[，。；：、？！”’》）…]*"  # what closes stays with what is before
    r"\s*"
)
_LEAST = 20
_BRANCH, _LAST, _BAR, _BLANK = "├─ ", "└─ ", "│  ", "   "


def terminal_width(most: int | None = None) -> int:
    """Measure how many columns the terminal has, and answer `most` where they are more: long lines are hard to read."""
    import shutil  # noqa: PLC0415 - it loads all that unpacks archives, and a check without a list prints no paragraph

    columns = shutil.get_terminal_size((80, 24)).columns
    return columns if most is None else min(columns, most)


def wrapped(text: str, width: int, indent: str = "", first: str | None = None) -> str:
    """Break a paragraph into lines of at most so many columns.

    Args:
        text: one paragraph.
        width: columns of the terminal; fewer than twenty are taken for twenty.
        indent: what each line begins with.
        first: what the first line begins with, if not with the indent.

    >>> print(wrapped("来源里没有与它相近的文字。", 20))
    来源里没有与它相近的
    文字。
    >>> print(wrapped("copy the words from the source", 20, "  "))
      copy the words
      from the source
    """
    return "\n".join(lines_of(text, width, indent, first))


def lines_of(
    text: str, width: int, indent: str = "", first: str | None = None, *, least: int = _LEAST
) -> list[str]:
    """Break a paragraph as `wrapped` does, into a list of lines; a column of a table may be narrower than twenty.

    >>> lines_of("面子逻辑、人情逻辑", 8, least=1)
    ['面子逻', '辑、人情', '逻辑']
    """
    width = max(width, least)
    cell_len = _cell_len()
    lines: list[str] = []
    line = indent if first is None else first
    begins = cell_len(line)
    for piece in _PIECE.findall(text.replace("\n", " ")):
        is_full = cell_len(line) + cell_len(piece.rstrip()) > width
        if is_full and cell_len(line) > begins:
            lines.append(line.rstrip())
            line = indent
            begins = cell_len(indent)
        line += piece
    return [*lines, line.rstrip()]


def longest_word(text: str) -> int:
    """Measure the longest piece of a text that stands on one line, in columns.

    >>> longest_word("the principle of 面子"), longest_word("")
    (9, 0)
    """
    cell_len = _cell_len()
    return max((cell_len(piece.rstrip()) for piece in _PIECE.findall(text)), default=0)


def _cell_len() -> Callable[[str], int]:
    """Load what tells how many columns a text takes; a check that breaks no line need not load it."""
    from rich.cells import cell_len  # noqa: PLC0415

    return cell_len


def branches(blocks: list[list[str]]) -> list[str]:
    """Draw blocks of lines as the branches of a tree.

    >>> branches([["a claim", "its source"], ["another"]])
    ['├─ a claim', '│  its source', '└─ another']
    """
    drawn = []
    for number, block in enumerate(blocks, start=1):
        is_last = number == len(blocks)
        drawn.append((_LAST if is_last else _BRANCH) + block[0])
        drawn += [(_BLANK if is_last else _BAR) + line for line in block[1:]]
    return drawn
