"""What a silence asks for, and how far each source was searched for it, read from YAML.

Takes the value of a field; gives its record, and None where it cannot be read.
"""

from __future__ import annotations

from dataclasses import replace

from kg.authoring.fields import (
    READERS,
    Field,
    read_fields,
    suggestion,
    table,
    word_of,
    words_of,
    wrong,
)
from kg.authoring.nodes import Node, is_repeated
from kg.model.records import Asks, Search, Word
from kg.model.vocabulary import EXTENTS
from kg.problems import Problem, problem, say

ASKS = table(
    Field("subject", "words", "elements, concepts or kinds; several are alternatives, none is anything"),
    Field("relation", "words", "relations; each covers those that stand under it"),
    Field("object", "words", "elements, concepts or kinds"),
    Field("phase", "words", "phases"),
)
ALL = "all"
"""What stands for every source of the case, each searched whole."""
WHOLE, EXCERPT = EXTENTS
_EXTENT = Field("", "word", "", values=EXTENTS)
_PLACES = say("places such as {subject: …, relation: …}, at least one")


def _asks(node: Node, field: Field, problems: list[Problem]) -> Asks | None:
    """Read a statement with open places."""
    if not node.fields:
        wrong(emptied(node), field.name, _PLACES, problems)
        return None
    reading = read_fields(node, Word(field.name, node.location), ASKS, problems)
    return Asks(node.location, **reading.values) if reading.is_whole else None


def _searched(node: Node, field: Field, problems: list[Problem]) -> tuple[Search, ...] | None:
    """Read the sources searched, and how far, where that is said."""
    if node.fields is None:
        words = words_of(node, field, problems) or ()
        return tuple(Search(word, WHOLE if word == ALL else "") for word in words) or None
    if not node.fields:
        wrong(emptied(node), field.name, say("sources such as {report: whole}, at least one"), problems)
    known: dict[str, Word] = {}
    found = [
        _search(source, value, problems)
        for source, value in node.fields
        if not is_repeated(source, known, "source", problems)
    ]
    return tuple(search for search in found if search is not None) or None


def emptied(node: Node) -> Node:
    """Put nothing in place of a pair of braces without anything in it; leave any other value as it is."""
    return node if node.fields is None else Node(node.location, tag="null")


def _search(source: Word, node: Node, problems: list[Problem]) -> Search | None:
    """Read how far one source was searched: all of it, an excerpt, or the parts named in brackets."""
    if node.items is not None:
        parts = words_of(node, Field(source, "text", ""), problems)
        return Search(source, EXCERPT, parts) if parts else None
    if node.scalar is None or node.tag == "null" or node.scalar in EXTENTS:
        extent = word_of(node, replace(_EXTENT, name=source), problems)
        return Search(source, str(extent)) if extent else None
    in_brackets = say("parts of it stand in brackets: [{0}]", node.scalar)
    hint = suggestion(node.scalar, EXTENTS) or in_brackets
    found = say('{0} "{1}"', source, node.scalar)
    problems.append(problem("KG106", node.location, found, say("one of: {0}", EXTENTS), hint))
    return None


READERS |= {"asks": _asks, "searched": _searched}
