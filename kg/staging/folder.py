"""A build is written aside and takes the place of the earlier one when all went well.

A file that came out as it was is the earlier file itself, not a second writing of it: its time of
change and its place on the disk stay, so a copy by ``rsync`` or a web server's cache sees what changed.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
from typing import TYPE_CHECKING

from kg.problems import KgError
from kg.staging.locks import beside, exchange, is_left, locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
"""The disk is full, or so is what one may use of it; a file gets too large; nothing may be written."""
_NEW, _OLD, _LOCK = "new", "old", "lock"
_RANDOM = "[0-9a-f]" * 16
"""What `beside` adds to a name."""


@contextlib.contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Give a folder to write to that takes the place of `out` when all went well.

    Args:
        out: the folder to replace; it is touched at the very end only, and only when it is a
            build of this tool or empty. Of a symbolic link, the folder it leads to is replaced.

    Raises:
        KgError: `out` is something else than an earlier build, or there is no room to write it.
    """
    named, out = out, out.resolve()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as until_done:
            with _alone_with(out):
                _remove_leftovers(out)
                _refuse_what_is_no_build(out, named)
                aside = until_done.enter_context(_work_folder(out))
            (aside / _NEW).mkdir(parents=True)
            yield aside / _NEW
            with _alone_with(out):
                _refuse_what_is_no_build(out, named)
                _swap(aside, out)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        kept = "; the earlier build is as it was" if out.exists() else ""
        raise KgError(f"{named} cannot be written: {error.strerror}{kept}") from error


def _alone_with(out: Path) -> contextlib.AbstractContextManager[bool]:
    """Keep other builds from changing `out` and what lies beside it.

    It is held for a moment only, not while a build is written.
    """
    return locked(out.with_name(f".{out.name}.lock"))


@contextlib.contextmanager
def _work_folder(out: Path) -> Iterator[Path]:
    """Make a folder beside `out` for the new build and, while they are swapped, the earlier one.

    Its lock is held as long as it is of use, and goes last: what a killed build leaves can be told by it.
    """
    aside = beside(out.with_name(f".{out.name}"))
    aside.mkdir()
    with contextlib.ExitStack() as last:
        last.callback(_remove_if_empty, aside)
        last.enter_context(locked(aside / _LOCK))
        last.callback(_empty, aside)
        yield aside


def _swap(aside: Path, out: Path) -> None:
    """Put the new build in the place of the earlier one."""
    if out.exists():
        keep_unchanged(aside / _NEW, out)
        if exchange(aside / _NEW, out):
            return
        out.rename(aside / _OLD)
    try:
        (aside / _NEW).rename(out)
    finally:
        _put_back(aside, out)


def _put_back(aside: Path, out: Path) -> None:
    """Undo a swap that took the earlier build away and did not put the new one in its place."""
    if (aside / _OLD).exists() and not out.exists():
        (aside / _OLD).rename(out)


def _remove_leftovers(out: Path) -> None:
    """Remove what killed builds left aside; where one was killed between two steps of the swap, undo the first."""
    for aside in out.parent.glob(f".{glob.escape(out.name)}.{_RANDOM}"):
        _remove_if_empty(aside)  # killed before it had a lock
        if is_left(aside / _LOCK):
            _put_back(aside, out)
            _empty(aside)
            (aside / _LOCK).unlink(missing_ok=True)
            _remove_if_empty(aside)


def _empty(aside: Path) -> None:
    """Remove what is built there, but not the lock."""
    import shutil  # noqa: PLC0415 - only a build needs it

    shutil.rmtree(aside / _NEW, ignore_errors=True)
    shutil.rmtree(aside / _OLD, ignore_errors=True)


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


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
            link = path.with_name(f".{path.name}.kept")
            try:
                os.link(before, link)
                link.replace(path)
            except OSError:
                link.unlink(missing_ok=True)
                stat = before.stat()
                os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
            kept += 1
    filecmp.clear_cache()
    return kept


def _refuse_what_is_no_build(out: Path, named: Path) -> None:
    is_replaceable = out.is_dir() and ((out / "report.json").is_file() or not any(out.iterdir()))
    if out.exists() and not is_replaceable:
        raise KgError(f"{named} is not an earlier build (it has no report.json): name another folder")
