"""How much of what gives persons away do the recognisers find, and how often do they ask for nothing?

Takes ``tests/anonymity/sentences.yaml``: 80 invented sentences, half of them English, half of each clean, written by
somebody who had not seen the recognisers, before these were tried on anything. Prints a table in Markdown.

An item counts as found when an item of the same kind shares a character with it. A false alarm is an item that shares none
with any written down for its kind.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from kg.anonymity.disclosure import persons_and_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCES = Path(__file__).resolve().parents[1] / "tests" / "anonymity" / "sentences.yaml"
KINDS = ("person-name", "telephone", "mail", "identity-number", "account-number", "address", "office-holder")


class Measured(NamedTuple):
    """Counts by language and kind, and what was missed or asked for nothing: sentence, kind, words."""

    found: Counter[tuple[str, str]]
    missed: list[tuple[str, str, str]]
    false: list[tuple[str, str, str]]


def measure() -> Measured:
    """Try the recognisers on every sentence."""
    result = Measured(Counter(), [], [])
    for sentence in yaml.safe_load(SENTENCES.read_text(encoding="utf-8")):
        text = sentence["text"]
        gold = list(spans(sentence))
        seen = [(sign.kind, sign.start, sign.end) for sign in persons_and_numbers(text)]
        for kind, start, end in gold:
            if any(kind == other and start < b and a < end for other, a, b in seen):
                result.found[sentence["lang"], kind] += 1
            else:
                result.missed.append((sentence["id"], kind, text[start:end]))
        for kind, start, end in seen:
            if not any(kind == other and start < b and a < end for other, a, b in gold):
                result.false.append((sentence["id"], kind, text[start:end]))
    return result


def spans(sentence: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """The items of a sentence with their offsets."""
    for item in sentence["items"]:
        start = sentence["text"].index(item["words"])
        yield item["kind"], start, start + len(item["words"])


def table(result: Measured) -> str:
    """The counts by kind and language."""
    lines = [
        "| kind | English: found | missed | false | Chinese: found | missed | false |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind in KINDS:
        cells = [str(count) for lang in ("en", "zh") for count in counts(result, lang, kind)]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    totals = [sum(counts(result, lang, kind)[n] for kind in KINDS) for lang in ("en", "zh") for n in range(3)]
    return "\n".join([*lines, f"| all | {' | '.join(map(str, totals))} |"])


def counts(result: Measured, lang: str, kind: str) -> tuple[int, int, int]:
    """Found, missed and false alarms of a kind in a language."""
    missed, false = (
        sum(name.startswith(lang) and other == kind for name, other, _ in rows)
        for rows in (result.missed, result.false)
    )
    return result.found[lang, kind], missed, false


if __name__ == "__main__":
    outcome = measure()
    print(table(outcome))
    for title, rows in (("missed", outcome.missed), ("false alarms", outcome.false)):
        print(f"\n{title}:")
        for row in rows:
            print("  ", *row)
