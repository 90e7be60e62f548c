"""The section on reasoning of the page of figures."""

from __future__ import annotations

from typing import Any

SECTION = """\
## Reasoning

Engines side by side on the same triples, checked to give the same edges and, where they give them, the same ways; {versions}.

{engines}

*Reasons written* puts the ways in order, leaves circular ones out, marks what rests on a reading and writes the graph of
reasons; it would come on top for every engine.

Invented cases from a seed (`made_study.py`), one after another: {scale[asserted a case]} asserted quads and {scale[reasons a case]}
quads of reasons a case. Seconds of the processor, except for HermiT, which runs beside us in Java.

{cases}

One case again and again takes {warm}; of a thousand, the first hundred {first} each and the last hundred {last} each (medians).

- With reasons we take {scale[reasons over bare rules]} times as long as bare SPARQL rules without any (aim: at most {aims[reasons over bare rules]}).
- At ten cases owlrl takes {part} times as long as we do with reasons when it is given the part of the ontology that we use,
  {whole} times when it is given the ontology as it is published (aim: {aims[owlrl, 10 cases]}). Owlrl has one round and finds
  no reasons; ours is the fastest of several rounds.
"""


def section(found: dict[str, Any]) -> str:
    """The figures of ``reason.py`` as Markdown."""
    scale = found["scale"]
    ratios = scale["owlrl over ours"]
    return SECTION.format(
        versions=", ".join(f"{name} {version}" for name, version in found["versions"].items()),
        engines=_engines(found["engines"]),
        scale=scale,
        aims=found["aims"],
        cases=_cases(scale),
        warm=_seconds(scale["ours, warm"]["seconds"]),
        first=_seconds(scale["ours, first hundred a case"]),
        last=_seconds(scale["ours, last hundred a case"]),
        part=ratios["our part of the ontology"],
        whole=ratios["the whole ontology"],
    )


def _engines(engines: dict[str, Any]) -> str:
    """The engines as rows, the cases as columns; the fastest of the rounds."""
    cases = list(engines)
    sizes = " | ".join(
        f"{name}: {engines[name]['asserted']} asserted, {engines[name]['edges']} edges, {engines[name]['ways']} ways"
        for name in cases
    )
    lines = [f"| What | {sizes} |", "|---|" + "---|" * len(cases)]
    for what in engines[cases[0]]["figures"]:
        times = " | ".join(_seconds(engines[name]["figures"][what]["fastest"]) for name in cases)
        lines.append(f"| {what} | {times} |")
    return "\n".join(lines)


def _cases(scale: dict[str, Any]) -> str:
    """What each engine takes for so many cases."""
    hermit = scale["HermiT"]["1"]
    rows = {
        "ours, with reasons": scale["ours"] | {"10": scale["ours, 10"]},
        "bare SPARQL rules": scale["bare SPARQL rules"],
        "owlrl, our part of the ontology": _of(scale["owlrl"], "our part of the ontology"),
        "owlrl, the whole ontology": _of(scale["owlrl"], "the whole ontology"),
    }
    rows |= {f"HermiT, {what}": {"1": value} for what, value in hermit.items()}
    numbers = ["1", "10", "100", "1000"]
    lines = ["| What | 1 case | 10 cases | 100 cases | 1,000 cases |", "|---|---|---|---|---|"]
    for name, figures in rows.items():
        times = [_seconds(figures[number]) if number in figures else "" for number in numbers]
        lines.append(f"| {name} | {' | '.join(times)} |")
    return "\n".join(lines)


def _of(figures: dict[str, Any], what: str) -> dict[str, float]:
    return {number: found[what] for number, found in figures.items()}


def _seconds(value: float | str) -> str:
    """Seconds, or milliseconds below one tenth; words as they are."""
    if isinstance(value, str):
        return value
    return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.1f} ms"  # noqa: PLR2004 - a tenth
