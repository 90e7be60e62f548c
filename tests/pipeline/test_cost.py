"""What reading and checking cost, at the limits that the documents state: time of the processor and memory at its height."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.evidence import cut
from kg.files import SOURCE_LIMIT
from kg.pipeline import check, compile_cases
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parents[1]
SECONDS, MEBIBYTES = 20.0, 300
"""Seconds of the processor, several times what it takes beside other work: what grows as the square takes minutes."""
MEASURED = """
import json, resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "kg", "check", "cases/b-town"], capture_output=True, encoding="utf-8")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, done.returncode, done.stderr]))
"""
SENTENCE = "The office keeps a register of its own and shows a part of it to whoever asks in writing. "
BAD = sorted(path for path in (HERE / "errors" / "bad").iterdir() if path.is_dir())


def measured(folder: Path, text: str) -> tuple[float, float, int, str]:
    """Seconds of the processor, MiB, exit code and messages of a check whose source has this text before its own."""
    notes = folder / "notes.txt"
    notes.write_text(text + "\n" + notes.read_text("utf-8"), encoding="utf-8", newline="\n")
    assert SOURCE_LIMIT * 0.98 < notes.stat().st_size <= SOURCE_LIMIT
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], check=True, capture_output=True, encoding="utf-8", timeout=120
    )
    return tuple(json.loads(done.stdout))


@pytest.mark.parametrize("text", [SENTENCE, " A.", "A\n", "a\n \n", " \n", "x", "."], ids=repr)
def test_a_source_at_its_limit_is_cheap(tiny_case: Callable[[], Path], text: str) -> None:
    """Five megabytes of prose, or of the shortest segments, are read, cut and quoted within the limits."""
    folder = tiny_case()
    room = SOURCE_LIMIT - (folder / "notes.txt").stat().st_size - 1
    seconds, mebibytes, code, said = measured(folder, text * (room // len(text)))
    assert (code, said) == (0, "")
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES


def test_a_quotation_that_stands_everywhere_is_told_in_short(tiny_case: Callable[[], Path]) -> None:
    """The message counts its places as far as a thousand and names forty."""
    folder = tiny_case()
    claims = (folder / "claims.yaml").read_text("utf-8")
    spoilt = claims.replace("quote: fear of blame had led to caution", 'quote: "A."')
    assert spoilt != claims
    (folder / "claims.yaml").write_text(spoilt, encoding="utf-8", newline="\n")
    times = (SOURCE_LIMIT - (folder / "notes.txt").stat().st_size - 1) // 3
    seconds, mebibytes, code, said = measured(folder, " A." * times)
    assert code == 1
    assert 'error KG302  "A.", which occurs 1000+ times (S01, S02, S03, ' in said
    assert ", S39, S40, 960+ more); expected" in said
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.name)
def test_a_check_says_what_a_build_says(bad: Path, tiny_case: Callable[[], Path]) -> None:
    """A check that makes no quads finds the same problems, in the same order, and counts the same."""
    folder = tiny_case()
    for path in bad.iterdir():
        if path.is_dir():
            shutil.copytree(path, folder / path.name)
        elif not path.name.startswith("expected."):
            shutil.copy(path, folder)
    light = compile_cases([Path("cases")], CompileOptions(jobs=1), is_check=True)
    whole, _ = check([Path("cases")])
    assert [str(problem) for problem in light.problems] == [str(problem) for problem in whole.problems]
    assert light.closing_line() == whole.closing_line()
    assert [case.counts() for case in light.cases] == [case.counts() for case in whole.cases]
    assert [case.data for case in light.cases] == [b"" for _ in light.cases]


@pytest.mark.parametrize("how", ["stops", "lines", "paragraphs"])
@pytest.mark.parametrize(
    "text", ["a\n\n  b.\n \n\t\nc d. e\n", "\n\n", " \n a", "a.\n\xa0\nb", "a\n\u2028\nb"]
)
def test_a_cut_is_what_it_was(how: str, text: str) -> None:
    """Paragraphs end where a line has nothing but white space; written here without a regular expression."""
    found = [text[part.start : part.end] for part in cut(text, how)]
    if how == "paragraphs":
        blocks: list[list[str]] = [[]]
        for line in text.split("\n"):
            if line.strip():
                blocks[-1].append(line)
            elif blocks[-1]:
                blocks.append([])
        assert found == [stripped for block in blocks if (stripped := "\n".join(block).strip())]
    elif how == "lines":
        assert found == [line.strip() for line in text.split("\n") if line.strip()]
    else:
        assert "".join("".join(found).split()) == "".join(text.split())
