"""Builds at once and builds that are killed: none spoils another, and nothing stays that nobody needs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cache.folder_index import FolderIndex
from kg.staging import folder as staging
from kg.staging import locks, staged

pytest.importorskip("fcntl")

PACKAGE = str(Path(staging.__file__).resolve().parents[2])

AGAIN_AND_AGAIN = """
import sys
from pathlib import Path
from kg.staging.folder import staged
for _ in range(200):
    with staged(Path("build")) as folder:
        for number in range(20):
            (folder / str(number)).write_text(sys.argv[1])
        (folder / "report.json").write_text(sys.argv[1])
"""

SLOW = """
from pathlib import Path
from kg.staging.folder import staged
with staged(Path("build")) as folder:
    (folder / "report.json").write_text("slow")
    print("begun", flush=True)
    input()
"""

KILLED_WITHIN_THE_SWAP = """
import os, pathlib, signal
from kg.staging import folder as staging
staging.exchange = lambda *_: False
rename = pathlib.Path.rename
def until_the_second(self, target):
    if self.name == "new":
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
pathlib.Path.rename = until_the_second
with staging.staged(pathlib.Path("build")) as folder:
    (folder / "report.json").write_text("new")
"""

LOOKING = """
from pathlib import Path
from kg.cache.folder_index import FolderIndex
for number in range(300):
    seen = FolderIndex(Path("kept"), "tool")
    seen.begin()
    assert seen._began, number
    seen.put("case", "case", (), {"is": number})
    seen.save()
    assert Path("kept/seen.json").is_file()
"""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process that runs a script."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "PYTHONPATH": PACKAGE}, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def begun() -> subprocess.Popen[str]:
    """A build that has begun and waits."""
    process = start(SLOW)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    """End a process as a power cut does."""
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def write(words: str) -> None:
    """A build of one file."""
    with staged(Path("build")) as folder:
        (folder / "report.json").write_text(words, encoding="utf-8")


def read() -> str:
    """What the build says."""
    return Path("build/report.json").read_text(encoding="utf-8")


def names() -> list[str]:
    """What lies here."""
    return sorted(path.name for path in Path().iterdir())


def test_two_that_build_again_and_again() -> None:
    """None fails, what is there is of one of them, and nothing else is left."""
    both = [start(AGAIN_AND_AGAIN, name) for name in "ab"]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert len({path.read_text(encoding="utf-8") for path in Path("build").iterdir()}) == 1
    assert len(list(Path("build").iterdir())) == 21
    assert names() == ["build"]


def test_one_number_of_a_process_for_two_builds() -> None:
    """As in two containers that share a folder: each writes to a place of its own."""
    with staged(Path("build")) as one:
        (one / "report.json").write_text("one", encoding="utf-8")
        write("two")
        assert (one / "report.json").read_text(encoding="utf-8") == "one"
        assert read() == "two"
    assert read() == "one"
    assert names() == ["build"]
    assert locks.beside(Path("x")) != locks.beside(Path("x"))


def test_what_killed_builds_leave_goes() -> None:
    """Three are killed; the next good build removes what they left, but nothing of one that runs."""
    write("first")
    running, *doomed = [begun() for _ in range(4)]
    for process in doomed:
        kill(process)
    assert len(names()) == 1 + 4
    write("next")
    assert read() == "next"
    assert len(names()) == 1 + 1
    running.communicate("\n")
    assert running.returncode == 0
    assert read() == "slow"
    assert names() == ["build"]


def test_a_folder_of_somebody_else_stays() -> None:
    """What has no lock of a build in it is not a build's, whatever it is called."""
    for name in (".build.0123456789abcdef", ".build.notes", ".build-17"):
        Path(name).mkdir()
        (Path(name) / "mine").write_text("mine", encoding="utf-8")
    before = names()
    write("new")
    assert names() == sorted([*before, "build"])


def test_a_swap_that_was_cut_off_is_undone() -> None:
    """Killed between the two steps, there is no build; the next one puts it back before it does anything else."""
    write("good")
    killed = start(KILLED_WITHIN_THE_SWAP)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert not Path("build").exists()
    with staged(Path("build")) as folder:
        assert read() == "good"
        (folder / "report.json").write_text("next", encoding="utf-8")
    assert read() == "next"
    assert names() == ["build"]


def test_a_swap_that_is_interrupted_is_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C between the two steps, where they are two."""
    write("good")
    rename = Path.rename

    def interrupt(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(staging, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write("new")
    assert read() == "good"
    assert names() == ["build"]


def test_a_reader_always_finds_a_build() -> None:
    """Where the system lets two folders change places, at no moment none is there."""
    for name in ("one", "other"):
        Path(name).mkdir()
    if not locks.exchange(Path("one"), Path("other")):
        pytest.skip("this system or file system cannot exchange two folders")
    write("first")
    process = start(AGAIN_AND_AGAIN, "a")
    looks = 0
    while process.poll() is None:
        assert Path("build").exists()
        looks += 1
    assert process.communicate()[1] == ""
    assert looks


def test_without_locks_all_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: builds come about, nothing of theirs is left, and nobody removes what may be another's."""
    kill(begun())
    left = names()
    monkeypatch.setattr(locks, "_flock", lambda *_, **__: False)
    write("one")
    write("two")
    assert read() == "two"
    assert names() == sorted([*left, "build"])


def test_two_that_look_at_the_same_cases() -> None:
    """Neither removes what the other has written locks."""
    both = [start(LOOKING) for _ in "ab"]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(path.name for path in Path("kept").iterdir()) == ["seen.json"]


def test_notes_of_a_killed_build_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the next beginning; where there are no locks they stay, for they could be of a build that runs."""
    Path("kept").mkdir()
    for name in ("seen.json.17", "seen.json.began.17", "seen.json.0123456789abcdef", "seen.json"):
        Path("kept", name).write_text("{}", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(locks, "_flock", lambda *_, **__: False)
        FolderIndex(Path("kept"), "tool").begin()
    assert len(list(Path("kept").iterdir())) == 4
    FolderIndex(Path("kept"), "tool").begin()
    assert [path.name for path in Path("kept").iterdir()] == ["seen.json"]


def test_a_lock_waits_for_its_holder() -> None:
    """The second gets it when the first is killed, not before."""
    holder = start("import sys\nfrom pathlib import Path\nfrom kg.staging.locks import locked\n"
                   "with locked(Path('lock')):\n    print('held', flush=True)\n    input()\n")  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    assert not locks.is_left(Path("lock"))
    second = start("from pathlib import Path\nfrom kg.staging.locks import locked\n"
                   "with locked(Path('lock')) as is_held:\n    print(is_held)\n")  # fmt: skip
    time.sleep(0.5)
    assert second.poll() is None
    kill(holder)
    assert second.communicate()[0] == "True\n"
    assert names() == []
    assert not locks.is_left(Path("lock"))
