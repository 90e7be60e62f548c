"""How each case stands to what its framework proposes: supports, contradicts, cannot test, extends.

Takes a store; gives records. A proposition is never decided by a reading or by silence: where only
these speak, the case cannot test it, and the record says which of them it is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.compare.cases import rows_of
from kg.model.iris import word_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.store import Store

SUPPORTED, CONTRADICTED, DISPUTED = "supported", "contradicted", "disputed"
PARTLY, READ_ONLY, SILENT, NOT_CODED = "partly", "read-only", "silent", "not-coded"
VERDICTS = (SUPPORTED, CONTRADICTED, DISPUTED, PARTLY, READ_ONLY, SILENT, NOT_CODED)
"""A source says so, or it follows from what sources say; sources speak against it; they do both; they say
it of some of the concepts only; coders read it into the words; somebody looked and the sources do not
say; nobody has coded it. The last four leave the proposition untested."""
UNTESTED = frozenset({PARTLY, READ_ONLY, SILENT, NOT_CODED})
FROM_SOURCE = frozenset({"stated", "presupposed"})


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a framework proposes.

    Attributes:
        subjects, objects: IRIs of the concepts on each side; a side without concepts fits anything.
        relation: IRI of the relation type; `edge` is the property of its direct edges.
        against: relation types that speak against it.
        origin: the name of the case it was taken from, which therefore tests nothing of it.
    """

    iri: str
    label: str
    framework: str
    relation: str
    edge: str
    subjects: frozenset[str]
    objects: frozenset[str]
    against: frozenset[str]
    origin: str = ""

    @property
    def concepts(self) -> frozenset[str]:
        """Every concept it names."""
        return self.subjects | self.objects

    @property
    def is_collective(self) -> bool:
        """Whether it says something of several concepts together, as that they interact."""
        return len(self.subjects) > 1 and not self.objects

    def fits(self, said: Statement) -> bool:
        """Tell whether a claim speaks of the concepts of the proposition, in its direction."""
        if self.is_collective:
            return self.subjects <= said.subjects | said.objects
        return self.subjects <= said.subjects and self.objects <= said.objects

    def touches(self, said: Statement) -> bool:
        """Tell whether a claim speaks of some of the concepts that a collective proposition joins."""
        return self.is_collective and len(self.subjects & (said.subjects | said.objects)) > 1


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, by the concepts its parts are manifestations of."""

    claim: str
    relation: str
    name: str
    status: str
    polarity: str
    subjects: frozenset[str]
    objects: frozenset[str]

    @property
    def is_firm(self) -> bool:
        """Whether it is the source's word and not a coder's."""
        return self.status in FROM_SOURCE


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a case stands to a proposition.

    Attributes:
        proposition: its IRI.
        verdict: one of `VERDICTS`.
        claims: claims, or edges that follow from claims, that say so.
        against: claims that speak against it.
        silences: silences that concern it.
        is_origin: whether the proposition was taken from this very case, so that agreement tests nothing.
    """

    proposition: str
    label: str
    verdict: str
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    silences: tuple[str, ...] = ()
    is_origin: bool = False

    @property
    def is_untested(self) -> bool:
        """Whether the case leaves the proposition open."""
        return self.verdict in UNTESTED


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
    """How one case stands to its framework: a verdict for each proposition, and what it adds.

    Attributes:
        case: IRI of the case; `name` is its folder.
        extensions: relations of concepts that no proposition has.
        concepts: concepts of no framework that proposes anything, each with the claims about it.
    """

    case: str
    name: str
    verdicts: tuple[Verdict, ...]
    extensions: tuple[Extension, ...]
    concepts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Give plain values, for JSON."""
        return asdict(self)


def conformance(store: Store, cases: Mapping[str, str]) -> tuple[Conformance, ...]:
    """Set cases against what their frameworks propose.

    Args:
        store: where they stand.
        cases: the IRIs of the cases, by name.
    """
    names = {iri: name for name, iri in cases.items()}
    proposed = _propositions(store, names)
    statements = _statements(store, names)
    follows: dict[str, set[tuple[str, str, str, str]]] = defaultdict(set)
    for row in rows_of(store, "compare-follows", names):
        follows[row["case"]].add((row["edge"], row["from"], row["property"], row["to"]))
    silences: dict[str, dict[str, tuple[set[str], set[str]]]] = defaultdict(
        lambda: defaultdict(lambda: (set(), set()))
    )
    for row in rows_of(store, "compare-silences", names):
        concerned, missing = silences[row["case"]][row["silence"]]
        concerned.add(row["concept"])
        missing |= {row["missing"]} if "missing" in row else set()
    schemes = {row["concept"]: row["framework"] for row in rows_of(store, "compare-all-concepts", names)}
    in_use: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(store, "compare-frameworks", names):
        in_use[row["case"]].add(row["framework"])
    found = []
    for case, name in names.items():
        own = [p for p in proposed if p.framework in in_use[case]]
        said = statements[case]
        verdicts = tuple(
            replace(_verdict(p, said, follows[case], silences[case]), is_origin=p.origin == name) for p in own
        )
        beyond = _beyond(said, schemes, {p.framework for p in own})
        found.append(Conformance(case, name, verdicts, tuple(_extensions(own, said)), beyond))
    return tuple(found)


def _propositions(store: Store, cases: Mapping[str, str]) -> list[Proposition]:
    """Read every proposition of every framework, in the order of its framework."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows_of(store, "compare-propositions", cases):
        rows[row["proposition"]].append(row)

    def several(name: str, held: list[dict[str, str]]) -> frozenset[str]:
        return frozenset(row[name] for row in held if name in row)

    return [
        Proposition(
            iri, held[0]["label"], held[0]["framework"], held[0]["relation"], held[0]["property"],
            several("from", held), several("to", held), several("against", held), held[0].get("origin", ""),
        )
        for iri, held in rows.items()
    ]  # fmt: skip


def _statements(store: Store, cases: Mapping[str, str]) -> dict[str, list[Statement]]:
    """Read the claims of each case, in the order of their identifiers."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows_of(store, "compare-statements", cases):
        rows[row["case"], row["claim"]].append(row)
    found: dict[str, list[Statement]] = defaultdict(list)
    for (case, claim), held in rows.items():
        first = held[0]
        ends = [frozenset(row[name] for row in held if name in row) for name in ("from", "to")]
        marks = (word_of(first["status"]), word_of(first["polarity"]))
        found[case].append(Statement(claim, first["relation"], first["name"], *marks, *ends))
    return found


def _verdict(
    asked: Proposition,
    statements: Sequence[Statement],
    follows: set[tuple[str, str, str, str]],
    silences: Mapping[str, tuple[set[str], set[str]]],
) -> Verdict:
    """Judge how the claims of a case stand to a proposition."""
    fitting = [s for s in statements if asked.fits(s)]
    same = [s for s in fitting if s.relation == asked.relation]
    backing = [s.claim for s in same if s.is_firm and s.polarity == "affirmed"]
    against = [s.claim for s in same if s.is_firm and s.polarity == "denied"]
    against += [
        s.claim for s in fitting if s.is_firm and s.relation in asked.against and s.polarity == "affirmed"
    ]
    if not backing and len(asked.subjects) == len(asked.objects) == 1:
        backing = sorted(
            edge for edge, start, prop, end in follows
            if prop == asked.edge and {start} == asked.subjects and {end} == asked.objects
        )  # fmt: skip
    if backing or against:
        verdict = DISPUTED if backing and against else SUPPORTED if backing else CONTRADICTED
        return Verdict(asked.iri, asked.label, verdict, tuple(backing), tuple(against))
    parts = [
        s.claim for s in statements
        if s.is_firm and s.relation == asked.relation and s.polarity == "affirmed" and asked.touches(s)
    ]  # fmt: skip
    if parts:
        return Verdict(asked.iri, asked.label, PARTLY, tuple(parts))
    if same:
        return Verdict(asked.iri, asked.label, READ_ONLY, tuple(s.claim for s in same))
    open_left = tuple(
        silence
        for silence, (concerned, missing) in silences.items()
        if (asked.concepts & concerned and asked.relation in missing)
        or (len(asked.concepts) > 1 and asked.concepts <= concerned)
    )
    return Verdict(asked.iri, asked.label, SILENT if open_left else NOT_CODED, silences=open_left)


def _extensions(proposed: Sequence[Proposition], statements: Sequence[Statement]) -> list[Extension]:
    """Find what the sources of a case affirm of two concepts that no proposition has."""
    found: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for said in statements:
        if not said.is_firm or said.polarity != "affirmed":
            continue
        if any(p.relation == said.relation and (p.fits(said) or p.touches(said)) for p in proposed):
            continue
        for start in sorted(said.subjects):
            for end in sorted(said.objects):
                found[start, said.relation, end].append(said)
    return [
        Extension(start, relation, held[0].name, end, tuple(s.claim for s in held))
        for (start, relation, end), held in sorted(found.items())
    ]  # fmt: skip


def _beyond(
    statements: Sequence[Statement], schemes: Mapping[str, str], proposing: set[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Find concepts outside the frameworks that propose something, with what the sources affirm of them."""
    found: dict[str, list[str]] = defaultdict(list)
    for said in statements:
        if said.is_firm and said.polarity == "affirmed":
            for concept in sorted(said.subjects | said.objects):
                if proposing and schemes.get(concept, "") not in proposing:
                    found[concept].append(said.claim)
    return tuple((concept, tuple(claims)) for concept, claims in sorted(found.items()))
