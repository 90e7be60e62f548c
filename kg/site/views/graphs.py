"""The graphs: the trace of one claim, and everything at once; each with its equal in a table.

Takes the facts; gives nodes and links for `kg.query.network`, which places them, and the JSON that
`kg.export.graph_view` makes of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.export.graph_view import graph_json
from kg.model.iris import BASE
from kg.query.network import TIER_GAP, Link, Node, graph_of, size_of
from kg.site.picture import phases_of
from kg.site.picture.measure import width_of, wrap
from kg.site.reading import local
from kg.site.views.claim import PARTS, repeats
from kg.site.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.site.book import Book
    from kg.site.facts import Claim
    from kg.site.lens import Lens
    from kg.trace import Trace

FONT, ROOM, SMALL_ROOM, LINE, PADDING = 14, 210, 150, 18, 20
ACROSS, LEAST, NARROW_GAP = 8, 3, 56
TIME, REST = 1, 2
BANDS = {"Phase": TIME, "Event": TIME, "ResearchElement": 3, "Foundation": 3, "Tier": 3,
         "Framework": 3, "Case": 3}  # fmt: skip
"""The layer of each kind in the graph of everything; theory elements stand in 0, others in 2."""
AT_FIRST = ("Phase", "Event", "Actor")
"""The kinds of case element that the graph of everything starts with, beside the theory elements."""
ON = ("stated", "presupposed", "inferred")


@dataclass(frozen=True, slots=True)
class Row:
    """A link of a graph as a row of its table."""

    id: str
    source: Text
    source_url: str
    label: Text
    url: str
    target: Text
    target_url: str
    status: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A node in the making: its words and where they lead."""

    iri: str
    words: Text
    url: str
    node: Node

    @property
    def id(self) -> str:
        """The name of its node."""
        return self.node.id


@dataclass(frozen=True, slots=True)
class GraphView:
    """A graph for a page; `size` is how high its canvas is, in six steps."""

    name: str
    json: str
    rows: tuple[Row, ...]
    caption: str = ""
    size: int = 1
    things: tuple[Thing, ...] = ()


def trace_view(book: Book, lens: Lens, trace: Trace) -> GraphView:
    """The trace of a claim: what it is about, the claim, its premises, the words, their sentences."""
    steps = _steps(trace)
    depth = max(steps.values())
    things: dict[str, Thing] = {}
    links: list[tuple[Link, Text, str]] = []
    for iri, level in steps.items():
        claim = book.index.facts.claims[iri]
        _add(things, lens, iri, level + 1, {"look": "claim", "status": claim.status, "root": level == 0})
        if level == 0:
            links += _about(things, lens, claim)
        links += [
            _link(iri, premise, lens.own("graph.follows"), "inferred")
            for premise in claim.part("derivedFromClaim")
            if premise in steps
        ]
        links += _words(things, lens, claim, depth + 2)
    return _view("trace", things, links, lens, lens.t("graph.trace_caption"))


def whole_view(book: Book, lens: Lens) -> GraphView:
    """Everything: the things of all cases, the claims between them, and what follows by rule."""
    facts = book.index.facts
    things: dict[str, Thing] = {}
    links: list[tuple[Link, Text, str]] = []
    ends = {e for claim in facts.claims.values() for e in (*claim.part("subject"), *claim.part("object"))}
    _place_all(things, book, lens, ends)
    _place_time(things, book, lens)
    for claim in book.index.in_text_order(facts.claims.values()):
        links += [
            _claim_link(lens, claim, start, end) for start, end in _pairs(claim) if {start, end} <= set(things)
        ]
    for edge in facts.edges.values():
        if {edge.subject, edge.object} <= set(things) and not _is_repeated(book, edge.iri):
            link = Link(
                _id(edge.iri), _id(edge.subject), _id(edge.object), lens.phrase(edge.property).text,
                {"status": "inferred", "edge": _id(edge.iri)},
            )  # fmt: skip
            links.append((link, lens.phrase(edge.property), lens.link(edge.iri)))
    return _view("everything", things, links, lens, "", _details(book, lens))


def graph_page(book: Book, lens: Lens) -> dict[str, Any]:
    """The values of the page of the graph of everything."""
    view = whole_view(book, lens)
    status_counts = _counted(row.status for row in view.rows)
    statuses = [
        {"name": s, "n": status_counts[s], "is_on": s in ON} for s in lens.statuses if s in status_counts
    ]
    kinds = _counted(kind_of(book, thing.iri) for thing in view.things)
    order = sorted(kinds, key=lambda kind: (not book.hues.get(kind), book.hues.get(kind, 0), kind))
    entries = [
        {"iri": k, "name": local(k), "n": kinds[k], "hue": book.hues.get(k, 0), "is_on": _is_on(book, k)}
        for k in order
    ]
    groups = [("theory", [e for e in entries if e["hue"]]), ("case", [e for e in entries if not e["hue"]])]
    return {"view": view, "statuses": statuses, "groups": [group for group in groups if group[1]]}


def _is_on(book: Book, kind: str) -> bool:
    """Whether the graph of everything starts with a kind."""
    return band_of(book, kind) == 0 or any(local(k) in AT_FIRST for k in book.index.kind_lineage(kind))


def _steps(trace: Trace, level: int = 0) -> dict[str, int]:
    """The claims of a trace, each with how deep it stands at its deepest."""
    found = {trace.iri: level}
    for premise in trace.premises:
        for iri, own in _steps(premise, level + 1).items():
            found[iri] = max(found.get(iri, 0), own)
    return found


def _about(things: dict[str, Thing], lens: Lens, claim: Claim) -> list[tuple[Link, Text, str]]:
    """What a claim is about."""
    links = []
    for name in PARTS:
        for iri in claim.part(name):
            element = lens.index.facts.elements.get(iri)
            kind = element.kind if element else ""
            _add(things, lens, iri, 0, {"look": "thing", "kind": local(kind)})
            links.append(_link(claim.iri, iri, lens.own(f"part.{name}"), claim.status))
    return links


def _words(things: dict[str, Thing], lens: Lens, claim: Claim, tier: int) -> list[tuple[Link, Text, str]]:
    """The passages of a claim and the sentences they stand in."""
    links = []
    for line in lens.index.lines_of.get(claim.iri, ()):
        label = lens.own(f"graph.{line.direction}")
        for iri in line.passages:
            passage = lens.index.facts.passages[iri]
            words = Text(f"“{passage.exact}”", lens.language_of(passage))
            _add(things, lens, iri, tier, {"look": "words"}, words)
            links.append(_link(claim.iri, iri, label, claim.status))
            for segment in passage.segments:
                own = lens.index.facts.segments[segment]
                _add(things, lens, segment, tier + 1, {"look": "sentence"}, Text(own.identifier, "und"))
                link, label, url = _link(iri, segment, lens.own("graph.stands_in"), "background")
                links.append((replace(link, label=""), label, url))
    return links


def _add(  # noqa: PLR0913 - a node has many sides
    things: dict[str, Thing], lens: Lens, iri: str, tier: int, look: dict[str, Any], words: Text | None = None,
    *, band: int = 0, room: int = ROOM,
) -> None:  # fmt: skip
    """Add a thing once."""
    if iri in things:
        return
    shown = words or lens.name(iri)
    lines = wrap(shown.text, room - PADDING, FONT)
    widest = max((width_of(line, FONT) for line in lines), default=0)
    url = lens.link(iri)
    facts = look | {"url": url, "room": room}
    width = round(min(widest, room - PADDING)) + PADDING
    node = Node(_id(iri), shown.text, tier, band, width, len(lines) * LINE + 16, facts)
    things[iri] = Thing(iri, shown, url, node)


def _link(start: str, end: str, label: Text, status: str) -> tuple[Link, Text, str]:
    return Link(f"{_id(start)}>{_id(end)}", _id(start), _id(end), label.text, {"status": status}), label, ""


def _claim_link(lens: Lens, claim: Claim, start: str, end: str) -> tuple[Link, Text, str]:
    """A claim as a link between two things."""
    relation = lens.index.facts.relations.get(claim.relation)
    label = lens.phrase(relation.property) if relation else lens.name(claim.relation)
    if claim.is_denied:
        label = Text(lens.t("graph.denied", phrase=label.text), label.lang)
    identifier = f"{_id(claim.iri)}:{local(start)}:{local(end)}"
    facts = {"status": claim.status, "claim": _id(claim.iri)}
    return Link(identifier, _id(start), _id(end), label.text, facts), label, lens.link(claim.iri)


def _pairs(claim: Claim) -> list[tuple[str, str]]:
    """The two ends of each link a claim makes; a claim without object links its subjects."""
    if not claim.part("object"):
        return list(combinations(claim.part("subject"), 2))
    return [(start, end) for start in claim.part("subject") for end in claim.part("object") if start != end]


def _is_repeated(book: Book, edge: str) -> bool:
    """Whether an inferred edge only repeats one of the claims it follows from."""
    record = book.index.facts.edges[edge]
    claims = (book.index.facts.claims.get(iri) for iri in record.premises)
    return any(repeats(book.index, record, claim) for claim in claims if claim)


def _place_all(things: dict[str, Thing], book: Book, lens: Lens, ends: set[str]) -> None:
    """Every element, in a layer by its kind and in columns of a few; then what else is spoken of."""
    facts = book.index.facts
    groups: dict[tuple[int, int, str], list[str]] = {}
    for iri in (*facts.elements, *sorted(end for end in ends if end not in facts.elements)):
        kind = kind_of(book, iri)
        hue = book.hues.get(kind, 0)
        band = band_of(book, kind)
        if kind and band != TIME:
            groups.setdefault((band, hue, "" if hue else kind), []).append(iri)
    tiers: dict[int, int] = {}
    for band, hue, kind in sorted(groups):
        members = groups[band, hue, kind]
        total = sum(len(own) for key, own in groups.items() if key[0] == band)
        column = max(-(-total // ACROSS), LEAST)
        for place, iri in enumerate(members):
            look = {"look": "thing", "hue": hue, "kind": local(kind_of(book, iri))}
            tier = tiers.get(band, 0) + place // column
            _add(things, lens, iri, tier, look, band=band, room=SMALL_ROOM)
        tiers[band] = tiers.get(band, 0) + -(-len(members) // column)


def kind_of(book: Book, iri: str) -> str:
    """The kind of anything a claim can be about; empty when it is not in the data."""
    facts = book.index.facts
    thing = facts.elements.get(iri) or facts.concepts.get(iri)
    if thing:
        return thing.kind
    name = "Framework" if iri in facts.frameworks else "Case" if iri in facts.cases else ""
    return next((kind for kind in facts.kinds if name and local(kind) == name), "")


def band_of(book: Book, kind: str) -> int:
    """The layer of a kind in the graph of everything."""
    names = [local(k) for k in book.index.kind_lineage(kind)] if kind else []
    return next((BANDS[k] for k in names if k in BANDS), 0 if book.hues.get(kind) else REST)


def _place_time(things: dict[str, Thing], book: Book, lens: Lens) -> None:
    """Phases and events in the order of time, ending below the last of the theory elements."""
    facts = book.index.facts
    order: dict[str, None] = {}
    for case in facts.cases:
        for phase in phases_of(book.index, case):
            order.update(dict.fromkeys(iri for iri in (phase.starts_at, phase.iri, phase.ends_at) if iri))
    for element in facts.elements.values():
        if {local(k) for k in book.index.kind_lineage(element.kind)} & {k for k in BANDS if BANDS[k] == TIME}:
            order.setdefault(element.iri)
    last = max((thing.node.tier for thing in things.values() if thing.node.band == 0), default=0)
    start = max(last - len(order), 0)
    for place, iri in enumerate(order):
        if iri in facts.elements:
            look = {"look": "thing", "hue": 0, "kind": local(facts.elements[iri].kind)}
            _add(things, lens, iri, start + place, look, band=TIME, room=SMALL_ROOM)


def _view(  # noqa: PLR0913 - one parameter for each thing a view shows
    name: str, things: dict[str, Thing], links: Sequence[tuple[Link, Text, str]], lens: Lens, caption: str,
    details: dict[str, Any] | None = None,
) -> GraphView:  # fmt: skip
    """The graph, and the same as rows."""
    gap = NARROW_GAP if details else TIER_GAP
    graph = graph_of((t.node for t in things.values()), (link for link, _, _ in links), gap=gap)
    by_id = {thing.id: thing for thing in things.values()}
    rows = tuple(
        Row(link.id, by_id[link.source].words, by_id[link.source].url, label, url,
            by_id[link.target].words, by_id[link.target].url, link.facts["status"])
        for link, label, url in links
        if link.source in by_id and link.target in by_id
    )  # fmt: skip
    words = {key: lens.t(f"graph.{key}") for key in ("open", "claims_here", "words_it_rests_on", "shown")}
    json = graph_json(graph, {"words": words} | (details or {}))
    size = min(max(-(-size_of(graph)[1] // 90), 1), 6)
    return GraphView(name, json, rows, caption, size, tuple(things.values()))


def _details(book: Book, lens: Lens) -> dict[str, Any]:
    """What the side panel says of claims, inferred edges and kinds."""
    facts = book.index.facts
    claims = {
        _id(claim.iri): {
            "sentence": lens.name(claim.iri).text,
            "said": lens.said(claim.status),
            "glyph": lens.glyph(claim.status),
            "tags": [tag.words.text for tag in lens.tags(claim)],
            "url": lens.link(claim.iri),
            "quotes": [
                [lens.places(p), p.exact, lens.language_of(p)] for p in book.index.passages_for(claim.iri)
            ],
        }
        for claim in facts.claims.values()
    }
    edges = {
        _id(edge.iri): {"url": lens.link(edge.iri), "said": lens.said("inferred"), "rule": lens.name(edge.rule).text}
        for edge in facts.edges.values()
    }
    kinds = {local(k): lens.name(k).text for k in facts.kinds}
    return {"claims": claims, "edges_why": edges, "kinds": kinds}


def _counted(values: Iterable[str]) -> dict[str, int]:
    """How often each value comes."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def _id(iri: str) -> str:
    """A short name for a node: the IRI without its base."""
    return iri.removeprefix(BASE)
