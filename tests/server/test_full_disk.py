"""A disk that fills up: one clear line, exit code 2, and nothing that was there is lost.

The limit on the size of a file that a process may write (RLIMIT_FSIZE) stands for the disk, so that no test needs rights.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

resource = pytest.importorskip("resource")
PACKAGE = str(Path(kg.__file__).resolve().parents[1])


def run_with(room: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where no file may become larger than so many bytes."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        env={**os.environ, "PYTHONPATH": PACKAGE, "PYTHONUTF8": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        check=False, capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("room", [200, 5_000, 100_000])
def test_a_build_without_room(tiny_case: Callable[[], Path], run_kg: Callable, room: int) -> None:
    """Whatever file it is that does not fit, the earlier build stays, and the next one succeeds."""
    case = tiny_case()
    assert run_kg("build", "--no-site").returncode == 0
    before = contents(Path("build"))
    text = (case / "case.yaml").read_text(encoding="utf-8")
    (case / "case.yaml").write_text(text.replace("B Town", "N Town"), encoding="utf-8")
    done = run_with(room, "build", "--no-site")
    assert done.returncode == 2, done.stderr
    assert done.stderr == "kg: build cannot be written: File too large; the earlier build is as it was\n"
    assert contents(Path("build")) == before
    assert sorted(path.name for path in Path().iterdir() if path.name != ".kg-cache") == ["build", "cases"]
    assert run_kg("build", "--no-site").returncode == 0
    assert b"N Town" in (Path("build") / "dataset.nq").read_bytes()


def test_a_first_build_without_room(tiny_case: Callable[[], Path]) -> None:
    """Nothing is left of it."""
    tiny_case()
    done = run_with(5_000, "build", "--no-cache")
    assert (done.returncode, done.stderr) == (2, "kg: build cannot be written: File too large\n")
    assert [path.name for path in Path().iterdir()] == ["cases"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "line",
    ["query cq-01", "check cases --json", "build --no-site", "coverage b-town", "--version"],
)  # fmt: skip
def test_no_room_for_what_is_printed(line: str, tiny_case: Callable[[], Path], run_kg: Callable) -> None:
    """Whoever sends the answer to a full disk is told, and the exit code says that it is not there."""
    tiny_case()
    assert run_kg("build", "--no-site").returncode == 0
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *line.split()], env={**os.environ, "PYTHONPATH": PACKAGE},
            stdout=full, stderr=subprocess.PIPE, check=False, encoding="utf-8", timeout=120,
        )  # fmt: skip
    assert done.returncode == 2
    assert (
        done.stderr == "kg: a file, or what this command prints, cannot be written: No space left on device\n"
    )


@pytest.mark.parametrize("room", [0, 100])
@pytest.mark.parametrize(
    "line",
    ["case new n-town", "case to-csv cases/b-town out", "case to-xlsx cases/b-town out.xlsx",
     "compare --qca table --outcome responsibility-avoidance-logic"],
)  # fmt: skip
def test_a_file_without_room(line: str, room: int, tiny_case: Callable[[], Path], run_kg: Callable) -> None:
    """Every command that writes files names in one line the one that did not fit, and leaves nothing of its own."""
    tiny_case()
    if line.startswith("compare"):
        assert run_kg("build", "--no-site").returncode == 0
    before = contents(Path())
    done = run_with(room, *line.split())
    assert done.returncode == 2
    assert re.fullmatch(
        r"kg: (cases/n-town|out|out\.xlsx|table)(/[a-z.-]+)? cannot be written: "
        r"(File too large|(File too large|No usable temporary directory [^\n]+) \(among the temporary files[^\n]+\))\n",
        done.stderr,
    )
    assert contents(Path()) == before
    assert not [name for name in ("cases/n-town", "out", "out.xlsx", "table") if Path(name).exists()]


@pytest.mark.parametrize(
    ("line", "room"), [("case to-csv cases/b-town out --force", 500), ("case to-xlsx cases/b-town out.xlsx --force", 100),
                       ("case to-xlsx cases/b-town out.xlsx --force", 40_000), ("case new n-town", 5_000)],
)  # fmt: skip
def test_what_was_there_stays(line: str, room: int, tiny_case: Callable[[], Path]) -> None:
    """Some of the files fit and one does not: an earlier output is as it was, and of a new one nothing is left."""
    tiny_case()
    Path("out").mkdir()
    for name in ("out/case.csv", "out/claims.csv", "out.xlsx"):
        Path(name).write_text("mine", encoding="utf-8")
    before = contents(Path())
    done = run_with(room, *line.split())
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert contents(Path()) == before
    assert not Path("cases/n-town").exists()


def test_a_store_without_room(
    built_data: Path, tmp_path: Path, start: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`kg serve --store` says so, and fills the same folder the next time; a store of an earlier dataset stays as it was."""
    monkeypatch.chdir(tmp_path)
    done = run_with(20_000, "serve", "--build", str(built_data), "--store", "kept", "--port", "0")
    assert done.returncode == 2
    assert "File too large" in done.stderr
    assert done.stderr.count("\n") == 1
    with start(built_data, "--store", str(tmp_path / "kept"), "--engines", "1"):
        assert (tmp_path / "kept" / "dataset.json").is_file()
    stamp = json.loads((tmp_path / "kept" / "dataset.json").read_text(encoding="utf-8"))
    earlier = json.dumps(stamp | {"sha256": "of an earlier dataset"})
    (tmp_path / "kept" / "dataset.json").write_text(earlier, encoding="utf-8")
    assert (
        run_with(20_000, "serve", "--build", str(built_data), "--store", "kept", "--port", "0").returncode
        == 2
    )
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == [
        "dataset.json",
        "dataset.lock",
        "store",
    ]
    assert (tmp_path / "kept" / "dataset.json").read_text(encoding="utf-8") == earlier
    assert len(open_store(str(tmp_path / "kept"))) == stamp["quads"]
