"""A public build holds no word of a restricted source, in any file, and still counts what rests on it.

The invented case ``tests/cases/e-town`` says in confidence words that occur nowhere else.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.asking import run
from kg.pipeline import Snapshot, compile_cases, load_snapshot
from kg.store import iri
from kg.trace import trace_claim
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    from conftest import Warm

TOWN = Path(__file__).parents[1] / "cases" / "e-town"
SECRET = re.compile(
    r"zanzibar|桑给巴尔|bulwark|壁垒|auditor|审计|ombudsman|quixotic|nebulous|xylophone|canteen|shrugged|grin about|1987|2018-03",
    re.IGNORECASE,
)
"""The words of the talk, and whose it was; each occurs in the case's YAML."""
CLAIM = "https://w3id.org/tongban-kg/case/e-town/claim/{}"


def leaks(folder: Path) -> dict[str, list[str]]:
    """Every file with a word it should not have, in its name or its bytes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        text = path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else ""
        words = sorted(set(SECRET.findall(f"{path.name}\n{text}")))
        if words:
            found[path.relative_to(folder).as_posix()] = words
    return found


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory, warm: Warm) -> dict[str, Path]:
    """One case built for ourselves, for the public, and for ourselves again, with one cache beside them."""
    here = tmp_path_factory.mktemp("public")
    shutil.copytree(TOWN, here / "cases" / "e-town")
    bare = {"PYTHONUTF8": "1", "PATH": ""}
    found = {}
    for name, more in (("own", []), ("public", ["--public"]), ("again", []), ("twice", ["--public"])):
        done = warm.run(("build", "--out", name, *more), here, bare)
        assert done.returncode == 0, done.stderr
        (here / name / "said.txt").write_text(done.stdout, encoding="utf-8")
        found[name] = here / name
    return found


def test_the_words_are_in_our_own_build(builds: dict[str, Path]) -> None:
    """The search can find them: each of them stands in the dataset and on pages of a build that keeps nothing back."""
    found = leaks(builds["own"])
    assert len(found) >= 10
    assert {word.lower() for word in found["dataset.nq"]} >= {
        "zanzibar",
        "bulwark",
        "壁垒",
        "xylophone",
        "quixotic",
        "1987",
    }


def test_no_file_of_a_public_build_has_them(builds: dict[str, Path]) -> None:
    """Neither dataset nor report, page, download, search data, graph or name of a file."""
    assert len([path for path in builds["public"].rglob("*") if path.is_file()]) > 100
    assert leaks(builds["public"]) == {}


def test_the_cache_does_not_mix(builds: dict[str, Path]) -> None:
    """Our own build after the public one is as before, and the public one after that as the public one before."""
    for one, other in (("own", "again"), ("public", "twice")):
        assert (builds[one] / "dataset.nq").read_bytes() == (builds[other] / "dataset.nq").read_bytes()
    assert leaks(builds["twice"]) == {}
    public = builds["own"].parent / ".kg-cache" / "public"
    assert len([path for path in public.rglob("??/*") if path.is_file()]) == 1


def test_the_report_counts_what_is_withheld(builds: dict[str, Path]) -> None:
    """One talk, two places in it, four elements that it alone tells of, four claims that rest on it alone.

    By hand: e2 and e4 and e5 cite only the talk, e6 follows from e2. The bulwark, the leaving of the ombudsman and
    both manifestations are named by no other claim.
    """
    report = json.loads((builds["public"] / "report.json").read_text(encoding="utf-8"))
    assert report["public"] is True
    assert report["withheld"] == {
        "sources": 1, "places": 2, "elements": 4, "concepts": 0, "relations": 0, "claims": 4, "silences": 0,
    }  # fmt: skip
    assert report["cases"]["e-town"]["claims"] == 6
    assert report["evidence"] == {"quotations": 1, "locators": 1, "restricted": 4}
    assert "withheld" not in json.loads((builds["own"] / "report.json").read_text(encoding="utf-8"))
    said = (builds["public"] / "said.txt").read_text(encoding="utf-8")
    assert "checked 7, by locator 1, restricted 4, withheld 2, skipped 0, failed 0" in said


def test_claims_stay_and_say_that_words_are_withheld(builds: dict[str, Path]) -> None:
    """All six are there, with their marks; what is left out is one word wherever it stood."""
    own, public = load_snapshot(builds["own"]), load_snapshot(builds["public"])
    names = [str(row["identifier"].value) for row in run(public.store, "claims")]  # type: ignore[union-attr]
    assert sorted(names) == ["e1", "e3", *(f"withheld-claim-{number}" for number in range(1, 5))]
    assert len(names) == len(run(own.store, "claims"))
    trace = trace_claim(public.store, iri(CLAIM.format("withheld-claim-1")).value)
    (line,) = trace.evidence
    assert [(c.access, c.locator, c.says) for c in line.citations] == [("restricted", "withheld", "withheld")]
    assert trace.sentence == "Keeping lists of their own is assessed as withheld 3"
    withheld = public.store.select(
        "SELECT DISTINCT ?thing WHERE { ?thing kg:isWithheld true } ORDER BY ?thing",
        prefixes={"kg": "https://w3id.org/tongban-kg/ontology#"},
    )
    things = [str(row["thing"].value).partition("/e-town/")[2] for row in withheld]  # type: ignore[union-attr]
    assert things == [
        "citation/restricted-1~withheld-place-1", "citation/restricted-1~withheld-place-2",
        "claim/withheld-claim-1", "claim/withheld-claim-2", "claim/withheld-claim-3", "claim/withheld-claim-4",
        "element/withheld-1", "element/withheld-2", "element/withheld-3", "element/withheld-4", "source/restricted-1",
    ]  # fmt: skip


def test_what_is_withheld_has_no_page_and_no_place_in_search_and_graph(builds: dict[str, Path]) -> None:
    """Three elements are shown, and four are not."""
    site = builds["public"] / "site"
    pages = {path.name for path in (site / "case" / "e-town" / "element").iterdir()}
    assert pages == {f"{name}.{end}" for name in ("clerks", "lists", "joining") for end in ("html", "ttl")}
    for file in ("assets/search-data.js", "case/e-town/graph.html"):
        assert "element/withheld" not in (site / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("case/e-town/claim/withheld-claim-1.html", '<p class="paraphrase">'),
        ("case/e-town/claim/withheld-claim-1.html", "withheld"),
        ("case/e-town/claim/withheld-claim-1.html", "restricted source, not checked by machine"),
        ("zh/case/e-town/claim/withheld-claim-1.html", "未公开"),
        ("case/e-town/source/restricted-1.html", "withheld source 1"),
        ("zh/case/e-town/source/restricted-1.html", "未公开的来源1"),
        ("case/e-town/claim/withheld-claim-1.html", "withheld 3"),
    ],
)
def test_a_page_says_withheld(builds: dict[str, Path], page: str, words: str) -> None:
    """The same word on every page, in the page's language."""
    assert words in (builds["public"] / "site" / page).read_text(encoding="utf-8")


def test_the_new_names_are_nobody_else_s(tmp_path: Path) -> None:
    """An author may have called something shown as we call what is withheld: both stay apart."""
    folder = shutil.copytree(TOWN, tmp_path / "e-town")
    text = (
        (folder / "case.yaml")
        .read_text(encoding="utf-8")
        .replace("lists:", "withheld-1:")
        .replace("lists,", "withheld-1,")
    )
    text = (
        text.replace("[lists]", "[withheld-1]")
        .replace("e1:", "withheld-claim-1:")
        .replace("daily", "restricted-1")
    )
    (folder / "case.yaml").write_text(text.replace("k1", "withheld-place-1"), encoding="utf-8")
    (case,) = compile_cases([folder], CompileOptions(jobs=1), is_public=True).cases
    assert case.errors == 0
    assert case.withheld == {
        "sources": 1, "places": 2, "elements": 4, "concepts": 0, "relations": 0, "claims": 4, "silences": 0,
    }  # fmt: skip
    data = case.data.decode()
    assert {case.checked[what] for what in ("claims", "elements")} == {6, 7}
    assert all(
        f"/{name}>" in data
        for name in ("claim/withheld-claim-1", "claim/withheld-claim-5", "source/restricted-2")
    )
    assert SECRET.findall(data) == []


def test_an_id_that_is_withheld_leaves_no_gap(tmp_path: Path) -> None:
    """A restricted source and a withheld claim that are called as we would call them change nothing in public."""
    folder = shutil.copytree(TOWN, tmp_path / "e-town")
    before = compile_cases([folder], CompileOptions(jobs=1), is_public=True).cases[0].data
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    text = text.replace("talk-with-zanzibar", "restricted-1").replace("e4:", "withheld-claim-1:")
    (folder / "case.yaml").write_text(text.replace("ombudsman-gone", "withheld-1"), encoding="utf-8")
    assert compile_cases([folder], CompileOptions(jobs=1), is_public=True).cases[0].data == before


def test_the_rules_are_held_against_the_words_themselves(tmp_path: Path) -> None:
    """A causal claim whose word is withheld is no mistake in public; one without a causal word is one there too."""
    folder = shutil.copytree(TOWN, tmp_path / "e-town")
    assert compile_cases([folder], CompileOptions(jobs=1), is_public=True).is_clean
    text = (folder / "case.yaml").read_text(encoding="utf-8").replace("joined because", "joined when")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    found = compile_cases([folder], CompileOptions(jobs=1), is_public=True)
    assert [p.code for p in found.problems] == ["KG412"]


def test_a_case_without_restricted_sources_keeps_all_but_the_coder_and_the_files(snapshot: Snapshot) -> None:
    """J City quotes and keeps nothing back: the public build has its every quad but those on who coded it, in which files."""
    from kg.resources import cases_folder  # noqa: PLC0415 - only here

    outcome = compile_cases([cases_folder() / "j-city"], CompileOptions(jobs=1), is_public=True)
    (compiled,) = outcome.cases
    assert set(compiled.withheld.values()) == {0}
    public = set(compiled.data.decode().splitlines())
    own = {line for line in snapshot.nquads().decode().splitlines() if "/case/j-city/graph/" in line}
    gone = own - public
    assert public <= own
    assert gone
    assert all("/coder/" in line or "/file/" in line for line in gone), sorted(gone)[:5]


def test_other_processes_leave_out_the_same(tmp_path: Path) -> None:
    """Compiled elsewhere, the public case is the same."""
    for name in ("e-town", "c-town"):
        shutil.copytree(TOWN.parent / name, tmp_path / name)
    here = compile_cases([tmp_path], CompileOptions(jobs=1), is_public=True)
    there = compile_cases([tmp_path], CompileOptions(jobs=2), is_public=True)
    assert [(case.measure, case.reasons) for case in here.cases] == [
        (case.measure, case.reasons) for case in there.cases
    ]
    assert [case.withheld for case in there.cases] == [case.withheld for case in here.cases]


def test_the_command_knows_the_option(run_kg: Callable[..., CompletedProcess[str]]) -> None:
    """It is in the help, with what it leaves out."""
    assert "--public" in run_kg("build", "--help").stdout
