"""A built dataset as the rooms above see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.asking import needs_reasons, run
from kg.problems import KgError
from kg.store import (
    LocalStore,
    RemoteStore,
    Store,
    StoreWithPartApart,
    dataset_files,
    open_store,
    parse_quads,
    to_nquads,
)
from kg.store.dataset_files import check_size, read_report, reasons_files
from kg.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Credentials, Quad


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A dataset and its report; nothing in it changes.

    Attributes:
        store: the dataset, to be asked.
        report: the counts of the build.
        cases: the IRIs of its cases, by name.
        paths: the files it was loaded from, if it was.
        reasons: the files of why its inferred edges hold, which are loaded when a query needs them.
        made: the quads it was made from, if it was.
    """

    store: Store
    report: dict[str, Any]
    cases: dict[str, str]
    paths: tuple[Path, ...] = ()
    reasons: tuple[Path, ...] = ()
    made: tuple[Quad, ...] = ()

    @classmethod
    def of(cls, quads: list[Quad], report: dict[str, Any]) -> Snapshot:
        """Make a snapshot of quads that were just made."""
        return cls.over(LocalStore.of(quads), report, made=tuple(quads))

    @classmethod
    def over(
        cls,
        store: Store,
        report: dict[str, Any],
        paths: tuple[Path, ...] = (),
        reasons: tuple[Path, ...] = (),
        made: tuple[Quad, ...] = (),
    ) -> Snapshot:
        """Make a snapshot of what stands in a store.

        Args:
            store: the store.
            report: the counts of the build, as far as they are known.
            paths: the files of N-Quads that it was loaded from.
            reasons: those of why its inferred edges hold.
            made: the quads that it was made from.
        """
        rows = run(store, "cases")
        cases = {str(row["name"].value): str(row["case"].value) for row in rows}  # type: ignore[union-attr]
        return cls(store, report, cases, paths, reasons, made)

    def pick_case(self, name: str | None) -> str:
        """Find the IRI of the case of that name, or of the only one.

        Raises:
            KgError: there is none, or several and no name.
        """
        names = ", ".join(self.cases) or "none"
        if name is None and len(self.cases) == 1:
            return next(iter(self.cases.values()))
        if name is None:
            raise KgError(f"name a case; there are: {names}")
        if name not in self.cases:
            raise KgError(f'there is no case "{name}"; there are: {names}')
        return self.cases[name]

    def nquads(self) -> bytes:
        """Give the dataset without reasons as N-Quads, byte for byte what `write_dataset` wrote."""
        if self.paths:
            return b"".join(path.read_bytes() for path in self.paths)
        return to_nquads(quad for quad in self.made if not _is_reason(quad))

    def reasons_nquads(self) -> bytes:
        """Give why the inferred edges hold as N-Quads, byte for byte what `write_dataset` wrote."""
        if self.paths:
            return b"".join(path.read_bytes() for path in self.reasons)
        return to_nquads(filter(_is_reason, self.made))

    @property
    def quads(self) -> list[Quad]:
        """The quads of the dataset as they were made; the store may have rewritten their literals."""
        return parse_quads(self.nquads())


def _is_reason(quad: Quad) -> bool:
    return str(quad.graph_name).endswith("/graph/because>")


def load_snapshot(folder: Path, *, is_any_version: bool = False) -> Snapshot:
    """Load the snapshot of an earlier build.

    Args:
        folder: the folder that ``kg build`` wrote.
        is_any_version: take a build of another version too.

    Raises:
        KgError: there is no build, it is damaged, or it is of another version.
    """
    paths, report = dataset_files(folder), read_report(folder)
    check_size(folder, paths, report)
    made_by, this = str(report.get("tool", "")), f"tongban-kg {__version__}"
    # Versions that differ in their last number differ in wording only; terms and questions mean the same.
    if not is_any_version and made_by and made_by.rpartition(".")[0] != this.rpartition(".")[0]:
        raise KgError(f"{folder} was built by {made_by}, and this is {this}: run 'kg build' again")
    reasons = reasons_files(folder, report)
    store = (
        StoreWithPartApart(LocalStore.load(*paths).raw, reasons, needs_reasons)
        if reasons
        else LocalStore.load(*paths)
    )
    return Snapshot.over(store, report, paths, reasons)


def open_snapshot(build: Path, store: str, credentials: Credentials | None = None) -> Snapshot:
    """Open the snapshot of an earlier build, or of what stands in another store.

    Args:
        build: the folder that ``kg build`` wrote.
        store: a folder with a store on disk, the address of an endpoint, or nothing for the build.
        credentials: names and passwords, for endpoints that ask for them.

    Raises:
        KgError: it is not there, or does not answer.
    """
    if not store:
        return load_snapshot(build)
    opened = open_store(store, credentials)
    if isinstance(opened, RemoteStore):
        opened.check_union()
    return Snapshot.over(opened, {})
