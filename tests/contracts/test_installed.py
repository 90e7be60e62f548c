"""The installed package is complete, and it is this checkout."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import kg

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(kg.__file__).resolve().parent
COPIED = ["ontology", "queries", "cases"]


def contents(folder: Path, pattern: str) -> dict[str, bytes]:
    """The files of a folder by their relative names."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob(pattern)
        if path.is_file()
    }
    return {
        name: data
        for name, data in found.items()
        if "__pycache__" not in name and not name.startswith("data/")
    }


def test_the_tests_run_this_code() -> None:
    """An installed copy that lags behind the checkout is an error: install again."""
    assert contents(PACKAGE, "*.py") == contents(ROOT / "kg", "*.py")


def test_the_package_carries_its_data() -> None:
    """A copy outside the checkout brings ontology, queries and cases, byte for byte."""
    for name in COPIED:
        packaged = PACKAGE / "data" / name
        if PACKAGE.parent != ROOT:
            assert contents(packaged, "*") == contents(ROOT / name, "*")
        assert contents(ROOT / name, "*")


def test_the_package_is_typed() -> None:
    """Whoever imports the package gets its types."""
    assert (PACKAGE / "py.typed").is_file()


def test_metadata_and_code_agree() -> None:
    """The version of the installed distribution is the one in the code."""
    assert metadata.version("tongban-kg") == kg.__version__


def test_the_command_starts_anywhere(tmp_path: Path) -> None:
    """The command answers from an empty folder."""
    command = [str(Path(sys.executable).parent / "kg"), "--version"]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert kg.__version__ in done.stdout
