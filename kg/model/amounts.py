"""Numbers as authors write them: ``51``, ``1,626``, ``87.9``, ``66%``.

Takes a text; gives the number, exactly as it is, or nothing where the text is no number. A store counts with
eighteen figures before the point and nine behind it, so a longer number is none.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

AMOUNT_PATTERN = r"-?(0|[1-9][0-9]{0,17}|[1-9][0-9]{0,2}(,[0-9]{3}){1,5})([.][0-9]{1,9})?%?"
"""The form of a number; commas stand between thousands, a point before decimals."""
_AMOUNT = re.compile(AMOUNT_PATTERN)


class Amount(NamedTuple):
    """A number, and whether it is one of a hundred.

    Attributes:
        number: the number; of 66%, 66.
        is_percent: whether a percent sign stands behind it.
    """

    number: Decimal
    is_percent: bool


def read_amount(text: str) -> Amount | None:
    """Read a number; give None where the text is none.

    >>> read_amount("1,626.50"), read_amount("66%")
    (Amount(number=Decimal('1626.50'), is_percent=False), Amount(number=Decimal('66'), is_percent=True))
    >>> read_amount("1,62"), read_amount("007"), read_amount("5.3 million")
    (None, None, None)
    """
    if _AMOUNT.fullmatch(text) is None:
        return None
    return Amount(Decimal(text.removesuffix("%").replace(",", "")), text.endswith("%"))
