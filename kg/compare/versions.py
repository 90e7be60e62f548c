"""What differs between two versions of a dataset, in terms of claims, support, direct edges and silences.

Claims are compared as records, field by field; edges and silences as lines.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.asking import asking
from kg.model.iris import local_name, word_of
from kg.records import Index, read_stated

if TYPE_CHECKING:
    from kg.records.facts import EvidenceLine
    from kg.store import Store

_MARKS = ("status", "role", "modality", "polarity", "confidence", "stage")
_NAMED = {
    "from": "derivedFromClaim",
    "rivals": "rivals",
    "contradicts": "contradicts",
    "corroborates": "corroborates",
}
"""The fields by which a claim names others, and the properties that these become."""

_REASONS = {"because": "readBecause", "why-not": "whyNot", "preferred-because": "preferredBecause"}
"""The fields in which a coder gives reasons, and the properties that these become."""


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that is in both versions and not the same in both.

    Attributes:
        claim: its identifier, with its case.
        sentence: what it says now.
        what: the sentence or the fields that changed, each as ``status: stated → interpreted``.
        gained, lost: passages and cited places it rests on now and did not, or did and does not.
    """

    claim: str
    sentence: str
    what: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two versions.

    Attributes:
        added, removed: claims, each as identifier and sentence.
        changed: claims that changed.
        edges_gained, edges_lost: direct edges between elements that follow now and did not, or
            did and do not.
        silences_gained, silences_lost: what was asked in vain and how far it was looked for; one that changed is
            in both.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]
    edges_gained: tuple[str, ...]
    edges_lost: tuple[str, ...]
    silences_gained: tuple[str, ...] = ()
    silences_lost: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not any(getattr(self, name) for name in self.__dataclass_fields__)

    def as_dict(self) -> dict[str, Any]:
        """Give plain values, for JSON."""
        return asdict(self)


def diff_versions(old: Store, new: Store) -> Difference:
    """Compare two versions of a dataset: what changed from one to the next.

    Args:
        old: the earlier version.
        new: the later one.
    """
    before, after = (Index(read_stated(asking(store))) for store in (old, new))
    claims, now = before.facts.claims.keys(), after.facts.claims.keys()
    was, is_now = _edges(old), _edges(new)
    asked, asked_now = _silences(old), _silences(new)
    changed = [_change(before, after, iri) for iri in sorted(claims & now)]
    return Difference(
        added=tuple("  ".join(_named(after, iri)) for iri in sorted(now - claims)),
        removed=tuple("  ".join(_named(before, iri)) for iri in sorted(claims - now)),
        changed=tuple(change for change in changed if change.what or change.gained or change.lost),
        edges_gained=tuple(sorted(is_now[edge] for edge in is_now.keys() - was.keys())),
        edges_lost=tuple(sorted(was[edge] for edge in was.keys() - is_now.keys())),
        silences_gained=tuple(sorted(asked_now - asked)),
        silences_lost=tuple(sorted(asked - asked_now)),
    )


def _change(before: Index, after: Index, iri: str) -> Change:
    was, is_now = _fields(before, iri), _fields(after, iri)
    what = (
        f"{name}: {was[name] or 'none'} → {is_now[name] or 'none'}"
        for name in was
        if was[name] != is_now[name]
    )
    rested, rests = _support(before, iri), _support(after, iri)
    return Change(
        *_named(after, iri), tuple(what), tuple(sorted(rests - rested)), tuple(sorted(rested - rests))
    )


def _named(index: Index, iri: str) -> tuple[str, str]:
    """Give a claim's identifier, with its case, and its sentence."""
    claim = index.facts.claims[iri]
    return f"{local_name(claim.case)}/{claim.identifier}", index.text(iri)


def _fields(index: Index, iri: str) -> dict[str, str]:
    """Tell what a claim says and how it is marked, by the names that authors use."""
    claim = index.facts.claims[iri]
    return {
        "sentence": index.text(iri),
        **{mark: getattr(claim, mark) for mark in _MARKS},
        "basis": ", ".join(sorted(map(word_of, claim.part("basis")))),
        **{field: ", ".join(map(local_name, claim.part(place))) for field, place in _NAMED.items()},
        "note": index.note(iri),
        "cause": claim.cause,
        "instead-of": ", ".join(word_of(one) for one in claim.part("insteadOf")),
        **{
            f"{field}{ending}": index.note(iri, place, language)
            for field, place in _REASONS.items()
            for ending, language in (("", "en"), ("-zh", "zh"))
        },
        "when": claim.when,
        "value": ", ".join(map(index.text, claim.part("value"))),
        "said-by": "; ".join(
            dict.fromkeys(_speakers(line) for line in index.lines_of.get(iri, ()) if line.said_by)
        ),
    }


def _speakers(line: EvidenceLine) -> str:
    """Write who says a line of evidence within the source, by the ids and words that authors use."""
    said = []
    for one in line.said_by:
        office = [f"as {one.office.get('en') or one.office['zh']}"] if one.office else []
        to, when = [f"to {local_name(one.to)}"] if one.to else [], [one.when] if one.when else []
        said.append(", ".join([local_name(one.who), *office, *to, *when]))
    return " reported by ".join(said)


def _support(index: Index, iri: str) -> set[str]:
    """Collect the words and the places that a claim rests on, each with its source."""
    facts = index.facts
    return {
        f"“{passage.exact}” ({local_name(passage.source)} {'+'.join(facts.segments[one].identifier for one in passage.segments)})"
        for passage in index.passages_for(iri)
    } | {
        f"{cited.locator or cited.identifier} ({local_name(cited.source)})"
        for cited in index.citations_for(iri)
    }


def _edges(store: Store) -> dict[tuple[str, ...], str]:
    """Read the direct edges between elements, each with its words."""
    found: dict[tuple[str, ...], str] = {}
    for values in asking(store)("diff-edges"):
        key = (values["subject"], values["predicate"], values["object"])
        words = " · ".join(values[f"{end}Label"] for end in ("subject", "predicate", "object"))
        found[key] = f"{words}{' (rests on a reading)' if values['isTainted'] == 'true' else ''}"
    return found


def _silences(store: Store) -> set[str]:
    """Read the silences, each with what it asked for and how far each source was searched, in a line."""
    lines: dict[str, list[str]] = {}
    for values in asking(store)("diff-silences"):
        far = [word_of(values["extent"])] if values.get("extent") else []
        parts = [f"asks for {local_name(values['pattern'])}"] if values.get("pattern") else []
        parts += [f"enough: {values['enough']}"] if values.get("enough") else []
        line = lines.setdefault(
            values["silence"], [f"{values['case']}/{values['identifier']}  {values['question']}", *parts]
        )
        line.append(f"searched {' '.join([values['source'], *far, *filter(None, [values.get('part')])])}")
    return {"; ".join(line) for line in lines.values()}
