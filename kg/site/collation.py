"""The order of words in a list, in English and in Chinese.

Takes words; gives the letter they stand under and a key to sort by. Chinese stands in the order of
pinyin, which the 3,755 common characters of GB 2312 have by their codes: no table is needed. A
character with several readings stands under one of them; a rarer one stands after all others.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

OTHER = "#"
"""What stands under no letter: figures, signs, rare characters."""
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_STARTS = [character.encode("gb2312") for character in _FIRST]
_END = b"\xd8\xa1"
"""The first code after the common characters; from here GB 2312 goes by radicals."""

_ARTICLE = re.compile(r"(?:an?|the) +(?=\w)", re.IGNORECASE)

Key = tuple[tuple[int, str, int, bytes], ...]


def letter_of(words: str) -> str:
    """Find the letter that words stand under in an index.

    >>> letter_of("Élan"), letter_of("创新逻辑"), letter_of("2019"), letter_of(""), letter_of("the case")
    ('E', 'C', '#', '#', 'C')
    """
    sorted_by = _without_article(words)
    return _place(sorted_by[0])[1] if sorted_by else OTHER


def key_of(words: str) -> Key:
    """Make the key to sort words by: letter by letter, Latin before Chinese, signs before all and rare characters last.

    >>> sorted(["行为", "部门", "B镇", "阿", "2019年"], key=key_of)
    ['2019年', '阿', 'B镇', '部门', '行为']
    """
    return tuple(_place(character) for character in _without_article(words))


def _without_article(words: str) -> str:
    """Take off the article that an English list passes over."""
    return _ARTICLE.sub("", words.strip(), count=1) if _ARTICLE.match(words.strip()) else words.strip()


@lru_cache(maxsize=8192)
def _place(character: str) -> tuple[int, str, int, bytes]:
    """Place a character: band, letter, script and code."""
    plain = unicodedata.normalize("NFKD", character)[0].upper()
    if "A" <= plain <= "Z":
        return 1, plain, 0, plain.encode()
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        code = b""
    if _STARTS[0] <= code < _END:
        return 1, _LETTERS[bisect_right(_STARTS, code) - 1], 1, code
    return (2 if character.isalpha() else 0), OTHER, 0, character.encode("utf-8", "surrogatepass")
