"""How well the claims of a case fit the words they rest on: what a second coder should look at.

Takes what a case states; gives items. Each check is a rule of thumb that is often wrong: its items are
questions, and no claim is refused because of one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model.iris import local_name, word_of
from kg.problems import say
from kg.problems.said import worded
from kg.review.evidence import claims_with_words
from kg.review.lexicon import entries, find_cue, is_named, same_script
from kg.review.records import KINDS, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.problems import Location
    from kg.problems.said import Said
    from kg.records import Index
    from kg.review.evidence import ClaimWords, Piece

MANY = 4
"""From how many claims on a passage is shown: two or three readings of one sentence are usual."""
_PLAIN = "asserted"
_MAPPED = "conceptual-mapping"
_SIDES = {"subject": say("subject"), "object": say("object")}


def review_fit(index: Index, case: str, places: Mapping[str, Location] | None = None) -> tuple[Item, ...]:
    """List what to look at again in the claims of a case, by kind and then by claim.

    Args:
        index: what the case states.
        case: the case's IRI.
        places: where each entry was written, if that is known.
    """
    claims = claims_with_words(index, case)
    items: list[Item] = []
    for check in (_shared, _off_topic, _hedged):
        items += check(case, claims)
    for check_with_names in (_without_cause, _documents):
        items += check_with_names(index, case, claims)
    order = list(KINDS)
    found = sorted(items, key=lambda item: (order.index(item.kind), item.id, item.words, item.why))
    known = places or {}
    return tuple(replace(item, location=known.get(item.about)) for item in found)


def _item(kind: str, case: str, claim: ClaimWords, why: Said, pieces: Iterable[Piece] = ()) -> Item:
    """Make an item with the words of some pieces, or of all that the claim rests on."""
    shown = list(pieces) or list(claim.supports.values())
    is_quoted = all(piece.is_quoted for piece in shown)
    return Item(
        kind,
        local_name(case),
        claim.record.iri,
        claim.record.identifier,
        _joined(shown),
        why,
        is_quoted=is_quoted,
    )


def _shared(case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find passages and cited places that many claims rest on; name each at the first of the claims."""
    resting: dict[str, list[ClaimWords]] = {}
    pieces: dict[str, Piece] = {}
    for claim in claims:
        for name, piece in claim.supports.items():
            resting.setdefault(name, []).append(claim)
            pieces[name] = piece
    for name, on_it in resting.items():
        if len(on_it) >= MANY:
            ids = [claim.record.identifier for claim in on_it]
            why = say("{0} claims rest on these words: {1}; do they carry each of them?", len(ids), ids)
            yield _item("shared-passage", case, on_it[0], why, [pieces[name]])


def _off_topic(case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find claims of which one side is not named by a single word of the evidence.

    A reading that maps words to a concept says itself that they do not name it.
    """
    for claim in claims:
        for side, things in claim.names.items():
            if _MAPPED in map(word_of, claim.record.part("basis")) and claim.concepts & things.keys():
                continue
            compared = [
                (label, text)
                for labels in things.values()
                for label in labels
                for text in same_script(label, claim.texts)
            ]
            if compared and not any(is_named(*pair) for pair in compared):
                name = _named(next(iter(things.values())))
                why = say("no name of the {0} ({1}) occurs in the words; do they speak of it?", _SIDES[side], name)  # fmt: skip
                yield _item("off-topic", case, claim, why)


def _named(labels: list[str]) -> Said:
    """Pick the first label in each language."""
    chinese = [label for label in labels if not label.isascii()]
    english = [label for label in labels if label not in chinese]
    return worded((english or chinese)[0], zh=next(iter(chinese), ""))


def _hedged(case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find claims marked as asserted whose words hold back."""
    for claim in claims:
        cue = next(filter(None, (find_cue("hedges", text) for text in claim.texts)), "")
        if cue and claim.record.modality == _PLAIN:
            why = say("“{0}” holds back, and the claim is marked as asserted; is it possible, or a tendency?", cue)  # fmt: skip
            yield _item("hedged", case, claim, why)


def _without_cause(index: Index, case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find causal claims whose words have nothing causal in them."""
    causal = {name for (name,) in entries("causal-relations")}
    for claim in claims:
        if not claim.texts or claim.record.cause or not claim.relations & causal:
            continue
        if not any(find_cue("causes", text) for text in claim.texts):
            sentence = _worded(index, claim.record.iri)
            why = say("“{0}” says that one brings about or changes the other; no word of the evidence does", sentence)  # fmt: skip
            yield _item("no-causal-word", case, claim, why)


def _documents(index: Index, case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find claims that rest on one document, or on several of one kind; a case with one document says so once."""
    resting = [claim for claim in claims if claim.supports]
    documents = sorted({piece.source for claim in resting for piece in claim.supports.values()})
    if len(documents) == 1:
        source = local_name(documents[0])
        why = say("all {0} claims that have evidence rest on one document, {1}", len(resting), source)
        yield Item("one-document-case", local_name(case), case, local_name(case), "", why)
        return
    for claim in resting:
        sources = sorted({piece.source for piece in claim.supports.values()})
        own = sorted({piece.kind for piece in claim.supports.values()})
        if len(sources) == 1:
            why = say("all of its evidence is in {0}; does another document say so?", local_name(sources[0]))
            yield _item("one-document", case, claim, why)
        elif len(own) == 1:
            kind = _worded(index, own[0])
            why = say("its evidence is in {0} documents of one kind ({1}); does one of another kind say so?", len(sources), kind)  # fmt: skip
            yield _item("one-kind", case, claim, why)


def _worded(index: Index, thing: str) -> Said:
    """Name a claim or a kind of document."""
    return worded(index.text(thing) or local_name(thing), zh=index.text(thing, "zh"))


def _joined(pieces: list[Piece]) -> str:
    """Join the first words of each piece, as quotations needed together are joined elsewhere."""
    return " … ".join(" ".join(piece.texts[0].split()) for piece in pieces if piece.texts)
