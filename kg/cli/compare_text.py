"""A comparison as tables for the terminal, as Markdown, and as CSV.

The first sign of a cell is that of its verdict. A number beside the sign of a status counts claims.
"""

from __future__ import annotations

import csv
import io
from itertools import groupby
from typing import TYPE_CHECKING

from kg.cli.layout import wrapped
from kg.compare.cases import joined, limit_of
from kg.model.iris import local_name
from kg.model.vocabulary import GLYPHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.compare import Comparison
    from kg.compare.cases import Standing

_NAMES = ("table", "concept", "other", "case", "asked", "verdict", "limit", "decided-by", "spoken-of-by")
_STATUSES = ("stated", "reported", "presupposed", "interpreted", "inferred", "background")
_ACCESSES = ("quoted", "cited", "restricted")
_HEADER = (*_NAMES, *_STATUSES, "lines", *_ACCESSES, "sources", "asked-by", "preferred-because")
_LETTERS = {"quoted": "q", "cited": "c", "restricted": "r"}
_LETTERS_SAY = {
    "q": "passages quoted and checked",
    "c": "places cited by locator",
    "r": "places in restricted sources",
}


def as_text(comparison: Comparison, wordings: Mapping[str, tuple[str, str]], width: int) -> str:
    """Set a comparison as tables within a width, with what the signs mean below."""
    from kg.cli.tables import table  # noqa: PLC0415 - rich is slow to load, and the other forms need none of it

    parts = [
        f"\n{title}\n{table(header, rows, width)}" for title, header, rows in _tables(comparison, wordings)
    ]
    legend = ", ".join(f"{mark} {words}" for mark, words in _legend(wordings))
    evidence = ", ".join(f"{letter} {words}" for letter, words in _LETTERS_SAY.items())
    legend = f"The first sign is the verdict: {legend}; a number counts claims by their status. They rest on: {evidence}."
    return "\n".join([*parts, "", wrapped(legend, width)])


def as_markdown(comparison: Comparison, wordings: Mapping[str, tuple[str, str]]) -> str:
    """Write a comparison as Markdown tables."""
    lines: list[str] = []
    for title, header, rows in _tables(comparison, wordings):
        lines += [f"## {title}", "", _line(header), _line(["---"] * len(header)), *map(_line, rows), ""]
    lines += [f"{mark}: {words}.  " for mark, words in (*_legend(wordings), *_LETTERS_SAY.items())]
    return "\n".join(lines) + "\n"


def _legend(wordings: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """List the sign of each verdict with its label."""
    return [(sign or "blank", words) for sign, words in wordings.values()]


def as_csv(comparison: Comparison) -> str:
    """Write a comparison as CSV, a line for each cell.

    Claims and silences stand there by their names, set apart by spaces.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    for row in comparison.concepts:
        for case, cell in row.cells.items():
            writer.writerow(["concept", row.label, "", comparison.cases[case], "", *_fields(cell), ""])
    for column in comparison.phases:
        for concept, cell in column.cells.items():
            names = [local_name(concept), column.label, comparison.cases[column.case]]
            writer.writerow(["phase", *names, cell.asked, *_fields(cell), ""])
    writer.writerows(_of_relations(comparison))
    for pair in comparison.against:
        names = [local_name(pair.claim), local_name(pair.other), comparison.cases[pair.case]]
        empty = [""] * (len(_HEADER) - len(names) - 3)
        writer.writerow(["against", *names, pair.how, *empty, pair.preferred_because])
    return text.getvalue()


def _of_relations(comparison: Comparison) -> Iterator[list[str | int]]:
    """Give a line for each claim of a relation between two concepts."""
    for relation in comparison.relations:
        ends = [local_name(relation.start), local_name(relation.end)]
        for case, cell in relation.cells.items():
            yield ["relation", *ends, comparison.cases[case], relation.name, *_fields(cell), ""]


def _fields(standing: Standing) -> list[str | int]:
    """Give the fields of a cell that follow its names.

    Where there is nothing to count they stay empty: a 0 would claim that somebody counted.
    """
    cell, counts, accesses = standing.cell, dict(standing.by_status), dict(standing.by_access)
    numbers: list[str | int] = [counts.get(status, 0) for status in _STATUSES]
    numbers += (
        [standing.lines, *(accesses.get(access, 0) for access in _ACCESSES)] if standing.lines else [""] * 4
    )
    return [
        cell.verdict,
        limit_of(cell),
        joined(cell.decided_by),
        joined(cell.spoken_of_by),
        *(numbers if standing.claims else [""] * len(numbers)),
        " ".join(sort for sort, _ in standing.by_source),
        joined(cell.asked_by),
    ]


def _tables(
    comparison: Comparison, wordings: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Give title, header and rows of each table."""
    cases = list(comparison.cases)
    names = [comparison.cases[case] for case in cases]
    for kind, rows in groupby(comparison.concepts, key=lambda row: row.kind_label):
        lines = [[row.label, *(_short(row.cells[case], wordings) for case in cases)] for row in rows]
        yield f"Concepts: {kind}", ["concept", *names], lines
    labels = {row.concept: row.label for row in comparison.concepts}
    for case, columns in groupby(comparison.phases, key=lambda column: column.case):
        held = list(columns)
        logics = sorted({concept for column in held for concept in column.cells})
        header = ["logic", *(column.label or "no phases" for column in held)]
        lines = [
            [
                labels.get(logic, local_name(logic)),
                *(_short(column.cells.get(logic), wordings) for column in held),
            ]
            for logic in logics
        ]
        yield f"Phases of {comparison.cases[case]}", header, lines
    relations = []
    for relation in comparison.relations:
        start, end = (labels.get(one, local_name(one)) for one in (relation.start, relation.end))
        cells = (_short(relation.cells[case], wordings) for case in cases)
        relations.append([start, relation.name, end, *cells])
    yield "Relations between concepts", ["from", "relation", "to", *names], relations
    pairs = [
        [
            comparison.cases[pair.case],
            f"{pair.sentence} ({local_name(pair.claim)})",
            pair.how,
            f"{pair.other_sentence} ({local_name(pair.other)})",
            pair.preferred_because,
        ]
        for pair in comparison.against
    ]
    if pairs:
        yield (
            "Claims that stand against each other",
            ["case", "claim", "", "other", "preferred because"],
            pairs,
        )


def _short(standing: Standing | None, wordings: Mapping[str, tuple[str, str]]) -> str:
    """Write a cell: the sign of its verdict, its claims by status, and what they rest on: ``●1 ○3 q2 c1``.

    The sign stands alone where that of the first status is another, as in ``◇ ●3``.
    """
    if standing is None:
        return ""
    counts, accesses = dict(standing.by_status), dict(standing.by_access)
    parts = [f"{mark}{counts[status]}" for status, mark in GLYPHS.items() if status in counts]
    sign, _ = wordings[standing.cell.verdict]
    if not sign:
        return ""
    if not parts or not parts[0].startswith(sign):
        parts.insert(0, sign)
    parts += [f"{letter}{accesses[access]}" for access, letter in _LETTERS.items() if access in accesses]
    return " ".join(filter(None, [*parts, limit_of(standing.cell), standing.asked]))


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
