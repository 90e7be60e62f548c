"""What ``kg check --explain`` prints of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.layout import wrapped
from kg.problems import say
from kg.problems.said import in_language

if TYPE_CHECKING:
    from kg.validate import CodeText

_INDENT = "  "


def as_text(text: CodeText, language: str, width: int) -> str:
    """Set title, meaning, an example and what to do, in a language, in lines of at most so many columns."""
    example = text.example.get(language, "")
    if example:
        example = wrapped(example, width, 3 * _INDENT, first=_INDENT)
    meaning = [wrapped(in_language(words, language), width, _INDENT) for words in text.meaning]
    remedy = in_language(text.remedy, language)
    blocks = [
        f"{text.code}  {in_language(text.title, language)}",
        _block(say("What it means"), "\n".join(meaning), language),
        _block(say("For example"), example, language),
        _block(say("What to do"), wrapped(remedy, width, _INDENT) if remedy else "", language),
    ]
    return "\n\n".join(filter(None, blocks))


def _block(heading: str, words: str, language: str) -> str:
    """Set a heading and the words under it; give nothing where there are no words."""
    return f"{in_language(heading, language)}\n{words}" if words else ""
