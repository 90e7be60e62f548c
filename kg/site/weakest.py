"""The weakest link of a claim, said in the reader's language.

Takes a lens and a claim; only words what `kg.records` found, as `kg trace` does in its own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.records import weakest

if TYPE_CHECKING:
    from kg.records import Weakest
    from kg.records.facts import Claim
    from kg.site.lens import Lens


def weakest_words(lens: Lens, claim: Claim) -> str:
    """Say what a claim rests on, its weakest part first."""
    link = weakest(lens.index, claim)
    if link.kind == "reading":
        bases = lens.joined(lens.name(iris.mark("basis", word)).text for word in link.bases)
        sure = lens.mark("confidence", link.confidence).text if link.confidence else ""
        return lens.t("weakest.reading", n=link.readings, basis=bases, confidence=sure)
    if link.kind == "reported":
        speakers = lens.joined(lens.name(saying.who).text for saying in link.speakers)
        are = "several" if len(link.speakers) > 1 or link.speakers[0].is_plural else "one"
        rest = (
            _checked(lens, link)
            if link.cited or link.restricted
            else lens.t("weakest.passages", n=link.passages)
        )
        return lens.t(f"weakest.reported_by_{are}", speakers=speakers, rest=rest)
    if link.kind == "cited":
        return _checked(lens, link)
    key = "passages" if link.kind == "quoted" else link.kind
    return lens.t(f"weakest.{key}", n=link.passages)


def _checked(lens: Lens, link: Weakest) -> str:
    """Say how much of what a claim rests on a machine has checked, where that is not all."""
    counts = (("passages", link.passages), ("cited", link.cited), ("restricted", link.restricted))
    told = lens.joined(lens.t(f"weakest.part_{key}", n=n) for key, n in counts if n)
    return lens.t("weakest.partly_checked" if link.passages else "weakest.unchecked", parts=told)
