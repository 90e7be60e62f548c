"""How each case stands to what its framework proposes: supports, contradicts, disputes, cannot test, extends.

Takes the records and the propositions; gives records. Whether a proposition is tested follows from the verdict of
its cell by one table, `CONFORMS`; nothing is decided here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.compare.cases import concepts_of, is_of_source, label_of, refuse_without_cells
from kg.verdicts.values import CONTESTED, DENIED, FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.records import Cell, Index
    from kg.records.facts import Claim, Facts
    from kg.records.rows import Ask

SUPPORTED, CONTRADICTED, DISPUTED, UNTESTED = "supported", "contradicted", "disputed", "untested"
CONFORMS = {
    **dict.fromkeys(FAMILIES["said"], SUPPORTED),
    CONTESTED: DISPUTED,
    DENIED: CONTRADICTED,
    **dict.fromkeys((*FAMILIES["weak"], *FAMILIES["open"], *FAMILIES["out"]), UNTESTED),
}
"""What each verdict on a proposition makes of it: a source says so; sources say both; a source denies it, or says what speaks
against it; or the case cannot test it, whether it is only hedged or read, or open."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a framework proposes.

    Attributes:
        relation: IRI of the relation type.
        subjects, objects: IRIs of the concepts on each side; a side without concepts fits anything.
        origin: the name of the case it was taken from, which therefore tests nothing of it.
    """

    iri: str
    label: str
    framework: str
    relation: str
    subjects: frozenset[str]
    objects: frozenset[str]
    origin: str = ""

    @property
    def is_collective(self) -> bool:
        """Whether it says something of several concepts together, as that they interact."""
        return len(self.subjects) > 1 and not self.objects


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a case bears on a proposition.

    Attributes:
        label: the proposition in words.
        conforms: what its verdict makes of it, as in `CONFORMS`.
        cell: its cell.
        is_origin: whether the proposition was taken from this very case, so that agreement tests nothing.
    """

    label: str
    conforms: str
    cell: Cell
    is_origin: bool = False


@dataclass(frozen=True, slots=True)
class Extension:
    """What a case says beyond the framework: a relation of two concepts that no proposition has.

    Attributes:
        start, end: IRIs of the concepts.
        claims: the claims that say so.
    """

    start: str
    relation: str
    name: str
    end: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conformance:
    """How one case stands to its framework: each proposition with its verdict, and what the case adds.

    Attributes:
        case: IRI of the case; `name` is its folder.
        extensions: relations of concepts that no proposition has.
        concepts: concepts of no framework that proposes anything, each with the claims about it.
    """

    case: str
    name: str
    bearings: tuple[Bearing, ...]
    extensions: tuple[Extension, ...]
    concepts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Give plain values, for JSON."""
        return asdict(self)


def read_propositions(ask: Ask) -> tuple[Proposition, ...]:
    """Read every proposition of every framework in use, in the order of its framework."""
    rows: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in ask("compare-propositions"):
        rows[row["proposition"]].append(row)
    return tuple(
        Proposition(
            iri,
            held[0]["label"],
            held[0]["framework"],
            held[0]["relation"],
            frozenset(row["from"] for row in held if "from" in row),
            frozenset(row["to"] for row in held if "to" in row),
            held[0].get("origin", ""),
        )
        for iri, held in rows.items()
    )


def conformance(
    index: Index, proposed: Sequence[Proposition], cases: Mapping[str, str]
) -> tuple[Conformance, ...]:
    """Set cases against what their frameworks propose.

    Args:
        index: what the cases state, and their cells.
        proposed: what the frameworks propose.
        cases: the IRIs of the cases, by name.

    Raises:
        KgError: a case has a framework and no cells.
    """
    refuse_without_cells(index, {iri: name for name, iri in cases.items()})
    found = []
    for name, case in cases.items():
        keys = [(one, (case, one.iri, "")) for one in proposed]
        own = [(one, index.cells[key]) for one, key in keys if key in index.cells]
        tested = tuple(
            Bearing(one.label, CONFORMS[cell.verdict], cell, is_origin=one.origin == name)
            for one, cell in own
        )
        said = [
            claim
            for claim in index.facts.claims.values()
            if claim.case == case and not claim.is_denied and is_of_source(index.facts, claim)
        ]
        proposing = {one.framework for one, _ in own}
        found.append(
            Conformance(
                case,
                name,
                tested,
                tuple(_extensions(index.facts, own, said)),
                tuple(_beyond(index.facts, said, proposing)),
            )
        )
    return tuple(found)


def _extensions(
    facts: Facts, own: Sequence[tuple[Proposition, Cell]], said: Iterable[Claim]
) -> Iterator[Extension]:
    """Find what the sources of a case affirm of two concepts that no proposition has."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for claim in said:
        if not any(_has(facts, proposition, cell, claim) for proposition, cell in own):
            for start in dict.fromkeys(concepts_of(facts, claim, "subject")):
                for end in dict.fromkeys(concepts_of(facts, claim, "object")):
                    found[start, claim.relation, end].append(claim.iri)
    for (start, relation, end), claims in sorted(found.items()):
        yield Extension(start, relation, label_of(facts, relation), end, tuple(claims))


def _has(facts: Facts, proposition: Proposition, cell: Cell, claim: Claim) -> bool:
    """Tell whether a proposition has what a claim says: it speaks of it, or of some of what the proposition names together."""
    if claim.relation != proposition.relation:
        return False
    if claim.iri in cell.decided_by or claim.iri in cell.spoken_of_by:
        return True
    things = {concept for place in ("subject", "object") for concept in concepts_of(facts, claim, place)}
    return proposition.is_collective and len(things & proposition.subjects) > 1


def _beyond(
    facts: Facts, said: Iterable[Claim], proposing: set[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Find concepts outside the frameworks that propose something, with what the sources affirm of them."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim in said:
        things = {concept for place in ("subject", "object") for concept in concepts_of(facts, claim, place)}
        for concept in sorted(things):
            if proposing and facts.concepts[concept].framework not in proposing:
                found[concept].append(claim.iri)
    for concept, claims in sorted(found.items()):
        yield concept, tuple(claims)
