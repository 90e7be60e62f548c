"""A project's own title, question, authors, languages and questions on its pages, and what describes its dataset."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from rdflib import DCAT, DCTERMS, FOAF, RDF, VOID, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable

TESTS = Path(__file__).resolve().parents[1]
TOWN = TESTS / "cases" / "b-town"
PROJECT = """\
title: {en: Why registers stay apart, zh: 登记簿为何各自为政}
question: {en: Why do two towns keep two registers?, zh: 两个镇为何各有一套登记簿？}
lead: {en: Notes from one town., zh: 一个镇的记录。}
authors:
  - {name: A. Coder, orcid: 0000-0002-1825-0097, affiliation: University of Somewhere, coder: project-team}
  - {name: {en: Li Hua, zh: 李华}}
publisher: University of Somewhere
funder: {en: A Fund, zh: 某基金}
licence: CC-BY-SA-4.0
doi: 10.5281/zenodo.1234
address: https://example.org/registers/
contact: coder@example.org
"""
QUERY = """\
# question: Which claims are denied?
# question-zh: 哪些论断被否定？
SELECT ?claim { ?claim a kg:Claim ; kg:polarity kg:polarity-denied }
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a project file, one case of the tests and one question."""
    shutil.copytree(TOWN, tmp_path / "cases" / "b-town")
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "denied.rq").write_text(QUERY, encoding="utf-8")
    (tmp_path / "project.yaml").write_text(PROJECT, encoding="utf-8")
    return tmp_path


def build(home: Path, run_kg: Callable, *options: str) -> Path:
    """Build the project and give the site."""
    done = run_kg("build", *options, folder=home)
    assert done.returncode == 0, done.stderr
    return home / "build" / "site"


def read(page: Path) -> str:
    """The text of a page."""
    return page.read_text(encoding="utf-8")


def about(page: Path) -> dict[str, Any]:
    """What a page says of itself to machines."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', read(page))
    assert found
    described: dict[str, Any] = json.loads(found[1])
    return described


def test_the_pages_are_those_of_the_project(home: Path, run_kg: Callable) -> None:
    """Title, question, lead and questions in both languages, and nothing of the project that ships."""
    site = build(home, run_kg)
    for tree, title, question, lead, asked in (
        ("", "Why registers stay apart", "Why do two towns keep two registers?", "Notes from one town.", "Which claims are denied?"),
        ("zh/", "登记簿为何各自为政", "两个镇为何各有一套登记簿？", "一个镇的记录。", "哪些论断被否定？"),
    ):  # fmt: skip
        page = read(site / f"{tree}index.html")
        assert f"<title>{question} · {title}</title>" in page
        assert f"<h1>{question}</h1>" in page
        assert f'<p class="lead">{lead}</p>' in page
        assert asked in read(site / f"{tree}questions.html")
        assert (site / f"{tree}questions" / "denied.html").is_file()
    whole = "".join(read(page) for page in site.rglob("*.html"))
    assert "Why data is shared" not in whole
    assert "tongban-kg project" not in whole
    assert "Which claims are denied?" in read(site / "assets" / "query-names.js")


def test_the_coder_is_the_author_of_a_coding(home: Path, run_kg: Callable) -> None:
    """A claim is cited under the name of who coded its case, the dataset under those of all authors."""
    site = build(home, run_kg)
    cite = re.search(r'id="cite-text"[^>]*>(.*?)</pre>', read(site / "case" / "b-town" / "claim" / "c1.html"))
    assert cite
    assert cite[1].startswith("A. Coder: “")
    assert "Why registers stay apart. tongban-kg" in cite[1]
    download = read(site / "download.html")
    assert "author = {{A. Coder} and {Li Hua}}" in download
    assert "doi = {10.5281/zenodo.1234}" in download
    assert "{A. Coder} and {李华}" in read(site / "zh" / "download.html")
    assert "The coding is under CC-BY-SA-4.0." in read(site / "licences.html")
    file = home / "cases" / "b-town" / "case.yaml"
    file.write_text(read(file).replace("coder: project-team", "coder: wang"), encoding="utf-8")
    again = read(build(home, run_kg) / "case" / "b-town" / "claim" / "c1.html")
    assert re.search(r'id="cite-text"[^>]*>wang: “', again)


def test_the_dataset_is_described(home: Path, run_kg: Callable) -> None:
    """For catalogues, for reference managers and in the page: the same authors, licence, address."""
    site = build(home, run_kg)
    graph = Graph().parse(site / "data" / "dataset.ttl")
    dataset = URIRef("https://doi.org/10.5281/zenodo.1234")
    assert {DCAT.Dataset, VOID.Dataset} <= set(graph.objects(dataset, RDF.type))
    assert set(graph.objects(dataset, DCTERMS.title)) == {
        Literal("Why registers stay apart", lang="en"),
        Literal("登记簿为何各自为政", lang="zh"),
    }
    names = {str(n) for one in graph.objects(dataset, DCTERMS.creator) for n in graph.objects(one, FOAF.name)}
    assert names == {"A. Coder", "Li Hua", "李华"}
    assert graph.value(dataset, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by-sa/4.0/")
    addresses = {str(one) for one in graph.objects(dataset, VOID.dataDump)}
    assert "https://example.org/registers/data/dataset.nq.gz" in addresses
    assert {one.rpartition("/")[2] for one in addresses} <= {path.name for path in (site / "data").iterdir()}
    cff = yaml.safe_load(read(site / "data" / "CITATION.cff"))
    assert cff["type"] == "dataset"
    assert cff["authors"] == [
        {"name": "A. Coder", "orcid": "https://orcid.org/0000-0002-1825-0097"},
        {"name": "Li Hua"},
    ]
    told = about(site / "index.html")
    assert told["name"] == "Why registers stay apart"
    assert told["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    person, other = told["creator"]
    assert (person["@type"], person["@id"]) == ("Person", "https://orcid.org/0000-0002-1825-0097")
    assert other == {"name": "Li Hua"}
    assert told["identifier"] == "https://doi.org/10.5281/zenodo.1234"


def test_the_first_language_stands_at_the_top(home: Path, run_kg: Callable) -> None:
    """With Chinese first, English lies below; with one language alone there is no other tree and no switch."""
    file = home / "project.yaml"
    file.write_text(f"{PROJECT}languages: [zh, en]\n", encoding="utf-8")
    site = build(home, run_kg)
    assert '<html lang="zh-Hans">' in read(site / "index.html")
    assert '<html lang="en">' in read(site / "en" / "index.html")
    assert 'href="en/index.html" lang="en"' in read(site / "index.html")
    assert not (site / "zh").exists()
    file.write_text(f"{PROJECT}languages: zh\n", encoding="utf-8")
    site = build(home, run_kg)
    assert '<html lang="zh-Hans">' in read(site / "index.html")
    assert not (site / "en").exists()
    assert "switch-language" not in "".join(read(page) for page in site.rglob("*.html"))


def test_a_project_that_says_nothing(home: Path, run_kg: Callable) -> None:
    """Every field is optional: the site has a plain title, and makes nobody its author."""
    (home / "project.yaml").write_text("contact: somebody\n", encoding="utf-8")
    file = home / "cases" / "b-town" / "case.yaml"
    file.write_text(read(file).replace("coder: project-team\n", ""), encoding="utf-8")
    site = build(home, run_kg)
    assert "<h1>Case studies, claim by claim</h1>" in read(site / "index.html")
    assert "Nobody has said under which licence the coding is." in read(site / "licences.html")
    assert "creator" not in about(site / "index.html")
    assert not (site / "data" / "CITATION.cff").exists()
    claim = read(site / "case" / "b-town" / "claim" / "c1.html")
    assert re.search(r'id="cite-text"[^>]*>Case studies, claim by claim: “', claim)


def test_home_says_that_nothing_was_found(home: Path, run_kg: Callable) -> None:
    """Without findings home says so in both languages; with some, of whatever framework, it shows them."""
    site = build(home, run_kg)
    assert "lead-finding" in read(site / "index.html")
    assert "No finding is coded yet." not in read(site / "index.html")
    claims = home / "cases" / "b-town" / "claims.yaml"
    claims.write_text(read(claims).replace("role: finding", "role: background"), encoding="utf-8")
    site = build(home, run_kg)
    assert "No finding is coded yet." in read(site / "index.html")
    assert "还没有编码任何发现。" in read(site / "zh" / "index.html")


def test_a_changed_title_compiles_no_case(home: Path, run_kg: Callable) -> None:
    """The pages are written anew and the dataset is the same file; what a case gave is taken from the cache."""
    site = build(home, run_kg)
    kept = {path: path.stat().st_mtime_ns for path in (home / ".kg-cache").rglob("*") if path.is_file()}
    dataset = home / "build" / "dataset.nq"
    before = (dataset.stat().st_ino, dataset.read_bytes())
    (home / "project.yaml").write_text(PROJECT.replace("stay apart", "part"), encoding="utf-8")
    assert "Why registers part" in read(build(home, run_kg) / "index.html")
    assert (dataset.stat().st_ino, dataset.read_bytes()) == before
    after = {path: path.stat().st_mtime_ns for path in (home / ".kg-cache").rglob("*") if path.is_file()}
    assert {path: after[path] for path in kept if path.suffix != ".lock"} == kept
    assert site.is_dir()


def test_beside_the_shipped_cases(home: Path, run_kg: Callable) -> None:
    """One's own case leads, and the three that ship stand beside it; `--cases` wins over what the file lists."""
    more = "cases: [cases, shipped]\nleading: {case: b-town, framework: triple-logic}\n"
    (home / "project.yaml").write_text(PROJECT + more, encoding="utf-8")
    site = build(home, run_kg)
    names = sorted(path.name for path in (site / "case").iterdir())
    assert names == ["b-town", "guiyang", "hangzhou", "j-city"]
    leads = re.findall(r'<h3><a href="case/([^/]+)/', read(site / "index.html"))
    assert set(leads) == {"b-town"}
    (home / "project.yaml").write_text(f"{PROJECT}cases: [cases, shipped]\nleading: none\n", encoding="utf-8")
    page = read(build(home, run_kg) / "index.html")
    assert "lead-finding" not in page
    assert 'class="picture' not in page
    site = build(home, run_kg, "--cases", "cases")
    assert [path.name for path in (site / "case").iterdir()] == ["b-town"]


def test_own_questions_are_listed_and_answered(home: Path, run_kg: Callable) -> None:
    """By name, from the folder and from below, and not elsewhere."""
    build(home, run_kg)
    listed = run_kg("query", "--list", folder=home).stdout.splitlines()
    assert listed[:2] == ["own:", "  denied  Which claims are denied?"]
    below = home / "cases"
    done = run_kg("query", "denied", "--build", "../build", "--format", "csv", folder=below)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "claim"
    assert "own:" not in run_kg("query", "--list", folder=home.parent).stdout
