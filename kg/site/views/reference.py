"""The pages one looks things up in: frameworks, kinds, questions, method, licences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.site.addresses import fragment
from kg.site.index import LEVELS
from kg.site.reading import local
from kg.site.views.query import ask_named
from kg.site.words import Text
from kg.store import Literal, NamedNode

if TYPE_CHECKING:
    from kg.query import NamedQuery
    from kg.site.book import Book
    from kg.site.lens import Lens
    from kg.store import Table, Term

CITATION = """\
@misc{{tongban-kg,
  title = {{tongban-kg: a knowledge graph of government data sharing}},
  author = {{{{The tongban-kg project}}}},
  version = {{{version}}},
  note = {{Dataset with SHA-256 {digest}}}
}}
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept in a list, with its definitions."""

    iri: str
    definitions: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A kind with what is of it."""

    iri: str
    id: str
    hue: int
    definitions: tuple[Text, ...]
    members: tuple[str, ...]
    is_leaf: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of an answer."""

    words: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A named question with its rows."""

    name: str
    question: Text
    sparql: str
    run: str
    columns: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]


def framework_page(book: Book, lens: Lens, framework: str) -> dict[str, Any]:
    """The values of the page of a framework: its concepts by kind."""
    facts = book.index.facts
    groups: dict[str, list[Entry]] = {}
    for concept in facts.concepts.values():
        if concept.framework == framework:
            groups.setdefault(concept.kind, []).append(Entry(concept.iri, definitions(lens, concept.iri)))
    order = sorted(groups, key=lambda kind: (book.hues.get(kind, 0), kind))
    return {
        "framework": framework,
        "cases": facts.frameworks[framework],
        "definitions": definitions(lens, framework),
        "groups": [
            {"kind": k, "id": local(k), "hue": book.hues.get(k, 0), "concepts": groups[k]} for k in order
        ],
    }


def kinds_page(book: Book, lens: Lens) -> dict[str, Any]:
    """The values of the list of kinds: everything there is, by what it is."""
    facts = book.index.facts
    members: dict[str, list[str]] = {}
    things = [(concept.kind, concept.iri) for concept in facts.concepts.values()]
    things += [(element.kind, element.iri) for element in facts.elements.values() if not element.concept]
    for kind, iri in things:
        members.setdefault(kind, []).append(iri)
    levels = []
    for level in LEVELS:
        kinds = [
            k for k in facts.kinds.values() if local(k.top) == level and k.iri in book.index.listed_kinds
        ]
        kinds.sort(key=lambda k: (book.hues.get(k.iri, 0), k.iri))
        entries = [_kind(book, lens, kind.iri, members) for kind in kinds]
        levels.append({"title": lens.own(f"level.{level}"), "kinds": entries})
    return {"levels": [level for level in levels if level["kinds"]], "frameworks": list(facts.frameworks)}


def questions_page(book: Book, lens: Lens) -> dict[str, Any]:
    """The values of the page of named questions, by theme."""
    themes: dict[str, list[Answer]] = {}
    for query, table in book.answers:
        themes.setdefault(query.theme, []).append(_answer(lens, query, table))
    titles = {t: lens.t(f"theme.{t}") if lens.t.has(f"theme.{t}") else t.capitalize() for t in themes}
    order = sorted(themes, key=lambda theme: themes[theme][0].name)
    return {
        "total": len(book.answers),
        "themes": [{"title": titles[theme], "questions": themes[theme]} for theme in order],
    }


def method_page(book: Book, lens: Lens) -> dict[str, Any]:
    """The values of the page on method: the marks and how often each is used."""
    facts = book.index.facts
    counts: dict[str, int | None] = {}
    for claim in facts.claims.values():
        counts[claim.status] = (counts.get(claim.status) or 0) + 1
    rows = [{"status": s, "n": counts.get(s)} for s in lens.statuses if s != "silent"]
    rows.append({"status": "silent", "n": len(facts.silences)})
    rows.append({"status": "uncoded", "n": None})
    checked = [(key, book.report[key]) for key in ("checked", "skipped", "failed") if key in book.report]
    return {"mark_rows": rows, "checked": checked}


def licences_page(book: Book, lens: Lens) -> dict[str, Any]:
    """The values of the page on licences."""
    del lens
    return {"sources": list(book.index.facts.sources.values()), "packages": book.bundled}


def download_page(book: Book, lens: Lens) -> dict[str, Any]:
    """The values of the page of what can be taken away: files, hashes, licences, how to cite."""
    del lens
    version = book.tool.rpartition(" ")[2]
    bibtex = CITATION.format(version=version, digest=book.digest or "unknown")
    return {"files": book.downloads, "bibtex": bibtex, "version": version}


def definitions(lens: Lens, iri: str) -> tuple[Text, ...]:
    """The definitions of a thing, those of the reader's language first and alone if there are any."""
    found = [note for note in lens.index.facts.notes.get(iri, ()) if note.property == "definition"]
    own = [note for note in found if note.language == lens.t.language] or found
    return tuple(Text(note.text, lens.tag_of(note.language)) for note in own)


def _is_leaf(book: Book, kind: str) -> bool:
    return not any(kind in other.parents for other in book.index.facts.kinds.values())


def _kind(book: Book, lens: Lens, iri: str, members: dict[str, list[str]]) -> KindEntry:
    own = tuple(members.get(iri, ()))
    hue = book.hues.get(iri, 0)
    return KindEntry(iri, fragment(local(iri)), hue, definitions(lens, iri), own, _is_leaf(book, iri))


def _answer(lens: Lens, query: NamedQuery, table: Table) -> Answer:
    """A question in the reader's language, with its rows."""
    is_chinese = lens.t.language == "zh" and bool(query.question_zh)
    question = Text(query.question_zh, lens.tag) if is_chinese else Text(query.question, "en")
    columns = [name for name in table.variables if any(name in row for row in table)]
    rows = tuple(tuple(_cell(lens, row.get(name)) for name in columns) for row in table)
    heads = tuple(_column(lens, c) for c in columns)
    return Answer(query.name, question, query.sparql, ask_named(lens, query.name), heads, rows)


def _column(lens: Lens, variable: str) -> Text:
    """A variable as the head of a column: in the site's words, or split at its capitals."""
    key = f"column.{variable}"
    if lens.t.has(key):
        return Text(lens.t(key), lens.tag)
    return Text(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", variable).lower(), "en")


def _cell(lens: Lens, term: Term | None) -> Cell:
    """A value as a reader sees it; an English label of something known stands for the thing."""
    if term is None:
        return Cell(Text("", lens.tag))
    if isinstance(term, NamedNode):
        return Cell(lens.name(term.value), lens.link(term.value))
    if not isinstance(term, Literal):
        return Cell(Text(str(term), "und"))
    if term.language == "en" and term.value in lens.index.by_name:
        iri = lens.index.by_name[term.value]
        return Cell(lens.name(iri), lens.link(iri))
    if term.language:
        return Cell(Text(term.value, lens.tag_of(term.language)))
    said = lens.languages["en"].name_of(term.value, "said.")
    return Cell(lens.own(said) if said else Text(term.value, _language(term.value)))


def _language(words: str) -> str:
    """The language of words that carry no tag: Chinese by its script, English by its words."""
    if re.search(r"[\u4e00-\u9fff]", words):
        return "zh-Hans"
    return "en" if re.search(r"[a-z]{2}", words) else "und"
