"""How cases stand to what their framework proposes, as text, Markdown and CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from kg.cli.layout import wrapped
from kg.model.iris import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.compare import Conformance
    from kg.compare.conformance import Verdict

SAYS = {
    "supported": "supported: a source says so, or it follows from what sources say",
    "contradicted": "contradicted: a source denies it, or says what speaks against it",
    "disputed": "disputed: sources say both",
    "partly": "not tested: sources say it of some of the concepts only",
    "read-only": "not tested: it is only read into the words",
    "silent": "not tested: the sources do not say",
    "not-coded": "not tested: nobody has coded it",
}
"""Each verdict in words."""
_ORIGIN = "taken from this case, so its agreement tests nothing"


def as_text(reports: Sequence[Conformance], width: int) -> str:
    """Set how cases stand to their frameworks, in lines of a width."""
    return "\n".join(
        wrapped(line, width, " " * (indent + 2), first=" " * indent) for indent, line in _lines(reports)
    )


def as_markdown(reports: Sequence[Conformance]) -> str:
    """Write the reports as Markdown: a heading for each case, a list for each verdict."""
    marks = {0: "## ", 2: "\n**{}**\n", 4: "- "}
    lines = []
    for indent, line in _lines(reports):
        mark = marks[indent]
        lines.append(mark.format(line) if "{}" in mark else f"{mark}{line}")
    return "\n".join(lines) + "\n"


def as_csv(reports: Sequence[Conformance]) -> str:
    """Write the reports as CSV: a line for each proposition, extension and concept beyond the framework."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ["case", "verdict", "proposition", "claims", "against", "silences", "taken-from-this-case"]
    )
    for report in reports:
        for one in report.verdicts:
            names = [" ".join(map(local_name, found)) for found in (one.claims, one.against, one.silences)]
            writer.writerow([report.name, one.verdict, one.label, *names, "yes" if one.is_origin else "no"])
        for label, claims in _additions(report):
            writer.writerow([report.name, "extends", label, " ".join(map(local_name, claims)), "", "", "no"])
    return text.getvalue()


def _lines(reports: Sequence[Conformance]) -> Iterator[tuple[int, str]]:
    """Give each line with its depth: the case, the verdict, the proposition."""
    for report in reports:
        counts = Counter(one.verdict for one in report.verdicts)
        tested = sum(
            number
            for verdict, number in counts.items()
            if verdict in {"supported", "contradicted", "disputed"}
        )
        yield (
            0,
            f"{report.name}: {len(report.verdicts)} propositions, {tested} of them spoken of by its sources",
        )
        if report.verdicts and all(one.is_origin for one in report.verdicts):
            yield 2, f"All were {_ORIGIN}."
        for verdict, words in SAYS.items():
            held = [one for one in report.verdicts if one.verdict == verdict]
            if held:
                yield 2, f"{words} ({len(held)})"
                yield from ((4, _said(one)) for one in held)
        added = list(_additions(report))
        if added:
            yield 2, f"extends: sources say what the framework does not propose ({len(added)})"
            yield from ((4, f"{label} [{', '.join(map(local_name, claims))}]") for label, claims in added)


def _said(one: Verdict) -> str:
    """Write a proposition with the claims and silences behind its verdict."""
    parts = [
        f"{word}{', '.join(map(local_name, found))}"
        for word, found in (("", one.claims), ("against: ", one.against), ("open: ", one.silences))
        if found
    ]
    return f"{one.label} [{'; '.join(parts)}]" if parts else one.label


def _additions(report: Conformance) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Write what a case adds: relations that no proposition has, and concepts of frameworks that propose nothing."""
    for one in report.extensions:
        yield f"{local_name(one.start)} · {one.name} · {local_name(one.end)}", one.claims
    yield from ((f"concept {local_name(concept)}", claims) for concept, claims in report.concepts)
