"""The weakest link of a trace, said in the reader's language.

Takes the trace that `kg.trace` gives; its English is what `kg trace` prints, a test compares them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.site.lens import Lens
    from kg.trace import Trace

_SURENESS = {"low": 0, "medium": 1, "high": 2}


def weakest_words(lens: Lens, trace: Trace) -> str:
    """What the whole trace rests on, its weakest part first."""
    parts = list(_walk(trace))
    readings = [part for part in parts if part.status == "interpreted"]
    if readings:
        worst = min(readings, key=lambda part: _SURENESS.get(part.confidence, 0))
        bases = lens.joined(lens.name(iris.mark("basis", word)).text for word in worst.basis)
        sure = lens.mark("confidence", worst.confidence).text if worst.confidence else ""
        return lens.t("weakest.reading", n=len(readings), basis=bases, confidence=sure)
    if any(part.status == "background" for part in parts):
        return lens.t("weakest.background")
    lines = [line for part in parts for line in part.evidence if line.direction == "supports"]
    passages = {p.iri for line in lines for p in line.passages}
    if cited := {c.iri: c.access for line in lines for c in line.citations}:
        restricted = list(cited.values()).count("restricted")
        counts = (("passages", len(passages)), ("cited", len(cited) - restricted), ("restricted", restricted))
        told = lens.joined(lens.t(f"weakest.part_{key}", n=n) for key, n in counts if n)
        return lens.t("weakest.partly_checked" if passages else "weakest.unchecked", parts=told)
    if not passages:
        return lens.t("weakest.nothing")
    taken = any(part.status == "presupposed" for part in parts)
    return lens.t("weakest.presupposed" if taken else "weakest.passages", n=len(passages))


def _walk(trace: Trace) -> Iterator[Trace]:
    """The trace and everything below it."""
    yield trace
    for premise in trace.premises:
        yield from _walk(premise)
