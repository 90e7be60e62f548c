"""Names of real places in a text: China's administrative divisions, in Chinese and in English letters.

Takes a text; gives the names found and where. The list is that of the whole country and lies beside this
module, so nothing is looked up elsewhere (``docs/decisions/0021-gazetteer.md``). It knows no village, street
or building, and no place abroad.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = Path(__file__).parent / "places.tsv"
_LARGE = ("province", "prefecture")
_ORDINARY = frozenset(
    "大同 安康 长治 三明 来宾 白银 朝阳 日照 阿里 山南 兴安 安顺 开封 孝感 黄石 新乡 海口 海东 海北 海西 黄南 通化 文山 中卫 北海 南通".split()  # noqa: SIM905 - read as a line
)
"""Short forms that are ordinary words too: these places are found by their full names only."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_KINDS = frozenset({"banner", "county", "city", "district", "prefecture", "province", "town", "township"})
_MARKET = "场"


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text, with its offsets."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names looked for: Chinese ones as they are, others in small letters without apostrophes.

    Attributes:
        chinese: full names of all divisions, and short ones of the large.
        large: names of provinces and prefectures in English letters.
        small: those of counties, which count before a word such as “County” only.
        longest: the number of characters of the longest Chinese name.
    """

    chinese: frozenset[str]
    large: frozenset[str]
    small: frozenset[str]
    longest: int


def places_in(text: str) -> list[Found]:
    """Find the names of real places in a text, in order; of two that overlap, the longer.

    >>> [found.name for found in places_in("from Guiyang to 杭州市萧山区, by Xiaoshan district")]
    ['Guiyang', '杭州市', '萧山区', 'Xiaoshan district']
    >>> places_in("J City in S province, 地方政府")
    []
    """
    return sorted([*_chinese(text), *_latin(text)], key=lambda found: found.start)


def is_place(name: str) -> bool:
    """Tell whether a word in small letters, as in the name of a file, is that of a province or prefecture.

    >>> is_place("guiyang"), is_place("report")
    (True, False)
    """
    return _plain(name) in _names().large


def _chinese(text: str) -> Iterator[Found]:
    names = _names()
    for run in _HAN.finditer(text):
        start = run.start()
        while start < run.end():
            longest = min(names.longest, run.end() - start)
            sizes = (n for n in range(longest, 1, -1) if text[start : start + n] in names.chinese)
            size = next((n for n in sizes if text[start + n : start + n + 1] != _MARKET), 0)
            if size:
                yield Found(start, start + size, text[start : start + size])
            start += size or 1


def _latin(text: str) -> Iterator[Found]:
    names, end = _names(), 0
    for word, after in pairwise([*_WORD.finditer(text), None]):
        if word is None or not word[0][0].isupper() or word.start() < end:
            continue
        first, second = _plain(word[0]), _plain(after[0]) if after else ""
        if after and f"{first} {second}" in names.large:
            end = after.end()
        elif first in names.large:
            end = word.end()
        elif after and first in names.small and second in _KINDS:
            end = after.end()
        else:
            continue
        yield Found(word.start(), end, text[word.start() : end])


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    return word.lower().replace("'", "").replace("’", "")


@lru_cache(maxsize=1)
def _names() -> Names:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    chinese = {row[1] for row in rows}
    chinese |= {row[2] for row in rows if row[0] in _LARGE and len(row[2]) > 1} - _ORDINARY
    return Names(
        frozenset(chinese),
        frozenset(_plain(row[3]) for row in rows if row[0] in _LARGE),
        frozenset(_plain(row[3]) for row in rows),
        max(map(len, chinese)),
    )
