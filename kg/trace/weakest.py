"""The weakest link of a trace, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.trace.records import Trace

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LEVELS = {"low": 0, "medium": 1, "high": 2}


def is_tainted(trace: Trace) -> bool:
    """Whether a reading stands anywhere in the trace."""
    return any(part.status == "interpreted" for part in _walk(trace))


def weakest_link(trace: Trace) -> str:
    """What the trace rests on, its weakest part first.

    ``rests on one reading (enumeration order, low)`` or ``rests on three passages, nothing read
    into them``.
    """
    parts = list(_walk(trace))
    readings = list({part.iri: part for part in parts if part.status == "interpreted"}.values())
    if readings:
        worst = min(readings, key=lambda part: _LEVELS.get(part.confidence, 0))
        basis = ", ".join(word.replace("-", " ") for word in worst.basis)
        return f"rests on {count(len(readings), 'reading')} ({basis}, {worst.confidence})"
    if any(part.status == "background" for part in parts):
        return "rests on general knowledge, not on the source"
    lines = [line for part in parts for line in part.evidence if line.direction == "supports"]
    passages = {passage.iri for line in lines for passage in line.passages}
    citations = {citation.iri: citation for line in lines for citation in line.citations}
    if citations:
        return _unchecked(len(passages), [citation.access for citation in citations.values()])
    if not passages:
        return "rests on no passage"
    words = count(len(passages), "passage")
    if any(part.status == "presupposed" for part in parts):
        return f"rests on {words}, which take it for granted and do not report it"
    into = "it" if len(passages) == 1 else "them"
    return f"rests on {words}, nothing read into {into}"


def _unchecked(passages: int, accesses: list[str]) -> str:
    """What rests, in whole or in part, on places that no machine can check."""
    restricted = accesses.count("restricted")
    located = len(accesses) - restricted
    parts = [
        count(number, noun)
        for number, noun in ((passages, "passage"), (located, "place"), (restricted, "restricted place"))
        if number
    ]
    words = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    into = "which no machine checked" if not passages else "of which a machine checked the passages only"
    return f"rests on {words} cited by locator, {into}"


def count(number: int, noun: str) -> str:
    """A number and its noun in words.

    >>> count(1, "reading"), count(3, "passage"), count(12, "passage")
    ('one reading', 'three passages', '12 passages')
    """
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {noun}{'' if number == 1 else 's'}"


def _walk(trace: Trace) -> Iterator[Trace]:
    """The trace and everything below it."""
    yield trace
    for premise in trace.premises:
        yield from _walk(premise)
