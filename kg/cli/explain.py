"""``kg explain``: why an inferred edge holds, as a tree for the terminal or an outline in Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli.layout import branches, lines_of, terminal_width
from kg.cli.options import build_option, credentials_from, format_option, store_option
from kg.cli.trace import grounds
from kg.model.vocabulary import GLYPHS
from kg.pipeline import open_snapshot
from kg.trace import Explanation, Trace, explain_edge, find_edge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@click.command("explain")
@click.argument("edge", nargs=-1, required=True, metavar="ID | SUBJECT PREDICATE OBJECT")
@format_option("tree", "json", "markdown")
@build_option
@store_option
def command(edge: tuple[str, ...], form: str, build: Path, store: str, netrc: Path | None) -> None:
    """Say why an inferred edge holds: by which rule and axiom, and from which premises.

    Name the edge by subject, predicate and object, as in: kg explain field interacts with
    innovation. Labels, identifiers and local names will do. The shortest way it follows comes
    first.
    """
    asked = open_snapshot(build, store, credentials_from(netrc)).store
    explanation = explain_edge(asked, find_edge(asked, " ".join(edge)))
    if form == "json":
        click.echo(json.dumps(explanation.as_dict(), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(as_markdown(explanation))
    else:
        click.echo(as_tree(explanation, terminal_width(100)))


def as_tree(explanation: Explanation, width: int) -> str:
    """Draw an explanation as a tree.

    Args:
        explanation: the explanation.
        width: characters a line may have.
    """
    return "\n".join(_edge(explanation, width))


def _head(explanation: Explanation) -> str:
    mark = "∴" if explanation.ways or explanation.is_repeated else "●"
    said = "" if explanation.ways else " (explained above)" if explanation.is_repeated else " (written)"
    taint = "  ○ rests on a reading" if explanation.is_tainted else ""
    return f"{mark} {explanation.sentence}{said}{taint}"


def _edge(explanation: Explanation, width: int) -> list[str]:
    """Draw an edge and, below it, the ways in which it follows: the rule, the axiom, the premises of each."""
    blocks = []
    for number, way in enumerate(explanation.ways, start=1):
        lead = "because" if number == 1 else "also because"
        block = lines_of(f"{lead}: {way.rule}", width - 3, "  ", first="")
        if way.axiom:
            block += lines_of(f"by {way.axiom}", width - 3, "    ", first="  ")
        blocks.append(block + branches([_premise(premise, width - 6) for premise in way.premises]))
    return lines_of(_head(explanation), width, "  ", first="") + branches(blocks)


def _premise(premise: Explanation | Trace, width: int) -> list[str]:
    if isinstance(premise, Explanation):
        return _edge(premise, width)
    claim = f"{GLYPHS[premise.status]} {premise.sentence}.  ({premise.case}/{premise.id})"
    return lines_of(claim, width, "  ", first="") + grounds(premise, width)


def as_markdown(explanation: Explanation) -> str:
    """Write an explanation as an outline in Markdown."""
    return "\n".join([f"# {explanation.sentence}", "", *_outline(explanation, 0)])


def _outline(explanation: Explanation, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if depth:
        yield f"{pad}- {_head(explanation)}"
    for number, way in enumerate(explanation.ways, start=1):
        axiom = f" (`{way.axiom}`)" if way.axiom else ""
        yield f"{pad}  - {'because' if number == 1 else 'also because'}: {way.rule}{axiom}"
        for premise in way.premises:
            if isinstance(premise, Explanation):
                yield from _outline(premise, depth + 2)
            else:
                yield f"{pad}    - {GLYPHS[premise.status]} {premise.sentence} (`{premise.case}/{premise.id}`)"
                for line in premise.evidence:
                    for passage in line.passages:
                        yield f"{pad}      > {passage.before}**{passage.exact}**{passage.after}"
