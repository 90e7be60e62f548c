"""Give the command damaged inputs, from a seed, and see that it neither breaks nor takes too long or too much.

``python tests/fuzz/fuzz.py --inputs 5000 --seed 1`` prints how many inputs of each kind were tried, with which exit codes,
and each fault: a traceback, exit code 3, more than ten seconds of processor time or 300 MB. The exit code is 1 when there
is one. ``--only KIND --number N`` does one again; ``--keep FOLDER`` leaves its files there. The command runs inside a few
processes that are watched from outside, since starting it anew each time would take longest.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
from damage import damaged_parts, damaged_table, damaged_text
from openpyxl.utils.exceptions import IllegalCharacterError

from kg.cli import main as kg
from kg.resources import ontology_folder, queries_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

CASES = Path(__file__).resolve().parents[1] / "cases"
SECONDS, MEGABYTES = 10, 300
"""Of the processor, since others may use it too, and of memory at its peak."""
FAULT = 3
PATIENCE = 60
"""Seconds by the clock after which a process is given up; others may use the processor too."""
RENEWED_AFTER = 150


class Tried(NamedTuple):
    """What became of one input."""

    kind: str
    number: int
    done: str
    code: int | None
    seconds: float
    fault: str


# ---------------------------------------------------------------- inputs, one function a kind


def _yaml(random: Random, room: Path) -> tuple[str, list[str]]:
    folder = _case(random, room)
    file = random.choice(sorted(folder.glob("*.yaml")))
    done = _spoil(random, file)
    rest = random.choice([[], [], ["--lang", "zh"], ["--json"], ["--review"], ["--disclosure"]])
    return f"{file.name} {done}", ["check", str(folder), *rest]


def _text(random: Random, room: Path) -> tuple[str, list[str]]:
    folder = _case(random, room)
    done = _spoil(random, folder / "notes.txt")
    return done, ["check", str(folder), *random.choice([[], ["--lang", "zh"]])]


def _workbook(random: Random, room: Path) -> tuple[str, list[str]]:
    folder, book = _case(random, room), room / "book.xlsx"
    _quietly(["case", "to-xlsx", str(folder), str(book)])
    if random.random() < 0.5:
        done, data = damaged_parts(random, book.read_bytes())
        book.write_bytes(data)
    else:
        done = _spoil_a_sheet(random, book)
    return done, ["case", "from-xlsx", str(book), str(folder)]


def _csv(random: Random, room: Path) -> tuple[str, list[str]]:
    folder, files = _case(random, room), room / "files"
    _quietly(["case", "to-csv", str(folder), str(files)])
    file = random.choice(sorted(files.glob("*.csv")))
    if random.random() < 0.5:
        done = _spoil(random, file)
    else:
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
        done, rows = damaged_table(random, rows)
        with file.open("w", encoding="utf-8", newline="", errors="surrogatepass") as out:
            csv.writer(out).writerows(rows)
    return f"{file.name} {done}", ["case", "from-csv", str(files), str(folder)]


def _turtle(random: Random, room: Path) -> tuple[str, list[str]]:
    folder = _case(random, room)
    ontology = shutil.copytree(ontology_folder(), room / "ontology")
    kinds = [["*.ttl"], ["*.ttl"], ["*.ttl"], ["*.rq"]]
    file = random.choice(sorted(path for kind in random.choice(kinds) for path in ontology.rglob(kind)))
    return f"{file.name} {_spoil(random, file)}", ["check", str(folder), "--ontology", str(ontology)]


def _query(random: Random, room: Path) -> tuple[str, list[str]]:
    build = _built()
    file = room / "question.rq"
    shutil.copy(random.choice(sorted(queries_folder().rglob("*.rq"))), file)
    done = _spoil(random, file)
    form = random.choice([[], ["--format", "json"], ["--format", "csv"]])
    return done, ["query", str(file), "--build", str(build), *form]


KINDS: dict[str, Callable[[Random, Path], tuple[str, list[str]]]] = {
    "yaml": _yaml, "text": _text, "workbook": _workbook, "csv": _csv, "turtle": _turtle, "query": _query,
}  # fmt: skip


def _case(random: Random, room: Path) -> Path:
    """A copy of one of the small cases."""
    folder = random.choice(sorted(path for path in CASES.iterdir() if path.is_dir()))
    return Path(shutil.copytree(folder, room / "cases" / folder.name))


def _spoil(random: Random, file: Path) -> str:
    done, data = damaged_text(random, file.read_text(encoding="utf-8-sig"))
    file.write_bytes(data)
    return done


def _spoil_a_sheet(random: Random, book: Path) -> str:
    """Damage a sheet as a person would who works in it."""
    workbook = openpyxl.load_workbook(book)
    sheet = random.choice(workbook.worksheets)
    rows = [
        ["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)
    ]
    done, rows = damaged_table(random, rows)
    sheet.delete_rows(1, sheet.max_row)
    for row in rows:
        with contextlib.suppress(ValueError, IllegalCharacterError):  # openpyxl writes no control characters
            sheet.append(row)
    what = random.choice(["", "", "merged", "title", "gone", "number"])
    if what == "merged":
        sheet.merge_cells("A1:C3")
    elif what == "title":
        sheet.title = random.choice(["x", "Claims ", "用例", "claims2"])
    elif what == "gone" and len(workbook.worksheets) > 1:
        workbook.remove(sheet)
    elif what == "number":
        sheet.cell(random.randint(1, 5), random.randint(1, 5)).value = random.choice([1.5, True, 10**20])
    workbook.save(book)
    return f"{sheet.title} {done} {what}"


_BUILT: list[Path] = []


def _built() -> Path:
    """A build of the small cases, made once in a process."""
    if not _BUILT:
        folder = Path(tempfile.mkdtemp(prefix="built-", dir=os.environ["FUZZ_ROOM"]))
        _apart(["build", "--no-site", "--jobs", "1", "--cases", str(CASES), "--out", str(folder / "build")])
        _BUILT.append(folder / "build")
    return _BUILT[0]


def _quietly(arguments: list[str]) -> int:
    """The exit code of the command."""
    said, heard = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(heard):
        try:
            kg(arguments)
        except SystemExit as ended:
            return int(ended.code or 0)
    return 0


def _apart(arguments: list[str]) -> tuple[int, float, float]:
    """The exit code of the command in a process of its own, its seconds and megabytes; a query may end its process."""
    child = os.fork()
    if child == 0:
        code = FAULT
        with contextlib.suppress(BaseException):
            code = _quietly(arguments)
        os._exit(code)
    _, ended, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(ended), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


# ---------------------------------------------------------------- one input, and who watches


def try_one(kind: str, number: int, seed: int, keep: Path | None = None) -> Tried:
    """Make an input and give it to the command."""
    random = Random(f"{seed} {kind} {number}")
    with tempfile.TemporaryDirectory(dir=os.environ["FUZZ_ROOM"]) as folder:
        done, arguments = KINDS[kind](random, Path(folder))
        if keep is not None:
            shutil.copytree(folder, keep, dirs_exist_ok=True)
        before = time.process_time()
        code, fault, seconds = None, "", 0.0
        if kind == "query":
            code, seconds, megabytes = _apart(arguments)
            fault = f"{megabytes:.0f} MB" if megabytes > MEGABYTES else ""
        else:
            try:
                code = _quietly(arguments)
            except Exception:  # noqa: BLE001 - whatever it is, it is a fault of the tool
                fault = traceback.format_exc()
            seconds = time.process_time() - before
    if code not in {0, 1, 2, None}:
        fault = f"exit code {code}"
    if seconds > SECONDS:
        fault = fault or f"{seconds:.0f} s"
    return Tried(kind, number, done, code, seconds, fault)


def _work(link: Connection, seed: int, room: str) -> None:
    """Try what comes over the link, with the peak of memory after each."""
    os.environ.update(FUZZ_ROOM=room, KG_DEBUG="1")
    while (task := link.recv()) is not None:
        tried = try_one(*task, seed)
        link.send((tried, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


class Hand:
    """A process that tries inputs, watched from outside."""

    def __init__(self, seed: int, room: str) -> None:
        """Start it."""
        self._link, other = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=_work, args=(other, seed, room), daemon=True)
        self._process.start()
        other.close()
        self.tried = 0

    def ask(self, task: tuple[str, int]) -> tuple[Tried, float]:
        """What became of an input, and the highest use of memory until now, in MB."""
        self.tried += 1
        self._link.send(task)
        try:
            if self._link.poll(PATIENCE):
                answer: tuple[Tried, float] = self._link.recv()
                return answer
            fault = f"no answer within {PATIENCE} s"
        except EOFError:
            fault = "the process ended"
        return Tried(*task, "", None, 0.0, fault), MEGABYTES + 1.0

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.join()


def _try_all(tasks: list[tuple[str, int]], seed: int, room: str) -> list[Tried]:
    """Try these one after the other, in a process that is renewed when it has grown."""
    found, hand = [], Hand(seed, room)
    for task in tasks:
        tried, megabytes = hand.ask(task)
        if megabytes > MEGABYTES:
            # It may have grown over many inputs: what counts is this one in a process of its own.
            hand.end()
            hand = Hand(seed, room)
            tried, megabytes = hand.ask(task) if not tried.fault else (tried, megabytes)
            if megabytes > MEGABYTES and not tried.fault:
                tried = tried._replace(fault=f"{megabytes:.0f} MB")
        found.append(tried)
        if tried.fault:
            print(f"{tried.kind} {tried.number}: {tried.done}\n{tried.fault}", file=sys.stderr, flush=True)
        if len(found) % 100 == 0:
            print(f"{len(found)} of {len(tasks)}", file=sys.stderr, flush=True)
        if megabytes > MEGABYTES or hand.tried >= RENEWED_AFTER:
            hand.end()
            hand = Hand(seed, room)
    hand.end()
    return found


def run(inputs: int, seed: int, hands: int = 1, only: str = "") -> list[Tried]:
    """Try that many inputs, as many of each kind, shared among processes."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - not in the processes

    kinds = [only] if only else list(KINDS)
    tasks = [(kinds[at % len(kinds)], at // len(kinds)) for at in range(inputs)]
    with tempfile.TemporaryDirectory(prefix="fuzz-") as room, ThreadPoolExecutor(hands) as pool:
        shares = pool.map(lambda hand: _try_all(tasks[hand::hands], seed, room), range(hands))
        return sorted(tried for share in shares for tried in share)


def report(found: list[Tried]) -> str:
    """How many of each kind gave which exit code, the slowest, and every fault."""
    lines = []
    for kind in KINDS:
        mine = [tried for tried in found if tried.kind == kind]
        if mine:
            codes = Counter(str(tried.code) for tried in mine)
            told = ", ".join(f"exit {code}: {count}" for code, count in sorted(codes.items()))
            slowest = max(tried.seconds for tried in mine)
            faults = sum(bool(tried.fault) for tried in mine)
            lines.append(f"{kind}: {len(mine)} inputs ({told}), slowest {slowest:.1f} s, faults {faults}")
    lines += [f"\n{t.kind} {t.number}: {t.done}\n{t.fault}" for t in found if t.fault]
    return "\n".join(lines)


def main() -> None:
    """Read the words, try, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hands", type=int, default=2, help="how many processes")
    parser.add_argument("--only", default="", choices=["", *KINDS])
    parser.add_argument("--number", type=int, help="this input only")
    parser.add_argument("--keep", type=Path, help="leave the files of that input here")
    asked: Any = parser.parse_args()
    if asked.number is not None:
        os.environ["FUZZ_ROOM"] = tempfile.mkdtemp(prefix="fuzz-")
        os.environ["KG_DEBUG"] = "1"
        found = [try_one(asked.only, asked.number, asked.seed, asked.keep)]
        shutil.rmtree(os.environ["FUZZ_ROOM"])
    else:
        found = run(asked.inputs, asked.seed, asked.hands, asked.only)
    print(report(found))
    sys.exit(any(tried.fault for tried in found))


if __name__ == "__main__":
    main()
