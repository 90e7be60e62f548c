"""Which claim is meant by what a user typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.asking import run
from kg.model import iris
from kg.problems import KgError
from kg.store import Literal, iri

if TYPE_CHECKING:
    from kg.store import Store, Term

_MANY = 8
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_NAME = re.compile(r"(?:[\w-]+/)?[\w-]+")


def find_claim(store: Store, words: str) -> str:
    """Find the claim that a user means.

    Args:
        store: where to look.
        words: an identifier (``c050``, or ``j-city/c050`` where several cases have one), an IRI,
            or words of the claim's sentence in English or Chinese.

    Raises:
        KgError: no claim or several claims answer to it; the message lists the nearest.
    """
    wanted = words.strip()
    known = _look_up(store, wanted)
    if known:
        return known
    rows = _rows(store, "trace-find-words", word=Literal(max(wanted.split(), key=len, default="")))
    rows = [row for row in rows if _by_words(row, wanted)] or _rows(store, "trace-find")
    for names in (_by_name, _by_sentence, _by_words):
        found = {row["claim"]: row for row in rows if names(row, wanted)}
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise KgError(_several(wanted, list(found.values())[::-1]))
    raise KgError(_none(wanted, rows))


def _look_up(store: Store, wanted: str) -> str:
    """Look up the claim of exactly that IRI, identifier or sentence, which a store finds without looking at others.

    Nothing where there is none, or where several share an identifier.
    """
    case, _, identifier = wanted.rpartition("/")
    sentence = wanted.rstrip(".。")
    ways: list[dict[str, Term]] = [{"label": Literal(sentence, language=name)} for name in ("en", "zh")]
    if _IRI.fullmatch(wanted):
        ways.insert(0, {"claim": iri(wanted)})
    elif _NAME.fullmatch(wanted):
        ways.insert(
            0, {"claim": iri(iris.claim(case, identifier))} if case else {"identifier": Literal(wanted)}
        )
    for bindings in ways:
        found = {row["claim"] for row in _rows(store, "trace-find", **bindings)}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _rows(store: Store, name: str, **bindings: Term) -> list[dict[str, str]]:
    """Ask for claims, as plain strings."""
    rows = run(store, name, **bindings).texts()
    rows.reverse()  # of a claim's rows the last counts: the English sentence, which sorts first
    return rows


def _by_name(row: dict[str, str], wanted: str) -> bool:
    return wanted in {row["claim"], row["identifier"], f"{row['case']}/{row['identifier']}"}


def _by_sentence(row: dict[str, str], wanted: str) -> bool:
    return row["label"].casefold() == wanted.casefold().rstrip(".。")


def _by_words(row: dict[str, str], wanted: str) -> bool:
    label = row["label"].casefold()
    return all(word in label for word in wanted.casefold().split())


def _several(wanted: str, rows: list[dict[str, str]]) -> str:
    lines = [f"  {row['case']}/{row['identifier']}  {row['label']}" for row in rows[:_MANY]]
    more = [f"  … and {len(rows) - _MANY} more"] if len(rows) > _MANY else []
    return "\n".join([f'several claims answer to "{wanted}"; name one of them:', *lines, *more])


def _none(wanted: str, rows: list[dict[str, str]]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    names = {row["identifier"]: row for row in rows} | {row["label"]: row for row in rows}
    near = get_close_matches(wanted, sorted(names), n=1, cutoff=0.5)
    hint = f"; did you mean {names[near[0]]['identifier']} ({names[near[0]]['label']})?" if near else ""
    return f'there is no claim "{wanted}"{hint}'
