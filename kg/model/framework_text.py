"""What stands in the file of a framework, as frozen records that know their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.model.records import Word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.problems import Location


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a framework: its id, and what was read of its fields, by name."""

    id: Word
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give the text of a field; nothing where it was left out."""
        return str(self.values.get(name) or "")

    def words(self, name: str) -> tuple[Word, ...]:
        """List the words of a field, one or several."""
        value = self.values.get(name)
        return () if value is None else (value,) if isinstance(value, Word) else tuple(value)


@dataclass(frozen=True, slots=True)
class Picture:
    """How a framework is drawn: its kinds by steps, from left to right, and the two that have a place of their own.

    Attributes:
        steps: the kinds that stand in each step.
        ring: the kind whose concepts stand in a ring; it is the last step.
        roof: the kind whose concepts stand above what they bear on.
    """

    location: Location
    steps: tuple[tuple[Word, ...], ...] = ()
    ring: Word | None = None
    roof: Word | None = None


@dataclass(frozen=True, slots=True)
class FrameworkText:
    """A framework as its file has it; the order of its concepts and propositions is that of the file.

    Attributes:
        head: its name and what it is called.
        path: the file.
        sha256: of the file.
        broken: names in what could not be read; a reference to one is not a second mistake.
        is_partial: something could not be read and its names are not known either.
        questions: for a later use; only their names are looked at.
    """

    head: Entry
    path: Path
    sha256: str
    kinds: tuple[Entry, ...] = ()
    concepts: tuple[Entry, ...] = ()
    relations: tuple[Entry, ...] = ()
    propositions: tuple[Entry, ...] = ()
    questions: tuple[Entry, ...] = ()
    picture: Picture | None = None
    broken: frozenset[str] = frozenset()
    is_partial: bool = False

    @property
    def name(self) -> Word:
        """Its name."""
        return self.head.id
