"""The thirteen values that a verdict can have, and which claims say a thing outright."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

STATED, REPORTED, PRESUPPOSED, INFERRED = "stated", "reported", "presupposed", "inferred"
CONTESTED, DENIED = "contested", "denied"
HEDGED, INTERPRETED, BACKGROUND = "hedged", "interpreted", "background"
SILENT, NOT_LOOKED, NOT_CODED, DOES_NOT_APPLY = "silent", "not-looked", "not-coded", "does-not-apply"

FAMILIES: dict[str, tuple[str, ...]] = {
    "said": (STATED, REPORTED, PRESUPPOSED, INFERRED),
    "against": (CONTESTED, DENIED),
    "weak": (HEDGED, INTERPRETED, BACKGROUND),
    "open": (SILENT, NOT_LOOKED, NOT_CODED),
    "out": (DOES_NOT_APPLY,),
}
"""The values by family, the strongest first. A value that is a status of claims has the status's id."""
VERDICTS: tuple[str, ...] = tuple(value for values in FAMILIES.values() for value in values)
"""All thirteen values, the strongest first."""
ANSWERED = frozenset(FAMILIES["said"] + FAMILIES["against"] + FAMILIES["weak"])
"""The values that rest on a claim."""

FULL = frozenset({"asserted", "tendency"})
"""The modalities in which a claim says that something is so."""


def is_firm(basis: str, modality: str, said_as: Collection[str] = ()) -> bool:
    """Tell whether a claim says, on more than a coder's word, that something is so, and not only that it may or should be.

    Args:
        basis: on whose word it stands, as in `Statement`.
        modality: its modality.
        said_as: the modalities in which its relation says all that it can, beside assertion.
    """
    return basis in FAMILIES["said"] and (modality in FULL or modality in said_as)
