"""A date as authors write it, said in a sentence: ``2017-05`` is "in May 2017" and “2017年5月”.

Takes a text that `kg.model.dates` can read; gives the words. A ``?`` is said as "perhaps", a ``~`` as "about", and a
``%`` as both.
"""

from __future__ import annotations

from kg.model.dates import OPEN

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DOUBTS = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}


def in_english(text: str) -> str:
    """Say when in English.

    >>> in_english("2017"), in_english("2017-05-01"), in_english("2017-05~")
    ('in 2017', 'on 1 May 2017', 'in about May 2017')
    >>> in_english("2017/2019"), in_english("2017?/.."), in_english("../2019-03")
    ('from 2017 to 2019', 'from perhaps 2017 on', 'until March 2019')
    """
    begin, slash, end = text.partition("/")
    if not slash:
        return f"{'on' if text.count('-') == 2 else 'in'} {_english(text)}"  # noqa: PLR2004 - year, month, day
    if begin == OPEN:
        return f"until {_english(end)}"
    return f"from {_english(begin)} {'on' if end == OPEN else f'to {_english(end)}'}"


def in_chinese(text: str) -> str:
    """Say when in Chinese.

    >>> in_chinese("2017"), in_chinese("2017-05-01"), in_chinese("2017-05~")
    ('2017年', '2017年5月1日', '2017年5月前后')
    >>> in_chinese("2017/2019"), in_chinese("2017?/.."), in_chinese("../2019-03")
    ('2017年至2019年', '可能自2017年起', '截至2019年3月')
    """
    begin, slash, end = text.partition("/")
    if not slash:
        return f"{_perhaps(text)}{_chinese(text)}"
    if begin == OPEN:
        return f"{_perhaps(end)}截至{_chinese(end)}"
    if end == OPEN:
        return f"{_perhaps(begin)}自{_chinese(begin)}起"
    return f"{_perhaps(begin)}{_chinese(begin)}至{_perhaps(end)}{_chinese(end)}"


def _perhaps(text: str) -> str:
    return "可能" if text[-1:] in {"?", "%"} else ""


def _english(text: str) -> str:
    year, *rest = text.rstrip("?~%").split("-")
    month = f"{_MONTHS[int(rest[0]) - 1]} " if rest else ""
    day = f"{int(rest[1])} " if rest[1:] else ""
    return f"{_DOUBTS.get(text[-1:], '')}{day}{month}{year}"


def _chinese(text: str) -> str:
    marks = ("年", "月", "日")
    parts = text.rstrip("?~%").split("-")
    said = "".join(f"{part if at == 0 else int(part)}{marks[at]}" for at, part in enumerate(parts))
    return f"{said}{'前后' if text[-1:] in {'~', '%'} else ''}"
