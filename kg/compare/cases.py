"""Cases side by side: which concept each exhibits, which logic when, which relation between which concepts.

Takes a store; gives records. What nobody coded, what the sources leave open and what is only read
into them stay apart in every cell, and every cell names the claims behind it. A count of claims is
a count of claims, never of anything in the world.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.asking import asking
from kg.model.iris import local_name, word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.store import Store

EXHIBITED, DENIED, READ_ONLY, SILENT, NOT_CODED = "exhibited", "denied", "read-only", "silent", "not-coded"
STANDINGS = (EXHIBITED, DENIED, READ_ONLY, SILENT, NOT_CODED)
"""What a cell of concept by case may be: a source says so; every source that speaks of it denies it;
coders read it into the words; somebody looked and the sources do not say; nobody has coded it."""
DOMINATES, PRESENT = "dominates", "present"
_FROM_SOURCE = frozenset({"stated", "presupposed"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What one case has to say of one thing.

    Attributes:
        standing: one of `STANDINGS`; in the table of phases also dominates or present.
        claims: IRIs of the claims behind it, in order.
        by_status: how many of them have each epistemic status.
        lines: how many lines of evidence they rest on, each counted once.
        by_access: how many quotations, cited places and restricted places these lines need.
        by_source: how many sources of each kind these stand in.
        silences: IRIs of the silences that concern it.
        is_denied: every claim behind it denies it, whoever says so.
    """

    standing: str = NOT_CODED
    claims: tuple[str, ...] = ()
    by_status: tuple[tuple[str, int], ...] = ()
    lines: int = 0
    silences: tuple[str, ...] = ()
    by_access: tuple[tuple[str, int], ...] = ()
    by_source: tuple[tuple[str, int], ...] = ()
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept and its cell in each case, by the case's IRI."""

    concept: str
    label: str
    kind: str
    kind_label: str
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class PhaseColumn:
    """A phase of a case and the cell of each logic, by the concept's IRI."""

    case: str
    phase: str
    label: str
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class RelationClaim:
    """What a case says of the relation between two concepts.

    Attributes:
        relation: IRI of the relation type.
        name: its label.
        claim: IRI of the claim.
        status, polarity, modality: its marks, as words.
    """

    relation: str
    name: str
    claim: str
    status: str
    polarity: str
    modality: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """Two concepts and what each case says of how they are related, by the case's IRI."""

    start: str
    end: str
    said: dict[str, tuple[RelationClaim, ...]]

    @property
    def differs(self) -> bool:
        """Whether the sources of two cases, or of one, name different relations or deny one."""
        firm = {
            (s.relation, s.polarity)
            for found in self.said.values()
            for s in found
            if s.status in _FROM_SOURCE
        }
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


def compare_cases(store: Store, cases: Mapping[str, str]) -> Comparison:
    """Put cases side by side.

    Args:
        store: where they stand.
        cases: the IRIs of the cases to compare, by name.

    Returns:
        Three tables. A concept of any framework that one of the cases uses has a row, also
        when no case exhibits it.
    """
    names = {iri: name for name, iri in cases.items()}
    return Comparison(
        names, tuple(_concepts(store, names)), tuple(_phases(store, names)), tuple(_relations(store, names))
    )


def rows_of(store: Store, query: str, cases: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Ask a named query, and keep the rows that speak of the cases."""
    for row in asking(store)(query):
        if row.get("case", next(iter(cases), "")) in cases:
            yield row


def _concepts(store: Store, cases: Mapping[str, str]) -> Iterator[ConceptRow]:
    """Give each concept with its cell in each case."""
    found: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows_of(store, "compare-concepts", cases):
        found[row["concept"], row["case"]].append(row)
    silences: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows_of(store, "compare-silences", cases):
        silences[row["concept"], row["case"]].append(row["silence"])
    for row in rows_of(store, "compare-all-concepts", cases):
        keys = {case: (row["concept"], case) for case in cases}
        cells = {case: _cell(found.get(key, ()), silences.get(key, ())) for case, key in keys.items()}
        yield ConceptRow(row["concept"], row["label"], row["kind"], row["kindLabel"], cells)


def _cell(rows: Sequence[dict[str, str]], silences: Sequence[str]) -> Cell:
    """Judge a concept in a case, from the claims about its manifestations and the silences."""
    claims = {row["claim"]: row for row in rows if "claim" in row}
    marks = [(word_of(row["status"]), word_of(row["polarity"])) for row in claims.values()]
    from_source = [polarity for status, polarity in marks if status in _FROM_SOURCE]
    # One source that affirms it is enough: who denies it stands among the claims behind the cell.
    if from_source:
        standing = EXHIBITED if "affirmed" in from_source else DENIED
    elif claims:
        standing = READ_ONLY
    else:
        standing = SILENT if silences else NOT_CODED
    resting = [row for row in rows if "line" in row]
    return Cell(
        standing,
        tuple(claims),
        _counted(status for status, _ in marks),
        len({row["line"] for row in resting}),
        tuple(silences),
        _counted(word_of(access) for _, access in {(row["item"], row["access"]) for row in resting}),
        _counted(
            local_name(sort).removeprefix("source-kind-")
            for _, sort in {(row["source"], row["sort"]) for row in resting}
        ),
        bool(marks) and all(polarity == "denied" for _, polarity in marks),
    )


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Count how often each word occurs, in the order of the words."""
    return tuple(sorted(Counter(words).items()))


def _phases(store: Store, cases: Mapping[str, str]) -> Iterator[PhaseColumn]:
    """Give each phase of each case, in the order of time as far as it is known."""
    labels: dict[tuple[str, str], str] = {}
    earlier: dict[str, set[str]] = defaultdict(set)
    found: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows_of(store, "compare-phases", cases):
        labels[row["case"], row["phase"]] = row["phaseLabel"]
        earlier[row["phase"]] |= {row["earlier"]} if "earlier" in row else set()
        if "concept" in row:
            found[row["phase"]][row["concept"]].append(row)
    order = list(cases)
    for case, phase in sorted(labels, key=lambda key: (order.index(key[0]), len(earlier[key[1]]), key[1])):
        cells = {concept: _presence(rows) for concept, rows in found[phase].items()}
        yield PhaseColumn(case, phase, labels[case, phase], cells)


def _presence(rows: Sequence[dict[str, str]]) -> Cell:
    """Judge how a logic stands in a phase: by what follows from claims, else by claims, else by silences."""
    properties = {local_name(row["property"]) for row in rows if "property" in row}
    claims = {row["claim"]: word_of(row["status"]) for row in rows if "claim" in row}
    silences = tuple(dict.fromkeys(row["silence"] for row in rows if "silence" in row))
    if "dominatesIn" in properties:
        standing = DOMINATES
    elif "presentIn" in properties:
        standing = PRESENT
    elif claims:
        standing = READ_ONLY
    else:
        standing = SILENT if silences else NOT_CODED
    return Cell(standing, tuple(claims), _counted(claims.values()), 0, silences)


def _relations(store: Store, cases: Mapping[str, str]) -> Iterator[RelationRow]:
    """Give each pair of concepts between whose manifestations a case claims a relation."""
    found: dict[tuple[str, str], dict[str, list[RelationClaim]]] = defaultdict(
        lambda: {case: [] for case in cases}
    )
    for row in rows_of(store, "compare-relations", cases):
        said = RelationClaim(row["relation"], row["name"], row["claim"],
                    word_of(row["status"]), word_of(row["polarity"]), word_of(row["modality"]))  # fmt: skip
        found[row["from"], row["to"]][row["case"]].append(said)
    for (start, end), by_case in sorted(found.items()):
        yield RelationRow(start, end, {case: tuple(said) for case, said in by_case.items()})
