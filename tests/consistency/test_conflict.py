"""Who is to blame, and nobody else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.consistency.conflict import minimal_conflict


@given(st.integers(1, 60), st.sets(st.integers(0, 59), min_size=1, max_size=4))
def test_the_blame_is_minimal(size: int, culprits: set[int]) -> None:
    """QuickXplain finds exactly the culprits among any number of items."""
    guilty = {n for n in culprits if n < size}
    found = minimal_conflict(range(size), lambda part: bool(guilty) and guilty <= set(part))
    assert found == sorted(guilty) if guilty else found
