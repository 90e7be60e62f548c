"""What a verdict is on and rests on: patterns, what is said, what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product


@dataclass(frozen=True, slots=True)
class Pattern:
    """A statement with open places.

    Attributes:
        subject, object, phase: IRIs of elements, concepts or kinds; several are alternatives, none is anything.
        relation: IRIs of relation types; several are alternatives, none is any relation.
        together: IRIs of concepts of which something is said together, as that they interact; the
            other places for things are then empty.
    """

    subject: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim, or one edge that a rule yields, as far as a verdict needs it.

    Attributes:
        iri: its IRI.
        basis: on whose word it stands: ``stated``, ``reported``, ``presupposed``, ``inferred`` (from none of the
            following), ``interpreted`` (read, or following from something read) or ``background``.
        modality: ``asserted``, ``tendency``, ``possible`` or ``normative``.
        is_denied: whether it says that something is not so.
        is_edge: whether it is an edge, which no claim of the same words stands behind.
        is_yet_to_come: whether it tells of a goal, or of an order that is no rule.
        disputed_by: IRIs of the claims that deny what it cannot be had without, where it follows from a claim
            that is contested.
    """

    iri: str
    relation: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    basis: str = "stated"
    modality: str = "asserted"
    is_denied: bool = False
    is_edge: bool = False
    is_yet_to_come: bool = False
    disputed_by: tuple[str, ...] = ()

    @property
    def is_collective(self) -> bool:
        """Tell whether it says something of several things together."""
        return len(self.subjects) > 1 and not self.objects

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """The pairs of things that it relates, whichever way; a thing of which alone something is said stands by itself."""
        pairs = combinations(self.subjects, 2) if self.is_collective else product(self.subjects, self.objects)
        return frozenset(map(frozenset, pairs)) or frozenset(map(frozenset, zip(self.subjects)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a silence asked of the sources.

    Attributes:
        iri: IRI of the silence.
        patterns: what was asked; none where the silence decides nothing.
        is_complete: whether every source that could say it was searched whole.
    """

    iri: str
    patterns: tuple[Pattern, ...]
    is_complete: bool
