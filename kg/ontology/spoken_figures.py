"""A figure as authors write it, said in a sentence: "over 5.3 million items" and “超过530万条”.

Takes the parts of a figure; gives the words. A number is rounded nowhere: it is said in millions, or in 万 and 亿, only
where two figures behind the point say all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.model.amounts import read_amount
from kg.ontology.spoken_dates import as_of_chinese, as_of_english

_QUALIFIERS = {
    "about": ("about ", "约"),
    "over": ("over ", "超过"),
    "under": ("under ", "不到"),
    "nearly": ("nearly ", "近"),
    "at-least": ("at least ", "至少"),
    "at-most": ("at most ", "至多"),
    "up-to": ("up to ", "最高达"),
}
_ENGLISH = ((Decimal(10**9), " billion"), (Decimal(10**6), " million"))
_CHINESE = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figure:
    """The parts of a figure; `number` and `as_of` as authors write them."""

    number: str
    unit: str = ""
    unit_zh: str = ""
    qualifier: str = ""
    of: str = ""
    of_zh: str = ""
    as_of: str = ""

    @property
    def has_english(self) -> bool:
        """Whether its words are there in English as far as they are in Chinese."""
        return bool(self.unit or not self.unit_zh) and bool(self.of or not self.of_zh)

    def english(self) -> str:
        """Say the figure in English.

        >>> Figure("5,300,000", "items", qualifier="over", as_of="2018-04").english()
        'over 5.3 million items (as of April 2018)'
        >>> Figure("66%", of="residents").english(), Figure("1626", "TB").english()
        ('66% of residents', '1,626 TB')
        """
        number = _number(self.number, _ENGLISH, ",")
        words = (
            f"{_QUALIFIERS.get(self.qualifier, ('', ''))[0]}{number}{f' {self.unit}' if self.unit else ''}"
        )
        words += f" of {self.of}" if self.of else ""
        return f"{words} ({as_of_english(self.as_of)})" if self.as_of else words

    def chinese(self) -> str:
        """Say the figure in Chinese.

        >>> Figure("5,300,000", "items", "条数据", "over", as_of="2018-04").chinese()
        '超过530万条数据（截至2018年4月）'
        >>> Figure("66%", of="residents", of_zh="居民").chinese(), Figure("1626", "TB").chinese()
        ('居民的66%', '1626 TB')
        """
        unit = self.unit_zh or self.unit
        of = self.of_zh or self.of
        words = f"{of}的" if of else ""
        words += f"{_QUALIFIERS.get(self.qualifier, ('', ''))[1]}{_number(self.number, _CHINESE, '')}"
        words += f" {unit}" if unit[:1].isascii() and unit[:1].isalpha() else unit
        return f"{words}（{as_of_chinese(self.as_of)}）" if self.as_of else words


def _number(text: str, large: tuple[tuple[Decimal, str], ...], between: str) -> str:
    """Write a number with the word for its size, where that loses nothing.

    >>> _number("83,850,000,000", _ENGLISH, ","), _number("83,850,000,000", _CHINESE, ""), _number("16712", _CHINESE, "")
    ('83.85 billion', '838.5亿', '16712')
    """
    amount = read_amount(text)
    if amount is None:
        return text
    sign = "%" if amount.is_percent else ""
    for size, word in large:
        parts = amount.number / size
        if abs(parts) >= 1 and parts == parts.quantize(_CENT):
            return f"{parts.normalize():{between}f}{word}{sign}"
    return f"{amount.number:{between}f}{sign}"
