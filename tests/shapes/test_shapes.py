"""The constraints on data: a good graph passes, and each bad graph fails at its own constraint only.

Takes good.ttl and the files of bad/, each named after the shape it breaks; what follows an underscore
tells variants of one shape apart. Both engines judge: pySHACL is the reference, the Rust engine the
one the tool runs. They see the asserted graph with the ontology beside it, and infer nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyshacl
import pytest
import shacl
from rdflib import RDF, SH, BNode, Graph, URIRef

from kg.frameworks import load
from kg.resources import ontology_folder
from kg.store import to_graph

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
GOOD = HERE / "good.ttl"
BAD = sorted((HERE / "bad").glob("*.ttl"))
SHAPES = "https://w3id.org/tongban-kg/shapes#"
FILES = ("anonymity", "case", "claim", "evidence", "theory")
GONE = {"F28", "F29"}
"""Numbers of the shapes of process tracing, which no case could write; they are not given again."""
NUMBERS = [number for number in (f"F{number:02}" for number in range(1, 41)) if number not in GONE]
WARNINGS = {"F13", "F17"}
BAD_FILES = 65


@dataclass(frozen=True)
class Verdict:
    """What one engine reports: whether the graph may pass, and what each shape says of it."""

    passes: bool
    messages: dict[str, tuple[str, ...]]
    severities: dict[str, str]


@cache
def shapes() -> Graph:
    """All shapes on data in one graph."""
    graph = Graph()
    for name in FILES:
        graph.parse(ontology_folder() / "shapes" / f"{name}.ttl")
    return graph


@cache
def vocabulary() -> Graph:
    """The ontology and its frameworks, which tell the classes and relation types apart."""
    loaded, problems = load(ontology_folder())
    assert problems == []
    return Graph().parse(data=to_graph(loaded.schema, "ntriples", {}).decode(), format="nt")


@cache
def vocabulary_as_text() -> str:
    """The same as N-Triples; blank nodes have names that no other graph has."""
    return vocabulary().serialize(format="nt")


@cache
def compiled_shapes() -> shacl.Shapes:
    """The shapes as the Rust engine holds them."""
    return shacl.Shapes.from_turtle(shapes().serialize(format="turtle"))


def named_shapes() -> set[str]:
    """The names of the shapes that have a target."""
    targets = (SH.targetClass, SH.targetSubjectsOf)
    return {str(shape).removeprefix(SHAPES) for target in targets for shape in shapes().subjects(target)}


def judged_by_rust(path: Path) -> Verdict:
    """What the Rust engine reports on a file."""
    data = Graph().parse(path).serialize(format="nt") + vocabulary_as_text()
    results = compiled_shapes().validate_text(data, "ntriples").results
    names = [result.root_shape.strip("<>").removeprefix(SHAPES) for result in results]
    return Verdict(
        passes=all(result.severity == "Warning" for result in results),
        messages={name: tuple(result.messages) for name, result in zip(names, results, strict=True)},
        severities={name: result.severity for name, result in zip(names, results, strict=True)},
    )


def judged_by_pyshacl(path: Path) -> Verdict:
    """What pySHACL reports on a file."""
    data = Graph().parse(path) + vocabulary()
    passes, report, _ = pyshacl.validate(
        data, shacl_graph=shapes(), inference="none", advanced=False, allow_warnings=True
    )
    assert isinstance(report, Graph)
    results = list(report.subjects(RDF.type, SH.ValidationResult))
    names = [str(report.value(result, SH.sourceShape)).removeprefix(SHAPES) for result in results]
    words = [tuple(str(text) for text in report.objects(result, SH.resultMessage)) for result in results]
    grades = [str(report.value(result, SH.resultSeverity)).rpartition("#")[2] for result in results]
    return Verdict(
        passes=passes,
        messages=dict(zip(names, words, strict=True)),
        severities=dict(zip(names, grades, strict=True)),
    )


ENGINES: dict[str, Callable[[Path], Verdict]] = {"rust": judged_by_rust, "pyshacl": judged_by_pyshacl}


def shape_of(path: Path) -> str:
    """The shape that a bad file is named after."""
    return path.stem.partition("_")[0]


def languages_of(shape: URIRef | BNode) -> set[str]:
    """The languages in which a shape, or each of its queries, speaks."""
    speakers = list(shapes().objects(shape, SH.sparql)) or [shape]
    spoken = [{text.language for text in shapes().objects(speaker, SH.message)} for speaker in speakers]
    return set.intersection(*spoken)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_good_graph_conforms(engine: str) -> None:
    """A graph that keeps every constraint draws neither an error nor a warning."""
    verdict = ENGINES[engine](GOOD)
    assert verdict.passes
    assert verdict.messages == {}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_graph_fails_at_its_own_constraint_only(path: Path, engine: str) -> None:
    """The shape a file is named after reports it, with its severity, and no other shape does."""
    verdict = ENGINES[engine](path)
    shape = shape_of(path)
    assert set(verdict.messages) == {shape}
    assert verdict.severities[shape] == ("Warning" if shape in WARNINGS else "Violation")
    assert verdict.passes == (shape in WARNINGS)
    assert "{" not in "".join(verdict.messages[shape])


def test_the_collection_is_complete() -> None:
    """Every shape has a bad file, every bad file a shape, and every number from F01 to F40 that is in use both."""
    assert len(BAD) == BAD_FILES
    assert {shape_of(path) for path in BAD} == named_shapes()
    assert sorted({shape[:3] for shape in named_shapes()}) == NUMBERS


def test_every_shape_file_is_in_force() -> None:
    """No file of shapes is left out, but for the style of the ontology itself."""
    found = {path.stem for path in (ontology_folder() / "shapes").glob("*.ttl")}
    assert found == {*FILES, "style"}


def test_every_message_speaks_both_languages() -> None:
    """What a researcher sees is written in English and in Chinese."""
    for name in named_shapes():
        assert languages_of(URIRef(SHAPES + name)) == {"en", "zh"}, name


def test_a_placeholder_is_filled_with_what_was_found() -> None:
    """A misquotation is shown beside the words that stand at its place."""
    for judge in ENGINES.values():
        told = " ".join(judge(HERE / "bad" / "F23.ttl").messages["F23"])
        assert "“After” it, openness may rule" in told
        assert "“After” it,openness may rule;" in told


def test_offsets_count_characters(tmp_path: Path) -> None:
    """A character outside the basic plane moves what follows by one, not by two or four."""
    shifted = tmp_path / "good.ttl"
    shifted.write_text(GOOD.read_text("utf-8").replace("Caution rules", "𝄞aution rules"), "utf-8")
    for judge in ENGINES.values():
        assert set(judge(shifted).messages) == {"F26"}
