"""A dataset, the reasons of its inferred edges and a report, written into the folder of a build.

Up to a hundred cases lie in one file. More lie in a file each, and one that came out as before is the file of
the earlier build itself, linked: what a change costs then does not grow with what did not change. Which files
there are, `kg.store.dataset_files` says.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.compile import Measure
from kg.files import sha256
from kg.problems import KgError
from kg.store import to_nquads
from kg.store.dataset_files import DATASET, REASONS, SUMS, as_sums, read_sums, write_graphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from kg.pipeline.outcome import Outcome

_MANY = 100
"""More cases than this lie in a file each."""
_ONTOLOGY, _OVERVIEW = "ontology.nq", "overview.nq"


def write_dataset(outcome: Outcome, folder: Path, earlier: Path | None = None) -> dict[str, Any]:
    """Write the dataset, its reasons and ``report.json``; git leaves out what was said in confidence.

    Args:
        outcome: what the check found.
        folder: where to write; it is there already.
        earlier: a build whose files may be linked where they would come out the same.

    Returns:
        The report.
    """
    report = outcome.report()
    if len(outcome.cases) > _MANY:
        cases = outcome.in_order()
        shared = {_OVERVIEW: outcome.overview(), _ONTOLOGY: to_nquads(outcome.ontology_quads)}
        dataset = [_File(f"cases/{c.name}.nq", c.measure, partial(getattr, c, "data")) for c in cases]
        dataset += [_File(name, Measure.of(known), partial(bytes, known)) for name, known in shared.items()]
        reasons = [_File(f"cases/{c.name}.nq", c.reasons, partial(getattr, c, "reasons_data")) for c in cases]
        for part, files in ((DATASET, dataset), (REASONS, reasons)):
            report[part] = _write_many(files, folder / part, earlier / part if earlier else None)
    else:
        report[DATASET] = _write_one(outcome.data(), folder / f"{DATASET}.nq")
        report[REASONS] = _write_one(outcome.reasons(), folder / f"{REASONS}.nq")
    text = json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True)
    # A path need not be UTF-8; everything else is.
    data = (text + "\n").encode(errors="backslashreplace")
    (folder / "report.json").write_bytes(data)
    if outcome.is_confidential:
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    return report


def _write_one(parts: Iterable[bytes], path: Path) -> dict[str, Any]:
    """Write all in one file; count its quads and bytes, and hash it."""
    digest, quads, size = hashlib.sha256(), 0, 0
    with path.open("wb") as file:
        for part in parts:
            file.write(part)
            digest.update(part)
            quads += part.count(b"\n")
            size += len(part)
    return {"quads": quads, "bytes": size, "sha256": digest.hexdigest()}


class _File(NamedTuple):
    """A file of a part: its name, the measure of its N-Quads, and how to get them."""

    name: str
    measure: Measure
    nquads: Callable[[], bytes]


def _write_many(files: Iterable[_File], target: Path, earlier: Path | None) -> dict[str, Any]:
    """Write several files; the hash is that of the list of their hashes."""
    (target / "cases").mkdir(parents=True)
    before = _Earlier(earlier)
    sums, graphs, quads, size = {}, {}, 0, 0
    for name, measure, nquads in files:
        sums[name], graphs[name] = measure.sha256, measure.graphs
        quads, size = quads + measure.size, size + measure.length
        if not before.give(name, measure, target / name):
            (target / name).write_bytes(nquads())
    write_graphs(target, sums, graphs)
    (target / SUMS).write_bytes(as_sums(sums))
    return {"quads": quads, "bytes": size, "files": len(sums), "sha256": sha256(as_sums(sums))}


class _Earlier:
    """The files of an earlier build that are as they were written.

    The list of hashes is written last. A file that is older than it, is as long as it should be, and has
    the hash in it that is wanted, has not been written to since; any other is not used.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._sums: dict[str, str] = {}
        self._written = 0
        if folder and (folder / SUMS).is_file() and not folder.is_symlink():
            try:
                self._sums, self._written = read_sums(folder / SUMS), (folder / SUMS).stat().st_mtime_ns
            except (KgError, OSError, ValueError):
                self._sums = {}

    def give(self, name: str, measure: Measure, target: Path) -> bool:
        """Put a file in its new place, if there is one that can be used."""
        if self._folder is None or self._sums.get(name) != measure.sha256:
            return False
        path = self._folder / name
        try:
            stat = os.lstat(path)
            if path.is_symlink() or stat.st_size != measure.length or stat.st_mtime_ns >= self._written:
                return False
            os.link(path, target)
        except OSError:
            return self._copy(path, target)
        return True

    @staticmethod
    def _copy(path: Path, target: Path) -> bool:
        """Copy a file with its age, where the file system has no links."""
        try:
            import shutil  # noqa: PLC0415 - loads what unpacks archives, which a check need not

            shutil.copy2(path, target, follow_symlinks=False)
        except OSError:
            target.unlink(missing_ok=True)
            return False
        return True
