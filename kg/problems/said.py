"""Words of a message that can be said in another language.

`say` takes an English template and what fills it, and gives a `Said`: a string, equal to the English
sentence, that remembers what it was made of. `Said.in_language` says it again from the catalogue of
that language, the file ``<language>.json`` beside this module: English templates and their translations
(``docs/decisions/0018-languages.md``). What is not in the catalogue stays English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache, reduce
from pathlib import Path
from typing import Any, Self

LANGUAGES = ("en", "zh")
"""The languages that messages are said in; the first is the one they are written in."""
_GAP = re.compile(r"\{(\d)\}")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_COMMA = {"en": ", ", "zh": "、"}

Argument = str | tuple[str, ...]


class Said(str):
    """A clause in English that can be said in another language.

    Attributes:
        template: the English clause with gaps ``{0}``, ``{1}`` …; any other brace is a brace.
        arguments: what fills the gaps; a tuple is a list, said with the language's own comma, and what
            is itself a `Said` is said in the same language.
        wordings: translations that come with the clause and not from the catalogue, by language.
    """

    __slots__ = ("arguments", "template", "wordings")

    arguments: tuple[Argument, ...]
    template: str
    wordings: dict[str, str]

    def __new__(
        cls, template: str, arguments: tuple[Argument, ...] = (), wordings: dict[str, str] | None = None
    ) -> Self:
        """Say a clause; `say` and `worded` are shorter."""
        said = super().__new__(cls, _filled(template, arguments, LANGUAGES[0]))
        said.template, said.arguments, said.wordings = template, arguments, wordings or {}
        return said

    def __reduce__(self) -> tuple[Any, ...]:
        """Tell pickle what a clause is made of, so that it can be sent to another process."""
        return Said, (self.template, self.arguments, self.wordings)

    def in_language(self, language: str) -> str:
        """Say the clause in a language of `LANGUAGES`.

        >>> say('unknown {0} "{1}"', say("element"), "feild").in_language("zh")
        '没有要素“feild”'
        """
        template = self.wordings.get(language) or catalogue(language).get(self.template, self.template)
        return _filled(template, self.arguments, language)


def say(template: str, *arguments: object) -> Said:
    """Make a clause of a template and what fills it.

    Args:
        template: in English, as a literal, so that a test can find it; it is the key of its translations.
        arguments: words, numbers, other clauses, or lists of these.

    >>> say("one of: {0}", ["actor", "event"])
    'one of: actor, event'
    >>> say("one of: {0}", ["actor", "event"]).in_language("zh")
    '下列之一：actor、event'
    """
    return Said(template, tuple(map(_argument, arguments)))


def in_a_row(clauses: Iterable[Said]) -> Said:
    """Join clauses with the comma that a sentence has in its language.

    >>> in_a_row([say("skipped {0}", 0), say("failed {0}", 2)]).in_language("zh")
    '跳过 0，错误 2'
    """
    return reduce(lambda first, second: say("{0}, {1}", first, second), clauses)


def worded(english: str, **others: str) -> Said:
    """Make a clause that brings its own translations, such as the message of a shape.

    >>> worded("The phase has no bound", zh="该阶段没有起止事件").in_language("zh")
    '该阶段没有起止事件'
    """
    return Said(english, (), {language: words for language, words in others.items() if words})


def in_language(words: str, language: str) -> str:
    """Say words in a language, as far as there is a translation; a plain string stays as it is."""
    return words.in_language(language) if isinstance(words, Said) else str(words)


def packed(words: Argument) -> Any:  # noqa: ANN401 - plain values of any depth
    """Turn words into plain values for JSON, from which `unpacked` makes them again.

    >>> unpacked(packed(say("a file of {0} MB", "6.1"))).template
    'a file of {0} MB'
    """
    if isinstance(words, tuple):
        return [packed(word) for word in words]
    if isinstance(words, Said):
        arguments = [packed(argument) for argument in words.arguments]
        return {"say": words.template, "with": arguments, "wordings": words.wordings}
    return str(words)


def unpacked(plain: Any) -> Any:  # noqa: ANN401 - as above
    """Make the words again that `packed` made plain values of."""
    if isinstance(plain, list):
        return tuple(unpacked(item) for item in plain)
    if isinstance(plain, dict):
        return Said(plain["say"], tuple(unpacked(item) for item in plain["with"]), plain["wordings"])
    return plain


@cache
def catalogue(language: str) -> dict[str, str]:
    """Load the translations into a language, by English template; there are none into English."""
    if language == LANGUAGES[0]:
        return {}
    file = Path(__file__).with_name(f"{language}.json")
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _argument(value: object) -> Argument:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return tuple(_word(item) for item in value)
    return _word(value)


def _word(value: object) -> str:
    """Strip a word of its place and keep its letters; keep a clause as it is."""
    return value if isinstance(value, Said) else str(value)


def _filled(template: str, arguments: tuple[Argument, ...], language: str) -> str:
    def fill(gap: re.Match[str]) -> str:
        words = _shown(arguments[int(gap[1])], language)
        return _spaced(template[: gap.start()][-1:], words, template[gap.end() :][:1])

    return _GAP.sub(fill, template) if arguments else template


def _spaced(before: str, words: str, after: str) -> str:
    """Add the space that stands in Chinese between an ideograph and a Latin letter or a figure."""
    left = " " if _IDEOGRAPH.match(before) and _LATIN.match(words[:1]) else ""
    right = " " if _IDEOGRAPH.match(after) and _LATIN.match(words[-1:]) else ""
    return f"{left}{words}{right}"


def _shown(argument: Argument, language: str) -> str:
    if isinstance(argument, tuple):
        return _listed(argument, language)
    return in_language(argument, language)


def _listed(words: Iterable[str], language: str) -> str:
    return _COMMA[language].join(in_language(word, language) for word in words)
