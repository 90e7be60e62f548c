"""A claim and all it rests on, as one tree of plain values: made from the records of the claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.asking import asking
from kg.model.iris import local_name, word_of
from kg.records import Index, read_claims, weakest
from kg.trace.records import (
    Citation,
    EvidenceLine,
    Follows,
    Opposed,
    Part,
    Passage,
    Saying,
    SilenceNote,
    Trace,
)
from kg.trace.weakest import in_words

if TYPE_CHECKING:
    from kg.records.facts import Claim, Silence
    from kg.records.facts import EvidenceLine as Line
    from kg.records.facts import Passage as Words
    from kg.records.facts import Saying as Said
    from kg.store import Store


def trace_claim(store: Store, claim: str) -> Trace:
    """Trace a claim down to the words it rests on.

    Args:
        store: where it stands.
        claim: its IRI (see `find_claim`).
    """
    return trace_of(Index(read_claims(asking(store), [claim])), claim)


def opposed_claims(store: Store, claim: str) -> tuple[Opposed, ...]:
    """Trace the claims that contradict a claim or compete with it, contradictions first, whichever of the two says so.

    Args:
        store: where it stands.
        claim: its IRI.
    """
    ask = asking(store)
    others = [row["rival"] for row in ask("rivals", claim=claim)]
    if not others:
        return ()
    index = Index(read_claims(ask, [claim, *dict.fromkeys(others)]))
    against = index.opposed(index.facts.claims[claim])
    return tuple(Opposed(how, trace_of(index, c.iri)) for how, claims in against.items() for c in claims)


def trace_of(index: Index, claim: str, above: frozenset[str] = frozenset()) -> Trace:
    """Make the trace of a claim from the records that were read of it.

    Args:
        index: the records.
        claim: its IRI.
        above: claims above it in the tree, which are not traced again.
    """
    found = index.facts.claims[claim]
    link = weakest(index, found)
    below = [premise for premise in index.premises(found) if premise.iri not in above]
    relation, rules = _part(index, found.relation), _parts(index, found, "byRule")
    return Trace(
        iri=claim,
        id=found.identifier,
        case=local_name(found.case),
        sentence=index.text(claim),
        sentence_zh=index.text(claim, "zh"),
        status=found.status,
        role=found.role,
        modality=found.modality,
        polarity=found.polarity,
        confidence=found.confidence,
        basis=tuple(sorted(map(word_of, found.part("basis")))),
        note=index.note(claim),
        cause=found.cause,
        because=index.note(claim, "readBecause"),
        because_zh=index.note(claim, "readBecause", "zh"),
        instead_of=_parts(index, found, "insteadOf"),
        why_not=index.note(claim, "whyNot"),
        why_not_zh=index.note(claim, "whyNot", "zh"),
        preferred_because=index.note(claim, "preferredBecause"),
        preferred_because_zh=index.note(claim, "preferredBecause", "zh"),
        stage=found.stage,
        when=found.when,
        value=next(iter(_parts(index, found, "value")), None),
        subjects=_parts(index, found, "subject"),
        objects=_parts(index, found, "object"),
        relation=relation if found.relation else None,
        what=_parts(index, found, "what"),
        of=_parts(index, found, "ofWhom"),
        to=_parts(index, found, "toWhom"),
        phase=next(iter(_parts(index, found, "duringPhase")), None),
        condition=next(iter(_parts(index, found, "underCondition")), None),
        means=next(iter(_parts(index, found, "byMeansOf")), None),
        evidence=tuple(_line(index, line) for line in index.lines_of.get(claim, ())),
        premises=tuple(trace_of(index, premise.iri, above | {claim}) for premise in below),
        rule=rules[0].label if rules else "",
        follows=_follows(index, claim),
        rivals=tuple(map(local_name, found.part("rivals"))),
        contradicts=tuple(map(local_name, found.part("contradicts"))),
        corroborates=tuple(map(local_name, found.part("corroborates"))),
        silences=tuple(_silence(index, silence) for silence in index.silences_beside(found)),
        weakest=in_words(link, [index.text(one.who) or local_name(one.who) for one in link.speakers]),
        rests_on_interpretation=link.readings > 0,
    )


def _part(index: Index, thing: str) -> Part:
    return Part(thing, index.text(thing) or local_name(thing), index.text(thing, "zh"))


def _parts(index: Index, claim: Claim, name: str) -> tuple[Part, ...]:
    return tuple(_part(index, thing) for thing in claim.part(name))


def _line(index: Index, line: Line) -> EvidenceLine:
    """Make a line of evidence with its passages in the order of the text and its citations."""
    facts = index.facts
    passages = [facts.passages[iri] for iri in line.passages if iri in facts.passages]
    passages.sort(key=lambda passage: (passage.start, passage.iri))
    citations = []
    for cited in (facts.citations[iri] for iri in line.citations if iri in facts.citations):
        source, says = facts.sources[cited.source], cited.says.get("en", "")
        place = (index.text(source.iri), cited.locator, says, source.access)
        citations.append(Citation(cited.iri, source.iri, *place))
    return EvidenceLine(
        line.iri,
        line.direction,
        tuple(_passage(index, passage) for passage in passages),
        tuple(citations),
        tuple(_saying(index, saying) for saying in line.said_by),
    )


def _saying(index: Index, saying: Said) -> Saying:
    office = saying.office
    to = _part(index, saying.to) if saying.to else None
    return Saying(_part(index, saying.who), office.get("en", ""), office.get("zh", ""), to, saying.when)


def _passage(index: Index, passage: Words) -> Passage:
    """Make a passage in its sentence."""
    touched = sorted(
        (index.facts.segments[iri] for iri in passage.segments), key=lambda segment: segment.start
    )
    first, last = touched[0], touched[-1]
    source = index.facts.sources[passage.source]
    return Passage(
        iri=passage.iri,
        source=source.iri,
        source_label=index.text(source.iri),
        language=source.language,
        segments=tuple(segment.identifier for segment in touched),
        start=passage.start,
        end=passage.end,
        before=first.exact[: passage.start - first.start],
        exact=passage.exact,
        after=last.exact[passage.end - last.start :],
    )


def _silence(index: Index, silence: Silence) -> SilenceNote:
    """Make a silence with the first of the passages that come nearest."""
    facts = index.facts
    nearest = [facts.passages[passage] for passage in silence.passages if passage in facts.passages]
    places = ((one.exact, facts.segments[segment].identifier) for one in nearest for segment in one.segments)
    near = min(places, default=("", ""))
    texts = (index.text(silence.iri), index.text(silence.iri, "zh"), index.note(silence.iri))
    verdict = facts.verdicts[silence.verdict]
    return SilenceNote(
        silence.iri, silence.identifier, *texts, *near, silence.verdict, verdict.sign, index.text(verdict.iri)
    )


def _follows(index: Index, claim: str) -> tuple[Follows, ...]:
    """Find what follows from a claim: claims, and the edges whose every part has a name."""
    found = []
    for later in index.claims_from.get(claim, ()):
        rules = _parts(index, later, "byRule")
        found.append(Follows(later.iri, index.text(later.iri), rules[0].label if rules else ""))
    for edge in index.followers.get(claim, ()):
        *ends, rule = (
            index.text(iri) for iri in (edge.subject, edge.property, edge.object, edge.ways[0].rule)
        )
        if all((*ends, rule)):
            found.append(Follows(edge.iri, " · ".join(ends), rule))
    return tuple(sorted(found, key=lambda follower: follower.iri))
