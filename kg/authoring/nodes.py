"""YAML text into a tree that knows its places, as much of it as can be read.

When a file has broken syntax, its top-level sections are cut into their entries and read one by
one, so that one broken entry hides only itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from kg.authoring.silent import conflict, hidden_breaks, loss, odd_indentation
from kg.authoring.syntax import LOADER, references, syntax_problem, too_deep
from kg.files import CONTROL, RESERVED, did_you_mean, odd_sign
from kg.model.records import Word
from kg.problems import Location, Problem, problem, say
from kg.signs import LOST, as_latin, look_alike, misleading, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.authoring.silent import Found
    from kg.problems.said import Said

_TOP = re.compile(r"^([A-Za-z][\w-]*):(?:\s|$)")
_ENTRY = re.compile(r"""^( +)["']?[^\s#:"'&*!|>%@\[\]{},-][^:]*:(?:\s|$)""")
_NAME = re.compile(r"(?:^|[\s{,\"'])([a-z][a-z0-9-]*)[\"']?[ \t]*:(?:\s|$)", re.MULTILINE)
_BLOCK = re.compile(r"^[\w-]+:\s*(#.*)?$")
_STRAY = re.compile(r"^[^\s#]")
_DIVIDER = re.compile(r"^(---|\.\.\.)(\s|$)")
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
}
_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
LONGEST = 100
"""How many characters an id has at most: it becomes part of the name of a file and of an address."""
_UNREAD = "unread"
_ONCE = {
    "field": say("each field once"),
    "id": say("each id once"),
    "section": say("each section once"),
    "segment": say("each segment once"),
    "item": say("each item once"),
    "source": say("each source once"),
}
_MANY = 20
SECTIONS = say("sections such as 'claims:'")
"""What stands in a file of a case."""


@dataclass(slots=True)
class Node:
    """A value in the file: a scalar, a list or a mapping.

    Attributes:
        location: where it begins.
        scalar: its text, for a scalar.
        tag: what YAML takes a plain scalar for: str, int, bool, null …
        items: its members, for a list.
        fields: its keys and values, for a mapping; a key may come twice.
        written: a list or mapping as it stands in brackets or braces; else nothing.
        loss: what YAML did to its text without a word.
    """

    location: Location
    scalar: Word | None = None
    tag: str = ""
    items: list[Node] | None = None
    fields: list[tuple[Word, Node]] | None = None
    written: str = ""
    loss: Found | None = None

    @property
    def form(self) -> str:
        """What it is, in the words of a message."""
        if self.fields is not None:
            return say("fields")
        if self.items is not None:
            return say("a list")
        return say("nothing") if self.tag == "null" else say('"{0}"', _short(self.scalar or ""))

    @property
    def is_unread(self) -> bool:
        """Whether what is wrong with it has been said already."""
        return self.tag == _UNREAD


@dataclass(slots=True)
class Document:
    """The YAML of one file or of several.

    Attributes:
        fields: the top-level fields.
        broken: names in what could not be read; a reference to one is not a second mistake.
        is_partial: something could not be read and its names are not known either.
    """

    fields: list[tuple[Word, Node]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    is_partial: bool = False


def parse_document(text: str, shown: str, problems: list[Problem], wanted: Said = SECTIONS) -> Document:
    """Read a YAML file whose top level is a mapping.

    Args:
        text: the file's text.
        shown: how to call it in a problem.
        problems: what is wrong is added here.
        wanted: what should stand there, where the whole file is something else.
    """
    for settle in (conflict, hidden_breaks, odd_indentation):
        text, found = settle(text, shown)
        problems.extend(found)
    builder = _Builder(shown, problems)
    try:
        node = builder.compose(text, 0)
    except _Broken as broken:
        return _recover(text, builder, broken.problem)
    if node is None:
        expected, hint = say("at least one section"), say("delete the file if it is not needed")
        problems.append(problem("KG107", Location(shown, 1, 1), say("an empty file"), expected, hint))
        return Document()
    if node.fields is None:
        if not node.is_unread:
            found_form = say("{0} as the whole file", node.form)
            problems.append(problem("KG105", node.location, found_form, wanted))
        return Document(broken=names_in(text), is_partial=True)
    return Document(node.fields)


def names_in(text: str) -> set[str]:
    r"""Gather every word that may be the name of an entry, from a text that could not be read.

    >>> sorted(names_in("actors:\n  clerk: {kind: actor}"))
    ['actors', 'clerk', 'kind']
    """
    return set(_NAME.findall(text))


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
        self.text = ""

    def compose(self, text: str, first_line: int) -> Node | None:
        """Parse a text into its tree; it begins at the given line of the file (0 for the first)."""
        deep = too_deep(text, self.shown, first_line)
        if deep is not None:
            return self._unread(deep)
        reference, count = references(text, self.shown, first_line)
        if reference is not None and count > _MANY:
            return self._unread(reference)
        try:
            raw = yaml.compose(text, Loader=LOADER)
        except yaml.YAMLError as error:
            # An alias of nothing is such an error too.
            is_alias = "undefined alias" in str(error)
            found = reference if is_alias else None
            raise _Broken(found or syntax_problem(error, text, self.shown, first_line)) from error
        self.problems.extend([reference] if reference else [])
        self.text = text
        return None if raw is None else self._node(raw, first_line, set())

    def _unread(self, found: Problem) -> Node:
        """Report what is wrong, and put an empty node where the parser had better not read."""
        self.problems.append(found)
        return Node(found.location, tag=_UNREAD)

    def _node(self, raw: yaml.Node, first: int, seen: set[int]) -> Node:
        mark = raw.start_mark
        place = Location(self.shown, first + mark.line + 1, mark.column + 1)
        if raw.tag not in _PLAIN_TAGS:
            hint = say("text that begins with ! stands between single quotes")
            found = say('the tag "{0}"', raw.tag)
            return self._unread(problem("KG108", place, found, say("a plain value"), hint))
        if isinstance(raw, yaml.ScalarNode):
            control = CONTROL.search(raw.value)
            if control:
                found = say("the control character {0}", f"U+{ord(control.group()):04X}")
                return self._unread(problem("KG008", place, found, say("text only"), say("delete it")))
            tag = raw.tag.rsplit(":", 1)[-1]
            return Node(place, Word(raw.value, place, not raw.style), tag, loss=loss(raw, self.text))
        if id(raw) in seen:
            return Node(place, tag=_UNREAD)
        seen.add(id(raw))
        written = self.text[mark.index : raw.end_mark.index] if getattr(raw, "flow_style", False) else ""
        if isinstance(raw, yaml.SequenceNode):
            items = [self._node(item, first, seen) for item in raw.value]
            return Node(place, items=items, written=written)
        return Node(place, fields=self._fields(raw, first, seen), written=written)

    def _fields(self, raw: yaml.Node, first: int, seen: set[int]) -> list[tuple[Word, Node]]:
        found = []
        for raw_key, raw_value in raw.value:
            key = self._node(raw_key, first, seen)
            value = self._node(raw_value, first, seen)
            if key.scalar is not None:
                if is_misleading(key.scalar, self.problems):
                    # What is meant is plain without it, and is looked at as such.
                    hidden = {at for at, _ in misleading(key.scalar)}
                    name = "".join(sign for at, sign in enumerate(key.scalar) if at not in hidden)
                    key.scalar = Word(name, key.location)
                found.append((key.scalar, value))
            elif not key.is_unread:
                wrong = say("{0} as a name", key.form)
                self.problems.append(problem("KG105", key.location, wrong, say("a word")))
        return found


def is_misleading(word: Word, problems: list[Problem]) -> bool:
    """Tell whether a text holds a sign that hides, turns the text or was lost; report it if so.

    Args:
        word: the text, with its place.
        problems: what is wrong is added here.
    """
    at, what = next(misleading(word), (0, ""))
    if not what:
        return False
    found = say('{0}, in "{1}"', odd_sign(word[at], what), _short(visible(word)))
    hint = say("type the sign that was lost") if what == LOST else say("delete it")
    problems.append(problem("KG008", word.location, found, say("text only"), hint))
    return True


def is_repeated(name: Word, known: dict[str, Word], what: str, problems: list[Problem]) -> bool:
    """Tell whether a name came before among its like; report it if so.

    Args:
        name: the name.
        known: the names that came before, each with its first place; this one is added.
        what: what the name is the name of, in the words of a message.
        problems: what is wrong is added here.
    """
    first = known.setdefault(name, name)
    if first is name:
        return False
    is_here = first.location.file == name.location.file
    where = say("in line {0}", first.location.line) if is_here else say("at {0}", first.location)
    hint = say("give one of them another id") if what == "id" else say("keep one of them")
    found = say('"{0}" a second time (first {1})', name, where)
    problems.append(problem("KG102", name.location, found, _ONCE[what], hint))
    return True


def check_id(word: Word, problems: list[Problem]) -> bool:
    """Tell whether a word may be an id; report it if not."""
    if len(word) > LONGEST:
        found = say('the id "{0}", which has {1} characters', f"{word[:40]}…", f"{len(word):,}")
        expected, near = say("at most {0} characters", LONGEST), ""
    elif not _ID.match(word):
        found, near = say('the id "{0}"', word), as_id(as_latin(word))
        expected = say("small letters, digits and hyphens, a letter first")
    elif word in RESERVED:
        found, near = say('the id "{0}", which Windows keeps for itself', word), f"the-{word}"
        expected = say("a name that a file can have on every computer")
    else:
        return True
    hint = say('write "{0}"', near) if near else ""
    hint = did_you_mean(word, near) if near and look_alike(word, near) else hint
    problems.append(problem("KG109", word.location, found, expected, hint))
    return False


def as_id(word: str) -> str:
    """Find the id nearest to a word; give nothing where there is none.

    >>> as_id("J City"), as_id("市")
    ('j-city', '')
    """
    slug = re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")
    return slug if _ID.match(slug) and slug not in RESERVED else ""


@dataclass(slots=True)
class _Chunk:
    """A stretch of a broken file that may be readable by itself."""

    first: int
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def _recover(text: str, builder: _Builder, first: Problem) -> Document:
    """Read what can be read of a broken file, entry by entry.

    Each broken entry tells of its own mistake, for there the place is surer than in the whole file;
    `first`, the mistake met first in the whole, is told when it stands before all of those.
    """
    document = Document()
    broken: list[tuple[int, Problem]] = []
    for head, entries in _chunks(text):
        fields = _readable(entries or [head], builder, broken, document)
        if not entries:
            document.fields.extend(fields)
            continue
        name = _TOP.match(head.lines[0])
        place = Location(builder.shown, head.first + 1, 1)
        document.fields.append((Word(name[1] if name else "", place), Node(place, fields=fields)))
    if not broken or first.location.line <= min(line for line, _ in broken):
        builder.problems.append(first)
        document.is_partial = True
    builder.problems.extend(found for _, found in broken)
    return document


def _readable(
    chunks: Iterable[_Chunk], builder: _Builder, broken: list[tuple[int, Problem]], document: Document
) -> list[tuple[Word, Node]]:
    """Parse the fields of those chunks that can be read, and note the mistakes of the others."""
    fields: list[tuple[Word, Node]] = []
    for chunk in chunks:
        try:
            node = builder.compose(chunk.text, chunk.first)
        except _Broken as found:
            broken.append((chunk.first, found.problem))
            document.broken |= names_in(chunk.text)
            continue
        if node is not None and node.fields:
            fields.extend(node.fields)
        else:
            document.broken |= names_in(chunk.text)
    return fields


def _chunks(text: str) -> list[tuple[_Chunk, list[_Chunk]]]:
    """Cut a text into its top-level fields, each with its entries where it has some in block form.

    So one bad entry does not hide the rest.
    """
    found: list[tuple[_Chunk, list[_Chunk]]] = []
    indent = ""
    for number, line in enumerate(text.split("\n")):
        if _DIVIDER.match(line):
            continue
        if _TOP.match(line):
            found.append((_Chunk(number, [line]), []))
            indent = ""
        elif found:
            head, entries = found[-1]
            entry = _ENTRY.match(line) if _BLOCK.match(head.lines[0]) else None
            if entry and indent in {"", entry[1]}:
                indent = entry[1]
                entries.append(_Chunk(number, [line]))
            elif not entries or not _STRAY.match(line):
                (entries[-1] if entries else head).lines.append(line)
    return found


def _short(text: str) -> str:
    """Cut a text to what fits into a message."""
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 - width of a message
