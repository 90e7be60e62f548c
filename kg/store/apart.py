"""A store of which a part lies apart, and is loaded when a query first needs it.

What a query sees is told by its text alone: one that needs the part sees it however often it is asked, and one
that does not never sees it, whatever was asked before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph

from kg.store.engine import LocalStore, bulk_load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.store.terms import Bindings, Quad


class StoreWithPartApart(LocalStore):
    """A store in memory, and files with more of its quads."""

    def __init__(self, store: pyoxigraph.Store, files: Sequence[Path], needs: Callable[[str], bool]) -> None:
        """Take the files that are loaded only when a query needs them, and the test of which queries do.

        Args:
            store: what every query sees.
            files: N-Quads that only some queries need.
            needs: tells of the text of a query whether it is one of them.
        """
        super().__init__(store)
        self._files, self._needs = files, needs
        self._whole: LocalStore | None = None

    @property
    def whole(self) -> LocalStore:
        """A store with the part that lies apart, loaded when it is first asked for.

        Raises:
            KgError: one of its files is not there, or damaged.
        """
        if self._whole is None:
            raw = pyoxigraph.Store()
            bulk_load(raw, self._files)
            raw.bulk_extend(self.raw)
            self._whole = LocalStore(raw)
        return self._whole

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads that every query sees."""
        added = list(quads)
        super().extend(added)
        if self._whole is not None:
            self._whole.extend(added)

    def run(
        self,
        sparql: str,
        bindings: Bindings | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Any:  # noqa: ANN401 - as `Store.run`
        """Answer a query, over all graphs that it needs."""
        if self._needs(sparql):
            return self.whole.run(sparql, bindings, prefixes)
        return super().run(sparql, bindings, prefixes)
