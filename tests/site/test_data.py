"""What the pages carry for machines: JSON-LD in them, Turtle beside them, files to download."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Dataset, Graph, URIRef

from kg.export.dataset import DESCRIPTIONS
from kg.store import to_nquads

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Quad

ISLAND = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
TURTLE = re.compile(r'<link rel="alternate" type="text/turtle" href="([^"]+)">')
KG = "https://w3id.org/tongban-kg/ontology#"
OWN_FAULT = "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
"""rdflib 7.6 warns about what its own reader of JSON-LD uses."""
SCHEMA = "https://schema.org/"


@pytest.fixture(scope="module")
def union(compiled: tuple[Any, list[Quad]]) -> set[tuple[str, str, str]]:
    """Every statement of the dataset, as its terms are written."""
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in compiled[1]}


def triples(graph: Graph) -> set[tuple[str, str, str]]:
    """Every statement of a graph, as its terms are written."""
    return {(s.n3(), p.n3(), o.n3()) for s, p, o in graph}


def island(page: Path) -> dict[str, Any]:
    """The JSON-LD of a page; there is one island, and nothing in it can end it early."""
    found = ISLAND.findall(page.read_text(encoding="utf-8"))
    assert len(found) == 1, page
    assert "<" not in found[0], page
    data = json.loads(found[0])
    assert isinstance(data, dict)
    return data


def test_every_page_says_what_it_is_about(site: Path) -> None:
    """Each page has valid JSON with a context of its own and a type; both languages name the same thing."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 400
    for page in pages:
        data = island(page)
        assert data["@context"]["@vocab"] == SCHEMA
        assert data["@type"]
        twin = site / "zh" / page.relative_to(site)
        if twin.is_file():
            assert island(twin).get("@id") == data.get("@id")


@pytest.mark.filterwarnings(OWN_FAULT)
def test_the_json_ld_says_what_the_graph_says(site: Path, union: set[tuple[str, str, str]]) -> None:
    """Read by another library, every statement in the ontology's words stands in the dataset."""
    checked = 0
    pages = [*sorted((site / "case/j-city/claim").glob("*.html"))[::10], site / "case/j-city/index.html"]
    pages += [site / "case/j-city/element/field.html", site / "case/j-city/source/abstract.html"]
    for page in pages:
        graph = Dataset(default_union=True)
        graph.parse(data=json.dumps(island(page)), format="json-ld")
        own = {(s.n3(), p.n3(), o.n3()) for s, p, o, _ in graph.quads() if str(p).startswith(KG)}
        assert own <= union, (page, own - union)
        checked += len(own)
        labels = {o.n3() for o in graph.objects(None, URIRef(f"{SCHEMA}name"))}
        assert labels
        assert labels <= {o for _, p, o in union if p.endswith("#label>")}
    assert checked > 100


def test_a_claim_quotes_its_words(site: Path) -> None:
    """The island of a claim holds the words it rests on, as the source has them."""
    text = (site / "case/j-city/source/abstract.html").read_text(encoding="utf-8")
    source = re.sub(r"<[^>]+>", "", text)
    for name in ("c050", "c073"):
        quotations = island(site / f"case/j-city/claim/{name}.html")["citation"]
        assert quotations
        for quotation in quotations:
            assert quotation["text"]["@value"] in source


def test_the_turtle_beside_a_page_is_the_graph(site: Path, union: set[tuple[str, str, str]]) -> None:
    """Every page of one thing links to a file that rdflib reads and that says only what the dataset says."""
    pages = [page for page in sorted(site.rglob("*.html")) if TURTLE.search(page.read_text("utf-8"))]
    assert len(pages) > 400
    files = {(page.parent / TURTLE.findall(page.read_text("utf-8"))[0]).resolve() for page in pages}
    # What describes the dataset as a whole is of no one page, and lies beside the files to download.
    described = site / "data" / DESCRIPTIONS[0]
    assert files == {path.resolve() for path in site.rglob("*.ttl") if path != described}
    for path in sorted(files)[::12]:
        graph = Graph().parse(path, format="turtle")
        assert len(graph) > 3, path
        assert triples(graph) <= union, (path, triples(graph) - union)


def test_the_turtle_of_a_claim_is_whole(site: Path, union: set[tuple[str, str, str]]) -> None:
    """It has all that is said of the claim, its lines of evidence, and the words with their places."""
    graph = Graph().parse(site / "case/j-city/claim/c050.ttl", format="turtle")
    base = "https://w3id.org/tongban-kg/case/j-city"
    found = triples(graph)
    for name in ("claim/c050", "evidence/c050-1", "passage/abstract-2267-2315"):
        own = {triple for triple in union if triple[0] == f"<{base}/{name}>"}
        assert own
        assert own <= found, name
    whole = triples(Graph().parse(site / "case/j-city/source/abstract.ttl", format="turtle"))
    segments = {s for s, p, o in union if o == f"<{KG}Segment>" and "/segment/abstract-" in s}
    assert len(segments) == 22
    assert {t for t in union if t[0] in segments} <= whole


@pytest.mark.filterwarnings(OWN_FAULT)
def test_every_download_is_the_dataset(site: Path, compiled: tuple[Any, list[Quad]]) -> None:
    """Each format, read by rdflib, has the same statements in the same graphs; sizes and hashes are right."""
    is_reason = lambda quad: str(quad.graph_name).endswith("/graph/because>")  # noqa: E731 - used twice below
    data = to_nquads(quad for quad in compiled[1] if not is_reason(quad))
    folder = site / "data"
    page = (site / "download.html").read_text(encoding="utf-8")
    for path in folder.iterdir():
        assert f'href="data/{path.name}"' in page
        # A description is not the dataset: whether two people read the same data it does not tell.
        is_description = path.name in DESCRIPTIONS
        assert is_description or hashlib.sha256(path.read_bytes()).hexdigest() in page
    for name in ("dataset.nq", "reasons.nq"):
        assert hashlib.sha256((site.parent / name).read_bytes()).hexdigest() in page
    reported = json.loads((site.parent / "report.json").read_text(encoding="utf-8"))["cases"]
    assert len(reported) == 3
    assert all(case["sha256"] in page for case in reported.values())
    assert gzip.decompress((folder / "dataset.nq.gz").read_bytes()) == data
    assert gzip.decompress((folder / "reasons.nq.gz").read_bytes()) == to_nquads(
        filter(is_reason, compiled[1])
    )
    lines = set(data.decode().splitlines())
    for name, form in (("dataset.trig.gz", "trig"), ("dataset.jsonld.gz", "json-ld")):
        read = Dataset()
        read.parse(data=gzip.decompress((folder / name).read_bytes()).decode(), format=form)
        again = {f"{s.n3()} {p.n3()} {o.n3()} <{g}> ." for s, p, o, g in read.quads()}
        assert len(again) == len(lines), name
        assert _comparable(again) == _comparable(lines), name
    union = Graph().parse(data=gzip.decompress((folder / "union.ttl.gz").read_bytes()), format="turtle")
    assert len(union) == len({line.rpartition(b" <")[0] for line in data.splitlines()})


def test_the_table_of_claims_has_every_claim(site: Path, compiled: tuple[Any, list[Quad]]) -> None:
    """One line for each claim, with its sentence in both languages."""
    data = (site / "data/claims.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")  # by which Excel knows UTF-8
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    wanted = {
        q.subject.value
        for q in compiled[1]
        if q.predicate.value.endswith("#type") and q.object.value == f"{KG}Claim"
    }
    assert {row["claim"] for row in rows} == wanted
    assert len(rows) == len(wanted)
    assert all(row["sentence"] and row["sentenceZh"] and row["status"] for row in rows)


def _comparable(lines: set[str]) -> set[str]:
    """The lines that every library writes alike: without escapes, and without nodes that have no name."""
    return {line for line in lines if "\\" not in line and "_:" not in line}
