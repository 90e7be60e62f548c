"""Where a dataset lies: in one file of N-Quads, or, when it has many cases, in one file for each of them.

One file is ``dataset.nq``. Many files are the folder ``dataset``: ``cases/<case>.nq``, ``overview.nq``, ``ontology.nq``, and
``SHA256SUMS``, which ``sha256sum --check`` reads, and ``graphs.json``, which says what graphs each file has. A case that has not changed is then a file that has not
changed, and need not be written, copied or sent again. The records of why inferred edges hold, three quarters of all
that is known, lie beside it in the same way: ``reasons.nq``, or the folder ``reasons``.
"""

from __future__ import annotations

import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

from kg.files import REPORT_FILE, sha256
from kg.problems import KgError
from kg.store.syntax import graph_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DATASET, REASONS = "dataset", "reasons"
"""The two parts of what is built: each a file ``<part>.nq``, or a folder of that name."""
SUMS, GRAPHS, REPORT = "SHA256SUMS", "graphs.json", REPORT_FILE
_DIGITS = 64


def dataset_list(build: Path, part: str = DATASET) -> Path:
    """Find the file that changes whenever a part of a build does: the only one, or the list of them.

    Raises:
        KgError: there is no such part.
    """
    only = build / f"{part}.nq"
    listed = build / part / SUMS
    if only.is_file():
        return only
    if listed.is_file():
        return listed
    raise KgError(f"there {'is' if part == DATASET else 'are'} no {part} at {only}: run 'kg build' first")


def dataset_files(build: Path, part: str = DATASET) -> tuple[Path, ...]:
    """Find the files of a part of a build, in the order of their lines.

    Args:
        build: the folder that ``kg build`` wrote.
        part: the dataset, or the reasons of its inferred edges.

    Raises:
        KgError: there is no such part, or one of its files is missing.
    """
    listed = dataset_list(build, part)
    if listed.name != SUMS:
        return (listed,)
    paths = tuple(listed.parent / name for name in read_sums(listed))
    for path in paths:
        if not path.is_file():
            damaged = f"the {part} {listed.parent} is damaged"
            raise KgError(f"{damaged} ({path.name} is missing): run 'kg build' again")
    return paths


def reasons_files(build: Path, report: dict[str, Any]) -> tuple[Path, ...]:
    """Find the files of the reasons of a build; none in a build of another version that has no such part.

    Raises:
        KgError: one of them is missing, or they are not as long as the report says.
    """
    if REASONS not in report:
        return ()
    paths = dataset_files(build, REASONS)
    check_size(build, paths, report, REASONS)
    return paths


def read_sums(path: Path) -> dict[str, str]:
    """Read the hashes of a list of files as ``sha256sum`` writes it, by name.

    Raises:
        KgError: it is not such a list.
    """
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        digest, gap, name = line[:_DIGITS], line[_DIGITS : _DIGITS + 2], line[_DIGITS + 2 :]
        if gap != "  " or not name or ".." in name or name.startswith("/"):
            raise KgError(f"{path} is damaged or of another version: run 'kg build' again")
        found[name] = digest
    return found


def as_sums(digests: dict[str, str]) -> bytes:
    r"""Write hashes by name, as ``sha256sum`` does.

    >>> as_sums({"cases/a.nq": "0" * 64}).decode()[-13:]
    '  cases/a.nq\n'
    """
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()


def write_graphs(folder: Path, sums: dict[str, str], graphs: dict[str, dict[str, tuple[int, str]]]) -> None:
    """Write down which graphs each file has, so that nobody need read the file to know.

    Args:
        folder: of the files.
        sums: their hashes, by name.
        graphs: of each file its graphs, each with its number of triples and the hash of its lines.
    """
    whole = {"sha256": sha256(as_sums(sums)), "files": graphs}
    (folder / GRAPHS).write_text(json.dumps(whole, indent=0) + "\n", encoding="utf-8", newline="\n")


def read_report(build: Path) -> dict[str, Any]:
    """Read what a build says of itself in ``report.json``.

    Args:
        build: the folder that ``kg build`` wrote.

    Raises:
        KgError: there is no report, or it is none.
    """
    path = build / REPORT
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise KgError(f"{path} cannot be read: run 'kg build' again") from error
    said = report.get("dataset") if isinstance(report, dict) else None
    said = said if isinstance(said, dict) else {}
    if not (isinstance(said.get("sha256"), str) and isinstance(said.get("bytes"), int)):
        raise KgError(f"{path} is no report of a build: run 'kg build' again")
    return dict(report)


def check_size(build: Path, paths: Sequence[Path], report: dict[str, Any], part: str = DATASET) -> None:
    """Check that the files of a part of a build are as long as its report says, without reading them.

    Raises:
        KgError: they are not.
    """
    size, wanted = sum(path.stat().st_size for path in paths), report[part]["bytes"]
    if size != wanted:
        raise KgError(
            f"the {part} {dataset_list(build, part)} is damaged ({size} bytes, its report says {wanted}): "
            "run 'kg build' again"
        )


def graphs_of(build: Path, part: str = DATASET) -> dict[Path, dict[str, tuple[int, str]]]:
    """List the graphs of a part of a build, by the file in which they lie, each with its number of triples and its hash.

    Raises:
        KgError: there is no such part, it is damaged, or it is not the one of which the report speaks.
    """
    paths, listed, report = dataset_files(build, part), dataset_list(build, part), read_report(build)
    check_size(build, paths, report, part)
    graphs: dict[Path, dict[str, tuple[int, str]]]
    if listed.name == SUMS:
        digest, graphs = _graphs_written_down(paths, listed)
    else:
        whole, graphs = hashlib.sha256(), {listed: {}}
        for name, block in graph_blocks(listed):
            whole.update(block)
            graphs[listed][name] = (block.count(b"\n"), sha256(block))
        digest = whole.hexdigest()
    if digest != report[part]["sha256"]:
        raise KgError(f"the {part} {listed} is damaged (it is not what was built): run 'kg build' again")
    if part == DATASET and not any(graphs.values()):
        raise KgError(f"the dataset {listed} has no graphs: run 'kg build' again")
    return graphs


def checked_blocks(path: Path, found: dict[str, tuple[int, str]]) -> Iterator[tuple[str, bytes]]:
    """Give the graphs of a file with their lines, and make sure that each is the one of which `found` has the hash.

    Args:
        path: the file.
        found: its graphs, as `graphs_of` has them.

    Raises:
        KgError: one is another, one is missing, or there is one too many.
    """
    message = f"{path} is damaged, or was built anew meanwhile: build again, push again"
    number = 0
    for name, block in graph_blocks(path):
        if name not in found or sha256(block) != found[name][1]:
            raise KgError(message)
        number += 1
        yield name, block
    if number != len(found):
        raise KgError(message)


def _graphs_written_down(
    paths: Sequence[Path], listed: Path
) -> tuple[str, dict[Path, dict[str, tuple[int, str]]]]:
    """Hash the list of files, and read the graphs of each as they were written down beside it."""
    try:
        whole = json.loads((listed.parent / GRAPHS).read_text(encoding="utf-8"))
        digest = sha256(listed.read_bytes())
        files = whole["files"] if whole["sha256"] == digest else {}
        return digest, {
            path: {name: (number, of_graph) for name, (number, of_graph) in found.items()}
            for path in paths
            for found in [files[path.relative_to(listed.parent).as_posix()]]
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        damaged = f"{listed.parent / GRAPHS} is damaged or of another version"
        raise KgError(f"{damaged}: run 'kg build' again") from error


class JoinedFiles(io.RawIOBase):
    """Several files, read as if they were one."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Take the files; each is opened when its turn comes."""
        self._files = self._opened(paths)
        self._file: io.BufferedReader | None = next(self._files, None)

    @staticmethod
    def _opened(paths: Sequence[Path]) -> Iterator[io.BufferedReader]:
        for path in paths:
            with path.open("rb") as file:
                yield file

    def readable(self) -> bool:
        """Say that it can be read, as `io.RawIOBase` asks."""
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - any buffer; the type has a name from Python 3.12
        """Read as many bytes as the file at hand still has, or as fit; none at the end of the last."""
        view = memoryview(buffer)
        while self._file is not None:
            count = self._file.readinto(view)
            if count:
                return count
            self._file = next(self._files, None)
        return 0
