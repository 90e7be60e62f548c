"""A build that takes the place of an earlier one leaves the files alone that came out the same."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

from kg.staging.folder import keep_unchanged, staged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

LONG_AGO = 1_000_000_000


def write(folder: Path, files: dict[str, str]) -> None:
    """Files with these words, all of a time long ago."""
    for name, words in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
        os.utime(path, (LONG_AGO, LONG_AGO))


def test_an_unchanged_file_is_the_earlier_one(tmp_path: Path) -> None:
    """It has the same place on the disk and the same time; a changed one has neither."""
    out = tmp_path / "build"
    write(out, {"report.json": "{}", "site/a.html": "same", "site/b.html": "old", "site/gone.html": "x"})
    inode = (out / "site/a.html").stat().st_ino
    with staged(out) as aside:
        for name, words in {"report.json": "{}", "site/a.html": "same", "site/b.html": "new"}.items():
            (aside / name).parent.mkdir(exist_ok=True)
            (aside / name).write_text(words, encoding="utf-8")
    assert (out / "site/a.html").stat().st_ino == inode
    assert (out / "site/a.html").stat().st_mtime == LONG_AGO
    assert (out / "site/b.html").read_text(encoding="utf-8") == "new"
    assert (out / "site/b.html").stat().st_mtime > LONG_AGO
    assert sorted(p.name for p in out.rglob("*") if p.is_file()) == ["a.html", "b.html", "report.json"]


def test_without_links_the_time_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without hard links the new file gets the earlier one's time."""

    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write(tmp_path / "old", {"a": "same", "b": "one"})
    (tmp_path / "new").mkdir()
    (tmp_path / "new/a").write_text("same", encoding="utf-8")
    (tmp_path / "new/b").write_text("two", encoding="utf-8")
    assert keep_unchanged(tmp_path / "new", tmp_path / "old") == 1
    assert (tmp_path / "new/a").stat().st_mtime == LONG_AGO
    assert (tmp_path / "new/a").stat().st_ino != (tmp_path / "old/a").stat().st_ino
    assert (tmp_path / "new/b").stat().st_mtime > LONG_AGO


def test_a_link_in_the_earlier_build_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link that someone put there does not become a part of the new build."""
    write(tmp_path, {"elsewhere": "same"})
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "old/a").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "new/a").write_text("same", encoding="utf-8")
    assert keep_unchanged(tmp_path / "new", tmp_path / "old") == 0
    assert not (tmp_path / "new/a").is_symlink()
    assert keep_unchanged(tmp_path / "new", tmp_path / "nothing") == 0


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    """The build lies where the link leads to, the first and the next."""
    (tmp_path / "large-disk").mkdir()
    out = tmp_path / "work" / "build"
    out.parent.mkdir()
    out.symlink_to(tmp_path / "large-disk" / "build")
    for words in ("{}", '{"next": true}'):
        with staged(out) as aside:
            write(aside, {"report.json": words})
        assert out.is_symlink()
        assert (tmp_path / "large-disk/build/report.json").read_text(encoding="utf-8") == words
    assert sorted(path.name for path in out.parent.iterdir()) == ["build"]
    assert sorted(path.name for path in (tmp_path / "large-disk").iterdir()) == ["build"]


def ages(build: Path) -> dict[str, int]:
    """The time of change of every file."""
    return {p.relative_to(build).as_posix(): p.stat().st_mtime_ns for p in build.rglob("*") if p.is_file()}


def test_a_second_build_writes_what_changed(
    run_kg: Callable[..., Any], tiny_case: Callable[[], Path], tmp_path: Path
) -> None:
    """Built twice, nothing is written; with one label changed, only pages that have the label are."""
    case = tiny_case()
    build = tmp_path / "build"
    assert run_kg("build").returncode == 0
    for path in build.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    before = ages(build)
    assert run_kg("build").returncode == 0
    assert ages(build) == before
    text = (case / "case.yaml").read_text(encoding="utf-8")
    assert "B Town" in text
    (case / "case.yaml").write_text(text.replace("B Town", "C Town"), encoding="utf-8")
    assert run_kg("build").returncode == 0
    after = ages(build)
    assert set(after) == set(before)
    changed = {name for name in after if after[name] != before[name]}
    assert "site/case/b-town/index.html" in changed
    assert not any(name.startswith("site/assets/site.") for name in changed)


def test_a_change_in_one_case_leaves_the_pages_of_another(
    run_kg: Callable[..., Any], tiny_case: Callable[[], Path], tmp_path: Path
) -> None:
    """Nothing on the pages of a case speaks of another's data; each has a hash of its own in the report."""
    case = tiny_case()
    other = case.with_name("d-town")
    shutil.copytree(case, other)
    text = (other / "case.yaml").read_text(encoding="utf-8")
    (other / "case.yaml").write_text(text.replace("case: b-town", "case: d-town"), encoding="utf-8")
    build = tmp_path / "build"
    assert run_kg("build").returncode == 0
    before = ages(build)
    claims = (other / "claims.yaml").read_text(encoding="utf-8")
    (other / "claims.yaml").write_text(
        claims.replace("confidence: medium", "confidence: low"), encoding="utf-8"
    )
    assert run_kg("build").returncode == 0
    after = ages(build)
    changed = {name for name in after if after[name] != before[name]}
    assert "site/case/d-town/claim/i1.html" in changed
    assert not any(name.startswith(("site/case/b-town", "site/zh/case/b-town")) for name in changed)
    cases = json.loads((build / "report.json").read_text(encoding="utf-8"))["cases"]
    lines = (build / "dataset.nq").read_bytes().splitlines(keepends=True)
    own = b"".join(line for line in lines if b"/case/b-town/graph/" in line.rpartition(b" <")[2])
    assert cases["b-town"]["sha256"] == hashlib.sha256(own).hexdigest() != cases["d-town"]["sha256"]
