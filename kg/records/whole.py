"""Everything there is: from the rows of the report queries to the records of `facts.py`.

Takes a way to ask; gives `Facts`. It only groups rows: what is not in a row is not in a record.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from kg.model.iris import local_name, word_of
from kg.model.languages import STAND_IN
from kg.records import facts as f
from kg.records.cells import cells_of, verdicts_of
from kg.records.claims import claim_of, statements_of
from kg.records.rows import first, grouped
from kg.records.speakers import sayings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.records.rows import Ask, Row


_OF_CASES = {
    "trace-claim", "site-citations", "site-elements", "site-evidence", "site-passages", "site-patterns", "site-phases",
    "site-searches", "site-segments", "site-silences", "site-sources", "trace-speakers",
}  # fmt: skip
"""The queries that can be asked about one case; the others are of what all cases share."""


def read_stated(ask: Ask, *cases: str) -> f.Facts:
    """Read what is stated in some cases, or in all, with the kinds and concepts that all cases share.

    What follows is left out: edges, why they hold, and how things stand.

    Args:
        ask: gives the rows of a named query.
        cases: IRIs of the cases; none for all of them. Of some, only their own things and the shared ones have names and notes.
    """
    of = _of_cases(ask, cases) if cases else ask
    kinds = _kinds(of)
    concepts = _concepts(of, kinds)
    frameworks = list(of("site-frameworks"))
    stated = f.Facts(
        kinds=kinds,
        frameworks=grouped(frameworks, "framework", "case"),
        pictures={row["framework"]: row["picture"] for row in frameworks if "picture" in row},
        concepts=concepts,
        cases=cases or tuple(row["case"] for row in of("site-cases")),
        languages={row["case"]: row["language"] for row in of("site-cases") if "language" in row},
        elements=_elements(of, kinds, concepts),
        relations=_relations(of),
        claims=_claims(of),
        evidence=_evidence(of),
        passages=_passages(of),
        citations=_citations(of),
        segments=_segments(of),
        sources=_sources(of),
        silences=_silences(of),
        phases=_phases(of),
        matches=_matches(of),
        verdicts=verdicts_of(of("verdicts")),
    )
    named = {"thing": _things(stated)} if cases else {}
    return replace(stated, names=_names(of("site-labels", **named)), notes=_notes(of("site-notes", **named)))


def _of_cases(ask: Ask, cases: Sequence[str]) -> Ask:
    """Ask about some cases wherever a query can be asked about one."""

    def of_cases(name: str, **bindings: str | Sequence[str]) -> Iterable[Row]:
        return ask(name, **bindings, **({"case": cases} if name in _OF_CASES else {}))

    return of_cases


def _things(facts: f.Facts) -> list[str]:
    """List everything in the facts that may have a name."""
    groups = (facts.cases, facts.frameworks, facts.kinds, facts.concepts, facts.elements, facts.relations,
              facts.claims, facts.sources, facts.silences, (source.kind for source in facts.sources.values()),
              (verdict.iri for verdict in facts.verdicts.values()),
              *(claim.part(place) for claim in facts.claims.values() for place in (*f.ABOUT, "value")))  # fmt: skip
    return list(dict.fromkeys(chain.from_iterable(groups)))


def read_facts(ask: Ask) -> f.Facts:
    """Read everything.

    Args:
        ask: gives the rows of a named query.
    """
    return replace(
        read_stated(ask),
        edges=_edges(ask),
        reasons=_reasons(ask),
        tallies=_tallies(ask),
        cells=cells_of(ask("cells")),
    )


def most_specific(candidates: Iterable[str], kinds: Mapping[str, f.Kind]) -> str:
    """Choose the kind that no other candidate is a kind of; the first by name when there are several."""
    found = set(candidates)
    broader = {parent for kind in found for parent in _ancestors(kind, kinds)}
    return min(found - broader, default="") or min(found, default="")


def _ancestors(kind: str, kinds: Mapping[str, f.Kind]) -> set[str]:
    """Gather every kind above this one."""
    above: set[str] = set()
    queue = [kind]
    while queue:
        record = kinds.get(queue.pop())
        new = [p for p in record.parents if p not in above] if record else []
        above.update(new)
        queue.extend(new)
    return above


def _names(rows: Iterable[Row]) -> dict[str, f.Name]:
    texts: dict[str, dict[str, str]] = {}
    bases: dict[str, str] = {}
    for row in rows:
        if row["language"] != STAND_IN:
            texts.setdefault(row["thing"], {}).setdefault(row["language"] or "en", row["label"])
        bases.setdefault(row["thing"], row.get("basis", ""))
    return {thing: f.Name(labels, bases[thing]) for thing, labels in texts.items()}


def _notes(rows: Iterable[Row]) -> dict[str, tuple[f.Note, ...]]:
    notes: dict[str, list[f.Note]] = {}
    for row in (row for row in rows if row["language"] != STAND_IN):
        note = f.Note(local_name(row["property"]), row["text"], row["language"] or "en")
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
        f.Concept(
            iri,
            most_specific(types[iri], kinds),
            row["framework"],
            int(row.get("position", 0)),
            row.get("row", ""),
        )
        for iri, row in first(rows, "concept").items()
    ]
    found.sort(key=lambda c: (c.framework, c.kind, c.position, c.iri))
    return {concept.iri: concept for concept in found}


def _matches(ask: Ask) -> tuple[f.Match, ...]:
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for row in ask("site-matches"):
        if row["language"] != STAND_IN:
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
        if "phrase" in row and row["language"] != STAND_IN:
            phrases.setdefault(row["relation"], {}).setdefault(row["language"], row["phrase"])
    above = grouped(rows, "relation", "under")
    said_as = grouped(rows, "relation", "saidAs")
    return {
        iri: f.Relation(
            iri,
            row["property"],
            phrases.get(iri, {}),
            row.get("framework", ""),
            above[iri],
            tuple(map(word_of, said_as[iri])),
            row["symmetric"] == "true",
        )
        for iri, row in first(rows, "relation").items()
    }


def _claims(ask: Ask) -> dict[str, f.Claim]:
    found = [claim_of(iri, rows) for iri, rows in statements_of(ask("trace-claim")).items()]
    return {claim.iri: claim for claim in sorted(found, key=lambda c: (c.case, c.identifier, c.iri))}


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
            is_complete=row.get("complete") == "true",
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


def _evidence(ask: Ask) -> dict[str, f.EvidenceLine]:
    """Read the lines of evidence with what each needs."""
    rows = list(ask("site-evidence"))
    passages = grouped(rows, "line", "passage")
    cited = grouped(rows, "line", "citation")
    said_by = sayings_of(ask("trace-speakers"))
    return {
        iri: f.EvidenceLine(
            iri, row["claim"], word_of(row["direction"]), passages[iri], cited[iri], said_by.get(iri, ())
        )
        for iri, row in first(rows, "line").items()
    }


def _passages(ask: Ask) -> dict[str, f.Passage]:
    """Read the words that are quoted."""
    rows = list(ask("site-passages"))
    segments = grouped(rows, "passage", "segment")
    translations: dict[str, dict[str, str]] = {}
    for row in (row for row in rows if "translation" in row):
        translations.setdefault(row["passage"], {})[row["into"]] = row["translation"]
    return {
        iri: f.Passage(
            iri,
            row["source"],
            int(row["start"]),
            int(row["end"]),
            row["exact"],
            segments[iri],
            translations.get(iri, {}),
            row.get("by", ""),
        )
        for iri, row in first(rows, "passage").items()
    }


def _citations(ask: Ask) -> dict[str, f.Citation]:
    """Read the places that are cited and not quoted."""
    rows = list(ask("site-citations"))
    says: dict[str, dict[str, str]] = {}
    for row in rows:
        if "says" in row and row["language"] != STAND_IN:
            says.setdefault(row["citation"], {})[row["language"] or "en"] = row["says"]
    return {
        iri: f.Citation(iri, row["source"], row["identifier"], row.get("locator", ""), says.get(iri, {}))
        for iri, row in first(rows, "citation").items()
    }


def _segments(ask: Ask) -> dict[str, f.Segment]:
    """Read the numbered pieces of the sources that something touches."""
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
        for iri, row in first(ask("site-segments"), "segment").items()
    }


def _sources(ask: Ask) -> dict[str, f.Source]:
    """Read the sources."""
    return {
        iri: f.Source(
            iri=iri,
            identifier=row["identifier"],
            case=row["case"],
            kind=row["kind"],
            language=row.get("language", ""),
            text=row.get("text", ""),
            cut_at=row.get("cutAt", ""),
            sha256=row.get("sha256", ""),
            file=row.get("file", ""),
            rights=row.get("rights", ""),
            rights_language=(row.get("rightsLanguage") or "en").replace(STAND_IN, "zh"),
            access=word_of(row.get("access", "")) or "quoted",
            publisher=row.get("publisher", ""),
            published=row.get("published", ""),
            url=row.get("url", ""),
        )
        for iri, row in first(ask("site-sources"), "source").items()
    }


def _reasons(ask: Ask) -> dict[str, f.Reason]:
    """Read every inferred edge with all its ways, the shortest first, and every edge that one follows from."""
    ways = _ways(ask("site-ways"))
    rows = sorted(ask("site-reasons"), key=lambda row: row["edge"])
    return {
        row["edge"]: f.Reason(
            row["edge"], row["subject"], row["property"], row["object"],
            row["tainted"] == "true", ways.get(row["edge"], ()),
        )
        for row in rows
    }  # fmt: skip


def _ways(rows: Iterable[Row]) -> dict[str, tuple[f.Way, ...]]:
    """Read the ways of each edge: the first is named as the edge is, the n-th has its number behind it."""
    laws: dict[tuple[str, str], tuple[str, str]] = {}
    premises: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        key = row["edge"], row["way"]
        laws[key] = row["rule"], row["axiom"]
        premises.setdefault(key, []).append(row["from"])
    found: dict[str, list[f.Way]] = {}
    for edge, way in sorted(premises, key=lambda key: (key[0], len(key[1]), key[1])):
        found.setdefault(edge, []).append(f.Way(*laws[edge, way], tuple(sorted(premises[edge, way]))))
    return {edge: tuple(ways) for edge, ways in found.items()}


def _tallies(ask: Ask) -> tuple[f.Tally, ...]:
    """Count how many edges of each property each rule yields, case by case."""
    rows = ask("site-inferred")
    return tuple(f.Tally(row["case"], row["property"], row["rule"], int(row["n"])) for row in rows)
