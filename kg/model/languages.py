"""The languages that a case may be written in, and how to tell a text that is in neither of the two it says.

What has no English text has its Chinese one twice in the graph, the second time tagged `STAND_IN`, so that a query for one text of
each thing loses none: ``LANG(?label) IN ("en", "zh-Hans")``.
"""

from __future__ import annotations

import re

CASE_LANGUAGES = ("en", "zh")
"""The languages of a case; the first is that of one that says none."""
STAND_IN = "zh-Hans"
TRANSLATORS = ("published", "machine")
"""By whom a translation may be, beside a coder."""
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_DATE = re.compile(r"\d+[年月日]")
"""A date in figures, which is read in either language."""
_MOST = 0.3


def is_mostly_han(text: str) -> bool:
    """Tell whether more than three in ten letters of a text are Chinese characters.

    >>> is_mostly_han("the 会议 of departments"), is_mostly_han("会议 (huiyi)")
    (False, False)
    >>> is_mostly_han("关于ICT的会议"), is_mostly_han("2020年5月")
    (True, False)
    """
    plain = _DATE.sub("", text)
    letters = _LETTER.findall(plain)
    return len(_HAN.findall(plain)) > _MOST * len(letters)


def in_each(language: str, own: str | None, far: str | None = None) -> tuple[str | None, str | None]:
    """Put a text and the same in the other language in the order of `CASE_LANGUAGES`.

    >>> in_each("zh", "会议", "the meeting")
    ('the meeting', '会议')
    """
    return (own, far) if language == CASE_LANGUAGES[0] else (far, own)


def with_chinese(language: str, own: str | None, chinese: str | None) -> tuple[str | None, str | None]:
    """Put a text and the Chinese one beside it in the order of `CASE_LANGUAGES`; in a Chinese case the first is Chinese too.

    >>> with_chinese("zh", "份", None), with_chinese("en", "copies", "份")
    ((None, '份'), ('copies', '份'))
    """
    return (own, chinese) if language == CASE_LANGUAGES[0] else (None, chinese or own)


def other(language: str) -> str:
    """Name the other of the two languages.

    >>> other("zh"), other("en")
    ('en', 'zh')
    """
    return CASE_LANGUAGES[1 - CASE_LANGUAGES.index(language)]
