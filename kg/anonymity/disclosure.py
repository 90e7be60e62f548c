"""What in the files of a case may give a person away, or an anonymised case itself.

Takes a case and the texts of its files; gives items for review. It reads everything that would leave with the folder:
entries, comments, sources, notes to readers, and the names of the files themselves. It finds what it has
patterns for and no more: an empty report does not prove that nothing is disclosed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kg.anonymity.gazetteer import places_in
from kg.anonymity.items import Disclosed, Sign, apart
from kg.anonymity.numbers import numbers_in
from kg.anonymity.persons import names_alone, persons_in
from kg.anonymity.refusals import is_anonymised
from kg.problems import Location, say
from kg.review.answers import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model.records import Case, Source

_OF_PERSONS = frozenset({"interview", "observation"})
_BODIES = "Administration|Agency|Bank|Bureau|College|Commission|Committee|Company|Congress|Corporation|Court|Department|Group|Hospital|Institute|Ministry|Office|School|Station|University"
_CAPITAL = r"[A-Z][\w’'-]+"
_ORGANISATION = re.compile(
    rf"\b(?:{_CAPITAL} (?:(?:and|of|for) )?)+(?:{_BODIES})\b(?: (?:of|for) (?:the )?{_CAPITAL}(?: {_CAPITAL})*)?"
    rf"|\b(?:{_BODIES}) (?:of|for) (?:the )?{_CAPITAL}(?: (?:and )?{_CAPITAL})*"
)
_ORGANISATION_ZH = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:委员会|办公室|研究院|大学|学院|集团|公司|银行|医院|法院|局|(?<!大)厅)"
)
_GENERIC_ZH = re.compile(
    r"(?:地方|各级|各|有关|相关|该|本|某|省|市|县|区|政府|人民|数据|大数据|资源|管理|发展|改革|政务|服务|信息|行政|审批|和|与|的|在|由|是)*"
    r"(?:委员会|办公室|研究院|大学|学院|集团|公司|银行|医院|法院|局|厅)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:;#|>*\-\[({\"“‘'`,(，：。；！？、]\s*|\d\)\s*)$")
_PAIR = re.compile(r"[ \t]+")
_SHORTEST = 3
_OF_EVERY_CASE = frozenset(
    "january february march april may june july august september october november december chinese english".split()  # noqa: SIM905 - read as a line
)
"""Months, which are dates and no names, and the languages that any case of this project is written in."""


def is_confidential(case: Case) -> bool:
    """Tell whether people spoke, were watched or gave a document in confidence, so that a case is to be looked at."""
    return is_anonymised(case) or any(map(of_persons, case.sources.values()))


def of_persons(source: Source) -> bool:
    """Tell whether a source is an interview, an observation or restricted."""
    return source.kind in _OF_PERSONS or source.access == "restricted"


def disclosures(case: Case, texts: Mapping[str, str]) -> Iterator[Disclosed]:
    """Find what the files of a case may give away: persons, and in an anonymised case names of any sort.

    Args:
        case: the case, read.
        texts: every text file of its folder by name.
    """
    generic = {word for text in texts.values() for word in set(_WORD.findall(text)) if word.islower()}
    is_named = is_anonymised(case)
    persons = {
        text: list(persons_in(text)) for text in (*texts.values(), *(word for _, word in words_in(case)))
    }
    told = _told(persons, generic)
    for name, text in texts.items():
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        found = [*_apart(text, persons[text], told), *(_names(text, generic) if is_named else ())]
        for sign in found:
            line = bisect_right(starts, sign.start)
            place = Location(f"{case.folder}/{name}", line, sign.start - starts[line - 1] + 1)
            yield _item(case, name, text[sign.start : sign.end], sign, place)
        why = say("the name of a real place in the name of a file")
        places = [Sign("place-name", at.start, at.end, why) for at in (places_in(name) if is_named else ())]
        own = [*_persons_in_name(name, told), *places]
        place = Location(f"{case.folder}/{name}", 1, 1)
        for sign in own:
            yield _item(case, name, name[sign.start : sign.end], sign, place)
    yield from _as_read(case, texts, told)


def _told(persons: Mapping[str, Iterable[Sign]], generic: set[str]) -> re.Pattern[str] | None:
    """Make a pattern of the names that stand somewhere in the case, to find them where nothing beside them says that they are names."""
    names = {
        name
        for text, signs in persons.items()
        for sign in signs
        if sign.kind == "person-name"
        for name in names_alone(text[sign.start : sign.end])
        if name.lower() not in generic
    }
    if not names:
        return None
    escaped = map(re.escape, sorted(names))
    return re.compile("|".join(rf"\b{name}\b" if name.isascii() else name for name in escaped))


def _as_read(case: Case, texts: Mapping[str, str], told: re.Pattern[str] | None) -> Iterator[Disclosed]:
    """Find persons in words that a file writes otherwise, by escapes or over several lines, and in ids."""
    for field, word in words_in(case):
        name = word.location.file.removeprefix(f"{case.folder}/")
        if field == "id":
            for sign in _persons_in_name(word, told):
                yield _item(case, name, word[sign.start : sign.end], sign, word.location)
        elif word not in texts.get(name, ""):
            for sign in persons_and_numbers(word, told):
                yield _item(case, name, word[sign.start : sign.end], sign, word.location)


def persons_and_numbers(text: str, told: re.Pattern[str] | None = None) -> Iterator[Sign]:
    """Find persons and what leads to one, each stretch once."""
    return _apart(text, persons_in(text), told)


def _apart(text: str, persons: Iterable[Sign], told: re.Pattern[str] | None) -> Iterator[Sign]:
    """Put numbers before the persons found in a text, since a number is no name, and names told elsewhere behind them."""
    why = say("it is told as a name elsewhere in the case")
    again = (Sign("person-name", *match.span(), why) for match in (told.finditer(text) if told else ()))
    return apart((*numbers_in(text), *persons, *again))


def _persons_in_name(name: str, told: re.Pattern[str] | None) -> Iterator[Sign]:
    """Find persons in an id or the name of a file, which has hyphens for spaces and no capitals."""
    spoken = re.sub(r"[-_./]", " ", name).title()
    return (sign for sign in persons_and_numbers(spoken, told) if sign.kind != "office-holder")


def _item(case: Case, name: str, words: str, sign: Sign, place: Location) -> Disclosed:
    return Disclosed(sign.kind, case.name, "", name, words, sign.why, place)


def _names(text: str, generic: set[str]) -> Iterator[Sign]:
    """Find names of places and organisations, and other proper names."""
    taken: list[tuple[int, int]] = []
    for place in places_in(text):
        taken.append((place.start, place.end))
        yield Sign("place-name", place.start, place.end, say("the name of a real place"))
    for match in (*_ORGANISATION.finditer(text), *_ORGANISATION_ZH.finditer(text)):
        if not _GENERIC_ZH.fullmatch(match[0]):
            taken.append(match.span())
            yield Sign("organisation", *match.span(), say("it has the form of an organisation's name"))
    taken.sort(reverse=True)
    reach = 0
    for start, words in _proper(text, generic):
        while taken and taken[-1][0] <= start:
            reach = max(reach, taken.pop()[1])
        if start >= reach:
            why = say("written with a capital inside a sentence, and nowhere else without")
            yield Sign("proper-name", start, start + len(words), why)


def _proper(text: str, generic: set[str]) -> Iterator[tuple[int, str]]:
    """Find runs of capitalised words inside a sentence that the files of the case nowhere write small."""
    ordinary = generic | _OF_EVERY_CASE
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text), None]:
        is_capital = word is not None and word[0][0].isupper()
        if run and not (word and is_capital and _PAIR.fullmatch(text, run[-1].end(), word.start())):
            # Kept unless each of its words is ordinary: it begins a sentence, is a letter, or occurs in small letters.
            start, end = run[0].start(), run[-1].end()
            is_name = any(len(w[0]) >= _SHORTEST and w[0].lower() not in ordinary for w in run)
            if is_name and not (len(run) == 1 and _OPENS.search(text[max(0, start - 8) : start])):
                yield start, text[start:end]
            run = []
        if word is not None and is_capital:
            run.append(word)
