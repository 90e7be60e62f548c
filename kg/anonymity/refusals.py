"""What an anonymised case may not hold: labels, links, coordinates, titles, authors, file names and metadata that lead out of it.

Takes the records of a case, before anything is looked up; gives problems. Only what a machine can tell is
refused; what it can merely suspect is for `kg.anonymity.disclosure`. The shapes of ``ontology/shapes/anonymity.ttl``
look at the place itself and at what the graph links; this module looks at every word of the case.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

from kg.anonymity.gazetteer import is_place, places_in
from kg.anonymity.persons import persons_in
from kg.model.records import Word
from kg.problems import Location, Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from kg.model.records import Case, Source
    from kg.problems.said import Said

PLACE = "anonymised-place"
_LABELS = frozenset({"id", "label", "phrase", "plural", "infinitive", "question", "publisher", "office"})
"""Fields whose words become names in the graph or stand beside them."""
_ZH_LABELS = ("sources", "concepts", "relations", "elements", "silences")
_SECTIONS = ("sources", "citations", "concepts", "relations", "elements", "claims", "silences")
_ADDRESS = re.compile(
    r"https?:\S*[\w/]|www\.\S*\w|\bdoi\b|\b10\.\d{4,9}/|[\w.+-]+@[\w-]+\.\w|\bISBN\b|\bISSN\b|\bORCID\b|\bhdl:|\bGB/T ?2260\b|\bQ\d{4,}\b",
    re.IGNORECASE,
)
_COORDINATES = re.compile(
    r"-?\d{1,3}\.\d{2,}°?\s*[NS]?\s*[,，;/ ]\s*-?\d{1,3}\.\d{2,}|\d{1,3}\s*°\s*\d{0,2}"
    r"|(?:latitude|longitude|北纬|南纬|东经|西经|经度|纬度)\W{0,3}\d",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"©|\(c\)\s|\bcopyright\b|版权所有|\b(?:author|supervisor|written) ?(?::|by\b)|(?:作者|著者|导师|指导教师)\s*[：:]",
    re.IGNORECASE,
)
_TITLE_ZH = re.compile(r"[《》]|——|以.{1,20}为例|.{4,}(?:研究|探析|分析)$")
_TITLED = re.compile(r"\b[A-Z][a-z]{3,}")
_TITLE_WORDS = 3
_FILE_NAME = re.compile(r"\d{4}|[A-Z]|\s")
_CASE_LABEL = re.compile(r"[A-Z] [A-Za-z]+|[A-Z][a-z]+ [A-Z0-9]{1,2}|[A-Z][\u4e00-\u9fff]{1,3}")
_METADATA = ("url", "publisher", "published")


def is_anonymised(case: Case) -> bool:
    """Tell whether a case says that it is anonymised, or has an anonymised place."""
    return case.anonymised or _has_place(case)


def _has_place(case: Case) -> bool:
    return any(element.kind == PLACE for element in case.elements.values())


def refusals(case: Case) -> list[Problem]:
    """Report what leads out of an anonymised case; any other case may hold it.

    Args:
        case: the case, read.
    """
    if not is_anonymised(case):
        return []
    found: list[Problem] = []
    found += _case_names(case)
    for section in _SECTIONS:
        for entry in getattr(case, section).values():
            is_shaped = section == "elements" and entry.kind == PLACE
            for name, word in () if is_shaped else _words(entry):
                found += _word_problems(section, name, word)
    for source in case.sources.values():
        found += _source_problems(source, is_linked=_has_place(case))
    for element in () if _has_place(case) else case.elements.values():
        if element.identifier:
            found.append(_metadata("identifier", element.identifier, say("an element")))
    found += _file_problems(case)
    found += _speaker_problems(case)
    return found


def _speaker_problems(case: Case) -> Iterator[Problem]:
    """Report those who speak in a source, or to whom it is said, under a name; each once."""
    lines = (line for claim in case.claims.values() for line in claim.evidence)
    sayings = [saying for cited in case.citations.values() for saying in cited.said_by]
    sayings += [saying for line in lines for saying in line.said_by]
    told = set()
    for word in (word for saying in sayings for word in (saying.who, saying.to) if word):
        element = case.elements.get(word)
        if element is None or word in told:
            continue
        names = [text for text in (element.label, element.zh, element.id) if text and _is_name(text)]
        if names:
            told.add(word)
            found = say('the speaker "{0}", who has the name "{1}", in an anonymised case', word, names[0])
            expected = say("a role, such as: an official of the bureau")
            hint = say("say in label and id what the person is, not who")
            yield problem("KG711", names[0].location, found, expected, hint)


def _is_name(text: str) -> bool:
    return any(sign.kind == "person-name" for sign in persons_in(text))


def _words(entry: object) -> Iterator[tuple[str, Word]]:
    """List the words of a record by the names of their fields."""
    for field in fields(entry):  # type: ignore[arg-type]
        value: Any = getattr(entry, field.name)
        if isinstance(value, Word) and value:
            yield field.name, value
    told = [
        *getattr(entry, "said_by", ()),
        *(one for line in getattr(entry, "evidence", ()) for one in line.said_by),
    ]
    for saying in told:
        yield from (("office", text) for text in (saying.office, saying.zh) if text)


def _case_names(case: Case) -> Iterator[Problem]:
    """Report what the names of the case itself tell: of its folder, in English and in Chinese."""
    for part in re.split(r"[^a-z]+", case.name):
        if is_place(part):
            yield _place(case.name, part)
    for label in filter(None, (case.label, case.zh, case.en)):
        yield from _named(label)
        if label != case.name and not _CASE_LABEL.fullmatch(label) and not places_in(label):
            found = say('an anonymised case with the label "{0}"', label)
            expected = say("a letter and a kind of place, such as X City")
            yield problem("KG707", label.location, found, expected)


def _word_problems(section: str, name: str, word: Word) -> Iterator[Problem]:
    if name in _LABELS or (name == "zh" and section in _ZH_LABELS):
        yield from _named(word)
    if name == "id":
        for part in re.split(r"[^a-z]+", word):
            if is_place(part):
                yield _place(word, part)
    if name not in _METADATA and (match := _ADDRESS.search(word)):
        found = say('the address or number "{0}" in an anonymised case', match[0])
        expected = say("nothing that can be looked up")
        hint = say("leave it out; keep it outside the case folder")
        yield problem("KG702", word.location, found, expected, hint)
    if match := _COORDINATES.search(word):
        found = say('coordinates, "{0}", in an anonymised case', match[0].strip())
        expected = say("no position")
        hint = say("leave them out")
        yield problem("KG703", word.location, found, expected, hint)
    if match := _AUTHOR.search(word):
        found = say('"{0}" names who wrote a source of an anonymised case', match[0].strip())
        expected = say("no author, supervisor or holder of rights")
        hint = say("say what may be done with it, not whose it is")
        yield problem("KG705", word.location, found, expected, hint)


def _named(word: Word) -> Iterator[Problem]:
    for found in places_in(word):
        yield _place(word, found.name)


def _place(word: Word, name: str) -> Problem:
    found = say('"{0}" has the name of a real place, {1}, in an anonymised case', word, name)
    expected = say("a name that tells nothing")
    hint = say("name it by what it is, such as: the city")
    return problem("KG701", word.location, found, expected, hint)


def _source_problems(source: Source, *, is_linked: bool) -> Iterator[Problem]:
    """Report a title in place of a description, and metadata that the shapes cannot see where no place is anonymised."""
    for label in filter(None, (source.label, source.zh, source.en)):
        rest = re.sub(r"^\W*\w+", "", label)
        if _TITLE_ZH.search(label) or len(_TITLED.findall(rest)) >= _TITLE_WORDS:
            found = say('"{0}" reads like the title of a source of an anonymised case', label)
            expected = say("what sort of document it is")
            hint = say("such as: Abstract of an anonymised thesis")
            yield problem("KG704", label.location, found, expected, hint)
    if is_linked:
        return
    for name in _METADATA:
        word: Word | None = getattr(source, name)
        if word:
            yield _metadata(name, word, say("a source"))


def _metadata(name: str, word: Word, what: Said) -> Problem:
    found = say('"{0}" of {1} of an anonymised case', name, what)
    expected = say("no publisher, date, address or official code")
    hint = say("leave the line out")
    return problem("KG708", word.location, found, expected, hint)


def _file_problems(case: Case) -> Iterator[Problem]:
    """Report names of files that tell a place or a year, or that look as they came from a library."""
    places = {name: Location(f"{case.folder}/{name}", 1, 1) for name, _ in case.files}
    places |= {str(source.file): source.file.location for source in case.sources.values() if source.file}
    for name, place in sorted(places.items()):
        parts = re.split(r"[^a-z]+", name.lower())
        if any(map(is_place, parts)) or places_in(name) or _FILE_NAME.search(name):
            found = say('a file of an anonymised case named "{0}"', name)
            expected = say("small letters, and neither place nor year")
            hint = say("rename it, such as: interview-3.txt")
            yield problem("KG706", place, found, expected, hint)
