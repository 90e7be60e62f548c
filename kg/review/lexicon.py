"""Words and their stems, and the lists of cue words that lie beside this module.

Takes texts; gives the cues that occur in them and the words that say something. English is compared
by stems (Snowball), so that “sharing” finds “shared”; Chinese, which has no inflection, by characters.
"""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER = Path(__file__).parent / "cues"
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MONTH = re.compile(
    r"(?<![.!?。！？] )(?<!^)\bMay\b|\bMay\b(?! (?:be|not|also|well|even|still|only|have|help|lead|cause|bring|make"
    r"|take|turn|change|become|affect|reduce|increase|improve|hinder|prevent|require|need|result|contribute|explain"
    r"|reflect|suggest|indicate|seem|appear|show|mean|give|come|go|keep|lose|depend|vary|differ|share|withhold|use)\b)"
)
"""May where it is a month: within a sentence, or at its beginning without a verb behind it."""


def entries(name: str) -> tuple[tuple[str, ...], ...]:
    """Read the rows of a list: the cells of each line that is no comment.

    >>> entries("causal-relations")[1]
    ('caused',)
    """
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def stems(text: str) -> list[str]:
    """Take the English words of a text to their stems, in order, in small letters.

    >>> stems("Sharing of data")
    ['share', 'of', 'data']
    """
    words = [word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text)]
    parts = [part for word in words for part in word.split("-") if part]
    return [_stem(part) for part in parts]


def words_in(text: str) -> list[str]:
    """List the English words of a text, in small letters, each once.

    >>> words_in("The J city's files")
    ['the', 'j', "city's", 'files']
    """
    return list(
        dict.fromkeys(part.lower() for word in _WORD.findall(text) for part in word.split("-") if part)
    )


def is_chinese(text: str) -> bool:
    """Tell whether a text has Chinese characters."""
    return bool(_HAN.search(text))


@lru_cache(maxsize=512)
def whole_words(language: str, cue: str) -> re.Pattern[str]:
    """Make an entry of a list that is a regular expression find whole words, in small letters or capitals; Chinese has no words."""
    is_word = language == "en" and cue[0] not in ":;"
    return re.compile(rf"(?<![\w-])(?:{cue})(?![\w-])" if is_word else cue, re.IGNORECASE)


def content_stems(text: str) -> frozenset[str]:
    """Take to their stems those English words that say what is spoken of.

    >>> sorted(content_stems("the sharing of data")), content_stems("it broke") == content_stems("it breaks")
    (['data', 'share'], True)
    """
    plain = " ".join(_irregular().get(word.lower(), word) for word in _WORD.findall(text))
    return frozenset(stem for stem in stems(plain) if stem not in _stop_stems() and len(stem) > 1)


def find_cue(name: str, text: str) -> str:
    """Find the first words of a text that are a cue of a list, as the text has them; give nothing when there are none.

    >>> find_cue("hedges", "This may help."), find_cue("hedges", "It opened in May.")
    ('may', '')
    >>> find_cue("causes", "it was caused by it"), find_cue("causes", "人手不足导致了拖延")
    ('caused', '导致')
    """
    if name == "causes":
        found = re.search(causal_pattern(), text, re.IGNORECASE)
        edges = r"^[^a-z\u4e00-\u9fff]|[^a-z\u4e00-\u9fff]$"
        return re.sub(edges, "", found.group(), flags=re.IGNORECASE) if found else ""
    plain = _MONTH.sub("", text)
    words = [part for word in _WORD.findall(plain) for part in word.split("-") if part]
    sequence = [_stem(word.lower()) for word in words]
    for size in sorted({len(stem) for stem in _cues(name)[0]}, reverse=True):
        for n in range(len(sequence) - size + 1):
            if tuple(sequence[n : n + size]) in _cues(name)[0]:
                return " ".join(words[n : n + size])
    return next((cue for cue in _cues(name)[1] if cue in text), "")


@lru_cache(maxsize=1)
def causal_pattern() -> str:
    """Write the list of causal words as one regular expression, in the form that shapes take; case does not count."""
    rows = entries("causes")
    gaps = ((" … ", "( [^ ]+){1,6} "), ("~", "[a-z]*"))
    plain = [cue for language, cue in rows if language == "en"]
    english = "|".join(reduce(lambda cue, gap: cue.replace(*gap), gaps, cue) for cue in plain)
    chinese = "|".join(cue for language, cue in rows if language == "zh")
    return f"(^|[^a-z])({english})([^a-z]|$)|{chinese}"


def is_named(label: str, text: str) -> bool:
    """Tell whether a text has a word that says something in common with a label, or two characters running.

    >>> is_named("avoidance logic", "the logics of avoiding responsibility"), is_named("数据共享", "共享的数据")
    (True, True)
    >>> is_named("field logic", "the clerks were glad")
    False
    """
    if _HAN.search(label):
        pairs = {label[n : n + 2] for n in range(len(label) - 1) if len(_HAN.findall(label[n : n + 2])) > 1}
        return any(pair in text for pair in pairs) or label in text
    words = content_stems(label)
    return bool(words & content_stems(text)) if words else label.lower() in text.lower()


def same_script(label: str, texts: Iterable[str]) -> list[str]:
    """Pick those texts that a label can be looked for in: Chinese for a Chinese label, else the others."""
    return [text for text in texts if is_chinese(text) == is_chinese(label)]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the library has no types
    import snowballstemmer  # noqa: PLC0415 - only a review needs it

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=1)
def _stop_stems() -> frozenset[str]:
    return frozenset(_stem(word) for _, word in entries("stop-words"))


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    return {row[0]: row[1] for row in entries("irregular")}


@lru_cache(maxsize=8)
def _cues(name: str) -> tuple[frozenset[tuple[str, ...]], tuple[str, ...]]:
    """Read the cues of a list: the English ones by their stems, the Chinese ones as they are."""
    rows = entries(name)
    english = frozenset(tuple(stems(cue)) for language, cue in rows if language == "en")
    return english, tuple(cue for language, cue in rows if language == "zh")
