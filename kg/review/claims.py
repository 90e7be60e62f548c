"""Claims beside the words they rest on, as the checks of a review look at them.

Takes what a case states; gives each claim with its names, its pieces of evidence and its notes, and makes items of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.iris import kebab, local_name, word_of
from kg.records.facts import ABOUT
from kg.review.records import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.problems.said import Said
    from kg.records import Index
    from kg.records.facts import Claim

_ENDS = ("object", "subject")


@dataclass(frozen=True, slots=True)
class Piece:
    """A quotation or a citation in a line of evidence.

    Attributes:
        kind: the kind of its source.
        texts: the words quoted, or the paraphrases in the languages there are.
        is_quoted: its words are the source's.
        line: the line of evidence it stands in.
        start, end: where it is quoted from in the text of its source.
    """

    iri: str
    source: str
    kind: str
    texts: tuple[str, ...]
    is_quoted: bool
    line: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A claim as it is to be looked at.

    Attributes:
        record: the claim itself.
        relations: its relation and all above it, by the words authors use.
        names: for subject and object, the names of each thing, those of its concept included.
        called: for each thing it is about, what the claim calls it, and what that is called elsewhere.
        concepts: those of the things that show a concept of a framework.
        supports: the pieces of its supporting lines, each once.
    """

    record: Claim
    relations: frozenset[str]
    names: dict[str, dict[str, list[str]]]
    called: dict[str, list[str]]
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
    things = {side: claim.part(side) for side in _ENDS}
    return ClaimWords(
        record=claim,
        relations=frozenset([word_of(claim.relation), *(kebab(local_name(one)) for one in above)]),
        names={
            side: {thing: names for thing in held if (names := _names(index, thing))}
            for side, held in things.items()
            if held
        },
        called={thing: _called(index, thing) for place in ABOUT for thing in claim.part(place)},
        concepts=frozenset(thing for held in things.values() for thing in held if _concept(index, thing)),
        supports={piece.iri: piece for piece in _pieces(index, claim)},
    )


def _concept(index: Index, thing: str) -> str:
    element = index.facts.elements.get(thing)
    return element.concept if element else ""


def _called(index: Index, thing: str) -> list[str]:
    """List what a thing is called in a sentence; where it takes the name of its concept, the concept's other names too."""
    own = index.facts.names.get(thing)
    concept = _concept(index, thing)
    if own and concept and index.text(concept) == index.text(thing):
        return _names(index, thing)
    others = [note.text for note in index.facts.notes.get(thing, ()) if note.property == "altLabel"]
    return [*(own.texts.values() if own else ()), *others]


def _names(index: Index, thing: str) -> list[str]:
    """List every name of a thing and of its concept, by language."""
    facts = index.facts
    ones = [thing, _concept(index, thing)]
    labels = {told for one in ones if one in facts.names for told in facts.names[one].texts.items()}
    notes = [note for one in ones for note in facts.notes.get(one, ()) if note.property == "altLabel"]
    labels |= {(note.language, note.text) for note in notes}
    return [label for _, label in sorted(labels)]


def _pieces(index: Index, claim: Claim) -> Iterator[Piece]:
    """Collect what supports a claim, line by line: the places cited, then the quotations in the order of the text."""
    facts = index.facts
    for line in index.lines_of.get(claim.iri, ()):
        if line.direction != "supports":
            continue
        for cited in (facts.citations[iri] for iri in sorted(line.citations)):
            kind = facts.sources[cited.source].kind
            says = tuple(dict.fromkeys(cited.says.values()))
            yield Piece(cited.iri, cited.source, kind, says, is_quoted=False, line=line.iri)
        quoted = [facts.passages[iri] for iri in line.passages]
        for passage in sorted(quoted, key=lambda passage: (passage.start, passage.iri)):
            kind = facts.sources[passage.source].kind
            place = (line.iri, passage.start, passage.end)
            yield Piece(passage.iri, passage.source, kind, (passage.exact,), True, *place)  # noqa: FBT003 - by place


def item_of(kind: str, case: str, claim: ClaimWords, why: Said, pieces: Iterable[Piece] = ()) -> Item:
    """Make an item with the words of some pieces, or of all that the claim rests on."""
    shown = list(pieces) or list(claim.supports.values())
    is_quoted = all(piece.is_quoted for piece in shown)
    # The first words of each piece, joined as quotations needed together are joined elsewhere.
    words = " … ".join(" ".join(piece.texts[0].split()) for piece in shown if piece.texts)
    who = (local_name(case), claim.record.iri, claim.record.identifier)
    return Item(kind, *who, words, why, is_quoted=is_quoted)
