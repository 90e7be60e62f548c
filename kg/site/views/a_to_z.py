"""The A–Z: everything with a page, by name; it is also what a search falls back on without script."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.site.catalogue import headwords
from kg.site.collation import key_of, letter_of
from kg.site.views.questions import question_of

if TYPE_CHECKING:
    from kg.site.book import Book
    from kg.site.catalogue import Headword
    from kg.site.lens import Lens
    from kg.site.words import Text

FULL = 400
"""How many names one page holds; more names make more volumes, and no page grows."""
BRIEF = 24


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with the page it leads to; a claim has a status, `case` tells apart what cases call alike."""

    words: Text
    url: str
    sort: str
    status: str = ""
    case: Text | None = None


@dataclass(frozen=True, slots=True)
class Volume:
    """A page of the A–Z, by the start of its first and of its last name."""

    path: str
    first: str
    last: str


class AToZ:
    """The names of a book in the order of each language, cut into volumes."""

    def __init__(self, book: Book) -> None:
        """Gather the names; they are put in order when a language is first asked for."""
        self._book = book
        self._words = headwords(book)
        self._in_order: dict[str, list[tuple[Text, Headword]]] = {}

    @property
    def paths(self) -> list[str]:
        """The pages of the volumes, the same in every language."""
        count = max(1, -(-len(self._words) // FULL))
        return ["a-z.html", *(f"a-z/{number}.html" for number in range(2, count + 1))]

    def page(self, lens: Lens, number: int) -> dict[str, Any]:
        """Make the values of a volume, counted from 0."""
        names = self._names(lens)
        own = [self._entry(lens, *name) for name in names[number * FULL : (number + 1) * FULL]]
        parts = [names[start : start + FULL] for start in range(0, len(names), FULL)]
        return {
            "letters": [(k, list(v)) for k, v in groupby(own, lambda entry: letter_of(entry.words.text))],
            "volumes": [
                Volume(path, part[0][0].text[:BRIEF], part[-1][0].text[:BRIEF])
                for path, part in zip(self.paths, parts, strict=False)
            ],
            "here": self.paths[number],
            "total": len(names),
        }

    def _names(self, lens: Lens) -> list[tuple[Text, Headword]]:
        """List every name in the order of the page's language."""
        language = lens.t.language
        if language not in self._in_order:
            named = [(name_of(self._book, lens, word), word) for word in self._words]
            self._in_order[language] = sorted(named, key=lambda n: (_rank(n[0].text), n[1].path))
        return self._in_order[language]

    def _entry(self, lens: Lens, words: Text, word: Headword) -> Entry:
        facts = self._book.index.facts
        case = ""
        if len(facts.cases) > 1:
            groups = (facts.claims, facts.elements, facts.sources, facts.silences)
            case = next((group[word.iri].case for group in groups if word.iri in group), "")
        return Entry(words, lens.to(word.path), word.sort, word.status, lens.name(case) if case else None)


def name_of(book: Book, lens: Lens, word: Headword) -> Text:
    """Name a thing as a reader of this language does; a question is called by its words."""
    if word.sort != "question":
        return lens.name(word.iri)
    query = next(query for query, _ in book.answers if query.name == word.iri)
    return question_of(lens, query)


def _rank(words: str) -> tuple[str, object]:
    """Make the key to sort by: letter by letter, and last what stands under no letter."""
    letter = letter_of(words)
    return ("~" if letter == "#" else letter), key_of(words)
