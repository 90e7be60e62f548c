"""What a second coder should look at: how well claims fit the words they rest on, and what silences asked for.

Takes what a case states; gives items. Each check is a rule of thumb that is often wrong: its items are questions, and
no claim is refused because of one. Whether two things that a silence is about are alternatives or stand on either side
of a relation only its author knows, so the line that would say it is a question too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.iris import local_name, word_of
from kg.problems import say
from kg.problems.said import worded
from kg.review.claims import claims_with_words, item_of
from kg.review.lexicon import entries, find_cue, is_named, same_script
from kg.review.records import KINDS, Item
from kg.review.wording import CHECKS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kg.model.records import Case, Silence
    from kg.problems import Location
    from kg.problems.said import Said
    from kg.records import Index
    from kg.review.claims import ClaimWords, Piece

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
    for check_with_names in (_without_cause, _documents, *CHECKS):
        items += check_with_names(index, case, claims)
    order = list(KINDS)
    found = sorted(items, key=lambda item: (order.index(item.kind), item.id, item.words, item.why))
    known = places or {}
    answers = {one: dict(_answers(index, one)) for one in {case, *(item.about for item in found)}}
    return tuple(
        replace(
            item,
            location=known.get(item.about),
            answer=answers[item.about].get(item.name) or answers[case].get(item.name, ""),
        )
        for item in found
    )


def _answers(index: Index, thing: str) -> Iterator[tuple[str, str]]:
    """List the answers to items about a claim or case, each by the name of its item."""
    for note in index.facts.notes.get(thing, ()):
        if note.property == "reviewAnswer":
            item, _, reason = note.text.partition(": ")
            yield item, reason


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
            yield item_of("shared-passage", case, on_it[0], why, [pieces[name]])


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
                labels = next(iter(things.values()))
                chinese = [label for label in labels if not label.isascii()]
                english = [label for label in labels if label not in chinese]
                name = worded((english or chinese)[0], zh=next(iter(chinese), ""))
                whose = (_SIDES[side], name)
                why = say("no name of the {0} ({1}) occurs in the words; do they speak of it?", *whose)
                yield replace(item_of("off-topic", case, claim, why), key=f"{side} {' '.join(claim.texts)}")


def _hedged(case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find claims marked as asserted whose words hold back."""
    for claim in claims:
        cue = next(filter(None, (find_cue("hedges", text) for text in claim.texts)), "")
        if cue and claim.record.modality == _PLAIN:
            why = say(
                "“{0}” holds back, and the claim is marked as asserted; is it possible, or a tendency?", cue
            )
            yield item_of("hedged", case, claim, why)


def _without_cause(index: Index, case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find causal claims whose words have nothing causal in them."""
    causal = {name for (name,) in entries("causal-relations")}
    for claim in claims:
        if not claim.texts or claim.record.cause or not claim.relations & causal:
            continue
        if not any(find_cue("causes", text) for text in claim.texts):
            said = _worded(index, claim.record.iri)
            why = say(
                "“{0}” says that one brings about or changes the other; no word of the evidence does", said
            )
            yield item_of("no-causal-word", case, claim, why)


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
            yield item_of("one-document", case, claim, why)
        elif len(own) == 1:
            of = (len(sources), _worded(index, own[0]))
            why = say(
                "its evidence is in {0} documents of one kind ({1}); does one of another kind say so?", *of
            )
            yield item_of("one-kind", case, claim, why)


def _worded(index: Index, thing: str) -> Said:
    """Name a claim or a kind of document."""
    return worded(index.text(thing) or local_name(thing), zh=index.text(thing, "zh"))


def unasked(case: Case, relations: Collection[str]) -> Iterator[Item]:
    """Propose an ``asks:`` line for each silence that has none and is not left open on purpose.

    Args:
        case: the case, read.
        relations: the names of the relations that there are.
    """
    for silence in case.silences.values():
        if silence.asks is None and not silence.policy and silence.about:
            why = say("it decides nothing; is this what was asked: {0}", silence.question)
            about = iris.silence(case.name, silence.id)
            line = _proposed(case, silence, relations)
            yield Item("unasked", case.name, about, silence.id, line, why, silence.id.location)


def _proposed(case: Case, silence: Silence, relations: Collection[str]) -> str:
    """Propose a line that takes the first thing for the subject, the others for the object, and phases for the phase."""
    phases = [word for word in silence.about if word in case.elements and case.elements[word].kind == "phase"]
    things = [word for word in silence.about if word not in phases]
    missing = [silence.missing] if silence.missing else []
    places = {"subject": things, "object": missing, "phase": phases}
    if silence.missing in relations:
        places = {"subject": things[:1], "relation": missing, "object": things[1:], "phase": phases}
    known = {name: list(map(str, words)) for name, words in places.items() if words}
    written = {
        name: words[0] if len(words) == 1 else f"[{', '.join(words)}]" for name, words in known.items()
    }
    return f"asks: {{{', '.join(f'{name}: {words}' for name, words in written.items())}}}"
