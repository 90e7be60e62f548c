"""A case as it stands where the texts of some of its sources are not: what quotes them cites them.

A claim whose words cannot be compared, or may not be shown, is as well founded as before. It keeps its line of
evidence, which then leads to a place in the source, as with a text that was never copied.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from kg.model.languages import CASE_LANGUAGES
from kg.model.records import Citation, Word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.model.records import Case, Evidence

_AT = "a quotation that was not checked: its text is not here"


def without_texts(case: Case, sources: Collection[str]) -> Case:
    """Turn each quotation of some sources into a citation of them, in its place in its line of evidence.

    Neither their file's name nor how it is cut is left, no quotation of them, and no passage that comes nearest to
    what they do not say. What each citation `says` is the words quoted: leaving these out too is for
    `kg.compile.withhold`.

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
    textless = {
        name: replace(
            source,
            read=Word(source.extent, source.id.location),
            file=Word("", source.file.location),
            segments="stops",
            joins=(),
        )
        for name, source in case.sources.items()
        if name in sources
    }
    return replace(
        case,
        sources={**case.sources, **textless},
        citations={**case.citations, **made},
        claims=claims,
        silences=silences,
    )


def _quotes(line: Evidence | None, sources: Collection[str]) -> bool:
    return line is not None and line.source in sources and bool(line.quotations)


def _cited(
    line: Evidence, case: Case, sources: Collection[str], made: dict[str, Citation], ids: Iterator[str]
) -> Evidence:
    """Put citations in place of a line's quotations; add the new ones to those made."""
    if line.source is None or not _quotes(line, sources):
        return line
    source = case.sources[line.source]
    new = []
    for words in (quotation.text for quotation in line.quotations):
        name, at = Word(next(ids), words.location), Word(_AT, words.location)
        tongue = source.language.partition("-")[0].lower()
        far = {language: words for language in CASE_LANGUAGES if language == tongue != case.language}
        made[name] = Citation(name, source.id, at, words, zh=far.get("zh"), en=far.get("en"))
        new.append(name)
    return replace(line, quotations=(), source=None, citations=(*line.citations, *new))
