"""Files that a command writes: all of them or none, and one that cannot be written is named."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from kg.problems import KgError
from kg.staging.locks import beside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write all files or none: each is written under another name first, and what was there stays if one cannot be written.

    Raises:
        KgError: one cannot be written.
    """
    asides = {path: beside(path.resolve()) for path in files}
    folders = dict.fromkeys(folder for path in files for folder in reversed(path.parents))
    new = [folder for folder in folders if not folder.exists()]
    at = next(iter(files))
    try:
        for at, data in files.items():
            at.parent.mkdir(parents=True, exist_ok=True)
            asides[at].write_bytes(data)
        for at, aside in asides.items():
            aside.replace(at.resolve())
    except OSError as error:
        for aside in asides.values():
            with contextlib.suppress(OSError):
                aside.unlink()
        for folder in reversed(new):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise KgError(f"{at.as_posix()} cannot be written: {error.strerror}") from error
