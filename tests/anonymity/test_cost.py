"""What a text may give away is looked for in a time that grows as the text does."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from kg.anonymity.numbers import numbers_in
from kg.anonymity.persons import persons_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.anonymity.records import Sign

REPEATED = ["- ", "A", "A-", "a.", "一", "路 ", "1-", "王先生", "局长王", "Li Wei "]


@pytest.mark.parametrize("find", [numbers_in, persons_in])
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
