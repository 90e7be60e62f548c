"""The room `snapshot`: an earlier build loaded again, a case picked by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.pipeline import write_dataset
from kg.problems import KgError
from kg.snapshot import Snapshot, load_snapshot, open_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from kg.pipeline import Outcome
    from kg.store import Quad


def test_a_build_is_loaded_again(
    compiled: tuple[Outcome, list[Quad]], snapshot: Snapshot, tmp_path: Path
) -> None:
    """What was written comes back as the same snapshot."""
    outcome, _ = compiled
    report = write_dataset(outcome, tmp_path)
    loaded = load_snapshot(tmp_path)
    assert loaded.report == report
    assert loaded.cases == snapshot.cases
    assert len(loaded.store.whole) == len(snapshot.store)
    assert loaded.nquads() == snapshot.nquads() == (tmp_path / "dataset.nq").read_bytes()
    assert loaded.reasons_nquads() == snapshot.reasons_nquads() == (tmp_path / "reasons.nq").read_bytes()


def test_a_build_without_report_is_wrong_use(tmp_path: Path) -> None:
    """A dataset without its report is told to be built again."""
    (tmp_path / "dataset.nq").touch()
    with pytest.raises(KgError, match="run 'kg build' again"):
        load_snapshot(tmp_path)


def test_a_build_of_another_version_is_told(compiled: tuple[Outcome, list[Quad]], tmp_path: Path) -> None:
    """What an older tool built is to be built again, unless somebody asks for it as it is."""
    report = write_dataset(compiled[0], tmp_path)
    text = (tmp_path / "report.json").read_text(encoding="utf-8")
    (tmp_path / "report.json").write_text(text.replace(report["tool"], "tongban-kg 0.0.9"), encoding="utf-8")
    with pytest.raises(
        KgError, match=r"was built by tongban-kg 0\.0\.9, and this is .*: run 'kg build' again"
    ):
        open_snapshot(tmp_path, "")
    assert load_snapshot(tmp_path, is_any_version=True).cases


def test_a_case_is_picked_by_its_name(snapshot: Snapshot) -> None:
    """The name finds its IRI; a wrong name, or none where there are several, gets the names that there are."""
    names = ", ".join(snapshot.cases)
    assert snapshot.pick_case("hangzhou") == "https://w3id.org/tongban-kg/case/hangzhou"
    with pytest.raises(KgError, match=f'there is no case "hangzou"; there are: {names}'):
        snapshot.pick_case("hangzou")
    with pytest.raises(KgError, match=f"name a case; there are: {names}"):
        snapshot.pick_case(None)
    only = Snapshot(snapshot.store, {}, {"hangzhou": snapshot.cases["hangzhou"]})
    assert only.pick_case(None) == snapshot.cases["hangzhou"]
