"""What the author of a case answers to items of a list: why they may stay.

An answer in an entry is for the items of that entry, one at the top of the case for items anywhere in its folder; an
answer that answers nothing is warned of.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from kg.model.records import Word
from kg.problems import Problem, Severity, problem, say
from kg.review.records import KINDS, OF_REVIEW, Item

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.model.records import Case

_SECTIONS = ("sources", "citations", "concepts", "relations", "elements", "claims", "silences")
_TOP = ""
_AnItem = TypeVar("_AnItem", bound=Item)


def kind_of(item: str) -> str:
    """Read from the name of an item of what kind it is.

    >>> kind_of("dropped-words-1a2b3c")
    'dropped-words'
    """
    return item.rpartition("-")[0]


def words_in(thing: object) -> Iterator[tuple[str, Word]]:
    """List every word of a case, or of a part of one, with the name of its field; of the answers those that are shown.

    Args:
        thing: the case, an entry or a value in one.
    """
    yield from _words("", thing)


def answered(
    case: Case, items: Iterable[_AnItem], asked: Collection[str], option: str
) -> tuple[list[_AnItem], list[Problem]]:
    """Give each item its answer, once for an entry or file, and warn of answers to nothing.

    Args:
        case: the case, read.
        items: what was found in it, in the order in which it is to be shown.
        asked: the kinds that were looked for; answers to items of another kind are not spoken of.
        option: that of ``kg check`` which lists such items.
    """
    owners = _owners(case)
    answers = {name: {str(item): reason for item, reason in entry.answers} for name, entry in _entries(case)}
    found: dict[tuple[str, str, str], _AnItem] = {}
    used = set()
    for item in items:
        owner = _TOP
        if item.location:  # the entry whose word is the last before that place
            known = owners.get(item.location.file, [])
            after = bisect_right(known, (item.location.line, item.location.column, "\U0010ffff"))
            owner = known[after - 1][2] if after else _TOP
        for name in (owner, _TOP):
            if item.name in answers[name]:
                used.add((name, item.name))
        answer = answers[owner].get(item.name) or answers[_TOP].get(item.name, "")
        file = item.location.file if item.location else ""
        found.setdefault((file, owner, item.name), replace(item, answer=str(answer)))
    idle = [
        _idle(name, item, option)
        for name, entry in _entries(case)
        for item, _ in entry.answers
        if (name, str(item)) not in used and (kind_of(item) in asked or kind_of(item) not in KINDS)
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
        # Answers to the review are told to everybody; those to the other list would tell what they hide.
        answers = getattr(value, "answers", ())
        parts.append(("answers", tuple(reason for item, reason in answers if kind_of(item) in OF_REVIEW)))
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


def _idle(name: str, item: Word, option: str) -> Problem:
    where = say("the case") if name == _TOP else say('"{0}"', name.partition(" ")[2])
    what = say('an answer of {0} to "{1}", which answers nothing', where, item)
    expected = say("an item that kg check {0} lists there", option)
    hint = say("copy the item again from kg check {0}, or delete the line", option)
    found = problem("KG710", item.location, what, expected, hint)
    return replace(found, severity=Severity.WARNING)
