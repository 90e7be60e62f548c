"""What cases gave earlier, found by how their folders look, or else by what is in them.

A folder that looks as it did when it was last read is not read at all, and what it gave is fetched only when
somebody asks for it. `kg.cache.folder_index` says when looks can be trusted, `kg.cache.entries` what is kept.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cache.entries import Entries, from_summary, key_of, summary, tool
from kg.cache.folder_index import FolderIndex, FolderState, state_of
from kg.files import sha256
from kg.problems import KgError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.compile import Compiled, Content
    from kg.ontology import Ontology

Task = tuple[str, str]
"""A case folder, and how to call it."""


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
        self._index = FolderIndex(folder, sha256(f"{tool()} {ontology.digest}".encode()))
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
        if known is not None and isinstance(gave.get("key"), str):
            self._cache.keep(gave["key"])
            return self._fetched_later(task, gave["key"], known)
        key = key_of(Path(folder), shown, self._ontology)
        self._read[task] = (state, key)
        found = self._cache.get(key) if key else None
        return None if found is None else self._remember(task, found)

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
