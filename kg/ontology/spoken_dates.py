"""A date as authors write it, said in a sentence: ``2017-05`` is "in May 2017" and “2017年5月”.

Takes a text that `kg.model.dates` can read; gives the words. A ``?`` is said as "perhaps", a ``~`` as "about", and a
``%`` as both: "about" stands in the place of "in" and "on".
"""

from __future__ import annotations

from kg.model.dates import OPEN

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DOUBTS = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}


def in_english(text: str) -> str:
    """Say when in English.

    >>> in_english("2017"), in_english("2017-05-01"), in_english("2017-05~"), in_english("2017?")
    ('in 2017', 'on 1 May 2017', 'about May 2017', 'perhaps in 2017')
    >>> in_english("2017/2019"), in_english("2017?/.."), in_english("../2019-03")
    ('from 2017 to 2019', 'from perhaps 2017 on', 'until March 2019')
    """
    begin, slash, end = text.partition("/")
    if not slash:
        place = "" if text[-1:] in {"~", "%"} else "on " if text.count("-") == 2 else "in "  # noqa: PLR2004 - year, month, day
        return f"{_DOUBTS.get(text[-1:], '')}{place}{_english(text)}"
    if begin == OPEN:
        return f"until {_doubted(end)}"
    return f"from {_doubted(begin)} {'on' if end == OPEN else f'to {_doubted(end)}'}"


def in_chinese(text: str) -> str:
    """Say when in Chinese.

    >>> in_chinese("2017"), in_chinese("2017-05-01"), in_chinese("2017-06~"), in_chinese("2017%")
    ('2017年', '2017年5月1日', '约2017年6月', '可能约2017年')
    >>> in_chinese("2017/2019"), in_chinese("2017?/.."), in_chinese("../2019-03")
    ('2017年至2019年', '可能自2017年起', '截至2019年3月')
    """
    begin, slash, end = text.partition("/")
    if not slash:
        return f"{_doubts_zh(text)}{_chinese(text)}"
    if begin == OPEN:
        return f"{_doubts_zh(end)}截至{_chinese(end)}"
    if end == OPEN:
        return f"{_doubts_zh(begin)}自{_chinese(begin)}起"
    return f"{_doubts_zh(begin)}{_chinese(begin)}至{_doubts_zh(end)}{_chinese(end)}"


def as_of_english(text: str) -> str:
    """Say in English when something was counted.

    >>> as_of_english("2018-04"), as_of_english("2015/2019"), as_of_english("2018~")
    ('as of April 2018', 'from 2015 to 2019', 'as of about 2018')
    """
    return in_english(text) if "/" in text else f"as of {_doubted(text)}"


def as_of_chinese(text: str) -> str:
    """Say in Chinese when something was counted.

    >>> as_of_chinese("2018-04"), as_of_chinese("2015/2019"), as_of_chinese("2018~")
    ('截至2018年4月', '2015年至2019年', '约截至2018年')
    """
    return in_chinese(text) if "/" in text else f"{_doubts_zh(text)}截至{_chinese(text)}"


def _doubted(text: str) -> str:
    return f"{_DOUBTS.get(text[-1:], '')}{_english(text)}"


def _doubts_zh(text: str) -> str:
    return {"?": "可能", "~": "约", "%": "可能约"}.get(text[-1:], "")


def _english(text: str) -> str:
    year, *rest = text.rstrip("?~%").split("-")
    month = f"{_MONTHS[int(rest[0]) - 1]} " if rest else ""
    day = f"{int(rest[1])} " if rest[1:] else ""
    return f"{day}{month}{year}"


def _chinese(text: str) -> str:
    marks = ("年", "月", "日")
    parts = text.rstrip("?~%").split("-")
    return "".join(f"{part if at == 0 else int(part)}{marks[at]}" for at, part in enumerate(parts))
