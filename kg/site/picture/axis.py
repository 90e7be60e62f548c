"""The phases of all cases on one axis of time: years where events have years, else order only.

Takes the book and a lens; gives a `Picture` and its twin in words. A bound that nobody dates is an
open end; a phase without a dated bound between others makes its whole case stand in order only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model.dates import NoDate, read_date
from kg.site.picture.bands import phases_of
from kg.site.picture.measure import width_of, wrap
from kg.site.picture.pen import Pen
from kg.site.picture.shapes import Caption, Cell, Picture, Rule
from kg.site.standing import standing_of
from kg.site.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.records.facts import Element, Phase
    from kg.site.book import Book
    from kg.site.index import Index
    from kg.site.lens import Lens

WIDTH, LANE, STRIP, TITLE = 700, 16, 22, 26
NAMES = (90, 300)
EDGE = 1.5
"""How many years beyond the first and the last an open end is drawn."""


@dataclass(frozen=True, slots=True)
class Span:
    """A phase on the axis: its years, where known, and what is said of its bounds."""

    phase: Phase
    start: float | None
    end: float | None
    starts_at: str
    ends_at: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A case on the axis; `has_years` is false where its phases stand in order only.

    `logics` are those of which it is asked in each phase.
    """

    case: str
    spans: tuple[Span, ...]
    has_years: bool
    logics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The picture, and the lanes that its twin in words tells."""

    picture: Picture
    lanes: tuple[Lane, ...] = field(default=())


def time_axis(book: Book, lens: Lens, cases: Sequence[str]) -> TimeAxis | None:
    """Place the phases of those cases that have any on one axis; give None where no case has."""
    index = book.index
    lanes = tuple(_lane(index, case) for case in cases if phases_of(index, case))
    if not lanes:
        return None
    years = [
        y for lane in lanes if lane.has_years for s in lane.spans for y in (s.start, s.end) if y is not None
    ]
    names = [lens.name(thing).text for lane in lanes for thing in (lane.case, *lane.logics)]
    left = min(max(max(width_of(name, 13) for name in names) * 1.15 + 16, NAMES[0]), NAMES[1])
    scale = _Scale(min(years, default=0) - EDGE, max(years, default=1) + EDGE, left)
    picture = Picture(left + WIDTH + 8)
    y = _years(picture, lens, scale) if years else 8.0
    pen = Pen(lens, book.hues)
    kinds = {row.concept: row.kind for row in book.comparison.concepts}
    for lane in lanes:
        y = _draw(picture, pen, lane, scale, y, kinds)
    for rule in [rule for rule in picture.rules if rule.style == "year"]:
        picture.rules.remove(rule)
        picture.rules.insert(0, Rule(rule.start, (rule.end[0], y - 10), "hair"))
    picture.height = y + 4
    return TimeAxis(picture, lanes)


@dataclass(frozen=True, slots=True)
class _Scale:
    """From years to pixels."""

    first: float
    last: float
    left: float

    def at(self, year: float) -> float:
        """Find where a year stands on the axis."""
        return self.left + WIDTH * (year - self.first) / (self.last - self.first)


def year_of(event: Element | None) -> float | None:
    """Work out the year of an event, with the share of it that its month gives; give None where nobody dates it.

    A month is written as its beginning. A date of two, with a slash between, counts from the first.
    """
    if event is None:
        return None
    span = read_date(event.date)
    if not isinstance(span, NoDate) and span.first is not None:
        return span.first.year + (span.first.month - 1) / 12
    return float(event.year) if event.year is not None else None


def _lane(index: Index, case: str) -> Lane:
    """Place the phases of a case in order, with the years of their bounds."""
    events = index.facts.elements
    spans = tuple(
        Span(p, year_of(events.get(p.starts_at)), year_of(events.get(p.ends_at)), p.starts_at, p.ends_at)
        for p in phases_of(index, case)
    )
    inner = [s.end for s in spans[:-1]] + [s.start for s in spans[1:]]
    known = [year for s in spans for year in (s.start, s.end) if year is not None]
    logics = tuple(sorted({cell.of for cell in index.cells_in.get(case, ()) if cell.phase}))
    return Lane(case, spans, bool(known) and None not in inner and known == sorted(known), logics)


def _years(picture: Picture, lens: Lens, scale: _Scale) -> float:
    """Draw a line and a number for each year; give where the first case starts."""
    first, last = int(scale.first) + 1, int(scale.last)
    step = max(1, (last - first) // 12 + 1)
    for year in range(first, last + 1, step):
        x = round(scale.at(year))
        picture.captions.append(
            Caption((str(year),), Text(str(year), lens.tag), (x, 14), "phase", "", "middle")
        )
        picture.rules.append(Rule((x, 20), (x, 20), "year"))
    return 34.0


def _draw(picture: Picture, pen: Pen, lane: Lane, scale: _Scale, y: float, kinds: Mapping[str, str]) -> float:
    """Draw one case: its name, its phases, and a row for each logic; give where the next starts."""
    lens = pen.lens
    picture.captions.append(
        pen.caption(lens.name(lane.case), (0, y + 12), scale.left - 10, style="row", iri=lane.case)
    )
    if not lane.has_years:
        words = lens.own("compare.order_only")
        picture.captions.append(pen.caption(words, (scale.left, y + 12), WIDTH, style="phase"))
    y += TITLE
    bounds = _bounds(lane, scale)
    for span, (left, right) in zip(lane.spans, bounds, strict=True):
        name = lens.name(span.phase.iri)
        lines = wrap(name.text, right - left - 12, 12)
        shown = lines[0] if len(lines) == 1 else f"{_cut(lines[0], right - left - 24)}…"
        words = Text(shown, name.lang)
        picture.cells.append(Cell(left, y, right - left, STRIP, "phase", words, name.text, span.phase.iri, 0))
    y += STRIP + 2
    for logic in lane.logics:
        name = lens.name(logic)
        picture.captions.append(Caption((name.text,), name, (0, y + 12), "phase", logic))
        for span, (left, right) in zip(lane.spans, bounds, strict=True):
            found = standing_of(lens, lane.case, logic, span.phase.iri)
            spoken = lens.t("picture.cell", logic=name, phase=lens.name(span.phase.iri), state=found.words)
            words = Text(_fit(f"{found.sign} {found.words}".strip(), right - left - 16), lens.tag)
            room = (left + 1, y, right - left - 2, LANE)
            picture.cells.append(Cell(*room, found.style, words, spoken, "", pen.hue(kinds.get(logic, ""))))
        y += LANE + 3
    return y + 18


def _bounds(lane: Lane, scale: _Scale) -> Sequence[tuple[float, float]]:
    """Find from where to where each phase is drawn."""
    if not lane.has_years:
        width = WIDTH / len(lane.spans)
        return [(scale.left + n * width, scale.left + (n + 1) * width) for n in range(len(lane.spans))]
    return [
        (
            round(scale.at(span.start if span.start is not None else scale.first)),
            round(scale.at(span.end if span.end is not None else scale.last)),
        )
        for span in lane.spans
    ]


def _fit(words: str, room: float, size: float = 12) -> str:
    """Cut words to a width, with “…” where something is gone."""
    return words if width_of(words, size) <= room else f"{_cut(words, room - size)}…"


def _cut(words: str, room: float, size: float = 12) -> str:
    """Keep as many letters as fit."""
    while words and width_of(words, size) > room:
        words = words[:-1]
    return words.rstrip()
