"""The cells of relations of two concepts, each worked out by hand from what the small case says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import test_cells
from test_cells import FIELD, Cell, claim

if TYPE_CHECKING:
    from test_cells import Read

read = test_cells.read
RELATED = "{} > {} > {}"
AVOIDANCE, INNOVATION, OF_FIELD = "responsibility-avoidance-logic", "innovation-logic", "field-logic"


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        # Who supports another interacts with it, whichever way it is asked.
        (
            claim("x1", "openness > supports > field"),
            {
                (INNOVATION, "supports", OF_FIELD): Cell("stated", ("supports",), ("x1",)),
                (OF_FIELD, "interacts-with", INNOVATION): Cell("stated", ("interacts-with",), ("x1",)),
            },
        ),
        # Who denies that they interact denies what is narrower both ways; the wider one has one order.
        (
            claim("x1", "openness > interacts-with > field", polarity="denied"),
            {
                (one, relation, other): Cell("denied", (relation,), ("x1",), flags=("isDenial",))
                for relation in ("supports", "shapes", "hinders", "reciprocates-with", "interacts-with")
                for one, other in (
                    ((OF_FIELD, INNOVATION), (INNOVATION, OF_FIELD))
                    if relation in {"supports", "shapes", "hinders"}
                    else ((OF_FIELD, INNOVATION),)
                )
            },
        ),
        # Of three together it is said of each two; what supports all is none of these.
        (
            claim("x1", "[openness, field, caution] > stands-apart-from", "interpreted"),
            {
                (one, "stands-apart-from", other): Cell("interpreted", ("stands-apart-from",), ("x1",))
                for one, other in ((OF_FIELD, INNOVATION), (OF_FIELD, AVOIDANCE), (INNOVATION, AVOIDANCE))
            },
        ),
        # Each of several at one end, and what is of no concept has no part in it.
        (
            claim("x1", "[openness, caution] > part-of > field") + claim("x2", "fear > part-of > field"),
            {(one, "part-of", OF_FIELD): Cell("stated", ("part-of",), ("x1",)) for one in (INNOVATION, AVOIDANCE)},
        ),
    ],
)  # fmt: skip
def test_the_cells_of_relations(read: Read, claims: str, expected: dict[tuple[str, str, str], Cell]) -> None:
    """Each relation of two concepts of which something speaks has a cell, and no other has."""
    found = {name: cell for name, cell in read(claims, FIELD).items() if " > " in name}
    del found[RELATED.format(INNOVATION, "can-convert-into", AVOIDANCE)]
    assert found == {RELATED.format(*key): cell for key, cell in expected.items()}
