"""What in the files of an anonymised case may give it away: names of real places, organisations and other proper names.

Takes the texts of the files; gives items for review. It reads everything that would leave with the folder:
entries, comments, sources, notes to readers, and the names of the files themselves. It finds what it has
patterns for and no more: an empty report does not prove that a case is anonymous.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kg.problems import Location, say
from kg.review.gazetteer import places_in
from kg.review.records import KINDS, Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.problems.said import Said

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


def disclosures(case: str, shown: str, texts: Mapping[str, str]) -> tuple[Item, ...]:
    """Names in the files of a case, each once a file, in the order of kind, file and place.

    Args:
        case: the case's name.
        shown: the folder as the user typed it.
        texts: every text file of the folder by its name.
    """
    generic = {word for text in texts.values() for word in _WORD.findall(text) if word.islower()}
    found: dict[tuple[str, str, str], Item] = {}
    for name, text in sorted(texts.items()):
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        for kind, start, words, why in _names(name, text, generic):
            if start < 0:
                place = Location(f"{shown}/{name}", 1, 1)
            else:
                line = bisect_right(starts, start)
                place = Location(f"{shown}/{name}", line, start - starts[line - 1] + 1)
            found.setdefault((kind, name, words), Item(kind, case, "", name, words, why, place))
    order = list(KINDS)
    return tuple(sorted(found.values(), key=lambda item: (order.index(item.kind), item.location or "")))


def _names(file: str, text: str, generic: set[str]) -> Iterator[tuple[str, int, str, Said]]:
    """Kind, offset, words and reason of each name; an offset below zero stands for the file's own name."""
    taken: list[range] = []
    for place in places_in(file):
        yield "place-name", -1, place.name, say("the name of a real place in the name of a file")
    for place in places_in(text):
        taken.append(range(place.start, place.end))
        yield "place-name", place.start, place.name, say("the name of a real place")
    for match in (*_ORGANISATION.finditer(text), *_ORGANISATION_ZH.finditer(text)):
        if not _GENERIC_ZH.fullmatch(match[0]):
            taken.append(range(match.start(), match.end()))
            yield "organisation", match.start(), match[0], say("it has the form of an organisation's name")
    for start, words in _proper(text, generic):
        if not any(start in span for span in taken):
            yield (
                "proper-name",
                start,
                words,
                say("written with a capital inside a sentence, and nowhere else without"),
            )


def _proper(text: str, generic: set[str]) -> Iterator[tuple[int, str]]:
    """Runs of capitalised words inside a sentence that the files of the case nowhere write small."""
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text), None]:
        if run and (
            word is None or not _PAIR.fullmatch(text, run[-1].end(), word.start()) or not word[0][0].isupper()
        ):
            yield from _kept(text, run, generic)
            run = []
        if word is not None and word[0][0].isupper():
            run.append(word)


def _kept(text: str, run: list[re.Match[str]], generic: set[str]) -> Iterator[tuple[int, str]]:
    """The run, unless each of its words is ordinary: it begins a sentence, is a letter, or occurs in small letters."""
    opens = _OPENS.search(text[max(0, run[0].start() - 8) : run[0].start()]) is not None
    own = [
        word
        for number, word in enumerate(run)
        if word[0].lower() not in generic | _OF_EVERY_CASE
        and len(word[0]) >= _SHORTEST
        and not (opens and number == 0 and len(run) == 1)
    ]
    if own:
        yield run[0].start(), text[run[0].start() : run[-1].end()]
