"""How cases stand to what their framework proposes, as text, Markdown and CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kg.cli.layout import wrapped
from kg.compare.cases import joined, limit_of
from kg.compare.conformance import UNTESTED
from kg.model.iris import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.compare import Conformance
    from kg.compare.conformance import Bearing

SAYS = {
    "supported": "supported",
    "contradicted": "contradicted",
    "disputed": "disputed",
    "untested": "not tested",
}
"""What a verdict makes of a proposition, in words."""
_ORIGIN = "taken from this case, so its agreement tests nothing"


def as_text(reports: Sequence[Conformance], wordings: Mapping[str, tuple[str, str]], width: int) -> str:
    """Set how cases stand to their frameworks, in lines of a width."""
    return "\n".join(
        wrapped(line, width, " " * (indent + 2), first=" " * indent)
        for indent, line in _lines(reports, wordings)
    )


def as_markdown(reports: Sequence[Conformance], wordings: Mapping[str, tuple[str, str]]) -> str:
    """Write the reports as Markdown: a heading for each case, a list for each verdict."""
    marks = {0: "## ", 2: "\n**{}**\n", 4: "- "}
    lines = []
    for indent, line in _lines(reports, wordings):
        mark = marks[indent]
        lines.append(mark.format(line) if "{}" in mark else f"{mark}{line}")
    return "\n".join(lines) + "\n"


def as_csv(reports: Sequence[Conformance]) -> str:
    """Write the reports as CSV: a line for each proposition, extension and concept beyond the framework."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ["case", "conforms", "verdict", "limit", "proposition", "decided-by", "spoken-of-by", "asked-by",
         "taken-from-this-case"]
    )  # fmt: skip
    for report in reports:
        for one in report.bearings:
            names = map(joined, (one.cell.decided_by, one.cell.spoken_of_by, one.cell.asked_by))
            verdict = (one.conforms, one.cell.verdict, limit_of(one.cell))
            writer.writerow([report.name, *verdict, one.label, *names, "yes" if one.is_origin else "no"])
        for label, claims in _additions(report):
            writer.writerow([report.name, "extends", "", "", label, joined(claims), "", "", "no"])
    return text.getvalue()


def _lines(
    reports: Sequence[Conformance], wordings: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[int, str]]:
    """Give each line with its depth: the case, the verdict, the proposition."""
    for report in reports:
        tested = sum(one.conforms != UNTESTED for one in report.bearings)
        yield 0, f"{report.name}: {len(report.bearings)} propositions, {tested} of them tested by its sources"
        if report.bearings and all(one.is_origin for one in report.bearings):
            yield 2, f"All were {_ORIGIN}."
        for verdict, worded in wordings.items():
            held = [one for one in report.bearings if one.cell.verdict == verdict]
            if held:
                words = " ".join(filter(None, worded))
                yield 2, f"{SAYS[held[0].conforms]}: {words} ({len(held)})"
                yield from ((4, _said(one)) for one in held)
        added = list(_additions(report))
        if added:
            yield 2, f"extends: sources say what the framework does not propose ({len(added)})"
            yield from ((4, f"{label} [{', '.join(map(local_name, claims))}]") for label, claims in added)


def _said(one: Bearing) -> str:
    """Write a proposition with the claims and silences behind its verdict."""
    cell = one.cell
    parts = [
        limit_of(cell),
        *(
            f"{word}{', '.join(map(local_name, found))}"
            for word, found in (
                ("", cell.decided_by),
                ("spoken of by: ", cell.spoken_of_by),
                ("asked by: ", cell.asked_by),
            )
            if found
        ),
    ]
    parts = [part for part in parts if part]
    return f"{one.label} [{'; '.join(parts)}]" if parts else one.label


def _additions(report: Conformance) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Write what a case adds: relations that no proposition has, and concepts of frameworks that propose nothing."""
    for one in report.extensions:
        yield f"{local_name(one.start)} · {one.name} · {local_name(one.end)}", one.claims
    yield from ((f"concept {local_name(concept)}", claims) for concept, claims in report.concepts)
