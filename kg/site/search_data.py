"""What the search of the pages looks through, as a script file.

Takes the book and the words of every language; gives one classic script, because a page that is
opened from a folder may load a script but not fetch a file. The browser makes its index from it when
the reader first searches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.export.graph_view import safe_json
from kg.model.vocabulary import GLYPHS
from kg.site.catalogue import SORTS, headwords, sentences
from kg.site.lens import OTHER_GLYPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.site.book import Book
    from kg.site.catalogue import Headword
    from kg.site.words import Words

FILE = "search-data.js"
WORDS = ("none", "some", "all", "results")
"""What the search says, by the last part of the name of its sentence."""
TEXTS = frozenset({"definition", "scopeNote", "note"})
"""The notes that are searched beside the names."""

NO_CASE = -1
Record = tuple[int, str, dict[str, str], list[tuple[str, str]], str, int]
"""Sort, path, names by language, texts each with its language, status of a claim, number of the case."""


def search_script(book: Book, languages: Mapping[str, Words]) -> str:
    """Write the script that carries everything a reader can search for, and the words to show it with."""
    records = [_record(book, word) for word in headwords(book)]
    records += [_sentence(book, word) for word in sentences(book)]
    statuses = sorted({claim.status for claim in book.index.facts.claims.values()})
    data = {
        "sorts": SORTS,
        "glyphs": {status: GLYPHS.get(status, OTHER_GLYPH) for status in statuses},
        "words": {key: _words(own, statuses) for key, own in languages.items()},
        "cases": [_names(book, case) for case in book.index.facts.cases],
        "records": records,
    }
    return f"globalThis.kgSearch={safe_json(data)};\n"


def _words(own: Words, statuses: Iterable[str]) -> dict[str, list[str]]:
    """Gather what the search says in one language."""
    said = {f"said.{s}": own.forms(f"said.{s}") for s in statuses if own.has(f"said.{s}")}
    sorts = {f"sort.{sort}": own.forms(f"sorts.{sort}") for sort in SORTS}
    return {name: own.forms(f"search.{name}") for name in WORDS} | sorts | said


def _record(book: Book, word: Headword) -> Record:
    facts = book.index.facts
    sort = SORTS.index(word.sort)
    if word.sort == "question":
        query = next(query for query, _ in book.answers if query.name == word.iri)
        names: Mapping[str, str] = {"en": query.question, "zh": query.question_zh}
    else:
        names = _names(book, word.iri)
    texts = [(n.language, n.text) for n in facts.notes.get(word.iri, ()) if n.property in TEXTS]
    named = {language: words for language, words in names.items() if words}
    return sort, word.path, named, texts, word.status, _case_of(book, word.iri)


def _names(book: Book, iri: str) -> dict[str, str]:
    name = book.index.facts.names.get(iri)
    return dict(name.texts) if name else {}


def _case_of(book: Book, iri: str) -> int:
    """Give the number of the case that a claim, a thing or a silence belongs to, where there are several cases."""
    facts = book.index.facts
    if len(facts.cases) == 1:
        return NO_CASE
    groups = (facts.claims, facts.elements, facts.silences)
    case = next((group[iri].case for group in groups if iri in group), "")
    return list(facts.cases).index(case) if case else NO_CASE


def _sentence(book: Book, word: Headword) -> Record:
    """Record a segment of a source: its number is its name, its words are its text."""
    facts = book.index.facts
    segment = facts.segments[word.iri]
    source = facts.sources.get(segment.source)
    label = facts.names.get(segment.source)
    names = {k: f"{v} {segment.identifier}" for k, v in (label.texts if label else {}).items()}
    texts = [(source.language if source else "", segment.exact)]
    return SORTS.index(word.sort), word.path, names, texts, "", NO_CASE
