"""Which property chains take the ontology out of OWL 2 DL, when the reasoner only says that some do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.consistency.hermit import judge_consistency
from kg.consistency.minimal import minimal_conflict
from kg.model import iris
from kg.model.vocabulary import OWL
from kg.store.lists import RdfLists

if TYPE_CHECKING:
    from kg.store import Quad

_CASES = f"{iris.BASE}case/"


def irregular_chains(quads: list[Quad]) -> list[tuple[str, tuple[str, ...]]]:
    """The smallest set of chains with which the property hierarchy is not regular.

    Args:
        quads: an ontology, perhaps with cases, which the reasoner refuses.

    Returns:
        Each chain by the property it makes and its steps; empty when chains are not the reason.
    """
    known = [q for q in quads if not str(getattr(q.subject, "value", "")).startswith(_CASES)]
    chains = [q for q in known if q.predicate.value == OWL.propertyChainAxiom]
    rest = [q for q in known if q.predicate.value != OWL.propertyChainAxiom]
    if judge_consistency(rest).refused or not judge_consistency(known).refused:
        return []
    found = minimal_conflict(chains, lambda part: bool(judge_consistency([*rest, *part]).refused))
    steps = RdfLists(known).members
    return [(str(chain.subject.value), steps(str(chain.object.value))) for chain in found]  # type: ignore[union-attr]
