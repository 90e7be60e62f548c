"""A build is written aside and takes the place of the earlier one when all went well.

A file that came out as it was is the earlier file itself, not a second writing of it: its time of
change and its place on the disk stay, so a copy by ``rsync`` or a web server's cache sees what changed.
"""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

from kg.problems import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
"""The disk is full, or so is what one may use of it; a file gets too large; nothing may be written."""


@contextlib.contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A folder to write to that takes the place of `out` when all went well.

    Args:
        out: the folder to replace; it is touched at the very end only, and only when it is a
            build of this tool or empty. Of a symbolic link, the folder it leads to is replaced.

    Raises:
        KgError: `out` is something else than an earlier build, or there is no room to write it.
    """
    import shutil  # noqa: PLC0415 - only a build needs it

    named, out = out, out.resolve()
    if out.exists() and not _is_replaceable(out):
        raise KgError(f"{named} is not an earlier build (it has no report.json): name another folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = out.parent / f".{out.name}-{os.getpid()}"
    old = out.parent / f".{out.name}-old-{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        aside.mkdir()
        yield aside
        if out.exists():
            keep_unchanged(aside, out)
            out.rename(old)
        try:
            aside.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        kept = "; the earlier build is as it was" if out.exists() else ""
        raise KgError(f"{named} cannot be written: {error.strerror}{kept}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def keep_unchanged(new: Path, earlier: Path) -> int:
    """Put the earlier file in the place of each new one that has the same bytes.

    The earlier folder is only read: the files are linked, or where the file system has no links,
    the new file is given the earlier one's time of change.

    Args:
        new: a folder that was just written.
        earlier: the folder whose place it will take.

    Returns:
        How many files are unchanged.
    """
    import filecmp  # noqa: PLC0415 - only a build needs it

    kept = 0
    for path in sorted(new.rglob("*")):
        before = earlier / path.relative_to(new)
        if path.is_symlink() or before.is_symlink() or not (path.is_file() and before.is_file()):
            continue
        if path.samefile(before):
            kept += 1  # linked when it was written
        elif filecmp.cmp(path, before, shallow=False):
            _put_in_place(before, path)
            kept += 1
    filecmp.clear_cache()
    return kept


def _put_in_place(before: Path, path: Path) -> None:
    """Make the earlier file and the new one the same file, or at least of the same age."""
    link = path.with_name(f".{path.name}.kept")
    try:
        os.link(before, link)
        link.replace(path)
    except OSError:
        link.unlink(missing_ok=True)
        stat = before.stat()
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _is_replaceable(out: Path) -> bool:
    return out.is_dir() and ((out / "report.json").is_file() or not any(out.iterdir()))
