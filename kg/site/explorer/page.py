"""The values of the pages of the explorer: of everything, and of one case."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.asking.network import graph_of
from kg.export.graph_view import graph_data, safe_json
from kg.model.iris import local_name
from kg.model.vocabulary import GLYPHS
from kg.site.explorer.arrange import framework_view, logics_view, phases_view
from kg.site.explorer.asked import AT_FIRST, question_views
from kg.site.explorer.content import content_of, kind_of
from kg.site.explorer.everything import everything_view, ties_between
from kg.site.explorer.parts import ANSWERS, divided, files_of, owner
from kg.site.views.draft import short
from kg.site.views.reference import definitions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.records.facts import Claim
    from kg.site.book import Book
    from kg.site.explorer.content import Content
    from kg.site.lens import Lens
    from kg.site.words import Text

MOST = 3000
"""Beyond so many things a page starts with groups."""
FEW_CASES = 12
CONFIDENCE = ("high", "medium", "low")
WORDS = (
    "open", "claims_here", "shown", "panel_empty", "way_from", "way_to", "way_none", "way_one", "way_found",
    "way_choose", "at_node", "loading", "part_missing", "no_such_view", "not_here",
)  # fmt: skip


def whole_graph_page(book: Book, lens: Lens) -> dict[str, Any]:
    """Make the values of the page of the graph of everything; what is of one case lies in a file of its own."""
    return _page(book, lens, tuple(book.index.facts.cases)) | {"case": ""}


def case_graph_page(book: Book, lens: Lens, case: str) -> dict[str, Any]:
    """Make the values of the page of the graph of one case."""
    return _page(book, lens, (case,)) | {"case": case}


def explorer_data(
    content: Content,
) -> tuple[dict[str, Any], list[tuple[str, list[dict[str, Any]]]]]:
    """Gather what the script of the page gets, and the drawings in groups, the first of all first."""
    everything, groups, group_of = everything_view(content)
    things = content.draft.things.values()
    graph = graph_of((thing.node for thing in things), content.links)
    data = graph_data(graph)
    is_grouped = len(data["nodes"]) > MOST
    places = everything.pop("places")
    for node in data["nodes"]:
        node["x"], node["y"] = places[node["id"]]
        if is_grouped:
            node["group"] = group_of[node["id"]]
    views = _views(content, everything, is_grouped=is_grouped)
    data |= {"views": [one for _, own in views for one in own], "grouped": is_grouped}
    folded = {"groups": groups, "ties": ties_between(content, group_of)} if is_grouped else {"groups": {}}
    return data | _details(content) | folded, views


def _page(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    content = content_of(book, lens, cases)
    data, views = explorer_data(content)
    files: dict[str, str] = {}
    first: list[str] = []
    if len(cases) > 1:
        data, parts = divided(data, map(short, cases))
        data["parts"], files = files_of(parts, lens)
        first = [data["parts"][name] for name in data["views"][0]["needs"]]
    rows = () if data["grouped"] or files else content.draft.rows()
    return {
        "data_files": files,
        "first_parts": first,
        "json": safe_json(data),
        "rows": rows,
        "views": views,
        "cases": cases,
        "choices": _choices(content),
        "kinds": _kinds(content),
    }


def _views(
    content: Content, everything: dict[str, Any], *, is_grouped: bool
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Gather the drawings under their headings."""
    own = []
    colon = content.lens.t("punctuation.colon")
    for case in _busiest_first(content, content.cases[:FEW_CASES]):
        for found in (framework_view(content, case), phases_view(content, case), logics_view(content, case)):
            if found and len(content.cases) > 1:
                name = content.lens.name(case).text
                found |= {
                    "id": f"{found['id']}:{local_name(case)}",
                    "title": f"{name}{colon}{found['title']}",
                }
                found["needs"] = [short(case)]
            own += [found] if found else []
    first = [everything, *own] if is_grouped or not own else [own[0], everything, *own[1:]]
    asked = [] if is_grouped else [_needing(own) for own in question_views(content)]
    parts = [("views", first), ("questions", asked)]
    return [part for part in parts if part[1]]


def _needing(answer: dict[str, Any]) -> dict[str, Any]:
    """Note with the drawing of an answer which parts hold it and its things."""
    return answer | {"needs": [ANSWERS, *dict.fromkeys(owner(end) for end in sorted(answer["places"]))]}


def _busiest_first(content: Content, cases: Sequence[str]) -> list[str]:
    """Order the cases, and put first the one that leads, else that whose framework has the most lines: the page opens on it."""

    def lines(case: str) -> int:
        places = (framework_view(content, case) or {"places": {}})["places"]
        return sum(link.source in places and link.target in places for link in content.links)

    leading = content.book.leading_case
    busiest = leading if leading in cases else max(cases, key=lines, default="")
    return sorted(cases, key=lambda case: case != busiest)


def _details(content: Content) -> dict[str, Any]:
    """Gather what the panel says of claims, inferred edges, kinds and things."""
    book, lens = content.book, content.lens
    edges = {
        short(edge.iri): {
            "url": lens.link(edge.iri),
            "said": lens.said(lens.edge_status(edge.iri)),
            "rule": lens.name(edge.rule).text,
        }
        for edge in book.index.new_edges.values()
        if edge.subject in content.draft.things
    }
    defined = {short(iri): _defined(content, iri) for iri in content.draft.things}
    statuses = [s for s in GLYPHS if lens.t.has(f"said.{s}")]
    return {
        "claims": {short(claim.iri): _claim(lens, claim) for claim in content.claims},
        "edges_why": edges,
        "kinds": {local_name(kind): lens.name(kind).text for kind in book.index.facts.kinds},
        "definitions": {name: texts for name, texts in defined.items() if texts},
        "statuses": {status: [lens.glyph(status), lens.said(status)] for status in statuses},
        "words": {key: lens.t(f"graph.{key}") for key in WORDS},
    }


def _defined(content: Content, iri: str) -> list[list[str]]:
    """Find the definitions of a thing, or of the concept it is a manifestation of."""
    element = content.book.index.facts.elements.get(iri)
    found = definitions(content.lens, iri)
    if not found and element and element.concept:
        found = definitions(content.lens, element.concept)
    return [[text.text, text.lang] for text in found]


def _claim(lens: Lens, claim: Claim) -> dict[str, Any]:
    """Write a claim as the panel shows it."""
    sentence = lens.name(claim.iri)
    found = {
        "sentence": sentence.text,
        "said": lens.said(claim.status),
        "glyph": lens.glyph(claim.status),
        "tags": [tag.words.text for tag in lens.tags(claim)],
        "url": lens.link(claim.iri),
        "quotes": [
            [lens.places(p), p.exact, lens.language_of(p), lens.link(p.iri)] for p in lens.passages(claim)
        ],
    }
    return found if sentence.lang == lens.tag else found | {"lang": sentence.lang}


def _kinds(content: Content) -> list[dict[str, Any]]:
    """List the kinds of thing that are there, those with a colour first."""
    book = content.book
    counts = Counter(kind_of(book, iri) for iri in content.draft.things)
    order = sorted(counts, key=lambda kind: (not book.hues.get(kind), book.hues.get(kind, 0), kind))
    return [{"iri": k, "name": local_name(k), "n": counts[k], "hue": book.hues.get(k, 0)} for k in order]


def _choices(content: Content) -> dict[str, list[dict[str, Any]]]:
    """List what can be chosen at each place of the sentence above the drawing."""
    lens = content.lens
    statuses = Counter(link.facts["status"] for link in content.links)
    sure = {link.facts["confidence"] for link in content.links if "confidence" in link.facts}
    phases = [p.iri for p in content.book.index.facts.phases.values() if p.iri in content.phases]
    known = [s for s in GLYPHS if s in statuses] + sorted(set(statuses) - set(GLYPHS))
    return {
        "status": [
            {"value": s, "words": _status(lens, s), "n": statuses[s], "is_on": s in AT_FIRST} for s in known
        ],
        "phase": [
            *({"value": short(iri), "words": lens.name(iri)} for iri in phases),
            {"value": "none", "words": lens.own("graph.no_phase")},
        ],
        "confidence": [
            {"value": c, "words": lens.mark("confidence", c)}
            for c in (*CONFIDENCE, *sorted(sure - set(CONFIDENCE)))
            if c in sure
        ],
        "case": [{"value": short(c), "words": lens.name(c)} for c in content.cases]
        if len(content.cases) > 1
        else [],
    }


def _status(lens: Lens, status: str) -> Text:
    """Word a status as a part of that sentence: "stated"."""
    return lens.own(f"graph.is_{status}") if lens.t.has(f"graph.is_{status}") else lens.mark("status", status)
