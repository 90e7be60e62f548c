"""What all pages of one build share: the facts, the answers, the colours.

Takes a snapshot; gives `Book`. Everything here is read once; the pages are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.asking import asking, catalog, find_query, run
from kg.compare import Comparison, compare_cases, conformance, read_propositions
from kg.model.iris import local_name
from kg.records import read_facts
from kg.review import review_fit
from kg.site.answers import answers_by_case
from kg.site.index import Index
from kg.site.vocabulary import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.asking import NamedQuery
    from kg.compare import Conformance
    from kg.export.downloads import Download
    from kg.review import Item
    from kg.site.answers import Row
    from kg.snapshot import Snapshot
    from kg.store import Store, Table

HUES = 10
_THEORY = (
    "AnalysisDimension", "DrivingFactor", "ContextCondition", "StrategyGuide", "StrategyPrinciple",
    "Strategy", "BehaviourLogic", "ImprovementPath", "Foundation", "Tier",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Book:
    """The shared part of a build.

    Attributes:
        hues: for every kind the number of its colour; 0 is ink.
        answers: each named question with its rows.
        answers_in: the same for each case, with the rows that name it or a thing of it, or no case at all.
        tool: name and version of what made the dataset.
        vocabulary: the terms of the ontology.
        comparison: the cases side by side.
        conformance: how each case stands to what its framework proposes.
        reviews: what a second reader should look at, by case.
        hashes: the SHA-256 of each case's own part of the dataset. A page that showed one would change
            with every word of the case: only the page of downloads does.
        downloads: the files of the whole dataset.
        bundled: name, version, licence and its text of what the scripts contain.
    """

    index: Index
    hues: Mapping[str, int]
    answers: tuple[tuple[NamedQuery, Table], ...]
    report: Mapping[str, Any]
    evidence_query: NamedQuery
    downloads: tuple[Download, ...] = ()
    bundled: tuple[Mapping[str, str], ...] = ()
    tool: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    comparison: Comparison = field(default_factory=lambda: Comparison({}, (), (), ()))
    conformance: tuple[Conformance, ...] = ()
    answers_in: Mapping[str, tuple[tuple[NamedQuery, list[Row]], ...]] = field(default_factory=dict)
    reviews: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)


def read_book(
    snapshot: Snapshot,
    bundled: Iterable[Mapping[str, str]] = (),
    downloads: Iterable[Download] = (),
) -> Book:
    """Read everything the pages share, from a built dataset."""
    store = snapshot.store
    ask = asking(store)
    index = Index(read_facts(ask))
    answers = _answers(store)
    return Book(
        index=index,
        hues=_hues(index),
        answers=answers,
        answers_in=answers_by_case(index, answers),
        report=snapshot.report,
        evidence_query=find_query("evidence-of-claim"),
        downloads=tuple(downloads),
        bundled=tuple(bundled),
        tool=str(snapshot.report.get("tool", "tongban-kg")),
        hashes=_hashes(snapshot),
        comparison=compare_cases(index, snapshot.cases),
        conformance=conformance(index, read_propositions(ask), snapshot.cases),
        reviews={case: review_fit(index, case) for case in index.facts.cases},
        vocabulary=read_vocabulary(ask, [(query.name, query.sparql) for query, _ in answers]),
    )


def _hashes(snapshot: Snapshot) -> dict[str, str]:
    """Look up the hash that the report gives of each case."""
    reported = snapshot.report.get("cases", {})
    found = {iri: reported.get(name, {}) for name, iri in snapshot.cases.items()}
    return {iri: str(case["sha256"]) for iri, case in found.items() if "sha256" in case}


def _answers(store: Store) -> tuple[tuple[NamedQuery, Table], ...]:
    """Answer every named question that needs no parameter."""
    questions = [q for q in catalog() if q.group == "competency" and not q.parameters]
    return tuple((question, run(store, question.name)) for question in questions)


def _hues(index: Index) -> dict[str, int]:
    """Give a colour to each kind of theory element, in order; a narrower kind has that of its parent."""
    kinds = [kind for kind in index.facts.kinds.values() if local_name(kind.top) == "TheoryElement"]
    tops = sorted(
        (kind.iri for kind in kinds if kind.parents == (kind.top,)),
        key=lambda iri: (_THEORY.index(local_name(iri)) if local_name(iri) in _THEORY else len(_THEORY), iri),
    )
    number = {iri: place % HUES + 1 for place, iri in enumerate(tops)}
    return {
        kind.iri: next((number[k] for k in index.kind_lineage(kind.iri) if k in number), 0) for kind in kinds
    }
