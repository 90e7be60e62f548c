"""The query page gives what ``kg query`` gives: every named question, every form of query, every file."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.asking import catalog, find_query, run
from kg.asking.answering import answer, select
from kg.site.query_files import packed
from kg.store import iri

sys.path.insert(0, str(Path(__file__).parent))
import asking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.asking import NamedQuery
    from kg.pipeline import Snapshot

GRAPH = "CONSTRUCT { ?a kg:supports ?b } WHERE { ?a kg:supports ?b }"


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:  # noqa: ANN401 - the driver's own type
    """One window for all the questions."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def listed(site: Path) -> list[str]:
    """The names of the questions that the page offers."""
    text = (site / "assets/query-names.js").read_text(encoding="utf-8")
    file = json.loads(text.removeprefix("globalThis.kgNames=").rstrip().rstrip(";"))
    return [question["name"] for question in file["questions"]]


def values_for(query: NamedQuery, snapshot: Snapshot) -> dict[str, str]:
    """A thing of the right kind for each parameter: the first that the reports name."""
    rows = {"claim": "claims", "element": "elements-by-kind", "concept": "concepts-by-kind", "case": "cases"}
    found = {}
    for name in query.parameters:
        first = next(iter(run(snapshot.store, rows[name])))
        found[name] = str(first[name].value)
    return found


def in_some_order(results: dict[str, Any]) -> list[str]:
    """The rows of an answer as text, sorted."""
    return sorted(json.dumps(row, sort_keys=True) for row in results["results"]["bindings"])


def test_every_question_has_the_rows_of_kg_query(page: Any, site: Path, snapshot: Snapshot) -> None:  # noqa: ANN401 - the driver's own type
    """All thirty questions and the reports for people, as files of the standard, row by row."""
    names = listed(site)
    assert {q.name for q in catalog() if q.group == "competency"} <= set(names)
    assert len(names) > 45
    for name in names:
        query = find_query(name)
        values = values_for(query, snapshot)
        asking.turn_to(page, site.as_uri(), name=name, **values)
        bound = {variable: iri(value) for variable, value in values.items()}
        found = answer(snapshot.store, query.sparql, bound)
        expected = json.loads(snapshot.store.serialize(found, "json"))
        ours = json.loads(asking.saved(page, "json"))
        assert ours["head"]["vars"] == expected["head"]["vars"], name
        # Rows that a query leaves unordered among themselves may come in either order.
        assert in_some_order(ours) == in_some_order(expected), name
        count = len(expected["results"]["bindings"])
        assert re.match(rf"{count} rows?,", asking.said(page)), (name, asking.said(page))
        shown = page.locator("#query-body tbody tr").count()
        assert shown == min(count, 100), name


def test_csv_is_that_of_the_standard_behind_a_mark(opened: Callable[..., Any], snapshot: Snapshot) -> None:
    """The file has the mark of UTF-8 and then the bytes that Oxigraph's own writer gives, line ends included."""
    sparql = (
        'SELECT ?a ?b ?c { VALUES (?a ?b ?c) { ("x,y" "say ""now""" 1) (<http://x/> UNDEF "a\\nb"@en) ("" true 2.5) } }'
    ).replace('""now""', '\\"now\\"')
    page = asking.ask(opened(), sparql)
    found = answer(snapshot.store, sparql)
    written = snapshot.store.serialize(found, "csv")
    saved = asking.saved(page, "csv")
    assert saved == b"\xef\xbb\xbf" + written
    assert list(csv.reader(io.StringIO(saved.decode())))[1] == ["x,y", 'say "now"', "1"]


def test_csv_holds_no_formula(opened: Callable[..., Any]) -> None:
    """What a spreadsheet would compute stands behind an apostrophe; numbers and other text stay as they are."""
    sparql = (
        'SELECT ?a { VALUES ?a { "=1+1" "+cmd" "-x" "@home" "\\tx" "\uff1d1" -5 "+1.5e3" "a=1" "\u5e02" } }'
    )
    saved = asking.saved(asking.ask(opened(), sparql), "csv").decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(saved, newline=""))][1:]
    assert cells == ["'=1+1", "'+cmd", "'-x", "'@home", "'\tx", "'\uff1d1", "-5", "+1.5e3", "a=1", "\u5e02"]


def test_a_graph_is_drawn_listed_and_saved(opened: Callable[..., Any], snapshot: Snapshot) -> None:
    """CONSTRUCT gives a canvas with ink, a table of the same triples, and Turtle."""
    window = opened()
    page = asking.ask(window, GRAPH)
    triples = {tuple(map(str, triple)) for triple in answer(snapshot.store, GRAPH)}
    assert page.locator("#query-body tbody tr").count() == len(triples) >= 2
    assert page.locator("#query-body .graph canvas").is_visible()
    cells = page.locator("#query-body tbody td").all_inner_texts()
    assert "field logic" in cells
    turtle = asking.saved(page, "turtle").decode()
    assert turtle.count("https://w3id.org/tongban-kg/ontology#supports") >= 1
    from rdflib import Graph  # noqa: PLC0415 - it takes a while to import, and only this test needs it

    parsed = Graph().parse(data=turtle, format="turtle")
    assert {f"<{s}> <{p}> <{o}>" for s, p, o in parsed} == {" ".join(triple[:3]) for triple in triples}
    assert not window.faults


def test_describe_shows_what_is_said_of_a_thing(opened: Callable[..., Any], snapshot: Snapshot) -> None:
    """DESCRIBE has as many triples as ``kg query`` gives, each once."""
    sparql = "DESCRIBE <https://w3id.org/tongban-kg/case/j-city/element/field>"
    page = asking.ask(opened(), sparql)
    triples = {str(triple) for triple in answer(snapshot.store, sparql)}
    assert asking.said(page).startswith(f"{len(triples)} triples,")
    assert len(triples) > 20


def test_ask_is_answered_by_a_sentence(opened: Callable[..., Any]) -> None:
    """Yes and no are said in words, in both languages; a mistyped name is pointed out."""
    window = opened()
    page = asking.ask(window, "ASK { ?a kg:supports ?b }")
    assert page.locator(".verdict").inner_text().startswith("Yes.")
    page = asking.ask(window, "ASK { ?a kg:suports ?b }", "zh/")
    assert page.locator(".verdict").inner_text().startswith("否。")
    assert "kg:suports" in page.locator("#query-body").inner_text()


def test_many_rows_come_in_pages(opened: Callable[..., Any], snapshot: Snapshot) -> None:
    """Everything there is: ten thousand rows are brought, a hundred shown, all of them saved."""
    page = asking.ask(opened(), "SELECT * { ?s ?p ?o }")
    total = snapshot.nquads().count(b"\n")
    assert total > 10_000
    assert f"The first 10000 of {total} rows" in page.locator("#query-body .notice").inner_text()
    assert page.locator("#query-body tbody tr").count() == 100
    first = page.locator("#query-body tbody tr").first.inner_text()
    page.locator("[data-turn=later]").click()
    assert "101 to 200" in page.locator(".pager").inner_text()
    assert page.locator("#query-body tbody tr").first.inner_text() != first
    assert asking.saved(page, "csv").count(b"\r\n") > total


def test_reasons_are_loaded_when_a_query_speaks_of_them(
    opened: Callable[..., Any], snapshot: Snapshot
) -> None:
    """Before that the page has not asked for their file; afterwards the query that needs none still sees none."""
    window = opened()
    page = asking.ask(window, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    plain = page.locator("#query-body tbody tr").inner_text()
    assert page.locator("script[src*=reasons-nq]").count() == 0
    page = asking.ask(window, "SELECT (COUNT(*) AS ?n) { ?e a kg:InferredEdge }")
    (row,) = snapshot.store.select(
        "SELECT (COUNT(*) AS ?n) { ?e a <https://w3id.org/tongban-kg/ontology#InferredEdge> }"
    )
    assert row["n"].value in page.locator("#query-body tbody tr").inner_text()
    assert int(row["n"].value) > 1000
    assert (
        asking.ask(window, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        .locator("#query-body tbody tr")
        .inner_text()
        == plain
    )
    assert not window.faults


def test_things_are_named_and_lead_to_their_pages(opened: Callable[..., Any]) -> None:
    """An IRI is shown by its label in the reader's language, and opens the page of the thing."""
    sparql = (
        "SELECT ?b { <https://w3id.org/tongban-kg/case/j-city/element/field> kg:supports ?b } ORDER BY ?b"
    )
    window = opened()
    page = asking.ask(window, sparql, "zh/")
    link = page.locator("#query-body tbody a").first
    assert link.inner_text() == "避责逻辑"
    assert link.get_attribute("lang") == "zh-Hans"
    link.click()
    page.wait_for_url("**/zh/case/j-city/element/*.html")
    assert "避责逻辑" in page.locator("h1").inner_text()
    assert not window.faults


def test_claim_and_question_pages_lead_here(opened: Callable[..., Any], kinds: dict[str, str]) -> None:
    """The link "run it here" asks the query that stands beside it, and the rows are those of the page."""
    window = opened()
    page = window.open(kinds["stated claim"])
    passages = page.locator(".line").count()
    page.locator(".run-here").click()
    asking.until(page)
    assert page.locator("#query-body tbody tr").count() >= passages >= 1
    page = window.open("questions/cq-20.html")
    section = page.locator(".question")
    rows = section.locator("tbody tr").count()
    section.locator(".run-here").click()
    asking.until(page)
    assert page.locator("#query-body tbody tr").count() == rows >= 1
    assert not window.faults


def test_the_dataset_of_the_page_is_the_dataset(site: Path, snapshot: Snapshot) -> None:
    """The file names the hash of the N-Quads it stands for, and holds their every line."""
    text = (site / "assets/dataset-nq.js").read_text(encoding="utf-8")
    data = asking.unpacked(text)
    nquads = snapshot.nquads()
    assert data["sha256"] == hashlib.sha256(nquads).hexdigest()
    lines = []
    now = [""] * 4
    for row in data["rows"].split(";"):
        now = [data["terms"][int(n, 36)] if n else old for n, old in zip(row.split(","), now, strict=True)]
        lines.append(" ".join(now) + " .\n")
    assert "".join(lines).encode() == nquads
    assert len(text) < len(nquads) / 4


def test_a_line_that_is_no_quad_is_refused() -> None:
    """The packer does not guess."""
    with pytest.raises(ValueError, match="not a line of N-Quads"):
        packed(b"nonsense\n")


def test_a_build_gives_the_page_its_dataset(built: Path) -> None:
    """What ``kg build`` writes for the page stands for the very file it writes beside it."""
    wanted = hashlib.sha256((built / "dataset.nq").read_bytes()).hexdigest()
    text = (built / "site/assets/dataset-nq.js").read_text(encoding="utf-8")
    assert f'"sha256":"{wanted}"' in text[:120]
    why = hashlib.sha256((built / "reasons.nq").read_bytes()).hexdigest()
    names = (built / "site/assets/query-names.js").read_text(encoding="utf-8")
    assert f'"hashes":{{"dataset":"{wanted}","reasons":"{why}"}}' in names


CITY = "https://w3id.org/tongban-kg/case/j-city/graph/asserted"


@pytest.mark.parametrize(("clause", "pattern", "graph"), [
    (f"FROM <{CITY}>", "?c a kg:Claim", CITY), (f"from named <{CITY}>", "GRAPH ?g { ?c a kg:Claim }", CITY),
    (f"FROM NAMED <{CITY}>", "?c a kg:Claim", None), ("", "?c a kg:Claim", "?any"), ("# FROM <urn:x>\n", "?c a kg:Claim", "?any"),
])  # fmt: skip
def test_graphs_named_by_a_query(
    opened: Callable[..., Any], snapshot: Snapshot, clause: str, pattern: str, graph: str | None
) -> None:
    """FROM and FROM NAMED mean what they mean at every other door: tests/server/test_graphs_named.py."""
    counted = f"SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{ GRAPH {f'<{graph}>' if graph == CITY else '?g'} {{ ?c a kg:Claim }} }}"
    expected = 0 if graph is None else int(select(snapshot.store, counted).rows[0]["n"].value)
    page = asking.ask(opened(), f"SELECT (COUNT(DISTINCT ?c) AS ?n) {clause} WHERE {{ {pattern} }}")
    assert int(json.loads(asking.saved(page, "json"))["results"]["bindings"][0]["n"]["value"]) == expected
