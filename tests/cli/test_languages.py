"""``--lang zh``: check and build say all of it in Chinese, as text and as JSON; without it nothing depends on the locale."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import pytest

from kg.cli.output import print_problems
from kg.pipeline import check

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

MISTAKE = ("elements:", "elements:\n  mayor: {kind: actr, label: the mayor}")
LINE = "cases/b-town/elements.yaml:2:17  错误 KG205  没有种类“actr”；应为已有的种类；是不是“actor”？\n"


@pytest.fixture
def spoilt(tiny_case: Callable[[], Path]) -> Path:
    """The small case with one mistake."""
    folder = tiny_case()
    file = folder / "elements.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(*MISTAKE), encoding="utf-8")
    return folder


def test_a_clean_check(run_kg: Run, tiny_case: Callable[[], Path]) -> None:
    """The counts and the closing line are in Chinese."""
    tiny_case()
    done = run_kg("check", "--lang", "zh")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "b-town：论断 5，引文 8，未述及 1，要素 10，来源 1\n已查 13，跳过 0，错误 0\n"


@pytest.mark.parametrize("command", [["check"], ["build", "--out", "built"]])
def test_a_mistake(run_kg: Run, spoilt: Path, command: list[str]) -> None:
    """Check and build tell of it in the same words."""
    assert spoilt.is_dir()
    done = run_kg(*command, "--lang", "zh")
    assert (done.returncode, done.stderr) == (1, LINE)
    assert done.stdout.endswith("\n已查 13，跳过 0，错误 1\n")


def test_a_build_ends_with_the_page(run_kg: Run, tiny_case: Callable[[], Path]) -> None:
    """The last line of a build names the page to open."""
    tiny_case()
    done = run_kg("build", "--no-site", "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"请打开 /.+dataset\.nq", done.stdout.splitlines()[-1])


def test_as_json(run_kg: Run, spoilt: Path) -> None:
    """The words of a problem are in the language; codes, names and places are the same in both."""
    assert spoilt.is_dir()
    english, chinese = (json.loads(run_kg("check", "--json", "--lang", lang).stdout) for lang in ("en", "zh"))
    [said], [same] = chinese["problems"], english["problems"]
    words = {"found": "没有种类“actr”", "expected": "已有的种类", "hint": "是不是“actor”？"}
    assert said == {**same, **words}
    assert same["found"] == 'unknown kind "actr"'
    assert {**chinese, "problems": []} == {**english, "problems": []}


def test_nothing_is_read_from_the_locale(run_kg: Run, spoilt: Path) -> None:
    """Without the option it is English, whatever the environment says."""
    assert spoilt.is_dir()
    done = run_kg("check", LANG="zh_CN.UTF-8", LC_ALL="zh_CN.UTF-8", LANGUAGE="zh")
    assert 'unknown kind "actr"; expected a known kind; did you mean "actor"?' in done.stderr


def test_another_language(run_kg: Run) -> None:
    """A language that there is not is wrong use."""
    done = run_kg("check", "--lang", "fr")
    assert done.returncode == 2
    assert "'en', 'zh'" in done.stderr


def test_a_terminal_gets_lines_that_fit(
    spoilt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where somebody looks, a problem is broken into lines; a Chinese character takes two of the columns."""
    outcome, _ = check([spoilt])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "48")
    print_problems(outcome.problems, "zh")
    assert re.sub(r"\x1b\[\d+m", "", capsys.readouterr().err) == (
        "cases/b-town/elements.yaml:2:17  错误 KG205  没\n"
        "    有种类“actr”；应为已有的种类；是不是\n"
        "    “actor”？\n"
    )
