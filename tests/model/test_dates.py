"""The one reader of dates: what the calendar has, what it has not, and which days a date can mean."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model.dates import NoDate, Span, not_before, read_date, surely


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017?", date(2017, 1, 1), date(2017, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-02-29~", date(2016, 2, 29), date(2016, 2, 29)),
        ("2017-11%/2018", date(2017, 11, 1), date(2018, 12, 31)),
        ("2017/2017-01-01", date(2017, 1, 1), date(2017, 1, 1)),
        ("2017/..", date(2017, 1, 1), None),
        ("../2017", None, date(2017, 12, 31)),
    ],
)
def test_a_date_means_some_days(text: str, first: date | None, last: date | None) -> None:
    """The first and the last of them, open where the author left it open."""
    assert read_date(text) == Span(first, last)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2019-02-30", "day"), ("1900-02-29", "day"), ("2019-06-00", "day"), ("2019-04-31/2020", "day"),
        ("2019-13", "month"), ("2019-00-10", "month"), ("0000", "year"),
        ("2019/2018", "order"), ("2019-06-02/2019-06-01", "order"),
        ("20190", "form"), ("2019-6", "form"), ("2019/5", "form"), ("../..", "form"), ("2019/", "form"),
        ("..", "form"), ("", "form"), ("2019??", "form"), ("２０１９", "form"), ("2019-05-01T10:00", "form"),
        ("2017/2018/2019", "form"), ("2019\n", "form"),
    ],
)  # fmt: skip
def test_what_no_calendar_has_is_no_date(text: str, why: str) -> None:
    """The reason is given, so that the message can say it."""
    found = read_date(text)
    assert isinstance(found, NoDate)
    assert found.why == why


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017-05", date(2017, 5, 1), date(2017, 5, 31)),
        ("2017?", None, None), ("2017-05~", None, None), ("2017-05-01%", None, None),
        ("2017~/2019", None, date(2019, 12, 31)), ("2017/2019?", date(2017, 1, 1), None),
        ("2017/..", date(2017, 1, 1), None), ("../2019~", None, None), ("soon", None, None),
    ],
)  # fmt: skip
def test_a_doubtful_end_is_open(text: str, first: date | None, last: date | None) -> None:
    """Nothing is held against a day that is uncertain or approximate."""
    assert surely(text) == Span(first, last)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017-05", date(2017, 5, 1)), ("2017/2019-03", date(2019, 3, 1)), ("2017/..", date(2017, 1, 1)),
        ("../2019", date(2019, 1, 1)), ("2017/2019~", None), ("2017?", None),
    ],
)  # fmt: skip
def test_one_can_look_back_on_it_from_some_day_on(text: str, day: date | None) -> None:
    """On an interval from its end, on what has no end from its beginning."""
    assert not_before(text) == day
