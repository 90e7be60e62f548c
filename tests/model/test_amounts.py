"""The one reader of numbers: what is a number, exactly, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.model.amounts import Amount, read_amount


@pytest.mark.parametrize(
    ("text", "number", "is_percent"),
    [
        ("0", "0", False),
        ("51", "51", False),
        ("1,626", "1626", False),
        ("83,850,000,000", "83850000000", False),
        ("87.90", "87.90", False),
        ("-0.5", "-0.5", False),
        ("66%", "66", True),
        ("1,000.25%", "1000.25", True),
        ("999999999999999999.123456789", "999999999999999999.123456789", False),
    ],
)
def test_a_number_is_what_is_written(text: str, number: str, is_percent: bool) -> None:  # noqa: FBT001 - a column
    """To the last sign, with commas between thousands and a percent sign behind it."""
    found = read_amount(text)
    assert found == Amount(Decimal(number), is_percent)
    assert found is not None
    assert str(found.number) == number


@pytest.mark.parametrize(
    "text",
    ["", "fifty", "1,62", "1,6266", ",626", "16,26,000", "007", "1.", ".5", "5.3 million", "5e6", "１２", "12 %",
     "%", "+3", "1_000", "3-4", "1000000000000000000", "0.1234567890", "51\n"],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_or_in_none_is_no_number(text: str) -> None:
    """Nothing is guessed, and nothing that a store would round is taken."""
    assert read_amount(text) is None
