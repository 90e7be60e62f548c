"""Terms that nobody can read: those declared without an English label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.iris import local_name
from kg.model.vocabulary import RDF, RDFS
from kg.ontology.places import places_of_term
from kg.problems import Problem, problem, say
from kg.store import NamedNode

if TYPE_CHECKING:
    from pathlib import Path

    from kg.ontology.records import Ontology


def unlabelled(ontology: Ontology, folder: Path, shown: str = "ontology") -> list[Problem]:
    """Report each term of our vocabulary that is declared and has no English label.

    Args:
        ontology: the ontology.
        folder: where its files are.
        shown: how to call the folder in problems.
    """
    declared: set[str] = set()
    named: set[str] = set()
    for quad in ontology.quads:
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(iris.TERMS):
            if quad.predicate.value == RDF.type:
                declared.add(quad.subject.value)
            elif quad.predicate.value == RDFS.label and getattr(quad.object, "language", "") == "en":
                named.add(quad.subject.value)
    return [
        problem(
            "KG507",
            places_of_term(term, folder, shown)[0],
            say('the term "{0}" without an English label', local_name(term)),
            'rdfs:label "…"@en',
        )
        for term in sorted(declared - named)
    ]
