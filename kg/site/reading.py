"""From the rows of the report queries to the records of `facts.py`.

Takes a store and a way to run a named query; gives `Facts`. It only groups rows: what is not in a
row is not in a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.site import facts as f
from kg.site.reading_reasons import read_reasons, read_tallies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Row = Mapping[str, str]
    Ask = Callable[[str], Iterable[Row]]


def read_facts(ask: Ask) -> f.Facts:
    """Everything the pages need.

    Args:
        ask: gives the rows of a named query, each a mapping from variable to plain text, without
            the variables that are unbound.
    """
    kinds = _kinds(ask)
    concepts = _concepts(ask, kinds)
    return f.Facts(
        names=_names(ask),
        notes=_notes(ask),
        kinds=kinds,
        frameworks=_grouped(ask("site-frameworks"), "framework", "case"),
        concepts=concepts,
        cases=tuple(row["case"] for row in ask("site-cases")),
        elements=_elements(ask, kinds, concepts),
        relations=_relations(ask),
        claims=_claims(ask),
        evidence=_evidence(ask),
        passages=_passages(ask),
        citations=_citations(ask),
        segments=_segments(ask),
        sources=_sources(ask),
        silences=_silences(ask),
        edges=_edges(ask),
        reasons=read_reasons(ask),
        tallies=read_tallies(ask),
        phases=_phases(ask),
        presences=_presences(ask),
    )


def word(iri: str) -> str:
    """The last word of a mark's IRI.

    >>> word("https://example.org/ontology#status-stated"), word("x#basis-list-order")
    ('stated', 'list-order')
    """
    return iri.rpartition("#")[2].partition("-")[2]


def local(iri: str) -> str:
    """What stands after the last ``#`` or ``/``.

    >>> local("https://example.org/ontology#duringPhase")
    'duringPhase'
    """
    return iri.rpartition("#")[2].rpartition("/")[2]


def most_specific(candidates: Iterable[str], kinds: Mapping[str, f.Kind]) -> str:
    """The kind that no other candidate is a kind of; the first by name when there are several."""
    found = set(candidates)
    broader = {parent for kind in found for parent in _ancestors(kind, kinds)}
    return min(found - broader, default="") or min(found, default="")


def _ancestors(kind: str, kinds: Mapping[str, f.Kind]) -> set[str]:
    """Every kind above this one."""
    above: set[str] = set()
    queue = [kind]
    while queue:
        record = kinds.get(queue.pop())
        new = [p for p in record.parents if p not in above] if record else []
        above.update(new)
        queue.extend(new)
    return above


def _grouped(rows: Iterable[Row], key: str, value: str) -> dict[str, tuple[str, ...]]:
    """The values of one column by another, each once, in order."""
    groups: dict[str, dict[str, None]] = {}
    for row in rows:
        group = groups.setdefault(row[key], {})
        if value in row:
            group[row[value]] = None
    return {name: tuple(group) for name, group in groups.items()}


def _first(rows: Iterable[Row], key: str) -> dict[str, Row]:
    """The first row of each thing."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row[key], row)
    return found


def _names(ask: Ask) -> dict[str, f.Name]:
    texts: dict[str, dict[str, str]] = {}
    bases: dict[str, str] = {}
    for row in ask("site-labels"):
        texts.setdefault(row["thing"], {}).setdefault(row["language"] or "en", row["label"])
        bases.setdefault(row["thing"], row.get("basis", ""))
    return {thing: f.Name(labels, bases[thing]) for thing, labels in texts.items()}


def _notes(ask: Ask) -> dict[str, tuple[f.Note, ...]]:
    notes: dict[str, list[f.Note]] = {}
    for row in ask("site-notes"):
        note = f.Note(local(row["property"]), row["text"], row["language"] or "en")
        notes.setdefault(row["thing"], []).append(note)
    return {thing: tuple(found) for thing, found in notes.items()}


def _kinds(ask: Ask) -> dict[str, f.Kind]:
    rows = list(ask("site-kinds"))
    parents = _grouped(rows, "kind", "parent")
    return {
        kind: f.Kind(kind, row["top"], tuple(p for p in parents[kind] if p != kind))
        for kind, row in _first(rows, "kind").items()
    }


def _concepts(ask: Ask, kinds: Mapping[str, f.Kind]) -> dict[str, f.Concept]:
    rows = list(ask("site-concepts"))
    types = _grouped(rows, "concept", "kind")
    found = [
        f.Concept(iri, most_specific(types[iri], kinds), row["framework"], int(row.get("position", 0)))
        for iri, row in _first(rows, "concept").items()
    ]
    found.sort(key=lambda c: (c.framework, c.kind, c.position, c.iri))
    return {concept.iri: concept for concept in found}


def _elements(
    ask: Ask, kinds: Mapping[str, f.Kind], concepts: Mapping[str, f.Concept]
) -> dict[str, f.Element]:
    rows = list(ask("site-elements"))
    types = _grouped(rows, "element", "kind")
    found: dict[str, f.Element] = {}
    for iri, row in _first(rows, "element").items():
        concept = concepts.get(row.get("concept", ""))
        kind = concept.kind if concept else most_specific(types[iri], kinds)
        year = int(row["year"]) if "year" in row else None
        told = (row.get("date", ""), row.get("figure", ""), row.get("official", ""))
        found[iri] = f.Element(iri, row["case"], kind, row.get("concept", ""), year, *told)
    return found


def _relations(ask: Ask) -> dict[str, f.Relation]:
    rows = list(ask("site-relations"))
    phrases: dict[str, dict[str, str]] = {}
    for row in rows:
        if "phrase" in row:
            phrases.setdefault(row["relation"], {}).setdefault(row["language"], row["phrase"])
    return {
        iri: f.Relation(iri, row["property"], phrases.get(iri, {}))
        for iri, row in _first(rows, "relation").items()
    }


def _claims(ask: Ask) -> dict[str, f.Claim]:
    parts: dict[str, dict[str, list[str]]] = {}
    for row in ask("site-claim-parts"):
        places = parts.setdefault(row["claim"], {})
        places.setdefault(local(row["property"]), []).append(row["thing"])
    return {
        iri: f.Claim(
            iri=iri,
            identifier=row["identifier"],
            case=row["case"],
            relation=row["relation"],
            status=word(row["status"]),
            role=word(row["role"]),
            modality=word(row["modality"]),
            polarity=word(row["polarity"]),
            confidence=word(row.get("confidence", "")),
            parts={name: tuple(things) for name, things in parts.get(iri, {}).items()},
        )
        for iri, row in _first(ask("site-claims"), "claim").items()
    }


def _evidence(ask: Ask) -> dict[str, f.EvidenceLine]:
    rows = list(ask("site-evidence"))
    passages = _grouped(rows, "line", "passage")
    cited = _grouped(rows, "line", "citation")
    return {
        iri: f.EvidenceLine(iri, row["claim"], word(row["direction"]), passages[iri], cited[iri])
        for iri, row in _first(rows, "line").items()
    }


def _passages(ask: Ask) -> dict[str, f.Passage]:
    rows = list(ask("site-passages"))
    segments = _grouped(rows, "passage", "segment")
    return {
        iri: f.Passage(iri, row["source"], int(row["start"]), int(row["end"]), row["exact"], segments[iri])
        for iri, row in _first(rows, "passage").items()
    }


def _citations(ask: Ask) -> dict[str, f.Citation]:
    rows = list(ask("site-citations"))
    says: dict[str, dict[str, str]] = {}
    for row in rows:
        if "says" in row:
            says.setdefault(row["citation"], {})[row["language"] or "en"] = row["says"]
    return {
        iri: f.Citation(iri, row["source"], row["identifier"], row.get("locator", ""), says.get(iri, {}))
        for iri, row in _first(rows, "citation").items()
    }


def _segments(ask: Ask) -> dict[str, f.Segment]:
    return {
        iri: f.Segment(
            iri=iri,
            source=row["source"],
            identifier=row["identifier"],
            number=int(row["number"]),
            start=int(row["start"]),
            end=int(row["end"]),
            exact=row["exact"],
            next=row.get("next", ""),
        )
        for iri, row in _first(ask("site-segments"), "segment").items()
    }


def _sources(ask: Ask) -> dict[str, f.Source]:
    return {
        iri: f.Source(
            iri=iri,
            case=row["case"],
            kind=row["kind"],
            language=row.get("language", ""),
            text=row.get("text", ""),
            sha256=row.get("sha256", ""),
            file=row.get("file", ""),
            rights=row.get("rights", ""),
            rights_language=row.get("rightsLanguage") or "en",
            access=word(row.get("access", "")) or "quoted",
            publisher=row.get("publisher", ""),
            published=row.get("published", ""),
            url=row.get("url", ""),
        )
        for iri, row in _first(ask("site-sources"), "source").items()
    }


def _silences(ask: Ask) -> dict[str, f.Silence]:
    rows = list(ask("site-silences"))
    about = _grouped(rows, "silence", "about")
    sources = _grouped(rows, "silence", "source")
    passages = _grouped(rows, "silence", "passage")
    missing = _grouped(rows, "silence", "missing")
    return {
        iri: f.Silence(
            iri=iri,
            identifier=row["identifier"],
            case=row["case"],
            by_policy=row.get("policy") == "true",
            about=about[iri],
            sources=sources[iri],
            passages=passages[iri],
            missing=missing[iri],
        )
        for iri, row in _first(rows, "silence").items()
    }


def _edges(ask: Ask) -> dict[str, f.Edge]:
    rows = list(ask("site-edges"))
    premises = _grouped(rows, "edge", "from")
    return {
        iri: f.Edge(iri, row["subject"], row["property"], row["object"], row["rule"], premises[iri])
        for iri, row in _first(rows, "edge").items()
    }


def _phases(ask: Ask) -> dict[str, f.Phase]:
    rows = list(ask("site-phases"))
    later = _grouped(rows, "phase", "next")
    return {
        iri: f.Phase(iri, row["case"], row.get("starts", ""), row.get("ends", ""), later[iri])
        for iri, row in _first(rows, "phase").items()
    }


def _presences(ask: Ask) -> tuple[f.Presence, ...]:
    reasons: dict[tuple[str, str, str], dict[str, None]] = {}
    for row in ask("site-presence"):
        key = (row["phase"], row["logic"], local(row["property"]))
        found = reasons.setdefault(key, {})
        found.update({row[name]: None for name in ("edge", "from") if name in row})
    return tuple(f.Presence(*key, tuple(found)) for key, found in reasons.items())
