"""What differs between two versions of a case: J City as it is, and J City edited by hand."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kg.compare.versions import Difference, diff_versions
from kg.pipeline import Snapshot, check
from kg.resources import cases_folder

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store

EDITS = (
    # c075 is denied now: its edge falls, and with it the reciprocity it was a premise of.
    ("  c075:", "polarity: affirmed", "polarity: denied"),
    # c060 rests on one passage fewer.
    ("  c060:", "quote: [the 2019 national video conference, as the time node, Prior to this, After this]",
     "quote: [the 2019 national video conference, as the time node, Prior to this]"),
    # c064 is put forward with a hedge.
    ("  c064:", "modality: asserted", "modality: tendency"),
)  # fmt: skip


def compiled(folder: Path) -> Store:
    """The dataset of a folder of cases."""
    outcome, quads = check([folder])
    return Snapshot.of(quads, outcome.report()).store


@pytest.fixture(scope="module")
def old() -> Store:
    """J City as it ships."""
    return compiled(cases_folder() / "j-city")


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """J City with the edits."""
    folder = tmp_path_factory.mktemp("cases") / "j-city"
    shutil.copytree(cases_folder() / "j-city", folder)
    path = folder / "claims.yaml"
    text = path.read_text(encoding="utf-8")
    for claim, was, becomes in EDITS:
        start = text.index(claim)
        text = text[:start] + text[start:].replace(was, becomes, 1)
    # c079 goes.
    start = text.index("  c079:")
    text = text[:start] + text[text.index("  c080:") :]
    path.write_text(text, encoding="utf-8")
    return compiled(folder)


@pytest.fixture(scope="module")
def difference(old: Store, new: Store) -> Difference:
    """What the edits change."""
    return diff_versions(old, new)


def test_the_same_case_has_no_difference(old: Store) -> None:
    """Nothing is said to have changed where nothing did."""
    assert diff_versions(old, old).is_empty


def test_a_removed_claim_is_named(difference: Difference) -> None:
    """The claim that was taken out is there, and the two that a rule no longer makes."""
    gone = {line.split("  ")[0].rpartition("/")[2] for line in difference.removed}
    assert "c079" in gone
    assert {name for name in gone if not name.startswith("r1-")} == {"c079"}
    assert not difference.added


def test_a_changed_mark_is_told(difference: Difference) -> None:
    """The marks that were edited are told, each as what it was and what it is."""
    changed = {change.claim.rpartition("/")[2]: change for change in difference.changed}
    assert any("polarity: affirmed → denied" in what for what in changed["c075"].what)
    assert "modality: asserted → tendency" in changed["c064"].what


def test_a_finding_that_lost_support_is_told(difference: Difference) -> None:
    """The passage that a finding rests on no longer is named with its segment."""
    [change] = [change for change in difference.changed if change.claim.endswith("/c060")]
    assert change.lost == ("“After this” (abstract S17)",)
    assert change.gained == ()


def test_entailed_edges_that_fell_are_told(difference: Difference) -> None:
    """The direct edge of the denied claim falls, and so does what followed from it."""
    lost = "\n".join(difference.edges_lost)
    assert "innovation logic · shapes · field logic" in lost
    assert "reciprocates with" in lost
    assert not difference.edges_gained


def test_the_other_way_round_gains(old: Store, new: Store, difference: Difference) -> None:
    """What one direction loses the other gains."""
    back = diff_versions(new, old)
    assert back.added == difference.removed
    assert back.edges_gained == difference.edges_lost
    assert not back.removed
    [change] = [change for change in back.changed if change.claim.endswith("/c060")]
    assert change.gained == ("“After this” (abstract S17)",)
