"""What shows only when a case is read whole: from which source each quotation is taken, and times that cannot be.

Takes the sections of a case; changes them so that a lost source is reported once and not by each of its
quotations, which count as skipped. Reports an event whose year is not that of its date, and a phase that starts
after it ends.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.authoring.asked import ALL
from kg.authoring.entries import HOLE
from kg.model.dates import NoDate, Span, read_date
from kg.model.records import Source, Word
from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.authoring.nodes import Document
    from kg.model.records import Claim, Element, Evidence, Silence

Sections = dict[str, dict[str, Any]]


def settle_sources(sections: Sections, document: Document, problems: list[Problem]) -> None:
    """Give each quotation and silence its source. One that nobody can find becomes a hole, so that it is not reported again.

    Args:
        sections: the entries of each section.
        document: what was read, and the names in what could not be read.
        problems: a case that quotes and has no source is a problem.
    """
    known = sections["sources"]
    is_written = any(section == "sources" for section, _ in document.fields)
    is_unsure = document.is_partial or "sources" in document.broken
    claims: dict[str, Claim] = sections["claims"]
    silences: dict[str, Silence] = sections["silences"]
    lines = (line.location for claim in claims.values() for line in claim.evidence if line.quotations)
    places = sorted([*lines, *(silence.id.location for silence in silences.values())])
    if places and not (known or is_written or is_unsure):
        found, hint = (
            say("a quotation or silence in a case without sources"),
            say("name there the text file that is quoted"),
        )
        problems.append(problem("KG206", places[0], found, say('a section "sources:"'), hint))
    lost = document.broken - known.keys()
    for name, claim in list(claims.items()):
        evidence = tuple(_settled(line, known, lost, is_unsure=is_unsure) for line in claim.evidence)
        claims[name] = replace(claim, evidence=evidence)
    for name, silence in list(silences.items()):
        silences[name] = _searched(silence, known, lost, is_unsure=is_unsure)
    if any(silence.source == HOLE for silence in silences.values()) or (places and not known):
        known[HOLE] = Source(HOLE, HOLE, HOLE, HOLE, HOLE)
        document.broken.add(HOLE)


def _settled(line: Evidence, known: dict[str, Any], lost: set[str], *, is_unsure: bool) -> Evidence:
    """Give the line of evidence its source, and a hole where nobody can tell which that is."""
    name = line.source
    if not line.quotations:
        return line
    only = _only_quoted(known)
    if name is None and only is not None:
        # Said outright, for a second source may be added to what is known.
        return replace(line, source=Word(only, line.location))
    is_lost = not known or (name is not None and name not in known and (is_unsure or name in lost))
    return replace(line, source=HOLE) if is_lost else line


def _searched(silence: Silence, known: dict[str, Any], lost: set[str], *, is_unsure: bool) -> Silence:
    """Give the silence the sources that were searched, each by its name where it says `ALL`.

    An unknown source is reported elsewhere, so here it becomes a hole.
    """
    name = silence.source
    searched = []
    for search in silence.searched:
        names = known if search.source == ALL else (search.source,)
        searched += [replace(search, source=Word(name, search.source.location)) for name in names]
    silence = replace(silence, searched=tuple(searched))
    if name is None and silence.searched and silence.nearest is None:
        return silence
    is_lost = not known or (name is not None and name not in known and (is_unsure or name in lost))
    only = _only_quoted(known)
    if is_lost or (name is None and only is not None):
        name = HOLE if is_lost else Word(only or "", silence.id.location)
    nearest = silence.nearest
    if nearest is not None:
        nearest = replace(nearest, source=name if name in known else HOLE)
    return replace(silence, source=name, nearest=nearest)


def _only_quoted(known: dict[str, Any]) -> str | None:
    """Find the only source, or the only one that is quoted or can be; give None when there is a choice."""
    quoted = [name for name, source in known.items() if source.access == "quoted"]
    names = quoted or [name for name, source in known.items() if source.is_quotable] or list(known)
    return names[0] if len(names) == 1 else None


def check_times(elements: Mapping[str, Element], problems: list[Problem]) -> None:
    """Add what is wrong with the dates of events and the bounds of phases.

    Args:
        elements: those of the case, by id.
        problems: what is wrong is added here.
    """
    for element in elements.values():
        days, year = read_date(element.date or ""), element.year
        if element.date is not None and year is not None and not isinstance(days, NoDate):
            is_earlier = days.first is not None and year < days.first.year
            if is_earlier or (days.last is not None and days.last.year < year):
                found = say('"{0}" with the year {1} and the date {2}', element.id, year, element.date)
                hint = say("leave the year out: the date has it")
                problems.append(problem("KG110", element.date.location, found, say("one of the two"), hint))
        problems.extend(_backwards(element, elements))


def _backwards(phase: Element, elements: Mapping[str, Element]) -> list[Problem]:
    """Report a phase that ends before it starts, by the dates of its events."""
    if phase.starts_at is None or phase.ends_at is None:
        return []
    start, end = _span(elements.get(phase.starts_at)), _span(elements.get(phase.ends_at))
    if start.first is None or end.last is None or start.first <= end.last:
        return []
    ends, starts = elements[phase.ends_at], elements[phase.starts_at]
    bounds = (ends.id, ends.date or str(ends.year), starts.id, starts.date or str(starts.year))
    found = say('"{0}", which ends with "{1}" ({2}) and starts with "{3}" ({4})', phase.id, *bounds)
    hint = say("exchange the two, or mend the date of one of the events")
    return [problem("KG213", phase.ends_at.location, found, say("a phase that ends after it starts"), hint)]


def _span(event: Element | None) -> Span:
    """Give the days on which an event may have been, as far as they are known."""
    if event is None:
        return Span(None, None)
    if event.date is not None and not isinstance(read := read_date(event.date), NoDate):
        return read
    if event.year is not None:
        return Span(date(event.year, 1, 1), date(event.year, 12, 31))
    return Span(None, None)
