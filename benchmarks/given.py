"""A case made ready for any engine: what is given to all of them, and what we say follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.authoring import read_case
from kg.compile import assert_case
from kg.evidence import SourceText, read_source
from kg.model import iris
from kg.reason import Inferred, infer
from kg.store import NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.ontology import Ontology

Triple = tuple[str, str, str]
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Given:
    """A case and what we infer in it.

    Attributes:
        name: of the case.
        asserted: its own quads.
        inferred: what we say follows.
        claims: the quads of the claims that rules derived from claims.
        flattened: the edges that rules made from claims; an engine that knows OWL only is given them.
    """

    name: str
    asserted: list[Quad]
    inferred: Inferred
    claims: list[Quad]
    flattened: set[Triple]

    def is_about(self, triple: Triple) -> bool:
        """Whether a triple is about this case and in our vocabulary."""
        subject, predicate, obj = triple
        is_ours = predicate.startswith(iris.BASE) or (predicate == TYPE and obj.startswith(iris.BASE))
        case = iris.case(self.name)
        return is_ours and (subject.startswith(case) or obj.startswith(case))


def read(folder: Path, ontology: Ontology) -> tuple[str, list[Quad]]:
    """The name and the asserted quads of a case folder.

    Raises:
        RuntimeError: the case has problems.
    """
    case, problems = read_case(folder, folder.name)
    if case is None:
        raise RuntimeError(f"{folder} cannot be read")
    read_ = {name: read_source(source, folder, folder.name) for name, source in case.sources.items()}
    texts = {name: text for name, text in read_.items() if isinstance(text, SourceText)}
    asserted = assert_case(case, texts, ontology)
    if problems or asserted.problems:
        raise RuntimeError(str([*problems, *asserted.problems][0]))
    return case.name, asserted.quads


def prepare(folder: Path, ontology: Ontology) -> Given:
    """A case folder, ready for every engine."""
    name, asserted = read(folder, ontology)
    inferred = infer(name, asserted, ontology)
    edges = set(inferred.edges)
    claims = [quad for quad in inferred.quads if triples([quad]).isdisjoint(edges)]
    ways = inferred.edges.items()
    flattened = {edge for edge, found in ways if any(not way.rule.startswith("rl-") for way in found)}
    return Given(name, asserted, inferred, claims, flattened)


def triples(quads: Iterable[Quad]) -> set[Triple]:
    """The quads that lead from an IRI to an IRI, as triples."""
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
    }
