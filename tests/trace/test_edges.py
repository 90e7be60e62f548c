"""An edge that follows is traced by the command and the function that trace a claim."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.problems import KgError
from kg.trace import Explanation, Trace, find, trace_found

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.snapshot import Snapshot


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("c072", Trace),
        ("field supports responsibility avoidance", Trace),  # the words of one claim
        ("field logic · supports · responsibility avoidance logic", Explanation),
        ("field · supports · avoidance", Explanation),
        ("field supports actor", KgError),
    ],
)
def test_words_find_a_claim_or_else_an_edge(snapshot: Snapshot, words: str, kind: type) -> None:
    """A claim comes first where the words fit both; with dots between its ends it is an edge."""
    store = snapshot.store
    if kind is KgError:
        with pytest.raises(
            KgError, match=f'there is no claim "{words}".*\nthere is no inferred edge "{words}"'
        ):
            find(store, words)
        return
    assert isinstance(trace_found(store, find(store, words)), kind)


def test_an_edge_leads_down_to_the_words(built: Path, run_kg: Callable) -> None:
    """As JSON and as an outline: the premise of the edge is the claim with the passage that says it."""
    edge = ("trace", "field · supports · avoidance", "--build", str(built))
    found = json.loads(run_kg(*edge, "--format", "json").stdout)
    assert found["sentence"] == "field logic · supports · responsibility avoidance logic"
    claims = [premise["id"] for way in found["ways"] for premise in way["premises"] if "id" in premise]
    assert "c072" in claims
    text = run_kg(*edge, "--format", "markdown").stdout
    assert text.startswith("# field logic · supports · responsibility avoidance logic")
    assert "(`j-city/c072`)" in text
