"""Up from the words of a source to the findings that rest on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.asking import asking
from kg.coverage import cover_case
from kg.model import iris
from kg.records import Index, read_stated
from kg.resources import cases_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store


def test_coverage_is_the_text_in_order(dataset_store: Store) -> None:
    """Every segment is there, numbered, and with its words."""
    segments = cover_case(Index(read_stated(asking(dataset_store), iris.case("j-city"))), iris.case("j-city"))
    assert [segment.number for segment in segments] == list(range(1, 23))
    text = (cases_folder() / "j-city" / "abstract.en.txt").read_bytes().decode("utf-8")
    assert "".join(segment.text for segment in segments) == text


def test_a_segment_without_claims_is_shown(store_of: Callable[..., Store]) -> None:
    """What nothing rests on is in the list like the rest, with no claims."""
    claims = """claims:
  c9:
    subject: fear
    relation: affects
    object: caution
    status: stated
    role: finding
    modality: asserted
    polarity: affirmed
    quote: [files apart.Clerks said, led to caution]
"""
    segments = cover_case(
        Index(read_stated(asking(store_of(claims=claims)), iris.case("b-town"))), iris.case("b-town")
    )
    assert [(s.name, [claim.id for claim in s.claims]) for s in segments] == [
        ("S01", ["c9"]), ("S02", ["c9"]), ("S03", []), ("S04", []), ("S05", []),
    ]  # fmt: skip
    assert segments[0].claims[0].sentence == "Fear of blame affects caution"
