"""The passage of a source that is nearest to words it does not hold, with the differences marked."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import partial_ratio_alignment

from kg.problems import say
from kg.signs import code_points, look_alike, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.evidence.source_text import SourceText

_FLOOR = 60
_REACH = 200_000
_LONGEST = 1_000
"""How long a quotation is at most for which the nearest passage is looked for: the time grows with the square."""
_ALIKE = 0.6
_EDGE = 8
"""From how many signs on a difference at an edge is something added, and no sign in another's place."""
_RUN, _RUN_OF_HAN, _IN_RUNS = 4, 2, 0.5
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORDS = re.compile(r"\w+|\W")
_FIRST_IDEOGRAPH = 0x2E80


def nearest(words: str, source: SourceText) -> str:
    """Say where the nearest passage stands and how it differs, or that there is none.

    Differences are marked as in a word diff: ``[-…-]`` stands only in the quotation,
    ``{+…+}`` only in the source. A sign that cannot be told from another, from a space or from nothing is named.
    """
    if len(words) > _LONGEST:
        return say("quote less: what is near is looked for up to {0} characters", f"{_LONGEST:,}")
    text = source.text[:_REACH]
    short = len(words) > len(text)
    match = partial_ratio_alignment(words, text, score_cutoff=_FLOOR)
    if match is not None and not short:
        start, end = _whole_words(text, *_widen(words, text, match.dest_start, match.dest_end))
        start, end = _whole_words(text, *_with_edges(words, text, start, end))
        if _is_of_one_piece(words, text[start:end]):
            name = source.segment_at(start).name
            return say(
                'nearest in {0}: "{1}" ([-…-] only in your quotation, {+…+} only in the source)',
                name,
                marked(words, text[start:end]),
            )
    if len(source.text) <= _REACH:
        return say("nothing in the source is near it")
    return say("nothing in the first {0} characters of the source is near it", f"{_REACH:,}")


def marked(quoted: str, found: str) -> str:
    r"""Merge two texts into one, with what differs marked.

    >>> marked("completion, active", "completion,active")
    'completion,[- -]active'
    >>> marked("Field logic", "field logic")
    '[-F-]{+f+}ield logic'
    >>> marked("S\u00a0province", "S province")
    'S[-U+00A0-]{+ +}province'
    >>> marked("a \u2013 b", "a - b")
    'a [-– U+2013-]{+- U+002D+} b'
    """
    return "".join(
        mine if mine == theirs else _changed(mine, theirs)
        for mine, theirs in _stretches(_WORDS.findall(quoted), _WORDS.findall(found))
    )


def _changed(mine: str, theirs: str) -> str:
    """Mark what differs: letter by letter where the words are alike, else as a whole."""
    if _ratio(mine, theirs) < _ALIKE:
        return _marks(mine, theirs)
    return "".join(a if a == b else _marks(a, b) for a, b in _stretches(mine, theirs))


def _marks(mine: str, theirs: str) -> str:
    numbers = [""] * 2
    if mine and theirs and look_alike(mine, theirs):
        numbers = [f" {code_points(text)}" for text in (mine, theirs)]
    return (f"[-{visible(mine)}{numbers[0]}-]" if mine else "") + (
        f"{{+{visible(theirs)}{numbers[1]}+}}" if theirs else ""
    )


def _stretches(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair the stretches of two texts that are equal or differ."""
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        yield "".join(mine[i1:i2]), "".join(theirs[j1:j2])


def _is_of_one_piece(words: str, found: str) -> bool:
    """Tell whether two texts have enough running words in common, and not only letters strewn about."""
    matcher = SequenceMatcher(None, words, found, autojunk=False)
    runs = [
        block.size
        for block in matcher.get_matching_blocks()
        if block.size >= (_RUN_OF_HAN if _HAN.search(words, block.a, block.a + block.size) else _RUN)
    ]
    return sum(runs) >= _IN_RUNS * len(words)


def _with_edges(words: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Take in what stands in the source in place of the first and last signs of the quotation.

    The best match leaves a differing sign at its edge out, as if the source had nothing there.
    """
    parts = list(_stretches(words, text[start:end]))
    first, last = (mine if mine and not theirs else "" for mine, theirs in (parts[0], parts[-1]))
    missing = len(first)
    while 0 < missing <= _EDGE and start > 0 and _may_stand_for(text[start - 1], first):
        start, missing = start - 1, missing - _width(text[start - 1])
    missing = len(last)
    while 0 < missing <= _EDGE and end < len(text) and _may_stand_for(text[end], last):
        end, missing = end + 1, missing - _width(text[end])
    return start, end


def _may_stand_for(sign: str, words: str) -> bool:
    """Tell whether a sign of the source can be what a quotation has other words for: a letter for letters."""
    return not sign.isspace() and sign.isalnum() == words.isalnum()


def _width(sign: str) -> int:
    """Count how many plain signs a sign stands for: two for the ligature fi."""
    return max(len(unicodedata.normalize("NFKC", sign)), 1)


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
