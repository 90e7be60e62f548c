"""What cases gave earlier, found by how their folders look, or else by what is in them.

A folder that looks as it did when it was last read is not read at all, and what it gave is fetched only when somebody
asks for it; `kg.cache.entries` says what is kept. How a folder looks is kept as git does for its index: of every file
its place on the disk, size and times. A file that changed so late that a second change could have the same time is not
taken down at all (git calls it racy): only what is older than the moment when looking began can be trusted, and that
moment is told by the file system, not by a clock.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cache.entries import Entries, from_summary, key_of, summary, tool
from kg.files import sha256
from kg.problems import KgError
from kg.staging import beside, locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.compile import Compiled, Content
    from kg.ontology import Ontology

Task = tuple[str, str]
"""A case folder, and how to call it."""
FolderState = tuple[tuple[str, int, int, int, int, int], ...]
"""Of each file: its path, device, inode, size, time of change of its content, and of it."""

_NAME, _LOCK = "seen.json", "seen.lock"


class CaseCache:
    """Compiled cases, to be found, put and, at the end, tidied."""

    def __init__(
        self, folder: Path, ontology: Ontology, compile_again: Callable[[Task], Compiled], *, is_kept: bool
    ) -> None:
        """Open the cache and its index.

        Args:
            folder: the cache.
            ontology: what cases are compiled with.
            compile_again: makes a case whose entry turns out to be damaged when it is fetched.
            is_kept: whether anything is put there.
        """
        self._cache = Entries(folder)
        self._index = FolderIndex(folder, sha256(f"{tool()} {ontology.core}".encode()))
        self._ontology, self._compile_again, self._is_kept = ontology, compile_again, is_kept
        self._read: dict[Task, tuple[FolderState | None, str]] = {}
        if is_kept:
            self._index.begin()

    def find(self, task: Task) -> Compiled | None:
        """Find what a case gave earlier, if nothing that it was made from has changed."""
        folder, shown = task
        state = state_of(Path(folder))
        gave = self._index.get(folder, shown, state) or {}
        known = from_summary(gave.get("summary"))
        if known is not None and isinstance(gave.get("key"), str) and self._is_current(known):
            self._cache.keep(gave["key"])
            return self._fetched_later(task, gave["key"], known)
        key = key_of(Path(folder), shown, self._ontology)
        self._read[task] = (state, key)
        found = self._cache.get(key) if key else None
        return None if found is None or not self._is_current(found) else self._remember(task, found)

    def _is_current(self, compiled: Compiled) -> bool:
        """Tell whether the frameworks that a case was compiled with are what they were."""
        now = self._ontology.in_files.digests
        return all(now.get(name, "") == was for name, was in compiled.frameworks.items())

    def put(self, task: Task, compiled: Compiled) -> Compiled:
        """Keep what a case gave, if it has no errors and nobody changed it in the meantime.

        Returns:
            The same; where it is kept, what is large in it is not held any longer.
        """
        state, key = self._read[task]
        if not self._is_kept or not key or compiled.errors or state_of(Path(task[0])) != state:
            return compiled
        return self._remember(task, compiled) if self._cache.put(key, compiled) else compiled

    def tidy(self, *, is_clean: bool) -> None:
        """Save the index of folders; where all went well, delete the entries that nobody asked for."""
        if self._is_kept:
            self._index.save()
            if is_clean:
                self._cache.prune()

    def _remember(self, task: Task, compiled: Compiled) -> Compiled:
        state, key = self._read[task]
        self._index.put(*task, state, {"key": key, "summary": summary(compiled)})
        return self._fetched_later(task, key, compiled)

    def _fetched_later(self, task: Task, key: str, compiled: Compiled) -> Compiled:
        """Leave the content of a case where it is until somebody asks for it."""
        digest = compiled.measure.sha256  # and not the case itself, whose content would be held with it

        def fetch() -> Content:
            content = self._cache.content(key)
            if content is not None:
                return content
            again = self._compile_again(task)
            if again.measure.sha256 != digest:
                raise KgError(f"{task[1]} was changed while it was compiled: build again")
            if self._is_kept:
                self._cache.put(key, again)
            return again.whole

        return replace(compiled, content=fetch)


class FolderIndex:
    """What is known of folders from earlier, and what is taken down for later."""

    def __init__(self, folder: Path, tool: str) -> None:
        """Read the index that lies in a folder of the cache.

        Args:
            folder: the cache.
            tool: what stands for tool and ontology; of another one nothing is known.
        """
        self._path = folder / _NAME
        self._tool = tool
        self._known = self._read()
        self._next: dict[str, Any] = {}
        self._device, self._began = 0, 0

    def begin(self) -> None:
        """Note when the reading begins. A file that is younger may have changed while it was read, and is not remembered."""
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._alone() as is_alone:
                if is_alone:
                    for left in self._path.parent.glob(f"{_NAME}.*"):
                        left.unlink(missing_ok=True)  # of a build that was killed
                mark = beside(self._path)
                mark.write_bytes(b"")
                stat = mark.stat()
                self._device, self._began = stat.st_dev, min(stat.st_ctime_ns, stat.st_mtime_ns)
                mark.unlink()
            self._path.parent.rmdir()  # fails where there is something in it, and shall

    def _alone(self) -> contextlib.AbstractContextManager[bool]:
        """Lock out other builds: a file written aside lies there only while this is held."""
        return locked(self._path.with_name(_LOCK))

    def get(self, folder: str, shown: str, state: FolderState | None) -> dict[str, Any] | None:
        """Get what a folder gave when it looked the same; give None when it did not."""
        entry = self._known.get(folder)
        if state is None or entry is None or entry["shown"] != shown or entry["state"] != state:
            return None
        self._next[folder] = entry
        gave: dict[str, Any] = entry["gave"]
        return gave

    def put(self, folder: str, shown: str, state: FolderState | None, gave: dict[str, Any]) -> None:
        """Remember what a folder gave, if all its files are older than the moment of `begin`."""
        if state is not None and all(
            device == self._device and max(written, changed) < self._began
            for _, device, _, _, written, changed in state
        ):
            self._next[folder] = {"shown": shown, "state": state, "gave": gave}

    def save(self) -> None:
        """Save the entries that were asked for or put, unless nothing changed."""
        if self._next == self._known:
            return
        aside = beside(self._path)
        text = json.dumps({"tool": self._tool, "folders": self._next})
        with contextlib.suppress(OSError):
            aside.parent.mkdir(parents=True, exist_ok=True)
            with self._alone():
                aside.write_text(text, encoding="utf-8", newline="\n")
                aside.replace(self._path)

    def _read(self) -> dict[str, Any]:
        try:
            whole = json.loads(self._path.read_text(encoding="utf-8"))
            if whole["tool"] != self._tool:
                return {}
            entries = dict(whole["folders"])
            for entry in entries.values():
                state = tuple(map(tuple, entry["state"]))
                entry |= {"state": state, "shown": entry["shown"], "gave": dict(entry["gave"])}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
        return entries


def state_of(folder: Path) -> FolderState | None:
    """Look at a folder without opening a file; give None when it holds links or devices, or cannot be read."""
    try:
        return tuple(sorted(_files(os.fspath(folder), "")))
    except (OSError, _NoFileError):
        return None


class _NoFileError(Exception):
    """Something that is neither a file nor a folder."""


def _files(folder: str, above: str) -> Iterator[tuple[str, int, int, int, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{above}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{name}/")
            elif entry.is_file(follow_symlinks=False):
                stat = os.lstat(entry.path)  # on Windows an entry's own has neither device nor inode
                yield (name, stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
            else:
                raise _NoFileError
