"""Passages in the sentences they stand in, overlaps included.

Takes passages and segments; gives the segment's text cut into pieces, each with the passages that
cover it. Nothing is trimmed or mended: the pieces joined are the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.site.words import TAGS, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.records.facts import Passage, Segment
    from kg.site.index import Index


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the passages that cover all of it."""

    text: str
    start: int
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of a passage in another language, and who translated them."""

    words: Text
    by: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A segment with the quoted words marked in it, and translations of them; `anchor` is the first passage quoted."""

    segment: Segment
    pieces: tuple[Piece, ...]
    anchor: str
    lang: str
    translations: tuple[Translation, ...] = ()


def pieces(text: str, start: int, passages: Sequence[Passage]) -> tuple[Piece, ...]:
    """Cut a text at every edge of a passage.

    Args:
        text: the text.
        start: where it stands in its source.
        passages: those that may touch it.

    >>> from kg.records.facts import Passage
    >>> a, b = Passage("a", "s", 0, 4, "abcd"), Passage("b", "s", 2, 6, "cdef")
    >>> [(p.text, [q.iri for q in p.passages]) for p in pieces("abcdefg", 0, [a, b])]
    [('ab', ['a']), ('cd', ['a', 'b']), ('ef', ['b']), ('g', [])]
    """
    end = start + len(text)
    edges = {start, end}
    for passage in passages:
        edges |= {edge for edge in (passage.start, passage.end) if start < edge < end}
    marks = sorted(edges)
    return tuple(
        Piece(
            text[left - start : right - start],
            left,
            tuple(p for p in passages if p.start <= left and right <= p.end),
        )
        for left, right in pairwise(marks)
    )


def quotations(index: Index, passages: Iterable[Passage], lang: str) -> list[Quotation]:
    """Find the segments that passages touch, in order of the text, each once."""
    wanted = sorted(passages, key=lambda p: (p.source, p.start, p.end))
    segments = index.facts.segments
    touched = dict.fromkeys(iri for passage in wanted for iri in passage.segments if iri in segments)
    found = []
    for iri in sorted(touched, key=lambda i: (segments[i].source, segments[i].number)):
        segment = segments[iri]
        here = [p for p in wanted if iri in p.segments]
        cut = pieces(segment.exact, segment.start, here)
        begun = [
            p for p in here if p.start >= segment.start
        ]  # a passage over two segments has its translation once
        told = tuple(
            Translation(Text(words, TAGS.get(language, language)), p.translated_by)
            for p in begun
            for language, words in p.translations.items()
        )
        found.append(Quotation(segment, cut, here[0].iri, lang, told))
    return found
