"""From the rows of the report queries to the records of `facts.py`.

Takes a store and a way to run a named query; gives `Facts`. It only groups rows: what is not in a
row is not in a record.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model.iris import local_name
from kg.site import facts as f
from kg.site.reading_evidence import read_citations, read_evidence, read_passages, read_segments, read_sources
from kg.site.reading_reasons import read_reasons, read_tallies
from kg.site.rows import first, grouped, local, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.site.rows import Ask


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
        frameworks=grouped(ask("site-frameworks"), "framework", "case"),
        concepts=concepts,
        cases=tuple(row["case"] for row in ask("site-cases")),
        elements=_elements(ask, kinds, concepts),
        relations=_relations(ask),
        claims=_claims(ask),
        evidence=read_evidence(ask),
        passages=read_passages(ask),
        citations=read_citations(ask),
        segments=read_segments(ask),
        sources=read_sources(ask),
        silences=_silences(ask),
        edges=_edges(ask),
        reasons=read_reasons(ask),
        tallies=read_tallies(ask),
        phases=_phases(ask),
        presences=_presences(ask),
        matches=_matches(ask),
    )


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
    parents = grouped(rows, "kind", "parent")
    return {
        kind: f.Kind(kind, row["top"], tuple(p for p in parents[kind] if p != kind))
        for kind, row in first(rows, "kind").items()
    }


def _concepts(ask: Ask, kinds: Mapping[str, f.Kind]) -> dict[str, f.Concept]:
    rows = list(ask("site-concepts"))
    types = grouped(rows, "concept", "kind")
    found = [
        f.Concept(iri, most_specific(types[iri], kinds), row["framework"], int(row.get("position", 0)))
        for iri, row in first(rows, "concept").items()
    ]
    found.sort(key=lambda c: (c.framework, c.kind, c.position, c.iri))
    return {concept.iri: concept for concept in found}


def _matches(ask: Ask) -> tuple[f.Match, ...]:
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for row in ask("site-matches"):
        texts.setdefault((row["concept"], row["other"]), {})[row["language"]] = row["text"]
    return tuple(f.Match(concept, other, said) for (concept, other), said in texts.items())


def _elements(
    ask: Ask, kinds: Mapping[str, f.Kind], concepts: Mapping[str, f.Concept]
) -> dict[str, f.Element]:
    rows = list(ask("site-elements"))
    types = grouped(rows, "element", "kind")
    found: dict[str, f.Element] = {}
    for iri, row in first(rows, "element").items():
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
        iri: f.Relation(iri, row["property"], phrases.get(iri, {}), row.get("framework", ""))
        for iri, row in first(rows, "relation").items()
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
        for iri, row in first(ask("site-claims"), "claim").items()
    }


def _silences(ask: Ask) -> dict[str, f.Silence]:
    rows = list(ask("site-silences"))
    about = grouped(rows, "silence", "about")
    sources = grouped(rows, "silence", "source")
    passages = grouped(rows, "silence", "passage")
    missing = grouped(rows, "silence", "missing")
    asks: dict[str, dict[str, list[str]]] = {}
    for row in ask("site-patterns"):
        place = local_name(row["place"]).removeprefix("pattern").lower()
        asks.setdefault(row["silence"], {}).setdefault(place, []).append(row["thing"])
    far: dict[tuple[str, str], f.Search] = {}
    for row in ask("site-searches"):
        known = far.get((row["silence"], row["source"]), f.Search(row["source"], row["extent"]))
        parts = (*known.parts, row["part"]) if "part" in row else ()
        far[row["silence"], row["source"]] = replace(known, parts=parts)
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
            asks={place: tuple(things) for place, things in asks.get(iri, {}).items()},
            searches=tuple(far.get((iri, source), f.Search(source)) for source in sources[iri]),
            enough=row.get("enough", ""),
        )
        for iri, row in first(rows, "silence").items()
    }


def _edges(ask: Ask) -> dict[str, f.Edge]:
    rows = list(ask("site-edges"))
    premises = grouped(rows, "edge", "from")
    return {
        iri: f.Edge(iri, row["subject"], row["property"], row["object"], row["rule"], premises[iri])
        for iri, row in first(rows, "edge").items()
    }


def _phases(ask: Ask) -> dict[str, f.Phase]:
    rows = list(ask("site-phases"))
    later = grouped(rows, "phase", "next")
    return {
        iri: f.Phase(iri, row["case"], row.get("starts", ""), row.get("ends", ""), later[iri])
        for iri, row in first(rows, "phase").items()
    }


def _presences(ask: Ask) -> tuple[f.Presence, ...]:
    reasons: dict[tuple[str, str, str], dict[str, None]] = {}
    for row in ask("site-presence"):
        key = (row["phase"], row["logic"], local(row["property"]))
        found = reasons.setdefault(key, {})
        found.update({row[name]: None for name in ("edge", "from") if name in row})
    return tuple(f.Presence(*key, tuple(found)) for key, found in reasons.items())
