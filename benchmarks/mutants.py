"""Change one place of the code and see whether a test notices; again and again, drawn by a seed.

``python benchmarks/mutants.py`` draws 120 mutants (``--count``, ``--seed``), for each room of `kg` in proportion to its
lines. Each is put into a copy of the tree. First the tests of its room run, with the examples in the docstrings of its
module; if they pass, the rest of the suite. A failing test counts only if it passes without the mutant. What is not
decided within ten minutes counts as alive. Each result is a line of ``results/mutants.jsonl`` at once, so a run that was
stopped goes on where it was; ``results/mutants.md`` is the table by room.

``--room-only`` leaves out the rest of the suite: then *alive* means that the room's own tests see nothing. ``--room``
keeps to some rooms, and ``--table`` only writes the table. Tests that judge form (style, types) are left out: they notice
a name that is not used any more, which nobody who runs the tool would.

A mutant that no test could notice may stand in ``mutants_equivalent.json`` with its reason, at most six in all.

Own code and not cosmic-ray or mutmut: both make every mutant there is (tens of thousands here, at minutes each), know no
draw by room, and run one command for all; the draw and the two rounds would be as long as this, around them.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from mutations import Change, changes_of

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "mutants.jsonl"
EQUIVALENT = ROOT / "benchmarks" / "mutants_equivalent.json"
MOST_EQUIVALENT = 6
PATIENCE = 600
"""Seconds for one mutant, both rounds together."""
ELSEWHERE: dict[str, tuple[tuple[str, ...], str]] = {
    "__init__": (("tests/api",), "the door of the room api"),
    "__main__": (("tests/cli",), "starts the room cli"),
    "export": (("tests/api", "tests/site/test_graphs.py", "tests/server/test_things.py"), "seen through its doors only"),
    "resources": (("tests/contracts/test_installed.py", "tests/cli/test_missing_parts.py"), "says where folders lie"),
    "version": (("tests/contracts/test_docs.py",), "one line, compared with the documents"),
}  # fmt: skip
"""The rooms that have no folder of their own under ``tests/``: which tests are theirs, and why."""
FORM = ("tests/contracts/test_house.py", "tests/contracts/test_installed.py")
"""What judges the form of the code, or the copy that is installed."""
EXAMPLES = "tests/contracts/test_examples.py::test_the_examples_of_a_module_run"


class Mutant(NamedTuple):
    """One place of the code, changed."""

    room: str
    module: str
    line: int
    kind: str
    before: str
    after: str
    text: str
    """The whole module with the change."""

    @property
    def key(self) -> list[Any]:
        """What tells it from others, also in a later run."""
        return [self.module, self.line, self.kind, self.before, self.after]


def room_of(path: Path) -> str:
    """The room that a module belongs to."""
    return path.relative_to(ROOT / "kg").parts[0].removesuffix(".py")


def rooms() -> dict[str, list[Path]]:
    """The modules of each room."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((ROOT / "kg").rglob("*.py")):
        found[room_of(path)].append(path)
    return dict(found)


def tests_of(room: str) -> list[str]:
    """The tests of a room, as pytest names them."""
    return list(ELSEWHERE[room][0]) if room in ELSEWHERE else [f"tests/{room}"]


def lines_of(paths: list[Path]) -> int:
    """The lines of some modules."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def shares(count: int) -> dict[str, int]:
    """How many mutants each room gets: in proportion to its lines, the largest remainders rounded up."""
    lines = {room: lines_of(paths) for room, paths in rooms().items()}
    exact = {room: count * number / sum(lines.values()) for room, number in lines.items()}
    given = {room: math.floor(share) for room, share in exact.items()}
    by_rest = sorted(exact, key=lambda room: (given[room] - exact[room], room))
    for room in by_rest[: count - sum(given.values())]:
        given[room] += 1
    return given


def drawn(seed: int, room: str, count: int) -> list[Mutant]:
    """So many mutants of a room: each time a kind by lot, and then one of that kind."""
    chance = random.Random(f"{seed} {room}")  # noqa: S311 - chance from a seed, and nothing secret
    by_kind: dict[str, list[tuple[str, Change]]] = defaultdict(list)
    for path in rooms()[room] if count else []:
        for change in changes_of(path.read_text(encoding="utf-8")):
            by_kind[change.kind].append((path.relative_to(ROOT).as_posix(), change))
    found = []
    while len(found) < count and by_kind:
        kind = chance.choice(sorted(by_kind))
        module, change = by_kind[kind].pop(chance.randrange(len(by_kind[kind])))
        found.append(Mutant(room, module, change.line, kind, *change.words(), change.text()))
        if not by_kind[kind]:
            del by_kind[kind]
    return found


class Copy:
    """A copy of the tree, where one module is changed at a time and the tests run."""

    def __init__(self, folder: Path) -> None:
        self.tree = folder / "tree"
        self.folder = folder
        self.clock = int(time.time())
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
        for name in filter(None, names):
            if (ROOT / name).is_file():
                (self.tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.tree / name)
        for name in ("site/dist", "site/node_modules"):  # made or fetched, and in no commit
            if (ROOT / name).is_dir():
                (self.tree / name).symlink_to(ROOT / name)
        for words in (["init", "-q"], ["add", "-A"]):
            subprocess.run(["git", *words], cwd=self.tree, check=True, capture_output=True)  # noqa: S607
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("KG_")},
            "PYTHONPATH": str(self.tree),
        }
        found = self.run([sys.executable, "-c", "import kg; print(kg.__file__)"], PATIENCE, is_told=True)
        if not found[1].startswith(str(self.tree)):
            sys.exit(f"the tests would run {found[1]}")

    def run(self, command: list[str], seconds: float, *, is_told: bool = False) -> tuple[int | None, str]:
        """Run a command in the copy and end all of it when the time is over: its exit code, or none, and its words."""
        process = subprocess.Popen(
            command, cwd=self.tree, env=self.environment, start_new_session=True, text=True,
            stdout=subprocess.PIPE if is_told else subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            said, _ = process.communicate(timeout=max(seconds, 1))
        except subprocess.TimeoutExpired:
            return None, ""
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
        return process.returncode, said or ""

    def write(self, module: str, text: str) -> None:
        """Write a module; its time moves on each time, or Python would take what it compiled before."""
        self.clock += 2
        (self.tree / module).write_text(text, encoding="utf-8")
        os.utime(self.tree / module, (self.clock, self.clock))

    def failing(self, words: list[str], seconds: float) -> list[str] | None:
        """Run tests up to the first that fails: its name, nothing if all pass, None if the time was not enough."""
        kept, temp = self.folder / "kept", self.folder / "temp"
        shutil.rmtree(kept, ignore_errors=True)
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-o",
            f"cache_dir={kept}",
            f"--basetemp={temp}",
        ]
        code, _ = self.run([*command, *words], seconds)
        shutil.rmtree(temp, ignore_errors=True)
        if code is None or code == 0:
            return None if code is None else []
        last = kept / "v" / "cache" / "lastfailed"
        return (
            list(json.loads(last.read_text(encoding="utf-8"))) if last.is_file() else ["the start of pytest"]
        )


def judged(copy: Copy, mutant: Mutant, words: list[str], until: float) -> tuple[str, str]:
    """Run tests with a mutant: killed and by which test, alive, or undecided."""
    original = (copy.tree / mutant.module).read_text(encoding="utf-8")
    deselected: list[str] = []
    while True:
        copy.write(mutant.module, mutant.text)
        failed = copy.failing([*words, *deselected], until - time.monotonic())
        copy.write(mutant.module, original)
        if not failed:
            return ("undecided" if failed is None else "alive"), ""
        control = ["-n", "0", *(failed if "::" in failed[0] else [*words, "--collect-only"])]
        without = copy.failing(control, until - time.monotonic())
        if without == []:
            return "killed", failed[0]
        if without is None or "::" not in failed[0]:
            return "undecided", f"{failed[0]} fails without it too"
        deselected += [f"--deselect={name}" for name in failed]


def tried(copy: Copy, mutant: Mutant, *, is_room_only: bool) -> dict[str, Any]:
    """What became of a mutant, as a line of the results."""
    began = time.monotonic()
    until = began + PATIENCE
    name = mutant.module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    examples = [] if name.endswith("__main__") else [f"{EXAMPLES}[{name}]"]
    own = [*examples, *tests_of(mutant.room)]
    verdict, test = judged(copy, mutant, ["-n", "0", *own], until)
    by = "room" if verdict == "killed" else ""
    if verdict == "alive" and not is_room_only:
        rest = [f"--ignore={path}" for path in (*FORM, *tests_of(mutant.room))]
        verdict, test = judged(copy, mutant, rest, until)
        by = "suite" if verdict == "killed" else ""
    seconds = round(time.monotonic() - began)
    asked = "room" if is_room_only else "all"
    told = {"verdict": verdict, "by": by, "test": test, "asked": asked, "seconds": seconds}
    return {"room": mutant.room, "key": mutant.key, **told}


def equivalent() -> dict[str, str]:
    """The mutants that no test could notice, by what tells them from others, with the reason."""
    listed = json.loads(EQUIVALENT.read_text(encoding="utf-8"))
    if len(listed) > MOST_EQUIVALENT or not all(one["reason"].strip() for one in listed):
        sys.exit(f"{EQUIVALENT}: at most {MOST_EQUIVALENT} may be left out, each with its reason")
    return {json.dumps(one["key"]): one["reason"] for one in listed}


def results(path: Path) -> dict[str, dict[str, Any]]:
    """What earlier runs found, the latest of each mutant."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {json.dumps(one["key"]): one for one in map(json.loads, lines)}


def table(seed: int, wanted: list[Mutant], found: dict[str, dict[str, Any]]) -> str:
    """The results by room, in Markdown, with the mutants that live."""
    left_out = equivalent()
    keys = {json.dumps(mutant.key): mutant for mutant in wanted}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    alive = []
    for key, mutant in keys.items():
        one = found.get(key)
        verdict = (
            "left out" if key in left_out else "not tried" if one is None else one["by"] or one["verdict"]
        )
        if verdict == "alive" and one is not None and one["asked"] == "room":
            verdict = "not seen by its room"
        counts[mutant.room][verdict] += 1
        if verdict in ("alive", "undecided", "not seen by its room"):
            alive.append(
                f"- {verdict}: `{mutant.module}:{mutant.line}` {mutant.kind}: `{mutant.before}` → `{mutant.after}`"
            )
    columns = ["room", "suite", "not seen by its room", "alive", "undecided", "left out", "not tried"]
    heads = ["room", "drawn", "killed by its room", "killed by the rest", *columns[2:]]
    rows = [
        [room, sum(count.values()), *(count[c] for c in columns)] for room, count in sorted(counts.items())
    ]
    rows.append(["all", len(keys), *(sum(count[c] for count in counts.values()) for c in columns)])
    form = ["| " + " | ".join(map(str, row)) + " |" for row in [heads, ["---"] * len(heads), *rows]]
    return (
        f"# Mutants\n\n{len(keys)} mutants by `python benchmarks/mutants.py --seed {seed} --count {len(keys)}`. Undecided in "
        f"{PATIENCE // 60} minutes counts as alive.\n\n" + "\n".join(form) + "\n\n" + "\n".join([*alive, ""])
    )


def main() -> None:
    """Draw, try what was not tried, and write the table."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--count", type=int, default=120)
    words.add_argument("--room", nargs="*", help="only these rooms, in this order")
    words.add_argument("--room-only", action="store_true", help="leave out the rest of the suite")
    words.add_argument("--table", action="store_true", help="try nothing, write the table")
    words.add_argument("--results", type=Path, default=RESULTS)
    given = words.parse_args()
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that the copy goes, and the tests that run in it
    wanted = [m for room, count in shares(given.count).items() for m in drawn(given.seed, room, count)]
    order = given.room or list(rooms())
    todo = sorted((m for m in wanted if m.room in order), key=lambda m: order.index(m.room))
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = None if given.table else Copy(Path(folder))
        for mutant in todo if copy else []:
            known = results(given.results).get(json.dumps(mutant.key))
            is_open = known is None or (
                known["asked"] == "room" and known["by"] == "" and not given.room_only
            )
            if not is_open or json.dumps(mutant.key) in equivalent():
                continue
            one = tried(copy, mutant, is_room_only=given.room_only)
            with given.results.open("a", encoding="utf-8") as file:
                file.write(json.dumps(one, ensure_ascii=False) + "\n")
            print(one["verdict"], one["by"], f"{one['seconds']} s", *mutant.key, sep="  ", flush=True)
    given.results.with_suffix(".md").write_text(
        table(given.seed, wanted, results(given.results)), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
