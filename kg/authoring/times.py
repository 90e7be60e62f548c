"""Times that cannot be: what shows only when the dates of a case are held against each other.

Takes a case, read; gives problems. Only what is certain counts: a date with ``?``, ``~`` or ``%`` behind it is held
against nothing, and a source without a date may be of any time.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.model.dates import NoDate, Span, not_before, read_date, surely
from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.records import Case, Claim, Element, Evidence, Silence, Word

_IN_PHASE = frozenset({"dominates-in", "present-in"})
"""The relations that place their subject in a phase."""
_TOLD_AS_SO = frozenset({"asserted", "tendency"})
_NOT_YET = frozenset({"goal", "ordered"})
_UNKNOWN = Span(None, None)


def check_times(case: Case, problems: list[Problem]) -> None:
    """Add what is wrong with the times in a case.

    Args:
        case: the case, as far as it could be read.
        problems: what is wrong is added here.
    """
    for element in case.elements.values():
        problems.extend(_two_years(element))
        problems.extend(_backwards(element, case))
    for claim in case.claims.values():
        problems.extend(_outside_its_phase(claim, case))
        problems.extend(_later_than_told(claim, case))
    for silence in case.silences.values():
        problems.extend(_searched_before_it_was(silence, case))


def too_old(case: Case, silence: Silence) -> frozenset[str]:
    """Name the sources that cannot answer a silence: they are older than every phase it asks about.

    Args:
        case: the case.
        silence: one of its silences.
    """
    starts = [_bounds(case.elements[word], case).first for word in _phases_of(silence, case)]
    known = [start for start in starts if start is not None]
    if not known or len(known) < len(starts):
        return frozenset()
    begins = min(known)
    return frozenset(
        name for name, _ in case.sources.items() if _is_before(_published(case, name).last, begins)
    )


def _two_years(element: Element) -> Iterator[Problem]:
    """Report an event whose year is not that of its date."""
    days, year = read_date(element.date or ""), element.year
    if element.date is None or year is None or isinstance(days, NoDate):
        return
    is_earlier = days.first is not None and year < days.first.year
    if is_earlier or (days.last is not None and days.last.year < year):
        found = say('"{0}" with the year {1} and the date {2}', element.id, year, element.date)
        hint = say("leave the year out: the date has it")
        yield problem("KG110", element.date.location, found, say("one of the two"), hint)


def _backwards(phase: Element, case: Case) -> Iterator[Problem]:
    """Report a phase that ends before it starts, by the dates of its events."""
    if phase.starts_at is None or phase.ends_at is None:
        return
    start, end = (_days(case.elements.get(word)) for word in (phase.starts_at, phase.ends_at))
    if _is_before(end.last, start.first):
        bounds = (
            phase.ends_at,
            _written(phase.ends_at, case),
            phase.starts_at,
            _written(phase.starts_at, case),
        )
        found = say('"{0}", which ends with "{1}" ({2}) and starts with "{3}" ({4})', phase.id, *bounds)
        hint = say("exchange the two, or mend the date of one of the events")
        yield problem("KG213", phase.ends_at.location, found, say("a phase that ends after it starts"), hint)


def _outside_its_phase(claim: Claim, case: Case) -> Iterator[Problem]:
    """Report a claim that is placed in a phase, and whose own time or whose sources lie outside it."""
    for word in _placed_in(claim, case):
        bounds = _bounds(case.elements[word], case)
        if claim.when is not None:
            days = surely(claim.when)
            if _is_before(days.last, bounds.first) or _is_before(bounds.last, days.first):
                found = say(
                    '"{0}" in the phase "{1}" ({2}), at another time: {3}',
                    claim.id,
                    word,
                    _stretch(case.elements[word], case),
                    claim.when,
                )
                hint = say("name the phase in which it lies, or mend one of the dates")
                yield problem("KG231", claim.when.location, found, say("a time within the phase"), hint)
                continue
        if claim.stage in _NOT_YET or claim.modality not in _TOLD_AS_SO:
            continue
        for line in claim.evidence:
            told = _told(line, case)
            if told and bounds.first and told[1] < bounds.first:
                found = say('"{0}" in the phase "{1}" ({2}), told by a source of {3}: {4}', claim.id, word,
                            _stretch(case.elements[word], case), case.sources[told[0]].published, told[0])  # fmt: skip
                hint = say(
                    "name the phase of which the source tells, or evidence from this one; a plan has stage: goal"
                )
                yield problem("KG231", word.location, found, say("evidence from the phase"), hint)


def _later_than_told(claim: Claim, case: Case) -> Iterator[Problem]:
    """Report what is told as having happened, and lies after the source that tells it."""
    if claim.stage in _NOT_YET or claim.modality not in _TOLD_AS_SO:
        return
    dates = [("when", claim.when), ("as-of", claim.value.as_of if claim.value else None)]
    for field, word in dates:
        since = not_before(word) if word else None
        lines = [
            told for line in claim.evidence if (told := _told(line, case)) and _is_before(told[1], since)
        ]
        for name, _ in lines[:1]:
            found = say(
                '"{0}" with {1}: {2}, told by a source of {3}: {4}',
                claim.id,
                field,
                word,
                case.sources[name].published,
                name,
            )
            hint = say(
                "what is planned has stage: goal, what is laid down for later stage: ordered; else mend one of the dates"
            )
            assert word is not None  # noqa: S101 - it is later than something
            yield problem("KG232", word.location, found, say("a time that the source can look back on"), hint)


def _searched_before_it_was(silence: Silence, case: Case) -> Iterator[Problem]:
    """Report sources that were searched and are older than what was asked."""
    old = too_old(case, silence)
    phases = _phases_of(silence, case)
    groups: dict[str, list[Word]] = {}
    for search in silence.searched:
        groups.setdefault(str(search.source.location), []).append(search.source)  # "all" is one place
    for words in groups.values():
        if all(word in old for word in words):
            latest = max(words, key=lambda word: _published(case, word).last or date.min)
            first = min(phases, key=lambda word: _bounds(case.elements[word], case).first or date.max)
            found = say('"{0}", of {1}, searched for "{2}" ({3})', latest, case.sources[latest].published, first,
                        _stretch(case.elements[first], case))  # fmt: skip
            hint = say("leave the source out, it cannot say it; or mend one of the dates")
            yield problem(
                "KG233", words[0].location, found, say("a source that is not older than the question"), hint
            )


def _placed_in(claim: Claim, case: Case) -> list[Word]:
    """List the phases in which a claim places something."""
    own = case.relations.get(claim.relation)
    names = {claim.relation, own.under if own else None}
    words = (*((claim.phase,) if claim.phase else ()), *(claim.object if names & _IN_PHASE else ()))
    return list(_of_kind_phase(words, case))


def _phases_of(silence: Silence, case: Case) -> list[Word]:
    """List the phases that a silence asks about."""
    asked = silence.asks.phase if silence.asks else ()
    return list(_of_kind_phase(asked or silence.about, case))


def _of_kind_phase(words: Iterable[Word], case: Case) -> Iterator[Word]:
    return (word for word in words if word in case.elements and case.elements[word].kind == "phase")


def _told(line: Evidence, case: Case) -> tuple[str, date] | None:
    """Find the latest source of a line of evidence with its last day; None where one of them has no certain date."""
    cited = [case.citations[word].source for word in line.citations if word in case.citations]
    names = [*([line.source] if line.quotations and line.source else []), *cited]
    days = {str(name): _published(case, name).last for name in names}
    known = {name: last for name, last in days.items() if last is not None}
    if line.direction != "supports" or not known or len(known) < len(days):
        return None
    latest = max(known, key=lambda name: known[name])
    return latest, known[latest]


def _published(case: Case, name: str) -> Span:
    source = case.sources.get(name)
    return surely(source.published) if source is not None and source.published else _UNKNOWN


def _bounds(phase: Element, case: Case) -> Span:
    """Give the first and the last day that a phase can have, by its events."""
    start = _days(case.elements.get(phase.starts_at or ""))
    end = _days(case.elements.get(phase.ends_at or ""))
    return Span(start.first, end.last)


def _days(event: Element | None) -> Span:
    """Give the days on which an event may have been, as far as they are certain."""
    if event is None:
        return _UNKNOWN
    if event.date is not None:
        return surely(event.date)
    return Span(date(event.year, 1, 1), date(event.year, 12, 31)) if event.year is not None else _UNKNOWN


def _stretch(phase: Element, case: Case) -> str:
    """Write from when to when a phase goes, as its events have it."""
    return f"{_written(phase.starts_at, case) or '..'}/{_written(phase.ends_at, case) or '..'}"


def _written(word: Word | None, case: Case) -> str:
    event = case.elements.get(word or "")
    return "" if event is None else str(event.date or event.year or "")


def _is_before(one: date | None, other: date | None) -> bool:
    """Tell whether a day is certain to be before another."""
    return one is not None and other is not None and one < other
