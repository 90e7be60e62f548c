"""What is served: a built dataset, put into a store on disk that several engines can read."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.problems import KgError
from kg.store import Store, dataset_files

if TYPE_CHECKING:
    from pathlib import Path

_STAMP = "dataset.json"


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


def prepare(build: Path, folder: Path) -> Dataset:
    """Put a build's dataset into a store on disk, unless it is there already.

    Args:
        build: the folder that ``kg build`` wrote.
        folder: where the store lies or is to lie; written aside and then swapped in.

    Raises:
        KgError: there is no build, it is damaged, or the folder holds something else.
    """
    digest = _digest(build)
    store = folder / "store"
    known = _known(folder)
    if known.get("sha256") != digest:
        if folder.exists() and any(folder.iterdir()) and not known:
            raise KgError(f"{folder} holds something else than a store of this tool: name another folder")
        known = _fill(dataset_files(build), folder, digest)
    return Dataset(build / "site", store, digest, known["quads"], known["graphs"])


def _digest(build: Path) -> str:
    """The SHA-256 of the build's dataset, as its report has it."""
    try:
        report = json.loads((build / "report.json").read_text(encoding="utf-8"))
        return str(report["dataset"]["sha256"])
    except FileNotFoundError as error:
        raise KgError(f"there is no build at {build}: run 'kg build' first") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KgError(f"{build / 'report.json'} cannot be read: run 'kg build' again") from error


def _known(folder: Path) -> dict[str, Any]:
    """What is known of a store that was filled earlier; nothing when it was not, or not to its end."""
    try:
        return dict(json.loads((folder / _STAMP).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _fill(paths: tuple[Path, ...], folder: Path, digest: str) -> dict[str, Any]:
    """Fill a store aside and swap it in; the stamp comes last, so that a store that was cut off is known as such, and as ours."""
    aside = folder / "store.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not _known(folder):
            _stamp(folder, {"sha256": ""})
        shutil.rmtree(aside, ignore_errors=True)
        store = Store.load_on_disk(paths, aside)
        known = {"sha256": digest, "quads": len(store), "graphs": store.graph_sizes()}
        del store
        _stamp(folder, {"sha256": ""})
        shutil.rmtree(folder / "store", ignore_errors=True)
        aside.rename(folder / "store")
        _stamp(folder, known)
    except OSError as error:
        raise KgError(f"a store cannot be written at {folder}: {error.strerror}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return known


def _stamp(folder: Path, known: dict[str, Any]) -> None:
    """Write down what is known of a store."""
    text = json.dumps(known, indent=2, sort_keys=True) + "\n"
    (folder / _STAMP).write_text(text, encoding="utf-8", newline="\n")
