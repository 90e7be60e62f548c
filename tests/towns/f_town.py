"""The invented case ``f-town``, of which a part was said in confidence, and what a check of it finds.

A talk of three sentences, two quotations of it by a claim and one by a silence, beside notes that may be shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.pipeline import compile_cases
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from pathlib import Path

    from kg.pipeline import Outcome

TALK = "restricted/sotto-voce.txt"
WORDS = "The marmoset leads to delay, she said. 她说獴哥最怕盘点。Nobody counted the kumquats."
CASE = f"""case: f-town
label: F Town
frameworks: [triple-logic]
coder: someone
sources:
  notes: {{file: notes.txt, kind: observation, language: en, label: Notes}}
  talk: {{access: restricted, file: {TALK}, kind: interview, language: en, label: A talk, segments: stops}}
elements:
  clerks: {{kind: actor, label: the clerks, plural: true}}
  lists: {{kind: practice, label: keeping lists}}
  delay: {{kind: phenomenon, label: delay}}
claims:
  f1: {{subject: clerks, relation: adopts, object: lists, status: stated, role: finding, modality: asserted,
       polarity: affirmed, source: notes, quote: The clerks kept lists}}
  f2: {{subject: lists, relation: caused, object: delay, status: stated, role: finding, modality: asserted,
       polarity: affirmed, source: talk, quote: [The marmoset leads to delay, 獴哥最怕盘点]}}
silences:
  n1: {{question: Who keeps the lists now?, about: [clerks], source: talk, nearest: Nobody counted the kumquats}}
"""


def checked(folder: Path, *, is_public: bool = False, cache: Path | None = None) -> Outcome:
    """What a check of the case finds, in this process."""
    return compile_cases(
        [folder], CompileOptions(1, "", cache, is_kept=cache is not None), is_public=is_public
    )


def said(outcome: Outcome) -> list[str]:
    """The problems in words."""
    return [str(problem) for problem in outcome.problems]
