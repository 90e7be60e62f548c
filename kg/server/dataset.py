"""What is served: a built dataset, put into a store on disk that several engines can read."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.problems import KgError
from kg.server.kept import STORE, kept
from kg.store import Store
from kg.store.dataset_files import REPORT, check_size, dataset_files, dataset_list, read_report, read_sums

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset that is ready to be asked.

    Attributes:
        site: the folder of its pages.
        store: the folder of its store.
        digest: the SHA-256 of its N-Quads.
        quads: how many quads it has.
        graphs: its named graphs, each with its number of triples.
    """

    site: Path
    store: Path
    digest: str
    quads: int
    graphs: dict[str, int]


@contextlib.contextmanager
def prepared(build: Path, folder: Path) -> Iterator[Dataset]:
    """A build's dataset in a store on disk, put there unless it is there already.

    Args:
        build: the folder that ``kg build`` wrote.
        folder: where the store lies or is to lie; written aside and then swapped in.

    Raises:
        KgError: there is no build, it is damaged, or the folder holds something else.
    """
    if not (build / REPORT).is_file():
        raise KgError(f"there is no build at {build}: run 'kg build' first")
    report = read_report(build)
    digest = report["dataset"]["sha256"]
    with kept(folder, digest, lambda aside: _filled(build, report, aside)) as known:
        yield Dataset(build / "site", folder / STORE, digest, known["quads"], known["graphs"])


def _filled(build: Path, report: dict[str, Any], aside: Path) -> Store:
    """A store with the dataset of a build, seen to be the one of which its report speaks."""
    paths = dataset_files(build)
    check_size(build, paths, report)
    listed, said = dataset_list(build), report["dataset"]
    wanted = {} if paths == (listed,) else read_sums(listed)
    digests = {listed: said["sha256"], **{listed.parent / name: digest for name, digest in wanted.items()}}
    for path, digest in digests.items():
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise _half_written(path)
    store = Store.load_on_disk(paths, aside)
    if len(store) != said.get("quads", len(store)):
        raise _half_written(listed)
    return store


def _half_written(path: Path) -> KgError:
    return KgError(
        f"the dataset {path} is damaged or half-written (it is not what was built): run 'kg build' again"
    )
