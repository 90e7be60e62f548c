"""Times of a case that cannot be, reported where they were written.

Takes the elements of a case; adds problems: an event whose year is not that of its date, a phase that
starts after it ends.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.model.dates import NoDate, Span, read_date
from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model.records import Element, Word


def check_times(elements: Mapping[str, Element], problems: list[Problem]) -> None:
    """Add what is wrong with the dates of events and the bounds of phases.

    Args:
        elements: those of the case, by id.
        problems: what is wrong is added here.
    """
    for element in elements.values():
        if element.date is not None and element.year is not None and not _is_in_year(element):
            found = say('"{0}" with the year {1} and the date {2}', element.id, element.year, element.date)
            problems.append(problem("KG110", element.date.location, found, say("one of the two"),
                                    say("leave the year out: the date has it")))  # fmt: skip
        problems.extend(_backwards(element, elements))


def _backwards(phase: Element, elements: Mapping[str, Element]) -> list[Problem]:
    """Report a phase that ends before it starts, by the dates of its events."""
    if phase.starts_at is None or phase.ends_at is None:
        return []
    start, end = _span(elements.get(phase.starts_at)), _span(elements.get(phase.ends_at))
    if start.first is None or end.last is None or start.first <= end.last:
        return []
    found = say('"{0}", which ends with "{1}" ({2}) and starts with "{3}" ({4})', phase.id,
                phase.ends_at, _when(elements[phase.ends_at]), phase.starts_at, _when(elements[phase.starts_at]))  # fmt: skip
    return [problem("KG213", phase.ends_at.location, found, say("a phase that ends after it starts"),
                    say("exchange the two, or mend the date of one of the events"))]  # fmt: skip


def _span(event: Element | None) -> Span:
    """Give the days on which an event may have been, as far as they are known."""
    if event is None:
        return Span(None, None)
    if event.date is not None and not isinstance(read := read_date(event.date), NoDate):
        return read
    if event.year is not None:
        return Span(date(event.year, 1, 1), date(event.year, 12, 31))
    return Span(None, None)


def _is_in_year(event: Element) -> bool:
    """Tell whether some day of the date lies in the year."""
    span = read_date(event.date or "")
    year = event.year or 0
    if isinstance(span, NoDate):
        return True
    return (span.first is None or span.first.year <= year) and (span.last is None or year <= span.last.year)


def _when(event: Element) -> Word | str:
    return event.date or str(event.year)
