"""Text broken into lines for a terminal, in which a Chinese character takes two columns.

The standard library breaks at spaces and counts characters, so that a Chinese sentence is one word, half
as wide as it is shown. Here a line may end between any two ideographs, but none begins with a mark that
closes or ends with one that opens, as Chinese is set.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

_PIECE = re.compile(
    r"[（“‘《]*"  # what opens stays with what follows
    r"(?:[\u2e80-\u303f\u3041-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\uffef]|[^\s\u2e80-\uffef（“‘《”’》）…]+|\S)"
    r"[，。；：、？！”’》）…]*"  # what closes stays with what is before
    r"\s*"
)
_LEAST = 20


def wrapped(text: str, width: int, indent: str = "", first: str | None = None) -> str:
    """A text in lines of at most so many columns.

    Args:
        text: one paragraph.
        width: columns of the terminal.
        indent: what each line begins with.
        first: what the first line begins with, if not with the indent.

    >>> print(wrapped("来源里没有与它相近的文字。", 20))
    来源里没有与它相近的
    文字。
    >>> print(wrapped("copy the words from the source", 20, "  "))
      copy the words
      from the source
    """
    width = max(width, _LEAST)
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
    return "\n".join([*lines, line.rstrip()])
