"""The pages of the named questions: the thirty on one page, those after them on one page for each theme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.site.addresses import is_beyond_the_thirty, place_of_question
from kg.site.views.query import ask_named
from kg.site.words import Text
from kg.store import Literal, NamedNode

if TYPE_CHECKING:
    from kg.query import NamedQuery
    from kg.site.book import Book
    from kg.site.lens import Lens
    from kg.store import Table, Term

MOST = 60
"""How many rows of an answer a page shows; the rest is a click or a command away."""


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
    total: int


def questions_page(book: Book, lens: Lens) -> dict[str, Any]:
    """The values of the page of the thirty questions, with links to the others."""
    themes: dict[str, list[Answer]] = {}
    more: dict[str, list[tuple[str, Text]]] = {}
    for query, table in book.answers:
        if is_beyond_the_thirty(query.name):
            place = lens.to(place_of_question(query.name, query.theme))
            more.setdefault(query.theme, []).append((place, _question(lens, query)))
        else:
            themes.setdefault(query.theme, []).append(_answer(lens, query, table))
    order = sorted(themes, key=lambda theme: themes[theme][0].name)
    return {
        "total": len(book.answers),
        "themes": [
            {"title": title_of(lens, t), "questions": themes[t], "more": more.pop(t, [])} for t in order
        ]
        + [{"title": title_of(lens, t), "questions": [], "more": found} for t, found in sorted(more.items())],
    }


def theme_page(book: Book, lens: Lens, theme: str) -> dict[str, Any]:
    """The values of the page of the further questions of a theme."""
    found = [(q, table) for q, table in book.answers if q.theme == theme and is_beyond_the_thirty(q.name)]
    return {"title": title_of(lens, theme), "questions": [_answer(lens, *one) for one in found]}


def themes_beyond(book: Book) -> list[str]:
    """The themes that have questions beyond the thirty."""
    return sorted({query.theme for query, _ in book.answers if is_beyond_the_thirty(query.name)})


def title_of(lens: Lens, theme: str) -> str:
    """What a theme is called."""
    key = f"theme.{theme}"
    return lens.t(key) if lens.t.has(key) else theme.capitalize()


def place_of(book: Book, name: str) -> str:
    """The page of a question by its name, with its place on it."""
    theme = next(query.theme for query, _ in book.answers if query.name == name)
    return place_of_question(name, theme)


def _question(lens: Lens, query: NamedQuery) -> Text:
    """What is asked, in the reader's language."""
    is_chinese = lens.t.language == "zh" and bool(query.question_zh)
    return Text(query.question_zh, lens.tag) if is_chinese else Text(query.question, "en")


def _answer(lens: Lens, query: NamedQuery, table: Table) -> Answer:
    """A question in the reader's language, with its rows."""
    columns = [name for name in table.variables if any(name in row for row in table)]
    shown = list(table)[:MOST]
    rows = tuple(tuple(_cell(lens, row.get(name)) for name in columns) for row in shown)
    heads = tuple(_column(lens, c) for c in columns)
    return Answer(
        query.name, _question(lens, query), query.sparql, ask_named(lens, query.name), heads, rows, len(table)
    )


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
