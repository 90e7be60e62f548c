"""Draw the measured tables of benchmarks/results/ as plots for docs/figures.md.

Takes the JSON that the benchmarks wrote; gives docs/figures/*.svg, the same bytes for the same figures and the same
matplotlib (benchmarks/requirements.txt). Run it by hand after a benchmark: ``python docs/generate_figures.py``.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).resolve().parent
RESULTS = DOCS.parent / "benchmarks" / "results"
mpl.rcParams |= {
    "svg.hashsalt": "tongban-kg",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
}
COLOURS = {
    "kg": "#0b5d7a",
    "kg serve": "#0b5d7a",
    "pyoxigraph": "#c4651a",
    "Oxigraph": "#c4651a",
    "rdflib": "#6a6a6a",
    "Virtuoso": "#7a4a9c",
}
MARKS = {"kg": "o", "kg serve": "o", "pyoxigraph": "x", "Oxigraph": "x", "rdflib": "s", "Virtuoso": "^"}


def read(name: str) -> dict[str, Any]:
    """The figures of a benchmark."""
    found: dict[str, Any] = json.loads((RESULTS / name).read_text(encoding="utf-8"))
    return found


def svg(figure: Figure) -> bytes:
    """A figure as SVG without date."""
    figure.tight_layout()
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    return b"\n".join(line.rstrip() for line in file.getvalue().splitlines()) + b"\n"


def building() -> bytes:
    """What a thousand cases cost."""
    return _bars(read("many-1000.json")["figures"], "seconds, 1,000 cases")


def on_disk() -> bytes:
    """What ten thousand cases cost, from YAML to an answer."""
    return _bars(read("on-disk.json")["figures"], "seconds, 10,000 cases", is_log=True)


def pushing() -> bytes:
    """What a push costs, the first and those after it."""
    found = read("serving.json")
    figures = {
        f"{store}: {what}": (seconds, 0.0)
        for store, each in found["push"].items()
        for what, seconds in each.items()
    }
    return _bars(figures, f"seconds, {found['cases']:,} cases", is_log=True)


def _bars(figures: dict[str, tuple[float, float]], words: str, *, is_log: bool = False) -> bytes:
    """A bar for each figure, the first at the top; by powers of ten if they are far apart."""
    plot = Figure(figsize=(7, 0.6 + 0.4 * len(figures)))
    axes = plot.add_subplot()
    names, seconds = list(figures)[::-1], [figure[0] for figure in figures.values()][::-1]
    bars = axes.barh(names, seconds, color=COLOURS["kg"])
    axes.bar_label(bars, [f" {value:,.1f} s" for value in seconds])
    if is_log:
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
        axes.set_xlim(right=6 * max(seconds))
    else:
        axes.set_xlim(right=1.15 * max(seconds))
    axes.set_xlabel(words)
    return svg(plot)


def asking() -> bytes:
    """The time of each kind of question by the number of cases."""
    found = read("asking.json")["cases"]
    return _panels(
        list(next(iter(found.values()))["figures"]),
        ["kg", "pyoxigraph", "rdflib"],
        lambda what, who: [
            (int(cases), each["figures"][what]["milliseconds"][who])
            for cases, each in found.items()
            if who in each["figures"][what]["milliseconds"]
        ],
        ("cases", "milliseconds"),
    )


def serving() -> bytes:
    """The answers a second of each server by the number of clients."""
    found = read("serving.json")["load"]
    return _panels(
        list(next(iter(found.values()))),
        list(found),
        lambda what, who: [
            (int(clients), cell["answers a second"]) for clients, cell in found[who][what].items()
        ],
        ("clients", "answers a second"),
    )


def _panels(
    whats: list[str],
    whos: list[str],
    points: Callable[[str, str], list[tuple[int, float]]],
    words: tuple[str, str],
) -> bytes:
    """One small plot for each question, a line for each engine, both axes by powers of ten."""
    plot = Figure(figsize=(9, 5))
    for number, what in enumerate(whats, start=1):
        axes = plot.add_subplot(2, 3, number)
        for who in whos:
            found = points(what, who)
            axes.plot(
                *zip(*found, strict=True), label=who, color=COLOURS[who], marker=MARKS[who], linewidth=1.2
            )
        axes.set_xscale("log")
        axes.set_yscale("log")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(LogLocator(subs=(1.0, 3.0) if axis is axes.yaxis else (1.0,)))
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
            axis.set_minor_formatter(NullFormatter())
        axes.set_title(what, fontsize=9)
        axes.set_xlabel(words[0])
        axes.set_ylabel(words[1])
        axes.grid(visible=True, alpha=0.3)
    legend = plot.add_subplot(2, 3, 6)
    legend.axis("off")
    legend.legend(*plot.axes[0].get_legend_handles_labels(), loc="center")
    return svg(plot)


PLOTS = {
    "building.svg": building,
    "asking.svg": asking,
    "serving.svg": serving,
    "pushing.svg": pushing,
    "on-disk.svg": on_disk,
}
DRAWN = ("many-1000.json", "asking.json", "serving.json", "on-disk.json")
"""What they are drawn from; ``made-from.txt`` beside them has the hash of each, which the tests compare."""


def sums() -> str:
    """The SHA-256 of each file that is drawn, as ``sha256sum`` writes it."""
    return "".join(f"{hashlib.sha256((RESULTS / name).read_bytes()).hexdigest()}  {name}\n" for name in DRAWN)


if __name__ == "__main__":
    for name, draw in PLOTS.items():
        (DOCS / "figures" / name).write_bytes(draw())
    (DOCS / "figures" / "made-from.txt").write_text(sums(), encoding="utf-8", newline="\n")
