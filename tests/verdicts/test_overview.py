"""The overview over all cases: it counts what the cells say, wherever it lies, and is put together without them."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from kg.asking import run
from kg.frameworks import load
from kg.model import iris
from kg.model.vocabulary import KG, RDF, RDFS
from kg.pipeline import compile_cases, dataset, write_dataset
from kg.resources import ontology_folder
from kg.server.dataset import prepared
from kg.snapshot import load_snapshot, open_snapshot
from kg.staging import staged
from kg.store import LocalStore, Quad, Store, dataset_files, iri, parse_quads, to_nquads
from kg.store.writer import GraphWriter
from kg.verdicts.overview import pack_standings, write_overview
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from kg.pipeline import Outcome

Counted = dict[tuple[str, ...], tuple[int, frozenset[str]]]
"""From what is counted, in which way it stands, to the number of cases and the cases."""

CELLS = """
SELECT ?case ?of ?relation ?name ?value ?denial ?together {
  ?cell a kg:Cell ; kg:inCase ?case ; kg:cellOf ?of ; kg:verdict ?value . MINUS { ?of a kg:RelationType }
  OPTIONAL { ?cell kg:patternRelation ?relation }
  OPTIONAL { ?cell kg:patternPhase/rdfs:label ?name . FILTER (LANG(?name) = "en") }
  OPTIONAL { ?cell kg:isDenial ?denial }
  OPTIONAL { ?cell kg:isOfAllTogether ?together }
}"""
TALLIES = """
SELECT ?tally ?case ?of ?relation ?name ?value ?denial ?together ?number {
  ?tally a kg:Tally ; kg:countsCase ?case ; kg:tallyOf ?of ; kg:tallyVerdict ?value ; kg:caseCount ?number .
  OPTIONAL { ?tally kg:tallyRelation ?relation }
  OPTIONAL { ?tally kg:phaseName ?name }
  OPTIONAL { ?tally kg:isDenial ?denial }
  OPTIONAL { ?tally kg:isOfAllTogether ?together }
}"""
IN_CONFIDENCE = """
  zanzibar-era: {kind: phase, ends-at: ombudsman-gone, label: the zanzibar era}

claims:
  e7: {subject: avoidance, relation: dominates-in, object: zanzibar-era, status: stated, role: finding,
       modality: asserted, polarity: affirmed, cite: quixotic}
"""
"""A phase that only what was said in confidence names."""
PARTS = ("of", "relation", "name", "value", "denial", "together")


def recounted(store: Store) -> Counted:
    """What the cells of a store say, counted here."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in store.select(CELLS, prefixes=iris.PREFIXES).texts():
        key = [row.get(part, "") for part in PARTS]
        for name in {key[2], ""}:
            found[*key[:2], name, *key[3:]].add(row["case"])
    return {key: (len(cases), frozenset(cases)) for key, cases in found.items()}


def counted(store: Store) -> Counted:
    """What the overview of a store says; each way to stand has one tally."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    tallies: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for row in store.select(TALLIES, prefixes=iris.PREFIXES).texts():
        key = tuple(row.get(part, "") for part in PARTS)
        found[key].add(row["case"])
        tallies[key].add((row["tally"], row["number"]))
    assert all(len(each) == 1 for each in tallies.values())
    assert len({tally for [(tally, _)] in tallies.values()}) == len(tallies)
    return {key: (int(number), frozenset(found[key])) for key, [(_, number)] in tallies.items()}


def written(cases: Path, out: str = "build") -> Outcome:
    """Build the cases of a folder, without pages."""
    outcome = compile_cases([cases], CompileOptions(jobs=1))
    assert outcome.is_clean, outcome.problems
    with staged(Path(out)) as folder:
        write_dataset(outcome, folder, Path(out))
    return outcome


def test_the_overview_of_what_ships_counts_its_cells(dataset_store: Store) -> None:
    """Every way in which anything stands in the shipped cases, with its cases; what is denied by a reader is apart."""
    overview = counted(dataset_store)
    assert overview == recounted(dataset_store)
    assert len(overview) > 140
    innovation = iris.concept("triple-logic", "innovation-logic")
    read = (innovation, iris.term("relation-present-in"), "", iris.mark("verdict", "interpreted"), "", "")
    assert overview[read] == (2, frozenset({iris.case("guiyang"), iris.case("hangzhou")}))


def test_the_lines_are_those_that_any_writer_would_write(compiled: tuple[Outcome, object]) -> None:
    """They are written by hand, for speed; read and written again they are the same bytes."""
    lines = compiled[0].overview()
    assert lines == to_nquads(parse_quads(lines))
    assert lines.count(b"\n") > 900


def test_the_same_is_counted_in_every_kind_of_build(
    towns_of: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one file, in a folder, in a store on disk that a server fills."""
    towns = towns_of(3)
    written(towns, "one")
    monkeypatch.setattr(dataset, "_MANY", 2)
    written(towns, "many")
    assert "overview.nq" in {path.name for path in dataset_files(Path("many"))}
    with prepared(Path("many"), Path("kept")):
        pass
    expected = recounted(load_snapshot(Path("one")).store)
    assert any(number == 3 for number, _ in expected.values())
    assert counted(load_snapshot(Path("one")).store) == expected
    assert counted(load_snapshot(Path("many")).store) == expected
    assert counted(open_snapshot(Path("none"), "kept").store) == expected


def test_one_more_case_writes_itself_and_the_overview(
    towns_of: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file of another case is written, and the overview is that of a build from nothing."""
    monkeypatch.setattr(dataset, "_MANY", 2)
    towns = towns_of(4)
    late = next(iter(sorted(towns.iterdir())))
    late.rename("late")
    written(towns)
    before = {path.name: path.stat().st_ino for path in dataset_files(Path("build"))}
    Path("late").rename(late)
    written(towns)
    after = {path.name: path.stat().st_ino for path in dataset_files(Path("build"))}
    assert {name for name, place in after.items() if before.get(name) != place} == {
        f"{late.name}.nq",
        "overview.nq",
    }
    written(towns, "anew")
    assert Path("build/dataset/overview.nq").read_bytes() == Path("anew/dataset/overview.nq").read_bytes()


def test_a_public_build_counts_what_is_public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells and counts are those of what is shown; two phases whose names are withheld are not of one name."""
    monkeypatch.chdir(tmp_path)
    for name in ("e-town", "e-town-2"):
        folder = shutil.copytree(Path(__file__).parents[1] / "cases" / "e-town", Path("cases") / name)
        head = folder / "case.yaml"
        text = head.read_text("utf-8").replace("case: e-town", f"case: {name}")
        head.write_text(text.replace("\nclaims:\n", IN_CONFIDENCE), "utf-8")
    own, public = (
        compile_cases([Path("cases")], CompileOptions(jobs=1), is_public=is_it) for is_it in (False, True)
    )
    assert own.is_clean
    assert public.is_clean
    assert b"zanzibar" in own.overview()
    assert b"zanzibar" not in public.overview()
    store = LocalStore.of(public.quads())
    counts = recounted(store)
    assert any("withheld" in key[2] for key in counts)
    assert counted(store) == {key: value for key, value in counts.items() if "withheld" not in key[2]}


def test_names_that_differ_in_spaces_only_are_one_and_odd_ones_stay_whole() -> None:
    """A name is text of an author: whatever is in it, the lines are N-Quads and say it."""
    odd = 'the "first"\t\n  阶段 <1> \\ end'
    overview = write_overview([(name, standings_of(name, odd)) for name in ("a", "b")])
    assert overview == to_nquads(parse_quads(overview))
    store = LocalStore.of(parse_quads(overview))
    assert {key[2]: value for key, value in counted(store).items()} == {
        "": (2, frozenset({iris.case("a"), iris.case("b")})),
        'the "first" 阶段 <1> \\ end': (2, frozenset({iris.case("a"), iris.case("b")})),
    }


def test_both_limits_of_a_verdict_are_told() -> None:
    """What a reader denies of several together: a count and the questions name both, and each of two ways to stand is counted apart."""
    logic, phase, case = (
        iris.concept("triple-logic", "field-logic"),
        iris.element("a", "early"),
        iris.case("a"),
    )
    graph = GraphWriter(iris.graph("a", "cells"))
    for number, flags in enumerate(
        ((KG.isDenial, KG.isOfAllTogether), (KG.isDenial,), (KG.isOfAllTogether,), ())
    ):
        cell = iris.cell("a", logic, f"{phase}{number}")
        graph.link(cell, RDF.type, KG.Cell)
        for name, value in ((KG.inCase, case), (KG.cellOf, logic), (KG.patternPhase, phase), (KG.verdict, iris.mark("verdict", "hedged")),
                            (KG.patternRelation, iris.term("relation-present-in"))):  # fmt: skip
            graph.link(cell, name, value)
        for flag in flags:
            graph.flag(cell, flag, value=True)
    for thing, label in ((case, "A"), (phase, "early")):
        graph.text(thing, RDFS.label, label, "en")
    graph.link(case, RDF.type, KG.Case)
    quads = [*graph.quads, *load(ontology_folder())[0].quads]
    quads += parse_quads(write_overview([("a", pack_standings(graph.quads[:-3], lambda _: "early"))]))
    store = LocalStore.of(quads)
    limits = {"by denial, of all together", "by denial", "of all together", ""}
    for query, times in (("cq-62", 1), ("cq-63", 2), ("overview", 2)):
        rows = run(store, query).texts()  # type: ignore[union-attr]
        assert Counter(row["limit"] for row in rows) == dict.fromkeys(limits, times), query
    assert len({row["tally"] for row in run(store, "overview").texts()}) == 8  # type: ignore[union-attr]


def standings_of(case: str, phase_name: str) -> str:
    """What one cell in one phase adds to the overview."""
    cell, graph = iri(iris.cell(case, "x")), iri(iris.graph(case, "cells"))
    said = {
        KG.cellOf: iris.concept("triple-logic", "field-logic"),
        KG.verdict: iris.mark("verdict", "stated"),
        KG.patternPhase: iris.element(case, "early"),
        KG.patternRelation: iris.term("relation-dominates-in"),
    }
    return pack_standings(
        [Quad(cell, iri(name), iri(value), graph) for name, value in said.items()], lambda _: phase_name
    )


def test_the_named_questions_give_counts_and_cases(dataset_store: Store) -> None:
    """One for the counts, one with the cases, one for a case: all of the same tallies."""
    counts = {row["tally"]: row["cases"] for row in run(dataset_store, "overview").texts()}  # type: ignore[union-attr]
    cases = run(dataset_store, "overview-cases").texts()  # type: ignore[union-attr]
    assert counts.keys() == {row["tally"] for row in cases}
    for row in cases:
        assert int(counts[row["tally"]]) == int(row["cases"]) == len(set(row["names"].split(", ")))
    own = run(dataset_store, "cq-63", case=iri(iris.case("guiyang")))
    assert len(own) == sum("guiyang" in row["names"] for row in cases)
