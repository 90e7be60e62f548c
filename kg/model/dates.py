"""Dates as authors write them: the part of EDTF (ISO 8601-2) that a case needs.

Takes a text; gives the first and the last day that it can mean, or why it is no date. Year, month and day,
a ``?``, ``~`` or ``%`` behind them (uncertain, approximate, both), and two of them with a slash between, of
which one may be open (``..``). A day that no calendar has, and an interval that ends before it begins, are
no dates.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

OPEN = ".."
DATE_PATTERN = r"[0-9]{4}(-[0-9]{2}){0,2}[?~%]?"
"""The form of one date; an editor checks it by this, what the calendar has is for `read_date`."""
_DATE = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?[?~%]?")
_MONTHS = 12
_DOUBTS = frozenset("?~%")


class Span(NamedTuple):
    """The days that a date can mean; None where it is open.

    Attributes:
        first: the first of them.
        last: the last of them.
    """

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class NoDate:
    """Why a text is no date.

    Attributes:
        why: ``form``, ``year``, ``month``, ``day`` or ``order``.
        part: of an interval, the end that is no date.
    """

    why: str
    part: str = ""


def read_date(text: str) -> Span | NoDate:
    """Read the days that a text can mean, or why it is no date.

    >>> read_date("2017-02").last
    datetime.date(2017, 2, 28)
    >>> read_date("2019-02-30"), read_date("2019/2018").why
    (NoDate(why='day', part='2019-02-30'), 'order')
    """
    begin, slash, end = text.partition("/")
    if not slash:
        return _one(text)
    if begin == end == OPEN:
        return NoDate("form", text)
    spans = []
    for part in (begin, end):
        span = Span(None, None) if part == OPEN else _one(part)
        if isinstance(span, NoDate):
            return span
        spans.append(span)
    (first, _), (_, last) = spans
    if first is not None and last is not None and last < first:
        return NoDate("order", text)
    return Span(first, last)


def surely(text: str) -> Span:
    """Read the days that a date can mean, where an end that is uncertain or approximate is open, and so is no date at all.

    >>> surely("2017-05"), surely("2017~")
    (Span(first=datetime.date(2017, 5, 1), last=datetime.date(2017, 5, 31)), Span(first=None, last=None))
    >>> surely("2017?/2019").first, surely("2017?/2019").last
    (None, datetime.date(2019, 12, 31))
    """
    read = read_date(text)
    if isinstance(read, NoDate):
        return Span(None, None)
    begin, _, end = text.partition("/")
    return Span(
        None if begin[-1] in _DOUBTS else read.first, None if (end or begin)[-1] in _DOUBTS else read.last
    )


def not_before(text: str) -> date | None:
    """Give the first day on which one can look back on all that a date means; None where that is not sure.

    What goes on with no end can be told of once it has begun.

    >>> not_before("2017-05"), not_before("2017/2019"), not_before("2017/.."), not_before("2017~")
    (datetime.date(2017, 5, 1), datetime.date(2019, 1, 1), datetime.date(2017, 1, 1), None)
    """
    begin, _, end = text.partition("/")
    return surely(end if end not in {"", OPEN} else begin).first


def _one(text: str) -> Span | NoDate:
    found = _DATE.fullmatch(text)
    if found is None:
        return NoDate("form", text)
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    if not year:
        return NoDate("year", text)
    if month is None:
        return Span(date(year, 1, 1), date(year, _MONTHS, 31))
    if not 1 <= month <= _MONTHS:
        return NoDate("month", text)
    days = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= days:
        return NoDate("day", text)
    return Span(date(year, month, day or 1), date(year, month, day or days))
