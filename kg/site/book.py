"""What all pages of one build share: the facts, the answers, the colours.

Takes a snapshot; gives `Book`. Everything here is read once; the pages are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.asking import asking, catalog, find_query, is_select, select
from kg.compare import Comparison, compare_cases, conformance, read_propositions
from kg.model.iris import local_name
from kg.project import shipped_project
from kg.records import read_facts
from kg.review import review_fit
from kg.site.answers import answers_by_case
from kg.site.index import Index
from kg.site.vocabulary import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.asking import NamedQuery
    from kg.compare import Conformance
    from kg.export.downloads import Download
    from kg.model.project import Author, Project
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
        project: what the site is called, who answers for it, which case leads.
        own_queries: the questions of the project.
        coders: who coded each case, by the words that the case has for them.
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
    project: Project = field(default_factory=shipped_project)
    own_queries: tuple[NamedQuery, ...] = ()
    coders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def leading_case(self) -> str:
        """The case that the project lets lead; empty where it names none that is here."""
        named = self.project.leading.case if self.project.leading else ""
        return next((case for case in self.index.facts.cases if named and local_name(case) == named), "")

    def authors_of(self, case: str) -> tuple[Author, ...]:
        """Find the authors of the coding of a case: its coders; of a case that names none, those of the project."""
        coders = self.coders.get(case, ())
        return tuple(map(self.project.author_named, coders)) or self.project.authors


def read_book(
    snapshot: Snapshot,
    bundled: Iterable[Mapping[str, str]] = (),
    downloads: Iterable[Download] = (),
    project: Project | None = None,
    own_queries: tuple[NamedQuery, ...] = (),
) -> Book:
    """Read everything the pages share, from a built dataset; without a project, that of the cases that ship."""
    store = snapshot.store
    ask = asking(store)
    index = Index(read_facts(ask))
    answers = _answers(store, own_queries)
    return Book(
        index=index,
        hues=_hues(index),
        answers=answers,
        answers_in=answers_by_case(index, answers),
        report=snapshot.report,
        evidence_query=find_query("evidence-of-claim"),
        downloads=tuple(downloads),
        bundled=tuple(bundled),
        project=project or shipped_project(),
        own_queries=own_queries,
        coders=_coders(ask),
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


def _coders(ask: Callable[..., list[dict[str, str]]]) -> dict[str, tuple[str, ...]]:
    """Look up who coded each case."""
    found: dict[str, tuple[str, ...]] = {}
    for row in ask("site-coders"):
        found[row["case"]] = (*found.get(row["case"], ()), row["coder"])
    return found


def _answers(store: Store, own: tuple[NamedQuery, ...]) -> tuple[tuple[NamedQuery, Table], ...]:
    """Answer every named question that needs no parameter; of the project's own, those that give rows."""
    questions = [q for q in catalog() if q.group == "competency" and not q.parameters]
    asked = [q for q in own if not q.parameters and is_select(q.sparql)]
    return tuple((question, select(store, question.sparql)) for question in (*questions, *asked))


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
