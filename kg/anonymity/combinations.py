"""Which details of an anonymised case narrow it down together, in the terms of statistical disclosure control.

A *quasi-identifier* is a detail that names nobody and still helps to find a case: a date, an event, a figure,
a level of government. The records here are claims; *k* is the number of claims that share a combination of
details, as in k-anonymity (P. Samarati and L. Sweeney, 1998). A combination that one claim alone has is a
*sample unique*, and *minimal* when no part of it is unique (M. J. Elliot et al., Special Uniques Detection
Algorithm, 2002). That a claim is unique in its case says nothing of how many cities share what it tells:
whether a combination is rare in the population only someone who knows the field can judge.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from kg.anonymity.items import Disclosed
from kg.asking import asking
from kg.model.iris import local_name
from kg.problems import say
from kg.records import Index, read_stated
from kg.review.claims import claims_with_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.problems import Location
    from kg.problems.said import Said
    from kg.review.claims import ClaimWords
    from kg.store import Store

_SORTS: dict[str, Said] = {
    "date": say("date"),
    "event": say("event"),
    "figure": say("figure"),
    "level": say("level of government"),
}
_LEVELS = {
    "national": r"\bnation(?:al|wide)\b|\bcentral government\b|全国|国家|中央",
    "provincial": r"\bprovinc(?:e|ial)\b|省",
    "municipal": r"\b(?:city|municipal)\b|市",
    "county": r"\b(?:county|district)\b|县|区政府",
    "township": r"\b(?:town|township|village|street)\b|乡|镇|村|街道",
}
_LEVEL_NAMES: dict[str, Said] = {
    "national": say("national"),
    "provincial": say("provincial"),
    "municipal": say("municipal"),
    "county": say("county"),
    "township": say("township"),
}
_YEAR = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d(?![\d,]|\.\d)")
_FIGURE = re.compile(
    r"(?<![\w.])\d[\d,.]*\d(?:\s*(?:%|percent|million|billion|万|亿))?|(?<![\w.])\d+\s*(?:%|percent)"
)
_MOST = 3
"""How many details a combination may have: more of them are unique in nearly any case."""

Details = frozenset[tuple[str, str]]


def risky_combinations(
    store: Store, case: str, places: Mapping[str, Location] | None = None
) -> tuple[Disclosed, ...]:
    """List all quasi-identifiers of a case in one item, and each minimal sample unique in one of its own.

    Args:
        store: where the case stands.
        case: the case's IRI.
        places: where each entry was written, if that is known.
    """
    claims = claims_with_words(Index(read_stated(asking(store), case)), case)
    details = _details(store, case, claims)
    known = places or {}
    # With every detail in its name, an item is another one as soon as a detail is added: an earlier answer no longer holds.
    key = " ".join(sorted({f"{sort}:{value}" for have in details.values() for sort, value in have}))
    name = local_name(case)
    counts = Counter(one for have in details.values() for one in have)
    parts = []
    for sort, title in _SORTS.items():
        values = sorted(value for kind, value in counts if kind == sort)
        shown = [say("{0} (k = {1})", _value(sort, value), counts[sort, value]) for value in values]
        parts += [say("{0}: {1}", title, shown)] if shown else []
    items = []
    if parts:
        why = say("together these may narrow the case down; {0}", parts)
        items.append(Disclosed("quasi-identifiers", name, case, name, "", why, known.get(case), key=key))
    for claim in claims:
        iri, place = claim.record.iri, known.get(claim.record.iri)
        for unique in _minimal_uniques(iri, details):
            words = " + ".join(value for _, value in unique)
            shown = [say("{0}: {1}", _SORTS[sort], _value(sort, value)) for sort, value in unique]
            why = say("this combination occurs in one claim only (k = 1): {0}", shown)
            items.append(Disclosed("sample-unique", name, iri, claim.record.identifier, words, why, place))
    return tuple(items)


def _details(store: Store, case: str, claims: list[ClaimWords]) -> dict[str, Details]:
    """Gather the quasi-identifiers of each claim: from the graph, and from the words it rests on and is made of."""
    found: dict[str, set[tuple[str, str]]] = {claim.record.iri: set() for claim in claims}
    for row in asking(store)("review-details", case=case):
        found.setdefault(row["claim"], set()).add((row["sort"], row["value"]))
    for claim in claims:
        own = found[claim.record.iri]
        labels = [label for side in claim.names.values() for of in side.values() for label in of]
        for text in (*claim.texts, *labels):
            years = _YEAR.findall(text)
            own |= {("date", year) for year in years}
            own |= {("figure", number) for number in _FIGURE.findall(text) if number not in years}
            levels = (name for name, words in _LEVELS.items() if re.search(words, text, re.IGNORECASE))
            own |= {("level", level) for level in levels}
    return {name: frozenset(details) for name, details in found.items()}


def _minimal_uniques(claim: str, details: Mapping[str, Details]) -> Iterator[tuple[tuple[str, str], ...]]:
    """Find the smallest combinations of different sorts of details that no other claim has."""
    others = [have for name, have in details.items() if name != claim]
    uniques: list[frozenset[tuple[str, str]]] = []
    for size in range(1, _MOST + 1):
        for combination in combinations(sorted(details[claim]), size):
            chosen = frozenset(combination)
            if len({sort for sort, _ in combination}) < size or any(unique <= chosen for unique in uniques):
                continue
            if not any(chosen <= have for have in others):
                uniques.append(chosen)
                yield combination


def _value(sort: str, value: str) -> str:
    return _LEVEL_NAMES[value] if sort == "level" else value
