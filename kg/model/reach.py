"""What can be reached from things, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

Thing = TypeVar("Thing", bound="Hashable")


def reached(start: Iterable[Thing], step: Callable[[Thing], Iterable[Thing]]) -> set[Thing]:
    """Gather everything that a walk meets, and the things from which it starts.

    Args:
        start: where it starts.
        step: where it leads to from a thing; asked once of each.

    >>> sorted(reached([6], lambda number: [number // 2, number // 3]))
    [0, 1, 2, 3, 6]
    """
    found: set[Thing] = set()
    ahead = list(start)
    while ahead:
        thing = ahead.pop()
        if thing not in found:
            found.add(thing)
            ahead.extend(step(thing))
    return found
