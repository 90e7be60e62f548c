"""The passage of a source that is nearest to words it does not hold, with the differences marked."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import partial_ratio_alignment

from kg.problems import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.evidence.source_text import SourceText

_FLOOR = 60
_REACH = 200_000
_LONGEST = 1_000
"""How long a quotation is at most for which the nearest passage is looked for: the time grows with the square."""
_ALIKE = 0.6
_WORDS = re.compile(r"\w+|\W")
_FIRST_IDEOGRAPH = 0x2E80


def nearest(words: str, source: SourceText) -> str:
    """A hint: where the nearest passage stands and how it differs, or that there is none.

    Differences are marked as in a word diff: ``[-…-]`` stands only in the quotation,
    ``{+…+}`` only in the source. A sign that cannot be told from a space or from nothing is named.
    """
    if len(words) > _LONGEST:
        return say("quote less: what is near is looked for up to {0} characters", f"{_LONGEST:,}")
    text = source.text[:_REACH]
    short = len(words) > len(text)
    match = partial_ratio_alignment(words, text, score_cutoff=_FLOOR)
    if match is None or short:
        if len(source.text) <= _REACH:
            return say("nothing in the source is near it")
        return say("nothing in the first {0} characters of the source is near it", f"{_REACH:,}")
    start, end = _whole_words(text, *_widen(words, text, match.dest_start, match.dest_end))
    name = source.segment_at(start).name
    return say('nearest in {0}: "{1}" ([-…-] only in your quotation, {+…+} only in the source)',
               name, marked(words, text[start:end]))  # fmt: skip


def marked(quoted: str, found: str) -> str:
    r"""Two texts as one, with what differs marked.

    >>> marked("completion, active", "completion,active")
    'completion,[- -]active'
    >>> marked("Field logic", "field logic")
    '[-F-]{+f+}ield logic'
    >>> marked("S\u00a0province", "S province")
    'S[-U+00A0-]{+ +}province'
    """
    return "".join(
        mine if mine == theirs else _changed(mine, theirs)
        for mine, theirs in _stretches(_WORDS.findall(quoted), _WORDS.findall(found))
    )


def _changed(mine: str, theirs: str) -> str:
    """What differs: letter by letter where the words are alike, else as a whole."""
    if _ratio(mine, theirs) < _ALIKE:
        return _marks(mine, theirs)
    return "".join(a if a == b else _marks(a, b) for a, b in _stretches(mine, theirs))


def _marks(mine: str, theirs: str) -> str:
    return (f"[-{_visible(mine)}-]" if mine else "") + (f"{{+{_visible(theirs)}+}}" if theirs else "")


def _visible(text: str) -> str:
    """A text with its invisible signs beyond ASCII, such as a no-break space, given by their numbers."""
    return "".join(sign if sign.isascii() or sign.isprintable() else f"U+{ord(sign):04X}" for sign in text)


def _stretches(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The stretches of two texts that are equal or differ, side by side."""
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        yield "".join(mine[i1:i2]), "".join(theirs[j1:j2])


def _widen(words: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Move the edges of a match so that as little as possible differs at them."""
    edges = range(-8, 9)
    return max(
        ((start + a, end + b) for a in edges for b in edges if 0 <= start + a < end + b <= len(text)),
        key=lambda span: (_ratio(words, text[span[0] : span[1]]), -abs(span[0] - start)),
    )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Move edges that cut a word of letters to its ends; a script without spaces has no such words."""
    while start > 0 and _is_letter(text[start - 1]) and _is_letter(text[start]):
        start -= 1
    while end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]):
        end += 1
    return start, end


def _is_letter(letter: str) -> bool:
    return letter.isalnum() and ord(letter) < _FIRST_IDEOGRAPH


def _ratio(a: str, b: str) -> float:
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - beside its only use

    return Indel.normalized_similarity(a, b)
