"""What is served: a built dataset, put into a store on disk that several engines can read."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.problems import KgError
from kg.server.store_folder import STORE, kept_store
from kg.store import LocalStore, Store
from kg.store.dataset_files import (
    DATASET,
    REASONS,
    REPORT,
    check_size,
    dataset_files,
    dataset_list,
    read_report,
    read_sums,
)

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
        is_public: whether its report says that anybody may read it.
    """

    site: Path
    store: Path
    digest: str
    quads: int
    graphs: dict[str, int]
    is_public: bool = False


@contextlib.contextmanager
def prepared(build: Path, folder: Path) -> Iterator[Dataset]:
    """Put a build's dataset with its reasons into a store on disk, unless it is there already.

    Args:
        build: the folder that ``kg build`` wrote.
        folder: where the store lies or is to lie; written aside and then swapped in.

    Raises:
        KgError: there is no build, it is damaged, or the folder holds something else.
    """
    report = read_report(build)
    digest = report[DATASET]["sha256"]
    held = "+".join(report[part]["sha256"] for part in _parts(report))
    with kept_store(folder, held, lambda aside: _filled(build, report, aside)) as known:
        yield Dataset(
            build / "site", folder / STORE, digest, known["quads"], known["graphs"], _says_public(report)
        )


def public_state(build: Path) -> tuple[int, ...] | None:
    """Give a value that changes with each public build; None for a build that is not public.

    Raises:
        KgError: there is no build, or its report is damaged.
    """
    if not (build / REPORT).is_file():
        raise KgError(f"there is no build at {build}: run 'kg build' first")
    found = (build / REPORT).stat()
    state = (found.st_ino, found.st_mtime_ns, found.st_size)
    return state if _read_once(build, state) else None


@lru_cache(maxsize=2)
def _read_once(build: Path, _: tuple[int, ...]) -> bool:
    """Tell whether the report says that the build is public, reading it once for each state of its file."""
    return _says_public(read_report(build))


def _says_public(report: dict[str, Any]) -> bool:
    return report.get("public") is True


def _filled(build: Path, report: dict[str, Any], aside: Path) -> Store:
    """Fill a store with dataset and reasons of a build, and make sure that they are those of its report."""
    paths = [path for part in _parts(report) for path in _checked(build, report, part)]
    store = LocalStore.load_on_disk(paths, aside)
    counts = [report[part].get("quads") for part in _parts(report)]
    if None not in counts and len(store) != sum(counts):
        raise _half_written(dataset_list(build))
    return store


def _parts(report: dict[str, Any]) -> list[str]:
    """List the parts that a build has: one of an earlier version has its reasons in the dataset."""
    return [part for part in (DATASET, REASONS) if part in report]


def _checked(build: Path, report: dict[str, Any], part: str) -> tuple[Path, ...]:
    """Find the files of a part, and make sure that they are what was built."""
    paths = dataset_files(build, part)
    check_size(build, paths, report, part)
    listed = dataset_list(build, part)
    wanted = {} if paths == (listed,) else read_sums(listed)
    digests = {
        listed: report[part]["sha256"],
        **{listed.parent / name: digest for name, digest in wanted.items()},
    }
    for path, digest in digests.items():
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise _half_written(path)
    return paths


def _half_written(path: Path) -> KgError:
    return KgError(
        f"the dataset {path} is damaged or half-written (it is not what was built): run 'kg build' again"
    )
