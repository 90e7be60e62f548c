"""The graph of one trace: what a claim is about, its premises, the words, their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.iris import local_name
from kg.records.facts import ABOUT
from kg.site.views.draft import Draft, GraphView
from kg.site.words import Text

if TYPE_CHECKING:
    from kg.records.facts import Claim, EvidenceLine
    from kg.site.index import Index
    from kg.site.lens import Lens


GAP = 150
"""Room between two tiers for what is written on a line."""


def trace_view(lens: Lens, root: Claim) -> GraphView:
    """Draw the trace of a claim as a graph, from left to right."""
    steps = _steps(lens.index, root)
    words_tier = max(steps.values()) + 2
    draft = Draft(lens)
    for iri, level in steps.items():
        claim = lens.index.facts.claims[iri]
        look = {"look": "claim", "status": claim.status, "root": level == 0}
        draft.add(iri, (level + 1, 0), look)
        if level == 0:
            _about(draft, claim)
        for premise in claim.part("derivedFromClaim"):
            if premise in steps:
                draft.link((iri, premise), lens.own("graph.follows"), "inferred")
        _words(draft, claim, words_tier)
    return draft.view("trace", lens.t("graph.trace_caption"), gap=GAP)


def _steps(index: Index, claim: Claim, above: tuple[str, ...] = ()) -> dict[str, int]:
    """List the claims of a trace, each with how deep it stands at its deepest."""
    found = {claim.iri: len(above)}
    below = (*above, claim.iri)
    for premise in (one for one in index.premises(claim) if one.iri not in below):
        for iri, own in _steps(index, premise, below).items():
            found[iri] = max(found.get(iri, 0), own)
    return found


def _about(draft: Draft, claim: Claim) -> None:
    """Add what a claim is about; what is withheld has no place in a graph."""
    facts = draft.lens.index.facts
    for name in ABOUT:
        for iri in (part for part in claim.part(name) if part in draft.lens.index.with_page):
            element = facts.elements.get(iri)
            draft.add(iri, (0, 0), {"look": "thing", "kind": local_name(element.kind) if element else ""})
            draft.link((claim.iri, iri), draft.lens.own(f"part.{name}"), claim.status)


def _words(draft: Draft, claim: Claim, tier: int) -> None:
    """Add the passages of a claim and the sentences they stand in."""
    lens = draft.lens
    facts = lens.index.facts
    for line in lens.index.lines_of.get(claim.iri, ()):
        _places(draft, claim, line, tier)
        for iri in line.passages:
            passage = facts.passages[iri]
            words = Text(f"“{passage.exact}”", lens.language_of(passage))
            draft.add(iri, (tier, 0), {"look": "words"}, words)
            draft.link((claim.iri, iri), lens.own(f"graph.{line.direction}"), claim.status)
            for segment in passage.segments:
                own = Text(facts.segments[segment].identifier, "und")
                draft.add(segment, (tier + 1, 0), {"look": "sentence"}, own)
                draft.link((iri, segment), lens.own("graph.stands_in"), "background", is_named=False)


def _places(draft: Draft, claim: Claim, line: EvidenceLine, tier: int) -> None:
    """Add the places that a line of evidence cites, and their sources."""
    lens = draft.lens
    for iri in line.citations:
        citation = lens.index.facts.citations[iri]
        where = lens.own(f"access.{lens.access(citation)}")
        where = lens.locator(citation) if citation.locator else where
        draft.add(iri, (tier, 0), {"look": "words"}, where)
        draft.link((claim.iri, iri), lens.own(f"graph.{line.direction}"), claim.status)
        draft.add(citation.source, (tier + 1, 0), {"look": "sentence"})
        draft.link((iri, citation.source), lens.own("graph.stands_in"), "background", is_named=False)
