"""Reading the file of a framework: every section, every problem.

Takes the path of a YAML file; gives its record, and what is wrong in it. What its names refer to is looked up
elsewhere (`kg.frameworks`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.authoring.fields import READERS, Field, read_fields, suggestion, words_of, wrong
from kg.authoring.framework_tables import FRAMEWORK_SECTIONS, HEAD, PICTURE, PLACES
from kg.authoring.nodes import Document, Node, as_id, check_id, is_repeated, parse_document
from kg.files import YAML_LIMIT, read_text_file
from kg.model.framework_text import Entry, FrameworkText, Picture
from kg.model.records import Word
from kg.problems import Location, Problem, problem, say

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = [*HEAD, *FRAMEWORK_SECTIONS, "picture"]
_NONE = "null"


def read_framework(path: Path, shown: str, problems: list[Problem]) -> FrameworkText | None:
    """Read the file of a framework, as far as it can be read.

    Args:
        path: the file.
        shown: how to call it in problems.
        problems: what is wrong is added here.
    """
    file = read_text_file(path, path.parent, shown, YAML_LIMIT)
    if isinstance(file, Problem):
        problems.append(file)
        return None
    document = parse_document(file.text, shown, problems)
    head = _head(document, path.stem, Location(shown, 1, 1), problems)
    sections: dict[str, tuple[Entry, ...]] = {}
    picture = None
    known: dict[str, Word] = {}
    for name, node in document.fields:
        if name in HEAD:
            continue
        if name not in FRAMEWORK_SECTIONS and name != "picture":
            _unknown(name, document, problems, node)
        elif not is_repeated(name, known, "section", problems):
            if name == "picture":
                picture = _picture(name, node, problems)
            else:
                sections[name] = _section(name, node, document, problems)
    broken = frozenset(document.broken)
    return FrameworkText(
        head, path, file.sha256, **sections, picture=picture, broken=broken, is_partial=document.is_partial
    )


def _head(document: Document, stem: str, place: Location, problems: list[Problem]) -> Entry:
    """Read what stands at the top; the name has to be that of the file."""
    fields = [(key, node) for key, node in document.fields if key in HEAD]
    lost = frozenset(HEAD) if document.is_partial else frozenset(document.broken & HEAD.keys())
    owner = Word(stem, place)
    values = read_fields(Node(place, fields=fields), owner, HEAD, problems, lost).values
    written = values.get("framework", owner)
    if written != stem:
        found, expected = say('the framework "{0}"', written), say('the name of its file, "{0}"', stem)
        hint = say("change the name, or rename the file")
        if as_id(stem) != stem:
            hint = say('rename the file "{0}"', f"{written}.yaml")
        problems.append(problem("KG210", written.location, found, expected, hint))
    return Entry(Word(written, written.location), values)


def _unknown(name: Word, document: Document, problems: list[Problem], node: Node) -> None:
    """Report a section that there is not; what stands in it is referred to as if it were read."""
    found, expected = say('unknown section "{0}"', name), say("one of: {0}", _NAMES)
    problems.append(problem("KG103", name.location, found, expected, suggestion(name, _NAMES)))
    document.broken |= {str(key) for key, _ in node.fields or ()}


def _section(section: Word, node: Node, document: Document, problems: list[Problem]) -> tuple[Entry, ...]:
    """Read the entries of a section: fields by their ids, or, of concepts, a list whose order counts."""
    is_list = section == "concepts"
    entries = _listed(node) if is_list else node.fields
    if entries is None or (node.tag == "null" and not entries):
        if not node.is_unread:
            expected = (
                say("a list of entries, each with an id") if is_list else say("entries, each with an id")
            )
            found = say('{0} as "{1}"', node.form, section)
            problems.append(problem("KG105", node.location, found, expected))
        document.is_partial = document.is_partial or node.is_unread
        return ()
    read: list[Entry] = []
    ids: dict[str, Word] = {}
    for identifier, entry in entries:
        before = len(problems)
        reading = read_fields(entry, identifier, FRAMEWORK_SECTIONS[section], problems)
        is_id = is_list or check_id(
            identifier, problems
        )  # the id in a list is a field, and was looked at as one
        if is_id and not (is_list and "id" not in reading.values):
            name = reading.values.get("id", identifier) if is_list else identifier
            if not is_repeated(name, ids, "id", problems):
                read.append(Entry(name, reading.values))
        if not reading.is_whole or len(problems) > before:
            document.broken |= {str(identifier), as_id(identifier)} - {
                ""
            }  # it is referred to as it should be called
    _matched(section, read, problems)
    return tuple(read)


def _matched(section: str, entries: list[Entry], problems: list[Problem]) -> None:
    """Ask who says so where a concept has a match."""
    for entry in entries if section == "concepts" else ():
        if (entry.words("close-match") or entry.words("broad-match")) and not entry.text("matched-by"):
            found = say('"{0}" without "{1}"', entry.id, "matched-by")
            hint = say("a match is somebody's judgement: say whose")
            expected = say('a line "{0}: …"', "matched-by")
            problems.append(problem("KG104", entry.id.location, found, expected, hint))


def _listed(node: Node) -> list[tuple[Word, Node]] | None:
    """Name the entries of a list by the ids in them; one without is called by its number."""
    if node.items is None:
        return None
    found = []
    for number, item in enumerate(node.items, start=1):
        named = next((value.scalar for key, value in item.fields or () if key == "id" and value.scalar), None)
        found.append((named or Word(f"#{number}", item.location), item))
    return found


def _picture(name: Word, node: Node, problems: list[Problem]) -> Picture | None:
    """Read how the framework is drawn."""
    if node.fields is not None:  # nothing is a value here: no ring, no roof
        given = [(k, v) for k, v in node.fields if not (k in {"ring", "roof"} and v.tag == _NONE)]
        node = Node(node.location, fields=given)
    reading = read_fields(node, name, PICTURE, problems)
    return Picture(node.location, **reading.values) if "steps" in reading.values else None


def _steps(node: Node, field: Field, problems: list[Problem]) -> tuple[tuple[Word, ...], ...] | None:
    """Read a list of steps, each a kind or a list of kinds."""
    if not node.items:
        wrong(node, field.name, say("a list such as [[pressure], [strategy]]"), problems)
        return None
    steps = [words_of(item, Field(field.name, "word", ""), problems) for item in node.items]
    return tuple(step for step in steps if step)


def _names(node: Node, field: Field, problems: list[Problem]) -> tuple[Word, ...] | None:
    """Read a text, or several in a list."""
    return words_of(node, Field(field.name, "text", ""), problems)


def _places(node: Node, field: Field, problems: list[Problem]) -> Entry | None:
    """Read the places of a question's pattern."""
    name = Word(field.name, node.location)
    reading = read_fields(node, name, PLACES, problems)
    values: dict[str, Any] = reading.values
    return Entry(name, values) if reading.is_whole else None


READERS |= {"steps": _steps, "names": _names, "places": _places}
