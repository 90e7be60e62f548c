"""What the folders of cases looked like when they were last read, so that they need not be read again.

As git does for its index: of every file its place on the disk, size and times. A folder that looks as it did
gives what it gave. A file that changed so late that a second change could have the same time is not taken
down at all (git calls it racy): only what is older than the moment when looking began can be trusted, and
that moment is told by the file system, not by a clock.
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING, Any

from kg.staging.locks import beside, locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FolderState = tuple[tuple[str, int, int, int, int, int], ...]
"""Of each file: its path, device, inode, size, time of change of its content, and of it."""

_NAME, _LOCK = "seen.json", "seen.lock"


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
                entry |= {
                    "state": tuple(map(tuple, entry["state"])),
                    "shown": entry["shown"],
                    "gave": dict(entry["gave"]),
                }
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
