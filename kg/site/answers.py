"""The rows of the named questions by the case they are about.

Takes the index and the answers; gives, for each case, each question with its rows. A row belongs to the
cases that it names, by their labels or by things of theirs; a row that names none belongs to every one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.iris import case_in
from kg.store import NamedNode

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from kg.asking import NamedQuery
    from kg.site.index import Index
    from kg.store import Table, Term

    Row = Mapping[str, Term]


def answers_by_case(
    index: Index, answers: Iterable[tuple[NamedQuery, Table]]
) -> dict[str, tuple[tuple[NamedQuery, list[Row]], ...]]:
    """Sort the rows of each question by the case that they are about."""
    names = index.facts.names
    labelled = {names[case].texts.get("en", ""): case for case in index.facts.cases if case in names}
    found: dict[str, list[tuple[NamedQuery, list[Row]]]] = {case: [] for case in index.facts.cases}
    for question, table in answers:
        rows: dict[str, list[Row]] = {}
        for row in table:
            for case in _cases_of(row, labelled, found) or {""}:
                rows.setdefault(case, []).append(row)
        for case, own in found.items():
            own.append((question, [*rows.get(case, ()), *rows.get("", ())]))
    return {case: tuple(own) for case, own in found.items()}


def _cases_of(row: Row, labelled: Mapping[str, str], cases: Container[str]) -> set[str]:
    """Find the cases that a row names."""
    found = {labelled.get(str(getattr(row.get("caseLabel"), "value", "")), "")}
    found |= {case_in(term.value) for term in row.values() if isinstance(term, NamedNode)}
    return {case for case in found if case in cases}
