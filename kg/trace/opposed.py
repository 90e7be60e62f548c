"""The claims that stand against a claim: those that contradict it and those that compete with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.asking import run
from kg.store import iri
from kg.trace.tree import trace_claim

if TYPE_CHECKING:
    from kg.store import Store
    from kg.trace.records import Trace


@dataclass(frozen=True, slots=True)
class Opposed:
    """A claim against another one.

    Attributes:
        how: ``contradicts`` or ``rivals``; what contradicts a claim competes with it as well and is told of once.
        trace: the claim and all it rests on.
    """

    how: str
    trace: Trace

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values, for JSON."""
        return {"how": self.how, **self.trace.as_dict()}


def opposed_claims(store: Store, claim: str) -> tuple[Opposed, ...]:
    """What stands against a claim, whichever of the two says so; contradictions first.

    Args:
        store: where it stands.
        claim: its IRI.
    """
    rows = run(store, "rivals", claim=iri(claim))
    found = {(str(row["how"].value), str(row["rival"].value)) for row in rows}  # type: ignore[union-attr]
    return tuple(Opposed(how, trace_claim(store, other)) for how, other in sorted(found))
