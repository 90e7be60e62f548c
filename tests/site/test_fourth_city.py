"""An invented fourth city, with a theory of its own, goes through every page and every named query untouched.

``tests/cases/d-town`` brings a fourth logic, a new pressure, a new relation, a framework matched to the
first by the names of who says so, a finding against J City's, and two sources that contradict each other.
Nothing but its own folder knows of it. What is expected of a page or a query stands in that folder's YAML.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import asking
import pytest

from kg.asking import catalog, run
from kg.model import iris
from kg.pipeline import check
from kg.resources import cases_folder
from kg.site.book import Book, read_book
from kg.site.pages import pages_of
from kg.snapshot import Snapshot
from kg.store import Literal, NamedNode, Store, parse_quads

if TYPE_CHECKING:
    from conftest import Warm

    from kg.asking import NamedQuery
    from kg.pipeline import Outcome
    from kg.store import Quad

ROOT = Path(__file__).parents[2]
CITY = ROOT / "tests" / "cases" / "d-town"
OTHERS = ("guiyang", "hangzhou", "j-city")
HOME, THEORY = "case/d-town", "theory/d-town-theory"
PAGES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "home.html": (("index.html", "D Town", "D镇"),),
    "findings.html": (("findings.html", "Pact logic erodes responsibility avoidance logic", "契约逻辑侵蚀避责逻辑"),),
    "silences.html": (("silences.html", "Who wrote the pact?", "契约由谁起草？"),),
    "compare.html": (
        ("compare.html", "the public eye", "公众目光"),
        ("compare/phases.html", "the time after the audit", "审计之后"),
        ("compare/relations.html", "erodes", "侵蚀"),
        ("compare/propositions.html", "denied 1", "原文否定 1"),
        ("compare/concept/d-town-theory-pact-logic.html", "The pact eroded their caution", "The pact eroded their caution"),
    ),
    "sources.html": (("sources.html", "The D Town Gazette", "The D Town Gazette"),),
    "graph.html": (
        ("graph.html", "D Town", "D镇"),
        ("graph/case-d-town.js", "pact logic", "契约逻辑"),
        (f"{HOME}/graph.html", "pact logic", "契约逻辑"),
    ),
    "questions.html": (("questions.html", "questions/cq-19.html", "questions/cq-19.html"),),
    "question.html": (
        ("questions/cq-15.html", "pact logic", "契约逻辑"),
        ("questions/cq-19.html", "pact logic", "契约逻辑"),
    ),
    "query.html": (("query.html", "kg:", "kg:"),),
    "kinds.html": (("kinds.html", "pact logic", "契约逻辑"),),
    "ontology.html": (("ontology/index.html", "Modules", "模块"),),
    "module.html": (("ontology/theory.html", "behaviour logic", "行为逻辑"),),
    "method.html": (("method.html", "<h1", "<h1"),),
    "a-z.html": (("a-z/2.html", "pact logic", "契约逻辑"),),
    "download.html": (("download.html", "dataset.nq", "dataset.nq"),),
    "licences.html": (("licences.html", "The D Town Gazette", "The D Town Gazette"),),
    "framework.html": (
        (f"{THEORY}/index.html", "A pressure that comes of being watched.", "公众目光"),
        (f"{THEORY}/index.html", "A relation that holds when the subject wears the object down.", "侵蚀"),
    ),
    "thing.html": (
        (f"{THEORY}/pact-logic.html", "(broad match), says A. Researcher", "由A. Researcher认定"),
        (f"{THEORY}/caution-logic.html", "(close match), says B. Colleague", "近似匹配"),
        ("theory/triple-logic/responsibility-avoidance-logic.html", "says B. Colleague", "由B. Colleague认定"),
        (f"{HOME}/element/audit.html", "2015-03", "2015-03"),
    ),
    "case.html": ((f"{HOME}/index.html", "pact logic", "契约逻辑"),),
    "claim.html": (
        (f"{HOME}/claim/d1.html", "The pact eroded their caution", "契约逻辑侵蚀避责逻辑"),
        (f"{HOME}/claim/d8.html", "What contradicts it", "公众目光"),
    ),
    "source.html": ((f"{HOME}/source/notes.html", "The pact eroded their caution", "一次走访的笔记"),),
    "cited-source.html": ((f"{HOME}/source/gazette.html", "D Town Press", "职员否认是受人注视推动了各科室。"),),
    "case-silences.html": (
        (f"{HOME}/silences.html", "Who wrote the pact?", "D镇"),
        (f"{HOME}/silences.html", "Notes of a visit</a> (whole)", "一次走访的笔记</a>（全文）"),
        (f"{HOME}/silences.html", "Only the notes tell of the pact.", "为何查这些来源就够"),
        (f"{HOME}/silences.html", ">actor</a> · establishment · ", ">行动者</a> · "),
    ),
    "further.html": ((f"{HOME}/follows/dominatedBy.html", "pact logic", "契约逻辑"),),
    "case-findings.html": ((f"{HOME}/findings.html", "Field logic hinders innovation logic", "场域逻辑阻碍创新逻辑"),),
    "review.html": ((f"{HOME}/review.html", "Pact logic erodes", "契约逻辑"),),
    "phases.html": ((f"{HOME}/phases.html", "the time before the audit", "审计之前"),),
    "inferred.html": ((f"{HOME}/inferred.html", "pact logic", "契约逻辑"),),
}  # fmt: skip
"""For each template the pages that must show the city, with words on them in English and in Chinese.

The pages of the ontology, of the method, of the downloads and of queries are about no case: they are there.
"""
NOT_SAID = {
    "cq-02": "no place of its own", "cq-03": "no reform", "cq-04": "no method", "cq-05": "no place withheld", "cq-64": "no act and no rule",
    "cq-06": "no ordered steps", "cq-07": "no theories built on", "cq-08": "no dimensions", "cq-09": "no factor that affects",
    "cq-10": "no guide", "cq-11": "no principle", "cq-13": "no strategy", "cq-16": "nobody has anything",
    "cq-18": "nothing caused", "cq-23": "no loop", "cq-26": "nothing presupposed", "cq-29": "no interviews",
    "cq-30": "no dimensions", "cq-32": "no study", "cq-39": "no recommendation", "cq-40": "no words read as others",
    "cq-45": "no sentence over several segments", "cq-60": "no exemplar", "cq-66": "no figure", "cq-67": "no said-by",
    "compare-propositions": "none of its own",
    **dict.fromkeys(("site-kinds", "site-modules", "site-term-counts", "site-term-links", "site-terms", "verdicts"), "of the ontology"),
}  # fmt: skip
"""The named queries in whose answers the city does not stand, and why: what it has not to say."""
OVER_ALL = {"cq-36", "cq-63", "concepts-by-kind", "overview", "overview-cases", "site-term-counts"}
"""Queries whose rows count over all cases, or list every relation for each of them."""
BOUND = {
    "claims-about-element": {"element": iris.element("d-town", "pact")},
    "passages-of-concept": {"concept": iris.concept("d-town-theory", "pact-logic")},
    "because": {"subject": iris.element("d-town", "pact"), "property": iris.term("interactsWith"),
                "object": iris.element("d-town", "avoidance")},
    "trace-citations": {"claim": iris.claim("d-town", "d8")},
    "review-details": {"case": iris.case("d-town")},
    **{name: {"claim": iris.claim("d-town", "d1")}
       for name in ("evidence-of-claim", "trace-claim", "trace-evidence", "trace-follows", "trace-labels", "trace-silences",
                    "trace-nearest")},
    "trace-find-words": {"word": "erodes"},
}  # fmt: skip
"""What the parameters of a query are bound to, so that it asks about the city."""
NEEDS_MORE = {"explain-edge", "explain-ways", "premises-of-claim", "trace-speakers"}
"""They ask for an edge, which has no name of its own, for a claim that the tool inferred and for who says it within the
source, of which the city has none."""


@pytest.fixture(scope="module")
def four() -> Snapshot:
    """The cases that ship and the city."""
    outcome, quads = check([cases_folder(), CITY])
    assert not [
        told for told in outcome.problems if told.code != "KG222"
    ]  # two that ship read without a reason
    return Snapshot.of(quads, outcome.report())


@pytest.fixture(scope="module")
def book(four: Snapshot) -> Book:
    """What the pages are made from."""
    return read_book(four)


def build(warm: Warm, folder: Path, *cases: Path) -> None:
    """Build the cases into the folder's ``build``, over what is there."""
    shutil.rmtree(folder / "cases", ignore_errors=True)
    for case in cases:
        shutil.copytree(case, folder / "cases" / case.name)
    done = warm.run(("build", "--cases", "cases", "--out", "build"), folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, warm: Warm) -> Path:
    """A folder with a build of the four, by the real command."""
    folder = tmp_path_factory.mktemp("four")
    build(warm, folder, *(cases_folder() / name for name in OTHERS), CITY)
    return folder


def test_every_kind_of_page_is_looked_at(book: Book) -> None:
    """No page is made from a template that the table does not know."""
    assert {page.template for page in pages_of(book)} == set(PAGES)


@pytest.mark.parametrize("template", PAGES)
def test_the_page_shows_it(site: Path, template: str) -> None:
    """In English and in Chinese."""
    for path, english, chinese in PAGES[template]:
        assert english in (site / "build" / "site" / path).read_text(encoding="utf-8"), path
        assert chinese in (site / "build" / "site" / "zh" / path).read_text(encoding="utf-8"), path


def test_the_search_and_the_query_page_know_it(site: Path) -> None:
    """Its claims, concepts and words are found, and a query in the browser asks it too."""
    assets = site / "build" / "site" / "assets"
    searched = (assets / "search-data.js").read_text(encoding="utf-8")
    for words in (
        "case/d-town/claim/d1.html",
        "契约逻辑侵蚀避责逻辑",
        "theory/d-town-theory/pact-logic.html",
        "Who wrote the pact?",
    ):
        assert words in searched, words
    assert "d-town/claim/d1" in (assets / "query-names.js").read_text(encoding="utf-8")
    data = asking.unpacked((assets / "dataset-nq.js").read_text(encoding="utf-8"))
    assert any("/d-town/" in term for term in data["terms"])


def asked(store: Store, query: NamedQuery) -> list[str]:
    """The rows of a query as text; where it wants to be bound, about the city."""
    bound = BOUND.get(query.name, {})
    bindings = {name: NamedNode(to) if ":" in to else Literal(to) for name, to in bound.items()}
    return [str(row) for row in run(store, query.name, **bindings)]


def is_of_city(row: str) -> bool:
    """Whether a row speaks of the city."""
    return "D Town" in row or "d-town" in row


@pytest.mark.parametrize("query", catalog(), ids=lambda query: query.name)
def test_the_query_takes_it(four: Snapshot, dataset_store: Store, query: NamedQuery) -> None:
    """It runs, has the city in its answer where the city says something, and says of the others what it said."""
    if query.group == "hygiene":
        assert [row for row in asked(four.store, query) if is_of_city(row)] == []
        return
    if query.parameters:
        assert query.name in BOUND.keys() | NEEDS_MORE
        assert asked(four.store, query) or query.name in NEEDS_MORE
        return
    rows = asked(four.store, query)
    assert any(map(is_of_city, rows)) == (query.name not in NOT_SAID)
    if query.name not in OVER_ALL:
        assert [row for row in rows if not is_of_city(row)] == asked(dataset_store, query)


def own_files(site: Path, case: str) -> dict[str, bytes]:
    """Every file of the site that belongs to a case."""
    homes = (site / "case" / case, site / "zh" / "case" / case)
    return {
        p.relative_to(site).as_posix(): p.read_bytes() for h in homes for p in h.rglob("*") if p.is_file()
    }


def test_no_page_of_another_case_notices(built: Path, site: Path) -> None:
    """Every page and file of every other case is the same to the byte, with the city and without it."""
    for case in OTHERS:
        before, after = own_files(built / "site", case), own_files(site / "build" / "site", case)
        assert len(before) > 200, case
        assert before == after, case


def test_no_graph_of_another_case_notices(compiled: tuple[Outcome, list[Quad]], four: Snapshot) -> None:
    """No statement of another case's graphs, and none of the ontology, comes or goes; the overview counts all cases."""

    def rest(quads: list[Quad]) -> set[str]:
        return {
            str(quad)
            for quad in quads
            if "d-town" not in str(quad.graph_name) and quad.graph_name != NamedNode(iris.OVERVIEW_GRAPH)
        }

    everything = [*four.quads, *parse_quads(four.reasons_nquads())]
    assert rest(compiled[1]) == rest(everything)


def test_it_leaves_without_a_trace(built: Path, site: Path, tmp_path: Path, warm: Warm) -> None:
    """Built again without it, the whole build is that of the three cases, to the byte.

    The report names the places of warnings as the command was told of the folder, which here is one and there another.
    """
    shutil.copytree(site, tmp_path / "again")
    build(warm, tmp_path / "again", *(cases_folder() / name for name in OTHERS))

    def files(folder: Path) -> dict[str, bytes]:
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    left, right = files(built), files(tmp_path / "again" / "build")
    left["report.json"] = left["report.json"].replace(str(cases_folder()).encode(), b"cases")
    assert left.keys() == right.keys()
    assert [name for name in left if left[name] != right[name]] == []


def kg(warm: Warm, site: Path, *words: str) -> str:
    """What a command prints in the folder of the build."""
    done = warm.run(words, site)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_comparison_tells_it_apart(site: Path, warm: Warm) -> None:
    """Concepts, phases and relations of the city beside the others', and the finding against J City's."""
    text = kg(warm, site, "compare", "--format", "csv")
    assert "relation,pact-logic,responsibility-avoidance-logic,d-town" in text
    report = kg(warm, site, "compare", "--conformance")
    assert "contradicted: ✕ denied (1)" in report
    assert "pact-logic · erodes · responsibility-avoidance-logic [d1]" in report


def test_its_data_go_to_qca(site: Path, warm: Warm) -> None:
    """A row for the city and a column for its own logic; what another case has not coded stays open."""
    kg(warm, site, "compare", "--qca", "qca", "--outcome", "innovation-logic")
    rows = list(csv.DictReader((site / "qca" / "data.csv").read_text(encoding="utf-8").splitlines()))
    [pact] = [name for name in rows[0] if "pact" in name.lower()]
    by_case = {next(iter(row.values())): row[pact] for row in rows}
    assert set(by_case) == {"d-town", *OTHERS}
    assert {case: value for case, value in by_case.items() if value} == {"d-town": "1"}
