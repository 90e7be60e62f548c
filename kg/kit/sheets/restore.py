"""Whether a quotation is the source's words but for what a spreadsheet changes while one types.

Takes the quotation and a source text; gives the source's own words and what was changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.problems import say

if TYPE_CHECKING:
    from kg.problems.said import Said

_SPACES = " \u00a0\u2007\u2009\u202f\u3000"
_DOUBLE, _SINGLE, _DASHES = '"“”„‟', "'‘’‚‛", "-\u2010\u2011–—"
_TOKEN = re.compile(rf"[{_SPACES}]+|[{_DOUBLE}]|[{_SINGLE}]|--|[{_DASHES}]|\.\.\.|…|\r\n|.", re.DOTALL)
_LIKE = (
    (_SPACES, rf"[{_SPACES}]+"),
    (_DOUBLE, f"[{_DOUBLE}]"),
    (_SINGLE, f"[{_SINGLE}]"),
    (_DASHES, f"(?:--|[{_DASHES}])"),
)


def restored(words: str, text: str) -> tuple[str, tuple[Said, ...]] | None:
    """Find the words as the source has them, and what differs, when only a spreadsheet's changes do.

    Args:
        words: the quotation, which the source does not hold.
        text: the source.

    >>> restored("the “data  chimney”", 'break the "data chimney" dilemma')
    ('the "data chimney"', ('curly quotation marks for straight ones', 'spaces added'))
    """
    pieces = _TOKEN.findall(words.strip(_SPACES + "\r\n\t"))
    pattern = "".join(f"({_like(piece, is_first=number == 0)})" for number, piece in enumerate(pieces))
    match = re.search(pattern, text) if pieces else None
    if match is None:
        return None
    changes = [
        change
        for piece, there in zip(pieces, match.groups(), strict=True)
        if (change := _change(piece, there))
    ]
    if words != words.strip(_SPACES + "\r\n\t"):
        changes.append(say("spaces at its ends"))
    return match[0], tuple(dict.fromkeys(changes))


def _like(piece: str, *, is_first: bool) -> str:
    """Make a pattern of what a spreadsheet may have made this piece from."""
    for signs, pattern in _LIKE:
        if piece[0] in signs:
            return pattern
    if piece in {"...", "…"}:
        return r"\.\.\.|…"
    if piece in {"\r\n", "\n"}:
        return r"\r?\n"
    if is_first and piece.isalpha():
        return (
            f"[{re.escape(piece.lower())}{re.escape(piece.upper())}]"
            if len(piece.upper()) == 1
            else re.escape(piece)
        )
    return re.escape(piece)


def _change(piece: str, there: str) -> Said | None:
    """Say in words what was done to a piece of the source; give None when it is the same."""
    if piece == there:
        return None
    if piece[0] in _DOUBLE + _SINGLE:
        is_straight = there in {'"', "'"}
        return say("curly quotation marks for straight ones") if is_straight else say("other quotation marks")
    if piece[0] in _SPACES:
        return _change_of_spaces(piece, there)
    if piece[0] in _DASHES:
        return say("other dashes")
    if piece in {"…", "..."}:
        return say("one sign … for three stops") if piece == "…" else say("three stops for one sign …")
    return say("a capital at its beginning") if piece.isalpha() else say("other line ends")


def _change_of_spaces(piece: str, there: str) -> Said:
    if len(piece) != len(there):
        return say("spaces added") if len(piece) > len(there) else say("spaces left out")
    is_plain = not there.strip(" ")
    return say("no-break or other special spaces") if is_plain else say("plain spaces for special ones")
