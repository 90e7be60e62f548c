"""Make a case of any size from a seed: a source text of invented words, elements, claims, quotations.

Takes a folder and sizes; writes a case folder there. The same sizes and seed give the same bytes.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SYLLABLES = [
    "ba",
    "den",
    "fil",
    "gor",
    "hum",
    "kas",
    "lim",
    "mor",
    "nel",
    "pra",
    "qui",
    "ros",
    "sten",
    "tor",
    "vel",
    "wan",
]
RELATIONS = ["contributes-to", "needs", "has", "helps-improve", "deals-with"]
KINDS = ["actor", "practice", "phenomenon"]
WORDS_IN_SENTENCE = 24
WORDS_IN_QUOTATION = 11
CASE = """\
case: {name}
label: a made case
frameworks: [triple-logic]
coder: seed
sources:
  text:
    file: text.en.txt
    kind: academic
    language: en
    label: A text of invented words
    rights: Invented; free for any use.
"""


def write_case(folder: Path, *, claims: int, quotations: int, elements: int, seed: int = 2019) -> Path:
    """Write a case and give its folder.

    Args:
        folder: where the case's own folder is made.
        claims: how many claims.
        quotations: how many quotations in all, at least one for each claim.
        elements: how many elements.
        seed: chooses everything that is left to chance.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    target = folder / f"made-{claims}"
    target.mkdir(parents=True)
    sentences = _sentences(chance, quotations * 2)
    quoted = [_quotation(chance, sentence) for sentence in chance.sample(sentences, quotations)]
    (target / "text.en.txt").write_text(" ".join(sentences), encoding="utf-8", newline="\n")
    (target / "case.yaml").write_text(CASE.format(name=target.name) + _elements(elements), encoding="utf-8")
    (target / "claims.yaml").write_text(_claims(chance, claims, elements, quoted), encoding="utf-8")
    return target


def _sentences(chance: random.Random, count: int) -> list[str]:
    """Sentences of invented words, each ending with a full stop."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(3000)]
    return [" ".join(chance.choices(words, k=WORDS_IN_SENTENCE)).capitalize() + "." for _ in range(count)]


def _quotation(chance: random.Random, sentence: str) -> str:
    """Some words in the middle of a sentence: about 87 characters."""
    words = sentence.rstrip(".").split()
    start = chance.randint(1, len(words) - WORDS_IN_QUOTATION)
    return " ".join(words[start : start + WORDS_IN_QUOTATION])


def _elements(count: int) -> str:
    """The elements, of three kinds in turn."""
    lines = [f"  e{n}: {{kind: {KINDS[n % len(KINDS)]}, label: thing {n}}}" for n in range(count)]
    return "elements:\n" + "\n".join(lines) + "\n"


def _claims(chance: random.Random, count: int, elements: int, quoted: list[str]) -> str:
    """The claims; the quotations beyond one for each go to the first claims."""
    shares = [quoted[n::count] for n in range(count)]
    return "claims:\n" + "".join(_claim(chance, n, elements, share) for n, share in enumerate(shares))


def _claim(chance: random.Random, number: int, elements: int, quotations: list[str]) -> str:
    """One claim with its quotations as one line of evidence."""
    subject, target = chance.sample(range(elements), 2)
    quote = quotations[0] if len(quotations) == 1 else "[" + ", ".join(quotations) + "]"
    return (
        f"  c{number:04}:\n    subject: e{subject}\n    relation: {chance.choice(RELATIONS)}\n    object: e{target}\n"
        f"    status: stated\n    role: finding\n    modality: asserted\n    polarity: affirmed\n    quote: {quote}\n"
    )
