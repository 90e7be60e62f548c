"""The cells of the cases that ship, read by SPARQL, and the words of the verdicts, read from Turtle: by none of the rooms tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, RDFS, Graph, Namespace
from surfaces import Cell, tail

from kg.model import iris
from kg.resources import ontology_folder
from kg.snapshot import Snapshot, open_snapshot

if TYPE_CHECKING:
    from pathlib import Path

KG = Namespace(iris.TERMS)
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
CELLS = """
SELECT ?cell ?case ?of ?phase ?relation ?verdict ?label ?phaseLabel ?asked WHERE {
  ?cell a kg:Cell ; kg:inCase ?case ; kg:cellOf ?of ; kg:verdict ?verdict .
  ?of rdfs:label ?label . FILTER (LANG(?label) = "en")
  MINUS { ?cell kg:cellOf/a kg:RelationType }
  OPTIONAL { ?cell kg:patternPhase ?phase . ?phase rdfs:label ?phaseLabel . FILTER (LANG(?phaseLabel) = "en") }
  OPTIONAL { ?cell kg:patternRelation ?relation . ?relation rdfs:label ?asked . FILTER (LANG(?asked) = "en") }
}
"""
LEADS = "SELECT ?cell ?thing WHERE { ?cell a kg:Cell ; kg:%s ?thing }"


@pytest.fixture(scope="module")
def shipped(built_data: Path) -> Snapshot:
    """The build of the cases that ship."""
    return open_snapshot(built_data, "", None)


@pytest.fixture(scope="module")
def cells(shipped: Snapshot) -> list[Cell]:
    """Every cell of what is asked of every case."""
    leads: dict[str, dict[str, set[str]]] = {}
    for name in ("decidedBy", "spokenOfBy", "askedBy"):
        leads[name] = {}
        for row in shipped.store.select(LEADS % name, None, iris.PREFIXES).texts():
            leads[name].setdefault(row["cell"], set()).add(tail(row["thing"]))
    found = [
        Cell(
            tail(row["case"]).removeprefix("case/"), row["of"], row["label"], tail(row.get("phase", "")), row.get("phaseLabel", ""),
            row.get("asked", ""), row["verdict"].partition("#verdict-")[2],
            *(frozenset(leads[name].get(row["cell"], ())) for name in leads),
        )
        for row in shipped.store.select(CELLS, None, iris.PREFIXES).texts()
    ]  # fmt: skip
    assert len({(one.case, one.of, one.phase) for one in found}) == len(found) == 189
    assert {one.case for one in found} == set(shipped.cases)
    assert len({one.verdict for one in found}) >= 6
    return found


@pytest.fixture(scope="module")
def words() -> dict[str, dict[str, str]]:
    """The sign and the labels of each verdict, from the file of the ontology."""
    graph = Graph().parse(ontology_folder() / "modules" / "verdicts.ttl")
    return {
        str(one).partition("#verdict-")[2]: {
            "sign": str(graph.value(one, SKOS.notation, default="")),
            **{label.language: str(label) for label in graph.objects(one, RDFS.label)},
        }
        for one in graph.subjects(RDF.type, KG.Verdict)
    }
