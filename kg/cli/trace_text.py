"""A trace of a claim or of an edge as text: a tree for the terminal, an outline for Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.layout import branches, lines_of
from kg.model.vocabulary import GLYPHS
from kg.trace import Explanation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.trace import Citation, EvidenceLine, Opposed, Passage, SilenceNote, Trace, Way

_SAID = {
    "stated": "the source states",
    "reported": "somebody in the source says",
    "presupposed": "the source takes for granted",
    "interpreted": "we read",
    "inferred": "it follows",
    "background": "general knowledge",
}
_SILENCES = 5
_SORTS = {"cited": "place cited by locator", "restricted": "restricted place"}
_WITHHELD = "withheld"
_AGAINST = {"contradicts": "What contradicts it", "rivals": "What competes with it"}


def as_tree(trace: Trace, width: int, opposed: Sequence[Opposed] = ()) -> str:
    """Draw a trace as a tree.

    Args:
        trace: the trace.
        width: characters a line may have.
        opposed: what contradicts it or competes with it.
    """
    lines = _head_of(trace, width)
    lines += lines_of(trace.weakest, width, "    ", first="  ")
    lines += grounds(trace, width)
    for how, heading in _AGAINST.items():
        others = [one.trace for one in opposed if one.how == how]
        lines += ["", f"{heading}:"] if others else []
        for other in others:
            lines += _head_of(other, width)
            lines += grounds(other, width)
    lines += _follows(trace, width)
    lines += _silences(trace, width)
    return "\n".join(lines)


def _head_of(trace: Trace, width: int) -> list[str]:
    """Write a claim and its marks, above its branches."""
    head = lines_of(f"{GLYPHS[trace.status]} {trace.sentence}.", width, "  ", first="")
    return [*head, *lines_of(f"{trace.case}/{trace.id} · {_marks(trace)}", width, "    ", first="  ")]


def _marks(trace: Trace) -> str:
    """Write the four marks of a claim, and what an interpretation rests on."""
    parts = [f"{_SAID[trace.status]} ({trace.status})", trace.role, trace.modality, trace.polarity]
    if trace.basis:
        parts.append(f"basis: {', '.join(word.replace('-', ' ') for word in trace.basis)}")
    if trace.confidence:
        parts.append(f"confidence: {trace.confidence}")
    if trace.stage:
        parts.append(f"stage: {trace.stage}")
    return " · ".join(parts)


def grounds(trace: Trace, width: int) -> list[str]:
    """Draw what a claim rests on, as the branches of a tree: its premises and its lines of evidence."""
    blocks = [lines_of(remark, width - 3, "  ", first="") for remark in _remarks(trace)]
    for premise in trace.premises:
        head = lines_of(f"{GLYPHS[premise.status]} {premise.sentence}.", width - 3, "  ", first="")
        marks = lines_of(f"{premise.case}/{premise.id} · {_marks(premise)}", width - 3, "    ", first="  ")
        blocks.append([*head, *marks, *grounds(premise, width - 3)])
    if trace.rule:
        blocks.append(lines_of(f"by the rule: {trace.rule}", width - 3, "  ", first=""))
    blocks.extend(_line(line, width - 3) for line in trace.evidence)
    return branches(blocks)


def _remarks(trace: Trace) -> Iterator[str]:
    """Say what the coder adds to a claim."""
    if trace.because or trace.because_zh:
        yield f"because: {trace.because or trace.because_zh}"
    if trace.instead_of:
        instead = ", ".join(part.label for part in trace.instead_of)
        yield f"could be read as: {instead}; not so, because: {trace.why_not or trace.why_not_zh}"
    if trace.preferred_because or trace.preferred_because_zh:
        against = ", ".join((*trace.contradicts, *trace.rivals))
        yield f"preferred to {against}, because: {trace.preferred_because or trace.preferred_because_zh}"
    if trace.note:
        yield f"note: {trace.note}"
    if trace.cause:
        yield f"causal words: “{trace.cause}”"
    if trace.corroborates:
        yield f"corroborates: {', '.join(trace.corroborates)}"


def _line(line: EvidenceLine, width: int) -> list[str]:
    """Write a line of evidence with all its passages and citations."""
    head = f"evidence that {line.direction}: {_jointly(line)}{_said_by(line)}"
    lines = lines_of(head, width, "  ", first="")
    for passage in line.passages:
        head = f"{'+'.join(passage.segments)} [{passage.start},{passage.end})  {passage.source_label}"
        lines += [
            *lines_of(head, width, "  ", first=""),
            *lines_of(_in_sentence(passage), width, "  ", first="  "),
        ]
    for citation in line.citations:
        lines += lines_of(_head(citation), width, "  ", first="")
        lines += lines_of(citation.says or _WITHHELD, width, "  ", first="  ")
    return lines


def _said_by(line: EvidenceLine) -> str:
    """Say by whom a line of evidence is said within the source, the innermost speaker first."""
    said = []
    for saying in line.said_by:
        words = [saying.who.label]
        words += [f"as {saying.office}"] if saying.office else []
        words += [f"to {saying.to.label}"] if saying.to else []
        words += [saying.when] if saying.when else []
        said.append(", ".join(words))
    return f"; said by {', reported by '.join(said)}" if said else ""


def _jointly(line: EvidenceLine) -> str:
    """Count what a line of evidence needs, by kind: quoted, cited, restricted."""
    kinds = ["passage"] * len(line.passages) + [_SORTS[c.access] for c in line.citations]
    counts = [(kinds.count(kind), kind) for kind in dict.fromkeys(kinds)]
    words = " and ".join(
        f"{number} {kind if number == 1 else kind.replace('passage', 'passages').replace('place', 'places')}"
        for number, kind in counts
    )
    return f"{words}, needed together" if len(kinds) > 1 else words


def _head(citation: Citation) -> str:
    """Write where a citation stands, and that nobody compared it with the text."""
    places = " · ".join(part for part in (citation.locator, citation.source_label) if part)
    return f"{places}  ({_SORTS[citation.access]}, not checked by machine)"


def _in_sentence(passage: Passage) -> str:
    """Show a passage in its sentence, between guillemets."""
    return f"{passage.before}»{passage.exact}«{passage.after}"


def _follows(trace: Trace, width: int) -> list[str]:
    if not trace.follows:
        return []
    lines = ["", "What follows from it:"]
    for item in trace.follows:
        lines += lines_of(f"{GLYPHS['inferred']} {item.sentence}{_by(item.rule)}", width, "    ", first="  ")
    return lines


def _silences(trace: Trace, width: int) -> list[str]:
    if not trace.silences:
        return []
    lines = []
    for standing, silences in _by_standing(trace.silences[:_SILENCES]):
        lines += ["", f"{standing}:"]
        for silence in silences:
            lines += lines_of(f"{silence.sign} {silence.question}  ({silence.id})", width, "    ", first="  ")
    if len(trace.silences) > _SILENCES:
        lines.append(f"  … and {len(trace.silences) - _SILENCES} more beside it")
    return lines


def as_markdown(trace: Trace, opposed: Sequence[Opposed] = ()) -> str:
    """Write a trace as an outline in Markdown, with what contradicts it or competes with it."""
    return "\n".join(
        [
            f"# {trace.sentence}",
            "",
            *_markdown(trace, 0),
            *_markdown_opposed(opposed),
            *_markdown_follows(trace),
            *_markdown_silences(trace),
        ]
    )


def _markdown(trace: Trace, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if depth:
        yield f"{pad}- {GLYPHS[trace.status]} {trace.sentence}"
    yield f"{pad}- `{trace.case}/{trace.id}`: {_marks(trace)}"
    if not depth:
        yield f"{pad}- {trace.weakest}"
    yield from (f"{pad}- {remark}" for remark in _remarks(trace))
    if trace.rule:
        yield f"{pad}- by the rule: {trace.rule}"
    for line in trace.evidence:
        yield from _markdown_line(line, pad)
    for premise in trace.premises:
        yield f"{pad}- follows from:"
        yield from _markdown(premise, depth + 1)


def _markdown_opposed(opposed: Sequence[Opposed]) -> Iterator[str]:
    for how, heading in _AGAINST.items():
        others = [one.trace for one in opposed if one.how == how]
        if others:
            yield from ("", f"## {heading}", "")
        for other in others:
            yield f"- {GLYPHS[other.status]} {other.sentence}"
            yield from (f"  {line}" for line in _markdown(other, 0))


def _markdown_follows(trace: Trace) -> Iterator[str]:
    if trace.follows:
        yield from ("", "## What follows from it", "")
        yield from (f"- {GLYPHS['inferred']} {item.sentence}{_by(item.rule)}" for item in trace.follows)


def _by(rule: str) -> str:
    return f" ({rule})" if rule else ""


def _markdown_line(line: EvidenceLine, pad: str) -> Iterator[str]:
    together = " (all of them together)" if len(line.passages) + len(line.citations) > 1 else ""
    yield f"{pad}- evidence that {line.direction}{together}{_said_by(line)}:"
    for passage in line.passages:
        yield f"{pad}  - {'+'.join(passage.segments)}, {passage.source_label}:"
        yield f"{pad}    > {passage.before}**{passage.exact}**{passage.after}"
    for citation in line.citations:
        yield f"{pad}  - {_head(citation)}:"
        yield f"{pad}    {citation.says or _WITHHELD}"


def _markdown_silences(trace: Trace) -> Iterator[str]:
    for standing, silences in _by_standing(trace.silences):
        yield from ("", f"## {standing}", "")
        yield from (f"- {silence.question} (`{silence.id}`)" for silence in silences)


def _by_standing(silences: Sequence[SilenceNote]) -> list[tuple[str, list[SilenceNote]]]:
    """Group questions left open by how far they were looked into, each group under what is said of it."""
    found: dict[str, list[SilenceNote]] = {}
    for silence in silences:
        found.setdefault(silence.standing[:1].upper() + silence.standing[1:], []).append(silence)
    return list(found.items())


__all__ = ["as_markdown", "as_tree", "grounds"]


def edge_as_tree(explanation: Explanation, width: int) -> str:
    """Draw an explanation as a tree.

    Args:
        explanation: the explanation.
        width: characters a line may have.
    """
    return "\n".join(_edge(explanation, width))


def _edge_head(explanation: Explanation) -> str:
    mark = "∴" if explanation.ways or explanation.is_repeated else "●"
    said = "" if explanation.ways else " (explained above)" if explanation.is_repeated else " (written)"
    taint = "  ○ rests on a reading" if explanation.is_tainted else ""
    return f"{mark} {explanation.sentence}{said}{taint}"


def _edge(explanation: Explanation, width: int) -> list[str]:
    """Draw an edge and, below it, the ways in which it follows."""
    lines = lines_of(_edge_head(explanation), width, "  ", first="")
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


def edge_as_markdown(explanation: Explanation) -> str:
    """Write an explanation as an outline in Markdown."""
    return "\n".join([f"# {explanation.sentence}", "", *_edge_outline(explanation, 0)])


def _edge_outline(explanation: Explanation, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if depth:
        yield f"{pad}- {_edge_head(explanation)}"
    for number, way in enumerate(explanation.ways, start=1):
        axiom = f" (`{way.axiom}`)" if way.axiom else ""
        yield f"{pad}  - {'because' if number == 1 else 'also because'}: {way.rule}{axiom}"
        for premise in way.premises:
            if isinstance(premise, Explanation):
                yield from _edge_outline(premise, depth + 2)
            else:
                yield f"{pad}    - {GLYPHS[premise.status]} {premise.sentence} (`{premise.case}/{premise.id}`)"
                for line in premise.evidence:
                    for passage in line.passages:
                        yield f"{pad}      > {passage.before}**{passage.exact}**{passage.after}"
