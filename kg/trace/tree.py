"""A claim and all it rests on, read from the store."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kg.asking import run
from kg.model.iris import local_name
from kg.model.vocabulary import KG, RDFS, SKOS
from kg.store import Literal, iri
from kg.trace.records import Citation, EvidenceLine, Follows, Part, Passage, SilenceNote, Trace
from kg.trace.weakest import is_tainted, weakest_link

if TYPE_CHECKING:
    from kg.store import Store, Term

Row = dict[str, str]


def trace_claim(store: Store, claim: str, *, seen: frozenset[str] = frozenset()) -> Trace:
    """Trace a claim down to the words it rests on.

    Args:
        store: where it stands.
        claim: its IRI (see `find_claim`).
        seen: claims above it in the tree, which are not traced again.
    """
    values, labels = _values(store, claim), _labels(store, claim)
    texts = _texts(values)
    below = [p for p in _all(values, KG.derivedFromClaim) if p not in seen]
    premises = tuple(trace_claim(store, p, seen=seen | {claim}) for p in sorted(below))
    lines = _evidence(store, claim)
    trace = Trace(
        iri=claim,
        id=texts.get((KG.identifier, "")) or local_name(claim),
        case=local_name(_one(values, KG.inCase)),
        sentence=texts.get((RDFS.label, "en"), ""),
        sentence_zh=texts.get((RDFS.label, "zh"), ""),
        status=_word(values, KG.status, "status"),
        role=_word(values, KG.role, "role"),
        modality=_word(values, KG.modality, "modality"),
        polarity=_word(values, KG.polarity, "polarity"),
        confidence=_word(values, KG.confidence, "confidence"),
        basis=tuple(sorted(local_name(v).removeprefix("basis-") for v in _all(values, KG.basis))),
        note=texts.get((SKOS.note, "en"), ""),
        subjects=_parts(values, KG.subject, labels),
        objects=_parts(values, KG.object, labels),
        relation=_part(values, KG.relation, labels),
        phase=_part(values, KG.duringPhase, labels),
        condition=_part(values, KG.underCondition, labels),
        means=_part(values, KG.byMeansOf, labels),
        evidence=lines,
        premises=premises,
        rule=_label_of(values, KG.byRule, labels),
        follows=_follows(store, claim),
        rivals=tuple(map(local_name, _all(values, KG.rivals))),
        contradicts=tuple(map(local_name, _all(values, KG.contradicts))),
        silences=_silences(store, claim),
    )
    return _weighed(trace)


def _weighed(trace: Trace) -> Trace:
    """The trace with its weakest link."""
    from dataclasses import replace  # noqa: PLC0415 - beside its only use

    return replace(trace, weakest=weakest_link(trace), rests_on_interpretation=is_tainted(trace))


def _values(store: Store, claim: str) -> dict[str, list[Term]]:
    """The claim's own statements, by property."""
    found: dict[str, list[Term]] = {}
    for row in run(store, "trace-claim", claim=iri(claim)):
        found.setdefault(str(row["property"].value), []).append(row["value"])  # type: ignore[union-attr]
    return found


def _texts(values: dict[str, list[Term]]) -> dict[tuple[str, str], str]:
    """The claim's texts, by property and language."""
    return {
        (name, term.language or ""): term.value
        for name, terms in values.items()
        for term in terms
        if isinstance(term, Literal)
    }


def _labels(store: Store, claim: str) -> dict[str, Part]:
    """The labels of everything the claim names."""
    parts: dict[str, dict[str, str]] = {}
    for row in run(store, "trace-labels", claim=iri(claim)):
        label = row["label"]
        if isinstance(label, Literal):
            parts.setdefault(row["node"].value, {})[label.language or ""] = label.value  # type: ignore[union-attr]
    return {
        node: Part(node, found.get("en") or local_name(node), found.get("zh", ""))
        for node, found in parts.items()
    }


def _all(values: dict[str, list[Term]], name: str) -> list[str]:
    return [term.value for term in values.get(name, ())]  # type: ignore[union-attr]


def _one(values: dict[str, list[Term]], name: str) -> str:
    found = _all(values, name)
    return found[0] if found else ""


def _word(values: dict[str, list[Term]], name: str, axis: str) -> str:
    return local_name(_one(values, name)).removeprefix(f"{axis}-")


def _parts(values: dict[str, list[Term]], name: str, labels: dict[str, Part]) -> tuple[Part, ...]:
    return tuple(labels.get(node) or Part(node, local_name(node)) for node in _all(values, name))


def _part(values: dict[str, list[Term]], name: str, labels: dict[str, Part]) -> Part | None:
    found = _parts(values, name, labels)
    return found[0] if found else None


def _label_of(values: dict[str, list[Term]], name: str, labels: dict[str, Part]) -> str:
    part = _part(values, name, labels)
    return part.label if part else ""


def _rows(store: Store, name: str, claim: str) -> list[Row]:
    """The rows of a query about a claim, as plain strings."""
    table = run(store, name, claim=iri(claim))
    return [{key: str(term.value) for key, term in row.items()} for row in table]  # type: ignore[union-attr]


def _evidence(store: Store, claim: str) -> tuple[EvidenceLine, ...]:
    """The lines of evidence, each with its passages in the order of the text and its citations."""
    rows = _rows(store, "trace-evidence", claim)
    passages = {
        line: [_passage(list(found)) for _, found in groupby(group, key=lambda row: row["passage"])]
        for line, group in groupby(rows, key=lambda row: row["line"])
    }
    located = _rows(store, "trace-citations", claim)
    citations: dict[str, list[Citation]] = {}
    for row in located:
        citations.setdefault(row["line"], []).append(_citation(row))
    directions = {row["line"]: local_name(row["direction"]) for row in (*rows, *located)}
    return tuple(
        EvidenceLine(
            line,
            directions[line].removeprefix("direction-"),
            tuple(passages.get(line, ())),
            tuple(citations.get(line, ())),
        )
        for line in sorted(directions)
    )


def _citation(row: Row) -> Citation:
    """A place that is cited."""
    access = local_name(row["access"]).removeprefix("access-")
    words = (row.get("locator", ""), row.get("says", ""))
    return Citation(row["citation"], row["source"], row["sourceLabel"], *words, access)


def _passage(rows: list[Row]) -> Passage:
    """A passage in its sentence; the rows are the segments that it touches, in order."""
    first, last = rows[0], rows[-1]
    start, end = int(first["start"]), int(first["end"])
    last_at = int(last["segmentStart"])
    return Passage(
        iri=first["passage"],
        source=first["source"],
        source_label=first["sourceLabel"],
        language=first["language"],
        segments=tuple(row["segment"] for row in rows),
        start=start,
        end=end,
        before=first["segmentText"][: start - int(first["segmentStart"])],
        exact=first["exact"],
        after=last["segmentText"][end - last_at :],
    )


def _silences(store: Store, claim: str) -> tuple[SilenceNote, ...]:
    """The silences beside a claim, each once, with the first of the passages that come nearest."""
    rows = _rows(store, "trace-silences", claim)
    nearest: dict[str, Row] = {}
    for row in _rows(store, "trace-nearest", claim) if rows else ():
        nearest.setdefault(row["silence"], row)
    found: dict[str, SilenceNote] = {}
    for row in rows:
        words = nearest.get(row["silence"], {})
        found.setdefault(
            row["silence"],
            SilenceNote(
                row["silence"],
                row["identifier"],
                row["question"],
                row.get("questionZh", ""),
                row.get("note", ""),
                words.get("exact", ""),
                words.get("segment", ""),
            ),
        )
    return tuple(found.values())


def _follows(store: Store, claim: str) -> tuple[Follows, ...]:
    """What follows from a claim."""
    return tuple(
        Follows(
            row["node"],
            row.get("sentence") or f"{row['subject']} · {row['predicate']} · {row['object']}",
            row.get("rule", ""),
        )
        for row in _rows(store, "trace-follows", claim)
    )
