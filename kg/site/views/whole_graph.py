"""The graph of everything: the things of all cases, the claims between them, what follows by rule.

Theory elements stand in the first layer, the phases in the order of time below them, then the other
things of the cases, then what the research is made of. How many there are of each is for the data to
say.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.query.network import Link
from kg.site.picture import phases_of
from kg.site.reading import local
from kg.site.views.draft import Draft, GraphView, short
from kg.site.words import Text

if TYPE_CHECKING:
    from kg.site.book import Book
    from kg.site.facts import Claim
    from kg.site.lens import Lens

ROOM, ACROSS, LEAST, GAP = 126, 8, 3, 42
THEORY, TIME, REST, RESEARCH = range(4)
BANDS = {
    "Phase": TIME,
    "Event": TIME,
    "ResearchElement": RESEARCH,
    "Foundation": RESEARCH,
    "Tier": RESEARCH,
    "Framework": RESEARCH,
    "Case": RESEARCH,
}
"""The layer of each kind that has one of its own."""
AT_FIRST = ("Phase", "Event", "Actor")
"""The kinds of case element that the page starts with, beside the theory elements."""
ON = ("stated", "presupposed", "inferred")
"""The statuses that the page starts with."""


def graph_page(book: Book, lens: Lens) -> dict[str, Any]:
    """The values of the page of the graph of everything."""
    view = whole_view(book, lens)
    used = Counter(row.status for row in view.rows)
    statuses = [{"name": s, "n": used[s], "is_on": s in ON} for s in lens.statuses if s in used]
    kinds = Counter(kind_of(book, thing.iri) for thing in view.things)
    order = sorted(kinds, key=lambda kind: (not book.hues.get(kind), book.hues.get(kind, 0), kind))
    entries = [
        {"iri": k, "name": local(k), "n": kinds[k], "hue": book.hues.get(k, 0), "is_on": _is_on(book, k)}
        for k in order
    ]
    groups = [("theory", [e for e in entries if e["hue"]]), ("case", [e for e in entries if not e["hue"]])]
    cases = [{"iri": case, "name": short(case)} for case in book.index.facts.cases]
    return {
        "view": view,
        "statuses": statuses,
        "groups": [group for group in groups if group[1]],
        "cases": cases if len(cases) > 1 else [],
    }


def whole_view(book: Book, lens: Lens) -> GraphView:
    """Everything as a graph."""
    facts = book.index.facts
    draft = Draft(lens, ROOM)
    _place_things(draft, book)
    _place_time(draft, book)
    for claim in book.index.in_text_order(facts.claims.values()):
        for start, end in _pairs(claim):
            _claim_link(draft, claim, start, end)
    for edge in book.index.new_edges.values():
        phrase = lens.phrase(edge.property)
        more = {"status": lens.edge_status(edge.iri), "edge": short(edge.iri)}
        link = Link(short(edge.iri), short(edge.subject), short(edge.object), phrase.text, more)
        draft.links.append((link, phrase, lens.link(edge.iri)))
    return draft.view("everything", details=_details(book, lens), gap=GAP)


def kind_of(book: Book, iri: str) -> str:
    """The kind of anything a claim can be about; empty when it is not in the data."""
    facts = book.index.facts
    thing = facts.elements.get(iri) or facts.concepts.get(iri)
    if thing:
        return thing.kind
    name = "Framework" if iri in facts.frameworks else "Case" if iri in facts.cases else ""
    return next((kind for kind in facts.kinds if name and local(kind) == name), "")


def band_of(book: Book, kind: str) -> int:
    """The layer of a kind."""
    names = [local(k) for k in book.index.kind_lineage(kind)] if kind else []
    return next((BANDS[k] for k in names if k in BANDS), THEORY if book.hues.get(kind) else REST)


def _case(book: Book, iri: str) -> str:
    """The short name of the case a thing belongs to; empty for what cases share."""
    element = book.index.facts.elements.get(iri)
    return short(element.case) if element else ""


def _is_on(book: Book, kind: str) -> bool:
    """Whether the page starts with a kind."""
    return band_of(book, kind) == THEORY or any(local(k) in AT_FIRST for k in book.index.kind_lineage(kind))


def _place_things(draft: Draft, book: Book) -> None:
    """Every thing but phases and events, in the layer of its kind, in columns of a few."""
    facts = book.index.facts
    claims = facts.claims.values()
    spoken_of = {e for claim in claims for e in (*claim.part("subject"), *claim.part("object"))}
    groups: dict[tuple[int, int, str], list[str]] = {}
    for iri in (*facts.elements, *sorted(spoken_of - set(facts.elements))):
        kind = kind_of(book, iri)
        hue = book.hues.get(kind, 0)
        if kind and (band := band_of(book, kind)) != TIME:
            groups.setdefault((band, hue, "" if hue else kind), []).append(iri)
    sizes: Counter[int] = Counter()
    for (band, _, _), members in groups.items():
        sizes[band] += len(members)
    tiers: Counter[int] = Counter()
    for band, hue, kind in sorted(groups):
        members = groups[band, hue, kind]
        column = max(-(-sizes[band] // ACROSS), LEAST)
        for place, iri in enumerate(members):
            look = {"look": "thing", "hue": hue, "kind": local(kind_of(book, iri)), "case": _case(book, iri)}
            draft.add(iri, (tiers[band] + place // column, band), look)
        tiers[band] += -(-len(members) // column)


def _place_time(draft: Draft, book: Book) -> None:
    """Phases and events in the order of time, ending below the last of the theory elements."""
    facts = book.index.facts
    order: dict[str, None] = {}
    for case in facts.cases:
        for phase in phases_of(book.index, case):
            order.update(dict.fromkeys(iri for iri in (phase.starts_at, phase.iri, phase.ends_at) if iri))
    order.update(dict.fromkeys(e.iri for e in facts.elements.values() if band_of(book, e.kind) == TIME))
    last = max((t.node.tier for t in draft.things.values() if t.node.band == THEORY), default=0)
    start = max(last - len(order), 0)
    for place, iri in enumerate(iri for iri in order if iri in facts.elements):
        own = facts.elements[iri]
        look = {"look": "thing", "hue": 0, "kind": local(own.kind), "case": short(own.case)}
        draft.add(iri, (start + place, TIME), look)


def _claim_link(draft: Draft, claim: Claim, start: str, end: str) -> None:
    """A claim as a link between two things."""
    lens = draft.lens
    relation = lens.index.facts.relations.get(claim.relation)
    label = lens.phrase(relation.property) if relation else lens.name(claim.relation)
    if claim.is_denied:
        label = Text(lens.t("graph.denied", phrase=label.text), label.lang)
    more = {"status": claim.status, "claim": short(claim.iri)}
    name = f"{short(claim.iri)}:{local(start)}:{local(end)}"
    draft.links.append((Link(name, short(start), short(end), label.text, more), label, lens.link(claim.iri)))


def _pairs(claim: Claim) -> list[tuple[str, str]]:
    """The two ends of each link a claim makes; a claim without object links its subjects."""
    if not claim.part("object"):
        return list(combinations(claim.part("subject"), 2))
    return [(start, end) for start in claim.part("subject") for end in claim.part("object") if start != end]


def _details(book: Book, lens: Lens) -> dict[str, Any]:
    """What the side panel says of claims, inferred edges and kinds."""
    facts = book.index.facts
    edges = {
        short(edge.iri): {
            "url": lens.link(edge.iri),
            "said": lens.said(lens.edge_status(edge.iri)),
            "rule": lens.name(edge.rule).text,
        }
        for edge in book.index.new_edges.values()
    }
    return {
        "claims": {short(claim.iri): _claim_detail(lens, claim) for claim in facts.claims.values()},
        "edges_why": edges,
        "kinds": {local(kind): lens.name(kind).text for kind in facts.kinds},
        "words": {key: lens.t(f"graph.{key}") for key in ("open", "claims_here", "shown")},
    }


def _claim_detail(lens: Lens, claim: Claim) -> dict[str, Any]:
    """A claim as the panel shows it."""
    return {
        "sentence": lens.name(claim.iri).text,
        "said": lens.said(claim.status),
        "glyph": lens.glyph(claim.status),
        "tags": [tag.words.text for tag in lens.tags(claim)],
        "url": lens.link(claim.iri),
        "quotes": [[lens.places(p), p.exact, lens.language_of(p)] for p in lens.passages(claim)],
    }
