"""Cases side by side: what each knows of each concept, of each logic in each phase, and which relations it claims.

Takes the records and the cells; gives records. How a thing stands is read from its cell and decided nowhere here; what is
added is how much its claims rest on. A count of claims is a count of claims, never of anything in the world.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, replace
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from kg.asking import asking
from kg.compare.asked import read_asked
from kg.model.iris import local_name, word_of
from kg.model.vocabulary import KG
from kg.problems import KgError
from kg.records import Cell, Index, read_cells, read_stated
from kg.records.cells import NOT_APPLYING
from kg.verdicts.ground import is_yet_to_come
from kg.verdicts.statements import Pattern
from kg.verdicts.values import CONTESTED, DENIED, FAMILIES, INFERRED, is_firm

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kg.records.facts import Claim, Facts
    from kg.store import Store
    from kg.verdicts.decide import Known

_PREFERRED = "preferredBecause"
BY_DENIAL, OF_ALL_TOGETHER, BY_MATCH = "by denial", "of all together", "by a match"
BY_SOURCES = frozenset((*FAMILIES["said"], *FAMILIES["against"])) - {INFERRED}
"""The verdicts by which a source says that something is so, or that it is not; what only follows is said by none."""


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
    """A phase of a case and how each logic stands in it, by the concept's IRI.

    A case without phases has one column, of no phase, for what is asked of phases does not apply to it.
    """

    case: str
    phase: str
    label: str
    cells: dict[str, Standing]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation of two concepts and how it stands in each case, by the case's IRI.

    Attributes:
        start, end: IRIs of the concepts.
        relation: IRI of the relation type; `name` is its label.
        differs: whether the sources of two cases, or of one, name different relations of the two or deny one.
    """

    start: str
    end: str
    relation: str
    name: str
    cells: dict[str, Standing]
    differs: bool = False

    @property
    def is_said(self) -> bool:
        """Whether a source of any case says that it is so, or that it is not."""
        return any(held.cell.verdict in BY_SOURCES for held in self.cells.values())


@dataclass(frozen=True, slots=True)
class Against:
    """A claim, one that it stands against, and why it is preferred to it, if it is.

    Attributes:
        case: IRI of their case.
        how: ``contradicts`` or ``rivals``.
        claim, other: their IRIs.
        sentence, other_sentence: what they say.
        preferred_because: the reason of the coder's.
    """

    case: str
    how: str
    claim: str
    sentence: str
    other: str
    other_sentence: str
    preferred_because: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cases side by side.

    Attributes:
        cases: the names of the cases by IRI, in order.
        concepts, phases, relations: the three tables.
        against: each two claims that stand against each other, the preferred one first.
    """

    cases: dict[str, str]
    concepts: tuple[ConceptRow, ...]
    phases: tuple[PhaseColumn, ...]
    relations: tuple[RelationRow, ...]
    against: tuple[Against, ...] = ()

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
        tuple(_relations(index, names)),
        tuple(_against(index, names)),
    )


def _against(index: Index, cases: Mapping[str, str]) -> Iterator[Against]:
    """Give each two claims of a case that stand against each other once, the preferred one first."""
    for claim in sorted(index.facts.claims.values(), key=lambda one: one.iri):
        for how, others in index.opposed(claim).items() if claim.case in cases else ():
            for other in others:
                one, two = (index.note(it.iri, _PREFERRED) for it in (claim, other))
                if one or (not two and claim.iri < other.iri):
                    yield Against(
                        claim.case,
                        how,
                        claim.iri,
                        index.text(claim.iri),
                        other.iri,
                        index.text(other.iri),
                        one,
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
    """Say within which limits a verdict holds: by denial, of all together, by a match alone; nothing where there are none.

    >>> limit_of(Cell("", "", "", None, "hedged", is_denied=True, is_together=True))
    'by denial, of all together'
    """
    is_by_denial = cell.is_denied and cell.verdict != DENIED
    if cell.through:
        return BY_MATCH
    return ", ".join([BY_DENIAL] * is_by_denial + [OF_ALL_TOGETHER] * cell.is_together)


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
    """Give each phase of each case, in the order of time as far as it is known; a case without phases stands last."""
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
    for case in sorted(cases.keys() - {phase.case for phase in phases}, key=order.index):
        logics = [
            c.iri
            for c in facts.concepts.values()
            if c.kind == KG.BehaviourLogic and case in facts.frameworks.get(c.framework, ())
        ]
        if logics:
            cells = {logic: Standing(Cell("", case, logic, None, NOT_APPLYING)) for logic in sorted(logics)}
            yield PhaseColumn(case, "", "", cells)


def concepts_of(facts: Facts, claim: Claim, place: str) -> list[str]:
    """Find the concepts that the things in one place of a claim are manifestations of."""
    elements = [facts.elements[thing] for thing in claim.part(place) if thing in facts.elements]
    return [element.concept for element in elements if element.concept]


def is_of_source(facts: Facts, claim: Claim) -> bool:
    """Tell whether a source says in a claim that something is so, or is not."""
    relation = facts.relations.get(claim.relation)
    said_as = relation.said_as if relation else ()
    if is_yet_to_come(claim.stage, is_rule=relation is not None and KG.regulates in relation.above):
        return False
    return claim.status != INFERRED and is_firm(claim.status, claim.modality, said_as)


def _relations(index: Index, cases: Mapping[str, str]) -> Iterator[RelationRow]:
    """Give each relation that a case claims between manifestations of two concepts, with how it stands in every case."""
    facts = index.facts
    pairs: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for claim in facts.claims.values():
        if claim.case in cases:
            for pair in _pairs(facts, claim):
                pairs[pair][claim.relation] = None
    asked = {case: read_asked(facts, case) for case in cases}
    for pair, relations in sorted(pairs.items()):
        rows = [
            RelationRow(
                *pair,
                relation,
                label_of(facts, relation),
                {case: _related(index, case, asked[case], (relation, *pair)) for case in cases},
            )
            for relation in sorted(relations)
        ]
        # What holds of both alike says nothing of what one does to the other, and differs from none of that.
        for both in (True, False):
            held = [row for row in rows if _is_symmetric(facts, row.relation) is both]
            differs = _differs(held)
            yield from (replace(row, differs=differs) for row in held)


def _differs(rows: Iterable[RelationRow]) -> bool:
    """Tell whether sources name different relations of two concepts, or deny one that is said."""
    verdicts = {(row.relation, held.cell.verdict) for row in rows for held in row.cells.values()}
    found = {(relation, value == DENIED) for relation, value in verdicts if value in BY_SOURCES}
    return len(found) > 1 or any(value == CONTESTED for _, value in verdicts)


def _is_symmetric(facts: Facts, relation: str) -> bool:
    """Tell whether the two sides of a relation may be exchanged."""
    return relation in facts.relations and facts.relations[relation].is_symmetric


def _pairs(facts: Facts, claim: Claim) -> Iterator[tuple[str, str]]:
    """List the concepts of which a claim says how one is related to the other; of several together, each two."""
    starts, ends = concepts_of(facts, claim, "subject"), concepts_of(facts, claim, "object")
    pairs = product(starts, ends) if claim.part("object") else combinations(dict.fromkeys(starts), 2)
    is_symmetric = _is_symmetric(facts, claim.relation)
    for start, end in pairs:
        yield (min(start, end), max(start, end)) if is_symmetric else (start, end)


def _related(index: Index, case: str, asked: Known, of: tuple[str, str, str]) -> Standing:
    """Find how a relation of two concepts stands in a case; of one that nobody speaks of there, what was asked decides."""
    cell = index.cells_of_relations.get((case, *of))
    if cell is None:
        relation, start, end = of
        found = asked.verdict(Pattern((start,), (relation,), (end,)))
        cell = Cell(
            "",
            case,
            relation,
            None,
            found.value,
            asked_by=found.silences,
            relation=relation,
            between=(start, end),
        )
    return _standing(index, cell)
