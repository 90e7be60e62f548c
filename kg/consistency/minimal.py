"""Which statements are to blame when not all of them can be true.

QuickXplain (U. Junker, AAAI 2004): a smallest set of items whose removal would mend a conflict is
found by halving, each step one question to the reasoner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")


def minimal_conflict(items: Sequence[Item], is_conflict: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """A minimal part of the items that is in conflict: without any one of them it would not be.

    Args:
        items: all items, in conflict together.
        is_conflict: whether some of them are; asked about 2k·log(n/k) times for k culprits.

    Returns:
        The culprits, in the order of the items; empty when even no items at all are in conflict.

    >>> minimal_conflict(range(100), lambda part: {17, 60} <= set(part))
    [17, 60]
    """
    if is_conflict([]):
        return []
    found = _explain([], is_asked=False, items=list(items), is_conflict=is_conflict)
    return [item for item in items if item in found]


def _explain(
    background: list[Item],
    *,
    is_asked: bool,
    items: list[Item],
    is_conflict: Callable[[Sequence[Item]], bool],
) -> list[Item]:
    """The culprits among the items, given a background that stays."""
    if is_asked and is_conflict(background):
        return []
    if len(items) == 1:
        return items
    middle = len(items) // 2
    first, second = items[:middle], items[middle:]
    right = _explain([*background, *first], is_asked=bool(first), items=second, is_conflict=is_conflict)
    left = _explain([*background, *right], is_asked=bool(right), items=first, is_conflict=is_conflict)
    return [*left, *right]
