"""What follows by rule, as a reader meets it: every relation opens to every way it follows, and every taint shows."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from kg.asking import catalog, run
from kg.model import iris
from kg.model.vocabulary import KG, RDF
from kg.pipeline import check
from kg.resources import cases_folder, ontology_folder
from kg.site import write_site
from kg.site.addresses import fragment
from kg.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = re.compile(r'<article class="silence" id="([^"]+)">(.*?)</article>', re.DOTALL)
READINGS = """\
# title: A reading gives an edge
# title-zh: 解读给出一条边
# yields: edge
PREFIX kg: <https://w3id.org/tongban-kg/ontology#>
SELECT ?subject ?predicate ?object ?premise1 WHERE {
  ?premise1 kg:status kg:status-interpreted ; kg:subject ?subject ; kg:object ?object ; kg:relation ?relation .
  ?relation kg:flattensTo ?predicate .
}
"""


def triples_of(snapshot: Snapshot) -> set[tuple[str, str, str]]:
    """Every triple of every graph, by its plain values."""
    return {
        (q.subject.value, q.predicate.value, str(getattr(q.object, "value", ""))) for q in snapshot.store.raw
    }


def articles(page: Path) -> dict[str, str]:
    """The parts of a page of inferred relations, by their anchors."""
    return dict(ARTICLE.findall(page.read_text(encoding="utf-8")))


def shown(snapshot: Snapshot) -> dict[str, set[str]]:
    """Each inferred relation between things, by its anchor, with its ways: read from the graph by triples."""
    triples = triples_of(snapshot)
    below = {s for s, p, o in triples if p.endswith("#subPropertyOf") and o == f"{iris.TERMS}relatesTo"}
    while more := {s for s, p, o in triples if p.endswith("#subPropertyOf") and o in below} - below:
        below |= more
    below |= {f"{iris.TERMS}abuts", f"{iris.TERMS}precedes"}
    inferred = {
        s
        for s, p, o in triples
        if p == RDF.type and o == KG.InferredEdge and s.startswith(f"{iris.BASE}case/j-city/")
    }
    edges = {s for s, p, o in triples if p == KG.edgeProperty and o in below and s in inferred}
    found: dict[str, set[str]] = {edge.partition("/edge/")[2]: {edge} for edge in edges}
    for s, p, o in triples:
        if p == KG.alsoBy and s in edges:
            found[s.partition("/edge/")[2]].add(o)
    return found


@pytest.mark.parametrize("tree", ["", "zh/"])
def test_every_relation_opens_to_every_way(snapshot: Snapshot, site: Path, tree: str) -> None:
    """Each inferred relation has a place of its own, with one block for each way, each with an axiom and premises."""
    found = articles(site / f"{tree}case/j-city/inferred.html")
    expected = shown(snapshot)
    assert len(expected) > 80
    assert max(map(len, expected.values())) > 2
    assert set(found) == set(expected)
    for anchor, ways in expected.items():
        blocks = found[anchor].split('<div class="way">')[1:]
        assert len(blocks) == len(ways), anchor
        assert all('<code class="axiom">' in block and "<li>" in block for block in blocks), anchor


def test_premises_lead_down_to_claims(site: Path) -> None:
    """From any relation, following the links of its first way ends at claims or at what somebody wrote."""
    found = articles(site / "case/j-city/inferred.html")

    def ends(anchor: str, above: frozenset[str]) -> bool:
        assert anchor not in above, "a circle"
        block = found[anchor].split('<div class="way">')[1]
        links = re.findall(r'<a class="why" href="#([^"]+)">', block)
        has_end = 'href="claim/' in block or "(written by the coder)" in block
        return has_end or (bool(links) and all(ends(link, above | {anchor}) for link in links))

    assert all(ends(anchor, frozenset()) for anchor in found)


def test_the_shortest_way_stands_first(site: Path) -> None:
    """That field and innovation logic interact follows in two steps from claims, or in three by the other direction."""
    block = articles(site / "case/j-city/inferred.html")["field--interactsWith--innovation"]
    first, *others = block.split('<div class="way">')[1:]
    assert "SubObjectPropertyOf(kg:reciprocatesWith kg:interactsWith)" in first
    assert [way.count("SymmetricObjectProperty(kg:interactsWith)") for way in others] == [0, 1]


def test_pages_link_to_the_reasons(site: Path) -> None:
    """The page of a claim leads to its direct relation, that of a thing to what follows about it."""
    anchors = set(articles(site / "case/j-city/inferred.html"))
    claim = (site / "case/j-city/claim/c072.html").read_text(encoding="utf-8")
    assert 'href="../inferred.html#field--supports--avoidance"' in claim
    thing = (site / "case/j-city/element/before.html").read_text(encoding="utf-8")
    assert 'href="../inferred.html#before--abuts--after"' in thing
    pages = [*site.glob("case/j-city/*/*.html"), *site.glob("theory/*/*.html")]
    linked = {
        link for page in pages for link in re.findall(r'inferred\.html#([^"]+)"', page.read_text("utf-8"))
    }
    assert len(linked) > 50
    assert linked <= anchors | {"new", "repeated", "rest"}


ROW = re.compile(r'<tr id="([^"]+)">(.*?)</tr>', re.DOTALL)
MOST_BYTES = 150_000


def rows(folder: Path) -> dict[str, list[str]]:
    """The rows of the pages of further relations of a case, by their anchors."""
    found: dict[str, list[str]] = {}
    for page in sorted(folder.glob("follows/*.html")):
        for anchor, row in ROW.findall(page.read_text(encoding="utf-8")):
            found.setdefault(anchor, []).append(row)
    return found


@pytest.mark.parametrize("tree", ["", "zh/"])
@pytest.mark.parametrize("case", ["j-city", "guiyang", "hangzhou"])
def test_every_inferred_edge_can_be_asked_why(snapshot: Snapshot, site: Path, tree: str, case: str) -> None:
    """Each inferred edge of the graph has exactly one place, with every way it follows; no page is heavy."""
    triples = triples_of(snapshot)
    start = f"{iris.BASE}case/{case}/edge/"
    edges = {s for s, p, o in triples if p == RDF.type and o == KG.InferredEdge and s.startswith(start)}
    ways = dict.fromkeys(edges, 1)
    for s, p, _ in triples:
        if p == KG.alsoBy and s in ways:
            ways[s] += 1
    folder = site / f"{tree}case/{case}"
    by_one, in_rows = articles(folder / "inferred.html"), rows(folder)
    assert len(in_rows) > 1500
    assert all(len(places) == 1 for places in in_rows.values())
    expected = {fragment(edge.removeprefix(start)): n for edge, n in ways.items()}
    shown = {anchor: text.count('<div class="way">') for anchor, text in by_one.items()}
    shown |= {anchor: row.count('class="law"') for anchor, (row,) in in_rows.items()}
    assert len(by_one) + len(in_rows) == len(shown)
    assert shown == expected
    assert all(path.stat().st_size < MOST_BYTES for path in folder.glob("follows/*.html"))


@pytest.mark.parametrize("tree", ["", "zh/"])
def test_the_short_form_leads_on(site: Path, tree: str) -> None:
    """The links of each row lead to a place that is there; what has no link is no inferred edge."""
    folder = site / f"{tree}case/j-city"
    places = {*articles(folder / "inferred.html"), *rows(folder)}
    links = {
        link for found in rows(folder).values() for link in re.findall(r'href="([^"]+)"><code>', found[0])
    }
    assert len(links) > 500
    ends = {link.partition("#")[2] for link in links if "#" in link}
    assert ends <= places
    assert all((folder / "follows" / link.partition("#")[0]).exists() for link in links if link[0] != "#")


@pytest.mark.parametrize("tree", ["", "zh/"])
@pytest.mark.parametrize(
    "page",
    ["element/field", "claim/c073", "index", "source/abstract", "../../theory/triple-logic/field-logic"],
)
def test_a_thing_leads_to_what_else_follows(site: Path, tree: str, page: str) -> None:
    """The page of a thing lists the relations that follow about it, each leading to its first row."""
    path = (site / f"{tree}case/j-city" / f"{page}.html").resolve()
    text = (
        path.read_text(encoding="utf-8")
        .partition('<details class="further-of">')[2]
        .partition("</details>")[0]
    )
    links = re.findall(r'href="([^"#]+)#([^"]+)"', text)
    assert links
    for target, anchor in links:
        assert f'<tr id="{anchor}">' in (path.parent / target).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tainted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Path]:
    """J City under an ontology with a bad rule, by which readings become edges: the worst that can be shown."""
    folder = tmp_path_factory.mktemp("tainted")
    shutil.copytree(ontology_folder(), folder / "ontology")
    (folder / "ontology" / "rules" / "r9-readings.rq").write_text(READINGS, encoding="utf-8")
    outcome, quads = check([cases_folder() / "j-city"], ontology_at=folder / "ontology")
    snapshot = Snapshot.of(quads, outcome.report())
    write_site(snapshot, folder / "site")
    return snapshot, folder / "site"


@pytest.mark.parametrize("tree", ["", "zh/"])
def test_no_page_shows_a_tainted_edge_without_its_mark(tainted: tuple[Snapshot, Path], tree: str) -> None:
    """Wherever a relation stands that rests on a reading, however long the chain, its mark stands with it."""
    snapshot, site = tainted
    triples = triples_of(snapshot)
    marked = {s.partition("/edge/")[2] for s, p, o in triples if p == RDF.type and o == KG.TaintedEdge}
    found = articles(site / f"{tree}case/j-city/inferred.html")
    assert len(marked & set(found)) > 20
    assert "system-reform--addressesFactor--multiple-pressures" in marked
    for anchor, text in found.items():
        head = text.partition("</h3>")[0]
        assert ("mark-interpreted" in head and 'class="tainted' in head) == (anchor in marked), anchor
    short = rows(site / f"{tree}case/j-city")
    assert len(marked & set(short)) > 0
    for anchor, (row,) in short.items():
        assert ('class="tainted' in row) == (anchor in marked), anchor
    line = re.compile(
        r'<span class="claim claim-inferred">(?:(?!</li>).)*?inferred\.html#([^"]+)"', re.DOTALL
    )
    for page in (site / tree).rglob("*.html"):
        assert not {a for a in line.findall(page.read_text(encoding="utf-8")) if a in marked}, page


def test_no_query_shows_a_tainted_edge_without_its_mark(tainted: tuple[Snapshot, Path]) -> None:
    """Each report that lists inferred edges says beside each whether it rests on a reading."""
    snapshot, _ = tainted
    triples = triples_of(snapshot)
    marked = {s for s, p, o in triples if p == RDF.type and o == KG.TaintedEdge}
    ends = {
        edge: tuple(o for p in (KG.edgeSubject, KG.edgeProperty, KG.edgeObject) for s, q, o in triples if (s, q) == (edge, p))
        for edge in list(marked)[:12]
    }  # fmt: skip
    assert ends
    for name in ("because", "direct-edges"):
        rows = [{k: getattr(v, "value", "") for k, v in row.items()} for row in run(snapshot.store, name)]
        assert rows
        said = {(row["subject"], row["property"], row["object"]): row.get("mark", "") for row in rows}
        listed = [said[edge] for edge in ends.values() if edge in said]
        assert listed
        assert set(listed) == {"rests on a reading"}
    listing = {
        q.name
        for q in catalog()
        if re.search(r"kg:edgeSubject \?\w+", q.sparql) and "InferredEdge" in q.sparql
    }
    assert {"because", "diff-edges"} <= listing
    plain = {q.name for q in catalog() if q.name in listing and "TaintedEdge" not in q.sparql}
    # The pages read the taint by site-ways, kg trace reads it by explain-edge; the checks list faults.
    assert plain <= {"site-edges", "explain-edges", "edge-from-a-weak-claim", "cq-52"}, plain


def test_the_shipped_graph_has_no_tainted_edge(snapshot: Snapshot) -> None:
    """No reading becomes a direct relation, so that plain queries over relations cannot meet a tainted one."""
    kinds = [o for _, p, o in triples_of(snapshot) if p == RDF.type]
    assert KG.InferredEdge in kinds
    assert KG.TaintedEdge not in kinds
