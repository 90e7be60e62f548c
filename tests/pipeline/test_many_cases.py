"""Many cases lie in a file each; after a change only what changed is read, compiled and written again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg import workers
from kg.cli import group
from kg.pipeline import compile_cases, dataset, write_dataset
from kg.problems import KgError
from kg.push import push
from kg.snapshot import load_snapshot
from kg.staging import staged
from kg.store import dataset_files, dataset_list
from kg.store.dataset_files import JoinedFiles
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from collections.abc import Callable

CITIES = 5
KEEPING = CompileOptions(jobs=1, cache=Path("kept"), is_kept=True)


@pytest.fixture
def towns(towns_of: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of several cases, which for this test are many."""
    monkeypatch.setattr(dataset, "_MANY", CITIES - 1)
    return towns_of(CITIES)


def build(towns: Path, options: CompileOptions = KEEPING, out: Path = Path("build")) -> dict[str, bytes]:
    """What ``kg build --no-site`` writes, file by file."""
    outcome = compile_cases([towns], options)
    assert outcome.is_clean, outcome.problems
    with staged(out) as folder:
        write_dataset(outcome, folder, out)
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def anew(towns: Path) -> dict[str, bytes]:
    """The same with no cache and no earlier build."""
    found = build(towns, CompileOptions(jobs=1), Path("anew"))
    shutil.rmtree("anew")
    return found


def is_whole(out: Path) -> bool:
    """Whether every file of dataset and reasons is there and has the hash that the list says."""
    pairs = (
        (out / part, *line.split("  "))
        for part in ("dataset", "reasons")
        for line in (out / part / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    return all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for folder, digest, name in pairs
    )


def places() -> dict[str, int]:
    """Where each file of the build lies on the disk."""
    return {p.relative_to("build").as_posix(): p.stat().st_ino for p in Path("build").rglob("*.nq")}


def change(towns: Path, name: str = "b-town-3") -> None:
    """Another label of a case."""
    head = towns / name / "case.yaml"
    text = head.read_text("utf-8")
    head.write_text(text.replace("B Town", "N Town"), "utf-8")
    assert head.read_text("utf-8") != text


def test_many_cases_lie_in_a_file_each(towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put behind one another the files have the bytes of the one file that few cases make."""
    found = build(towns)
    own = [*(f"cases/b-town{end}.nq" for end in ("", "-2", "-3", "-4", "-5")), "SHA256SUMS", "graphs.json"]
    names = [f"{part}/{name}" for part in ("dataset", "reasons") for name in own]
    assert sorted(found) == sorted([*names, "dataset/ontology.nq", "dataset/overview.nq", "report.json"])
    assert is_whole(Path("build"))
    together = {}
    for part, files in (("dataset", CITIES + 2), ("reasons", CITIES)):
        paths = dataset_files(Path("build"), part)
        together[part] = b"".join(path.read_bytes() for path in paths)
        assert JoinedFiles(paths).readall() == together[part]
        report = load_snapshot(Path("build")).report[part]
        counted = (files, len(together[part]), together[part].count(b"\n"))
        assert (report["files"], report["bytes"], report["quads"]) == counted
    monkeypatch.setattr(dataset, "_MANY", CITIES)
    found = anew(towns)
    assert {part: found[f"{part}.nq"] for part in together} == together


def test_a_change_writes_one_file(towns: Path, compiled_now: list[str]) -> None:
    """The others are those of the earlier build; all bytes are those of a build from nothing."""
    build(towns)
    before = places()
    compiled_now.clear()
    change(towns)
    after = build(towns)
    assert compiled_now == ["b-town-3"]
    moved = [name for name, place in places().items() if before[name] != place]
    assert moved == ["dataset/cases/b-town-3.nq"]
    assert after == anew(towns)


def test_nothing_is_read_when_nothing_changed(
    towns: Path, compiled_now: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the files of a case nor what is kept of it is opened."""
    first = build(towns)
    build(towns)
    compiled_now.clear()
    opened: list[Path] = []
    read_bytes = Path.read_bytes

    def watch(path: Path) -> bytes:
        opened.append(path)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", watch)
    outcome = compile_cases([towns], KEEPING)
    assert outcome.is_clean
    assert not [path for path in opened if {"cases", "kept"} & set(path.parts)]
    assert compiled_now == []
    assert build(towns) == first


@pytest.mark.parametrize(
    "spoil", ["written to", "cut off", "gone", "another file", "link", "no list", "list"]
)
def test_a_file_of_the_build_that_is_not_as_it_was_is_written_again(towns: Path, spoil: str) -> None:
    """Whatever was done to it, the next build gives the bytes of a build from nothing."""
    good = build(towns)
    path, sums = Path("build/dataset/cases/b-town-2.nq"), Path("build/dataset/SHA256SUMS")
    data = path.read_bytes()
    if spoil == "written to":
        path.write_bytes(data.replace(b"B Town", b"C Town"))
    elif spoil == "cut off":
        path.write_bytes(data[:-9])
        os.utime(path, ns=(0, 0))
    elif spoil == "list":
        sums.write_bytes(b"not a list\n")
    else:
        (sums if spoil == "no list" else path).unlink()
    if spoil == "another file":
        path.write_bytes(data.replace(b"B Town", b"C Town"))
    if spoil == "link":
        Path("elsewhere").write_bytes(data)
        path.symlink_to(Path("elsewhere").absolute())
    assert build(towns) == good
    assert not path.is_symlink()


def test_without_links_a_file_is_copied(towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without hard links."""

    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    build(towns)
    change(towns)
    assert build(towns) == anew(towns)


def test_fewer_and_more_cases(towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that goes takes its file along; from many to few the folder gives way to the one file, and back."""
    many = build(towns)
    shutil.rmtree(towns / "b-town-4")
    monkeypatch.setattr(dataset, "_MANY", 2)
    assert set(many) - set(build(towns)) == {"dataset/cases/b-town-4.nq", "reasons/cases/b-town-4.nq"}
    monkeypatch.setattr(dataset, "_MANY", CITIES)
    assert set(build(towns)) == {"dataset.nq", "reasons.nq", "report.json"}
    monkeypatch.setattr(dataset, "_MANY", 2)
    assert build(towns) == anew(towns)


def test_what_is_kept_may_go_at_any_time(towns: Path, compiled_now: list[str]) -> None:
    """Between the moment a case is known to be unchanged and the moment its quads are wanted."""
    good = build(towns)
    outcome = compile_cases([towns], KEEPING)
    shutil.rmtree("kept")
    shutil.rmtree("build")
    compiled_now.clear()
    with staged(Path("build")) as folder:
        write_dataset(outcome, folder)
    assert len(compiled_now) == CITIES
    assert {p.relative_to("build").as_posix(): p.read_bytes() for p in Path("build").rglob("*.nq")} == {
        name: data for name, data in good.items() if name.endswith(".nq")
    }
    change(towns)
    shutil.rmtree("kept")
    with pytest.raises(KgError, match="cases/b-town-3 was changed while it was compiled: build again"):
        outcome.quads()


def test_a_case_that_is_written_to_while_it_is_compiled_is_not_kept(
    towns: Path, compiled_now: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came of it may be of the earlier words or of the later ones: the next build looks again."""
    watched = workers.compile_case

    def write_meanwhile(folder: Path, *rest: object, **more: object) -> object:
        found = watched(folder, *rest, **more)  # type: ignore[arg-type]
        if folder.name == "b-town-3":
            change(towns)
        return found

    monkeypatch.setattr(workers, "compile_case", write_meanwhile)
    build(towns)
    monkeypatch.setattr(workers, "compile_case", watched)
    compiled_now.clear()
    after = build(towns)
    assert compiled_now == ["b-town-3"]
    assert after == anew(towns)
    assert b"N Town" in after["dataset/cases/b-town-3.nq"]


@pytest.mark.parametrize("spoil", ["missing", "list", "upwards"])
def test_a_damaged_dataset_is_told(towns: Path, spoil: str) -> None:
    """A file that is missing, and a list that is none, are told in one line by whatever reads the build."""
    build(towns)
    listed = dataset_list(Path("build"))
    if spoil == "missing":
        (listed.parent / "cases/b-town-2.nq").unlink()
    else:
        listed.write_text("x" if spoil == "list" else f"{'0' * 64}  ../report.json\n", encoding="utf-8")
    for read in (load_snapshot, lambda at: push(at, "http://127.0.0.1:1/query", "", None, lambda *_: None)):
        with pytest.raises(KgError, match=r"is damaged.*run 'kg build' again"):
            read(Path("build"))


def test_the_commands_read_many_files(towns: Path, run_kg: Callable) -> None:
    """A question and a trace give what they give from one file."""
    found = build(towns)
    assert "dataset/SHA256SUMS" in found
    many = [run_kg(*words) for words in (["query", "cases"], ["trace", "b-town-3/c1"])]
    with contextlib.chdir(towns.parent):
        shutil.rmtree("build")
    assert run_kg("build", "--no-site").returncode == 0
    one = [run_kg(*words) for words in (["query", "cases"], ["trace", "b-town-3/c1"])]
    assert [done.stdout for done in many] == [done.stdout for done in one]
    assert all(done.returncode == 0 and done.stdout for done in many)


def test_without_the_cache_no_earlier_file_is_taken(towns: Path) -> None:
    """A file that was changed and given its old length and time passes as unchanged, but not with ``--no-cache``."""
    assert towns.name == "cases"
    options = ["build", "--no-site", "--jobs", "1"]
    assert CliRunner().invoke(group, options).exit_code == 0
    path = Path("build/dataset/cases/b-town-2.nq")
    stat, whole = path.stat(), path.read_bytes()
    path.write_bytes(whole.replace(b"B Town", b"X Town"))
    assert path.stat().st_size == len(whole)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert CliRunner().invoke(group, options).exit_code == 0
    assert not is_whole(Path("build"))
    assert CliRunner().invoke(group, [*options, "--no-cache"]).exit_code == 0
    assert is_whole(Path("build"))
    assert path.read_bytes() == whole


def test_a_build_of_many_that_is_killed_leaves_the_last_good_one(towns: Path, run_kg: Callable) -> None:
    """Killed at random moments: every file of the earlier build is whole, and the next build is that from nothing."""
    for number in range(CITIES + 1, 102):
        folder = shutil.copytree(towns / "b-town", towns / f"b-town-{number}")
        head = folder / "case.yaml"
        head.write_text(head.read_text("utf-8").replace("case: b-town", f"case: {folder.name}"), "utf-8")
    assert run_kg("build", "--no-site").returncode == 0
    command = [sys.executable, "-m", "kg", "build", "--no-site", "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(Path(workers.__file__).parents[1])}
    moments = random.Random(11)  # noqa: S311 - moments, no secrets
    killed = 0
    for number in range(8):
        note = towns / "b-town" / "notes.txt"
        note.write_text(note.read_text("utf-8") + f"{number}\n", "utf-8")
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.1, 0.7))
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        assert is_whole(Path("build")), number
        assert len(dataset_files(Path("build"))) == 103
    assert killed
    assert run_kg("build", "--no-site").returncode == 0
    assert is_whole(Path("build"))
    assert sorted(path.name for path in Path().iterdir()) == [".kg-cache", "build", "cases"]
    assert list(Path(".kg-cache").glob("seen.json.*")) == []
    kept = {
        p.relative_to("build").as_posix(): p.read_bytes() for p in Path("build").rglob("*") if p.is_file()
    }
    assert kept == anew(towns)
