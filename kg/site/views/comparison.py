"""The cases side by side: concepts, phases, relations, and what the framework proposes.

Takes the book; gives tables whose every cell holds its claims and silences. What is not known has
a cell that says so, and no number.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.model.iris import CASES, THEORIES
from kg.records.cells import NOT_APPLYING
from kg.site.addresses import fragment, safe
from kg.site.batches import page_with
from kg.site.picture.axis import time_axis
from kg.site.picture.heat import heat_map
from kg.site.standing import cell_of, standing_of_cell
from kg.site.views.phases import has_timeline, phases_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.compare.cases import ConceptRow, PhaseColumn, Standing
    from kg.compare.conformance import Bearing
    from kg.records import Cell
    from kg.records.facts import Claim, Silence
    from kg.site.book import Book
    from kg.site.lens import Lens


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of a table, ready to be shown.

    Attributes:
        verdict: the word of its verdict.
        sign, words: how the verdict is said, with what was asked of a logic in a phase, and within which limits.
        counts: for each status of its claims the number, in the order of the signs.
        strength: how much evidence there is, in words.
        claims, beside, silences: what decides it, what else speaks of it, what asked for it.
        why: where more is to be read when no claim stands here.
        conforms: of a proposition, what the verdict makes of it.
    """

    verdict: str
    sign: str
    words: str
    counts: tuple[tuple[str, int], ...] = ()
    strength: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    beside: tuple[Claim, ...] = ()
    silences: tuple[Silence, ...] = ()
    why: str = ""
    conforms: str = ""

    @property
    def has_more(self) -> bool:
        """Whether there is something to open."""
        return bool(self.claims or self.beside or self.silences or self.why)


@dataclass(frozen=True, slots=True)
class Row:
    """A thing, or two and what one does to the other, with a cell for each column."""

    head: str
    squares: tuple[Square, ...]
    other: str = ""
    relation: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong together, under the name of their kind."""

    head: str
    rows: tuple[Row, ...]


PARTS = {
    "concepts": "compare.html",
    "phases": "compare/phases.html",
    "relations": "compare/relations.html",
    "conformance": "compare/propositions.html",
}
"""The pages of the comparison, each with its path; besides, every concept has one."""


def concept_path(concept: str) -> str:
    """Find where the page of a concept in every case lies.

    >>> concept_path("https://w3id.org/tongban-kg/theory/x/field-logic")
    'compare/concept/x-field-logic.html'
    """
    return f"compare/concept/{fragment(safe(concept.removeprefix(THEORIES)))}.html"


def part_page(book: Book, lens: Lens, cases: Sequence[str], part: str) -> dict[str, Any]:
    """Make the values of a page of the comparison of some cases, by the name of its part."""
    makers = {"concepts": _concepts, "phases": _phases, "relations": _relations, "conformance": _conformance}
    shared = {"part": part, "parts": PARTS, "cases": cases, "verdicts": list(lens.index.facts.verdicts)}
    return shared | makers[part](book, lens, cases)


def concept_page(book: Book, lens: Lens, cases: Sequence[str], concept: str) -> dict[str, Any]:
    """Make the values of the page that tells what stands behind the cells of one concept in some cases."""
    row = next(row for row in book.comparison.concepts if row.concept == concept)
    squares = [(case, _square(lens, row.cells[case])) for case in cases]
    anchors = {case: anchor_of(case) for case in cases}
    shared = {"part": "concept", "parts": PARTS, "verdicts": list(lens.index.facts.verdicts)}
    return shared | {"concept": concept, "squares": squares, "anchors": anchors}


def _conformance(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    """Show what the frameworks propose, and how each case stands to it."""
    reports = [report for report in book.conformance if report.case in cases]
    return {
        "propositions": _propositions(book, lens, cases),
        "own": [r.case for r in reports if r.bearings and all(one.is_origin for one in r.bearings)],
        "counts": [(r.case, _tally(lens, r.bearings)) for r in reports],
        "added": [(r.case, r.extensions, r.concepts) for r in reports],
    }


def _tally(lens: Lens, tested: Iterable[Bearing]) -> list[tuple[str, int]]:
    """Count how many propositions have each verdict, the strongest first."""
    held = Counter(one.cell.verdict for one in tested)
    return [(verdict, held[verdict]) for verdict in lens.verdicts(held)]


def _concepts(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    """Make the table of concepts, kinds in the order of their colours; a cell leads to the page of its concept."""
    rows = sorted(book.comparison.concepts, key=lambda row: (book.hues.get(row.kind, 0), row.kind))

    def square(row: ConceptRow, case: str) -> Square:
        made = _square(lens, row.cells[case])
        page = page_with(concept_path(row.concept), tuple(book.comparison.cases), case)
        place = f"{lens.to(page)}#{anchor_of(case)}"
        return replace(made, why=place) if made.has_more else made

    kinds = [
        Part(kind, tuple(Row(row.concept, tuple(square(row, case) for case in cases)) for row in held))
        for kind, held in groupby(rows, key=lambda row: row.kind)
    ]
    return {"kinds": kinds, "heat": heat_map(book, lens, cases)}


def anchor_of(case: str) -> str:
    """Name the place of a case on a page of the comparison.

    >>> anchor_of("https://w3id.org/tongban-kg/case/j-city")
    'in-j-city'
    """
    return f"in-{fragment(case.removeprefix(CASES))}"


def _square(lens: Lens, standing: Standing, why: str = "") -> Square:
    """Make a cell of the comparison with its claims, silences and evidence."""
    cell, counts = standing.cell, dict(standing.by_status)
    strength = [lens.t("compare.lines", n=standing.lines)] if standing.lines else []
    strength += [lens.t(f"compare.access_{access}", n=n) for access, n in standing.by_access]
    kinds = [lens.mark("source-kind", sort).text for sort, _ in standing.by_source]
    strength += [lens.t("compare.sources", kinds=lens.joined(kinds))] if kinds else []
    return replace(
        _said(lens, cell),
        counts=tuple((status, counts[status]) for status in lens.statuses if status in counts),
        strength=tuple(strength),
        why=why if not standing.claims and cell.decided_by else "",
    )


def _said(lens: Lens, cell: Cell) -> Square:
    """Say how a thing stands in a case, with what is behind it."""
    facts, found = lens.index.facts, standing_of_cell(lens, cell)
    return Square(
        found.verdict,
        found.sign,
        found.words,
        claims=tuple(facts.claims[iri] for iri in cell.decided_by if iri in facts.claims),
        beside=tuple(facts.claims[iri] for iri in cell.spoken_of_by if iri in facts.claims),
        silences=tuple(facts.silences[iri] for iri in cell.asked_by if iri in facts.silences),
    )


def _phases(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    """Make the table of logics by phase: the phases of each case under its name."""
    columns = [column for column in book.comparison.phases if column.case in cases and column.phase]
    without = [case for case in cases if case not in {column.case for column in columns}]
    logics = list(dict.fromkeys(concept for column in columns for concept in column.cells))
    order = {row.concept: place for place, row in enumerate(book.comparison.concepts)}
    heads = [(case, list(held)) for case, held in groupby(columns, key=lambda column: column.case)]

    def square(column: PhaseColumn, logic: str) -> Square:
        why = lens.to(phases_path(column.case)) if has_timeline(book, column.case) else ""
        if logic not in column.cells:
            return _said(lens, cell_of(lens, column.case, logic, column.phase))
        return _square(lens, column.cells[logic], why)

    rows = [
        Row(logic, tuple(square(column, logic) for column in columns))
        for logic in sorted(logics, key=lambda logic: order.get(logic, len(order)))
    ]
    return {
        "phases": {"heads": heads, "columns": columns, "rows": rows},
        "without_phases": without,
        "unasked": Square(NOT_APPLYING, lens.glyph(NOT_APPLYING), lens.verdict(NOT_APPLYING).text),
        "axis": time_axis(book, lens, cases),
    }


def _relations(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    """List the relations of two concepts of which a source says that they are or are not so, those that differ first; and the others."""
    firm: list[Row] = []
    read: list[Row] = []
    for row in book.comparison.relations:
        held = [row.cells[case] for case in cases]
        if any(one.claims for one in held):
            squares = tuple(_square(lens, one, _why(lens, one.cell)) for one in held)
            made = Row(row.start, squares, row.end, row.relation, row.differs)
            (firm if row.is_said else read).append(made)
    return {"firm": sorted(firm, key=lambda row: not row.differs), "read": read}


def _why(lens: Lens, cell: Cell) -> str:
    """Find the page that tells why the first edge that decides a cell holds; nothing where none does."""
    return next((lens.link(iri) for iri in cell.decided_by if iri in lens.index.facts.edges), "")


def _propositions(book: Book, lens: Lens, cases: Sequence[str]) -> list[Row]:
    """List what the frameworks propose, with how it stands in each case that uses them."""
    by_case = {report.case: {one.cell.of: one for one in report.bearings} for report in book.conformance}
    asked = dict.fromkeys(proposition for tested in by_case.values() for proposition in tested)

    def square(case: str, proposition: str) -> Square:
        one = by_case[case].get(proposition)
        made = _said(lens, cell_of(lens, case, proposition))
        if one is None:
            return made
        return replace(made, conforms=lens.t(f"compare.{one.conforms}"), why=_why(lens, one.cell))

    return [Row(proposition, tuple(square(case, proposition) for case in cases)) for proposition in asked]
