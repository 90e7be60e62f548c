"""What folders looked like when they were last read: when that is trusted, and what becomes of spoilt notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.cache.folder_index import FolderIndex, state_of

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_too_young_is_not_trusted(tmp_path: Path) -> None:
    """A file that is not older than the moment when looking began could change again unseen."""
    case, kept = tmp_path / "case", tmp_path / "kept"
    case.mkdir()
    (case / "old").write_text("x", encoding="utf-8")
    seen = FolderIndex(kept, "tool")
    while True:
        seen.begin()
        if seen._began > state_of(case)[0][5]:  # type: ignore[index]
            break
    seen.put("case", "case", state_of(case), {"is": "old"})
    (case / "young").write_text("x", encoding="utf-8")
    seen.put("young", "case", state_of(case), {"is": "young"})
    seen.save()
    again = FolderIndex(kept, "tool")
    assert again.get("young", "case", state_of(case)) is None
    (case / "young").unlink()
    assert again.get("case", "case", state_of(case)) == {"is": "old"}
    assert again.get("case", "other", state_of(case)) is None
    assert FolderIndex(kept, "another tool").get("case", "case", state_of(case)) is None
    (case / "more").symlink_to("old")
    assert state_of(case) is None
    assert state_of(tmp_path / "nowhere") is None


@pytest.mark.parametrize("words", ["", "{", "[]", "{}", '{"tool": "tool", "folders": {"case": {}}}', "null"])
def test_what_was_taken_down_may_be_spoilt(tmp_path: Path, words: str) -> None:
    """Cut off, empty or of another form: nothing is known, and that is no mistake."""
    (tmp_path / "seen.json").write_text(words, encoding="utf-8")
    assert FolderIndex(tmp_path, "tool").get("case", "case", ()) is None
