"""A comparison as tables for the terminal, as Markdown, and as CSV.

The marks are those of the whole product; a number beside one counts claims.
"""

from __future__ import annotations

import csv
import io
from itertools import groupby
from typing import TYPE_CHECKING

from kg.cli.layout import wrapped
from kg.model.iris import local_name
from kg.model.vocabulary import GLYPHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.compare import Comparison
    from kg.compare.cases import Cell, RelationClaim

_STANDING = {"denied": "✕", "silent": "∅", "dominates": "■", "present": "□"}
_SAYS = {
    "●": "stated by a source",
    "◐": "taken for granted by it",
    "○": "read into it",
    "∴": "inferred",
    "✕": "denied wherever a source speaks of it",
    "∅": "the sources do not say",
    "blank": "nobody has coded this",
    "■": "dominates",
    "□": "is present",
}
_HEADER = ("table", "concept", "other", "case", "standing", "claims", "stated", "presupposed",
           "interpreted", "inferred", "background", "lines", "quoted", "cited", "restricted", "sources", "silences")  # fmt: skip
_LETTERS = {"quoted": "q", "cited": "c", "restricted": "r"}
_LETTERS_SAY = {
    "q": "passages quoted and checked",
    "c": "places cited by locator",
    "r": "places in restricted sources",
}
_STATUSES = _HEADER[6:11]
_ACCESSES = _HEADER[12:15]


def as_text(comparison: Comparison, width: int) -> str:
    """Set a comparison as tables within a width, with what the marks mean below."""
    from kg.cli.tables import table  # noqa: PLC0415 - rich is slow to load, and the other forms need none of it

    parts = [f"\n{title}\n{table(header, rows, width)}" for title, header, rows in _tables(comparison)]
    legend = ", ".join(f"{mark} {words}" for mark, words in _SAYS.items())
    evidence = ", ".join(f"{letter} {words}" for letter, words in _LETTERS_SAY.items())
    legend = f"{legend}; a number counts claims. They rest on: {evidence}."
    return "\n".join([*parts, "", wrapped(legend, width)])


def as_markdown(comparison: Comparison) -> str:
    """Write a comparison as Markdown tables."""
    lines: list[str] = []
    for title, header, rows in _tables(comparison):
        lines += [f"## {title}", "", _line(header), _line(["---"] * len(header)), *map(_line, rows), ""]
    lines += [f"{mark}: {words}.  " for mark, words in (_SAYS | _LETTERS_SAY).items()]
    return "\n".join(lines) + "\n"


def as_csv(comparison: Comparison) -> str:
    """Write a comparison as CSV, a line for each cell.

    Claims and silences stand there by their names, set apart by spaces.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    for row in comparison.concepts:
        for case, cell in row.cells.items():
            writer.writerow(["concept", row.label, "", comparison.cases[case], *_fields(cell)])
    for column in comparison.phases:
        for concept, cell in column.cells.items():
            names = [local_name(concept), column.label, comparison.cases[column.case]]
            writer.writerow(["phase", *names, *_fields(cell)])
    for relation in comparison.relations:
        for case, found in relation.said.items():
            for said in found:
                ends = [local_name(relation.start), local_name(relation.end), comparison.cases[case]]
                counts = [int(said.status == status) for status in _STATUSES]
                writer.writerow(["relation", *ends, _words(said), local_name(said.claim), *counts, *[""] * 6])
    return text.getvalue()


def _fields(cell: Cell) -> list[str | int]:
    """Give the fields of a cell that follow its names.

    Where there is nothing to count they stay empty: a 0 would claim that somebody counted.
    """
    counts, accesses = dict(cell.by_status), dict(cell.by_access)
    numbers: list[str | int] = [counts.get(status, 0) for status in _STATUSES]
    numbers += [cell.lines, *(accesses.get(access, 0) for access in _ACCESSES)] if cell.lines else [""] * 4
    return [
        cell.standing,
        " ".join(map(local_name, cell.claims)),
        *(numbers if cell.claims else [""] * len(numbers)),
        " ".join(sort for sort, _ in cell.by_source),
        " ".join(map(local_name, cell.silences)),
    ]


def _tables(comparison: Comparison) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Give title, header and rows of each table."""
    cases = list(comparison.cases)
    names = [comparison.cases[case] for case in cases]
    for kind, rows in groupby(comparison.concepts, key=lambda row: row.kind_label):
        yield (
            f"Concepts: {kind}",
            ["concept", *names],
            [[row.label, *(_short(row.cells[case]) for case in cases)] for row in rows],
        )
    labels = {row.concept: row.label for row in comparison.concepts}
    for case, columns in groupby(comparison.phases, key=lambda column: column.case):
        held = list(columns)
        logics = sorted({concept for column in held for concept in column.cells})
        yield (
            f"Phases of {comparison.cases[case]}",
            ["logic", *(column.label for column in held)],
            [
                [labels.get(c, local_name(c)), *(_short(column.cells.get(c)) for column in held)]
                for c in logics
            ],
        )
    yield "Relations between concepts", ["from", "to", *names], [
        [labels.get(r.start, local_name(r.start)), labels.get(r.end, local_name(r.end)),
         *("; ".join(map(_words, r.said[case])) for case in cases)]
        for r in comparison.relations
    ]  # fmt: skip


def _short(cell: Cell | None) -> str:
    """Write a cell as glyphs, each with the number of its claims, and then what the claims rest on: ``●1 ○3 q2 c1``."""
    if cell is None or cell.standing == "not-coded":
        return ""
    counts = dict(cell.by_status)
    parts = [f"{mark}{counts[status]}" for status, mark in GLYPHS.items() if status in counts]
    if cell.standing not in {"exhibited", "read-only"}:
        parts.insert(0, _STANDING[cell.standing])
    accesses = dict(cell.by_access)
    parts += [f"{letter}{accesses[access]}" for access, letter in _LETTERS.items() if access in accesses]
    return " ".join(parts)


def _words(said: RelationClaim) -> str:
    """Write what a case says of a relation: the glyph of its status, then its name, denied or hedged."""
    denied = "not: " if said.polarity == "denied" else ""
    hedge = "" if said.modality == "asserted" else f" ({said.modality})"
    return f"{GLYPHS[said.status]} {denied}{said.name}{hedge}"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
