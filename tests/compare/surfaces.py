"""A cell as a dataset has it, and the names of what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell as the dataset has it."""

    case: str
    of: str
    label: str
    at: str
    phase: str
    asked: str
    verdict: str
    decided_by: frozenset[str]
    spoken_of_by: frozenset[str]
    asked_by: frozenset[str]

    @property
    def is_proposition(self) -> bool:
        """Whether it is of a proposition."""
        return "/proposes-" in self.of

    @property
    def claims(self) -> int:
        """How many claims speak of it; what decides it may be an edge."""
        return sum(one.startswith("claim/") for one in self.decided_by | self.spoken_of_by)


def tail(iri: str) -> str:
    """The last two parts of a name: the sort of thing, and its name."""
    return "/".join(iri.rsplit("/", 2)[1:])
