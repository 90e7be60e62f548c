"""A case of another country in a framework of its own: alone, and beside the cases that ship.

It was written from the documents alone, and nothing outside its folder knows of it. What is expected stands in its YAML.
"""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from kg.compare import compare_cases, read_cases
from kg.model import iris
from kg.pipeline import compile_cases
from kg.project import AtWork, project_at_work
from kg.records.cells import read_cells
from kg.resources import site_folder
from kg.site.book import Book, read_book
from kg.site.lens import Lens
from kg.site.pages import fill, pages_of
from kg.site.render import Renderer
from kg.site.words import read_words
from kg.snapshot import Snapshot
from kg.trace import trace_claim
from kg.workers import CompileOptions

HERE = Path(__file__).parent
CASE = iris.case("uk-tracing")
NOT_CODED = ("organisational-barrier", "technical-barrier", "better-policy", "joined-services", "usefulness",
             "professional-risk", "keeping")  # fmt: skip
VERDICTS = {
    # Each is read into the words by one claim: u10, u11, u16.
    "productivity": "interpreted", "stewardship": "interpreted", "political-barrier": "interpreted",
    # u07 says that it can be, and only a reading, u08, denies it.
    "programme-risk": "hedged", "sharing": "hedged",
    "proposes-benefits-speak": "interpreted", "proposes-stewardship-holds-back": "interpreted",
    "proposes-politics-holds-back": "interpreted", "proposes-sharing-endangers": "hedged",
    # n01 looked for it, in excerpts.
    "proposes-technology-holds-back": "not-looked",
    "proposes-risks-hold-back": "not-coded", **dict.fromkeys(NOT_CODED, "not-coded"),
}  # fmt: skip
SENTENCES = {
    "u01": (("Ordered: The memorandum of understanding of 2017 permits NHS Digital handing over addresses for immigration tracing "
            "towards the Home Office from 1 January 2017 on"),
            "规定：自2017年1月1日起，2017年的谅解备忘录允许英国国家医疗服务体系数字化机构对英国内政部为追查移民而移交住址"),
    "u03": (("NHS Digital gives names, birth dates and addresses of patients to the Home Office from November 2017 to "
            "January 2018: 1,297 requests granted"),
            "2017年11月至2018年1月，英国国家医疗服务体系数字化机构向英国内政部提供病人的姓名、出生日期和住址：1297次获准请求"),
    "u06": ("NHS Digital does not adopt withdrawal from the memorandum in February 2018",
            "2018年2月，英国国家医疗服务体系数字化机构不采取退出备忘录"),
    "u07": (("The source reports: Public Health England says that giving the addresses can bring about patients staying away "
            "from care"),
            "来源转述：英格兰公共卫生局称，提供住址可能带来病人不敢就医"),
    "u10": ("Finding those with whom contact was lost speaks for giving the addresses", "找到失去联系的人有利于提供住址"),
    "u11": ("Keeping patients’ details in confidence tends to hold back giving the addresses", "为病人信息保密倾向于抑制提供住址"),
}  # fmt: skip
OF_ANOTHER = {
    "en": r"(?i)\b(logics?|phases?|departments?|three|triple|thesis)\b",
    "zh": r"逻辑|阶段|部门|三重|三种|三个|论文",
}
"""Words of the framework and the cases that ship; this case has none of them where its home page speaks."""


def snapshot_of(project: AtWork) -> Snapshot:
    """The cases of a project, compiled, with nothing wrong."""
    outcome = compile_cases(project, CompileOptions(jobs=1))
    assert [str(found) for found in outcome.problems if "/uk-tracing/" in found.location.file] == []
    assert outcome.is_clean
    return Snapshot.of(outcome.quads(), outcome.report())


@pytest.fixture(scope="module")
def alone() -> Snapshot:
    """The case by itself."""
    return snapshot_of(project_at_work(HERE))


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The case beside those that ship, by one line of its project file."""
    home = tmp_path_factory.mktemp("beside") / "abroad"
    shutil.copytree(HERE, home)
    with (home / "project.yaml").open("a", encoding="utf-8") as file:
        file.write("cases: [cases, shipped]\n")
    return snapshot_of(project_at_work(home))


@pytest.fixture(scope="module")
def book(alone: Snapshot) -> Book:
    """What the pages of the case are made from."""
    return read_book(alone, project=project_at_work(HERE).project)


def verdicts(snapshot: Snapshot) -> dict[str, tuple[str, str | None]]:
    """The verdicts on what is of the case as a whole, with the concept by which a match fills it, by IRI."""
    cells = read_cells(snapshot.store, CASE)
    return {cell.of: (cell.verdict, cell.through) for cell in cells if cell.between is None}


def test_how_its_concepts_and_propositions_stand(alone: Snapshot) -> None:
    """Each has the verdict that its claims and silences give; the concept matched to is read, through the match."""
    own = {iris.concept("benefit-and-risk", name): (verdict, None) for name, verdict in VERDICTS.items()}
    matched = iris.concept("triple-logic", "external-environment")
    barrier = iris.concept("benefit-and-risk", "political-barrier")
    assert verdicts(alone) == own | {matched: ("interpreted", barrier)}


def test_beside_the_others_it_stands_as_it_did(alone: Snapshot, beside: Snapshot) -> None:
    """Four cases; its own cells are the same, and theirs have nothing of its framework."""
    assert set(beside.cases) == {"uk-tracing", "j-city", "guiyang", "hangzhou"}
    assert verdicts(beside) == verdicts(alone)
    others = {cell.of for cell in read_cells(beside.store) if cell.case != CASE and cell.between is None}
    assert [one for one in others if "/benefit-and-risk/" in one] == []


def test_matched_concepts_share_a_row(beside: Snapshot) -> None:
    """The political barrier stands in the row of the concept it was matched to, and has none of its own."""
    compared = compare_cases(read_cases(beside.store), beside.cases)
    rows = {row.concept: row for row in compared.concepts}
    assert iris.concept("benefit-and-risk", "political-barrier") not in rows
    row = rows[iris.concept("triple-logic", "external-environment")]
    assert row.cells[CASE].cell.verdict == "interpreted"
    assert (
        rows[iris.concept("benefit-and-risk", "sharing")].cells[iris.case("j-city")].cell.verdict
        == "does-not-apply"
    )


@pytest.mark.parametrize("claim", SENTENCES)
def test_its_sentences(book: Book, claim: str) -> None:
    """In English and in Chinese."""
    texts = book.index.facts.names[iris.claim("uk-tracing", claim)].texts
    assert (texts["en"], texts["zh"]) == SENTENCES[claim]


def test_reasons_are_given_in_english_first(alone: Snapshot) -> None:
    """Where the coder wrote them in both languages, a trace and a comparison have each at its place."""
    trace = trace_claim(alone.store, iris.claim("uk-tracing", "u11"))
    assert trace.because.startswith("Both sides put confidence on the scale")
    assert trace.because_zh.startswith("双方都把保密放在")
    assert (trace.why_not, trace.why_not_zh) == (
        "Nobody says that confidence is a reason to give.",
        "没有人说保密是提供的理由。",
    )
    against = compare_cases(read_cases(alone.store), alone.cases).against
    preferred = [pair.preferred_because for pair in against if pair.preferred_because]
    assert preferred == ["The page tells of what was granted and gives the period by its months."]


@pytest.mark.parametrize("language", OF_ANOTHER)
def test_its_home_page_speaks_of_its_own_framework(book: Book, language: str) -> None:
    """It has the project's question and the kinds of the framework, and no word of another framework."""
    languages = read_words(site_folder() / "strings")
    lens = Lens(book.index, languages[language], languages, project=book.project)
    renderer = Renderer(site_folder() / "templates", {"site": book})
    text = fill(next(page for page in pages_of(book) if page.path == "index.html"), book, lens, renderer)
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", text)
    told = " ".join(re.findall(r'(?:aria-label|title|content|alt|placeholder)="([^"]*)"', body))
    words = unescape(f"{re.sub(r'<[^>]+>', ' ', body)} {told}")
    wanted = {
        "en": (
            "why did it stop?",
            "policy principle",
            "way with information",
            "patients staying away from care",
        ),
        "zh": ("又为何停止？", "政策原则", "处理信息的方式", "病人不敢就医"),
    }
    assert [one for one in wanted[language] if one not in " ".join(words.split())] == []
    assert re.findall(OF_ANOTHER[language], words) == []


def test_what_is_only_reported_gives_no_relation(alone: Snapshot) -> None:
    """The committee's proposal is the source's own word (u05); that the challenge contributed is Liberty's alone (u13)."""
    at = {
        name: iris.element("uk-tracing", name)
        for name in ("health-committee", "suspending", "challenge", "narrowing")
    }
    quads = [quad for quad in alone.made if hasattr(quad.object, "value")]
    edges = {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in quads}
    assert (at["health-committee"], iris.term("proposes"), at["suspending"]) in edges
    assert (at["challenge"], iris.term("contributesTo"), at["narrowing"]) not in edges
