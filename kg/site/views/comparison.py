"""The cases side by side: concepts, phases, relations, and what the framework proposes.

Takes the book; gives tables whose every cell holds its claims and silences. What is not known has
a cell that says so, and no number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.compare.cases import DENIED, DOMINATES, EXHIBITED, NOT_CODED, PRESENT, READ_ONLY, SILENT, Cell
from kg.model.iris import CASES, THEORIES
from kg.site.addresses import fragment, safe
from kg.site.batches import page_with
from kg.site.picture.axis import time_axis
from kg.site.picture.heat import heat_map
from kg.site.views.phases import has_timeline, phases_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.compare.cases import ConceptRow, PhaseColumn, RelationClaim
    from kg.compare.conformance import Verdict
    from kg.records.facts import Claim, Silence
    from kg.site.book import Book
    from kg.site.lens import Lens

SIGNS = {
    EXHIBITED: "", DENIED: "✕", READ_ONLY: "", SILENT: "∅", NOT_CODED: "", DOMINATES: "■", PRESENT: "□",
    "supported": "", "contradicted": "✕", "disputed": "✕", "partly": "",
}  # fmt: skip
"""The sign of a standing beside those of its claims; the words stand there too."""
EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of a table, ready to be shown.

    Attributes:
        standing: the name of its words and style.
        counts: for each status of its claims the number, in the order of the signs.
        strength: how much evidence there is, in words.
        claims, against, silences: what is behind it.
        why: where more is to be read when no claim stands here.
    """

    standing: str
    sign: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    strength: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    against: tuple[Claim, ...] = ()
    silences: tuple[Silence, ...] = ()
    why: str = ""

    @property
    def has_more(self) -> bool:
        """Whether there is something to open."""
        return bool(self.claims or self.against or self.silences or self.why)


@dataclass(frozen=True, slots=True)
class Row:
    """A thing, or two and what one does to the other, with a cell for each column."""

    head: str
    squares: tuple[Square, ...]
    other: str = ""
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
    return {"part": part, "parts": PARTS, "cases": cases} | makers[part](book, lens, cases)


def concept_page(book: Book, lens: Lens, cases: Sequence[str], concept: str) -> dict[str, Any]:
    """Make the values of the page that tells what stands behind the cells of one concept in some cases."""
    row = next(row for row in book.comparison.concepts if row.concept == concept)
    squares = [(case, _square(lens, row.cells[case])) for case in cases]
    anchors = {case: anchor_of(case) for case in cases}
    return {"part": "concept", "parts": PARTS, "concept": concept, "squares": squares, "anchors": anchors}


def _conformance(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    """Show what the frameworks propose, and how each case stands to it."""
    reports = [report for report in book.conformance if report.case in cases]
    return {
        "propositions": _propositions(book, lens, cases),
        "own": [r.case for r in reports if r.verdicts and all(v.is_origin for v in r.verdicts)],
        "counts": [(r.case, _tally(r.verdicts)) for r in reports],
        "added": [(r.case, r.extensions, r.concepts) for r in reports],
    }


def _tally(verdicts: Iterable[Verdict]) -> tuple[tuple[str, int], ...]:
    """Count how many propositions have each verdict, the weightiest first."""
    order = ("supported", "contradicted", "disputed", "partly", "read-only", "silent", "not-coded")
    held = [verdict.verdict for verdict in verdicts]
    return tuple((name, held.count(name)) for name in order if name in held)


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


def _square(lens: Lens, cell: Cell, why: str = "") -> Square:
    """Make a cell of the comparison with its claims and silences."""
    facts = lens.index.facts
    counts = dict(cell.by_status)
    strength = [lens.t("compare.lines", n=cell.lines)] if cell.lines else []
    strength += [lens.t(f"compare.access_{access}", n=n) for access, n in cell.by_access]
    kinds = [lens.mark("source-kind", sort).text for sort, _ in cell.by_source]
    strength += [lens.t("compare.sources", kinds=lens.joined(kinds))] if kinds else []
    return Square(
        cell.standing,
        SIGNS.get(cell.standing, ""),
        tuple((status, counts[status]) for status in lens.statuses if status in counts),
        tuple(strength),
        tuple(facts.claims[iri] for iri in cell.claims if iri in facts.claims),
        silences=tuple(facts.silences[iri] for iri in cell.silences if iri in facts.silences),
        why=why if cell.standing in {DOMINATES, PRESENT} and not cell.claims else "",
    )


def _phases(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    """Make the table of logics by phase: the phases of each case under its name."""
    columns = [column for column in book.comparison.phases if column.case in cases]
    logics = list(dict.fromkeys(concept for column in columns for concept in column.cells))
    order = {row.concept: place for place, row in enumerate(book.comparison.concepts)}
    heads = [(case, list(held)) for case, held in groupby(columns, key=lambda column: column.case)]

    def square(column: PhaseColumn, logic: str) -> Square:
        why = lens.to(phases_path(column.case)) if has_timeline(book, column.case) else ""
        return _square(lens, column.cells.get(logic, EMPTY), why)

    rows = [
        Row(logic, tuple(square(column, logic) for column in columns))
        for logic in sorted(logics, key=lambda logic: order.get(logic, len(order)))
    ]
    return {
        "phases": {"heads": heads, "columns": columns, "rows": rows},
        "without_phases": [case for case in cases if case not in {column.case for column in columns}],
        "axis": time_axis(book, lens, cases),
    }


def _relations(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    """List the relations that a source states of two concepts, those that differ first; and the others."""
    facts = lens.index.facts

    def square(said: Sequence[RelationClaim]) -> Square:
        claims = tuple(facts.claims[one.claim] for one in said if one.claim in facts.claims)
        return Square("said" if claims else "unsaid", claims=claims)

    firm: list[Row] = []
    read: list[Row] = []
    for row in book.comparison.relations:
        if not any(row.said[case] for case in cases):
            continue
        made = Row(row.start, tuple(square(row.said[case]) for case in cases), row.end, row.differs)
        is_firm = any(one.status in {"stated", "presupposed"} for said in row.said.values() for one in said)
        (firm if is_firm else read).append(made)
    return {"firm": sorted(firm, key=lambda row: not row.differs), "read": read}


def _propositions(book: Book, lens: Lens, cases: Sequence[str]) -> list[Row]:
    """List what the frameworks propose, with the verdict of each case that uses them."""
    facts = lens.index.facts
    by_case = {report.case: {v.proposition: v for v in report.verdicts} for report in book.conformance}
    asked = dict.fromkeys(proposition for verdicts in by_case.values() for proposition in verdicts)

    def square(verdict: Verdict | None) -> Square:
        if verdict is None:
            return Square("other-framework")
        edges = [iri for iri in verdict.claims if iri in facts.edges]
        return Square(
            verdict.verdict,
            SIGNS.get(verdict.verdict, ""),
            claims=tuple(facts.claims[iri] for iri in verdict.claims if iri in facts.claims),
            against=tuple(facts.claims[iri] for iri in verdict.against if iri in facts.claims),
            silences=tuple(facts.silences[iri] for iri in verdict.silences if iri in facts.silences),
            why=lens.link(edges[0]) if edges else "",
        )

    return [
        Row(proposition, tuple(square(by_case[case].get(proposition)) for case in cases))
        for proposition in asked
    ]
