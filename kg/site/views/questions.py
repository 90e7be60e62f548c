"""The list of the named questions by theme, and a page for each with its answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.site.addresses import page_of_question
from kg.site.views.query import ask_named
from kg.site.words import Text
from kg.store import Literal, NamedNode

if TYPE_CHECKING:
    from kg.asking import NamedQuery
    from kg.site.book import Book
    from kg.site.lens import Lens
    from kg.store import Table, Term

STANDINGS = ("standing", "status", "verdict")
"""The columns that say how something stands: other things may go by the same word."""
MOST = 100
"""How many rows of an answer a page shows; the rest is a click or a command away."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of an answer; `verdict` is the word of one, where it says how something stands."""

    words: Text
    url: str = ""
    verdict: str = ""


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the list: its page, and how many rows answer it."""

    url: str
    question: Text
    rows: int


def questions_page(book: Book, lens: Lens) -> dict[str, Any]:
    """Make the values of the list of the questions; themes in the order of their first questions."""
    themes: dict[str, list[Asked]] = {}
    for query, table in sorted(book.answers, key=lambda answer: answer[0].name):
        asked = Asked(lens.to(page_of_question(query.name)), question_of(lens, query), len(table))
        themes.setdefault(query.theme, []).append(asked)
    return {
        "total": len(book.answers),
        "themes": [{"title": title_of(lens, theme), "questions": own} for theme, own in themes.items()],
    }


def question_page(book: Book, lens: Lens, name: str) -> dict[str, Any]:
    """Make the values of the page of a question: its answer, and the other questions of its theme."""
    query, table = next(answer for answer in book.answers if answer[0].name == name)
    answer = _answer(lens, query, table)
    others = [other for other, _ in book.answers if other.theme == query.theme and other.name != name]
    return {
        "answer": answer,
        "verdicts": [cell.verdict for row in answer.rows for cell in row if cell.verdict],
        "theme": title_of(lens, query.theme),
        "others": [(lens.to(page_of_question(other.name)), question_of(lens, other)) for other in others],
    }


def title_of(lens: Lens, theme: str) -> str:
    """Name a theme."""
    key = f"theme.{theme}"
    return lens.t(key) if lens.t.has(key) else theme.capitalize()


def question_of(lens: Lens, query: NamedQuery) -> Text:
    """Word a question in the reader's language."""
    is_chinese = lens.t.language == "zh" and bool(query.question_zh)
    return (
        Text(query.question_zh, lens.tag) if is_chinese else Text(query.question, _language(query.question))
    )


def _answer(lens: Lens, query: NamedQuery, table: Table) -> Answer:
    """Show a question in the reader's language, with its rows."""
    columns = [name for name in table.variables if any(name in row for row in table)]
    shown = list(table)[:MOST]
    rows = tuple(tuple(_cell(lens, row.get(name), name) for name in columns) for row in shown)
    heads = tuple(_column(lens, c) for c in columns)
    return Answer(
        query.name,
        question_of(lens, query),
        query.sparql,
        ask_named(lens, query.name),
        heads,
        rows,
        len(table),
    )


def _column(lens: Lens, variable: str) -> Text:
    """Turn a variable into the head of a column: in the site's words, or split at its capitals."""
    key = f"column.{variable}"
    if lens.t.has(key):
        return Text(lens.t(key), lens.tag)
    return Text(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", variable).lower(), "en")


def _cell(lens: Lens, term: Term | None, column: str) -> Cell:
    """Show a value as a reader sees it; an English label of something known stands for the thing."""
    if term is None:
        return Cell(Text("", lens.tag))
    if isinstance(term, NamedNode):
        return Cell(lens.name(term.value), lens.link(term.value))
    if not isinstance(term, Literal):
        return Cell(Text(str(term), "und"))
    if column in STANDINGS and (verdict := lens.index.verdict_by_name.get(term.value)):
        return Cell(lens.verdict(verdict), verdict=verdict)
    return _literal(lens, term)


def _literal(lens: Lens, term: Literal) -> Cell:
    """Show words in the reader's language where they are known, else as they are."""
    if term.language == "en" and term.value in lens.index.by_name:
        iri = lens.index.by_name[term.value]
        return Cell(lens.name(iri), lens.link(iri))
    if term.language:
        return Cell(Text(term.value, lens.tag_of(term.language)))
    said = lens.languages["en"].name_of(term.value, "said.")
    return Cell(lens.own(said) if said else Text(term.value, _language(term.value)))


def _language(words: str) -> str:
    """Guess the language of words that carry no tag: Chinese by its script, English by its words."""
    if re.search(r"[\u4e00-\u9fff]", words):
        return "zh-Hans"
    return "en" if re.search(r"[a-z]{2}", words) else "und"
