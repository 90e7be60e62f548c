"""What does ``kg check`` say of spoilt cases: printed, so that two versions of the tool can be compared.

``python benchmarks/spoilt_cases.py [COUNT [SEED]]`` spoils the small case of the tests COUNT times and checks each; then it
checks each bad case of ``tests/errors``. The same count and seed give the same cases; with another version first on
``PYTHONPATH`` the lines that differ are those that the change made differ.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import shutil
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
VALID = TESTS / "cases" / "b-town"
FILES = ("case.yaml", "elements.yaml", "claims.yaml", "silences.yaml")
WORDS = ("", "x", "7", "true", "null", "~", "[]", "{}", "[a, [b]]", "'", '"', ": ", "- ", "&a", "*a", "!t",
         "caution", "c1", "n1", "S01", "triple-logic", "b-town", "市", "\t", "|", ">-", "# x", "a\nb: c")  # fmt: skip


def spoil(chance: random.Random, lines: list[str]) -> list[str]:
    """The lines with one of them spoilt, or a block of them moved."""
    number, word = chance.randrange(len(lines)), chance.choice(WORDS)
    line, end = lines[number], number + 1
    how = chance.randrange(11)
    if how == 0:
        new = []
    elif how == 1:
        new = [line, line]
    elif how == 2:  # noqa: PLR2004 - the number of a way
        end, new = number + 2, [*lines[number + 1 : number + 2], line]
    elif how == 10:  # noqa: PLR2004
        end = min(len(lines), number + chance.randint(2, 6))
        new = lines[number:end] * 2
    else:
        new = [
            "  " + line, line[1:], re.sub(r"[\w-]+", lambda _: word, line, count=1),
            re.sub(r"(?<=: ).*", lambda _: word, line), line[: len(line) // 2], f"{line}\n{word}",
            re.sub(r"[aeiou]", "", line, count=1),
        ][how - 3 : how - 2]  # fmt: skip
    return [*lines[:number], *new, *lines[end:]]


def told(folder: Path) -> str:
    """Exit code and output of a check, with names of the temporary folder left out."""
    from kg.cli import main  # noqa: PLC0415 - whichever version comes first on the path

    out, err, code = io.StringIO(), io.StringIO(), 0
    argv, sys.argv = sys.argv, ["kg", "check", str(folder)]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.argv = argv
    return f"exit {code}\n{err.getvalue()}{out.getvalue()}".replace(str(folder), "CASE")


def run(count: int, seed: int) -> None:
    """Print what is said of each spoilt case, and of each bad case of the tests."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for number in range(count):
        with tempfile.TemporaryDirectory() as name:
            folder = shutil.copytree(VALID, Path(name) / "b-town")
            for file in chance.choices(FILES, k=chance.randint(1, 3)):
                lines = (folder / file).read_text(encoding="utf-8").split("\n")
                (folder / file).write_text("\n".join(spoil(chance, lines)), encoding="utf-8", newline="\n")
            print(f"== spoilt {number}\n{told(folder)}")
    for bad in sorted((TESTS / "errors" / "bad").iterdir()):
        with tempfile.TemporaryDirectory() as name:
            folder = shutil.copytree(VALID, Path(name) / "b-town")
            for path in bad.iterdir():
                if path.is_dir():
                    shutil.copytree(path, folder / path.name)
                elif not path.name.startswith("expected."):
                    shutil.copy(path, folder)
            print(f"== {bad.name}\n{told(folder)}")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    run(*(int(word) for word in (*sys.argv[1:], *("500", "11")[len(sys.argv) - 1 :])))
