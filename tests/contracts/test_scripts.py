"""The scripts of the pages are sound TypeScript, where the compiler is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "site"


def test_the_scripts_have_sound_types() -> None:
    """`npm run check` finds nothing. The package needs no compiler, so it is there after a full `npm ci` only."""
    npm = shutil.which("npm")
    if npm is None or not (SITE / "node_modules" / "typescript").is_dir():
        pytest.skip("TypeScript is not installed: run 'npm ci' in site/")
    done = subprocess.run([npm, "run", "check"], cwd=SITE, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_compiler_is_pinned_and_strict() -> None:
    """One exact version, with every strictness on."""
    package = json.loads((SITE / "package.json").read_text(encoding="utf-8"))
    assert package["devDependencies"]["typescript"].replace(".", "").isdigit()
    options = json.loads((SITE / "tsconfig.json").read_text(encoding="utf-8"))["compilerOptions"]
    assert options["strict"]
    assert options["noUncheckedIndexedAccess"]
