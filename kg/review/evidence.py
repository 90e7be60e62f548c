"""The claims of a case with their names and the words they rest on, as the checks of fit need them.

Takes the records of a case; only puts together what stands in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.iris import kebab, local_name, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Index
    from kg.records.facts import Claim

_SIDES = ("object", "subject")


@dataclass(frozen=True, slots=True)
class Piece:
    """A quotation or a citation in a line of evidence.

    Attributes:
        kind: the kind of its source.
        texts: the words quoted, or the paraphrases in the languages there are.
        is_quoted: its words are the source's.
    """

    iri: str
    source: str
    kind: str
    texts: tuple[str, ...]
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A claim as it is to be looked at.

    Attributes:
        record: the claim itself.
        relations: its relation and all above it, by the words authors use.
        names: for subject and object, the names of each thing, those of its concept included.
        concepts: those of the things that show a concept of a framework.
        supports: the pieces of its supporting lines, each once.
    """

    record: Claim
    relations: frozenset[str]
    names: dict[str, dict[str, list[str]]]
    concepts: frozenset[str]
    supports: dict[str, Piece]

    @property
    def texts(self) -> list[str]:
        """All words it rests on."""
        return [text for piece in self.supports.values() for text in piece.texts]


def claims_with_words(index: Index, case: str) -> list[ClaimWords]:
    """Put the claims of a case beside their words, by identifier.

    Args:
        index: what the case states.
        case: the case's IRI.
    """
    return [_with_words(index, claim) for claim in index.facts.claims.values() if claim.case == case]


def _with_words(index: Index, claim: Claim) -> ClaimWords:
    relation = index.facts.relations.get(claim.relation)
    above = relation.above if relation else ()
    things = {side: claim.part(side) for side in _SIDES}
    return ClaimWords(
        record=claim,
        relations=frozenset([word_of(claim.relation), *(kebab(local_name(one)) for one in above)]),
        names={
            side: {thing: names for thing in held if (names := _names(index, thing))}
            for side, held in things.items()
            if held
        },
        concepts=frozenset(thing for held in things.values() for thing in held if _concept(index, thing)),
        supports={piece.iri: piece for piece in _pieces(index, claim)},
    )


def _concept(index: Index, thing: str) -> str:
    element = index.facts.elements.get(thing)
    return element.concept if element else ""


def _names(index: Index, thing: str) -> list[str]:
    """List every name of a thing and of its concept, by language."""
    facts = index.facts
    ones = [thing, _concept(index, thing)]
    labels = {told for one in ones if one in facts.names for told in facts.names[one].texts.items()} | {
        (note.language, note.text)
        for one in ones
        for note in facts.notes.get(one, ())
        if note.property == "altLabel"
    }
    return [label for _, label in sorted(labels)]


def _pieces(index: Index, claim: Claim) -> Iterator[Piece]:
    """Collect what supports a claim, line by line: the places cited, then the quotations in the order of the text."""
    facts = index.facts
    for line in index.lines_of.get(claim.iri, ()):
        if line.direction != "supports":
            continue
        for cited in (facts.citations[iri] for iri in sorted(line.citations)):
            kind = facts.sources[cited.source].kind
            yield Piece(
                cited.iri, cited.source, kind, tuple(dict.fromkeys(cited.says.values())), is_quoted=False
            )
        quoted = [facts.passages[iri] for iri in line.passages]
        for passage in sorted(quoted, key=lambda passage: (passage.start, passage.iri)):
            kind = facts.sources[passage.source].kind
            yield Piece(passage.iri, passage.source, kind, (passage.exact,), is_quoted=True)
