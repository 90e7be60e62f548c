"""Cases as quads, and what our reasoning makes of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from kg.authoring import read_case
from kg.compile import assert_case
from kg.consistency.hermit import as_file, find_java
from kg.evidence import SourceText, read_source
from kg.frameworks import load as load_ontology
from kg.model import iris
from kg.ontology import Ontology
from kg.problems import Severity
from kg.reason import Inferred, infer
from kg.resources import cases_folder, ontology_folder
from kg.store import NamedNode, Quad

if TYPE_CHECKING:
    from kg.ontology import Ontology

TESTS = Path(__file__).resolve().parents[1]
BENCHMARKS = TESTS.parent / "benchmarks"
Triple = tuple[str, str, str]
Classify = Callable[["Reasoned", list[Quad]], Graph]


@dataclass(frozen=True)
class Reasoned:
    """A case's own quads and what follows from them."""

    name: str
    asserted: list[Quad]
    inferred: Inferred

    def is_about(self, triple: Triple) -> bool:
        """Whether a triple is about this case and in our vocabulary."""
        subject, predicate, obj = triple
        ours = predicate.startswith(iris.BASE) or (predicate.endswith("#type") and obj.startswith(iris.BASE))
        case = iris.case(self.name)
        return ours and (subject.startswith(case) or obj.startswith(case))

    @staticmethod
    def triples(quads: list[Quad]) -> set[Triple]:
        """The quads that lead from an IRI to an IRI, without their graphs."""
        return {
            (q.subject.value, q.predicate.value, q.object.value)
            for q in quads
            if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)
        }


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The ontology that ships."""
    loaded, problems = load_ontology(ontology_folder())
    assert problems == []
    return loaded


def reason_over(folder: Path, ontology: Ontology) -> Reasoned:
    """A case folder, compiled and reasoned over."""
    case, problems = read_case(folder, folder.name)
    assert case is not None
    assert problems == []
    quoted = {name: source for name, source in case.sources.items() if source.access == "quoted"}
    texts = {name: read_source(source, folder, folder.name) for name, source in quoted.items()}
    found = {name: text for name, text in texts.items() if isinstance(text, SourceText)}
    asserted = assert_case(case, found, ontology)
    assert [one for one in asserted.problems if one.severity is Severity.ERROR] == []
    return Reasoned(case.name, asserted.quads, infer(case.name, asserted.quads, ontology))


@pytest.fixture(scope="session")
def j_city(ontology: Ontology) -> Reasoned:
    """J City."""
    return reason_over(cases_folder() / "j-city", ontology)


@pytest.fixture(scope="session")
def guiyang(ontology: Ontology) -> Reasoned:
    """Guiyang."""
    return reason_over(cases_folder() / "guiyang", ontology)


@pytest.fixture(scope="session")
def hangzhou(ontology: Ontology) -> Reasoned:
    """Hangzhou."""
    return reason_over(cases_folder() / "hangzhou", ontology)


@pytest.fixture(scope="session")
def b_town(ontology: Ontology) -> Reasoned:
    """The small invented case of the tests."""
    return reason_over(TESTS / "cases" / "b-town", ontology)


@pytest.fixture(scope="session")
def studies(ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> list[Reasoned]:
    """Three invented cases from the generator of the benchmarks, of two sizes."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        from made_study import SIZES, write_study  # noqa: PLC0415 - a script, found by its path
    finally:
        sys.path.remove(str(BENCHMARKS))
    folder = tmp_path_factory.mktemp("studies")
    sizes = [SIZES["small"], SIZES["small"], SIZES["city"]]
    return [reason_over(write_study(folder, n, size), ontology) for n, size in enumerate(sizes, start=1)]


@pytest.fixture(scope="session")
def classify() -> Classify:
    """A function that lets HermiT classify known quads and a case; skips where there is no Java."""
    if find_java() is None:
        pytest.skip("no Java")
    import owlready2  # noqa: PLC0415 - slow to import, and not needed without Java

    owlready2.JAVA_EXE = find_java()

    def classified(case: Reasoned, known: list[Quad]) -> Graph:
        """What HermiT makes of a case and the edges of our rules, but without what we say follows by OWL."""
        by_owl = {e for e, ways in case.inferred.edges.items() if all(w.rule.startswith("rl-") for w in ways)}
        kept = [quad for quad in case.inferred.quads if case.triples([quad]).isdisjoint(by_owl)]
        with as_file([*known, *case.asserted, *kept]) as path:
            world = owlready2.World()
            loaded = world.get_ontology(path.as_uri()).load()
            with loaded:
                owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
            return Graph() + world.as_rdflib_graph()

    return classified


def turtle(text: str) -> list[Quad]:
    """Triples in Turtle as quads of a graph of their own; the prefixes of the project are known."""
    prefixes = "".join(f"@prefix {name}: <{base}> .\n" for name, base in iris.PREFIXES.items())
    graph = NamedNode(f"{iris.BASE}graph/added")
    found = parse(f"{prefixes}{text}".encode(), format=RdfFormat.TURTLE)
    return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]


@pytest.fixture(scope="session")
def as_quads() -> Callable[[str], list[Quad]]:
    """A function that reads Turtle."""
    return turtle
