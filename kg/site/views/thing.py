"""The page of a concept or of a thing of a case: what is it called, and what is said of it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model.iris import local_name
from kg.site.batches import PER_PAGE
from kg.site.standing import standing_of
from kg.site.views.comparison import concept_path
from kg.site.views.phases import grid_near, has_timeline, phases_path
from kg.site.views.source import Bar, strip_of
from kg.site.words import TAGS, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records.facts import Citation, Claim, Note, Passage
    from kg.site.book import Book
    from kg.site.index import Index
    from kg.site.lens import Lens

GROUPS = (
    ("said", ("stated", "reported", "background")),
    ("presupposed", ("presupposed",)),
    ("follows", ("inferred",)),
    ("read", ("interpreted",)),
)
"""The sections of the page, each with the statuses of the claims in it."""
MOST = 4
"""How many passages that name a thing are shown."""


@dataclass(frozen=True, slots=True)
class Item:
    """A claim with the words it rests on, and the places that it cites."""

    claim: Claim
    passages: tuple[Passage, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the page; `id` names it."""

    id: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How a concept stands in a case, with the things of the case that show it and the number of claims about each."""

    case: str
    verdict: str
    things: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Where a source speaks of a thing: its segments at a glance, and passages that name the thing."""

    source: str
    strip: tuple[Bar, ...]
    named: tuple[Passage, ...]


def element_page(book: Book, lens: Lens, iri: str) -> dict[str, Any]:
    """Make the values of the page of an element."""
    element = book.index.facts.elements[iri]
    facts: list[tuple[str, list[Text | str]]] = [("case", [element.case])]
    if element.concept:
        facts.append(("concept", [element.concept]))
    if element.year is not None:
        facts.append(("year", [Text(str(element.year), lens.tag)]))
    # A figure may have words in it, and those are the coder's.
    told = (
        ("date", element.date, "und"),
        ("figure", element.figure, lens.tongue_of(element.case)),
        ("official", element.official, "und"),
    )
    facts += [(key, [Text(value, tag)]) for key, value, tag in told if value]
    phase = book.index.facts.phases.get(iri)
    if phase:
        facts += [(k, [v]) for k, v in (("starts", phase.starts_at), ("ends", phase.ends_at)) if v]
        if phase.later:
            facts.append(("before", list(phase.later)))
    crumbs = [
        (lens.link(element.case), lens.name(element.case)),
        (lens.link(element.kind) or lens.to("kinds.html"), lens.name(element.kind)),
        ("", lens.name(iri)),
    ]
    grid = grid_near(book, lens, iri)
    more = lens.to(phases_path(element.case)) if grid and has_timeline(book, element.case) else ""
    return _thing(book, lens, iri, element.kind) | {
        "facts": facts,
        "crumbs": crumbs,
        "found_in": [],
        "all_found": 0,
        "compared": "",
        "grids": [(element.case, grid, more)] if grid else [],
        "spoken": _spoken(lens, [iri]),
    }


def concept_page(book: Book, lens: Lens, iri: str) -> dict[str, Any]:
    """Make the values of the page of a concept."""
    concept = book.index.facts.concepts[iri]
    about = book.index.claims_about
    shown: dict[str, list[str]] = {}
    for element in book.index.elements_of.get(iri, ()):
        shown.setdefault(element.case, []).append(element.iri)
    cases = [case for case in book.index.facts.cases if (case, iri, "") in book.index.cells or case in shown]
    found = [
        Found(
            case,
            standing_of(lens, case, iri).verdict,
            tuple((thing, len(about.get(thing, ()))) for thing in shown.get(case, ())),
        )
        for case in cases
    ]
    near = found[:PER_PAGE]
    things = [thing for one in near for thing, _ in one.things]
    compared = any(row.concept == iri for row in book.comparison.concepts)
    crumbs = [(lens.link(concept.framework), lens.name(concept.framework)), ("", lens.name(iri))]
    facts: list[tuple[str, list[Text | str]]] = [("framework", [concept.framework])]
    if concept.position:
        facts.append(("position", [Text(str(concept.position), lens.tag)]))
    grids = [
        (one.case, grid, lens.to(phases_path(one.case)))
        for one in near
        for thing, _ in one.things
        if (grid := grid_near(book, lens, thing))
    ]
    return _thing(book, lens, iri, concept.kind) | {
        "facts": facts,
        "crumbs": crumbs,
        "found_in": near,
        "all_found": len(found),
        "compared": lens.to(concept_path(iri)) if compared and len(book.comparison.cases) > 1 else "",
        "grids": grids,
        "spoken": _spoken(lens, things),
    }


def _matches(lens: Lens, iri: str) -> list[tuple[str, Text]]:
    """Find the concepts of other frameworks that are near this one, either way round, and say who says so."""
    said = [match for match in lens.index.facts.matches if iri in {match.concept, match.other}]
    return [
        (
            match.other if iri == match.concept else match.concept,
            Text(match.texts[lens.t.language], lens.tag) if lens.t.language in match.texts
            else Text(next(iter(match.texts.values())), "en"),
        )
        for match in said
    ]  # fmt: skip


def _thing(book: Book, lens: Lens, iri: str, kind: str) -> dict[str, Any]:
    """Gather what both kinds of page show."""
    index = book.index
    claims = index.claims_about.get(iri, [])
    notes = index.facts.notes.get(iri, ())
    return {
        "thing": iri,
        "kind": kind,
        "hue": book.hues.get(kind, 0),
        "other_name": _other_name(lens, iri),
        "name_basis": _basis(lens, iri),
        "definitions": _texts(lens, notes, "definition"),
        "notes": [*_texts(lens, notes, "scopeNote"), *_texts(lens, notes, "note")],
        "matches": _matches(lens, iri),
        "groups": _groups(lens, claims),
        "edges": index.edges_at.get(iri, []),
        "silences": index.silences_about.get(iri, []),
    }


def _texts(lens: Lens, notes: Iterable[Note], name: str) -> list[Text]:
    """Pick the texts of one sort: those in the reader's language, or all when there is none in it."""
    found = [note for note in notes if note.property == name]
    own = [note for note in found if note.language == lens.t.language]
    return [Text(note.text, lens.tag_of(note.language)) for note in own or found]


def _spoken(lens: Lens, things: list[str]) -> list[Spoken]:
    """Find where each source speaks of these things, and the passages that name one of them."""
    index = lens.index
    claims = {c.iri: c for thing in things for c in index.claims_about.get(thing, ())}
    passages = {p.iri: p for claim in claims for p in index.passages_for(claim)}
    found = []
    for source in dict.fromkeys(passage.source for passage in passages.values()):
        own = [p for p in passages.values() if p.source == source]
        naming = sorted(_naming(index, things, own), key=lambda p: (p.end - p.start, p.start))
        few = {passage.exact.casefold(): passage for passage in reversed(naming)}
        named = sorted(few.values(), key=lambda p: (p.end - p.start, p.start))[:MOST]
        found.append(Spoken(source, strip_of(lens, source, frozenset(claims)), tuple(named)))
    return found


def _naming(index: Index, things: list[str], passages: list[Passage]) -> list[Passage]:
    """Find the passages that hold a label of one of these things, letter for letter but for capitals."""
    names = [name for thing in things if (name := index.facts.names.get(thing))]
    labels = [label.casefold() for name in names for label in name.texts.values()]
    return [p for p in passages if any(label in p.exact.casefold() for label in labels)]


def _groups(lens: Lens, claims: list[Claim]) -> list[Group]:
    known = {status for _, statuses in GROUPS for status in statuses}
    groups = []
    for name, statuses in GROUPS:
        own = [c for c in claims if c.status in statuses or (name == "said" and c.status not in known)]
        index = lens.index
        items = tuple(
            Item(c, tuple(index.passages_for(c.iri)), tuple(index.citations_for(c.iri))) for c in own
        )
        if items:
            groups.append(Group(name, items))
    return groups


def _other_name(lens: Lens, iri: str) -> Text | None:
    """Find the label in the other language, if there is one."""
    name = lens.index.facts.names.get(iri)
    language = lens.other.language
    if name is None or language not in name.texts or lens.name(iri).lang == TAGS.get(language, language):
        return None
    return Text(name.texts[language], TAGS.get(language, language))


def _basis(lens: Lens, iri: str) -> str:
    """Say what the Chinese label rests on."""
    name = lens.index.facts.names.get(iri)
    if name is None or not name.basis:
        return ""
    return lens.t("thing.zh_basis", basis=lens.name(name.basis).text) if local_name(name.basis) else ""
