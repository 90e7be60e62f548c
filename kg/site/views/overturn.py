"""What would overturn a claim: read off its status, its lines of evidence and what competes with it.

Takes a lens and a claim; gives sentences, some with the claims they speak of. Nothing is invented:
each sentence names something the record holds, or the plain opposite of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records.facts import Claim
    from kg.site.lens import Lens

OPPOSED = ("rivals", "contradicts")
"""How two claims can stand against each other, in the order in which a page tells of it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One way in which a claim could fall, and the claims this would come from."""

    words: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Overturn:
    """What would overturn a claim, and how much of it is on record."""

    reasons: tuple[Reason, ...]
    recorded: str


def overturn_of(lens: Lens, claim: Claim) -> Overturn:
    """Say what would overturn a claim."""
    index = lens.index
    against = index.opposed(claim)
    found = [
        *_by_evidence(lens, claim),
        *_by_premises(lens, claim),
        *_by_status(lens, claim),
        *(Reason(lens.t(f"overturn.{key}"), claims) for key in OPPOSED if (claims := against[key])),
    ]
    challenges = sum(line.direction == "challenges" for line in index.lines_of.get(claim.iri, ()))
    recorded = challenges + sum(len(claims) for claims in against.values())
    words = lens.t("overturn.some", n=recorded) if recorded else lens.t("overturn.none")
    return Overturn(tuple(found), words)


def _by_evidence(lens: Lens, claim: Claim) -> Iterator[Reason]:
    """Say that its passages or its lines of evidence may fail."""
    lines = [line for line in lens.index.lines_of.get(claim.iri, ()) if line.direction != "challenges"]
    if len(lines) > 1:
        yield Reason(lens.t("overturn.lines", n=len(lines)))
    elif lines and lines[0].citations:
        yield Reason(lens.t("overturn.places", n=len(lines[0].passages) + len(lines[0].citations)))
    elif lines and lines[0].passages:
        yield Reason(lens.t("overturn.passages", n=len(lines[0].passages)))


def _by_premises(lens: Lens, claim: Claim) -> Iterator[Reason]:
    """Say that what it follows from may fail, or the rule."""
    premises = tuple(lens.premises(claim))
    if premises:
        yield Reason(lens.t("overturn.premises"), premises)
    for rule in claim.part("byRule"):
        yield Reason(lens.t("overturn.rule", rule=lens.name(rule).text))


def _by_status(lens: Lens, claim: Claim) -> Iterator[Reason]:
    """Say what a claim of its status is open to."""
    if claim.status == "interpreted":
        bases = lens.joined(lens.name(basis).text for basis in claim.part("basis"))
        yield Reason(lens.t("overturn.basis", bases=bases))
    if claim.status == "reported":
        yield Reason(lens.t("overturn.reported"))
    if claim.status == "presupposed":
        yield Reason(lens.t("overturn.taken"))
    if claim.status == "background":
        yield Reason(lens.t("overturn.background"))
    if claim.status != "inferred":
        yield Reason(lens.t("overturn.affirming" if claim.is_denied else "overturn.denying"))
