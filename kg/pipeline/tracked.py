"""Whether git has a text that was given in confidence, and would hand it on with the next push.

Takes the files of restricted sources; gives a problem for each that git tracks. Git is asked each time, since its
answer may change while no file does; where there is no such file, or no repository, nothing is started.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from kg.problems import Location, Problem, Severity, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.problems.said import Said

_SECONDS = 30
_OPTIONS = ("-c", "core.fsmonitor=false", "--literal-pathspecs", "ls-files", "--cached", "-z", "--")
"""A repository may name a program to run for it, and a file may be called like a pattern: neither is followed."""


def tracked(folder: Path, shown: str, files: Mapping[str, Location]) -> list[Problem]:
    """Report each file that git tracks; warn where git should be asked and cannot be.

    Args:
        folder: the case folder.
        shown: how to call it in a problem.
        files: names in the folder, each with the place where it is named.
    """
    home = folder.resolve()
    if not files or not any((above / ".git").exists() for above in (home, *home.parents)):
        return []
    real = {name: _inside(home, name) for name in files}
    known = _listed(home, {name for names in real.values() for name in names})
    if not isinstance(known, frozenset):
        first = next(iter(files))
        found = say('"{0}", of which nobody knows whether git tracks it: {1}', first, known)
        expected = say("a text that stays on this machine")
        hint = say("see that git does not take it along")
        return [Problem("KG308", files[first], found, expected, hint, Severity.WARNING)]
    return [
        problem("KG308", files[name], say('"{0}", which git tracks', inside), say("a text that stays on this machine"),
                say("{0}, and keep it out by a .gitignore; what was committed stays in the history",
                    f"git rm --cached {shlex.quote(f'{shown}/{inside}')}"))
        for name, names in real.items()
        for inside in names
        if inside in known
    ]  # fmt: skip


def _inside(home: Path, name: str) -> list[str]:
    """Name a file, and what it leads to where it is a link, as git does."""
    paths = [Path(os.path.normpath(home / name)), (home / name).resolve()]
    return list(dict.fromkeys(p.relative_to(home).as_posix() for p in paths if p.is_relative_to(home)))


def _listed(home: Path, names: Iterable[str]) -> frozenset[str] | Said:
    """Ask git which of the names it tracks; say why, where that is not known."""
    import shutil  # noqa: PLC0415 - few cases have a text that is confidential
    import subprocess  # noqa: PLC0415

    git = shutil.which("git")
    if git is None:
        return say("git is not installed")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - the git that was found, and no shell
            [git, *_OPTIONS, *sorted(names)], cwd=home, env=clean, check=False, capture_output=True,
            stdin=subprocess.DEVNULL, timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return say("git did not answer")
    if done.returncode:
        return say("git did not answer")
    return frozenset(os.fsdecode(done.stdout).split("\0"))
