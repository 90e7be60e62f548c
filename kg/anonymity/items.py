"""What may give somebody away: where it stands in a text, and as an item that the author answers."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.problems.said import in_language
from kg.review import Item
from kg.review.answers import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model.records import Case
    from kg.problems.said import Said


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
        is_public: its words are in a public build too.
    """

    is_public: bool = True

    @property
    def is_open(self) -> bool:
        """Whether a public build has to wait for an answer."""
        return self.is_public and not self.answer

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Give the item as plain values, for ``--json``."""
        return Item.as_dict(self, language) | {"public": self.is_public}


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
