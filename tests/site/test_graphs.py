"""Graphs: fixed places, safe data, pyvis behind its door, and the picture."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from kg.asking.network import Link, Node, graph_of, size_of
from kg.export.graph_view import build_network, graph_json
from kg.resources import site_folder
from kg.site.book import Book, read_book
from kg.site.explorer import case_graph_page, whole_graph_page
from kg.site.lens import Lens
from kg.site.picture import Pen, narrow, plan, wide
from kg.site.views.trace_graph import trace_view
from kg.site.words import read_words

if TYPE_CHECKING:
    from kg.pipeline import Snapshot


@pytest.fixture(scope="module")
def book(snapshot: Snapshot) -> Book:
    """What the pages share."""
    return read_book(snapshot)


@pytest.fixture(scope="module")
def lenses(book: Book) -> dict[str, Lens]:
    """The facts, seen in each language."""
    languages = read_words(site_folder() / "strings")
    return {name: Lens(book.index, words, languages) for name, words in languages.items()}


def test_pyvis_is_behind_its_door() -> None:
    """Neither pyvis nor networkx is imported by `import kg`, and pyvis not by the site before it draws."""
    code = (
        "import sys, kg, kg.export.graph_view; print([m for m in ('pyvis', 'IPython') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_view_is_a_pyvis_network_that_stands_still() -> None:
    """Physics is off for the network and for every node; each node has a whole place."""
    graph = graph_of([Node("a", "A"), Node("b", "B", 1)], [Link("e", "a", "b", "to")])
    network = build_network(graph)
    assert type(network).__module__ == "pyvis.network"
    assert network.options["physics"] == {"enabled": False}
    assert all(node["physics"] is False and isinstance(node["x"], int) for node in network.nodes)
    assert [edge["id"] for edge in network.edges] == ["e"]
    assert build_network(graph_of([], [])).nodes == []


@pytest.mark.parametrize("hostile", ["</script><script>x", "<!--", "&amp;", "\u2028", "href='javascript:x'"])
def test_the_data_cannot_leave_its_element(hostile: str) -> None:
    """Whatever a label says, the JSON holds no markup, and reading it gives the label back."""
    graph = graph_of([Node(hostile, hostile)], [])
    text = graph_json(graph, {"words": {"open": hostile}})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["nodes"][0]["label"] == hostile
    assert json.loads(text)["words"]["open"] == hostile


def test_places_do_not_depend_on_the_order_of_links() -> None:
    """The same nodes get the same places, tiers to the right, bands below."""
    nodes = [Node(n, n, tier, band) for n, tier, band in (("a", 0, 0), ("b", 1, 0), ("c", 1, 0), ("d", 0, 1))]
    links = [Link("1", "a", "c"), Link("2", "a", "b"), Link("3", "d", "a")]
    forwards, backwards = graph_of(nodes, links), graph_of(nodes, reversed(links))
    places = {name: (own["x"], own["y"]) for name, own in forwards.nodes(data=True)}
    assert places == {name: (own["x"], own["y"]) for name, own in backwards.nodes(data=True)}
    assert places["b"][0] > places["a"][0]
    assert places["d"][1] > max(places[name][1] for name in "abc")
    assert len(set(places.values())) == 4


def explored(book: Book, lens: Lens) -> dict[str, Any]:
    """What the script of the page of everything gets."""
    page = whole_graph_page(book, lens)
    texts = {
        path: text[text.index("]=") + 2 :].rstrip().removesuffix(";")
        for path, text in page["data_files"].items()
    }
    parts = {path: json.loads(text) for path, text in texts.items()}
    found = json.loads(page["json"])
    for part in parts.values():
        for key in ("nodes", "edges"):
            found[key] += part[key]
        found["views"] = [view | part["views"].get(view["id"], {}) for view in found["views"]]
    assert len(parts) == len(book.index.facts.cases) + 1
    return dict(found)


def test_no_two_nodes_of_a_tier_overlap(book: Book, lenses: dict[str, Lens]) -> None:
    """In every drawing every two boxes stand apart."""
    data = explored(book, lenses["en"])
    assert len(data["nodes"]) > 70
    for view in data["views"]:
        own = {n["id"]: (n["x"], n["y"]) for n in data["nodes"]}
        places = {**view.get("places", own), **{n["id"]: (n["x"], n["y"]) for n in view.get("nodes", ())}}
        nodes = [node for node in (*data["nodes"], *view.get("nodes", ())) if node["id"] in places]
        for one, other in combinations({node["id"]: node for node in nodes}.values(), 2):
            across, down = (abs(a - b) for a, b in zip(places[one["id"]], places[other["id"]], strict=True))
            apart = (
                across >= (one["width"] + other["width"]) / 2 or down >= (one["height"] + other["height"]) / 2
            )
            assert apart, (view["id"], one["label"], other["label"])


def test_every_graph_has_an_equal_table(book: Book, lenses: dict[str, Lens]) -> None:
    """Each line of a graph is a row of its table, and each row a line."""
    views = [trace_view(lenses["en"], claim) for claim in book.index.facts.claims.values()]
    tables = [(view.json, view.rows) for view in views]
    pages = [case_graph_page(book, lenses["zh"], case) for case in book.index.facts.cases]
    tables += [(page["json"], page["rows"]) for page in pages]
    ids = {edge["id"] for page in pages for edge in json.loads(page["json"])["edges"]}
    assert ids == {edge["id"] for edge in explored(book, lenses["zh"])["edges"]}
    assert len(tables) > 100
    for text, rows in tables:
        edges = json.loads(text)["edges"]
        names = [edge.get("id", f"{edge['from']}>{edge['to']}") for edge in edges]
        assert sorted(names) == sorted(row.id for row in rows)


def test_a_trace_leads_to_every_passage(book: Book, lenses: dict[str, Lens]) -> None:
    """The graph of a claim shows each of its passages, and the sentence each stands in."""
    for iri, claim in book.index.facts.claims.items():
        ids = {node["id"] for node in json.loads(trace_view(lenses["en"], claim).json)["nodes"]}
        for passage in book.index.passages_for(iri):
            assert any(node.endswith(passage.iri.rpartition("/")[2]) for node in ids)
            assert all(any(node.endswith(s.rpartition("/")[2]) for node in ids) for s in passage.segments)


def test_the_picture_holds_every_logic_and_every_phase(book: Book, lenses: dict[str, Lens]) -> None:
    """Every logic of a case has a corner and, for every phase, a cell; all lie on the sheet."""
    drawn = 0
    for case in book.index.facts.cases:
        drawing = plan(book.index, case)
        if drawing is None:
            continue
        for lens in lenses.values():
            for sheet in (wide(drawing, Pen(lens, book.hues)), narrow(drawing, Pen(lens, book.hues))):
                drawn += 1
                boxes = {box.iri for box in sheet.boxes}
                phases = [p for p in book.index.facts.phases.values() if p.case == case]
                assert {logic.iri for logic in drawing.ring} <= boxes
                assert len(sheet.cells) == len(drawing.ring) * len(phases)
                assert all(
                    b.x >= 0 and b.right <= sheet.width and b.bottom <= sheet.height for b in sheet.boxes
                )
    assert drawn >= 4


def test_no_reading_is_drawn_as_a_fact(book: Book, lenses: dict[str, Lens]) -> None:
    """Every line that stands for a reading is marked as one, and no other is."""
    facts = book.index.facts
    drawing = plan(book.index, next(case for case in facts.cases if case.endswith("/case/j-city")))
    assert drawing is not None
    sheet = wide(drawing, Pen(lenses["en"], book.hues))
    readings = [arrow for arrow in sheet.arrows if facts.claims[arrow.iri].status == "interpreted"]
    assert len(readings) >= 15
    assert all(arrow.is_reading and arrow.status == "interpreted" for arrow in readings)
    assert not [arrow for arrow in sheet.arrows if arrow.is_reading and arrow not in readings]


def test_an_empty_graph_has_no_size() -> None:
    """Nothing to draw is no mistake."""
    assert size_of(graph_of([], [])) == (0, 0)
