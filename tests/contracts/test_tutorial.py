"""The tutorial and the README's session are true: each command prints what the page shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEP = re.compile(
    r"^`(?P<file>[\w./-]+)`:\n\n```\w+\n(?P<text>.*?)^```|^```console\n(?P<session>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXPECTED = {"README.md": (1, 0, 1), "docs/tutorial.md": (12, 4, 1)}


def pattern(shown: str) -> re.Pattern[str]:
    """What a page shows as a pattern: ``…`` alone stands for any lines, inside a line for any characters."""
    parts = []
    for line in shown.splitlines():
        if line.strip() == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*?".join(map(re.escape, line.rstrip().split("…"))) + r" *\n")
    return re.compile("".join(parts))


def commands(session: str) -> list[tuple[str, str]]:
    """The commands of a session, each with the output shown below it."""
    blocks = re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]
    return [(block.partition("\n")[0], block.partition("\n")[2]) for block in blocks]


def execute(command: str, folder: Path) -> str:
    """What a command prints, problems first, as on a terminal of eighty columns."""
    words = shlex.split(command)
    assert words[0] == "kg"
    environment = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"}
    arguments = [str(Path(sys.executable).parent / "kg"), *words[1:]]
    done = subprocess.run(
        arguments, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stderr + done.stdout


@pytest.mark.parametrize("page", EXPECTED)
def test_a_page_is_true(page: str, tmp_path: Path) -> None:
    """Write the files that a page gives, run its commands in order, and compare."""
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    ran = written = 0
    text = (ROOT / page).read_text(encoding="utf-8")
    for step in STEP.finditer(text):
        if step["file"]:
            target = tmp_path / step["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(step["text"], encoding="utf-8", newline="\n")
            written += 1
        for command, shown in commands(step["session"] or ""):
            printed = execute(command, tmp_path)
            assert pattern(shown).fullmatch(printed), f"{page}: $ {command}\n{printed}"
            ran += 1
    examples = PYTHON.findall(text)
    for example in examples:
        command = [sys.executable, "-c", example]
        done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
    counts = (ran, written, len(examples))
    assert all(count >= least for count, least in zip(counts, EXPECTED[page], strict=True)), counts


def test_a_wrong_page_would_fail() -> None:
    """The comparison is not so loose that it accepts anything."""
    assert pattern("a…c\n…\nend\n").fullmatch("abc\nx\ny\nend\n")
    assert not pattern("a…c\nend\n").fullmatch("abd\nend\n")
    assert not pattern("(2 rows)\n").fullmatch("(3 rows)\n")
