"""The query page: its words for the script, and links that ask a question on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from kg.export.graph_view import safe_json

if TYPE_CHECKING:
    from kg.site.book import Book
    from kg.site.lens import Lens

PAGE = "query.html"
_OWN = "ask."


def query_page(book: Book, lens: Lens) -> dict[str, Any]:
    """Make the values of the query page."""
    words = {key.removeprefix(_OWN): lens.t(key) for key in lens.t.keys(_OWN)}
    words |= {key: lens.t(key) for key in lens.t.keys("theme.")}
    questions = [query for query, _ in book.answers]
    return {"words": safe_json(words), "first": questions[0].sparql if questions else ""}


def ask_named(lens: Lens, name: str, **values: str) -> str:
    """Link to a named question on the query page, with its parameters bound to things."""
    return f"{lens.to(PAGE)}#{urlencode({'name': name, **values})}"
