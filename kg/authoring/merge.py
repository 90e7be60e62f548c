"""A case written over an earlier one: what did not change keeps its lines, with their comments.

Takes the earlier files and the case as it shall be; gives the files. An entry that changed is written
anew where it stood, a new one at the end of its section. The result is read again: should it hold
anything else than it ought to, all of it is written anew, without the comments.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.authoring.nodes import parse_document
from kg.authoring.tables import SECTIONS
from kg.authoring.yaml_text import LAYOUT, document_texts, entry_lines, head_lines
from kg.files import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.authoring.nodes import Document, Node
    from kg.model.records import Word
    from kg.problems import Problem

_HEAD = ""
"""The name of the section that the head of a case is taken for."""
Entries = dict[str, dict[str, "Node"]]


def merged(earlier: dict[str, str], document: Document) -> dict[str, str]:
    """Write a case over an earlier one, file by file. An earlier file that is not in the result is needed no more.

    Args:
        earlier: the text of each YAML file that is there now, by name.
        document: the case as it shall be.
    """
    new = _entries(document)
    files = {name: _File(name, text) for name, text in earlier.items()}
    if earlier and all(file.is_orderly for file in files.values()):
        _update(files, new)
        texts = {name: text for name, file in files.items() if (text := file.text()).strip()}
        if _read(texts) == content(document):
            return texts
    return document_texts(document)


def content(document: Document) -> dict[str, dict[str, Any]]:
    """Reduce a document to what it says, without places, order and the different ways to write the same.

    A single word and a list of one are the same, and so are ``quote: a`` and ``quote: {text: a}``, or
    ``said-by: a`` and ``said-by: {who: a}``; a field with no pairs, such as ``answers: {}``, says nothing.
    """
    said = {
        section: {name: plain(node) for name, node in entries.items() if section or node.fields != []}
        for section, entries in _entries(document).items()
    }
    return {section: entries for section, entries in said.items() if entries}


def fingerprint(document: Document) -> str:
    """Hash what a document says, in short: the same for the same content, however it is written."""
    text = json.dumps(content(document), ensure_ascii=True, sort_keys=True)
    return sha256(text.encode("ascii"))[:16]


def plain(node: Node) -> Any:  # noqa: ANN401 - text, a list or a mapping of such
    """Strip a value of its places."""
    if node.items is not None:
        items = [plain(item) for item in node.items]
        return items[0] if len(items) == 1 else items
    if node.fields is not None:
        values = {str(key): plain(value) for key, value in node.fields if value.fields != []}
        only = next(iter(values)) if len(values) == 1 else ""
        return values[only] if only in {"text", "who"} else values
    if node.tag == "bool":
        return str(node.scalar).lower() in {"true", "yes", "on"}
    return None if node.tag == "null" else str(node.scalar)


def lost(before: Document, after: Document) -> list[Word]:
    """Name the entries, and the fields of the head, that another document lacks or has otherwise.

    Args:
        before: whose entries they are, in its order and with its places.
        after: the other.
    """
    first, second = content(before), content(after)
    return [
        name
        for section, name, _ in _named(before)
        if first.get(section, {}).get(name) != second.get(section, {}).get(name)
    ]


def _named(document: Document) -> Iterator[tuple[str, Word, Node]]:
    """Give section, name and value of each entry. The fields of the head are entries of a section without a name."""
    for key, node in document.fields:
        if key in SECTIONS:
            yield from ((str(key), name, entry) for name, entry in node.fields or ())
        else:
            yield _HEAD, key, node


def _entries(document: Document) -> Entries:
    """Index the entries by section and id."""
    found: Entries = {_HEAD: {}}
    for section, name, node in _named(document):
        found.setdefault(section, {})[str(name)] = node
    return found


def _read(texts: dict[str, str]) -> dict[str, dict[str, Any]] | None:
    """Read several files together; give None when one of them is faulty or an entry comes twice."""
    problems: list[Problem] = []
    whole: dict[str, dict[str, Any]] = {}
    for name, text in texts.items():
        for section, entries in content(parse_document(text, name, problems)).items():
            known = whole.setdefault(section, {})
            if known.keys() & entries.keys():
                return None
            known.update(entries)
    return None if problems else whole


@dataclass(slots=True)
class _Span:
    """The lines of an entry: from the first (counted from 0) up to the one after the last."""

    section: str
    name: str
    node: Node
    first: int
    end: int = 0


@dataclass(slots=True)
class _File:
    """A YAML file whose entries can be exchanged line by line."""

    name: str
    before: str
    lines: list[str] = field(default_factory=list)
    spans: list[_Span] = field(default_factory=list)
    is_orderly: bool = True

    def __post_init__(self) -> None:
        """Find the lines of each entry."""
        self.lines = self.before.removesuffix("\n").split("\n")
        problems: list[Problem] = []
        stops = []
        for key, node in parse_document(self.before, self.name, problems).fields:
            stops.append(key.location.line - 1)
            if key not in SECTIONS:
                self.spans.append(_Span(_HEAD, str(key), node, key.location.line - 1))
                continue
            for name, entry in node.fields or ():
                self.spans.append(_Span(str(key), str(name), entry, name.location.line - 1))
        firsts = [span.first for span in self.spans]
        self.is_orderly = not problems and len(set(firsts)) == len(firsts)
        self.is_orderly &= all(span.first not in stops for span in self.spans if span.section)
        bounds = sorted({*firsts, *stops, len(self.lines)})
        for span in self.spans:
            span.end = next((bound for bound in bounds if bound > span.first), len(self.lines))
            while span.end > span.first + 1 and self.lines[span.end - 1].strip()[:1] in {"", "#"}:
                span.end -= 1

    def text(self) -> str:
        """Write the file as it is now."""
        return "\n".join(self.lines) + "\n"

    def put(self, first: int, end: int, lines: list[str]) -> None:
        """Put lines in the place of others; what stands behind moves."""
        self.lines[first:end] = lines
        moved = len(lines) - (end - first)
        for span in self.spans:
            if span.first >= end:
                span.first += moved
                span.end += moved


def _update(files: dict[str, _File], new: Entries) -> None:
    """Exchange what changed, drop what is gone, add what is new."""
    written: set[tuple[str, str]] = set()
    for file in files.values():
        for span in file.spans:
            entry = new.get(span.section, {}).get(span.name)
            written.add((span.section, span.name))
            if entry is None and not span.section and span.node.fields == []:
                continue
            if entry is None:
                file.put(span.first, span.end, [])
                span.end = span.first
            elif plain(entry) != plain(span.node):
                lines = _lines(span.section, span.name, entry, file.lines[span.first])
                file.put(span.first, span.end, lines)
                span.end = span.first + len(lines)
    for section, entries in new.items():
        fresh = {name: node for name, node in entries.items() if (section, name) not in written}
        if fresh:
            _add(files, section, fresh)


def _lines(section: str, name: str, node: Node, like: str) -> list[str]:
    """Write the lines of an entry, indented as another line is."""
    if not section:
        return head_lines(name, node)
    return entry_lines(section, name, node, len(like) - len(like.lstrip(" ")))


def _add(files: dict[str, _File], section: str, entries: dict[str, Node]) -> None:
    """Write new entries behind the last one of their section, or begin the section."""
    for file in reversed(files.values()):
        spans = [span for span in file.spans if span.section == section and span.end > span.first]
        if spans:
            last = max(spans, key=lambda span: span.end)
            like = file.lines[last.first]
            lines = [line for name, node in entries.items() for line in _lines(section, name, node, like)]
            file.put(last.end, last.end, lines)
            return
    home = next((name for name, sections in LAYOUT.items() if section in sections), next(iter(LAYOUT)))
    file = files.setdefault(home, _File(home, ""))
    lines = [line for name, node in entries.items() for line in _lines(section, name, node, "  ")]
    gap = ["", f"{section}:"] if any(line.strip() for line in file.lines) else [f"{section}:"]
    file.put(len(file.lines), len(file.lines), [*(gap if section in SECTIONS else []), *lines])
    if file.lines[0] == "" and len(file.lines) > 1:
        file.lines.pop(0)
