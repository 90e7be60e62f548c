"""A query of an earlier version by which a reader decided how a thing stands is told with the one that says it now."""

from __future__ import annotations

import pytest

from kg.asking import find_query
from kg.problems import KgError


@pytest.mark.parametrize("name", ["compare-concepts", "compare-phases", "compare-statements"])
def test_a_query_that_is_gone_names_the_one_that_took_its_place(name: str) -> None:
    """Another name that begins alike would not say how a thing stands."""
    with pytest.raises(KgError, match=f'the query "{name}" is gone: "cells" says how each thing stands'):
        find_query(name)


def test_the_propositions_are_still_there() -> None:
    """What a framework proposes is asked as before, and so are the cells."""
    assert [find_query(name).name for name in ("compare-propositions", "cells")] == [
        "compare-propositions",
        "cells",
    ]
