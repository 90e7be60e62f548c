"""Bad input through the real command: one kind line, exit code 1, and the earlier build stays as it was."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.pipeline import check, write_dataset
from kg.staging import staged

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

BAD = Path(__file__).resolve().parents[1] / "errors" / "bad"
FROM_FILES = [
    "KG301-added-space",
    "KG301-changed-case",
    "KG301-changed-punctuation",
    "KG201-of-another-case",
    "KG102-id-of-another-section",
    "KG104-mark",
    "KG101-quotation-mark",
    "KG002-utf-16",
    "KG002-source",
    "KG003-yaml",
    "KG003-source",
    "KG004-yaml",
    "KG004-source",
    "KG002-picture",
    "KG105-list-in-place-of-a-file",
    "KG105-flag",
    "KG201-number-and-flag",
    "KG210-name",
    "KG108-billion-laughs",
]
LINE = re.compile(r"^cases/b-town/[\w.-]+:[1-9]\d*:[1-9]\d*  error KG\d{3}  \S.*; expected \S")


def empty(folder: Path) -> None:
    """An empty case folder."""
    for path in folder.iterdir():
        path.unlink()


def linked(name: str) -> Callable[[Path], None]:
    """A function that puts a link out of the case folder in the place of a file."""

    def spoil(folder: Path) -> None:
        outside = folder.resolve().parents[1] / name
        shutil.move(folder / name, outside)
        (folder / name).symlink_to(outside)

    return spoil


def huge(name: str) -> Callable[[Path], None]:
    """A function that makes a file fifty megabytes long."""
    return lambda folder: os.truncate(folder / name, 50_000_000)


def nested(text: str) -> Callable[[Path], None]:
    """A function that adds a file nested so deep that a careless parser breaks down."""
    return lambda folder: (folder / "more.yaml").write_text(text, encoding="utf-8") and None


MADE: dict[str, tuple[Callable[[Path], None], str]] = {
    "empty folder": (empty, "case.yaml:1:1  error KG001"),
    "link out, YAML": (linked("claims.yaml"), "claims.yaml:1:1  error KG006"),
    "link out, source": (linked("notes.txt"), "case.yaml:12:11  error KG006"),
    "50 MB, YAML": (huge("claims.yaml"), "claims.yaml:1:1  error KG005"),
    "50 MB, source": (huge("notes.txt"), "notes.txt:1:1  error KG005"),
    "deep list": (nested("claims: " + "[" * 50_000 + "]" * 50_000 + "\n"), "more.yaml:1:32  error KG108"),
    "deep list, open": (nested("claims: " + "[" * 100_000), "more.yaml:1:32  error KG108"),
    "deep fields": (nested("claims: " + "{a: " * 20_000 + "\n"), "more.yaml:1:101  error KG108"),
    "deep items": (nested("claims:\n" + "- " * 50_000 + "\n"), "more.yaml:2:47  error KG108"),
    "deep block": (nested("".join(f"{' ' * n}a:\n" for n in range(1500))), "more.yaml:25:25  error KG108"),
}


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture
def case(tiny_case: Callable[[], Path]) -> Path:
    """The small case, with an earlier build of it beside."""
    folder = tiny_case()
    outcome, _ = check([Path("cases")])
    with staged(Path("build")) as aside:
        write_dataset(outcome, aside)
        (aside / "site").mkdir()
        (aside / "site" / "index.html").write_text("<title>earlier</title>", encoding="utf-8")
    return folder


def assert_kindly_refused(done: subprocess.CompletedProcess[str], before: dict[str, str]) -> list[str]:
    """Exit code 1, only lines with a place, no traceback, nothing written; gives the lines."""
    assert done.returncode == 1, done.stderr
    lines = done.stderr.splitlines()
    assert lines
    assert [line for line in lines if not LINE.match(line)] == []
    assert re.search(r"^checked \d+, skipped \d+, failed [1-9]\d*$", done.stdout, re.MULTILINE)
    assert fingerprint(Path("build")) == before
    assert sorted(path.name for path in Path.cwd().iterdir() if path.name.startswith(".")) == []
    return lines


@pytest.mark.parametrize("name", FROM_FILES)
def test_a_bad_file_is_told_of(name: str, case: Path, run_kg: Run) -> None:
    """`kg build` prints the lines that stand beside the bad file, and those only."""
    before = fingerprint(Path("build"))
    for path in (BAD / name).iterdir():
        if path.name != "expected.txt":
            shutil.copy(path, case)
    lines = assert_kindly_refused(run_kg("build"), before)
    assert lines == (BAD / name / "expected.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", MADE)
def test_a_hostile_folder_is_told_of(name: str, case: Path, run_kg: Run) -> None:
    """`kg build` prints one line, soon, for what would make a careless program break down."""
    spoil, begins = MADE[name]
    before = fingerprint(Path("build"))
    spoil(case)
    [line] = assert_kindly_refused(run_kg("build"), before)
    assert line.startswith(f"cases/b-town/{begins}  ")


def test_a_file_without_permission_is_told_of(case: Path) -> None:
    """`kg build` prints one line for a file that it may not open."""
    before = fingerprint(Path("build"))
    (case / "silences.yaml").chmod(0)
    command = [sys.executable, "-m", "kg", "build"]
    if os.geteuid() == 0:
        # Root may open anything, unless it gives up that right.
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("runs as root, and there is no setpriv")
        command = [setpriv, "--bounding-set", "-dac_override,-dac_read_search", *command]
    package = str(Path(sys.modules["kg"].__file__ or "").resolve().parents[1])
    environment = {**os.environ, "PYTHONPATH": package, "PYTHONUTF8": "1"}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, encoding="utf-8")
    [line] = assert_kindly_refused(done, before)
    assert line == (
        "cases/b-town/silences.yaml:1:1  error KG007  a file that cannot be read (Permission denied);"
        " expected a readable text file; give yourself the right to read it"
    )


def test_an_unreadable_file_hides_only_itself(case: Path, run_kg: Run) -> None:
    """Mistakes in the other files are told of in the same run, and nothing is told of twice."""
    before = fingerprint(Path("build"))
    elements = case / "elements.yaml"
    elements.write_bytes(b"\x89" + elements.read_bytes())
    claims = (case / "claims.yaml").read_text(encoding="utf-8")
    spoilt = claims.replace("fear of blame had", "fear of Blame had").replace("basis: co-", "basis: ko-")
    (case / "claims.yaml").write_text(spoilt, encoding="utf-8")
    lines = assert_kindly_refused(run_kg("build"), before)
    assert [line.split("  ")[:2] for line in lines] == [
        ["cases/b-town/claims.yaml:19:12", "error KG301"],
        ["cases/b-town/claims.yaml:44:12", "error KG106"],
        ["cases/b-town/elements.yaml:1:1", "error KG002"],
    ]


def test_a_bad_case_hides_no_other(case: Path, run_kg: Run) -> None:
    """Of two cases both are checked, whatever is wrong with the first."""
    other = shutil.copytree(case, case.with_name("c-town"))
    (case / "case.yaml").write_bytes(b"\xff\xfe\x00")
    (other / "case.yaml").write_text(
        (other / "case.yaml").read_text(encoding="utf-8").replace("case: b-town", "case: c-town"), "utf-8"
    )
    (other / "notes.txt").unlink()
    lines = run_kg("check", "cases").stderr.splitlines()
    assert [line.split("  ")[:2] for line in lines] == [
        ["cases/b-town/case.yaml:1:1", "error KG002"],
        ["cases/c-town/case.yaml:12:11", "error KG305"],
    ]


def test_json_gives_the_same_list(case: Path, run_kg: Run) -> None:
    """`kg check --json` holds what `kg check` prints, problem by problem, and ends with the same code."""
    for name in ("KG104-mark", "KG413-hedged"):
        shutil.copy(BAD / name / "more.yaml", case / f"{name.lower()}.yaml")
    text, data = run_kg("check", "cases"), run_kg("check", "cases", "--json")
    report = json.loads(data.stdout)
    printed = [
        f"{p['location']['file']}:{p['location']['line']}:{p['location']['column']}"
        f"  {p['severity']} {p['code']}  "
        + "; ".join(filter(None, (p["found"], p["expected"] and f"expected {p['expected']}", p["hint"])))
        for p in report["problems"]
    ]
    assert printed == text.stderr.splitlines()
    assert len(printed) >= 3
    assert text.returncode == data.returncode == 1
    assert data.stderr == ""
    assert text.stdout.splitlines()[-1] == (
        f"checked {report['checked']}, skipped {report['skipped']}, failed {report['failed']}"
    )


def test_a_warning_does_not_stop_a_build(case: Path, run_kg: Run) -> None:
    """A warning is printed, and the exit code is that of success."""
    shutil.copy(BAD / "KG413-hedged" / "more.yaml", case)
    done = run_kg("check")
    assert done.returncode == 0
    assert done.stderr.splitlines() == (BAD / "KG413-hedged" / "expected.txt").read_text("utf-8").splitlines()


def test_nothing_checked_is_no_success(case: Path, run_kg: Run) -> None:
    """Exit code 0 only when something was checked: not of a folder with a head and no claims."""
    for path in case.glob("*.yaml"):
        if path.name != "case.yaml":
            path.unlink()
    done = run_kg("check", "cases")
    assert done.returncode == 1
    assert "KG900" in done.stderr
    assert done.stdout.splitlines()[-1] == "checked 0, skipped 0, failed 1"


def test_a_missing_source_is_skipped_and_counted(case: Path, run_kg: Run) -> None:
    """Quotations whose source cannot be read count as skipped, not as checked."""
    (case / "notes.txt").unlink()
    done = run_kg("check", "cases")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "checked 5, skipped 8, failed 1"


def test_a_clean_case_is_a_success(case: Path, run_kg: Run) -> None:
    """The valid case ends with code 0, its counts and no line of complaint."""
    done = run_kg("check", str(case))
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "b-town: 5 claims, 8 quotations, 1 silences, 10 elements, 1 sources",
        "checked 13, skipped 0, failed 0",
    ]
