"""Coding is compact: what a researcher types for a claim, and for ten claims with their concepts.

The limits are the best that comparable tools reach on the same work.
"""

from __future__ import annotations

import re
import statistics

import pytest

from kg.authoring import read_case
from kg.resources import cases_folder

FOLDER = cases_folder() / "j-city"
# Ten findings in a row, with fourteen quotations: two factors, the choice of strategy, the phases, the interactions.
TEN = ("c040", "c043", "c046", "c049", "c063", "c067", "c072", "c073", "c074", "c057")
TWELVE = (
    "multiple-pressures", "institutional-predicament", "task-completion", "strategy-choice", "doing-nothing",
    "avoidance", "innovation", "field", "before", "after", "conference", "departments",
)  # fmt: skip


def entries(name: str) -> dict[str, str]:
    """The entries of a file as they were typed, comments between them left out."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    parts = re.split(r"^  (?=[\w-]+:)", text, flags=re.MULTILINE)[1:]
    found = {}
    for part in parts:
        lines = part.rstrip().splitlines()
        while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
            lines.pop()
        found[part.partition(":")[0]] = "  " + "\n".join(lines) + "\n"
    return found


CLAIMS = entries("claims.yaml")


def test_a_claim_is_short() -> None:
    """A claim with its four marks and a quotation of 87 characters takes at most 290 characters and 9 lines."""
    quotation = "Government departments are affected by three factors:multiple pressures under the const"
    assert len(quotation) == 87
    assert quotation in (FOLDER / "abstract.en.txt").read_text(encoding="utf-8")
    typed = re.sub(r"(?<=quote: ).*", quotation, CLAIMS["c040"])
    assert quotation in typed
    assert len(typed) <= 290
    assert len(typed.splitlines()) <= 9


def test_every_plain_claim_is_as_short() -> None:
    """A claim with one quotation, no note and no qualifier has nine lines, and half of them are as short beside it."""
    plain = [
        text for text in CLAIMS.values()
        if len(re.findall(r"^    \w", text, re.MULTILINE)) == 8 and re.search(r"^    quote: [^\[|>\n]+$", text, re.MULTILINE)
    ]  # fmt: skip
    assert len(plain) >= 20
    assert {len(text.splitlines()) for text in plain} == {9}
    frames = [len(re.sub(r"(?<=quote: ).*", "", text)) for text in plain]
    assert statistics.median(frames) <= 290 - 87


def test_ten_claims_and_twelve_concepts_are_short() -> None:
    """Ten claims with fourteen quotations or more, and the twelve elements they name, take at most 5,200 characters."""
    case, _ = read_case(FOLDER, "cases/j-city")
    assert case is not None
    lines = [line for name in TEN for line in case.claims[name].evidence]
    assert sum(len(line.quotations) for line in lines) >= 14
    elements = entries("case.yaml")
    typed = [
        "claims:\n",
        *(CLAIMS[name] for name in TEN),
        "elements:\n",
        *(elements[name] for name in TWELVE),
    ]
    assert len(TEN) == 10
    assert len(TWELVE) == 12
    assert sum(map(len, typed)) <= 5200


@pytest.mark.parametrize("name", TEN)
def test_the_ten_name_nothing_else(name: str) -> None:
    """What the ten claims speak of is among the twelve."""
    case, _ = read_case(FOLDER, "cases/j-city")
    assert case is not None
    claim = case.claims[name]
    named = {*claim.subject, *claim.object, *filter(None, (claim.phase, claim.condition, claim.through))}
    assert named <= set(TWELVE)


def test_nothing_is_typed_twice() -> None:
    """No position and no hash is typed by hand anywhere in the case."""
    typed = "".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml")))
    assert re.findall(r"[0-9a-f]{32,}", typed) == []
    assert re.findall(r"\b(?:start|end|offset|position|sha256|hash):", typed) == []
    without_comments = re.sub(r"^\s*#.*$", "", typed, flags=re.MULTILINE)
    assert set(re.findall(r"(?<![\w.])\d{3,}(?!\w)", without_comments)) == {"2019"}
