"""Which terms of the ontology a question uses, told from its text.

Takes the text of a query and what lies below what among the terms; gives two sets. A question *names* a term
whose IRI it writes. It *reaches* a term that it need not write: the narrower terms of one that its path goes
down to (`rdfs:subClassOf*`), and the individuals of a class that it names, such as the values of an axis of marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.reach import reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_NAME = re.compile(r"\bkg:([A-Za-z0-9][\w-]*)")
_DOWN = re.compile(r"rdfs:sub(?:Class|Property)Of([*+]?)\s+kg:([A-Za-z0-9][\w-]*)")


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """What lies below what.

    Attributes:
        narrower: the terms one step below a class or property.
        members: the individuals of a class.
    """

    narrower: Mapping[str, tuple[str, ...]]
    members: Mapping[str, tuple[str, ...]]

    def below(self, term: str) -> set[str]:
        """Gather every term below one, however far."""
        return reached(self.narrower.get(term, ()), lambda one: self.narrower.get(one, ()))


def terms_named(sparql: str) -> set[str]:
    r"""Find the IRIs of the terms that a query writes; comments do not count.

    >>> sorted(terms_named("# kg:Actor\nSELECT * { ?x a kg:Claim ; kg:cites ?y }"))
    ['https://w3id.org/tongban-kg/ontology#Claim', 'https://w3id.org/tongban-kg/ontology#cites']
    """
    return {iris.term(name) for name in _NAME.findall(_COMMENT.sub("", sparql))}


def terms_reached(sparql: str, hierarchy: Hierarchy) -> set[str]:
    """Find the terms that a query uses without writing them."""
    text = _COMMENT.sub("", sparql)
    found: set[str] = set()
    for many, name in _DOWN.findall(text):
        top = iris.term(name)
        found |= hierarchy.below(top) if many else set(hierarchy.narrower.get(top, ()))
    named = terms_named(sparql)
    for kind in named:
        found.update(hierarchy.members.get(kind, ()))
    return found - named


def questions_by_term(
    questions: Iterable[tuple[str, str]], hierarchy: Hierarchy
) -> dict[str, tuple[str, ...]]:
    """List the questions that use each term: those that name it first, then those that reach it.

    Args:
        questions: each as its name and its text.
        hierarchy: what lies below what.
    """
    naming: dict[str, list[str]] = {}
    reaching: dict[str, list[str]] = {}
    for name, sparql in questions:
        for term in terms_named(sparql):
            naming.setdefault(term, []).append(name)
        for term in terms_reached(sparql, hierarchy):
            reaching.setdefault(term, []).append(name)
    return {
        term: (*naming.get(term, ()), *reaching.get(term, ()))
        for term in sorted(naming.keys() | reaching.keys())
    }
