"""A build takes the place of the earlier one as a whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.problems import KgError
from kg.staging import folder, staged

DIE = """
import os, signal, sys
from pathlib import Path
from kg.staging import staged
with staged(Path("build")) as aside:
    (aside / "report.json").write_text("{}")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def earlier(out: Path) -> dict[str, bytes]:
    """An earlier build, and its bytes."""
    out.mkdir()
    (out / "report.json").write_text('{"earlier": true}', encoding="utf-8")
    (out / "site").mkdir()
    (out / "site" / "index.html").write_text("<p>earlier", encoding="utf-8")
    return contents(out)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden things too."""
    return sorted(path.name for path in folder.iterdir())


def test_a_build_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    """Files that the new build has not got are gone, and nothing is left aside."""
    earlier(tmp_path / "build")
    with staged(tmp_path / "build") as aside:
        assert aside != tmp_path / "build"
        (aside / "report.json").write_text("{}", encoding="utf-8")
    assert contents(tmp_path / "build") == {"report.json": b"{}"}
    assert names(tmp_path) == ["build"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_build_that_breaks_off_leaves_the_earlier_one(tmp_path: Path, error: type[BaseException]) -> None:
    """Whatever stops the writing, the earlier build is there byte for byte and nothing is left aside."""
    before = earlier(tmp_path / "build")

    def break_off() -> None:
        with staged(tmp_path / "build") as aside:
            (aside / "report.json").write_text("{}", encoding="utf-8")
            assert contents(tmp_path / "build") == before
            raise error

    with pytest.raises(error):
        break_off()
    assert contents(tmp_path / "build") == before
    assert names(tmp_path) == ["build"]


def test_a_build_that_is_killed_leaves_the_earlier_one(tmp_path: Path) -> None:
    """Even without a chance to tidy up, the earlier build is whole, and the next build succeeds."""
    before = earlier(tmp_path / "build")
    package = str(Path(kg.__file__).resolve().parents[1])
    environment = {**os.environ, "PYTHONPATH": package}
    done = subprocess.run([sys.executable, "-c", DIE], cwd=tmp_path, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert contents(tmp_path / "build") == before
    with staged(tmp_path / "build") as aside:
        (aside / "report.json").write_text("{}", encoding="utf-8")
    assert contents(tmp_path / "build") == {"report.json": b"{}"}


def test_a_swap_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the new build cannot be moved into place, the earlier one is moved back."""
    before = earlier(tmp_path / "build")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if target == tmp_path / "build" and (path / "new").exists():
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr(folder, "exchange", lambda *_: False)
    with pytest.raises((OSError, KgError)), staged(tmp_path / "build") as aside:
        (aside / "new").touch()
    assert contents(tmp_path / "build") == before
    assert names(tmp_path) == ["build"]


def test_an_empty_folder_may_be_built_into(tmp_path: Path) -> None:
    """A new path, with folders above it that are not there yet, and an empty folder are both fine."""
    for out in (tmp_path / "a" / "b", tmp_path / "empty"):
        if out.name == "empty":
            out.mkdir()
        with staged(out) as aside:
            (aside / "report.json").touch()
        assert names(out) == ["report.json"]


def test_something_else_is_not_replaced(tmp_path: Path) -> None:
    """A folder that holds anything but a build is refused before anything is written."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "thesis.txt").touch()
    with pytest.raises(KgError, match="is not an earlier build"), staged(tmp_path / "work"):
        pytest.fail("it was entered")
    assert names(tmp_path / "work") == ["thesis.txt"]
