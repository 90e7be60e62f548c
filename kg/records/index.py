"""Look-ups over the records: what stands next to what.

Takes `Facts`; gives, for any thing, its claims, passages, silences and followers, in the order of
the facts. It joins and sorts, and infers nothing.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from kg.records.facts import ABOUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.records.cells import Cell
    from kg.records.facts import (
        Citation,
        Claim,
        Edge,
        Element,
        EvidenceLine,
        Facts,
        Passage,
        Reason,
        Segment,
        Silence,
    )

OPPOSED = ("contradicts", "rivals")
"""How two claims can stand against each other, whichever of them says so."""


class Index:
    """The facts, found from any side."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def text(self, thing: str, language: str = "en") -> str:
        """Name a thing; give its Chinese name for an English one that it has not, and nothing for a Chinese one."""
        name = self.facts.names.get(thing)
        if name is None:
            return ""
        return name.texts.get(language) or (name.texts.get("zh", "") if language == "en" else "")

    def note(self, thing: str, name: str = "note", language: str = "") -> str:
        """Give the last of the notes of one sort on a thing, in a language if one is named; nothing where there is none.

        Where none is named, the English one comes before the others, as it does for labels.
        """
        texts = {
            note.language: note.text for note in self.facts.notes.get(thing, ()) if note.property == name
        }
        return texts.get(language, "") if language else texts.get("en") or next(reversed(texts.values()), "")

    @cached_property
    def lines_of(self) -> Mapping[str, list[EvidenceLine]]:
        """The lines of evidence of each claim."""
        found: dict[str, list[EvidenceLine]] = defaultdict(list)
        for line in self.facts.evidence.values():
            found[line.claim].append(line)
        return found

    @cached_property
    def claims_on(self) -> Mapping[str, list[Claim]]:
        """The claims that rest on each passage and each citation."""
        found: dict[str, dict[str, Claim]] = defaultdict(dict)
        for line in self.facts.evidence.values():
            for passage in (*line.passages, *line.citations):
                if line.claim in self.facts.claims:
                    found[passage][line.claim] = self.facts.claims[line.claim]
        return {passage: list(claims.values()) for passage, claims in found.items()}

    @cached_property
    def claims_in(self) -> Mapping[str, list[Claim]]:
        """The claims of each case, in the order of the text."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.in_text_order(self.facts.claims.values()):
            found[claim.case].append(claim)
        return found

    @cached_property
    def claims_about(self) -> Mapping[str, list[Claim]]:
        """The claims that mention each thing, by what they say or by who says it, in the order of the text."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.in_text_order(self.facts.claims.values()):
            things = {thing for place in ABOUT for thing in claim.part(place)}
            said_by = (one for line in self.lines_of.get(claim.iri, ()) for one in line.said_by)
            things |= {thing for one in said_by for thing in (one.who, one.to) if thing}
            for thing in things:
                found[thing].append(claim)
        return found

    @cached_property
    def cells(self) -> Mapping[tuple[str, str, str], Cell]:
        """The cells of what is asked of every case, each by its case, what it is of and its phase, which is empty where it is of the whole case."""
        return {(cell.case, cell.of, cell.phase or ""): cell for cell in self.facts.cells if not cell.between}

    @cached_property
    def cells_of_relations(self) -> Mapping[tuple[str, str, str, str], Cell]:
        """The cells of relations of two concepts, each by its case, the relation type and the two."""
        return {(cell.case, cell.of, *cell.between): cell for cell in self.facts.cells if cell.between}

    @cached_property
    def cells_in(self) -> Mapping[str, list[Cell]]:
        """What is asked of every case: the cells of each."""
        found: dict[str, list[Cell]] = defaultdict(list)
        for cell in self.cells.values():
            found[cell.case].append(cell)
        return dict(found)

    @cached_property
    def silences_in(self) -> Mapping[str, list[Silence]]:
        """The silences of each case that has some."""
        found: dict[str, list[Silence]] = defaultdict(list)
        for silence in self.facts.silences.values():
            found[silence.case].append(silence)
        return dict(found)

    @cached_property
    def silences_about(self) -> Mapping[str, list[Silence]]:
        """The silences that concern each thing."""
        found: dict[str, list[Silence]] = defaultdict(list)
        for silence in self.facts.silences.values():
            for thing in silence.about:
                found[thing].append(silence)
        return found

    @cached_property
    def claims_from(self) -> Mapping[str, list[Claim]]:
        """The claims that are derived from each claim."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.facts.claims.values():
            for premise in claim.part("derivedFromClaim"):
                found[premise].append(claim)
        return found

    @cached_property
    def claims_naming(self) -> Mapping[tuple[str, str], list[Claim]]:
        """The claims that name another in one of their places, by place and by that other."""
        found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in self.facts.claims.values():
            for name, things in claim.parts.items():
                for thing in things:
                    if thing in self.facts.claims:
                        found[name, thing].append(claim)
        return found

    @cached_property
    def edges_from(self) -> Mapping[str, list[Edge]]:
        """The inferred edges that follow from each claim or edge."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.facts.edges.values():
            for premise in edge.premises:
                found[premise].append(edge)
        return found

    @cached_property
    def claim_behind(self) -> Mapping[str, Claim]:
        """For each inferred edge that only repeats a claim, that claim."""
        found = {}
        for edge in self.facts.edges.values():
            claims = (self.facts.claims.get(premise) for premise in edge.premises)
            repeated = next((claim for claim in claims if claim and self._repeats(edge, claim)), None)
            if repeated:
                found[edge.iri] = repeated
        return found

    @cached_property
    def edges_of_claim(self) -> Mapping[str, list[str]]:
        """The inferred edges that only repeat each claim."""
        found: dict[str, list[str]] = defaultdict(list)
        for edge, claim in self.claim_behind.items():
            found[claim.iri].append(edge)
        return found

    @cached_property
    def new_edges(self) -> Mapping[str, Edge]:
        """The inferred edges that say more than a claim does, each in one direction only."""
        edges = self.facts.edges
        return {
            iri: edge
            for iri, edge in edges.items()
            if iri not in self.claim_behind and not self._is_mirror(edge)
        }

    def _repeats(self, edge: Edge, claim: Claim) -> bool:
        """Tell whether an edge says no more than a claim does."""
        relation = self.facts.relations.get(claim.relation)
        return (
            relation is not None
            and relation.property == edge.property
            and edge.subject in claim.part("subject")
            and edge.object in claim.part("object")
        )

    def _is_mirror(self, edge: Edge) -> bool:
        """Tell whether an edge is another one read backwards."""
        others = (self.facts.edges.get(premise) for premise in edge.premises)
        ends = (edge.object, edge.subject)
        return any(o.property == edge.property and (o.subject, o.object) == ends for o in others if o)

    @cached_property
    def edges_at(self) -> Mapping[str, list[Edge]]:
        """The inferred edges that start or end at each thing and say something new."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.new_edges.values():
            for thing in dict.fromkeys((edge.subject, edge.object)):
                found[thing].append(edge)
        return found

    @cached_property
    def elements_of(self) -> Mapping[str, list[Element]]:
        """The elements of each case, and of each concept."""
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.facts.elements.values():
            found[element.case].append(element)
            if element.concept:
                found[element.concept].append(element)
        return found

    @cached_property
    def passages_of(self) -> Mapping[str, list[Passage]]:
        """The passages of each source, and those that touch each segment."""
        found: dict[str, list[Passage]] = defaultdict(list)
        for passage in self.facts.passages.values():
            found[passage.source].append(passage)
            for touched in passage.segments:
                found[touched].append(passage)
        return found

    @cached_property
    def citations_of(self) -> Mapping[str, list[Citation]]:
        """The places cited in each source."""
        found: dict[str, list[Citation]] = defaultdict(list)
        for citation in self.facts.citations.values():
            found[citation.source].append(citation)
        return found

    @cached_property
    def segments_of(self) -> Mapping[str, list[Segment]]:
        """The segments of each source that something touches, by number."""
        found: dict[str, list[Segment]] = defaultdict(list)
        for touched in sorted(self.facts.segments.values(), key=lambda s: (s.source, s.number)):
            found[touched.source].append(touched)
        return found

    def passages_for(self, claim: str) -> list[Passage]:
        """List every passage quoted for a claim, each once."""
        iris = dict.fromkeys(p for line in self.lines_of.get(claim, ()) for p in line.passages)
        return [self.facts.passages[iri] for iri in iris if iri in self.facts.passages]

    def citations_for(self, claim: str) -> list[Citation]:
        """List every place cited for a claim, each once."""
        iris = dict.fromkeys(c for line in self.lines_of.get(claim, ()) for c in line.citations)
        return [self.facts.citations[iri] for iri in iris if iri in self.facts.citations]

    def kind_lineage(self, kind: str) -> list[str]:
        """List a kind and every kind above it, nearest first."""
        lineage = [kind]
        for name in lineage:
            record = self.facts.kinds.get(name)
            lineage += [p for p in (record.parents if record else ()) if p not in lineage]
        return lineage

    def in_text_order(self, claims: Iterable[Claim]) -> list[Claim]:
        """Sort claims by case and by where the last of their words stands; those without words last."""
        return sorted(claims, key=self._place)

    def _place(self, claim: Claim) -> tuple[str, bool, int, int, str]:
        passages = self.passages_for(claim.iri)
        ends = [passage.end for passage in passages]
        starts = [passage.start for passage in passages]
        return (claim.case, not ends, max(ends, default=0), max(starts, default=0), claim.identifier)

    @cached_property
    def followers(self) -> Mapping[str, list[Reason]]:
        """The edges that follow from each claim in the shortest way."""
        found: dict[str, list[Reason]] = defaultdict(list)
        for reason in self.facts.reasons.values():
            for premise in reason.ways[0].premises if reason.ways else ():
                if premise in self.facts.claims:
                    found[premise].append(reason)
        return found

    def premises(self, claim: Claim) -> list[Claim]:
        """Find the claims that a claim is derived from."""
        claims = self.facts.claims
        return [claims[iri] for iri in claim.part("derivedFromClaim") if iri in claims]

    def chain(self, claim: Claim) -> list[Claim]:
        """List a claim and all that it is derived from, however far back, each once, in the order of the tree."""
        found: dict[str, Claim] = {}
        waiting = [claim]
        while waiting:
            one = waiting.pop()
            if one.iri not in found:
                found[one.iri] = one
                waiting += reversed(self.premises(one))
        return list(found.values())

    def silences_beside(self, claim: Claim) -> list[Silence]:
        """Find the silences that concern what a claim is about, by identifier."""
        found = {
            s.iri: s
            for place in ABOUT
            for thing in claim.part(place)
            for s in self.silences_about.get(thing, ())
        }
        return sorted(found.values(), key=lambda silence: (silence.identifier, silence.iri))

    def opposed(self, claim: Claim) -> dict[str, tuple[Claim, ...]]:
        """Find the claims that contradict a claim or compete with it, whichever of the two says so.

        What contradicts a claim competes with it as well, and is listed once.
        """
        claims = self.facts.claims
        found: dict[str, tuple[Claim, ...]] = {}
        told: set[str] = set()
        for how in OPPOSED:
            naming = (other.iri for other in self.claims_naming.get((how, claim.iri), ()))
            iris = {iri for iri in (*claim.part(how), *naming) if iri in claims} - told
            found[how] = tuple(claims[iri] for iri in sorted(iris))
            told |= iris
        return found
