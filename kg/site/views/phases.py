"""The phases of a case: how each logic stands in each of them.

Takes the book and a case; gives the bands as a picture and the same as a table. It enumerates the
phases and logics of the data, however many they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.site.addresses import page_of
from kg.site.picture import phases_of, plan, state_of
from kg.site.views.figure import timeline_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.records.facts import Claim, Phase, Silence
    from kg.site.book import Book
    from kg.site.lens import Lens
    from kg.site.standing import Standing


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase with what is said of it and what is not; `id` names its place on the page."""

    id: str
    phase: Phase
    claims: tuple[Claim, ...]
    silences: tuple[Silence, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Logics and phases as a table: `rows` has for each logic its states, phase by phase."""

    phases: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Standing, ...]], ...]

    @property
    def verdicts(self) -> list[str]:
        """The verdicts that it shows."""
        return [state.verdict for _, states in self.rows for state in states]


def has_timeline(book: Book, case: str) -> bool:
    """Tell whether a case has phases and logics."""
    drawing = plan(book.index, case)
    return bool(drawing and drawing.ring and phases_of(book.index, case))


def phases_path(case: str) -> str:
    """Find where the page of a case's phases lies.

    >>> phases_path("https://w3id.org/tongban-kg/case/x")
    'case/x/phases.html'
    """
    return page_of(case).replace("index.html", "phases.html")


def phases_page(book: Book, lens: Lens, case: str) -> dict[str, Any]:
    """Make the values of the page of the phases of a case."""
    index = book.index
    phases = phases_of(index, case)
    drawing = plan(index, case)
    logics = [member.iri for member in drawing.ring] if drawing else []
    stretches = tuple(
        Stretch(
            f"phase-{number}",
            phase,
            tuple(c for c in index.claims_about.get(phase.iri, ()) if c.status != "interpreted"),
            tuple(index.silences_about.get(phase.iri, ())),
        )
        for number, phase in enumerate(phases, start=1)
    )
    return {
        "case": case,
        "figure": timeline_of(book, lens, case),
        "grid": grid_of(lens, logics, [phase.iri for phase in phases]),
        "stretches": stretches,
    }


def grid_near(book: Book, lens: Lens, iri: str) -> Grid | None:
    """Cut the table to what a logic, a phase or an event between phases has to do with."""
    element = book.index.facts.elements.get(iri)
    drawing = plan(book.index, element.case) if element else None
    if element is None or drawing is None:
        return None
    phases = phases_of(book.index, element.case)
    logics = [member.iri for member in drawing.ring]
    if iri in logics:
        return grid_of(lens, [iri], [phase.iri for phase in phases])
    near = [phase.iri for phase in phases if iri in (phase.iri, phase.starts_at, phase.ends_at)]
    return grid_of(lens, logics, near)


def grid_of(lens: Lens, logics: Sequence[str], phases: Sequence[str]) -> Grid | None:
    """Make the table of the states of some logics in some phases."""
    if not logics or not phases:
        return None
    rows = tuple((logic, tuple(state_of(lens, logic, phase) for phase in phases)) for logic in logics)
    return Grid(tuple(phases), rows)
