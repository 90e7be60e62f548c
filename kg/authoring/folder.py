"""Finding case folders and reading one: every file, every section, every problem."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.authoring import entries
from kg.authoring.fields import check_id, read_fields, suggestion
from kg.authoring.nodes import Document, Node, parse_document
from kg.authoring.tables import CASE, SECTIONS
from kg.files import YAML_LIMIT, read_text_file
from kg.model.records import Case, Word
from kg.problems import Location, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Callable

_CASE_FILE = "case.yaml"


def find_cases(path: Path) -> list[Path]:
    """The case folders at a path: itself, or those right below it, in order of name.

    A folder is a case when it holds a YAML file; folders whose name begins with ``_`` or ``.``
    are passed over.
    """
    if _is_case(path):
        return [path]
    if not path.is_dir():
        return []
    below = (p for p in sorted(path.iterdir()) if p.is_dir() and p.name[0] not in "_.")
    return list(below)


def read_case(folder: Path, shown: str) -> tuple[Case | None, list[Problem]]:
    """Read a case folder.

    Args:
        folder: the folder.
        shown: how to call it in a problem.

    Returns:
        The case as far as it could be read (None when not even its head could), and every
        problem found, in the order of file and line.
    """
    problems: list[Problem] = []
    document, files = _read_documents(folder, shown, problems)
    if not files and not problems:
        place = Location(f"{shown}/{_CASE_FILE}", 1, 1)
        problems.append(problem("KG001", place, "an empty case folder", f"a file {_CASE_FILE}",
                                "copy an existing case folder and change it"))  # fmt: skip
        return None, problems
    head = _read_head(document, folder, shown, problems)
    sections = _read_sections(document, problems)
    if head is None:
        return None, sorted(problems, key=lambda p: p.location)
    fields: dict[str, Any] = {**head, **sections}
    case = Case(
        folder=shown,
        broken=frozenset(document.broken),
        is_partial=document.is_partial,
        files=tuple(files),
        **fields,
    )
    return case, sorted(problems, key=lambda p: p.location)


def _is_case(path: Path) -> bool:
    return path.is_dir() and any(path.glob("*.yaml"))


def _read_documents(
    folder: Path, shown: str, problems: list[Problem]
) -> tuple[Document, list[tuple[str, str]]]:
    """All YAML files of a folder as one document, and the files read with their hashes."""
    whole, files = Document(), []
    for path in sorted(folder.glob("*.y*ml")):
        name = f"{shown}/{path.name}"
        read = read_text_file(path, folder, name, YAML_LIMIT)
        if isinstance(read, Problem):
            problems.append(read)
            whole.is_partial = True
            continue
        files.append((path.name, read.sha256))
        document = parse_document(read.text, name, problems)
        whole.fields.extend(document.fields)
        whole.broken |= document.broken
        whole.is_partial |= document.is_partial
    return whole, files


def _read_head(
    document: Document, folder: Path, shown: str, problems: list[Problem]
) -> dict[str, Any] | None:
    """The fields of the case itself."""
    place = Location(f"{shown}/{_CASE_FILE}", 1, 1)
    fields = [(key, node) for key, node in document.fields if key not in SECTIONS]
    if not fields and document.is_partial:
        return None
    if fields:
        place = Location(fields[0][0].location.file, 1, 1)
    known = set(CASE) | set(SECTIONS)
    for key, _ in fields:
        if key not in known:
            expected = f"one of: {', '.join([*CASE, *SECTIONS])}"
            problems.append(problem("KG103", key.location, f'unknown section "{key}"', expected,
                                    suggestion(key, sorted(known))))  # fmt: skip
    node = Node(place, fields=[(key, value) for key, value in fields if key in CASE])
    values = read_fields(node, Word(folder.name, place), CASE, problems)
    if values is None:
        return None
    name = values.pop("case")
    if name != folder.resolve().name:
        problems.append(problem("KG210", name.location, f'the case name "{name}"',
                                f'the name of its folder, "{folder.resolve().name}"'))  # fmt: skip
    values["frameworks"] = tuple(values["frameworks"])
    return {"name": name, **entries.rename(values)}


def _read_sections(document: Document, problems: list[Problem]) -> dict[str, dict[str, Any]]:
    """The entries of every section; an id is used once in a case."""
    makers: dict[str, Callable[..., Any]] = {
        "sources": entries.source,
        "elements": entries.element,
        "claims": entries.claim,
        "silences": entries.silence,
    }
    read: dict[str, dict[str, Any]] = {name: {} for name in makers}
    places: dict[str, Word] = {}
    for section, node in document.fields:
        if section not in makers:
            continue
        if node.fields is None:
            expected = "entries, each with an id"
            problems.append(problem("KG107", section.location, f'"{section}" with {node.form}', expected))
            continue
        for identifier, entry in node.fields:
            if not check_id(identifier, problems) or _is_known(identifier, places, problems):
                document.broken.add(identifier)
                continue
            values = read_fields(entry, identifier, SECTIONS[section], problems)
            record = None if values is None else makers[section](identifier, values, problems)
            if record is None:
                document.broken.add(identifier)
            else:
                read[section][identifier] = record
    return read


def _is_known(identifier: Word, places: dict[str, Word], problems: list[Problem]) -> bool:
    """Whether the id was used before in this case; if so, that is a problem."""
    first = places.setdefault(identifier, identifier)
    if first is identifier:
        return False
    found = f'"{identifier}" a second time (first at {first.location})'
    problems.append(problem("KG102", identifier.location, found, "each id once in a case"))
    return True


__all__ = ["Path", "find_cases", "read_case"]
