"""The picture of a case on a page: both sheets, what lights up together, what is told of each part.

Takes the book and a case; gives `Figure`. Pointing at a part of the picture tells whose word it is
and which words it rests on; the page holds these lines, so that they need no request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.records.facts import ABOUT
from kg.site.picture import Pen, Picture, bands, narrow, phases_of, plan, wide

if TYPE_CHECKING:
    from kg.records.facts import Claim, Edge
    from kg.site.book import Book
    from kg.site.index import Index
    from kg.site.lens import Lens
    from kg.site.picture import Plan


@dataclass(frozen=True, slots=True)
class Figure:
    """The picture of a case, for wide and for narrow sheets.

    Attributes:
        caption: the name of the sentence over it.
        readings: the readings it can show.
        together: for a claim or an edge that is drawn, the things that light up with it.
        verdicts: how logics stand in the phases that are drawn.
        claims, edges: what is told of when it is pointed at.
    """

    case: str
    caption: str
    wide: Picture
    narrow: Picture
    readings: tuple[Claim, ...]
    together: dict[str, tuple[str, ...]]
    verdicts: tuple[str, ...]
    claims: tuple[Claim, ...]
    edges: tuple[Edge, ...]


def figure_of(book: Book, lens: Lens, case: str) -> Figure | None:
    """Draw the picture of a case, if it has one."""
    drawing = plan(book.index, case)
    if drawing is None:
        return None
    pen = Pen(lens, book.hues)
    readings = tuple(_readings(drawing).values())
    return _figure(book.index, case, (wide(drawing, pen), narrow(drawing, pen)), "picture.caption", readings)


def timeline_of(book: Book, lens: Lens, case: str) -> Figure | None:
    """Draw the phases of a case as bands, if it has phases and logics."""
    drawing = plan(book.index, case)
    if drawing is None or not drawing.ring or not phases_of(book.index, case):
        return None
    pen = Pen(lens, book.hues)
    sheets = (bands(drawing, pen, is_wide=True), bands(drawing, pen, is_wide=False))
    return _figure(book.index, case, sheets, "phases.caption", ())


def _figure(
    index: Index, case: str, sheets: tuple[Picture, Picture], caption: str, readings: tuple[Claim, ...]
) -> Figure:
    facts = index.facts
    drawn = _drawn(sheets[0])
    return Figure(
        case,
        caption,
        *sheets,
        readings,
        {iri: _together(index, iri) for iri in drawn},
        tuple(cell.verdict for cell in sheets[0].cells),
        tuple(facts.claims[iri] for iri in drawn if iri in facts.claims),
        tuple(facts.edges[iri] for iri in drawn if iri in facts.edges),
    )


def _drawn(sheet: Picture) -> list[str]:
    """List what the parts of a picture stand for, each once."""
    names = [arrow.iri for arrow in sheet.arrows]
    names += [caption.iri for caption in sheet.captions] + [cell.iri for cell in sheet.cells]
    return [name for name in dict.fromkeys(names) if name]


def _together(index: Index, iri: str) -> tuple[str, ...]:
    """List the things that a claim or an edge speaks of, and the events that bound its phases."""
    claim, edge = index.facts.claims.get(iri), index.facts.edges.get(iri)
    things = [thing for name in ABOUT for thing in claim.part(name)] if claim else []
    things += [edge.subject, edge.object] if edge else []
    phases = [index.facts.phases[thing] for thing in things if thing in index.facts.phases]
    bounds = [event for phase in phases for event in (phase.starts_at, phase.ends_at) if event]
    return tuple(dict.fromkeys(things + bounds))


def _readings(drawing: Plan) -> dict[str, Claim]:
    """List the readings that the picture can show."""
    links = [link.claim for link in drawing.links]
    claims = [*links, *(claim for claim, _ in drawing.belonging.values())]
    return {claim.iri: claim for claim in claims if claim.status == "interpreted"}
