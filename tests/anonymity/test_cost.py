"""What a text may give away is looked for in a time that grows as the text does."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import islice, product
from typing import TYPE_CHECKING

import pytest

from kg.anonymity.disclosure import disclosures, persons_and_numbers
from kg.anonymity.numbers import numbers_in
from kg.anonymity.persons import persons_in
from kg.authoring.folder import read_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.anonymity.items import Sign

REPEATED = ["- ", "A", "A-", "a.", "一", "路 ", "1-", "王先生", "局长王", "Li Wei "]


@pytest.mark.parametrize("find", [numbers_in, persons_in, persons_and_numbers])
@pytest.mark.parametrize("sign", REPEATED)
def test_a_sign_repeated_costs_what_the_text_is_long(
    find: Callable[[str], Iterator[Sign]], sign: str
) -> None:
    """Eight times as long a text takes about eight times as long, and not 64 times: by the processor, in turns, the least."""

    def seconds(length: int) -> float:
        text = (sign * length)[:length]
        before = time.process_time()
        for _ in find(text):
            pass
        return time.process_time() - before

    list(find("Li"))  # the lists are read once
    few, many = (
        min(each) for each in zip(*((seconds(2_500), seconds(20_000)) for _ in range(3)), strict=True)
    )
    assert many < 24 * few + 0.05


def test_words_and_names_together_cost_what_they_are(tiny_case: Callable[[], Path]) -> None:
    """Each name is held against the words written small and the places found, in no more time the more of these there are."""
    case, _ = read_case(tiny_case(), "b-town")
    assert case is not None
    anonymised = replace(case, anonymised=True)

    def seconds(count: int) -> float:
        words = map("".join, islice(product("bdklmnst", repeat=5), count))
        text = " ".join(f"{word} in Guiyang beside {word[::-1].title()}zan" for word in words)
        before = time.process_time()
        assert (
            sum(item.kind == "proper-name" for item in disclosures(anonymised, {"notes.txt": text})) == count
        )
        return time.process_time() - before

    seconds(10)  # the lists are read once
    few, many = (min(each) for each in zip(*((seconds(500), seconds(4_000)) for _ in range(3)), strict=True))
    assert many < 24 * few + 0.05
