"""What an author may write in ``project.yaml``, and reading it.

Takes the text of the file; gives the record of the project and every problem found in one pass. Whether what it names is
there, `kg.project` says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.authoring.fields import (
    READERS,
    Field,
    cut_at_a_comma,
    nearest,
    read_fields,
    suggestion,
    table,
    word_of,
    words_of,
    wrong,
)
from kg.authoring.nodes import Node, is_repeated, parse_document
from kg.files import did_you_mean
from kg.model.project import Author, Leading, Project, Texts
from kg.model.records import Word
from kg.problems import Location, Problem, problem, say
from kg.problems.said import LANGUAGES

if TYPE_CHECKING:
    from kg.files import TextFile
    from kg.problems.said import Said

DOI, ORCID = r"10\.[0-9]{4,9}/[^\s<>\"]+", r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]"
LICENCE = r"[A-Za-z0-9][A-Za-z0-9.+-]*"
ADDRESS = r"https?://[^\s<>\"{}|\\^`]+"
NONE = "none"
"""What stands at `leading` where no case leads."""
_LICENCES = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC0-1.0", "ODbL-1.0", "Apache-2.0", "MIT")  # fmt: skip
"""Which are proposed where another was meant; any that SPDX has may be written."""
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_FORMS: dict[str, tuple[str, Said]] = {
    "doi": (DOI, say("a DOI alone, such as 10.5281/zenodo.1234")),
    "orcid": (ORCID, say("an ORCID iD alone, such as 0000-0002-1825-0097")),
    "licence": (LICENCE, say("the short name that SPDX has for the licence, such as CC-BY-4.0")),
    "address": (ADDRESS, say("an address that begins with https:// or http://")),
}
"""The form of a value that is one word, and how it is told."""

AUTHOR = table(
    Field("name", "texts", "the name, as it is to be cited", is_required=True),
    Field("orcid", "orcid", "the ORCID iD, such as 0000-0002-1825-0097"),
    Field("affiliation", "texts", "where the author works"),
    Field("coder", "id", "the word by which the cases name this author as their coder"),
)
LEADING = table(
    Field("case", "id", "the case with which the site begins"),
    Field("framework", "id", "the framework that a new case is coded with"),
)
PROJECT = table(
    Field("title", "texts", "what the site is called"),
    Field("question", "texts", "the question that the project answers; the head of the home page"),
    Field("lead", "texts", "what the home page says below the question"),
    Field("authors", "authors", "who answers for the project, in the order of a citation"),
    Field("publisher", "texts", "who publishes it"),
    Field("funder", "texts", "who paid for it"),
    Field("licence", "licence", "the licence of the coding, by its SPDX name, such as CC-BY-4.0"),
    Field("doi", "doi", "the DOI of the dataset, such as 10.5281/zenodo.1234"),
    Field("address", "address", "where the site is published"),
    Field("contact", "text", "a mail address, or where else you can be reached"),
    Field("languages", "languages", "the languages of the site; it begins with the first", values=LANGUAGES),
    Field(
        "cases",
        "words",
        "folders of cases, from where this file lies; shipped stands for those of the package",
    ),
    Field(
        "leading", "leading", "the case and the framework that come first; or none, where no case is to lead"
    ),
)


@dataclass(slots=True)
class ProjectFile:
    """What was read of a project file.

    Attributes:
        project: the record, as far as it could be read; words in it know their place.
        problems: what is wrong, in the order of file and line.
        written: the fields that were written, readable or not.
    """

    project: Project = field(default_factory=Project)
    problems: list[Problem] = field(default_factory=list)
    written: frozenset[str] = frozenset()


def read_project(file: TextFile) -> ProjectFile:
    """Read a project file.

    Args:
        file: its text, and how to call it in a problem.
    """
    problems: list[Problem] = []
    document = parse_document(file.text, file.shown, problems, say("fields such as 'title:'"))
    place = Location(file.shown, 1, 1)
    lost = frozenset(document.broken & PROJECT.keys())
    owner = Word("project", place)
    reading = read_fields(Node(place, fields=document.fields), owner, PROJECT, problems, lost)
    values = dict(reading.values)
    if values.get("leading") is _NOBODY:
        values["leading"] = None
    project = Project(**values)
    problems.sort(key=lambda found: found.location)
    return ProjectFile(project, problems, frozenset(reading.written))


def language_of(words: str) -> str:
    """Tell the language of words that stand without one: Chinese by its script, else English.

    >>> language_of("数据为何共享"), language_of("Why?")
    ('zh', 'en')
    """
    return "zh" if _IDEOGRAPH.search(words) else "en"


def _texts(node: Node, own: Field, problems: list[Problem]) -> Texts | None:
    """Read words, or the same words in several languages."""
    each = Field(own.name, "text", "")
    if node.fields is None:
        words = word_of(node, each, problems)
        return {language_of(words): words} if words is not None else None
    if not node.fields or not any(key in LANGUAGES for key, _ in node.fields):
        wrong(node, own.name, say("text, or {en: …, zh: …}"), problems)
        return None
    found: dict[str, Word] = {}
    known: dict[str, Word] = {}
    for key, value in node.fields:
        if _is_language(key, value, own.name, problems) and not is_repeated(key, known, "field", problems):
            words = word_of(value, Field(key, "text", ""), problems)
            found |= {str(key): words} if words is not None else {}
    return found or None


def _is_language(word: Word, value: Node, name: str, problems: list[Problem]) -> bool:
    if word in LANGUAGES:
        return True
    found = say('the language "{0}" of "{1}"', word, name)
    expected = say("one of: {0}", LANGUAGES)
    hint = suggestion(word, LANGUAGES) or cut_at_a_comma(value)
    problems.append(problem("KG106", word.location, found, expected, hint))
    return False


def _languages(node: Node, own: Field, problems: list[Problem]) -> tuple[str, ...] | None:
    known: dict[str, Word] = {}
    words = words_of(node, own, problems) or ()
    return tuple(str(word) for word in words if not is_repeated(word, known, "field", problems)) or None


def _authors(node: Node, own: Field, problems: list[Problem]) -> tuple[Author, ...] | None:
    """Read a list of authors, each with a name; one that stands alone needs no list."""
    nodes = [node] if node.fields is not None else node.items
    if not nodes:
        wrong(node, own.name, say("a list of authors such as [{name: A. Coder}]"), problems)
        return None
    read = [read_fields(one, Word("authors", one.location), AUTHOR, problems) for one in nodes]
    return tuple(Author(**one.values) for one in read if "name" in one.values) or None


def _leading(node: Node, own: Field, problems: list[Problem]) -> Leading | None:
    """Read what leads; `_NOBODY` stands for nothing, so that it is told from what could not be read."""
    if node.scalar == NONE:
        return _NOBODY
    if not node.fields:
        wrong(node, own.name, say("{case: …, framework: …}, or none"), problems)
        return None
    return Leading(**read_fields(node, Word(own.name, node.location), LEADING, problems).values)


def _formed(node: Node, own: Field, problems: list[Problem]) -> Word | None:
    """Read a word that has the form of its kind."""
    word = word_of(node, own, problems)
    pattern, expected = _FORMS[own.form]
    if word is None or re.fullmatch(pattern, word):
        return word
    inner = re.search(pattern, word) if own.form != "licence" else None
    hint: Said | str = say('write "{0}"', inner[0]) if inner else ""
    if own.form == "licence":
        near = nearest(word.replace(" ", "-").upper(), _LICENCES)
        hint = did_you_mean(word, near) if near else ""
    problems.append(problem("KG105", node.location, say('{0} "{1}"', own.name, word), expected, hint))
    return None


_NOBODY = Leading()
READERS |= {"texts": _texts, "languages": _languages, "authors": _authors, "leading": _leading}
READERS |= dict.fromkeys(_FORMS, _formed)
