"""What of a case the picture shows: steps of the framework, their members, the claims between them.

Takes the index and a case; gives `Plan`: no places yet, only what is to be drawn. Which kinds stand in which step,
in the ring and above is for the framework to say; without that, each kind is a step of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model.iris import local_name

if TYPE_CHECKING:
    from kg.records.facts import Claim, Element, Silence
    from kg.site.index import Index

TIER = "Tier"
READING = "interpreted"
FIRM = frozenset({"stated", "reported"})
TAKEN = FIRM | {"presupposed", "inferred"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the frameworks of a case are drawn, in IRIs of kinds.

    Attributes:
        steps: from left to right, without the ring.
        ring, roof: the kind that stands last, in a ring, and the one above; empty for none.
        outside: what a framework with a picture leaves out of it.
    """

    steps: tuple[tuple[str, ...], ...] = ()
    ring: str = ""
    roof: str = ""
    outside: frozenset[str] = frozenset()

    @property
    def drawn(self) -> frozenset[str]:
        """Every kind that has a place."""
        return frozenset(kind for step in self.steps for kind in step) | {self.ring, self.roof} - {""}


@dataclass(frozen=True, slots=True)
class Column:
    """The members of one kind; `silences` say that nothing of this kind is named."""

    kind: str
    members: tuple[Element, ...]
    silences: tuple[Silence, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the picture."""

    columns: tuple[Column, ...]
    is_ring: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A claim between two things of the picture."""

    claim: Claim
    start: str
    end: str

    @property
    def is_reading(self) -> bool:
        """Whether a coder read it into the text."""
        return self.claim.status == READING


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be drawn of one case.

    Attributes:
        tiers: the framework's own steps, in order.
        belonging: for a tier, the claim that a step's members belong to it, and which step.
        roofs: for a member, the claims that tie it to a condition it stands under.
        links: claims between two members, and between two tiers.
        shared: claims about several logics at once, without an object.
    """

    case: str
    tiers: tuple[str, ...]
    steps: tuple[Step, ...]
    roofs: dict[str, list[Link]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    belonging: dict[str, tuple[Claim, int]] = field(default_factory=dict)
    shared: tuple[Claim, ...] = ()

    @property
    def ring(self) -> tuple[Element, ...]:
        """The logics."""
        return next((s.columns[0].members for s in self.steps if s.is_ring), ())


@lru_cache(maxsize=128)  # every page of a case asks for it
def plan(index: Index, case: str) -> Plan | None:
    """Choose what the picture of a case shows; give None when the case names no theory element."""
    layout = _layout(index, case)
    by_kind: dict[str, list[Element]] = {}
    for element in index.elements_of.get(case, ()):
        kind = _step_kind(index, element.kind, layout.drawn)
        if element.concept or kind in layout.drawn:
            by_kind.setdefault(kind, []).append(element)
    for members in by_kind.values():
        members.sort(key=lambda e: (_position(index, e), e.iri))
    if not by_kind:
        return None
    steps = _steps(index, case, by_kind, layout)
    shown = {m.iri for step in steps for column in step.columns for m in column.members}
    roofs = _roofs(index, case, {e.iri for e in by_kind.get(layout.roof, ())}, shown)
    tiers = _tiers(index, case)
    links = _links(index, case, shown) + _links(index, case, set(tiers))
    belonging = _belonging(index, case, tiers, steps)
    spoken_of = {end for link in links for end in (link.start, link.end)} | set(belonging)
    shown_tiers = tiers if spoken_of & set(tiers) else ()
    return Plan(case, shown_tiers, steps, roofs, links, belonging, _shared(index, case, steps))


def _tiers(index: Index, case: str) -> tuple[str, ...]:
    """List the steps of the first framework of the case that has any, in order."""
    facts = index.facts
    for framework in (name for name, cases in facts.frameworks.items() if case in cases):
        own = [c for c in facts.concepts.values() if c.framework == framework and local_name(c.kind) == TIER]
        if own:
            return tuple(c.iri for c in sorted(own, key=lambda c: (c.position, c.iri)))
    return ()


def _belonging(
    index: Index, case: str, tiers: tuple[str, ...], steps: tuple[Step, ...]
) -> dict[str, tuple[Claim, int]]:
    """Find the claims that put the members of a whole step under a tier."""
    found: dict[str, tuple[Claim, int]] = {}
    for claim in index.facts.claims.values():
        if claim.case != case or claim.is_denied:
            continue
        for tier in (t for t in claim.part("object") if t in tiers):
            for place, step in enumerate(steps):
                members = {m.iri for column in step.columns for m in column.members}
                if members and members <= set(claim.part("subject")):
                    found.setdefault(tier, (claim, place))
    return found


def _shared(index: Index, case: str, steps: tuple[Step, ...]) -> tuple[Claim, ...]:
    """Find what is said of several logics together, of each towards the others."""
    ring = {m.iri for step in steps if step.is_ring for m in step.columns[0].members}
    return tuple(
        claim
        for claim in index.facts.claims.values()
        if claim.case == case
        and not claim.part("object")
        and len(set(claim.part("subject")) & ring) > 1
        and claim.status in FIRM
        and not claim.is_denied
    )


def _layout(index: Index, case: str) -> Layout:
    """Put together how the frameworks of a case are drawn; of several, the first ring and the first roof are those of the case."""
    facts = index.facts
    used = [name for name, cases in facts.frameworks.items() if case in cases and name in facts.pictures]
    pictures = [json.loads(facts.pictures[name]) for name in used]
    ring = next((picture["ring"] for picture in pictures if picture["ring"]), "")
    roof = next((picture["roof"] for picture in pictures if picture["roof"]), "")
    given = dict.fromkeys(
        tuple(kind for kind in step if kind not in {ring, roof})
        for picture in pictures
        for step in picture["steps"]
    )
    layout = Layout(tuple(step for step in given if step), ring, roof)
    kinds = {_step_kind(index, c.kind, layout.drawn) for c in facts.concepts.values() if c.framework in used}
    return replace(layout, outside=frozenset(kinds - layout.drawn))


def _step_kind(index: Index, kind: str, drawn: frozenset[str]) -> str:
    """Find the kind by which a kind is placed: the nearest that has a place, else that just below the top."""
    lineage = index.kind_lineage(kind)
    top = lineage[-2] if len(lineage) > 1 else lineage[-1]
    return next((one for one in lineage if one in drawn), top)


def _position(index: Index, element: Element) -> int:
    concept = index.facts.concepts.get(element.concept)
    return concept.position if concept else 0


def _steps(index: Index, case: str, by_kind: dict[str, list[Element]], layout: Layout) -> tuple[Step, ...]:
    """Choose the steps that have something to show; kinds that no picture speaks of come before the ring."""
    known = layout.drawn | layout.outside
    extra = ((kind,) for kind in sorted(set(by_kind) - known, key=local_name) if local_name(kind) != TIER)
    steps = []
    for kinds in (*layout.steps, *extra, *([(layout.ring,)] if layout.ring else [])):
        columns = tuple(
            column
            for kind in kinds
            if (column := _column(index, case, kind, by_kind.get(kind, []))) is not None
        )
        if columns:
            steps.append(Step(columns, is_ring=kinds == (layout.ring,)))
    return tuple(steps)


def _column(index: Index, case: str, kind: str, members: list[Element]) -> Column | None:
    """Give the members of a kind, or the record that there are none."""
    silences = tuple(
        silence
        for silence in index.facts.silences.values()
        if silence.case == case and kind in silence.missing and not members
    )
    return Column(kind, tuple(members), silences) if members or silences else None


def _roofs(index: Index, case: str, roofs: set[str], shown: set[str]) -> dict[str, list[Link]]:
    """Find, for each member, the first claim that ties it to each condition."""
    found: dict[str, list[Link]] = {}
    for link in _links(index, case, roofs | shown):
        for roof, member in ((link.start, link.end), (link.end, link.start)):
            if roof in roofs and member in shown and link.claim.status in FIRM:
                ties = found.setdefault(member, [])
                if all(roof not in (tie.start, tie.end) for tie in ties):
                    ties.append(link)
    return found


def _links(index: Index, case: str, among: set[str]) -> tuple[Link, ...]:
    """Find the affirmed claims that lead from one of these things to another."""
    return tuple(
        Link(claim, start, end)
        for claim in index.claims_in.get(case, ())
        if not claim.is_denied and claim.status in TAKEN | {READING}
        for start in claim.part("subject")
        if start in among
        for end in claim.part("object")
        if end in among and end != start
    )
