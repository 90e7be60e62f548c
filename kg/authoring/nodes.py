"""YAML text into a tree that knows its places, as much of it as can be read.

When a file has broken syntax, its top-level sections are cut into their entries and read one by
one, so that one broken entry hides only itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from kg.model.records import Word
from kg.problems import Location, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SECTION = re.compile(r"^([A-Za-z][\w-]*):[ \t]*(#.*)?$")
_ENTRY = re.compile(r"^(\s+)([\w.-]+):(?:\s|$)")
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
}


@dataclass(slots=True)
class Node:
    """A value in the file: a scalar, a list or a mapping.

    Attributes:
        location: where it begins.
        scalar: its text, for a scalar.
        tag: what YAML takes a plain scalar for: str, int, bool, null …
        items: its members, for a list.
        fields: its keys and values, for a mapping.
    """

    location: Location
    scalar: Word | None = None
    tag: str = ""
    items: list[Node] | None = None
    fields: list[tuple[Word, Node]] | None = None

    @property
    def form(self) -> str:
        """What it is, in the words of a message."""
        if self.fields is not None:
            return "a mapping"
        if self.items is not None:
            return "a list"
        return "nothing" if self.tag == "null" else f'"{_short(self.scalar or "")}"'


@dataclass(slots=True)
class Document:
    """A YAML file: its top-level fields and the ids of entries that could not be read."""

    fields: list[tuple[Word, Node]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    is_partial: bool = False


def parse_document(text: str, shown: str, problems: list[Problem]) -> Document:
    """Read a YAML file whose top level is a mapping.

    Args:
        text: the file's text.
        shown: how to call it in a problem.
        problems: what is wrong is added here.
    """
    builder = _Builder(shown, problems)
    try:
        node = builder.compose(text, 0)
    except _Broken as broken:
        problems.append(broken.problem)
        return _recover(text, builder, broken.problem)
    if node is None:
        place = Location(shown, 1, 1)
        problems.append(problem("KG107", place, "an empty file", "at least one section",
                                "delete the file if it is not needed"))  # fmt: skip
        return Document()
    if node.fields is None:
        problems.append(problem("KG105", node.location, node.form, "sections such as 'claims:'"))
        return Document(is_partial=True)
    return Document(node.fields)


class _Broken(Exception):  # noqa: N818 - not an error of ours: it carries the user's
    """YAML syntax that cannot be read, as a problem."""

    def __init__(self, found: Problem) -> None:
        super().__init__(str(found))
        self.problem = found


class _Builder:
    """Turns PyYAML's nodes into ours."""

    def __init__(self, shown: str, problems: list[Problem]) -> None:
        self.shown = shown
        self.problems = problems

    def compose(self, text: str, first_line: int) -> Node | None:
        """The tree of a text that begins at the given line of the file (0 for the first)."""
        try:
            raw = yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            raise _Broken(self._syntax(error, first_line)) from error
        except (yaml.YAMLError, RecursionError) as error:
            place = Location(self.shown, first_line + 1, 1)
            found = " ".join(str(error).split()) or "nesting too deep"
            raise _Broken(problem("KG101", place, found, "YAML")) from error
        return None if raw is None else self._node(raw, first_line, set())

    def _syntax(self, error: yaml.MarkedYAMLError, first_line: int) -> Problem:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        place = Location(self.shown, first_line + line + 1, column + 1)
        found = " ".join(filter(None, (error.problem, error.context)))
        hint = "put text that holds ': ' or begins with a sign between single quotes"
        return problem("KG101", place, f"broken syntax ({found})", "YAML", hint)

    def _node(self, raw: yaml.Node, first: int, seen: set[int]) -> Node:
        mark = raw.start_mark
        place = Location(self.shown, first + mark.line + 1, mark.column + 1)
        if raw.tag not in _PLAIN_TAGS:
            self.problems.append(problem("KG108", place, f"the tag {raw.tag}", "a plain value"))
        if isinstance(raw, yaml.ScalarNode):
            return Node(place, Word(raw.value, place), raw.tag.rsplit(":", 1)[-1])
        if id(raw) in seen:
            self.problems.append(problem("KG108", place, "an alias", "the value written out"))
            return Node(place, Word("", place), "null")
        seen.add(id(raw))
        if isinstance(raw, yaml.SequenceNode):
            return Node(place, items=[self._node(item, first, seen) for item in raw.value])
        return Node(place, fields=list(self._fields(raw, first, seen)))

    def _fields(self, raw: yaml.Node, first: int, seen: set[int]) -> Iterator[tuple[Word, Node]]:
        known: dict[str, Location] = {}
        for raw_key, raw_value in raw.value:
            key = self._node(raw_key, first, seen)
            value = self._node(raw_value, first, seen)
            if key.scalar is None:
                self.problems.append(problem("KG105", key.location, key.form, "a name"))
                continue
            if key.scalar in known:
                found = f'"{key.scalar}" a second time (first in line {known[key.scalar].line})'
                self.problems.append(problem("KG102", key.location, found, "each id once"))
                continue
            known[key.scalar] = key.location
            yield key.scalar, value


def _recover(text: str, builder: _Builder, first: Problem) -> Document:
    """Read what can be read of a broken file, entry by entry.

    The entry that holds the first syntax error has been reported already; others that are
    broken too are reported here.
    """
    document = Document(is_partial=True)
    for section, line, chunks in _sections(text):
        fields: list[tuple[Word, Node]] = []
        for name, start, chunk in chunks:
            try:
                node = builder.compose(chunk, start)
            except _Broken as broken:
                document.broken.add(name)
                is_new = broken.problem.location.line != first.location.line
                holds_first = start < first.location.line <= start + chunk.count("\n") + 1
                if is_new and not holds_first:
                    builder.problems.append(broken.problem)
                continue
            if node is not None and node.fields:
                fields.extend(node.fields)
        place = Location(builder.shown, line + 1, 1)
        document.fields.append((Word(section, place), Node(place, fields=fields)))
    return document


def _sections(text: str) -> Iterator[tuple[str, int, list[tuple[str, int, str]]]]:
    """The top-level sections of a text, each with its entries: (name, first line, text)."""
    section, at, indent = "", 0, ""
    chunks: list[tuple[str, int, list[str]]] = []
    for number, line in enumerate(text.split("\n")):
        header = _SECTION.match(line)
        if header:
            if section:
                yield section, at, [(n, s, "\n".join(ls)) for n, s, ls in chunks]
            section, at, chunks, indent = header.group(1), number, [], ""
            continue
        entry = _ENTRY.match(line)
        if entry and section and (not indent or entry.group(1) == indent):
            indent = entry.group(1)
            chunks.append((entry.group(2), number, [line]))
        elif chunks:
            chunks[-1][2].append(line)
    if section:
        yield section, at, [(n, s, "\n".join(ls)) for n, s, ls in chunks]


def _short(text: str) -> str:
    """A text cut to what fits into a message."""
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 - width of a message
