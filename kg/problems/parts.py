"""How whoever lacks an optional part of the tool gets it.

Takes the part's name; gives the command. It names a lock of the clone and never the distribution: nobody has
registered that name, and whoever does could put anything there.
"""

from __future__ import annotations

from kg.problems.records import KgError


def command_for(part: str) -> str:
    """Write the command that installs a part, in the clone that the tool was installed from.

    >>> command_for("serve")
    'python -m pip install --require-hashes -r locks/serve.lock'
    """
    return f"python -m pip install --require-hashes -r locks/{part}.lock"


def lacking(what: str, package: str, part: str) -> KgError:
    """Make the error to raise when a package of an optional part is not there.

    >>> print(lacking("'kg serve'", "aiohttp", "serve"))
    'kg serve' needs the package aiohttp; in the clone that kg was installed from, run: python -m pip install --require-hashes -r locks/serve.lock
    """
    where = "in the clone that kg was installed from, run"
    return KgError(f"{what} needs the package {package}; {where}: {command_for(part)}")
