"""The page of a case that lists what a second reader should look at: questions with their reasons.

Takes the book and a case; gives the items of `kg.review` by kind, each with the claim it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.problems.said import in_language
from kg.review import KINDS
from kg.site.addresses import page_of
from kg.site.words import Text

if TYPE_CHECKING:
    from kg.records.facts import Claim
    from kg.review import Item
    from kg.site.book import Book
    from kg.site.lens import Lens

MOST = 20
"""How many of a kind the page has, so that it stays light; the command lists all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An item: the claim it is about, if it is about one, why it is asked, and the words with their language."""

    claim: Claim | None
    why: str
    words: str
    language: str
    is_quoted: bool
    answer: Text | None


@dataclass(frozen=True, slots=True)
class Group:
    """The items of a kind; `id` names its place on the page."""

    id: str
    title: str
    items: tuple[Asked, ...]
    number: int


def review_path(case: str) -> str:
    """Find where the page lies.

    >>> review_path("https://w3id.org/tongban-kg/case/x")
    'case/x/review.html'
    """
    return page_of(case).replace("index.html", "review.html")


def review_page(book: Book, lens: Lens, case: str) -> dict[str, Any]:
    """Make the values of the page."""
    language = lens.t.language
    groups = []
    for kind, found in groupby(book.reviews.get(case, ()), key=lambda item: item.kind):
        every = list(found)
        items = tuple(_asked(lens, item) for item in every[:MOST])
        title = in_language(KINDS[kind], language)
        groups.append(Group(kind, title[0].upper() + title[1:], items, len(every)))
    return {"case": case, "groups": groups, "number": sum(group.number for group in groups)}


def _asked(lens: Lens, item: Item) -> Asked:
    why = in_language(item.why, lens.t.language)
    passages = lens.index.passages_for(item.about)
    claim = lens.index.facts.claims.get(item.about)
    # Paraphrases stand in the language of the case.
    own = lens.tongue_of(claim.case if claim else item.about)
    language = lens.language_of(passages[0]) if item.is_quoted and passages else own
    answer = Text(item.answer, own) if item.answer else None
    return Asked(claim, why[0].upper() + why[1:], item.words, language, item.is_quoted, answer)
