"""What is written aside: names that nobody else takes, and locks that end with whoever holds them.

A lock is the operating system's (``flock``) on a small file. A killed process gives it up by itself; its file
stays, and the next that takes the lock removes it. Where the system has no such lock (Windows, some network
file systems) all goes on as if one were alone.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux."""


def beside(path: Path) -> Path:
    """Make a name beside a path that no other process takes, on no other machine either.

    The number of a process is not enough: two containers that share a folder count alike.
    """
    return path.with_name(f"{path.name}.{os.urandom(8).hex()}")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold a lock, after waiting for whoever holds it; give False where the system has no locks.

    Args:
        path: the file of the lock; it is made, and removed at the end.

    Raises:
        OSError: the file cannot be made.
    """
    handle = _take(path)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            path.unlink(missing_ok=True)
            os.close(handle)


def is_left(path: Path) -> bool:
    """Tell whether the file of a lock is there and its holder is gone; False where nobody can tell."""
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return _flock(handle, is_patient=False)
    finally:
        os.close(handle)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that at no moment one of them is missing.

    Returns:
        False where the system cannot; then nothing is done. Python has no call of its own for it.
    """
    import ctypes  # noqa: PLC0415 - only the end of a build needs it

    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):  # not Linux, or an old C library
        return False
    return bool(renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _take(path: Path) -> int | None:
    """Open the file of a lock and hold it; give None where there are no locks."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            is_held = _flock(handle, is_patient=True)
        except BaseException:
            os.close(handle)
            raise
        with contextlib.suppress(OSError):
            if is_held and os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        os.close(handle)
        if not is_held:
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        # Whoever held the lock has removed its file by now. A lock on a removed file keeps nobody out, so try again.


def _flock(handle: int, *, is_patient: bool) -> bool:
    """Try to lock a file; tell whether that worked, which it does not where somebody else holds it or the system has no such locks."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
    except ImportError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if is_patient else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
