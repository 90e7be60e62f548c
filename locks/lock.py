"""Write the locks: every package that is installed, at one version, with the hashes of its files.

Takes pyproject.toml; writes ``requirements.lock`` (the tool) and, in this folder, ``build.lock`` (what wheels are built
with), ``dev.lock`` (the tool, all its parts and the tests) and one lock for each part. A version that stands in a lock
is kept while it fits; ``--upgrade`` chooses the newest. Needs uv.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

LOCKS = Path(__file__).resolve().parent
ROOT = LOCKS.parent
EVERYTHING = LOCKS / "dev.lock"
WITHOUT_A_WHEEL = ("owlready2",)
BUILDS_THOSE = "setuptools"
HOW = [
    "--universal", "--python-version", "3.11", "--fork-strategy", "fewest", "--generate-hashes",
    "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet",
]  # fmt: skip


def write_lock(lock: Path, requirements: list[str], *options: str) -> None:
    """Choose a version for each requirement and what it needs, and write them with their hashes.

    Args:
        lock: the file to write.
        requirements: as pyproject.toml has them.
        options: more options of ``uv pip compile``.
    """
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("uv is not installed")
    command = [uv, "pip", "compile", "-", *HOW, *options, "--output-file", str(lock)]
    subprocess.run(
        command, check=True, input="\n".join(requirements), encoding="utf-8", stdout=subprocess.DEVNULL
    )
    chosen = lock.read_text(encoding="utf-8")
    built = [f"--no-binary {name}\n" for name in WITHOUT_A_WHEEL if f"{name}==" in chosen]
    # pip takes these in order: what has no wheel comes after the rule.
    head = "# Written by `make lock`.\n--only-binary :all:\n" + "".join(built)
    lock.write_text(head + chosen, encoding="utf-8")


def main() -> None:
    """Write all of them, the whole first, so that every other has the same versions."""
    options = ["--upgrade"] if "--upgrade" in sys.argv else []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tool, parts = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    write_lock(EVERYTHING, [*tool, *(need for part in parts.values() for need in part)], *options)
    same = [*options, "--constraints", str(EVERYTHING)]
    write_lock(ROOT / "requirements.lock", tool, *same)
    for part in sorted(parts.keys() - {"dev"}):
        write_lock(LOCKS / f"{part}.lock", parts[part], *same)
    write_lock(LOCKS / "build.lock", [*project["build-system"]["requires"], BUILDS_THOSE], *same)


if __name__ == "__main__":
    main()
