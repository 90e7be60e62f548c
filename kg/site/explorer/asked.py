"""Drawings of answers: each named question whose rows are tied by claims, and the trace of a finding.

Takes content; gives views. A row of an answer names things; the lines between them are the claims of
the relations and statuses that the question asks about. Nothing is computed that the answer does not
hold.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.model.iris import local_name
from kg.site.explorer.arrange import in_columns, place, view
from kg.site.views.draft import short
from kg.store import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.asking import NamedQuery
    from kg.asking.network import Link
    from kg.site.answers import Row
    from kg.site.explorer.content import Content

_RELATION = re.compile(r"\bkg:(relation-[\w-]+)")
_STATUS = re.compile(r"\bkg:status-(\w+)")
AT_FIRST = ("stated", "reported", "presupposed", "inferred", "background")
"""The statuses that a drawing starts with."""
WIDE = 150


def question_views(content: Content) -> Iterator[dict[str, Any]]:
    """Draw each named question whose rows are tied by claims."""
    names = _names(content)
    for question, rows in _answers(content):
        edges = _edges(content, question, rows, names)
        if not edges:
            continue
        ends = {end for link in edges for end in (link.source, link.target)}
        things = [iri for iri in content.draft.things if short(iri) in ends]
        nodes = in_columns(content, things, most=len(things))
        nodes = {iri: replace(node, band=0, tier=node.tier + 100 * node.band) for iri, node in nodes.items()}
        is_chinese = content.lens.t.language == "zh" and bool(question.question_zh)
        title = question.question_zh if is_chinese else question.question
        yield _opened(view(question.name, title, place(nodes.values(), edges, WIDE), [], edges), edges)


def _answers(content: Content) -> Iterable[tuple[NamedQuery, Iterable[Row]]]:
    """Give each named question with the rows that can be about the cases of the content."""
    book = content.book
    return book.answers_in.get(content.cases[0], ()) if len(content.cases) == 1 else book.answers


def _opened(own: dict[str, Any], edges: list[Link]) -> dict[str, Any]:
    """Let a drawing start with those readings shown that its question is about."""
    used = {link.facts["status"] for link in edges}
    if used <= set(AT_FIRST):
        return own
    on: dict[str, list[str]] = {"status": sorted({*AT_FIRST, *used})}
    if any(link.facts.get("listed") for link in edges):
        on["listed"] = ["on"]
    return own | {"on": on}


def _names(content: Content) -> Mapping[tuple[str, str], str]:
    """Index what an English label names within a case, by the label of the case."""
    facts = content.book.index.facts
    found: dict[tuple[str, str], str] = {}
    for iri in content.draft.things:
        label = facts.names[iri].texts.get("en", "") if iri in facts.names else ""
        element = facts.elements.get(iri)
        owners = (element.case,) if element else content.cases
        for case in owners:
            title = facts.names[case].texts.get("en", "") if case in facts.names else local_name(case)
            found.setdefault((title, label), iri)
    return found


def _edges(
    content: Content, question: NamedQuery, rows: Iterable[Row], names: Mapping[tuple[str, str], str]
) -> list[Link]:
    """Find the links between the things of one row, of the relations and statuses that the question names."""
    relations = set(_RELATION.findall(question.sparql))
    statuses = set(_STATUS.findall(question.sparql))
    claims = {short(claim.iri): claim for claim in content.claims}
    rows_of: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for thing in _things(row, names):
            rows_of.setdefault(thing, set()).add(number)
    found = []
    for link in content.links:
        claim = claims.get(link.facts.get("claim", ""))
        if claim is None or (relations and local_name(claim.relation) not in relations):
            continue
        if statuses and claim.status not in statuses:
            continue
        if rows_of.get(link.source, set()) & rows_of.get(link.target, set()):
            found.append(link)
    return found


def _things(row: Mapping[str, Any], names: Mapping[tuple[str, str], str]) -> set[str]:
    """Find the things that a row names, as nodes."""
    case = str(getattr(row.get("caseLabel"), "value", ""))
    found = set()
    for name, term in row.items():
        if isinstance(term, NamedNode):
            found.add(short(term.value))
        elif isinstance(term, Literal) and name != "caseLabel" and (case, term.value) in names:
            found.add(short(names[case, term.value]))
    return found
