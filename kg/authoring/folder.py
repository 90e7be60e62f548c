"""Finding case folders and reading one: every file, every section, every problem."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.authoring import entries
from kg.authoring.entries import HOLE
from kg.authoring.fields import nearest, read_fields, suggestion
from kg.authoring.ids import as_id, check_id
from kg.authoring.nodes import Document, Node, is_repeated, names_in, parse_document
from kg.authoring.quoted import settle_sources
from kg.authoring.tables import CASE, SECTIONS
from kg.authoring.times import check_times
from kg.authoring.unread import readable, unread_files
from kg.files import CASE_FILE, YAML_ENDINGS, YAML_LIMIT, read_text_file, rescue_text
from kg.model.records import Case, Word
from kg.problems import Location, Problem, is_enough, not_looked_at, problem, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MAKERS: dict[str, Callable[..., Any]] = {
    "sources": entries.source,
    "citations": entries.citation,
    "concepts": entries.concept,
    "relations": entries.relation,
    "elements": entries.element,
    "claims": entries.claim,
    "silences": entries.silence,
}


def find_cases(path: Path) -> list[Path]:
    """Find the case folders at a path: the path itself, or the folders right below it, in order of name.

    A folder is a case when it holds a YAML file; folders whose name begins with ``_`` or ``.``
    are passed over.
    """
    try:
        if not path.is_dir():
            return []
        if yaml_files(path):
            return [path]
        return [p for p in sorted(path.iterdir()) if p.is_dir() and p.name[0] not in "_."]
    except OSError:
        # It is there and cannot be listed: reading it says why.
        return [path]


def read_case(folder: Path, shown: str) -> tuple[Case | None, list[Problem]]:
    """Read a case folder.

    Args:
        folder: the folder.
        shown: how to call it in a problem.

    Returns:
        The case as far as it could be read (None when there is nothing in it), and every problem
        found, in the order of file and line.
    """
    problems: list[Problem] = []
    document, files = read_document(folder, shown, problems)
    if not files and not document.fields:
        problems.extend(unread_files(folder, shown, ()))
        if not problems:
            place = Location(f"{shown}/{CASE_FILE}", 1, 1)
            problems.append(problem("KG001", place, say("a case folder without YAML files"),
                                    say("a file {0}", CASE_FILE), say("copy an existing case folder and change it")))  # fmt: skip
        return None, problems
    case = make_case(document, folder.resolve().name, shown, problems)
    problems.extend(unread_files(folder, shown, {str(source.file) for source in case.sources.values()}))
    return replace(case, files=tuple(files)), sorted(problems, key=lambda p: p.location)


def make_case(document: Document, name: str, shown: str, problems: list[Problem]) -> Case:
    """Make a case of a document, as far as it can be read.

    Args:
        document: what was written, with its places.
        name: of the folder that the case has or will have.
        shown: how to call that folder in a problem.
        problems: what is wrong is added here.
    """
    head = _read_head(document, name, shown, problems)
    sections = _read_sections(document, problems)
    settle_sources(sections, document, problems)
    check_times(sections["elements"], problems)
    fields: dict[str, Any] = {**head, **sections}
    broken = frozenset(document.broken)
    return Case(folder=shown, broken=broken, is_partial=document.is_partial, **fields)


def yaml_files(folder: Path) -> list[Path]:
    """List the YAML files of a folder, in the order of their names."""
    found = (path for path in folder.iterdir() if path.suffix.lower() in YAML_ENDINGS)
    return sorted(path for path in found if path.name[0] != ".")


def read_document(
    folder: Path, shown: str, problems: list[Problem]
) -> tuple[Document, list[tuple[str, str]]]:
    """Read all YAML files of a folder as one document; list the files read with their hashes.

    Args:
        folder: the case folder.
        shown: how to call it in a problem.
        problems: what is wrong is added here.
    """
    whole = Document()
    files: list[tuple[str, str]] = []
    try:
        paths = yaml_files(folder)
    except OSError as error:
        found = say("a folder that cannot be read ({0})", error.strerror)
        problems.append(problem("KG007", Location(shown, 1, 1), found, say("a readable folder"),
                                say("give yourself the right to read it")))  # fmt: skip
        return whole, files
    for path in paths:
        name = f"{shown}/{readable(path.name)}"
        read = read_text_file(path, folder, name, YAML_LIMIT)
        if isinstance(read, Problem):
            problems.append(read)
            document = _rescue(path, folder, name, problems)
        else:
            files.append((readable(path.name), read.sha256))
            document = parse_document(read.text, name, problems)
        whole.fields.extend(document.fields)
        whole.broken |= document.broken
        whole.is_partial |= document.is_partial
    return whole, files


def _rescue(path: Path, folder: Path, name: str, problems: list[Problem]) -> Document:
    """Save what a refused file holds: everything where its text is sure, else the names in it.

    So nobody is told that these are missing.
    """
    text, is_sure = rescue_text(path, folder, YAML_LIMIT)
    if is_sure:
        return parse_document(text, name, problems)
    names = names_in(text)
    return Document(broken=names, is_partial=not names)


def _read_head(document: Document, folder_name: str, shown: str, problems: list[Problem]) -> dict[str, Any]:
    """Read the fields of the case itself; what is missing is taken from the folder's name."""
    fields = [(key, node) for key, node in document.fields if key not in SECTIONS]
    for key, node in fields:
        if key not in CASE:
            expected = say("one of: {0}", [*CASE, *SECTIONS])
            near = nearest(key, [*CASE, *SECTIONS])
            problems.append(problem("KG103", key.location, say('unknown section "{0}"', key), expected,
                                    suggestion(near)))  # fmt: skip
            # What stands in it is there, and refers to what is there; only nobody reads it.
            document.broken |= {near, *(name for name, _ in node.fields or ())} - {""}
    own = [(key, node) for key, node in fields if key in CASE]
    file = own[0][0].location.file if own else f"{shown}/{CASE_FILE}"
    place = Location(file, 1, 1)
    defaults = {"case": Word(as_id(folder_name) or "case", place), "label": Word(folder_name, place),
                "frameworks": (HOLE,)}  # fmt: skip
    if not own:
        is_lost = document.is_partial
        # A file is missing, and with it whatever names it would hold.
        document.is_partial = True
        if not is_lost and not document.broken & CASE.keys():
            needs = [field.name for field in CASE.values() if field.is_required]
            problems.append(problem("KG104", place, say('"{0}" without its head', folder_name),
                                    say("the lines {0}", needs),
                                    say("they stand at the top of {0}", CASE_FILE)))  # fmt: skip
        values: dict[str, Any] = {}
    else:
        lost = frozenset(document.broken & CASE.keys())
        values = read_fields(Node(place, fields=own), Word(folder_name, place), CASE, problems, lost).values
        _check_name(values.get("case"), folder_name, problems)
    values = defaults | values
    name = values.pop("case")
    values["frameworks"] = tuple(values["frameworks"])
    return {"name": name, **entries.rename(values)}


def _check_name(name: Word | None, folder_name: str, problems: list[Problem]) -> None:
    """Refuse a case whose name is not that of its folder."""
    if name is not None and name != folder_name:
        hint = say("change the name, or rename the folder")
        if as_id(folder_name) != folder_name:
            hint = say('rename the folder "{0}"', name)
        problems.append(problem("KG210", name.location, say('the case name "{0}"', name),
                                say('the name of its folder, "{0}"', folder_name), hint))  # fmt: skip


def _read_sections(document: Document, problems: list[Problem]) -> dict[str, dict[str, Any]]:
    """Read the entries of every section, and report an id that comes twice in the case."""
    read: dict[str, dict[str, Any]] = {name: {} for name in _MAKERS}
    ids: dict[str, Word] = {}
    sections: dict[tuple[str, str], dict[str, Word]] = {}
    rest: list[Location] = []
    for section, node in document.fields:
        if section not in _MAKERS:
            continue
        is_repeated(section, sections.setdefault((section, section.location.file), {}), "section", problems)
        if node.fields is None:
            _wrong_section(section, node, problems)
        for identifier, entry in node.fields or ():
            if is_enough(problems):
                rest.append(identifier.location)
                document.broken.add(str(identifier))
                continue
            is_id = check_id(identifier, problems)
            document.broken |= set() if is_id else {str(identifier)}
            is_usable = is_id and not is_repeated(identifier, ids, "id", problems)
            record = _read_entry(section, identifier, entry, document, problems)
            if record is not None and is_usable:
                read[section][identifier] = record
            elif record is not None and section in {"claims", "silences"}:
                # Never written, but its quotations and references are looked at.
                other = Word(f"again-{len(read[section])}", identifier.location)
                read[section][other] = entries.with_hole(replace(record, id=other))
    problems.extend(not_looked_at(rest))
    return read


def _read_entry(
    section: Word, identifier: Word, entry: Node, document: Document, problems: list[Problem]
) -> Any:  # noqa: ANN401 - the record of its section
    """Read one entry into its record, None when it has no fields; note its id as broken where anything is wrong with it."""
    before = len(problems)
    reading = read_fields(entry, identifier, SECTIONS[section], problems)
    record = None if entry.fields is None else _MAKERS[section](identifier, reading, problems)
    if not reading.is_whole or len(problems) > before:
        document.broken.add(identifier)
    return record


def _wrong_section(section: Word, node: Node, problems: list[Problem]) -> None:
    if not node.is_unread:
        is_empty = node.tag == "null"
        found = say('nothing after "{0}:"', section)
        if not is_empty:
            found = say('{0} as "{1}"', node.form, section)
        problems.append(problem("KG107" if is_empty else "KG105",
                                section.location if is_empty else node.location, found,
                                say("entries, each with an id"),
                                say("write an entry, or delete the line") if is_empty else ""))  # fmt: skip
