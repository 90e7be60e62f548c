"""Reasoning without the collector of circular garbage."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the collector of circular garbage off for a while, and then as it was.

    What follows in a case is tens of thousands of small records without a circle among them, most of
    which are gone at the end. For each some thousand of them the collector would look through all
    that the process holds, so that a case would take the longer the more cases came before it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
