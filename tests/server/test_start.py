"""What stands in the way of a start gets one clear line and exit code 2."""

from __future__ import annotations

import json
import re
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.server.errors import CODES

if TYPE_CHECKING:
    from collections.abc import Callable


def test_no_build(run_kg: Callable) -> None:
    """Says what to do first."""
    done = run_kg("serve", "--port", "0")
    assert (done.returncode, done.stderr) == (2, "kg: there is no build at build: run 'kg build' first\n")


def test_a_port_in_use(run_kg: Callable, built_data: Path, tmp_path: Path) -> None:
    """Names the port, before any store is filled."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_kg("serve", "--build", str(built_data), "--store", "kept", "--port", str(port))
    assert (done.returncode, done.stderr) == (2, f"kg: port {port} is in use: choose another with --port\n")
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize(("file", "text", "words"), [
    ("dataset.nq", "<a:b> <a:b> ", "is damaged"),
    ("report.json", "{", "cannot be read: run 'kg build' again"),
    ("report.json", "[]", "is no report of a build: run 'kg build' again"),
])  # fmt: skip
def test_a_damaged_build(
    run_kg: Callable, built_data: Path, tmp_path: Path, file: str, text: str, words: str
) -> None:
    """Half-written or cut off: says which file."""
    shutil.copytree(built_data, tmp_path / "build", ignore=shutil.ignore_patterns("site"))
    (tmp_path / "build" / file).write_text(text, encoding="utf-8")
    done = run_kg("serve", "--port", "0")
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("harm", ["a line is gone", "another line", "the report counts other quads"])
def test_a_build_that_its_report_does_not_know(
    run_kg: Callable, built_data: Path, tmp_path: Path, harm: str
) -> None:
    """N-Quads that can be read are not enough: length, hash and number of quads are compared, and nothing is kept."""
    shutil.copytree(built_data, tmp_path / "build", ignore=shutil.ignore_patterns("site"))
    file, report = tmp_path / "build" / "dataset.nq", tmp_path / "build" / "report.json"
    if harm == "a line is gone":
        file.write_bytes(file.read_bytes()[: file.read_bytes().rstrip(b"\n").rindex(b"\n") + 1])
    elif harm == "another line":
        file.write_bytes(file.read_bytes().replace(b"/case/j-city>", b"/case/k-city>", 1))
    else:
        said = json.loads(report.read_text(encoding="utf-8"))
        said["dataset"]["quads"] += 1
        report.write_text(json.dumps(said), encoding="utf-8")
    done = run_kg("serve", "--port", "0", "--store", "kept")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "is damaged" in done.stderr
    assert "run 'kg build' again" in done.stderr
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["dataset.lock"]


def test_a_folder_of_something_else(run_kg: Callable, built_data: Path, tmp_path: Path) -> None:
    """A store is never put over other files."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    done = run_kg("serve", "--build", str(built_data), "--store", "mine", "--port", "0")
    assert done.returncode == 2
    assert "something else than a store" in done.stderr
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_a_store_is_kept(start: Callable, built_data: Path, tmp_path: Path) -> None:
    """It is filled once, again when the dataset changed, and again when the filling was cut off."""
    folder = tmp_path / "kept"

    def filled() -> int:
        with start(built_data, "--store", str(folder), "--engines", "1"):
            return (folder / "dataset.json").stat().st_mtime_ns

    first = filled()
    assert filled() == first
    known = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    (folder / "dataset.json").write_text(json.dumps(known | {"sha256": "other"}), encoding="utf-8")
    assert filled() != first


def test_every_code_is_explained() -> None:
    """The page on serving has each code of the list with its meaning, and no other."""
    page = (Path(__file__).parents[2] / "docs" / "serving.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| [\d, ]+ \| (.+?) \|$", page, re.MULTILINE))
    assert rows == CODES
