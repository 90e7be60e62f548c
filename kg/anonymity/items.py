"""What may give somebody away: where it stands in a text, and as an item that the author answers.

An answer in an entry is for the items of that entry, one at the top of the case for items anywhere in its folder; an
answer that answers nothing is warned of.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.files import sha256
from kg.model.records import Case, Word
from kg.problems import Problem, Severity, problem, say
from kg.problems.said import in_language
from kg.review import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.problems.said import Said

_SECTIONS = ("sources", "citations", "concepts", "relations", "elements", "claims", "silences")
_TOP = ""


class Sign(NamedTuple):
    """Something in a text that may give a person or a place away: its kind, where it stands, and why it is shown."""

    kind: str
    start: int
    end: int
    why: Said


def apart(signs: Iterable[Sign]) -> Iterator[Sign]:
    """Keep of signs that overlap the one that comes first.

    >>> from kg.problems import say
    >>> [s.start for s in apart([Sign("mail", 4, 9, say("a")), Sign("mail", 0, 5, say("a")), Sign("mail", 9, 12, say("a"))])]
    [4, 9]
    """
    ends: list[int] = []
    starts: list[int] = []
    for sign in signs:
        # No two that were kept overlap: of all that end behind its start, only the first can be in its way.
        place = bisect_right(ends, sign.start)
        if place == len(starts) or starts[place] >= sign.end:
            starts.insert(place, sign.start)
            ends.insert(place, sign.end)
            yield sign


@dataclass(frozen=True, slots=True)
class Disclosed(Item):
    """Something that a case may give away; the author answers it, or changes the words.

    Attributes:
        key: what it is told apart by, where the words do not do.
        answer: the reason for which the author lets it stand; empty while there is none.
        is_public: its words are in a public build too.
    """

    key: str = ""
    answer: str = ""
    is_public: bool = True

    @property
    def name(self) -> str:
        """What an answer calls it: its kind and a short hash, which tells nobody the words.

        >>> from kg.problems import say
        >>> Disclosed("mail", "x", "", "notes.txt", "a@b.example", say("a mail address")).name
        'mail-ebb18a'
        """
        words = unicodedata.normalize("NFKC", self.key or self.words)
        return f"{self.kind}-{sha256(''.join(words.split()).casefold().encode())[:6]}"

    @property
    def is_open(self) -> bool:
        """Whether a public build has to wait for an answer."""
        return self.is_public and not self.answer

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Give the item as plain values, for ``--json``."""
        return Item.as_dict(self, language) | {
            "item": self.name,
            "answer": self.answer,
            "public": self.is_public,
        }


@dataclass(frozen=True, slots=True)
class Unseen:
    """What was not looked at: never to be taken for a case in which nothing was found.

    Attributes:
        case: the case's name.
        what: the case, the file or the source.
        why: the reason.
    """

    case: str
    what: str
    why: Said

    def as_dict(self, language: str = "en") -> dict[str, str]:
        """Give plain values, for ``--json``."""
        return {"case": self.case, "what": self.what, "why": in_language(self.why, language)}


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


def _idle(name: str, item: Word) -> Problem:
    where = say("the case") if name == _TOP else say('"{0}"', name.partition(" ")[2])
    what = say('an answer of {0} to "{1}", which answers nothing', where, item)
    expected = say("an item that kg check --disclosure lists there")
    hint = say("copy the item again from kg check --disclosure, or delete the line")
    found = problem("KG710", item.location, what, expected, hint)
    return replace(found, severity=Severity.WARNING)
