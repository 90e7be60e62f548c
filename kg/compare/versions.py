"""What differs between two versions of a dataset, in terms of claims, support, direct edges and silences."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.asking import asking
from kg.model.iris import local_name, word_of

if TYPE_CHECKING:
    from kg.store import Store

_MARKS = ("status", "role", "modality", "polarity", "confidence")


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that is in both versions and not the same in both.

    Attributes:
        claim: its identifier, with its case.
        sentence: what it says now.
        what: the marks or the sentence that changed, each as ``status: stated → interpreted``.
        gained, lost: passages it rests on now and did not, or did and does not.
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
        """The same as plain values, for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Claim:
    name: str
    sentence: str
    marks: tuple[str, ...]
    passages: frozenset[str]


def diff_versions(old: Store, new: Store) -> Difference:
    """What changed from one version of a dataset to the next.

    Args:
        old: the earlier version.
        new: the later one.
    """
    before, after = _claims(old), _claims(new)
    was, is_now = _edges(old), _edges(new)
    asked, asked_now = _silences(old), _silences(new)
    changed = [_change(before[iri], after[iri]) for iri in sorted(before.keys() & after.keys())]
    return Difference(
        added=tuple(_name(after[iri]) for iri in sorted(after.keys() - before.keys())),
        removed=tuple(_name(before[iri]) for iri in sorted(before.keys() - after.keys())),
        changed=tuple(change for change in changed if change.what or change.gained or change.lost),
        edges_gained=tuple(sorted(is_now[edge] for edge in is_now.keys() - was.keys())),
        edges_lost=tuple(sorted(was[edge] for edge in was.keys() - is_now.keys())),
        silences_gained=tuple(sorted(asked_now - asked)),
        silences_lost=tuple(sorted(asked - asked_now)),
    )


def _name(claim: _Claim) -> str:
    return f"{claim.name}  {claim.sentence}"


def _change(old: _Claim, new: _Claim) -> Change:
    what = [
        f"{mark}: {a or 'none'} → {b or 'none'}"
        for mark, a, b in zip(_MARKS, old.marks, new.marks, strict=True)
        if a != b
    ]
    if old.sentence != new.sentence:
        what.insert(0, f"sentence: {old.sentence} → {new.sentence}")
    gained, lost = new.passages - old.passages, old.passages - new.passages
    return Change(new.name, new.sentence, tuple(what), tuple(sorted(gained)), tuple(sorted(lost)))


def _claims(store: Store) -> dict[str, _Claim]:
    """Every claim by IRI."""
    passages: dict[str, set[str]] = {}
    for values in asking(store)("diff-passages"):
        shown = f"“{values['exact']}” ({values['segment']})"
        passages.setdefault(values["claim"], set()).add(shown)
    found = {}
    for values in asking(store)("diff-claims"):
        marks = tuple(word_of(values.get(mark, "")) for mark in _MARKS)
        iri = values["claim"]
        name = f"{values['case']}/{values['identifier']}"
        found[iri] = _Claim(name, values["sentence"], marks, frozenset(passages.get(iri, ())))
    return found


def _edges(store: Store) -> dict[tuple[str, ...], str]:
    """The direct edges between elements, each with its words."""
    found: dict[tuple[str, ...], str] = {}
    for values in asking(store)("diff-edges"):
        key = (values["subject"], values["predicate"], values["object"])
        words = " · ".join(values[f"{end}Label"] for end in ("subject", "predicate", "object"))
        found[key] = f"{words}{' (rests on a reading)' if values['isTainted'] == 'true' else ''}"
    return found


def _silences(store: Store) -> set[str]:
    """The silences, each with what it asked for and how far each source was searched, in a line."""
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
