"""What a silence asked for and how far it was looked for, from YAML to the graph."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.authoring import read_case
from kg.compare import diff_versions
from kg.compile import withhold
from kg.compile.silences import is_complete
from kg.model import iris
from kg.model.vocabulary import KG
from kg.pipeline import check, compile_cases
from kg.pipeline.items_for_review import review
from kg.resources import cases_folder
from kg.snapshot import Snapshot
from kg.store import LocalStore, Store
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model.records import Silence
    from kg.problems import Problem

B_TOWN = Path(__file__).parents[1] / "cases" / "b-town"
REPORT = "  report: {access: cited, read: %s, kind: press, language: en, label: A report}\n"
TALK = "  talk: {access: restricted, kind: interview, language: en, label: A talk}\n"


@pytest.fixture
def town(tmp_path: Path) -> Callable[..., Path]:
    """Write B Town with more sources and one silence."""

    def write(silence: str, sources: str = "") -> Path:
        folder = tmp_path / "b-town"
        if not folder.exists():
            shutil.copytree(B_TOWN, folder)
        text = f"silences:\n  n2: {{question: Who feared?, about: [fear, before], {silence}}}\n"
        (folder / "more.yaml").write_text(
            text + (f"sources:\n{sources}" if sources else ""), encoding="utf-8"
        )
        return folder

    return write


def silence_of(folder: Path) -> tuple[bool, Silence, list[Problem]]:
    """Whether n2 is complete, its record, and what is wrong with the case."""
    case, problems = read_case(folder, "b-town")
    assert case is not None
    return is_complete(case, case.silences["n2"]), case.silences["n2"], problems


def triples(folder: Path, *, is_public: bool = False) -> set[tuple[str, str, str]]:
    """The statements of the case on patterns and searches and on n2, with short names."""
    outcome = compile_cases([folder], CompileOptions(jobs=1), is_public=is_public)
    assert outcome.problems == []
    start = f"{iris.case('b-town')}/"
    return {
        (
            subject.removeprefix(start),
            iris.local_name(quad.predicate.value),
            iris.local_name(str(quad.object.value)),
        )  # type: ignore[union-attr]
        for quad in outcome.quads()
        if (subject := str(getattr(quad.subject, "value", ""))).startswith(
            (f"{start}pattern/", f"{start}search/n2", f"{start}silence/n2", f"{start}source/")
        )
    }


@pytest.mark.parametrize(
    ("read", "said", "complete"),
    [
        ("whole", "searched: all", True),
        ("whole", "searched: {notes: whole, report: whole}", True),
        ("whole", "searched: {notes: whole}", False),
        ("whole", "searched: {notes: whole}, enough: Only the notes could say it.", True),
        ("whole", "searched: {notes: whole, report: excerpt}", False),
        ("whole", "searched: {notes: whole, report: excerpt}, enough: Only the notes could say it.", False),
        ("whole", "searched: {notes: whole, report: [page 1]}", False),
        ("whole", "searched: {notes: whole}, source: report, enough: They would tell.", False),
        ("whole", "searched: [notes, report]", False),
        ("whole", "searched: [notes, report], enough: They would tell.", False),
        ("whole", "source: notes", False),
        ("excerpt", "searched: {report: excerpt}, enough: Only the report could say it.", False),
    ],
)
def test_what_is_complete(town: Callable[..., Path], read: str, said: str, *, complete: bool) -> None:
    """Every source was searched whole, or those named were and a reason says that they suffice; a list tells no extent."""
    assert (
        silence_of(town(f"source: notes, {said}" if "source" not in said else said, REPORT % read))[0]
        is complete
    )


def test_the_graph_has_the_pattern_and_the_searches(town: Callable[..., Path]) -> None:
    """Each alternative is a statement of its own; the pattern is named after what stands in it, in no order."""
    folder = town(
        "asks: {subject: [openness, field-logic], relation: caused, object: fear, phase: before}, enough: They would tell., "
        "searched: {notes: [par. 1, par. 2], report: whole}",
        REPORT % "whole",
    )
    folder.joinpath("more.yaml").write_text(
        folder.joinpath("more.yaml")
        .read_text(encoding="utf-8")
        .replace("[fear, before]", "[fear, before, openness, triple-logic]"),
        encoding="utf-8",
    )
    found = triples(folder)
    pattern = "openness+theory.triple-logic.field-logic--relation-caused--fear--before"
    assert {
        ("silence/n2", "asksFor", pattern), ("silence/n2", "hasSearch", "n2~notes"), ("silence/n2", "hasSearch", "n2~report"),
        ("silence/n2", "searchedIn", "notes"), ("silence/n2", "searchedIn", "report"), ("silence/n2", "enough", "They would tell."),
        (f"pattern/{pattern}", "patternSubject", "openness"), (f"pattern/{pattern}", "patternSubject", "field-logic"),
        (f"pattern/{pattern}", "patternRelation", "relation-caused"), (f"pattern/{pattern}", "patternObject", "fear"),
        (f"pattern/{pattern}", "patternPhase", "before"), ("search/n2~notes", "searchOf", "notes"),
        ("search/n2~notes", "searchExtent", "extent-excerpt"), ("search/n2~notes", "searchedPart", "par. 1"),
        ("search/n2~notes", "searchedPart", "par. 2"), ("search/n2~report", "searchExtent", "extent-whole"),
        ("source/notes", "readExtent", "extent-whole"), ("source/report", "readExtent", "extent-whole"),
    } <= found  # fmt: skip
    assert not any(predicate == "isComplete" for _, predicate, _ in found)


def test_today_s_form_decides_nothing(town: Callable[..., Path]) -> None:
    """Without asks there is no pattern, and of a list nobody knows how far it was searched."""
    found = triples(town("searched: [notes]"))
    assert ("silence/n2", "searchedIn", "notes") in found
    assert not {predicate for _, predicate, _ in found} & {"asksFor", "hasSearch", "isComplete"}


def test_a_public_build_keeps_back_what_came_from_a_restricted_source(town: Callable[..., Path]) -> None:
    """Which part of it was searched and why that was enough is not told; how far is, and what was asked of open things."""
    folder = town(
        "asks: {object: fear, phase: before}, searched: {notes: whole, talk: [the end]}, enough: She knew.",
        TALK,
    )
    assert {("search/n2~talk", "searchedPart", "the end"), ("silence/n2", "enough", "She knew.")} <= triples(
        folder
    )
    public = triples(folder, is_public=True)
    assert ("search/n2~restricted-1", "searchExtent", "extent-excerpt") in public
    assert ("silence/n2", "asksFor", "_--_--fear--before") in public
    assert not {
        (predicate, value) for _, predicate, value in public if predicate in {"searchedPart", "enough"}
    }


def test_a_silence_that_asks_for_something_secret_is_left_out(town: Callable[..., Path]) -> None:
    """What only a withheld claim names is not told by what a silence asks for, either."""
    folder = town(
        "asks: {object: fear, phase: before, relation: gnaws-at}, searched: all",
        TALK.replace("label", "read: whole, label"),
    )
    (folder / "secret.yaml").write_text(
        "relations:\n  gnaws-at: {phrase: gnaws at, plural: gnaw at, infinitive: gnaw at, zh: 啃噬, definition: It gnaws.}\n"
        "citations:\n  k1: {source: talk, at: the end, says: It gnawed.}\n"
        "claims:\n  c9: {subject: fear, relation: gnaws-at, object: clerks, status: stated, role: finding, modality: asserted, "
        "polarity: affirmed, cite: k1}\n",
        encoding="utf-8",
    )
    case, problems = read_case(folder, "b-town")
    assert case is not None
    assert problems == []
    assert "n2" not in withhold(case)[0].silences


def test_a_whole_search_in_a_public_build_stays_one(town: Callable[..., Path]) -> None:
    """That the text of a restricted source is not shown does not make it unread."""
    folder = town(
        "asks: {object: fear, phase: before}, searched: all",
        TALK.replace("label", "file: restricted/talk.txt, label"),
    )
    (folder / "restricted").mkdir()
    (folder / "restricted" / "talk.txt").write_text("She said nothing of it.", encoding="utf-8")
    assert ("silence/n2", "isComplete", "true") in triples(folder)
    assert ("silence/n2", "isComplete", "true") in triples(folder, is_public=True)


def test_kg_check_proposes_what_was_asked(town: Callable[..., Path]) -> None:
    """The line is there to be confirmed, for a relation, a kind or neither; nobody is asked twice or of what is left open on purpose."""
    folder = town("searched: all")
    silences = {
        "n3: {question: Does fear cause caution?, about: [fear, caution, before], missing: caused}": "{subject: fear, relation: caused, object: caution, phase: before}",
        "n4: {question: Who?, about: fear, missing: actor}": "{subject: fear, object: actor}",
        "n5: {question: When?, about: [before, after]}": "{phase: [before, after]}",
        "n6: {question: When?, about: [fear, before], asks: {subject: fear, phase: before}}": "",
        "n7: {question: Where?, about: [fear], policy: true}": "",
    }
    (folder / "more.yaml").write_text(
        "silences:\n" + "".join(f"  {line}\n" for line in silences), encoding="utf-8"
    )
    outcome, _ = check([folder])
    assert outcome.problems == []
    found = {item.id: item.words for item in review(outcome)[0] if item.kind == "unasked"}
    assert found == {line[:2]: f"asks: {asks}" for line, asks in silences.items() if asks}


def test_a_silence_of_today_decides_no_cell(town: Callable[..., Path]) -> None:
    """Without asks every cell stands as if nobody had asked; with what was proposed for it, confirmed, it is asked for."""
    folder = town("missing: dominates-in, searched: all")
    more = folder / "more.yaml"
    more.write_text(more.read_text("utf-8").replace("[fear, before]", "[before, after]"), "utf-8")
    outcome, quads = check([folder])
    assert outcome.problems == []
    assert not [quad for quad in quads if quad.predicate.value == KG.askedBy]
    [line] = [item.words for item in review(outcome)[0] if item.kind == "unasked"]
    assert line == "asks: {relation: dominates-in, phase: [before, after]}"
    more.write_text(more.read_text("utf-8").replace("missing:", f"{line}, missing:"), "utf-8")
    outcome, quads = check([folder])
    assert outcome.failed == 0
    assert {str(quad.object) for quad in quads if quad.predicate.value == KG.askedBy} == {
        f"<{iris.silence('b-town', 'n2')}>"
    }


def test_each_line_that_is_proposed_for_what_ships_can_be_read(tmp_path: Path) -> None:
    """Pasted in as it stands it breaks nothing; whether a claim answers it is told, for only the author knows what was meant."""
    outcome, _ = check([cases_folder() / "j-city"])
    proposed = {item.id: item.words for item in review(outcome)[0] if item.kind == "unasked"}
    assert len(proposed) == 24
    folder = shutil.copytree(cases_folder() / "j-city", tmp_path / "j-city")
    file = folder / "silences.yaml"
    text = file.read_text("utf-8")
    for name, line in proposed.items():
        assert text.count(f"\n  {name}:\n") == 1
        text = text.replace(f"\n  {name}:\n", f"\n  {name}:\n    {line}\n")
    file.write_text(text, "utf-8")
    again, _ = check([folder])
    assert {problem.code for problem in again.problems} == {"KG218"}
    assert not [item for item in review(again)[0] if item.kind == "unasked"]


def test_kg_diff_tells_of_a_silence_that_changed(town: Callable[..., Path]) -> None:
    """What it asks for and how far was searched is in the line; the silence that did not change is in none."""

    def store(said: str) -> Store:
        outcome, quads = check([town(said)])
        return Snapshot.of(quads, outcome.report()).store

    difference = diff_versions(
        store("searched: [notes]"),
        store("asks: {subject: fear, phase: before}, searched: {notes: [page 1]}, enough: It would say."),
    )
    assert not difference.is_empty
    assert difference.silences_lost == ("b-town/n2  Who feared?; searched notes",)
    assert difference.silences_gained == (
        "b-town/n2  Who feared?; asks for fear--_--_--before; enough: It would say.; searched notes excerpt page 1",
    )


def test_the_silences_that_ship() -> None:
    """J City was searched whole; of the two other places nothing was, as their silences and sources say."""
    outcome, quads = check([cases_folder()])
    # Readings of the two cities have no reason yet, of which each is warned once.
    told = [(found.code, found.location.file.rpartition("cases/")[2]) for found in outcome.problems]
    assert told == [("KG222", "guiyang/claims.yaml"), ("KG222", "hangzhou/claims.yaml")]
    rows = LocalStore.of(quads).select(
        "PREFIX kg: <https://w3id.org/tongban-kg/ontology#> SELECT ?place ?asked ?complete WHERE { ?s a kg:Silence ; kg:inCase/kg:identifier ?place "
        "BIND (EXISTS { ?s kg:asksFor ?p } AS ?asked) BIND (EXISTS { ?s kg:isComplete true } AS ?complete) }"
    )
    counts: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = (row["place"].value, row["asked"].value, row["complete"].value)
        counts[key] = counts.get(key, 0) + 1
    assert counts == {
        ("guiyang", "true", "false"): 4, ("guiyang", "false", "false"): 1, ("hangzhou", "true", "false"): 4,
        ("j-city", "true", "true"): 16, ("j-city", "false", "true"): 27,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("asks: {subject: fear}", "c2"),  # a source says it
        ("asks: {phase: before}", "c3"),  # the same of a phase
        ("asks: {relation: caused, object: [caution, openness]}", "c2"),  # one of two alternatives
        ("asks: {subject: fear, relation: adopts}", ""),  # nobody says it
        ("asks: {subject: clerks}", ""),  # a reading only
        ("asks: {subject: openness}", ""),  # what may turn into something is a hedge
        ("asks: {relation: dominates-in, phase: after}", ""),  # said of the other phase
    ],
)
def test_a_silence_that_a_claim_answers_is_told(town: Callable[..., Path], asks: str, answers: str) -> None:
    """Only what a source says or denies answers; the silence is written all the same, in a check as in a build."""
    about = f"about: [{', '.join(re.findall('fear|before|after|caution|openness|clerks', asks))}]"
    folder = town(f"{asks}, searched: all")
    more = folder / "more.yaml"
    more.write_text(more.read_text("utf-8").replace("about: [fear, before]", about), "utf-8")
    outcome, quads = check([folder])
    told = [problem for problem in outcome.problems if problem.code == "KG218"]
    assert [str(problem.found) for problem in told] == (
        [f'"n2" asks for what {answers} says'] if answers else []
    )
    assert outcome.failed == 0
    assert any(str(quad.subject) == f"<{iris.silence('b-town', 'n2')}>" for quad in quads)
    bare = compile_cases([folder], CompileOptions(jobs=1), is_check=True)
    assert bare.problems == outcome.problems


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ("polarity: affirmed", "polarity: denied", True),
        ("modality: asserted", "modality: tendency", True),
        ("modality: asserted", "modality: possible", False),
        ("modality: asserted", "modality: normative", False),
    ],
)
def test_a_denial_answers_and_a_hedge_does_not(
    town: Callable[..., Path], before: str, after: str, *, is_told: bool
) -> None:
    """That it is not so answers whether it is; that it may or should be does not."""
    folder = town("asks: {subject: fear, relation: caused}, searched: all")
    claims = folder / "claims.yaml"
    start, middle, end = claims.read_text("utf-8").partition("    relation: caused\n")
    claims.write_text(start + middle + end.replace(before, after, 1), "utf-8")
    more = folder / "more.yaml"
    more.write_text(more.read_text("utf-8").replace("[fear, before]", "fear"), "utf-8")
    codes = [problem.code for problem in check([folder])[0].problems]
    assert ("KG218" in codes) is is_told
    assert not {"KG103", "KG215"} & set(codes)
