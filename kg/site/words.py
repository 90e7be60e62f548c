"""The site's own words, in each language, and the choice of a label for a reader.

Takes `site/strings/<language>.json`: flat, each value a sentence with `{places}`; a sentence whose
form depends on a number is a pair of forms, for one and for more. Gives `Words`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.records.facts import Name

LANGUAGES = ("en", "zh")
TAGS = {"en": "en", "zh": "zh-Hans"}
"""The tag written into pages for each language of the data."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words with the language they are in, as its tag ("en", "zh-Hans")."""

    text: str
    lang: str

    def __str__(self) -> str:
        """Give the words."""
        return self.text


class Words:
    """The words of one language.

    >>> words = Words("en", {"passages": ["{n} passage", "{n} passages"], "hello": "hello {who}"})
    >>> words("passages", n=1), words("passages", n=3), words("hello", who="you")
    ('1 passage', '3 passages', 'hello you')
    >>> Words("en", {"numbers": "no one two", "x": "{Count} of {n}"})("x", n=2)
    'Two of 2'
    """

    def __init__(self, language: str, strings: Mapping[str, str | list[str]]) -> None:
        self.language = language
        self.tag = TAGS.get(language, language)
        self._strings = strings
        self._names: dict[str, list[str]] = {}
        for key, words in strings.items():
            if isinstance(words, str):
                self._names.setdefault(words, []).append(key)

    def __call__(self, key: str, **places: object) -> str:
        """Fill the places of the sentence of that name.

        Raises:
            KeyError: there is no such sentence.
        """
        forms = self._strings[key]
        number = places.get("n")
        if isinstance(forms, list):
            forms = forms[0] if number == 1 else forms[-1]
        if isinstance(number, int):
            places |= {"count": self._count(number), "Count": self._count(number).capitalize()}
        return forms.format(**places) if places else forms

    def _count(self, number: int) -> str:
        """Write a small number as a word."""
        words = self._strings.get("numbers", "")
        small = words.split() if isinstance(words, str) else words
        return small[number] if number < len(small) else str(number)

    def forms(self, key: str) -> list[str]:
        """Give a sentence with its places unfilled, for scripts that fill them: for one and for more.

        Raises:
            KeyError: there is no such sentence.
        """
        found = self._strings[key]
        return found if isinstance(found, list) else [found]

    def has(self, key: str) -> bool:
        """Tell whether there is a sentence of that name."""
        return key in self._strings

    def keys(self, prefix: str) -> list[str]:
        """List the names of the sentences that start like this."""
        return [key for key in self._strings if key.startswith(prefix)]

    def name_of(self, sentence: str, prefix: str) -> str:
        """Find the name that starts like this and has this sentence; give nothing when none has."""
        return next((name for name in self._names.get(sentence, ()) if name.startswith(prefix)), "")

    def pick(self, name: Name | None, otherwise: str) -> Text:
        """Choose the label to show: in this language, else in English, else in any, else `otherwise`."""
        return self.choose(name.texts if name else {}, otherwise)

    def choose(self, texts: Mapping[str, str], otherwise: str = "") -> Text:
        """Choose among words in several languages as `pick` does."""
        for language in (self.language, "en", *texts):
            if language in texts:
                return Text(texts[language], TAGS.get(language, language))
        return Text(otherwise, "und")


def read_words(folder: Path) -> dict[str, Words]:
    """Read the words of every language of the site.

    Args:
        folder: holds one JSON file for each language.
    """
    return {
        language: Words(language, json.loads((folder / f"{language}.json").read_text("utf-8")))
        for language in LANGUAGES
    }
