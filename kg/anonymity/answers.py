"""What an author answered: which entry an item lies in, and the reason that stands there.

Takes a case and items; gives the items with their answers, and a warning for each answer that answers nothing. An answer
in an entry is for the items of that entry, one at the top of the case for items anywhere in its folder.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.model.records import Case, Word
from kg.problems import Problem, Severity, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.anonymity.records import Disclosed
    from kg.problems import Location

_SECTIONS = ("sources", "citations", "concepts", "relations", "elements", "claims", "silences")
_TOP = ""


def words_in(thing: object) -> Iterator[tuple[str, Word]]:
    """List every word of a case, or of a part of one, with the name of its field; answers are not part of the case.

    Args:
        thing: the case, an entry or a value in one.
    """
    yield from _words("", thing)


def words_of_public(case: Case, texts: Mapping[str, str]) -> str:
    """Join all that a case shows, without spaces and in small letters, to look words up in.

    Args:
        case: the case as the public may see it.
        texts: every text file of its folder by name.
    """
    shown: list[str] = [word for _, word in words_in(case)]
    shown += [texts.get(str(s.file), "") for s in case.sources.values() if s.access == "quoted"]
    return " ".join(map(squeezed, shown))


def squeezed(words: str) -> str:
    r"""Squeeze words: no spaces, small letters.

    A line may break anywhere in a file, so only such words can be compared.

    >>> squeezed("Wang\n  Wei")
    'wangwei'
    """
    return "".join(words.split()).casefold()


def answered(case: Case, items: Iterable[Disclosed]) -> tuple[list[Disclosed], list[Problem]]:
    """Give each item its answer, once for an entry or file, and warn of answers to nothing.

    Args:
        case: the case, read.
        items: what its files may give away, in the order in which they are to be shown.
    """
    owners = _owners(case)
    answers = {name: {str(item): reason for item, reason in entry.answers} for name, entry in _entries(case)}
    found: dict[tuple[str, str, str], Disclosed] = {}
    used = set()
    for item in items:
        owner = _owner(item.location, owners) if item.location else _TOP
        for name in (owner, _TOP):
            if item.name in answers[name]:
                used.add((name, item.name))
        answer = answers[owner].get(item.name) or answers[_TOP].get(item.name, "")
        file = item.location.file if item.location else ""
        found.setdefault((file, owner, item.name), replace(item, answer=str(answer)))
    idle = [
        _idle(name, item)
        for name, entry in _entries(case)
        for item, _ in entry.answers
        if (name, str(item)) not in used
    ]
    return list(found.values()), idle


def _words(name: str, value: object) -> Iterator[tuple[str, Word]]:
    if isinstance(value, Word):
        yield name, value
    parts: list[tuple[str, object]] = []
    if isinstance(value, tuple | dict):
        parts = [(name, part) for part in (value.values() if isinstance(value, dict) else value)]
    elif is_dataclass(value):
        parts = [(f.name, getattr(value, f.name)) for f in fields(value) if f.name != "answers"]
    for part in parts:
        yield from _words(*part)


def _entries(case: Case) -> Iterator[tuple[str, Any]]:
    """List the case itself and its entries, by names of their own."""
    yield _TOP, case
    for section in _SECTIONS:
        for name, entry in getattr(case, section).items():
            yield f"{section} {name}", entry


def _owners(case: Case) -> dict[str, list[tuple[int, int, str]]]:
    """List by file where each entry's words stand, in order."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for name, entry in _entries(case):
        for field in fields(entry):
            if name == _TOP and field.name in _SECTIONS:
                continue
            for _, word in _words(field.name, getattr(entry, field.name)):
                place = word.location
                found.setdefault(place.file, []).append((place.line, place.column, name))
    return {file: sorted(places) for file, places in found.items()}


def _owner(place: Location, owners: Mapping[str, list[tuple[int, int, str]]]) -> str:
    """Find the entry whose word is the last before a place; the case itself where there is none."""
    known = owners.get(place.file, [])
    after = bisect_right(known, (place.line, place.column, "\U0010ffff"))
    return known[after - 1][2] if after else _TOP


def _idle(name: str, item: Word) -> Problem:
    where = say("the case") if name == _TOP else say('"{0}"', name.partition(" ")[2])
    what = say('an answer of {0} to "{1}", which answers nothing', where, item)
    expected = say("an item that kg check --disclosure lists there")
    hint = say("copy the item again from kg check --disclosure, or delete the line")
    found = problem("KG710", item.location, what, expected, hint)
    return replace(found, severity=Severity.WARNING)
