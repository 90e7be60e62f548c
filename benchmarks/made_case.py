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
"""
SOURCE = """\
  {name}:
    file: {name}.en.txt
    kind: academic
    language: en
    label: A text of invented words
    rights: Invented; free for any use.
"""


def write_case(  # noqa: PLR0913 - every size that somebody may want
    folder: Path,
    *,
    claims: int,
    quotations: int,
    elements: int,
    seed: int = 2019,
    sources: int = 1,
    characters: int = 0,
) -> Path:
    """Write a case and give its folder.

    Args:
        folder: where the case's own folder is made.
        claims: how many claims.
        quotations: how many quotations in all, at least one for each claim.
        elements: how many elements.
        seed: chooses everything that is left to chance.
        sources: how many source texts; where there are several, each claim quotes one of them in turn.
        characters: how long each text is at least; twice as many sentences as quotations are there anyway.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    target = folder / f"made-{claims}"
    target.mkdir(parents=True)
    names = ["text", *(f"text-{n}" for n in range(2, sources + 1))]
    texts = [_sentences(chance, max(quotations * 2 // sources, 2)) for _ in names]
    shares = [quotations // sources + (n < quotations % sources) for n in range(sources)]
    quoted = [
        [_quotation(chance, sentence) for sentence in chance.sample(text, share)]
        for text, share in zip(texts, shares, strict=True)
    ]
    for name, text in zip(names, texts, strict=True):
        whole = " ".join(text)
        while len(whole) <= characters:
            whole += " " + " ".join(_sentences(chance, 500))
        kept = whole[: whole.index(".", characters) + 1] if characters else whole
        (target / f"{name}.en.txt").write_text(kept, encoding="utf-8", newline="\n")
    head = CASE.format(name=target.name) + "".join(SOURCE.format(name=name) for name in names)
    (target / "case.yaml").write_text(head + _elements(elements), encoding="utf-8")
    (target / "claims.yaml").write_text(_claims(chance, claims, elements, names, quoted), encoding="utf-8")
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


def _claims(
    chance: random.Random, count: int, elements: int, names: list[str], quoted: list[list[str]]
) -> str:
    """The claims; the quotations beyond one for each go to the first claims of each source."""
    lines = []
    for number in range(count):
        of, place = number % len(names), number // len(names)
        own = len(range(of, count, len(names)))
        source = names[of] if len(names) > 1 else ""
        lines.append(_claim(chance, number, elements, quoted[of][place::own], source))
    return "claims:\n" + "".join(lines)


def _claim(chance: random.Random, number: int, elements: int, quotations: list[str], source: str) -> str:
    """One claim with its quotations as one line of evidence."""
    subject, target = chance.sample(range(elements), 2)
    quote = quotations[0] if len(quotations) == 1 else "[" + ", ".join(quotations) + "]"
    return (
        f"  c{number:04}:\n    subject: e{subject}\n    relation: {chance.choice(RELATIONS)}\n    object: e{target}\n"
        f"    status: stated\n    role: finding\n    modality: asserted\n    polarity: affirmed\n    quote: {quote}\n"
        + (f"    source: {source}\n" if source else "")
    )
