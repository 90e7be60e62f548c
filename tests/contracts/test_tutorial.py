"""The tutorial and the README's session are true: each command prints what the page shows.

A page is followed literally, from its text: files are written under the names given, lines of the shell
change the folder, commands run where that leads to, and the pages of the site that are named are looked at.
"""

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
    r"^`(?P<file>[\w./-]+)`:\n\n```\w+\n(?P<text>.*?)^```|^```console\n(?P<session>.*?)^```"
    r"|^```bash\n(?P<shell>.*?)^```|`(?P<page>build/site/[\w./-]+)`",
    re.MULTILINE | re.DOTALL,
)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXPECTED = {"README.md": (1, 0, 1), "docs/tutorial.md": (16, 5, 1)}
PAGES = {
    "docs/tutorial.md": [
        "index.html", "case/pond-town/index.html", "zh/case/pond-town/index.html",
        "case/lake-town/index.html", "case/lake-town/claim/l001.html",
    ]
}  # fmt: skip
"""The pages of the site that the reader is sent to."""
INSTALLS = "python -m pip install "
"""What is not run here: the tool is installed already, which other tests look at."""


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


def walk(lines: str, folder: Path, before: Path) -> Path:
    """The folder to which lines of the shell lead."""
    done = subprocess.run(
        ["/bin/bash", "-euc", f"{lines}\npwd"], cwd=folder, env={**os.environ, "OLDPWD": str(before)},
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    return Path(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("page", EXPECTED)
def test_a_page_is_true(page: str, tmp_path: Path) -> None:
    """Write the files that a page gives, run its commands in order, and compare."""
    here = before = tmp_path / "clone"
    shutil.copytree(ROOT / "cases", here / "cases")
    ran = written = 0
    seen: list[str] = []
    text = (ROOT / page).read_text(encoding="utf-8")
    for step in STEP.finditer(text):
        if step["file"]:
            target = here / step["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(step["text"], encoding="utf-8", newline="\n")
            written += 1
        if step["shell"] and not step["shell"].startswith(INSTALLS):
            here, before = walk(step["shell"], here, before), here
            assert list(here.iterdir()) == [] or (here / "cases").is_dir()
        if step["page"] and page.startswith("docs/"):
            assert "<h1" in (here / step["page"]).read_text(encoding="utf-8"), step["page"]
            seen.append(step["page"].removeprefix("build/site/"))
        for command, shown in commands(step["session"] or ""):
            printed = execute(command, here)
            assert pattern(shown).fullmatch(printed), f"{page}: $ {command}\n{printed}"
            ran += 1
    examples = PYTHON.findall(text)
    for example in examples:
        command = [sys.executable, "-c", example]
        done = subprocess.run(command, cwd=here, check=False, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
    assert seen == PAGES.get(page, [])
    counts = (ran, written, len(examples))
    assert all(count >= least for count, least in zip(counts, EXPECTED[page], strict=True)), counts


def test_a_wrong_page_would_fail() -> None:
    """The comparison is not so loose that it accepts anything."""
    assert pattern("a…c\n…\nend\n").fullmatch("abc\nx\ny\nend\n")
    assert not pattern("a…c\nend\n").fullmatch("abd\nend\n")
    assert not pattern("(2 rows)\n").fullmatch("(3 rows)\n")
