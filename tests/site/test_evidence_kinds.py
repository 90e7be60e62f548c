"""A checked quotation, a locator and a restricted source are told apart, from the YAML to the pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.asking import asking, run
from kg.coverage import cited_places, cover_case
from kg.model import iris
from kg.pipeline import Outcome, check, write_dataset
from kg.records import Index, read_stated
from kg.site import write_site
from kg.snapshot import Snapshot
from kg.trace import opposed_claims, trace_claim

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    from kg.store import Quad

CASE = Path(__file__).parents[1] / "cases" / "c-town"
NAME = "c-town"
Built = tuple[Outcome, "list[Quad]"]


@pytest.fixture(scope="module")
def town() -> Built:
    """The invented case with one source of each kind, compiled."""
    outcome, quads = check([CASE])
    assert outcome.is_clean, outcome.problems
    return outcome, quads


@pytest.fixture(scope="module")
def seen(town: Built) -> Snapshot:
    """The same to be asked."""
    return Snapshot.of(town[1], town[0].report())


@pytest.fixture(scope="module")
def pages(seen: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its pages."""
    folder = tmp_path_factory.mktemp("site")
    write_site(seen, folder)
    return folder


def test_the_kinds_are_counted_apart(town: Built) -> None:
    """Four claims and two quotations are checked; what rests on a locator or on confidence is not among them."""
    outcome = town[0]
    assert outcome.closing_line() == "checked 6, by locator 2, restricted 2, skipped 0, failed 0"
    assert outcome.report()["evidence"] == {"quotations": 2, "locators": 2, "restricted": 2}
    assert outcome.problems == []


def test_the_graph_tells_them_apart(seen: Snapshot) -> None:
    """Each kind of evidence is found by a query, with how many claims rest on it."""
    rows = [
        (str(row["access"].value), int(row["items"].value), int(row["claims"].value))  # type: ignore[union-attr]
        for row in run(seen.store, "evidence-kinds")
    ]
    assert rows == [("quoted and checked", 2, 2), ("cited by locator", 1, 2), ("restricted", 1, 2)]


def test_a_citation_has_no_words_of_its_source(town: Built) -> None:
    """A citation has a locator and a paraphrase, and neither selector nor exact words."""
    node = iris.citation(NAME, "daily", "k1")
    about = {q.predicate.value.rpartition("#")[2] for q in town[1] if getattr(q.subject, "value", "") == node}
    assert {"locator", "paraphrase", "hasSource"} <= about
    assert not {"exact", "hasSelector", "start", "end"} & about


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("c1", "rests on one passage, nothing read into it"),
        ("c2", "rests on one place cited by locator, which no machine checked"),
        ("c3", "rests on one restricted place cited by locator, which no machine checked"),
        ("c4", "rests on one reading (conceptual mapping, low)"),
    ],
)
def test_a_trace_says_what_nobody_checked(seen: Snapshot, claim: str, words: str) -> None:
    """The weakest link of a claim says whether a machine compared its evidence with a text."""
    assert trace_claim(seen.store, iris.claim(NAME, claim)).weakest == words


def test_a_challenge_stands_beside_what_it_challenges(seen: Snapshot) -> None:
    """A claim keeps both lines, and knows the claim that contradicts it."""
    trace = trace_claim(seen.store, iris.claim(NAME, "c2"))
    assert [(line.direction, [c.access for c in line.citations]) for line in trace.evidence] == [
        ("supports", ["cited"]),
        ("challenges", ["restricted"]),
    ]
    assert trace_claim(seen.store, iris.claim(NAME, "c3")).contradicts == ("c2",)


def test_quotation_and_citation_may_be_needed_together(seen: Snapshot) -> None:
    """One line of evidence holds both."""
    (line,) = trace_claim(seen.store, iris.claim(NAME, "c4")).evidence
    assert [p.exact for p in line.passages] == ["The hall opened in May"]
    assert [c.locator for c in line.citations] == ["paragraph 3"]


def test_coverage_lists_what_is_cited(seen: Snapshot) -> None:
    """The segments are those of the quoted source; the places cited stand apart from them."""
    case = iris.case(NAME)
    index = Index(read_stated(asking(seen.store), case))
    assert [segment.source_label for segment in cover_case(index, case)] == ["Notes of a visit"] * 2
    found = [(p.name, p.access, [c.id for c in p.claims]) for p in cited_places(index, case)]
    assert found == [("k1", "cited", ["c2", "c4"]), ("k2", "restricted", ["c2", "c3"])]


def test_a_silence_names_all_that_was_searched(seen: Snapshot) -> None:
    """What was searched may be quoted, cited or restricted."""
    rows = run(seen.store, "site-silences")
    assert {str(row["source"].value).rpartition("/")[2] for row in rows} == {"notes", "daily", "talk"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("case/c-town/claim/c2.html", "cited by locator, not checked by machine"),
        ("case/c-town/claim/c2.html", "restricted source, not checked by machine"),
        ("case/c-town/claim/c2.html", "The hall served 51 bodies in its first month."),
        ("case/c-town/claim/c2.html", "no machine checked it"),
        ("zh/case/c-town/claim/c2.html", "大厅第一个月服务了51家单位。"),
        ("zh/case/c-town/claim/c2.html", "以定位注明，未经机器核对"),
        ("case/c-town/source/daily.html", 'id="cite-k1"'),
        ("case/c-town/source/daily.html", "Its text may not be copied."),
        ("case/c-town/source/talk.html", "A restricted source"),
        ("sources.html", "1 place cited · cited by locator, not checked by machine"),
        ("case/c-town/index.html", "1 place cited in a restricted source"),
        ("case/c-town/element/served.html", "51"),
    ],
)
def test_a_page_tells_them_apart(pages: Path, page: str, words: str) -> None:
    """What a machine checked and what it could not check look different in words."""
    assert words in (pages / page).read_text(encoding="utf-8")


def test_the_command_prints_them(run_kg: Callable[..., CompletedProcess[str]]) -> None:
    """The closing line and the report of the command count the kinds apart."""
    done = run_kg("check", str(CASE))
    assert done.returncode == 0
    assert "checked 6, by locator 2, restricted 2, skipped 0, failed 0" in done.stdout
    report = json.loads(run_kg("check", "--json", str(CASE)).stdout)
    assert report["cases"][NAME]["locators"] == 2
    assert report["cases"][NAME]["restricted"] == 2


def test_a_page_of_a_thing_tells_them_apart(pages: Path) -> None:
    """The claims about a thing stand there with the places they cite, each with its kind."""
    text = (pages / "case/c-town/element/served.html").read_text(encoding="utf-8")
    assert "The hall served 51 bodies in its first month." in text
    assert text.count("cited by locator, not checked by machine") == 1
    assert (
        text.count("restricted source, not checked by machine") == 2
    )  # c2 is challenged by it, c3 rests on it


def test_claims_that_contradict_stand_side_by_side(pages: Path, seen: Snapshot) -> None:
    """Each is on the page of the other, with its own evidence and whose it is; once, though it competes as well."""
    for name, other in (("c2", "c3"), ("c3", "c2")):
        text = (pages / f"case/c-town/claim/{name}.html").read_text(encoding="utf-8")
        (sides,) = re.findall(r'<ul class="sides">(.*?)</ul>', text, re.DOTALL)
        assert re.findall(r'href="[^"]*claim/(c\d)\.html"|href="(c\d)\.html"', sides) != []
        assert [words in sides for words in ("paragraph 3", "minute 12")] == [True, True]
        assert [words in sides for words in ("A report in the daily paper", "A talk in confidence")] == [
            True,
            True,
        ]
        (one,) = opposed_claims(seen.store, iris.claim(NAME, name))
        assert (one.how, one.trace.id) == ("contradicts", other)
    text = (pages / "case/c-town/claim/c2.html").read_text(encoding="utf-8")
    assert "What contradicts it" in text
    assert "What competes with it" not in text
    assert "Two things that speak against it" in text  # the talk and the claim


def test_the_trace_prints_what_stands_against_a_claim(
    run_kg: Callable[..., CompletedProcess[str]], town: Built, tmp_path: Path
) -> None:
    """In the terminal, as Markdown and as JSON, each claim with its own evidence."""
    write_dataset(town[0], tmp_path)
    printed = run_kg("trace", "c3", "--build", str(tmp_path)).stdout
    against = printed.split("What contradicts it:")[1]
    assert "The service hall achieves bodies served." in against
    assert "paragraph 3 · A report in the daily paper" in against
    plain = json.loads(run_kg("trace", "c3", "--format", "json", "--build", str(tmp_path)).stdout)
    assert [(one["how"], one["id"]) for one in plain["opposed"]] == [("contradicts", "c2")]
    assert (
        "## What contradicts it"
        in run_kg("trace", "c3", "--format", "markdown", "--build", str(tmp_path)).stdout
    )


def test_the_comparison_counts_them_apart(
    run_kg: Callable[..., CompletedProcess[str]], town: Built, tmp_path: Path
) -> None:
    """The one claim about avoidance needs a quotation and a cited place."""
    write_dataset(town[0], tmp_path)
    printed = run_kg("compare", "--build", str(tmp_path)).stdout
    row, in_phases = [
        line for line in printed.splitlines() if line.startswith("responsibility avoidance logic")
    ]
    assert row.split()[-3:] == ["○1", "q1", "c1"]
    assert in_phases.split()[-1] == "–"  # the case has no phases
    assert "q passages quoted and checked" in " ".join(printed.split())


def test_two_real_conflicts_stand_side_by_side(snapshot: Snapshot) -> None:
    """What Guiyang's province reports and an article denies; who started Hangzhou's project by two accounts."""
    found = opposed_claims(snapshot.store, iris.claim("guiyang", "g280"))
    assert [(one.how, one.trace.id) for one in found] == [
        ("contradicts", "g261"),
        ("rivals", "g260"),
        ("rivals", "g370"),
    ]
    sources = {c.source_label for one in found for line in one.trace.evidence for c in line.citations}
    assert len(sources) == 2
    rivals = opposed_claims(snapshot.store, iris.claim("hangzhou", "h240"))
    assert [one.how for one in rivals] == ["rivals"]
