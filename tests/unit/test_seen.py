"""What folders looked like when they were last read: when that is trusted, and what becomes of spoilt notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.pipeline.seen import Seen, look_at

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_too_young_is_not_trusted(tmp_path: Path) -> None:
    """A file that is not older than the moment when looking began could change again unseen."""
    case, kept = tmp_path / "case", tmp_path / "kept"
    case.mkdir()
    (case / "old").write_text("x", encoding="utf-8")
    seen = Seen(kept, "tool")
    while True:
        seen.begin()
        if seen._began > look_at(case)[0][5]:  # type: ignore[index]
            break
    seen.put("case", "case", look_at(case), {"is": "old"})
    (case / "young").write_text("x", encoding="utf-8")
    seen.put("young", "case", look_at(case), {"is": "young"})
    seen.save()
    again = Seen(kept, "tool")
    assert again.get("young", "case", look_at(case)) is None
    (case / "young").unlink()
    assert again.get("case", "case", look_at(case)) == {"is": "old"}
    assert again.get("case", "other", look_at(case)) is None
    assert Seen(kept, "another tool").get("case", "case", look_at(case)) is None
    (case / "more").symlink_to("old")
    assert look_at(case) is None
    assert look_at(tmp_path / "nowhere") is None


@pytest.mark.parametrize("words", ["", "{", "[]", "{}", '{"tool": "tool", "folders": {"case": {}}}', "null"])
def test_what_was_taken_down_may_be_spoilt(tmp_path: Path, words: str) -> None:
    """Cut off, empty or of another form: nothing is known, and that is no mistake."""
    (tmp_path / "seen.json").write_text(words, encoding="utf-8")
    assert Seen(tmp_path, "tool").get("case", "case", ()) is None
