"""Cases side by side: what each knows of each concept, of each logic in each phase, and which relations it claims.

Takes the records and the cells; gives records. How a thing stands is read from its cell and decided nowhere here; what is
added is how much its claims rest on. A count of claims is a count of claims, never of anything in the world.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.asking import asking
from kg.model.iris import local_name, word_of
from kg.problems import KgError
from kg.records import Cell, Index, read_cells, read_stated
from kg.records.cells import NOT_APPLYING
from kg.verdicts.decide import FAMILIES, INFERRED, is_firm

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kg.records.facts import Claim, Facts
    from kg.store import Store

BY_DENIAL, OF_ALL_TOGETHER, BY_MATCH = "by denial", "of all together", "by a match"


@dataclass(frozen=True, slots=True)
class Standing:
    """A cell with what its claims rest on.

    Attributes:
        cell: the cell, as it stands in the dataset.
        claims: IRIs of the claims that decide it, then of those that speak of it.
        by_status: how many of them have each epistemic status.
        lines: how many lines of evidence they rest on, each counted once.
        by_access: how many quotations, cited places and restricted places these lines need.
        by_source: how many sources of each kind these stand in.
        asked: of a logic in a phase, the relation that the verdict is on: dominance, else presence.
    """

    cell: Cell
    claims: tuple[str, ...] = ()
    by_status: tuple[tuple[str, int], ...] = ()
    lines: int = 0
    by_access: tuple[tuple[str, int], ...] = ()
    by_source: tuple[tuple[str, int], ...] = ()
    asked: str = ""


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept and how it stands in each case, by the case's IRI."""

    concept: str
    label: str
    kind: str
    kind_label: str
    cells: dict[str, Standing]


@dataclass(frozen=True, slots=True)
class PhaseColumn:
    """A phase of a case and how each logic stands in it, by the concept's IRI."""

    case: str
    phase: str
    label: str
    cells: dict[str, Standing]


@dataclass(frozen=True, slots=True)
class RelationClaim:
    """What a case says of the relation between two concepts.

    Attributes:
        relation: IRI of the relation type.
        name: its label.
        claim: IRI of the claim.
        status, polarity, modality: its marks, as words.
        is_firm: whether a source says in it that something is so, or is not.
    """

    relation: str
    name: str
    claim: str
    status: str
    polarity: str
    modality: str
    is_firm: bool


@dataclass(frozen=True, slots=True)
class RelationRow:
    """Two concepts and what each case says of how they are related, by the case's IRI."""

    start: str
    end: str
    said: dict[str, tuple[RelationClaim, ...]]

    @property
    def is_said(self) -> bool:
        """Whether a source of any case speaks of it."""
        return any(one.is_firm for found in self.said.values() for one in found)

    @property
    def differs(self) -> bool:
        """Whether the sources of two cases, or of one, name different relations or deny one."""
        firm = {(one.relation, one.polarity) for found in self.said.values() for one in found if one.is_firm}
        return len(firm) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cases side by side.

    Attributes:
        cases: the names of the cases by IRI, in order.
        concepts, phases, relations: the three tables.
    """

    cases: dict[str, str]
    concepts: tuple[ConceptRow, ...]
    phases: tuple[PhaseColumn, ...]
    relations: tuple[RelationRow, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give plain values, for JSON."""
        return asdict(self)


def read_cases(store: Store, cases: Collection[str] = ()) -> Index:
    """Read what is needed to compare cases.

    Args:
        store: where they stand.
        cases: IRIs of the cases; none for all there are.
    """
    cells = [cell for case in cases for cell in read_cells(store, case)] if cases else read_cells(store)
    return Index(replace(read_stated(asking(store), *cases), cells=tuple(cells)))


def compare_cases(index: Index, cases: Mapping[str, str]) -> Comparison:
    """Put cases side by side.

    Args:
        index: what the cases state, and their cells.
        cases: the IRIs of the cases to compare, by name.

    Returns:
        Three tables. A concept of any framework that one of the cases uses has a row, also when no case says
        anything of it.

    Raises:
        KgError: a case has a framework and no cells.
    """
    names = {iri: name for name, iri in cases.items()}
    refuse_without_cells(index, names)
    return Comparison(
        names,
        tuple(_concepts(index, names)),
        tuple(_phases(index, names)),
        tuple(_relations(index.facts, names)),
    )


def refuse_without_cells(index: Index, cases: Mapping[str, str]) -> None:
    """Refuse a case that has a framework and no cells: nobody knows how a thing stands in it.

    Raises:
        KgError: there is such a case.
    """
    facts = index.facts
    using = {case for c in facts.concepts.values() for case in facts.frameworks.get(c.framework, ())}
    for case, name in cases.items():
        if case in using and case not in index.cells_in:
            raise KgError(
                f"nothing says how things stand in {name}: it was built by an earlier version; build it again"
            )


def limit_of(cell: Cell) -> str:
    """Say in which way a weak verdict is limited: by denial, of all together, or by a match alone; nothing where it is not."""
    if cell.through:
        return BY_MATCH
    if cell.is_together:
        return OF_ALL_TOGETHER
    return BY_DENIAL if cell.is_denied and cell.verdict in FAMILIES["weak"] else ""


def joined(iris: Iterable[str]) -> str:
    """Write things by their names, set apart by spaces."""
    return " ".join(map(local_name, iris))


def label_of(facts: Facts, thing: str) -> str:
    """Give the English label of a thing."""
    return facts.names[thing].texts.get("en", "") if thing in facts.names else ""


def _concepts(index: Index, cases: Mapping[str, str]) -> Iterator[ConceptRow]:
    """Give each concept of the frameworks in use with how it stands in each case."""
    facts = index.facts
    rows = [
        (concept.framework, label_of(facts, concept.kind), label_of(facts, concept.iri), concept)
        for concept in facts.concepts.values()
        if any(case in cases for case in facts.frameworks.get(concept.framework, ()))
    ]
    there = {concept.iri for *_, concept in rows}
    rows = [row for row in rows if row[3].row not in there]
    for _, kind_label, label, concept in sorted(rows, key=lambda row: (*row[:3], row[3].iri)):
        # A case that uses another framework has no cell of its concepts.
        cells = {
            case: index.cells.get((case, concept.iri, ""), Cell("", case, concept.iri, None, NOT_APPLYING))
            for case in cases
        }
        yield ConceptRow(
            concept.iri,
            label,
            concept.kind,
            kind_label,
            {case: _standing(index, cell) for case, cell in cells.items()},
        )


def _standing(index: Index, cell: Cell) -> Standing:
    """Count what the claims of a cell rest on."""
    facts = index.facts
    claims = [facts.claims[iri] for iri in (*cell.decided_by, *cell.spoken_of_by) if iri in facts.claims]
    lines = [
        line for claim in claims for line in index.lines_of.get(claim.iri, ()) if line.direction == "supports"
    ]
    places = {
        iri: places[iri].source
        for line in lines
        for places, iris in ((facts.passages, line.passages), (facts.citations, line.citations))
        for iri in iris
        if iri in places
    }
    sources = {source: facts.sources[source] for source in places.values() if source in facts.sources}
    return Standing(
        cell,
        tuple(claim.iri for claim in claims),
        _counted(claim.status for claim in claims),
        len(lines),
        _counted(sources[source].access for source in places.values() if source in sources),
        _counted(word_of(source.kind).removeprefix("kind-") for source in sources.values()),
        label_of(facts, cell.relation) if cell.phase and cell.relation else "",
    )


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Count how often each word occurs, in the order of the words."""
    return tuple(sorted(Counter(words).items()))


def _phases(index: Index, cases: Mapping[str, str]) -> Iterator[PhaseColumn]:
    """Give each phase of each case, in the order of time as far as it is known."""
    facts = index.facts
    earlier = Counter(later for phase in facts.phases.values() for later in phase.later)
    order = list(cases)
    phases = [phase for phase in facts.phases.values() if phase.case in cases]
    found: dict[str, dict[str, Standing]] = defaultdict(dict)
    for cell in facts.cells:
        if cell.phase:
            found[cell.phase][cell.of] = _standing(index, cell)
    for phase in sorted(phases, key=lambda p: (order.index(p.case), earlier[p.iri], p.iri)):
        cells = dict(sorted(found[phase.iri].items()))
        yield PhaseColumn(phase.case, phase.iri, label_of(facts, phase.iri), cells)


def concepts_of(facts: Facts, claim: Claim, place: str) -> list[str]:
    """Find the concepts that the things in one place of a claim are manifestations of."""
    elements = [facts.elements[thing] for thing in claim.part(place) if thing in facts.elements]
    return [element.concept for element in elements if element.concept]


def is_of_source(facts: Facts, claim: Claim) -> bool:
    """Tell whether a source says in a claim that something is so, or is not."""
    relation = facts.relations.get(claim.relation)
    said_as = relation.said_as if relation else ()
    return claim.status != INFERRED and is_firm(claim.status, claim.modality, said_as)


def _relations(facts: Facts, cases: Mapping[str, str]) -> Iterator[RelationRow]:
    """Give each pair of concepts between whose manifestations a case claims a relation."""
    found: dict[tuple[str, str], dict[str, list[RelationClaim]]] = defaultdict(
        lambda: {case: [] for case in cases}
    )
    for claim in facts.claims.values():
        if claim.case not in cases:
            continue
        said = RelationClaim(
            claim.relation,
            label_of(facts, claim.relation),
            claim.iri,
            claim.status,
            claim.polarity,
            claim.modality,
            is_of_source(facts, claim),
        )
        for start in concepts_of(facts, claim, "subject"):
            for end in concepts_of(facts, claim, "object"):
                if said not in found[start, end][claim.case]:
                    found[start, end][claim.case].append(said)
    for (start, end), by_case in sorted(found.items()):
        yield RelationRow(start, end, {case: tuple(said) for case, said in by_case.items()})
