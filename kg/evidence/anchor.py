"""Find a quotation in a source text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from kg.evidence.source_text import Segment, SourceText
    from kg.model.records import Evidence, Quotation, Word

_CONTEXT = 32
_MOST_NAMES = 40
"""How many segments a message names at most."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Quoted words at their place.

    Attributes:
        source: the source's id.
        start, end: positions in code points, end excluded.
        exact: the words.
        prefix, suffix: up to 32 characters before and after.
        segments: the segments it touches.
        quoted_at: where the author quoted it.
    """

    source: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    segments: tuple[Segment, ...]
    quoted_at: Word


@dataclass(frozen=True, slots=True)
class Anchored:
    """A line of evidence whose quotations were all found."""

    direction: str
    passages: tuple[Passage, ...]
    source: str


def anchor(
    line: Evidence, sources: dict[str, SourceText], known: set[str], problems: list[Problem]
) -> Anchored | None:
    """Find every quotation of a line of evidence.

    Args:
        line: what the author quoted.
        sources: the texts that could be read, by id.
        known: the ids of all sources of the case, readable or not.
        problems: what is wrong is added here.

    Returns:
        The line with its passages, or None when one of them was not found.
    """
    name = _source_of(line, known, problems)
    text = sources.get(name) if name is not None else None
    if text is None:
        return None
    passages = [_find(quotation, text, problems) for quotation in line.quotations]
    found = tuple(p for p in passages if p is not None)
    if len(found) < len(passages):
        return None
    return Anchored(line.direction, found, text.source.id)


def _source_of(line: Evidence, known: set[str], problems: list[Problem]) -> str | None:
    """The source quoted: the one named, or the only one; an empty name was told of by the reader."""
    choices = say("one of: {0}", sorted(filter(None, known)))
    if line.source is None:
        if len(known) == 1:
            return next(iter(known))
        problems.append(problem("KG206", line.location, say("a quotation without its source"),
                                say('a line "{0}: …"', "source"), choices))  # fmt: skip
        return None
    if line.source and line.source not in known:
        problems.append(problem("KG206", line.source.location, say('unknown {0} "{1}"', say("source"), line.source),
                                say("a source of this case"), choices))  # fmt: skip
        return None
    return str(line.source)


def _find(quotation: Quotation, text: SourceText, problems: list[Problem]) -> Passage | None:
    """The passage quoted, or a problem."""
    starts = _occurrences(quotation.text, text.text)
    if not starts:
        problems.append(_not_found(quotation, text))
        return None
    if quotation.segment is not None:
        segment = text.segment(quotation.segment)
        if segment is None:
            last = text.segments[-1].name
            problems.append(problem("KG208", quotation.segment.location,
                                    say('unknown {0} "{1}"', say("segment"), quotation.segment),
                                    say("{0} to {1}", "S01", last),
                                    say("the words begin in {0}", _names(starts, text))))  # fmt: skip
            return None
        inside = [start for start in starts if segment.start <= start < segment.end]
        if not inside:
            problems.append(_not_there(quotation, quotation.segment, starts, text))
            return None
        starts = inside
    return _pick(quotation, starts, text, problems)


def _pick(
    quotation: Quotation, starts: list[int], text: SourceText, problems: list[Problem]
) -> Passage | None:
    """The occurrence meant."""
    words = quotation.text
    if quotation.nth is not None:
        if not 1 <= quotation.nth <= len(starts):
            problems.append(problem("KG304", words.location, f"nth: {quotation.nth}",
                                    say("{0} to {1}", 1, len(starts)),
                                    say("the words occur so often there: {0}", _names(starts, text))))  # fmt: skip
            return None
        starts = [starts[quotation.nth - 1]]
    if len(starts) > 1:
        problems.append(_ambiguous(quotation, starts, text))
        return None
    start, end = starts[0], starts[0] + len(words)
    return Passage(
        source=text.source.id,
        start=start,
        end=end,
        exact=str(words),
        prefix=text.text[max(0, start - _CONTEXT) : start],
        suffix=text.text[end : end + _CONTEXT],
        segments=text.segments_of(start, end),
        quoted_at=words,
    )


def _occurrences(words: str, text: str) -> list[int]:
    """Every position at which the words begin, overlaps included."""
    starts, at = [], text.find(words)
    while at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)
    return starts


def _names(starts: list[int], text: SourceText) -> list[str]:
    """The segments in which the positions lie, with their count where there are several; the first of very many."""
    names: list[str] = []
    more = 0
    for name, group in groupby(starts, key=lambda start: text.segment_at(start).name):
        times = sum(1 for _ in group)
        if len(names) < _MOST_NAMES:
            names.append(say("{0} ({1} times)", name, times) if times > 1 else name)
        else:
            more += 1
    return [*names, say("{0} more", more)] if more else names


def _not_found(quotation: Quotation, text: SourceText) -> Problem:
    from kg.evidence.nearest import nearest  # noqa: PLC0415 - only when something is wrong

    near = nearest(quotation.text, text)
    found = say('a quotation that is not in {0}: "{1}"', text.source.file, _short(quotation.text))
    return problem("KG301", quotation.text.location, found, say("the words of the source, exactly"), near)


def _not_there(quotation: Quotation, segment: Word, starts: list[int], text: SourceText) -> Problem:
    found = say('"{0}" pinned to {1}', _short(quotation.text), segment)
    where = _names(starts, text)
    hint = say("write {text: …, in: {0}}", where[0]) if len(where) == 1 and where[0].isalnum() else ""
    return problem("KG303", segment.location, found, say("a segment in which it begins: {0}", where),
                   hint)  # fmt: skip


def _ambiguous(quotation: Quotation, starts: list[int], text: SourceText) -> Problem:
    where = _names(starts, text)
    first = text.segment_at(starts[0]).name
    hint = say("quote more words, or write {text: …, in: {0}}", first)
    if len(where) < len(starts):
        hint = say("{0} and, within one segment, nth: 2", hint)
    found = say('"{0}", which occurs {1} times ({2})', _short(quotation.text), len(starts), where)
    return problem("KG302", quotation.text.location, found, say("a quotation that occurs once"), hint)


def _short(words: str) -> str:
    return words if len(words) <= 72 else words[:69] + "…"  # noqa: PLR2004 - width of a message
