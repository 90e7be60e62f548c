"""Find a quotation in a source text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from kg.files import did_you_mean
from kg.problems import Problem, Severity, problem, say
from kg.signs import look_alike, visible

if TYPE_CHECKING:
    from kg.evidence.source_text import Segment, SourceText
    from kg.model.records import Evidence, Quotation, Word

_CONTEXT = 32
_MOST_NAMES = 40
"""How many segments a message names at most."""
_REACH = 400
"""How far behind the last a part of a quotation may begin, in characters, where words between them were left out."""
_WAYS = 1000
"""From how many ways, or places, on no more are looked for; where there are two, the quotation is unsure already."""
LONGEST = 10_000
"""How many characters a quotation has at most: a claim rests on a passage, and each segment that it touches is a thing."""
_OMISSION = re.compile(r"\s*(?:[\[(［（【]\s*(?:…+|⋯+|\.{3,})\s*[\])］）】]|…+|⋯+|\.{3,}|\.(?: \.){2,})\s*")
"""The signs by which words are left out of a quotation."""
_INSERTED = re.compile(r"\[[^\[\]]+\]")
_Way = tuple[int, ...]
"""Where each part of a quotation begins; one that is quoted whole has one part."""


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
    if line.written and line.written in text.text:
        told = say('"{0}", which YAML takes for a list', _short(line.written))
        expected = say("the brackets that the source has")
        hint = say("text that begins with {0} stands between single quotes", line.written[0])
        problems.append(Problem("KG111", line.location, told, expected, hint, Severity.WARNING))
    found = [_find(quotation, text, problems) for quotation in line.quotations]
    if not all(found):
        return None
    return Anchored(line.direction, tuple(p for passages in found for p in passages), text.source.id)


def _source_of(line: Evidence, known: set[str], problems: list[Problem]) -> str | None:
    """Find the source quoted: the one named, or the only one. An empty name was reported by the reader already."""
    choices = say("one of: {0}", sorted(filter(None, known)))
    if line.source is None:
        if len(known) == 1:
            return next(iter(known))
        found = say("a quotation without its source")
        expected = say('a line "{0}: …"', "source")
        problems.append(problem("KG206", line.location, found, expected, choices))
        return None
    if line.source and line.source not in known:
        found = say('unknown {0} "{1}"', say("source"), line.source)
        expected = say("a source of this case")
        alike = next((name for name in sorted(known) if look_alike(line.source, name)), None)
        hint = did_you_mean(line.source, alike) if alike else choices
        problems.append(problem("KG206", line.source.location, found, expected, hint))
        return None
    return str(line.source)


def _find(quotation: Quotation, text: SourceText, problems: list[Problem]) -> tuple[Passage, ...]:
    """Find the passage quoted, or the passages between which words were left out; report a mistake and give none.

    A source that has the signs of an omission itself wins.
    """
    words = quotation.text
    if len(words) > LONGEST:
        found = say('a quotation of {0} characters: "{1}"', f"{len(words):,}", _short(words))
        expected = say("at most {0} characters", f"{LONGEST:,}")
        hint = say("quote the words that the claim rests on; several passages stand in a list")
        problems.append(problem("KG310", words.location, found, expected, hint))
        return ()
    pieces = _pieces(quotation, text, problems)
    if not pieces:
        return ()
    segment = text.segment(quotation.segment) if quotation.segment is not None else None
    begin, end = (segment.start, segment.end) if segment is not None else (0, len(text.text))
    ways = _placings(pieces, text.text, begin, end)
    if not ways or (quotation.segment is not None and segment is None):
        _not_placed(quotation, pieces, text, problems)
        return ()
    way = _pick(quotation, ways, text, problems)
    if way is None:
        return ()
    spans = [(start, start + len(piece)) for start, piece in zip(way, pieces, strict=True)]
    return tuple(
        Passage(
            source=text.source.id,
            start=start,
            end=end,
            exact=text.text[start:end],
            prefix=text.text[max(0, start - _CONTEXT) : start],
            suffix=text.text[end : end + _CONTEXT],
            segments=text.segments_of(start, end),
            quoted_at=quotation.text,
        )
        for start, end in spans
    )


def _pieces(quotation: Quotation, text: SourceText, problems: list[Problem]) -> tuple[str, ...]:
    """Part a quotation at its omissions, none where it stands in the source as it is; report what is not there, and give none."""
    words = str(quotation.text)
    # Only words that do not stand there as they are can have an omission: the source may have the sign for one itself.
    if words in text.text:
        return (words,)
    pieces = tuple(piece for piece in _OMISSION.split(words) if piece)
    if pieces == (words,) or not pieces:
        problems.append(_not_found(quotation, text))
        return ()
    missing = next((piece for piece in pieces if piece not in text.text), None)
    if missing is not None:
        problems.append(_piece_missing(quotation, missing, text))
        return ()
    return pieces


def _placings(pieces: tuple[str, ...], text: str, begin: int, end: int) -> list[_Way]:
    """Find where the pieces can stand in order, each at most so far behind the last, the first of them beginning within bounds.

    Of the ways that begin at one place only two are looked for: a second one makes the place unsure.
    """
    found: list[_Way] = [(start,) for start in _occurrences(pieces[0], text, begin, end)]
    for last, piece in pairwise(pieces):
        longer: list[_Way] = []
        for way in found:
            behind = way[-1] + len(last)
            window = text[behind : behind + _REACH + len(piece)]
            longer += [(*way, behind + at) for at in _occurrences(piece, window, 0, len(window))[:2]]
            if len(longer) > _WAYS:
                break
        found = longer
    return found


def _not_placed(
    quotation: Quotation, pieces: tuple[str, ...], text: SourceText, problems: list[Problem]
) -> None:
    """Report words that do not stand where they are said to, or parts that do not stand in order anywhere."""
    ways = _placings(pieces, text.text, 0, len(text.text))
    starts = list(dict.fromkeys(way[0] for way in ways))
    pin = quotation.segment
    if not ways or pin is None:
        problems.append(_out_of_order(quotation, pieces, text))
    elif text.segment(pin) is not None:
        found = say('"{0}" pinned to {1}', _short(quotation.text), pin)
        where = _names(starts, text)
        is_one = len(where) == 1 and where[0].isalnum()
        expected = say("a segment in which it begins: {0}", where)
        cure = say("write {text: …, in: {0}}", where[0]) if is_one else ""
        problems.append(problem("KG303", pin.location, found, expected, cure))
    else:
        found = say('unknown {0} "{1}"', say("segment"), pin)
        expected = say("{0} to {1}", "S01", text.segments[-1].name)
        hint = say("the words begin in {0}", _names(starts, text))
        problems.append(problem("KG208", pin.location, found, expected, hint))


def _pick(quotation: Quotation, ways: list[_Way], text: SourceText, problems: list[Problem]) -> _Way | None:
    """Choose the occurrence that the author means."""
    starts = [way[0] for way in ways]
    if quotation.nth is not None:
        if not 1 <= quotation.nth <= len(ways):
            expected = say("{0} to {1}", 1, len(ways))
            hint = say("the words occur so often there: {0}", _names(starts, text))
            place, found = quotation.text.location, f"nth: {quotation.nth}"
            problems.append(problem("KG304", place, found, expected, hint))
            return None
        return ways[quotation.nth - 1]
    if len(ways) > 1:
        where = _names(starts, text)
        hint = say("quote more words, or write {text: …, in: {0}}", text.segment_at(starts[0]).name)
        if len(where) < len(starts):
            hint = say("{0} and, within one segment, nth: 2", hint)
        told = say('"{0}", which occurs {1} times ({2})', _short(quotation.text), _count(len(starts)), where)
        expected = say("a quotation that occurs once")
        problems.append(problem("KG302", quotation.text.location, told, expected, hint))
        return None
    return ways[0]


def _occurrences(words: str, text: str, begin: int, end: int) -> list[int]:
    """Find the positions within bounds at which the words begin, overlaps included; no more than settle that there are many."""
    starts: list[int] = []
    last = end - 1 + len(words)
    at = text.find(words, begin, last)
    while at >= 0 and len(starts) < _WAYS:
        starts.append(at)
        at = text.find(words, at + 1, last)
    return starts


def _names(starts: list[int], text: SourceText) -> list[str]:
    """Name the segments in which the positions lie, with their count where there are several; of very many, name the first."""
    names: list[str] = []
    groups = [
        (name, sum(1 for _ in group))
        for name, group in groupby(starts, key=lambda start: text.segment_at(start).name)
    ]
    for name, times in groups[:_MOST_NAMES]:
        names.append(say("{0} ({1} times)", name, _count(times)) if times > 1 else name)
    more = sum(times for _, times in groups[_MOST_NAMES:])
    return [*names, say("{0} more", _count(more) if len(starts) < _WAYS else f"{more}+")] if more else names


def _count(times: int) -> str:
    """Write how often words occur; beyond what is counted, that it is more."""
    return str(times) if times < _WAYS else f"{times}+"


def _not_found(quotation: Quotation, text: SourceText) -> Problem:
    from kg.evidence.nearest import nearest  # noqa: PLC0415 - only when something is wrong

    inserted = _INSERTED.findall(quotation.text)
    around = [part.strip() for part in _INSERTED.split(quotation.text)]
    if inserted and all(part in text.text for part in around):
        near: str = say("the source has not {0}: quote around it, with […] in its place", inserted[0])
    else:
        near = nearest(quotation.text, text)
    found = say('a quotation that is not in {0}: "{1}"', text.source.file, _short(quotation.text))
    return problem("KG301", quotation.text.location, found, say("the words of the source, exactly"), near)


def _piece_missing(quotation: Quotation, piece: str, text: SourceText) -> Problem:
    from kg.evidence.nearest import nearest  # noqa: PLC0415 - only when something is wrong

    found = say('a part of a quotation that is not in {0}: "{1}"', text.source.file, _short(piece))
    expected = say("the words of the source, exactly")
    return problem("KG301", quotation.text.location, found, expected, nearest(piece, text))


def _out_of_order(quotation: Quotation, pieces: tuple[str, ...], text: SourceText) -> Problem:
    """Report parts that are all there, but not in order or too far apart; name the first that is."""
    count = next(
        n for n in range(2, len(pieces) + 1) if not _placings(pieces[:n], text.text, 0, len(text.text))
    )
    piece, before = pieces[count - 1], pieces[count - 2]
    gap = (_short(piece), _short(before), _REACH)
    found = say('a part of a quotation, "{0}", that does not follow "{1}" within {2} characters', *gap)
    where = _names(_occurrences(piece, text.text, 0, len(text.text)), text)
    hint = say('"{0}" stands in {1}; quote the two apart, as a list', _short(piece), where)
    return problem("KG301", quotation.text.location, found, say("the parts in the order of the source"), hint)


def _short(words: str) -> str:
    shown = visible(words)
    return shown if len(shown) <= 72 else shown[:69] + "…"  # noqa: PLR2004 - width of a message
