"""An explanation as text: a tree for the terminal, an outline for Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.layout import branches, lines_of
from kg.cli.trace_text import grounds
from kg.model.vocabulary import GLYPHS
from kg.trace import Explanation, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.trace import Way


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
    """Draw an edge and, below it, the ways in which it follows."""
    lines = lines_of(_head(explanation), width, "  ", first="")
    blocks = []
    for number, way in enumerate(explanation.ways, start=1):
        lead = "because" if number == 1 else "also because"
        blocks.append(_way(way, lead, width - 3))
    return lines + branches(blocks)


def _way(way: Way, lead: str, width: int) -> list[str]:
    """Draw one way in which an edge follows: the rule, the axiom, the premises."""
    lines = lines_of(f"{lead}: {way.rule}", width, "  ", first="")
    if way.axiom:
        lines += lines_of(f"by {way.axiom}", width, "    ", first="  ")
    return lines + branches([_premise(premise, width - 3) for premise in way.premises])


def _premise(premise: Explanation | Trace, width: int) -> list[str]:
    if isinstance(premise, Explanation):
        return _edge(premise, width)
    head = lines_of(
        f"{GLYPHS[premise.status]} {premise.sentence}.  ({premise.case}/{premise.id})", width, "  ", first=""
    )
    return head + grounds(premise, width)


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
