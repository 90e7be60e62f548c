"""Finding case folders and reading one: every file, every section, every problem.

What an author believes to be checked is checked, or reported: a file that looks like a case's and is not read too.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.authoring import entries
from kg.authoring.entries import HOLE
from kg.authoring.fields import nearest, read_fields, suggestion
from kg.authoring.languages import settle_languages
from kg.authoring.nodes import Document, Node, as_id, check_id, is_repeated, names_in, parse_document
from kg.authoring.tables import CASE, SECTIONS
from kg.authoring.times import check_times
from kg.authoring.whole_case import settle_sources
from kg.files import (
    CASE_FILE,
    PROJECT_FILE,
    YAML_ENDINGS,
    YAML_LIMIT,
    is_composed,
    name_fault,
    read_text_file,
    rescue_text,
)
from kg.model.records import Case, Word
from kg.problems import Location, Problem, Severity, is_enough, not_looked_at, problem, say
from kg.signs import as_latin, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
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
_LIKE_YAML = re.compile(r"^(?P<stem>.*)\.(?:ya?ml|ymal|yalm|yam)(?P<more>(?:[ ._~#-].*)?)$", re.IGNORECASE)
_BARE = re.compile(rf"(?P<stem>case|{'|'.join(SECTIONS)})(?P<more>)\Z")
_COPY = re.compile(r"~|#|\.(?:bak|orig|old|swp|tmp|save)", re.IGNORECASE)
"""What editors and Git put behind the name of a copy."""
_MOST_UNREAD = 20


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
        problems.extend(_unread_files(folder, shown, ()))
        if not problems:
            place = Location(f"{shown}/{CASE_FILE}", 1, 1)
            found, hint = (
                say("a case folder without YAML files"),
                say("copy an existing case folder and change it"),
            )
            problems.append(problem("KG001", place, found, say("a file {0}", CASE_FILE), hint))
        return None, problems
    case = make_case(document, folder.resolve().name, shown, problems)
    problems.extend(_unread_files(folder, shown, {str(source.file) for source in case.sources.values()}))
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
    settle_languages(head, sections, problems)
    fields: dict[str, Any] = {**head, **sections}
    broken = frozenset(document.broken)
    case = Case(folder=shown, broken=broken, is_partial=document.is_partial, **fields)
    check_times(case, problems)
    return case


def yaml_files(folder: Path) -> list[Path]:
    """List the YAML files of a folder, in the order of their names; what a project says of itself is no part of a case."""
    found = (path for path in folder.iterdir() if path.suffix.lower() in YAML_ENDINGS)
    return sorted(path for path in found if path.name[0] != "." and path.name != PROJECT_FILE)


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
        hint = say("give yourself the right to read it")
        problems.append(problem("KG007", Location(shown, 1, 1), found, say("a readable folder"), hint))
        return whole, files
    for path in paths:
        name = f"{shown}/{readable(path.name)}"
        read = read_text_file(path, folder, name, YAML_LIMIT)
        if isinstance(read, Problem):
            problems.append(read)
            # What a refused file holds is saved: all where its text is sure, else the names in it. So nobody
            # is told that these are missing.
            text, is_sure = rescue_text(path, folder, YAML_LIMIT)
            names = names_in(text)
            document = Document(broken=names, is_partial=not names)
            if is_sure:
                document = parse_document(text, name, problems)
        else:
            files.append((readable(path.name), read.sha256))
            document = parse_document(read.text, name, problems)
        whole.fields.extend(document.fields)
        whole.broken |= document.broken
        whole.is_partial |= document.is_partial
    return whole, files


def _unread_files(folder: Path, shown: str, sources: Collection[str]) -> list[Problem]:
    """Report what looks like a file of the case and is not read as one or as a source, by name; at most twenty."""
    found = []
    anywhere = say("a name that every computer can hold")
    for name in _names(folder):
        place = Location(f"{shown}/{readable(name)}", 1, 1)
        *above, last = name.split("/")
        is_read = not above and last[0] != "." and os.path.splitext(last)[1].lower() in YAML_ENDINGS  # noqa: PTH122 - a name is no path yet
        seen = "".join(sign for sign in last if unicodedata.category(sign) != "Cf")
        plain = unicodedata.normalize("NFKC", seen)
        marks = "." if plain.startswith(".") else "#" if plain.startswith("#") and plain.endswith("#") else ""
        plain = plain.removeprefix(marks)
        like = _LIKE_YAML.match(as_latin(plain)) or (None if above else _BARE.match(plain))
        if name in sources or not (like or is_read):
            continue
        if not is_read and like:
            what = say("a file that looks like one of the case and is not read")
            hint = say('rename it "{0}"', f"{readable(plain[: like.end('stem')])}.yaml")
            hint = say("move it to {0}", shown) if above else hint
            told = problem("KG010", place, what, say("files .yaml or .yml right in the case folder"), hint)
            is_copy = bool(marks) or _COPY.match(like["more"]) is not None
            found.append(replace(told, severity=Severity.WARNING) if is_copy else told)
        elif (fault := name_fault(name)) is not None:
            found.append(problem("KG011", place, fault[0], anywhere, fault[1]))
        elif not is_composed(name):  # another system may not find the file
            what = say("a name whose letters stand apart from their accents (NFD)")
            told = problem("KG011", place, what, anywhere, say("rename it, and type the name anew"))
            found.append(replace(told, severity=Severity.WARNING))
    return found[:_MOST_UNREAD]


def readable(name: str) -> str:
    """Write the name of a file so that it can be printed: a byte that is not UTF-8 gets a sign of its own, one that hides or turns its number."""
    return visible(os.fsencode(name).decode("utf-8", "replace"))


def _names(folder: Path) -> Iterator[str]:
    """List the files at and below a folder, but for those whose name begins with a low line, and for locks of editors."""
    for where, folders, files in os.walk(folder):
        # A folder with a head of its own is another case.
        inner = (name for name in folders if name[0] not in "._")
        folders[:] = sorted(name for name in inner if not os.path.lexists(f"{where}/{name}/{CASE_FILE}"))
        above = os.path.relpath(where, folder).replace(os.sep, "/")
        for name in sorted(files):
            if name[0] != "_" and not name.startswith(".#"):
                yield name if above == "." else f"{above}/{name}"


def _read_head(document: Document, folder_name: str, shown: str, problems: list[Problem]) -> dict[str, Any]:
    """Read the fields of the case itself; what is missing is taken from the folder's name."""
    fields = [(key, node) for key, node in document.fields if key not in SECTIONS]
    for key, node in fields:
        if key not in CASE:
            found, expected = say('unknown section "{0}"', key), say("one of: {0}", [*CASE, *SECTIONS])
            near = nearest(key, [*CASE, *SECTIONS])
            problems.append(
                problem("KG103", key.location, found, expected, suggestion(key, [*CASE, *SECTIONS]))
            )
            # What stands in it is there, and refers to what is there; only nobody reads it.
            document.broken |= {near, *(name for name, _ in node.fields or ())} - {""}
    own = [(key, node) for key, node in fields if key in CASE]
    file = own[0][0].location.file if own else f"{shown}/{CASE_FILE}"
    place = Location(file, 1, 1)
    name = Word(as_id(folder_name) or "case", place)
    defaults = {"case": name, "label": Word(folder_name, place), "frameworks": (HOLE,)}
    if not own:
        is_lost = document.is_partial
        # A file is missing, and with it whatever names it would hold.
        document.is_partial = True
        if not is_lost and not document.broken & CASE.keys():
            needs = [field.name for field in CASE.values() if field.is_required]
            found, hint = (
                say('"{0}" without its head', folder_name),
                say("they stand at the top of {0}", CASE_FILE),
            )
            problems.append(problem("KG104", place, found, say("the lines {0}", needs), hint))
        values: dict[str, Any] = {}
    else:
        lost = frozenset(document.broken & CASE.keys())
        values = read_fields(Node(place, fields=own), Word(folder_name, place), CASE, problems, lost).values
        written = values.get("case", folder_name)
        if written != folder_name:
            found = say('the case name "{0}"', written)
            expected = say('the name of its folder, "{0}"', folder_name)
            hint = say("change the name, or rename the folder")
            if as_id(folder_name) != folder_name:
                hint = say('rename the folder "{0}"', written)
            problems.append(problem("KG210", written.location, found, expected, hint))
    values = defaults | values
    name = values.pop("case")
    values["frameworks"] = tuple(values["frameworks"])
    return {"name": name, **entries.rename(values)}


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
    expected = say("entries, each with an id")
    if node.tag == "null":
        found, hint = say('nothing after "{0}:"', section), say("write an entry, or delete the line")
        problems.append(problem("KG107", section.location, found, expected, hint))
    elif not node.is_unread:
        found = say('{0} as "{1}"', node.form, section)
        problems.append(problem("KG105", node.location, found, expected))
