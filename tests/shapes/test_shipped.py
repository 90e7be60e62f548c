"""The cases that ship, judged by both engines of the shapes: case by case they find the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyshacl
import pytest
import shacl
from rdflib import RDF, SH, Graph

from kg.authoring import find_cases
from kg.frameworks import load as load_ontology
from kg.model import iris
from kg.model.vocabulary import KG
from kg.resources import cases_folder, ontology_folder
from kg.store import NamedNode, to_graph

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.pipeline import Outcome
    from kg.store import Quad

Result = tuple[str, str, str]
SHIPPED = [path.name for path in find_cases(cases_folder())]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The ontology that ships."""
    loaded, problems = load_ontology(ontology_folder())
    assert problems == []
    return loaded


def both(ontology: Ontology, quads: list[Quad]) -> tuple[set[Result], set[Result]]:
    """Node, shape and severity of each result: of the engine that the tool uses, and of pySHACL."""
    data = to_graph([*ontology.schema, *quads], "ntriples", {}).decode()
    results = shacl.Shapes.from_turtle(ontology.shapes).validate_text(data, "ntriples").results
    ours = {(r.focus_node.strip("<>"), r.root_shape.strip("<>"), r.severity) for r in results}
    shapes = Graph().parse(data=ontology.shapes, format="turtle")
    _, report, _ = pyshacl.validate(
        Graph().parse(data=data, format="nt"), shacl_graph=shapes, inference="none", advanced=False
    )
    assert isinstance(report, Graph)
    names = (SH.focusNode, SH.sourceShape, SH.resultSeverity)
    rows = [[str(report.value(r, p)) for p in names] for r in report.subjects(RDF.type, SH.ValidationResult)]
    return ours, {(node, shape, severity.rpartition("#")[2]) for node, shape, severity in rows}


def asserted(compiled: tuple[Outcome, list[Quad]], case: str) -> list[Quad]:
    """The asserted graph of a case."""
    graph = NamedNode(iris.graph(case, "asserted"))
    return [quad for quad in compiled[1] if quad.graph_name == graph]


@pytest.mark.parametrize("case", SHIPPED)
def test_both_engines_find_nothing(
    compiled: tuple[Outcome, list[Quad]], ontology: Ontology, case: str
) -> None:
    """Each case that ships keeps every shape, whichever engine is asked."""
    quads = asserted(compiled, case)
    assert len(quads) > 3000
    assert both(ontology, quads) == (set(), set())


def test_both_engines_find_the_same(compiled: tuple[Outcome, list[Quad]], ontology: Ontology) -> None:
    """Of J City without a single polarity, both engines report every claim, and nothing else."""
    quads = [q for q in asserted(compiled, "j-city") if q.predicate.value != KG.polarity]
    claims = {q.subject.value for q in quads if q.object == NamedNode(KG.Claim)}  # type: ignore[union-attr]
    ours, theirs = both(ontology, quads)
    assert ours == theirs
    assert {node for node, _, _ in ours} == claims
    assert len(claims) > 100
