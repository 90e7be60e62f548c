"""The files of the ontology: they parse, import each other in one direction, and stay small."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from rdflib import DCTERMS, OWL, RDF, Graph, URIRef

from kg.resources import ontology_folder

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://w3id.org/tongban-kg/"
MODULES = (
    "case", "dl-extras", "edges", "evidence", "external", "marks", "patterns", "provenance", "quantities",
    "relations", "theory", "verdicts",
)  # fmt: skip
NOT_IMPORTED_BY_ROOT = {"dl-extras"}
TERMS_AT_MOST = {"external": 70, "marks": 80, "evidence": 70, "relations": 210}  # two terms for each relation
TURTLE = sorted(ontology_folder().rglob("*.ttl"))
CATALOGS = sorted(ontology_folder().rglob("catalog-v001.xml"))
PUBLISHED = tuple(sorted(path.relative_to(ontology_folder()).as_posix() for path in TURTLE))


def imports_of(graph: Graph) -> set[str]:
    """The last part of the IRI of each imported module."""
    return {str(target).rpartition("/")[2] for target in graph.objects(None, OWL.imports)}


def test_the_modules_are_these(modules: dict[str, Graph]) -> None:
    """No module appears or vanishes unnoticed."""
    assert tuple(modules) == MODULES


@pytest.mark.parametrize("path", TURTLE, ids=PUBLISHED)
def test_a_file_is_turtle_in_utf_8(path: Path) -> None:
    """Every Turtle file parses, holds something, and has line ends of one kind."""
    assert len(Graph().parse(path)) > 0
    assert b"\r" not in path.read_bytes()


def test_a_module_is_named_after_its_file(modules: dict[str, Graph]) -> None:
    """The IRI of a module ends in the name of its file, and its version IRI in its version."""
    for name, graph in modules.items():
        module = URIRef(f"{BASE}ontology/{name}")
        assert list(graph.subjects(RDF.type, OWL.Ontology)) == [module]
        version = str(graph.value(module, OWL.versionInfo))
        assert graph.value(module, OWL.versionIRI) == URIRef(f"{module}/{version}")


def test_all_modules_have_one_version(modules: dict[str, Graph], root: Graph) -> None:
    """The modules are released together."""
    versions = {
        str(version)
        for graph in (*modules.values(), root)
        for version in graph.objects(None, OWL.versionInfo)
    }
    assert len(versions) == 1


def test_imports_are_acyclic(modules: dict[str, Graph]) -> None:
    """The modules can be put in an order in which each imports only earlier ones."""
    waiting = {name: imports_of(graph) for name, graph in modules.items()}
    assert set().union(*waiting.values()) <= set(modules)
    while waiting:
        ready = {name for name, needed in waiting.items() if not needed & set(waiting)}
        assert ready, f"imports go in a circle among {sorted(waiting)}"
        waiting = {name: needed for name, needed in waiting.items() if name not in ready}


def test_imports_stay_at_home(modules: dict[str, Graph], root: Graph) -> None:
    """Nothing has to be fetched: every import is one of our own modules."""
    for graph in (*modules.values(), root):
        assert all(str(target).startswith(f"{BASE}ontology/") for target in graph.objects(None, OWL.imports))


def test_the_root_only_imports(modules: dict[str, Graph], root: Graph) -> None:
    """The root file states nothing itself and brings every module but the DL extras."""
    assert set(root.subjects()) == {URIRef(f"{BASE}ontology")}
    assert imports_of(root) == set(modules) - NOT_IMPORTED_BY_ROOT


def test_a_module_is_small(modules: dict[str, Graph]) -> None:
    """A module stays within what one can read at a sitting."""
    for name, graph in modules.items():
        terms = {term for term in graph.subjects(RDF.type) if isinstance(term, URIRef)}
        assert len(terms) - 1 <= TERMS_AT_MOST.get(name, 60), name


def test_a_module_leans_only_on_what_it_imports(modules: dict[str, Graph]) -> None:
    """Every term of ours that a module uses is declared in it or in what it imports, however far."""
    declared = {name: ours(set(graph.subjects(RDF.type))) for name, graph in modules.items()}
    for name, graph in modules.items():
        used = ours({node for triple in graph for node in triple})
        reachable = set().union(*(declared[module] for module in closure(name, modules)))
        assert used <= reachable, f"{name} uses {sorted(used - reachable)}"


def closure(name: str, modules: dict[str, Graph]) -> set[str]:
    """The module and all it imports, directly or not."""
    found, waiting = set(), [name]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting.extend(imports_of(modules[module]))
    return found


def ours(nodes: set[object]) -> set[URIRef]:
    """Those of the nodes that are terms of our namespace."""
    return {node for node in nodes if isinstance(node, URIRef) and node.startswith(f"{BASE}ontology#")}


def test_every_catalogue_leads_to_files() -> None:
    """Protégé finds each module on disk, whichever file is opened first."""
    assert len(CATALOGS) == 2
    for path in CATALOGS:
        entries = ET.parse(path).getroot()  # noqa: S314 - our own file
        assert len(entries) == len(MODULES) + 1
        for entry in entries:
            target = (path.parent / entry.attrib["uri"]).resolve()
            assert (URIRef(entry.attrib["name"]), RDF.type, OWL.Ontology) in Graph().parse(target)


def test_the_readme_draws_every_module() -> None:
    """The map of the modules names each of them."""
    readme = (ontology_folder() / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"modules/([a-z-]+)\.ttl", readme)) >= set(MODULES)


def test_nothing_is_licensed_by_accident(modules: dict[str, Graph]) -> None:
    """Every module says under which licence it is shared."""
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert all(set(graph.objects(None, DCTERMS.license)) == {licence} for graph in modules.values())
