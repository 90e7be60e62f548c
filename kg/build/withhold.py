"""A case as the public may see it: what stands in restricted sources left out, that it exists kept.

Takes the records of a case; gives others, in which every word that comes from a restricted source is the
same word, `WORD`. This happens before anything is built, so dataset, pages, downloads and search cannot
hold what was left out. What is left out:

- of a restricted source: label, notes, rights, publisher, date and address;
- of a place cited in one: locator and paraphrase;
- of an element that only such claims are about: labels, notes, dates and figures, for its label is the
  source's own words for it;
- of a claim that cites a restricted source, and of a silence that searched one: the note.

Identifiers made of words tell as much as labels, so sources, citations and elements get numbers. A claim
keeps its identifier, its marks, its relation and its place among the others: that it was made is public.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model.records import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model.records import Case, Citation, Claim, Element, Evidence, Silence, Source

WORD, WORD_ZH = "withheld", "未公开"
_RESTRICTED = "restricted"
_PUBLIC_KINDS = frozenset({"anonymised-place"})
"""Kinds of element whose labels tell nothing."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """What was left out of a case.

    Attributes:
        sources, places, elements: what has its words replaced.
        claims: claims of which every line of evidence needs a restricted source.
    """

    sources: int = 0
    places: int = 0
    elements: int = 0
    claims: int = 0

    def as_dict(self) -> dict[str, int]:
        """The counts by name."""
        return {name: getattr(self, name) for name in ("sources", "places", "elements", "claims")}


def withhold(case: Case) -> tuple[Case, Withheld]:
    """The case as the public may see it, and how much was left out.

    Args:
        case: the case, read.
    """
    sources = [name for name, source in case.sources.items() if source.access == _RESTRICTED]
    places = [name for name, citation in case.citations.items() if citation.source in sources]
    closed = _closed_claims(case, frozenset(places))
    elements = _closed_elements(case, closed)
    names = _Names(
        _numbered("restricted", sources), _numbered("withheld-place", places), _numbered("withheld", elements)
    )
    public = replace(
        case,
        sources={names.sources.get(k, k): _source(v, names) for k, v in case.sources.items()},
        citations={names.citations.get(k, k): _citation(v, names) for k, v in case.citations.items()},
        elements={names.elements.get(k, k): _element(v, names) for k, v in case.elements.items()},
        claims={k: _claim(v, names, is_closed=k in closed) for k, v in case.claims.items()},
        silences={k: _silence(v, names) for k, v in case.silences.items()},
    )
    return public, Withheld(len(sources), len(places), len(elements), len(closed))


@dataclass(frozen=True, slots=True)
class _Names:
    """The new identifiers of what is left out; everything else keeps its own."""

    sources: Mapping[str, str]
    citations: Mapping[str, str]
    elements: Mapping[str, str]

    def source(self, word: Word) -> Word:
        return _renamed(word, self.sources)

    def citation(self, word: Word) -> Word:
        return _renamed(word, self.citations)

    def element(self, word: Word) -> Word:
        return _renamed(word, self.elements)


def _numbered(stem: str, names: Iterable[str]) -> dict[str, str]:
    return {name: f"{stem}-{number}" for number, name in enumerate(names, start=1)}


def _renamed(word: Word, names: Mapping[str, str]) -> Word:
    """The word with its new name, at its old place."""
    return Word(names[word], word.location) if word in names else word


def _closed_claims(case: Case, places: frozenset[str]) -> frozenset[str]:
    """Claims that nothing but restricted sources carries: each line needs one, or each premise is such a claim."""
    closed = {
        name
        for name, claim in case.claims.items()
        if claim.evidence and all(places & set(line.citations) for line in claim.evidence)
    }
    while True:
        more = {
            name
            for name, claim in case.claims.items()
            if name not in closed and not claim.evidence and claim.premises and set(claim.premises) <= closed
        }
        if not more:
            return frozenset(closed)
        closed |= more


def _closed_elements(case: Case, closed: frozenset[str]) -> list[str]:
    """Elements that closed claims are about, and no other claim, silence or element.

    One that shows a concept and has neither label nor note of its own has no words of a source.
    """
    open_words: set[str] = {word for silence in case.silences.values() for word in silence.about}
    closed_words: set[str] = set()
    for name, claim in case.claims.items():
        (closed_words if name in closed else open_words).update(_about(claim))
    for element in case.elements.values():
        open_words |= {word for word in (element.starts_at, element.ends_at) if word}
    return [
        name
        for name, element in case.elements.items()
        if name in closed_words - open_words
        and element.kind not in _PUBLIC_KINDS
        and not (element.instantiates and not (element.label or element.zh or element.note))
    ]


def _about(claim: Claim) -> list[str]:
    parts = (claim.phase, claim.condition, claim.through)
    return [*claim.subject, *claim.object, *(word for word in parts if word is not None)]


def _word(at: Word, text: str = WORD) -> Word:
    return Word(text, at.location)


def _source(source: Source, names: _Names) -> Source:
    if source.id not in names.sources:
        return source
    identifier = _word(source.id, names.sources[source.id])
    number = identifier.rpartition("-")[2]
    return replace(
        source, id=identifier, label=_word(source.label, f"{WORD} source {number}"),
        zh=_word(source.label, f"{WORD_ZH}的来源{number}"), zh_basis=_word(source.label, "own-translation"),
        publisher=None, published=None, url=None, note=None, rights=None, is_withheld=True,
    )  # fmt: skip


def _citation(citation: Citation, names: _Names) -> Citation:
    moved = replace(citation, source=names.source(citation.source))
    if citation.id not in names.citations:
        return moved
    return replace(
        moved, id=_word(citation.id, names.citations[citation.id]), at=_word(citation.at),
        says=_word(citation.says), zh=_word(citation.says, WORD_ZH), is_withheld=True,
    )  # fmt: skip


def _element(element: Element, names: _Names) -> Element:
    moved = replace(
        element,
        starts_at=names.element(element.starts_at) if element.starts_at else None,
        ends_at=names.element(element.ends_at) if element.ends_at else None,
    )
    if element.id not in names.elements:
        return moved
    identifier = _word(element.id, names.elements[element.id])
    label, zh, basis = None, None, None
    if element.instantiates is None:
        number = identifier.rpartition("-")[2]
        label, zh = (
            _word(element.id, f"{WORD} {number}"),
            _word(element.id, f"{WORD_ZH}{number}"),
        )
        basis = _word(element.id, "own-translation")
    return replace(
        moved, id=identifier, label=label, zh=zh, zh_basis=basis, year=None, date=None, figure=None,
        identifier=None, note=None, is_withheld=True,
    )  # fmt: skip


def _claim(claim: Claim, names: _Names, *, is_closed: bool) -> Claim:
    is_touched = any(word in names.citations for line in claim.evidence for word in line.citations)
    return replace(
        claim,
        subject=tuple(map(names.element, claim.subject)),
        object=tuple(map(names.element, claim.object)),
        phase=names.element(claim.phase) if claim.phase else None,
        condition=names.element(claim.condition) if claim.condition else None,
        through=names.element(claim.through) if claim.through else None,
        evidence=tuple(_line(line, names) for line in claim.evidence),
        cause=_word(claim.cause) if claim.cause and (is_touched or is_closed) else claim.cause,
        note=_word(claim.note) if claim.note and (is_touched or is_closed) else claim.note,
        is_withheld=is_closed,
    )


def _line(line: Evidence, names: _Names) -> Evidence:
    source = names.source(line.source) if line.source else None
    return replace(line, source=source, citations=tuple(map(names.citation, line.citations)))


def _silence(silence: Silence, names: _Names) -> Silence:
    searched = (silence.source, *silence.searched)
    is_touched = any(word in names.sources for word in searched if word)
    return replace(
        silence,
        about=tuple(map(names.element, silence.about)),
        source=names.source(silence.source) if silence.source else None,
        searched=tuple(map(names.source, silence.searched)),
        nearest=_line(silence.nearest, names) if silence.nearest else None,
        note=_word(silence.note) if silence.note and is_touched else silence.note,
    )
