"""A framework in a file beside one's cases: found, used, matched, drawn, and kept apart in the cache."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.frameworks import frameworks_beside, load
from kg.model import iris
from kg.model.vocabulary import KG
from kg.pipeline import check, compile_cases
from kg.records.cells import Cell, read_cells
from kg.resources import ontology_folder
from kg.store import LocalStore
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.pipeline.outcome import Outcome

TOE = """\
framework: toe
label: technology, organisation, environment
zh: 技术—组织—环境
kinds:
  adoption-factor: {under: driving-factor, label: adoption factor, zh: 采纳因素, definition: What moves to adopt.}
concepts:
  - {id: readiness, kind: adoption-factor, label: readiness, definition: What one can do.}
  - {id: peer-pressure, kind: adoption-factor, label: peer pressure, zh: 同侪压力, definition: What peers do.,
     close-match: triple-logic:multiple-pressures, matched-by: A. Coder}
relations:
  hastens: {phrase: "hastens {object}", plural: "hasten {object}", infinitive: "hasten {object}", zh: "加快{object}",
    from: adoption-factor, definition: the subject makes the object come sooner}
propositions:
  p1: {subject: peer-pressure, relation: hastens, against: hinders}
picture: {steps: [[adoption-factor], [practice]], ring: null, roof: null}
"""
CASE = """\
case: mill-town
label: Mill Town
anonymised: false
frameworks: [toe]
coder: you
sources:
  notes: {file: notes.txt, kind: observation, language: en, label: Notes}
elements:
  peers: {instantiates: peer-pressure}
  adoption: {kind: practice, label: adoption}
claims:
  c1: {subject: peers, relation: hastens, object: adoption, status: stated, role: finding, modality: asserted,
       polarity: affirmed, quote: The peers pressed them to adopt}
"""
PRESSURES = iris.concept("triple-logic", "multiple-pressures")
PEERS = iris.concept("toe", "peer-pressure")
MILL = iris.case("mill-town")


@pytest.fixture
def project(tiny_case: Callable[[], Path]) -> Path:
    """A folder with the case of the tests, one of a framework of its own, and that framework beside them."""
    tiny_case()
    folder = Path("cases/mill-town")
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "notes.txt").write_text("The peers pressed them to adopt.\n", encoding="utf-8")
    Path("frameworks").mkdir()
    Path("frameworks/toe.yaml").write_text(TOE, encoding="utf-8")
    return Path("cases")


def change(path: str, old: str, new: str) -> None:
    """Put other words into a file."""
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), encoding="utf-8")


def compiled(cases: Path) -> Outcome:
    """What the cases give, with nothing wrong."""
    outcome = compile_cases([cases], CompileOptions(jobs=1))
    assert [str(problem) for problem in outcome.problems] == []
    return outcome


def cells(outcome: Outcome, case: str = MILL) -> dict[str, Cell]:
    """The cells of a case that are of it as a whole, by what they are of."""
    return {cell.of: cell for cell in read_cells(LocalStore.of(outcome.quads()), case) if cell.phase is None}


def test_it_is_found_beside_the_cases_and_from_a_case(project: Path) -> None:
    """Whether the folder of cases is named or one case in it, the framework is the same."""
    whole, one = frameworks_beside([project]), frameworks_beside([project / "mill-town"])
    assert [shown for _, shown in whole] == ["frameworks"]
    assert whole == one
    loaded, _ = load(ontology_folder(), beside=whole)
    assert list(loaded.frameworks["toe"].concepts) == ["peer-pressure", "readiness"]
    assert loaded.theory_kinds["adoption-factor"] == "https://w3id.org/tongban-kg/theory/toe/AdoptionFactor"


def test_what_a_framework_proposes_is_set_against_the_case(project: Path) -> None:
    """The proposition has a cell, and a claim with the relation that it names against itself denies it."""
    proposed = iris.concept("toe", "proposes-p1")
    assert cells(compiled(project))[proposed].verdict == "stated"
    change("cases/mill-town/case.yaml", "relation: hastens", "relation: hinders")
    assert cells(compiled(project))[proposed].verdict == "denied"


def test_a_matched_concept_is_at_most_read(project: Path) -> None:
    """The case says nothing of the other framework's concept itself; what it says of the near one fills its cell."""
    found = cells(compiled(project))
    assert found[PEERS].verdict == "stated"
    assert (found[PRESSURES].verdict, found[PRESSURES].through) == ("interpreted", PEERS)
    assert iris.concept("triple-logic", "field-logic") not in found


def test_a_case_that_speaks_of_both_keeps_its_own_word(project: Path) -> None:
    """Where the leading concept has a claim of its own, the match fills nothing."""
    change("cases/mill-town/case.yaml", "[toe]", "[triple-logic, toe]")
    change(
        "cases/mill-town/case.yaml",
        "  adoption:",
        "  strain: {instantiates: multiple-pressures}\n  adoption:",
    )
    change("cases/mill-town/case.yaml", "subject: peers", "subject: [peers, strain]")
    change("cases/mill-town/case.yaml", "relation: hastens", "relation: affects")
    found = cells(compiled(project))
    assert (found[PRESSURES].verdict, found[PRESSURES].through) == ("stated", None)


def test_facts_only(project: Path) -> None:
    """A case without a framework has no cell of any concept, and its relations are those of the core."""
    change("cases/mill-town/case.yaml", "[toe]", "[]")
    change("cases/mill-town/case.yaml", "instantiates: peer-pressure", "kind: phenomenon, label: peers")
    change("cases/mill-town/case.yaml", "relation: hastens", "relation: affects")
    assert cells(compiled(project)) == {}


def test_a_picture_lies_in_the_graph(project: Path) -> None:
    """The site reads from there which kinds stand in which step."""
    quads = compiled(project).ontology_quads
    (drawn,) = [
        json.loads(quad.object.value)
        for quad in quads
        if quad.predicate.value == KG.picture and quad.subject.value == iris.framework("toe")
    ]
    kind = "https://w3id.org/tongban-kg/theory/toe/AdoptionFactor"
    assert drawn == {"ring": "", "roof": "", "steps": [[kind], [iris.term("Practice")]]}


def test_a_changed_framework_compiles_its_cases_again_and_no_other(
    project: Path, compiled_now: list[str]
) -> None:
    """What another case gave is taken from the cache, whose graphs say nothing of that framework."""
    options = CompileOptions(jobs=1, cache=Path("kept"), is_kept=True)
    compile_cases([project], options)
    assert sorted(compiled_now) == ["b-town", "mill-town"]
    change("frameworks/toe.yaml", "What peers do.", "What others do.")
    compiled_now.clear()
    again = compile_cases([project], options)
    assert compiled_now == ["mill-town"]
    afresh = compile_cases([project], CompileOptions(jobs=1))
    assert b"".join(again.data()) == b"".join(afresh.data())


def test_a_faulty_framework_hides_no_mistake_of_a_case(project: Path) -> None:
    """Cases that use another are looked at; of its own cases only what does not come of it is told."""
    change("frameworks/toe.yaml", "id: peer-pressure", "id: peer pressure")
    change("cases/b-town/claims.yaml", "fear of blame had led", "fear of blame has led")
    outcome, _ = check([project])
    assert [(p.code, p.location.file) for p in outcome.problems] == [
        ("KG109", "frameworks/toe.yaml"),
        ("KG301", "cases/b-town/claims.yaml"),
    ]


def test_a_framework_in_turtle_still_works(project: Path, tmp_path: Path) -> None:
    """One who writes Turtle names the folder; a name that is in both forms is told."""
    import shutil  # noqa: PLC0415 - for one test

    own = tmp_path / "own"
    shutil.copytree(ontology_folder(), own)
    (own / "frameworks" / "triple-logic.yaml").unlink()
    shutil.copytree(Path(__file__).parent / "turtle", own / "theory")
    change("cases/b-town/claims.yaml", "relation: can-convert-into", "relation: interacts-with")
    outcome = compile_cases([project], CompileOptions(jobs=1), ontology_at=own)
    framework = iris.framework("triple-logic")
    assert [str(problem) for problem in outcome.problems] == []
    assert framework in {
        quad.subject.value for quad in outcome.ontology_quads if hasattr(quad.subject, "value")
    }
    Path("frameworks/triple-logic.yaml").write_text(
        "framework: triple-logic\nlabel: again\n", encoding="utf-8"
    )
    outcome = compile_cases([project], CompileOptions(jobs=1), ontology_at=own)
    assert [(p.code, p.location.file) for p in outcome.problems if p.code == "KG509"] == [
        ("KG509", "frameworks/triple-logic.yaml")
    ]
