"""The folder in which a store on disk is kept: what is known of it, whose it is, and who may change it.

It holds ``store``, its stamp ``dataset.json``, and ``dataset.lock``. All servers over a store hold the lock together;
one that fills it holds it alone.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import shutil
from typing import TYPE_CHECKING, Any

from kg.problems import KgError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.store import Store

_STAMP, _STAMP_ASIDE, _LOCK, _ASIDE = "dataset.json", "dataset.json.new", "dataset.lock", "store.new"
STORE = "store"
_OURS = {_STAMP, _STAMP_ASIDE, _LOCK, _ASIDE, STORE}


@contextlib.contextmanager
def kept_store(folder: Path, digest: str, fill: Callable[[Path], Store]) -> Iterator[dict[str, Any]]:
    """Keep a store of a dataset, filled unless it is there, which nobody else changes meanwhile.

    Args:
        folder: where it is kept; `store` in it is the store.
        digest: the SHA-256 of the dataset.
        fill: puts the dataset into a store at a path where there is nothing yet.

    Yields:
        The ``quads`` and the ``graphs`` of the store, counted when it was filled.

    Raises:
        KgError: the folder is of something else, cannot be written, or is in use for another dataset.
    """
    _refuse_other_things(folder)
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = stack.enter_context((folder / _LOCK).open("a", encoding="utf-8"))
        except OSError as error:
            raise _not_written(folder, error) from error
        is_alone = _lock(lock.fileno())
        known = _known(folder)
        if known.get("sha256") != digest:
            if not is_alone:
                raise KgError(
                    f"another server has a store of another dataset at {folder}: name another folder"
                )
            known = _fill(folder, digest, fill)
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield known


def _lock(number: int) -> bool:
    """Take the lock alone if nobody has it; else together with the others, once whoever fills the store is done."""
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fcntl.flock(number, fcntl.LOCK_SH)
        return False
    return True


def _refuse_other_things(folder: Path) -> None:
    """Refuse a folder that holds other things. One with only our names in it is ours, even when its stamp is damaged or gone."""
    try:
        names = {path.name for path in folder.iterdir()} if folder.exists() else set()
        stamp = (folder / _STAMP).read_text(encoding="utf-8") if _STAMP in names else ""
    except (OSError, ValueError) as error:
        raise KgError(f"{folder} cannot be read: name another folder") from error
    is_marked = names & {_STAMP, _LOCK} and (not stamp.strip() or '"sha256"' in stamp or '"graphs"' in stamp)
    if names and not (names <= _OURS and is_marked):
        raise KgError(f"{folder} holds something else than a store of this tool: name another folder")


def _known(folder: Path) -> dict[str, Any]:
    """Read what is known of a store that was filled earlier; give nothing when this version did not fill it to its end."""
    try:
        known = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
        is_whole = isinstance(known["quads"], int) and all(
            isinstance(count, int) for count in known["graphs"].values()
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
    return dict(known) if is_whole and (folder / STORE).is_dir() else {}


def _fill(folder: Path, digest: str, fill: Callable[[Path], Store]) -> dict[str, Any]:
    """Fill a store under another name and swap it in. The old stamp is removed first and the new one written last, so that a stamp never describes another store."""
    aside = folder / _ASIDE
    try:
        shutil.rmtree(aside, ignore_errors=True)
        store = fill(aside)
        known = {"sha256": digest, "quads": len(store), "graphs": store.graph_sizes()}
        del store
        _stamp(folder, {"sha256": ""})
        shutil.rmtree(folder / STORE, ignore_errors=True)
        aside.rename(folder / STORE)
        _stamp(folder, known)
    except OSError as error:
        raise _not_written(folder, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        (folder / _STAMP_ASIDE).unlink(missing_ok=True)
    return known


def _stamp(folder: Path, known: dict[str, Any]) -> None:
    """Write down what is known of a store, all of it or nothing."""
    text = json.dumps(known, indent=2, sort_keys=True) + "\n"
    (folder / _STAMP_ASIDE).write_text(text, encoding="utf-8", newline="\n")
    (folder / _STAMP_ASIDE).replace(folder / _STAMP)


def _not_written(folder: Path, error: OSError) -> KgError:
    return KgError(f"a store cannot be written at {folder}: {error.strerror}")
