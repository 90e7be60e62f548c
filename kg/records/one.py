"""A claim, or a few, with all that they rest on: read without looking at anything else.

Takes a way to ask; gives `Facts` that hold these claims, those that they are derived from and those derived from
them, their lines of evidence, what is quoted and cited, and the silences and edges beside them. A source has no
text here; an edge has only the premises that were asked for, and so has a claim derived from them, of which nothing
else is known but its sentence and its rule. Each query is asked once, about all claims together.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from kg.model.iris import local_name, word_of
from kg.model.languages import STAND_IN
from kg.model.vocabulary import KG, RDFS, SKOS
from kg.records import facts as f
from kg.records.cells import verdicts_of
from kg.records.claims import claim_of, statements_of
from kg.records.rows import grouped
from kg.records.speakers import sayings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.records.rows import Ask, Row

_NOTED = {SKOS.note, KG.readBecause, KG.whyNot, KG.preferredBecause}
_ENDS = (("s", "subject"), ("p", "predicate"), ("o", "object"), ("node", "sentence"), ("by", "rule"))
"""What a row of what follows names, and the columns with the names."""


def read_claims(ask: Ask, claims: Iterable[str]) -> f.Facts:
    """Read claims with all that they rest on.

    Args:
        ask: gives the rows of a named query.
        claims: their IRIs.
    """
    rows: dict[str, list[Row]] = {}
    level = list(claims)
    while level:
        found = statements_of(ask("trace-claim", claim=level))
        rows |= found
        below = (
            row["value"]
            for row in chain.from_iterable(found.values())
            if row["property"] == KG.derivedFromClaim
        )
        level = [premise for premise in dict.fromkeys(below) if premise not in rows]
    asked = list(rows)
    follows = list(ask("trace-follows", claim=asked))
    quoted, cited = list(ask("trace-evidence", claim=asked)), list(ask("trace-citations", claim=asked))
    silent = list(ask("trace-silences", claim=asked))
    near = list(ask("trace-nearest", claim=asked)) if silent else []
    verdicts = list(ask("verdicts")) if silent else []
    labels = ask("trace-labels", claim=asked)
    said_by = sayings_of(ask("trace-speakers", claim=asked))
    statements = list(chain.from_iterable(rows.values()))
    return replace(
        _evidence(quoted, cited, near, said_by),
        claims=_derived(follows) | {claim: claim_of(claim, held) for claim, held in rows.items()},
        silences=_silences(silent, near),
        verdicts=verdicts_of(verdicts),
        reasons=_reasons(follows),
        names=_names(statements, labels, (*quoted, *cited), follows, silent, verdicts),
        notes=_notes(statements, silent),
    )


def _derived(follows: list[Row]) -> dict[str, f.Claim]:
    """Make the claims derived from those asked for, of which only the sentence, the rule and these premises are known."""
    rows = [row for row in follows if "sentence" in row]
    premises, rules = grouped(rows, "node", "claim"), grouped(rows, "node", "by")
    return {
        claim: f.Claim(
            claim,
            local_name(claim),
            "",
            "",
            "",
            "",
            "",
            "",
            parts={"derivedFromClaim": held, "byRule": rules[claim]},
        )
        for claim, held in premises.items()
    }


def _names(
    statements: Iterable[Row],
    labels: Iterable[Row],
    evidence: Iterable[Row],
    follows: Iterable[Row],
    silent: Iterable[Row],
    verdicts: Iterable[Row],
) -> dict[str, f.Name]:
    """Read what everything is called; the first label in each language counts."""
    told = [
        *(
            (row["claim"], row["value"], row["language"])
            for row in statements
            if row["property"] == RDFS.label and row["language"] != STAND_IN
        ),
        *((row["node"], row["label"], row["language"]) for row in labels if row["language"] != STAND_IN),
        *((row["source"], row["sourceLabel"], "en") for row in evidence),
        *((row[thing], row[label], "en") for row in follows for thing, label in _ENDS if label in row),
        *((row["silence"], row["question"], "en") for row in silent),
        *((row["silence"], row["questionZh"], "zh") for row in silent if "questionZh" in row),
        *((row["verdict"], row["words"], "en") for row in verdicts),
    ]
    texts: dict[str, dict[str, str]] = {}
    for thing, label, language in told:
        texts.setdefault(thing, {}).setdefault(language, label)
    return {thing: f.Name(held) for thing, held in texts.items()}


def _notes(statements: Iterable[Row], silent: Iterable[Row]) -> dict[str, tuple[f.Note, ...]]:
    """Read what is noted of claims and silences."""
    told = [
        *(
            (row["claim"], local_name(row["property"]), row["value"], row["language"])
            for row in statements
            if row["property"] in _NOTED and row["language"] != STAND_IN
        ),
        *(
            (row["silence"], "note", row["note"], row["noteLanguage"])
            for row in silent
            if "note" in row and row["noteLanguage"] != STAND_IN
        ),
    ]
    notes: dict[str, dict[f.Note, None]] = {}
    for thing, name, text, language in told:
        notes.setdefault(thing, {})[f.Note(name, text, language or "en")] = None
    return {thing: tuple(held) for thing, held in notes.items()}


def _evidence(
    quoted: list[Row], cited: list[Row], near: list[Row], said_by: Mapping[str, tuple[f.Saying, ...]]
) -> f.Facts:
    """Read the lines of evidence, what they need, and where that stands."""
    lines: dict[str, f.EvidenceLine] = {}
    passages, citations = grouped(quoted, "line", "passage"), grouped(cited, "line", "citation")
    touched = grouped(quoted, "passage", "in")
    for row in (*quoted, *cited):
        line = row["line"]
        needs = passages.get(line, ()), citations.get(line, ())
        lines[line] = f.EvidenceLine(
            line, row["claim"], word_of(row["direction"]), *needs, said_by.get(line, ())
        )
    return f.Facts(
        evidence={line: lines[line] for line in sorted(lines)},
        passages=_near_passages(near) | {
            row["passage"]: f.Passage(
                row["passage"], row["source"], int(row["start"]), int(row["end"]), row["exact"], touched[row["passage"]]
            )
            for row in quoted
        },
        segments={row["in"]: f.Segment(row["in"], "", row["segment"], 0, 0, 0, "") for row in near} | {
            row["in"]: f.Segment(
                row["in"], row["source"], row["segment"], 0, int(row["segmentStart"]), 0, row["segmentText"]
            )
            for row in quoted
        },
        citations={
            row["citation"]: f.Citation(
                row["citation"], row["source"], local_name(row["citation"]), row.get("locator", ""),
                {"en": row["says"]} if "says" in row else {},
            )
            for row in cited
        },
        sources={
            row["source"]: f.Source(
                row["source"], local_name(row["source"]), "", "", row.get("language", ""),
                access=word_of(row.get("access", "")) or "quoted",
            )
            for row in (*quoted, *cited)
        },
    )  # fmt: skip


def _near_passages(rows: list[Row]) -> dict[str, f.Passage]:
    """Read the passages that come nearest to an answer, of which only words and segments are known."""
    touched = grouped(rows, "passage", "in")
    return {
        row["passage"]: f.Passage(row["passage"], "", 0, 0, row["exact"], touched[row["passage"]])
        for row in rows
    }


def _silences(rows: list[Row], near: list[Row]) -> dict[str, f.Silence]:
    """Read the silences that concern what the claims are about."""
    about, nearest = grouped(rows, "silence", "thing"), grouped(near, "silence", "passage")
    return {
        row["silence"]: f.Silence(
            row["silence"], row["identifier"], "", about=about[row["silence"]], passages=nearest.get(row["silence"], ()),
            is_complete=row.get("complete") == "true",
        )
        for row in rows
    }  # fmt: skip


def _reasons(rows: list[Row]) -> dict[str, f.Reason]:
    """Read the edges that follow from the claims, each with those of its premises that were asked for."""
    edges = [row for row in rows if "s" in row]
    premises = grouped(edges, "node", "claim")
    return {
        row["node"]: f.Reason(
            row["node"], row["s"], row["p"], row["o"], ways=(f.Way(row["by"], "", premises[row["node"]]),)
        )
        for row in edges
    }  # fmt: skip
