"""How a case's graph came to be: who coded, from which files, by which tool and ontology.

Without a clock: what was used is told by hashes, not by dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.build.sources import is_there
from kg.model import iris
from kg.model.vocabulary import KG, PROV, RDF, RDFS
from kg.store.writer import GraphWriter
from kg.version import __version__

if TYPE_CHECKING:
    from kg.evidence import SourceText
    from kg.model.records import Case
    from kg.ontology import Ontology
    from kg.store import Quad


def describe(case: Case, texts: dict[str, SourceText], ontology: Ontology) -> list[Quad]:
    """The provenance graph of a case (W3C PROV-O)."""
    graph = GraphWriter(iris.graph(case.name, "provenance"))
    coding = iris.activity(case.name, "coding")
    compiling = iris.activity(case.name, "compiling")
    graph.link(coding, RDF.type, KG.CodingActivity)
    graph.text(coding, RDFS.label, f"Coding of {case.label}", "en")
    if case.coder:
        coder = iris.coder(case.coder)
        graph.link(coder, RDF.type, KG.Coder)
        graph.text(coder, RDFS.label, case.coder, "en")
        graph.link(coding, PROV.wasAssociatedWith, coder)
    for identifier in (name for name, source in case.sources.items() if is_there(source, texts)):
        graph.link(coding, PROV.used, iris.source(case.name, identifier))
    graph.link(compiling, RDF.type, KG.CompileActivity)
    graph.text(compiling, RDFS.label, f"Compiling of {case.label} by tongban-kg {__version__}", "en")
    graph.link(iris.ONTOLOGY_GRAPH, RDF.type, PROV.Entity)
    graph.text(iris.ONTOLOGY_GRAPH, KG.sha256, ontology.digest)
    graph.link(compiling, PROV.used, iris.ONTOLOGY_GRAPH)
    for part in ("asserted", "inferred", "because"):
        graph.link(iris.graph(case.name, part), PROV.wasGeneratedBy, compiling)
        graph.link(iris.graph(case.name, part), RDF.type, PROV.Entity)
    for name, sha256 in case.files:
        node = iris.file(case.name, name)
        graph.link(node, RDF.type, PROV.Entity)
        graph.text(node, KG.fileName, name)
        graph.text(node, KG.sha256, sha256)
        graph.link(node, PROV.wasGeneratedBy, coding)
        graph.link(compiling, PROV.used, node)
    return graph.quads
