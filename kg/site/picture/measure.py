"""How much room words take, without a browser: an estimate on the safe side, and line breaks.

Takes words and a size; gives widths in pixels and lines. Fonts differ from reader to reader, so
boxes are made a little wider than an average font needs.
"""

from __future__ import annotations

import re
import unicodedata

MOST_LINES = 8
_NARROW = frozenset("iljtfrI.,:;'’‘|!()[] ")
_WIDE = frozenset("mwMW—")
_BREAKABLE = re.compile(r"[^\s-]+-?|-")
_NO_LINE_START = frozenset("，。、；：？！”’）》」』")


def width_of(words: str, size: float) -> float:
    """Estimate the width of words set in one line.

    >>> width_of("一二", 10), width_of("ill", 10) < width_of("mow", 10)
    (20.0, True)
    """
    return sum(_share(letter) for letter in words) * size


def wrap(words: str, room: float, size: float) -> list[str]:
    """Break words into lines that fit a width: a longer word is cut, a longer text ends in “…”.

    >>> wrap("internal characteristics of the organization", 120, 13)
    ['internal', 'characteristics of', 'the organization']
    >>> wrap("组织内部特征与环境", 60, 13)
    ['组织内部', '特征与环', '境']
    >>> wrap("x" * 10_000, 60, 13)[-1]
    'xxxxxxxx…'
    """
    lines: list[str] = []
    line = ""
    longest = max(int(room / size), 1)
    for piece, glue in _pieces(words[: longest * 4 * MOST_LINES], longest * 2):
        longer = f"{line}{glue}{piece}" if line else piece
        if line and width_of(longer, size) > room and piece[0] not in _NO_LINE_START:
            lines.append(line)
            line = piece
        else:
            line = longer
    lines = [*lines, line] if line else lines
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…"]


def _pieces(words: str, longest: int) -> list[tuple[str, str]]:
    """Cut words into the smallest pieces a line may be broken between, each with the space before it."""
    found: list[tuple[str, str]] = []
    glue = ""
    for run in re.findall(r"\s+|\S+", words):
        if run.isspace():
            glue = " "
            continue
        for part in _BREAKABLE.findall(run):
            for cut in range(0, len(part), longest):
                found += _letters(part[cut : cut + longest], glue)
                glue = ""
    return found


def _letters(part: str, glue: str) -> list[tuple[str, str]]:
    """Cut Chinese after every letter, and other scripts not inside a word."""
    found: list[tuple[str, str]] = []
    for run in re.findall(
        r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+", part
    ):
        found.append((run, glue))
        glue = ""
    return found


def _share(letter: str) -> float:
    """Estimate the width of a letter as a share of the type size."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.33
    if letter in _WIDE or (letter.isupper() and letter.isascii()):
        return 0.78
    return 0.56
