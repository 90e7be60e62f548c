"""What shows only when a case is read whole: from which source each quotation is taken.

Takes the sections of a case; changes them so that a lost source is reported once and not by each of its
quotations, which count as skipped.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.authoring.asked import ALL
from kg.authoring.entries import HOLE
from kg.model.records import Source, Word
from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from kg.authoring.nodes import Document
    from kg.model.records import Claim, Evidence, Silence

Sections = dict[str, dict[str, Any]]


def settle_sources(sections: Sections, document: Document, problems: list[Problem]) -> None:
    """Give each quotation and silence its source. One that nobody can find becomes a hole, so that it is not reported again.

    Args:
        sections: the entries of each section.
        document: what was read, and the names in what could not be read.
        problems: a case that quotes and has no source is a problem.
    """
    known = sections["sources"]
    is_written = any(section == "sources" for section, _ in document.fields)
    is_unsure = document.is_partial or "sources" in document.broken
    claims: dict[str, Claim] = sections["claims"]
    silences: dict[str, Silence] = sections["silences"]
    lines = (line.location for claim in claims.values() for line in claim.evidence if line.quotations)
    places = sorted([*lines, *(silence.id.location for silence in silences.values())])
    if places and not (known or is_written or is_unsure):
        found, hint = (
            say("a quotation or silence in a case without sources"),
            say("name there the text file that is quoted"),
        )
        problems.append(problem("KG206", places[0], found, say('a section "sources:"'), hint))
    lost = document.broken - known.keys()
    for name, claim in list(claims.items()):
        evidence = tuple(_settled(line, known, lost, is_unsure=is_unsure) for line in claim.evidence)
        claims[name] = replace(claim, evidence=evidence)
    for name, silence in list(silences.items()):
        silences[name] = _searched(silence, known, lost, is_unsure=is_unsure)
    if any(silence.source == HOLE for silence in silences.values()) or (places and not known):
        known[HOLE] = Source(HOLE, HOLE, HOLE, HOLE, HOLE)
        document.broken.add(HOLE)


def _settled(line: Evidence, known: dict[str, Any], lost: set[str], *, is_unsure: bool) -> Evidence:
    """Give the line of evidence its source, and a hole where nobody can tell which that is."""
    name = line.source
    if not line.quotations:
        return line
    only = _only_quoted(known)
    if name is None and only is not None:
        # Said outright, for a second source may be added to what is known.
        return replace(line, source=Word(only, line.location))
    is_lost = not known or (name is not None and name not in known and (is_unsure or name in lost))
    return replace(line, source=HOLE) if is_lost else line


def _searched(silence: Silence, known: dict[str, Any], lost: set[str], *, is_unsure: bool) -> Silence:
    """Give the silence the sources that were searched, each by its name where it says `ALL`.

    An unknown source is reported elsewhere, so here it becomes a hole.
    """
    name = silence.source
    searched = []
    for search in silence.searched:
        names = known if search.source == ALL else (search.source,)
        searched += [replace(search, source=Word(name, search.source.location)) for name in names]
    silence = replace(silence, searched=tuple(searched))
    if name is None and silence.searched and silence.nearest is None:
        return silence
    is_lost = not known or (name is not None and name not in known and (is_unsure or name in lost))
    only = _only_quoted(known)
    if is_lost or (name is None and only is not None):
        name = HOLE if is_lost else Word(only or "", silence.id.location)
    nearest = silence.nearest
    if nearest is not None:
        nearest = replace(nearest, source=name if name in known else HOLE)
    return replace(silence, source=name, nearest=nearest)


def _only_quoted(known: dict[str, Any]) -> str | None:
    """Find the only source, or the only one that is quoted or can be; give None when there is a choice."""
    quoted = [name for name, source in known.items() if source.access == "quoted"]
    names = quoted or [name for name, source in known.items() if source.is_quotable] or list(known)
    return names[0] if len(names) == 1 else None
