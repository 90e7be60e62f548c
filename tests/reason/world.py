"""What the eighteen inferences are shown on, and short names for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import RDF
from kg.store import LocalStore, Store
from kg.verdicts import read_known, write_cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from reasoned import Classify, Reasoned, Triple

    from kg.ontology import Ontology
    from kg.store import Quad


@dataclass(frozen=True)
class World:
    """What the inferences are shown on."""

    j_city: Reasoned
    b_town: Reasoned
    ontology: Ontology
    as_quads: Callable[[str], list[Quad]]
    classify: Callable[[], Classify]

    def edges(self, property_: str) -> set[tuple[str, str]]:
        """The ends of J City's inferred edges of a property, by their last words."""
        wanted = f"{iris.TERMS}{property_}"
        return {(local(s), local(o)) for s, p, o in self.j_city.inferred.edges if p == wanted}

    def of_kind(self, kind: str) -> set[str]:
        """What is inferred in J City to be of a kind, by last words."""
        return kinds(self.j_city.inferred.edges, kind)

    def given(self) -> set[Triple]:
        """What is asserted in J City."""
        return self.j_city.triples(self.j_city.asserted)

    def claims_with(self, property_: str, value: str) -> set[str]:
        """J City's claims with a value, by last words."""
        return {local(s) for s, p, o in self.given() if p == f"{iris.TERMS}{property_}" and local(o) == value}

    def grounds(self, edge: Triple, way: int = 0) -> set[str]:
        """The claims below an edge, by its n-th way and the first ways of what that rests on."""
        edges, found, todo = (
            self.j_city.inferred.edges,
            set(),
            list(self.j_city.inferred.edges[edge][way].premises),
        )
        while todo:
            premise = todo.pop()
            if isinstance(premise, str):
                found.add(local(premise))
            elif premise in edges:
                todo.extend(edges[premise][0].premises)
        return found

    def union(self) -> Store:
        """J City and its cells with the ontology, to be asked."""
        inferred = self.j_city.inferred
        said = [*self.j_city.asserted, *inferred.quads]
        known = read_known("j-city", said, inferred.names, inferred.tainted, self.ontology)
        parts = (self.ontology.quads, said, write_cells("j-city", known, self.ontology))
        return LocalStore.of(quad for part in parts for quad in part)


def local(iri: str) -> str:
    """What stands after the last ``#`` or ``/``."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def kinds(edges: object, kind: str) -> set[str]:
    """What the edges put in a class, by last words."""
    return {local(s) for s, p, o in edges if p == RDF.type and o == f"{iris.TERMS}{kind}"}


def element(name: str) -> str:
    """A thing of J City."""
    return iris.element("j-city", name)
