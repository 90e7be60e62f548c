"""What a code means and what to do about it: of the list of codes, or of a rule of coding.

Takes a code and the folder of shapes; gives a `CodeText`, which the command and the page of errors show.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.problems import CODES, KgError, say
from kg.problems.codes import FAMILIES, examples
from kg.problems.said import Said, in_a_row
from kg.validate.rules import coding_rules

if TYPE_CHECKING:
    from pathlib import Path

    from kg.validate.rules import CodingRule


_ENOUGH = 4
"""How many signs of a code are enough to guess which was meant."""


@dataclass(frozen=True, slots=True)
class CodeText:
    """What there is to say of a code.

    Attributes:
        code: the code.
        title: what is wrong, or for a rule of coding what should hold, in a few words.
        family: what the codes that begin alike have in common.
        meaning: when it is reported, in sentences.
        remedy: what to do; empty for a rule of coding, whose message says that too.
        example: a line as ``kg check`` prints it, by language; empty where the tests have none.
    """

    code: str
    title: Said
    family: Said
    meaning: tuple[Said, ...]
    remedy: Said
    example: dict[str, str]


def code_texts(shapes: Path) -> dict[str, CodeText]:
    """Explain every code there is, in order.

    Args:
        shapes: the folder with the shapes.
    """
    rules: dict[str, list[CodingRule]] = {}
    for rule in coding_rules(shapes):
        rules.setdefault(rule.code, []).append(rule)
    shown = examples()
    found = {}
    for code in sorted({*CODES, *rules}):
        title, meaning, remedy = _of_list(code) if code in CODES else _of_rules(rules[code])
        found[code] = CodeText(code, title, FAMILIES[code[:3]], meaning, remedy, shown.get(code, {}))
    return found


def explain_code(code: str, shapes: Path) -> CodeText:
    """Explain a code, written in capitals or not.

    Raises:
        KgError: there is no such code; the message names the nearest.
    """
    texts = code_texts(shapes)
    wanted = code.strip().upper()
    if wanted not in texts:
        near = _nearest(wanted, list(texts))
        raise KgError(
            say('no code "{0}"; did you mean "{1}"?', code, near)
            if near
            else say('no code "{0}"; {1} lists them', code, "docs/errors.md")
        )
    return texts[wanted]


def _nearest(wanted: str, codes: list[str]) -> str:
    """Find the first code that has most signs in the same places; give nothing where those are few."""
    same = {code: sum(mine == theirs for mine, theirs in zip(wanted, code, strict=False)) for code in codes}
    near = max(codes, key=same.__getitem__)
    return near if same[near] >= _ENOUGH else ""


def _of_list(code: str) -> tuple[Said, tuple[Said, ...], Said]:
    listed = CODES[code]
    return listed.title, (listed.meaning,), listed.remedy


def _of_rules(rules: list[CodingRule]) -> tuple[Said, tuple[Said, ...], Said]:
    """Join what the shapes of one number say."""
    messages = [message for rule in rules for message in rule.messages]
    if any(rule.is_warning for rule in rules):
        messages.append(say("A warning, not an error."))
    return in_a_row([rule.title for rule in rules]), tuple(messages), Said("")
