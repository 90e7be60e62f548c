"""A built dataset as the rooms above see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.problems import KgError
from kg.query import run
from kg.store import Store, to_nquads

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Quad


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A dataset and its report; nothing in it changes.

    Attributes:
        store: the dataset, to be asked.
        report: the counts of the build.
        cases: the IRIs of its cases, by name.
        quads: what it was made from; none when an earlier build was loaded.
    """

    store: Store
    report: dict[str, Any]
    cases: dict[str, str]
    quads: tuple[Quad, ...] = ()

    @classmethod
    def of(cls, quads: list[Quad], report: dict[str, Any]) -> Snapshot:
        """A snapshot of quads that were just made."""
        return cls._with(Store.of(quads), report, tuple(quads))

    @classmethod
    def _with(cls, store: Store, report: dict[str, Any], quads: tuple[Quad, ...] = ()) -> Snapshot:
        rows = run(store, "cases")
        cases = {str(row["name"].value): str(row["case"].value) for row in rows}  # type: ignore[union-attr]
        return cls(store, report, cases, quads)

    def nquads(self) -> bytes:
        """The dataset as sorted N-Quads, byte for byte what `write_dataset` wrote."""
        return to_nquads(self.quads)


def load_snapshot(folder: Path) -> Snapshot:
    """The snapshot of an earlier build.

    Args:
        folder: the folder that ``kg build`` wrote.

    Raises:
        KgError: there is no build, or it is damaged.
    """
    store = Store.load(folder / "dataset.nq")
    try:
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise KgError(f"{folder / 'report.json'} cannot be read: run 'kg build' again") from error
    return Snapshot._with(store, report)  # noqa: SLF001 - its own constructor
