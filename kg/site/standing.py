"""How a thing stands in a case, as a page says it: the verdict of its cell, in the words and with the sign of the ontology.

Takes a lens and what is asked; gives `Standing`. It decides nothing: the cell was written when the case was compiled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.iris import local_name
from kg.model.vocabulary import KG
from kg.records.cells import NOT_APPLYING, Cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.site.lens import Lens

DOMINANT, PRESENT = "dominant", "present"
ASKED = {"relation-dominates-in": DOMINANT, "relation-present-in": PRESENT}
"""What may be asked of a logic in a phase, with the name of its words."""
UNANSWERED = ("open", "out")
"""The families of verdicts that say nothing of what was asked."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one thing stands in a case.

    Attributes:
        of, phase: the concept, logic or proposition, and the phase where there is one.
        verdict: the word of the verdict.
        style: how it is drawn: the word of the verdict, but for a logic that is said to dominate a phase, or to be present in it.
        words: the verdict, with what was asked where it answers that.
        reason: the claim, inferred edge or silence that one may look at first; empty where there is none.
    """

    of: str
    phase: str
    verdict: str
    style: str
    sign: str
    words: str
    reason: str


def standing_of(lens: Lens, case: str, of: str, phase: str = "", shown: str = "") -> Standing:
    """Tell how a concept or a proposition stands in a case, or a logic in one of its phases.

    Args:
        lens: the data and the words.
        case: IRI of the case.
        of: IRI of the concept or the proposition.
        phase: IRI of the phase.
        shown: the thing of the case by which the concept goes on this page.
    """
    return standing_of_cell(lens, cell_of(lens, case, of, phase), shown)


def cell_of(lens: Lens, case: str, of: str, phase: str = "") -> Cell:
    """Find the cell of a thing in a case; where there is none, it does not apply."""
    cell = lens.index.cells.get((case, of, phase))
    return cell or Cell("", case, of, phase or None, NOT_APPLYING)


def standing_of_cell(lens: Lens, cell: Cell, shown: str = "") -> Standing:
    """Tell how what a cell is of stands; of a concept also by the thing of the case by which it goes on this page."""
    verdict, verdicts = cell.verdict, lens.index.facts.verdicts
    family = verdicts[verdict].family if verdict in verdicts else ""
    asked = ASKED.get(local_name(cell.relation or ""), "") if cell.phase else ""
    words = _words(lens, cell)
    if asked and family not in UNANSWERED:
        opening, closing = lens.t("punctuation.open"), lens.t("punctuation.close")
        words = lens.t(f"picture.{asked}") + opening + words + closing
    style = asked if asked and family == "said" else verdict
    return Standing(
        shown or cell.of, cell.phase or "", verdict, style, lens.glyph(verdict), words, _reason(lens, cell)
    )


def standings_in(lens: Lens, case: str) -> list[tuple[str, list[str], list[str]]]:
    """Group what is asked of every case by how it stands in this one, the strongest verdict first.

    Returns:
        Each verdict with the concepts and the propositions that stand so; what is asked of single phases is left out.
    """
    found: dict[str, list[str]] = {}
    for cell in lens.index.cells_in.get(case, ()):
        if cell.phase is None:
            found.setdefault(cell.verdict, []).append(cell.of)
    concepts = lens.index.facts.concepts
    return [
        (
            verdict,
            [of for of in found[verdict] if of in concepts],
            [of for of in found[verdict] if of not in concepts],
        )
        for verdict in lens.verdicts(found)
    ]


def _words(lens: Lens, cell: Cell) -> str:
    """Say the verdict of a cell, and within which limits it holds."""
    words = lens.verdict(cell.verdict).text
    limits = [
        lens.name(limit).text
        for limit, holds in (
            (KG.isDenial, cell.is_denied and cell.verdict != "denied"),
            (KG.isOfAllTogether, cell.is_together),
        )
        if holds
    ]
    return lens.joined([words, *limits, *_match(lens, cell)])


def _match(lens: Lens, cell: Cell | None) -> list[str]:
    """Say to what, and by whom, the concept was matched through which a cell is filled; nothing for any other cell."""
    if cell is None or not cell.through:
        return []
    found = (m.texts for m in lens.index.facts.matches if (m.concept, m.other) == (cell.through, cell.of))
    return [
        lens.name(cell.through).text,
        *(texts[lens.t.language].rstrip(".。") for texts in found if lens.t.language in texts),
    ]


def _reason(lens: Lens, cell: Cell) -> str:
    """Choose what to look at first: a claim before an edge, a silence where nobody speaks of it."""
    facts = lens.index.facts
    groups: Iterable[Iterable[str]] = (
        (iri for iri in cell.decided_by if iri in facts.claims),
        (iri for iri in cell.decided_by if iri in facts.edges),
        (iri for iri in cell.asked_by if iri in facts.silences),
    )
    return next((iri for group in groups for iri in group), "")
