"""Make forty mistakes of ten kinds in a made case of sixty claims, each where it is known.

Takes a case folder that `made_case.write_case` wrote; spoils its claims and says which code each line should get.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLAIMS, QUOTATIONS, ELEMENTS = 60, 84, 40
EACH = 4
SIZE = 9
"""The lines of a claim, its id among them."""


def _changed(pattern: str, new: str) -> Callable[[str, int], str]:
    """A function that changes one line of a claim; ``{n}`` in what it puts there is the claim's number."""

    def spoil(claim: str, number: int) -> str:
        # Words and not only a number: no mistake is near what was meant, so that none follows from another.
        spoilt, count = re.subn(pattern, new.replace("{n}", str(number)), claim, count=1, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(claim)
        return spoilt

    return spoil


MISTAKES: list[tuple[str, int, Callable[[str, int], str]]] = [
    ("KG201", 1, _changed(r"subject: .*", "subject: nobody-{n}")),
    ("KG202", 2, _changed(r"relation: .*", "relation: befuddles-{n}")),
    ("KG106", 6, _changed(r"modality: .*", "modality: sworn-{n}")),
    ("KG104", 0, _changed(r"    polarity: .*\n", "    # nothing about polarity\n")),
    ("KG103", 7, _changed(r"polarity: .*", "polarity: affirmed\n    colour-{n}: blue")),
    ("KG301", 8, _changed(r"quote: .*", "quote: words that nobody wrote, number {n}")),
    ("KG208", 8, _changed(r"quote: \[?([a-z ]*).*", r"quote: {text: \1, in: S9{n}}")),
    ("KG101", 5, _changed(r"role: finding", "role: 'finding")),
    ("KG109", 0, _changed(r"^  c(\d+):", r"  Claim number \1:")),
    ("KG107", 3, _changed(r"object: .*", "object:")),
]
"""The code, the line of the claim at which it is told, and what is done."""


def spoil(folder: Path) -> list[tuple[int, str]]:
    """Make the mistakes; gives the line and the code of each, in order.

    Args:
        folder: the case folder; its file ``claims.yaml`` is written anew.
    """
    file = folder / "claims.yaml"
    head, *claims = re.split(r"(?m)^(?=  c\d+:)", file.read_text(encoding="utf-8"))
    expected, line = [], head.count("\n") + 1
    for number, claim in enumerate(claims):
        kind, which = divmod(number, EACH)
        if kind < len(MISTAKES):
            code, offset, change = MISTAKES[kind]
            claims[number] = change(claim, number)
            # One more line stands before an unknown field.
            expected.append((line + offset + (code == "KG103"), code))
        line += claims[number].count("\n")
        assert which < EACH  # noqa: S101 - as divmod has it
    file.write_text(head + "".join(claims), encoding="utf-8", newline="\n")
    return expected
