"""A case as it stands where the texts of some of its sources are not: what quotes them cites them.

A claim whose words cannot be compared, or may not be shown, is as well founded as before. It keeps its line of
evidence, which then leads to a place in the source, as with a text that was never copied.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from kg.model.records import Citation, Word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.model.records import Case, Evidence, Quotation, Source

_AT = "a quotation that was not checked: its text is not here"


def without_texts(case: Case, sources: Collection[str]) -> Case:
    """Turn each quotation of some sources into a citation of them, in its place in its line of evidence.

    Neither their file's name nor how it is cut is left, no quotation of them, and no passage that comes nearest to
    what they do not say. What each citation `says` is the words quoted: leaving these out too is for
    `kg.build.withhold`.

    Args:
        case: the case, read.
        sources: the ids of the sources.
    """
    if not sources:
        return case
    made: dict[str, Citation] = {}
    ids = (name for n in count(1) if (name := f"quotation-{n}") not in case.citations)
    claims = {
        name: replace(
            claim, evidence=tuple(_cited(line, case, sources, made, ids) for line in claim.evidence)
        )
        for name, claim in case.claims.items()
    }
    silences = {
        name: replace(silence, nearest=None) if _quotes(silence.nearest, sources) else silence
        for name, silence in case.silences.items()
    }
    return replace(
        case,
        sources={k: _textless(v) if k in sources else v for k, v in case.sources.items()},
        citations={**case.citations, **made},
        claims=claims,
        silences=silences,
    )


def _textless(source: Source) -> Source:
    read = Word(source.extent, source.id.location)
    return replace(source, read=read, file=Word("", source.file.location), segments="stops", joins=())


def _quotes(line: Evidence | None, sources: Collection[str]) -> bool:
    return line is not None and line.source in sources and bool(line.quotations)


def _cited(
    line: Evidence, case: Case, sources: Collection[str], made: dict[str, Citation], ids: Iterator[str]
) -> Evidence:
    """The line of evidence with citations for its quotations; the new ones are put among those made."""
    if line.source is None or not _quotes(line, sources):
        return line
    new = [_citation(next(ids), quotation, case.sources[line.source]) for quotation in line.quotations]
    made.update((citation.id, citation) for citation in new)
    return replace(line, quotations=(), source=None, citations=(*line.citations, *(c.id for c in new)))


def _citation(identifier: str, quotation: Quotation, source: Source) -> Citation:
    place = quotation.text.location
    is_chinese = source.language.startswith("zh")
    return Citation(Word(identifier, place), source.id, Word(_AT, place), quotation.text,
                    quotation.text if is_chinese else None)  # fmt: skip
