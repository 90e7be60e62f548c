"""Entries into YAML text, in the one form that the tool writes: readable, and read back as what it was.

Takes nodes; gives lines. A short entry stands in braces on one line, a longer one field by field; long
text is folded. Text stands plain where YAML reads it so, else between quotation marks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from kg.authoring.syntax import LOADER
from kg.authoring.tables import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.authoring.nodes import Document, Node

LAYOUT = {
    "case.yaml": ("sources", "citations", "concepts", "relations", "elements"),
    "claims.yaml": ("claims",),
    "silences.yaml": ("silences",),
}
"""The files of a case that is written anew, and the sections in each; the head stands in the first."""
_IN_BRACES = frozenset({"citations", "concepts", "elements"})
_WIDTH = 120
_GAP = re.compile(r"(?<=[^\s]) (?=[^\s])(?<![\u2e80-\uffef] (?=[\u2e80-\uffef]))")


def document_texts(document: Document) -> dict[str, str]:
    """Write the YAML files of a whole case, by name.

    Args:
        document: head and sections of the case.
    """
    head = [(str(key), node) for key, node in document.fields if key not in SECTIONS]
    texts = {}
    for file, sections in LAYOUT.items():
        parts = ["\n".join(line for key, node in head for line in _field(key, node, 0))] if head else []
        parts += [
            "\n".join(
                [f"{key}:", *(line for name, entry in node.fields for line in entry_lines(key, name, entry))]
            )
            for section in sections
            for key, node in document.fields
            if key == section and node.fields
        ]
        if parts:
            texts[file] = "\n\n".join(parts) + "\n"
        head = []
    return texts


def entry_lines(section: str, name: str, node: Node, indent: int = 2) -> list[str]:
    """Write the lines of an entry.

    Args:
        section: the section in which it stands.
        name: its id.
        node: its fields.
        indent: by how many spaces its id is indented.
    """
    if section in _IN_BRACES and len(line := f"{' ' * indent}{name}: {_flow(node)}") <= _WIDTH:
        return [line]
    return [f"{' ' * indent}{name}:", *_fields(node, indent + 2)]


def head_lines(name: str, node: Node) -> list[str]:
    """Write the lines of a field at the top of ``case.yaml``."""
    return _field(name, node, 0)


def _fields(node: Node, indent: int) -> list[str]:
    return [line for key, value in node.fields or () for line in _field(key, value, indent)]


def _field(name: str, node: Node, indent: int) -> list[str]:
    """Write a field: on one line when it fits there and is no list of text."""
    return _value(f"{' ' * indent}{_scalar(name, 'str', is_in_braces=False)}:", node, indent)


def _value(head: str, node: Node, indent: int) -> list[str]:
    """Write a value behind its field or the dash of its list."""
    if node.scalar is not None:
        return _text(head, node, indent)
    line = f"{head} {_flow(node)}"
    if len(line) <= _WIDTH and not _is_list_of_text(node):
        return [line]
    if node.items is not None:
        lines = (_value(f"{' ' * (indent + 2)}-", item, indent + 2) for item in node.items)
        return [head, *(line for item in lines for line in item)]
    lines_of_fields = _fields(node, indent + 2)
    if head.endswith("-"):
        lines_of_fields[0] = f"{head} {lines_of_fields[0].lstrip()}"
        return lines_of_fields
    return [head, *lines_of_fields]


def _is_list_of_text(node: Node) -> bool:
    """Tell whether a value is a list of quotations or of lines of evidence: these read best below one another."""
    return any(item.fields is not None or " " in (item.scalar or "") for item in node.items or ())


def _text(head: str, node: Node, indent: int) -> list[str]:
    """Write a scalar behind its head: in one line, or folded when it is long."""
    text = str(node.scalar)
    line = f"{head} {_scalar(text, node.tag, is_in_braces=False)}"
    if len(line) <= _WIDTH and "\n" not in text:
        return [line]
    pad = " " * (indent + 2)
    mark, lines = ("|-", text.split("\n")) if "\n" in text else (">-", _folded(text, _WIDTH - len(pad)))
    if len(lines) == 1:
        return [line]
    block = [f"{head} {mark}", *(f"{pad}{part}" if part else "" for part in lines)]
    read = _read(f"k: {mark}\n" + "\n".join(f"  {part}" if part else "" for part in lines))
    return block if read is not None and read.value == text else [line]


def _folded(text: str, width: int) -> list[str]:
    """Break a text into lines only at single spaces: these come back when YAML unfolds it."""
    lines = [""]
    for word in _GAP.split(text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def _flow(node: Node) -> str:
    """Write a value in brackets or braces, on one line."""
    if node.scalar is not None:
        return _scalar(node.scalar, node.tag, is_in_braces=True)
    if node.items is not None:
        return _joined(map(_flow, node.items), "[]")
    pairs = node.fields or ()
    return _joined(
        (f"{_scalar(key, 'str', is_in_braces=True)}: {_flow(value)}" for key, value in pairs), "{}"
    )


def _joined(parts: Iterable[str], marks: str) -> str:
    return f"{marks[0]}{', '.join(parts)}{marks[1]}"


def _scalar(text: str, tag: str, *, is_in_braces: bool) -> str:
    """Write a text so that YAML reads it back: plain if it may be, else between quotation marks, else with escapes."""
    if _is_read_as(text, text, tag, is_in_braces=is_in_braces):
        return text
    for quoted in (f'"{text}"', "'{}'".format(text.replace("'", "''"))):
        if _is_read_as(quoted, text, "str", is_in_braces=is_in_braces):
            return quoted
    return str(yaml.safe_dump(str(text), default_style='"', allow_unicode=True, width=float("inf"))).rstrip(
        "\n"
    )


def _is_read_as(written: str, text: str, tag: str, *, is_in_braces: bool) -> bool:
    if "\n" in written:
        return False
    # What one parser of YAML lets pass another may refuse, and editors have others than we.
    nodes = [
        _read(f"{{k: {written}}}" if is_in_braces else f"k: {written}", loader)
        for loader in (LOADER, yaml.SafeLoader)
    ]
    return all(
        node is not None and node.value == text and (tag != "str" or node.tag == "tag:yaml.org,2002:str")
        for node in nodes
    )


def _read(text: str, loader: Any = LOADER) -> yaml.ScalarNode | None:  # noqa: ANN401 - a class of loaders
    """Read the one scalar of a mapping with the one key k; give None when the text is anything else."""
    try:
        node = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, ValueError):
        return None
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
        return None
    value = node.value[0][1]
    return value if isinstance(value, yaml.ScalarNode) else None
