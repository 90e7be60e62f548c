"""Which pages one word in a case changes: those that show it, and the downloads, whose hashes are there to differ."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTE = "Whose clerks they are is not said."
OTHER = "Nobody says whose clerks they were, and it is a longer note."
CLAIM, DOWNLOADS = "case/d-town/claim/i1.html", "download.html"


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def test_one_note_changes_the_pages_that_show_it(
    run_kg: Callable[..., Any], tiny_case: Callable[[], Path], tmp_path: Path
) -> None:
    """Of two cases' pages in both languages: those with the note on them, and the page of downloads."""
    case = tiny_case()
    other = case.with_name("d-town")
    shutil.copytree(case, other)
    for name, old, new in (
        ("case.yaml", "case: b-town", "case: d-town"),
        ("claims.yaml", NOTE, f"{NOTE} Not at all."),
    ):
        text = (other / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (other / name).write_text(text.replace(old, new), encoding="utf-8")
    site = tmp_path / "build" / "site"
    assert run_kg("build").returncode == 0
    before = contents(site)
    text = (other / "claims.yaml").read_text(encoding="utf-8")
    (other / "claims.yaml").write_text(text.replace(f"{NOTE} Not at all.", OTHER), encoding="utf-8")
    assert run_kg("build").returncode == 0
    after = contents(site)
    assert set(after) == set(before)
    changed = {name for name in after if after[name] != before[name] and name.endswith(".html")}
    showing = {name for name, page in after.items() if name.endswith(".html") and OTHER.encode() in page}
    assert showing == {CLAIM, f"zh/{CLAIM}"}
    assert changed == showing | {DOWNLOADS, f"zh/{DOWNLOADS}"}


def test_only_the_page_of_downloads_has_the_hashes(built: Path) -> None:
    """No other page of the shipped cases shows a hash of the data, or the start of one."""
    report = json.loads((built / "report.json").read_text(encoding="utf-8"))
    parts = [report["dataset"], report["reasons"], *report["cases"].values()]
    hashes = [part["sha256"] for part in parts]
    assert len(hashes) == 2 + 3
    pages = {
        path.relative_to(built / "site").as_posix(): path.read_text("utf-8") for path in built.rglob("*.html")
    }
    for digest in hashes:
        assert {name for name, page in pages.items() if digest[:12] in page} == {DOWNLOADS, f"zh/{DOWNLOADS}"}
