"""The weakest link of a trace, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.records import Weakest

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(link: Weakest, speakers: Sequence[str] = ()) -> str:
    """Say what a trace rests on, its weakest part first.

    ``rests on one reading (enumeration order, low)`` or ``rests on three passages, nothing read
    into them``.

    Args:
        link: the weakest link.
        speakers: how those are called who are reported to say it.
    """
    passages = count(link.passages, "passage")
    if link.kind == "reading":
        bases = ", ".join(word.replace("-", " ") for word in link.bases)
        words = f"{count(link.readings, 'reading')} ({bases}, {link.confidence})"
    elif link.kind == "background":
        words = "general knowledge, not on the source"
    elif link.kind == "reported":
        are = "are" if len(link.speakers) > 1 or link.speakers[0].is_plural else "is"
        ground = _unchecked(link) if link.cited or link.restricted else passages
        words = f"what {' and '.join(speakers)} {are} reported to say ({ground})"
    elif link.kind == "cited":
        words = _unchecked(link)
    elif link.kind == "presupposed":
        words = f"{passages}, which take it for granted and do not report it"
    elif link.kind == "quoted":
        words = f"{passages}, nothing read into {'it' if link.passages == 1 else 'them'}"
    else:
        words = "no passage"
    return f"rests on {words}"


def _unchecked(link: Weakest) -> str:
    """Say what rests, in whole or in part, on places that no machine can check."""
    counts = ((link.passages, "passage"), (link.cited, "place"), (link.restricted, "restricted place"))
    parts = [count(number, noun) for number, noun in counts if number]
    words = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    into = "of which a machine checked the passages only" if link.passages else "which no machine checked"
    return f"{words} cited by locator, {into}"


def count(number: int, noun: str) -> str:
    """Write a number and its noun in words.

    >>> count(1, "reading"), count(3, "passage"), count(12, "passage")
    ('one reading', 'three passages', '12 passages')
    """
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {noun}{'' if number == 1 else 's'}"
