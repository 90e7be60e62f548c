"""Make invented cases for reasoning: logics, phases, readings, derived claims, and fillers around them.

Takes a folder, a number of cases, a size and a seed; writes case folders there and, when asked, all of them compiled
as N-Quads. The same arguments give the same bytes. As a script: ``python made_study.py FOLDER --cases 1000``.
"""

from __future__ import annotations

import argparse
import itertools
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import made_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Size:
    """How large a case is made; the first twelve claims are its core."""

    claims: int
    passages: int
    fillers: int


SIZES = {
    "small": Size(claims=38, passages=50, fillers=10),  # about 1,800 asserted quads
    "city": Size(claims=60, passages=100, fillers=24),  # about 3,200
}
SEED = 2019
WORDS_IN_SENTENCE = 30
WORDS_IN_QUOTATION = 6
PASSAGES_IN_SENTENCE = 4
KINDS = ["actor", "practice", "phenomenon"]
PLAIN = ["contributes-to", "needs", "has", "helps-improve", "deals-with"]
LOGICS = ["avoidance", "innovation", "field"]
WEAK = ["    modality: tendency\n    polarity: affirmed\n", "    modality: asserted\n    polarity: denied\n"]
FIRM = "    modality: asserted\n    polarity: affirmed\n"
CASE = """\
case: {name}
label: {label}
frameworks: [triple-logic]
coder: seed
sources:
  text:
    file: text.en.txt
    kind: academic
    language: en
    label: A text of invented words
    rights: Invented; free for any use.
    segments: stops
elements:
  avoidance: {{instantiates: responsibility-avoidance-logic, label: avoidance}}
  innovation: {{instantiates: innovation-logic, label: innovation}}
  field: {{instantiates: field-logic, label: field}}
  turn: {{kind: event, year: {year}, label: the turn}}
  before: {{kind: phase, ends-at: turn, label: the time before the turn}}
  after: {{kind: phase, starts-at: turn, label: the time after the turn}}
  condition: {{kind: unspecified-condition, label: some condition}}
  predicament: {{instantiates: institutional-predicament, label: a predicament}}
  pressures: {{instantiates: multiple-pressures, label: pressures, plural: true}}
  reform: {{instantiates: rationalizing-system-and-mechanism, label: a reform}}
"""
SILENCES = """\
silences:
  n1:
    question: What the turn consisted in
    about: [turn]
    nearest: {quote}
"""


def write_study(folder: Path, number: int, size: Size = SIZES["city"], seed: int = SEED) -> Path:
    """Write one case and give its folder.

    Args:
        folder: where the case's own folder is made.
        number: which of the cases; it is part of the name and of the seed.
        size: how large it is.
        seed: chooses, with the number, everything that is left to chance.
    """
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - repeatable, not secret
    target = folder / f"study-{number:05}"
    target.mkdir(parents=True)
    sentences, quotations = _text(chance, size.passages)
    fillers = [f"e{n}" for n in range(size.fillers)]
    lines = [f"  {name}: {{kind: {KINDS[n % 3]}, label: thing {n}}}\n" for n, name in enumerate(fillers)]
    head = CASE.format(name=target.name, label=f"Study {number}", year=chance.randint(1990, 2020))
    claims = [*_core(chance), *_around(chance, fillers, size.claims)][: size.claims]
    spare = iter(quotations[len(claims) :])
    files = {
        "text.en.txt": " ".join(sentences),
        "case.yaml": head + "".join(lines),
        "claims.yaml": "claims:\n" + "".join(map(_claim, claims, quotations, _shares(spare, len(claims)))),
        "silences.yaml": SILENCES.format(quote=quotations[0]),
    }
    for name, text in files.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    return target


def _text(chance: random.Random, passages: int) -> tuple[list[str], list[str]]:
    """Sentences of invented words, and as many different quotations from them as wanted."""
    sentences, quotations = [], []
    for _ in range(-(-passages // PASSAGES_IN_SENTENCE)):
        words = [_word(chance) for _ in range(WORDS_IN_SENTENCE)]
        sentences.append(" ".join(words).capitalize() + ".")
        starts = range(1, WORDS_IN_SENTENCE - WORDS_IN_QUOTATION, WORDS_IN_QUOTATION)
        quotations += [" ".join(words[n : n + WORDS_IN_QUOTATION]) for n in starts][:PASSAGES_IN_SENTENCE]
    return sentences, quotations[:passages]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(made_case.SYLLABLES, k=chance.randint(2, 4)))


def _shares(spare: Iterator[str], claims: int) -> list[list[str]]:
    """The quotations that are left, dealt out to the claims in turn."""
    left = list(spare)
    return [left[n::claims] for n in range(claims)]


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim without its quotations; `how` are its other lines."""

    id: str
    subject: str
    relation: str
    object: str
    how: str = f"    status: stated\n    role: finding\n{FIRM}"


def _core(chance: random.Random) -> list[Draft]:
    """What the rules and axioms need: dominances, support and shaping, conversions, readings, derivations."""
    first, second, third = chance.sample(LOGICS, 3)
    reading = (
        "    status: interpreted\n    role: recommendation\n    modality: normative\n    polarity: affirmed\n"
    )
    possible = "    status: stated\n    role: finding\n    modality: possible\n    polarity: affirmed\n"
    derived = (
        "    status: inferred\n    role: recommendation\n    modality: normative\n    polarity: affirmed\n"
    )
    lexical = f"{reading}    basis: lexical-overlap\n    confidence: medium\n    note: Made up.\n"
    order = f"{reading}    basis: enumeration-order\n    confidence: low\n    note: Made up.\n"
    return [
        Draft("c01", first, "dominates-in", "before"),
        Draft("c02", second, "dominates-in", "after"),
        Draft("c03", third, "supports", first),
        Draft("c04", first, "shapes", third),
        Draft("c05", third, "supports", second),
        Draft("c06", f"[{first}, {second}, {third}]", "interacts-with", ""),
        Draft("c07", first, "can-convert-into", second, f"{possible}    condition: condition\n"),
        Draft("c08", "predicament", "constrains", "pressures"),
        Draft("c09", third, "present-in", chance.choice(["before", "after"])),
        Draft("i01", "reform", "addresses", "predicament", lexical),
        Draft("i02", "reform", "pairs-with", "pressures", order),
        Draft("d01", "reform", "addresses-factor", "pressures", f"{derived}    from: [i01, c08]\n"),
    ]


def _around(chance: random.Random, fillers: list[str], count: int) -> Iterator[Draft]:
    """Plain claims about fillers; of every six one is hedged or denied, and one is taken for granted."""
    for number in range(1, count + 1):
        subject, target = chance.sample(fillers, 2)
        marks = chance.choice(WEAK) if number % 6 == 0 else FIRM
        status = "presupposed" if number % 6 == 3 else "stated"  # noqa: PLR2004 - one in six
        how = f"    status: {status}\n    role: finding\n{marks}"
        yield Draft(f"f{number:03}", subject, chance.choice(PLAIN), target, how)


def _claim(draft: Draft, quotation: str, more: list[str]) -> str:
    """A claim in YAML; one that follows from others quotes nothing."""
    quotations = [quotation, *more]
    quote = quotations[0] if not more else "[" + ", ".join(quotations) + "]"
    lines = f"    subject: {draft.subject}\n    relation: {draft.relation}\n"
    lines += f"    object: {draft.object}\n" if draft.object else ""
    evidence = "" if "from:" in draft.how else f"    quote: {quote}\n"
    return f"  {draft.id}:\n{lines}{draft.how}{evidence}"


def write_nquads(folders: list[Path], path: Path, *, is_bare: bool = False) -> int:
    """Compile cases, one after another, into one file of N-Quads after the ontology; give the number of lines.

    Args:
        folders: the case folders.
        path: the file to write.
        is_bare: leave out what follows and why, which is four fifths of a case.
    """
    from kg.reason import describe_rules  # noqa: PLC0415 - not needed to write folders
    from kg.store import to_nquads  # noqa: PLC0415

    ontology = load()
    known = to_nquads([*ontology.quads, *describe_rules(ontology)])
    with path.open("wb") as file:
        lines = 0
        for data in itertools.chain([known], _compiled(folders, ontology, is_bare=is_bare)):
            file.write(data)
            lines += data.count(b"\n")
    return lines


def _compiled(folders: list[Path], ontology: Ontology, *, is_bare: bool) -> Iterator[bytes]:
    """The N-Quads of each case, all of them or the asserted ones only."""
    from kg.compile.case import compile_case  # noqa: PLC0415 - not needed to write folders
    from kg.store import to_nquads  # noqa: PLC0415
    from kg.validate import Validator  # noqa: PLC0415

    validator = Validator(ontology)
    for folder in folders:
        if is_bare:
            import given  # noqa: PLC0415

            yield to_nquads(given.read(folder, ontology)[1])
        else:
            yield compile_case(folder, folder.name, ontology, validator).data


def load() -> Ontology:
    """The ontology that ships."""
    from kg.frameworks import load as load_ontology  # noqa: PLC0415 - not needed to write folders
    from kg.resources import ontology_folder  # noqa: PLC0415

    return load_ontology(ontology_folder())[0]


def main() -> None:
    """Write the cases that the command line asks for."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path)
    words.add_argument("--cases", type=int, default=1)
    words.add_argument("--size", choices=SIZES, default="city")
    words.add_argument("--seed", type=int, default=SEED)
    words.add_argument("--nquads", type=Path, help="compile them too, into this file")
    words.add_argument("--bare", action="store_true", help="asserted quads only, about 1,800 a small case")
    asked = words.parse_args()
    folders = [write_study(asked.folder, n, SIZES[asked.size], asked.seed) for n in range(1, asked.cases + 1)]
    print(f"{len(folders)} cases in {asked.folder}")
    if asked.nquads:
        print(f"{write_nquads(folders, asked.nquads, is_bare=asked.bare)} quads in {asked.nquads}")


if __name__ == "__main__":
    main()
