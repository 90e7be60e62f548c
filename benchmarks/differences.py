"""Show what differs between two versions of the tool: everything they build, and everything their commands print.

``ENV/bin/python benchmarks/differences.py make OUT [CASES]`` builds the cases with the version that is installed in ENV (those
that ship, unless a folder is named) and calls its commands: ``kg trace`` of every claim, ``kg compare`` in every format, with
``--conformance`` and ``--qca`` too, ``kg coverage`` of every case, ``kg check`` with its lists in both languages, ``kg query`` of
every name; text at 80 columns, JSON, CSV, Markdown. All in one process, and the build is read once.

``python benchmarks/differences.py compare A B`` takes two such folders and prints what differs, by kind and then file by file; it
ends with 1 when anything does. ``--but REGEX`` leaves what matches out of account, ``--lines N`` shows more of each file. Two
folders of another make are compared as well.

It calls the commands by their words alone, so that it runs with every version, however the rooms of `kg` are called.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import re
import shutil
import sys
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = "80"
ENDINGS = {"table": "txt", "tree": "txt", "text": "txt", "markdown": "md", "turtle": "ttl"}
FIRST = {
    "claim": "SELECT (MIN(STR(?x)) AS ?first) { ?x a kg:Claim ; kg:inCase ?case } GROUP BY ?case ORDER BY ?first",
    "case": "SELECT (STR(?x) AS ?first) { ?x a kg:Case } ORDER BY ?first",
    "element": "SELECT (MIN(STR(?x)) AS ?first) { ?c kg:subject ?x ; kg:inCase ?case . ?x kg:inCase ?case } GROUP BY ?case ORDER BY ?first",
    "concept": "SELECT (MIN(STR(?x)) AS ?first) { ?y kg:instantiates ?x ; kg:inCase ?case } GROUP BY ?case ORDER BY ?first",
}
"""What a query that asks about one thing is asked about: the first of its sort in each case. Other parameters stay open."""
PARAMETERS = re.compile(r"^# parameters:(.*)$", re.MULTILINE)
NEAR = 60
"""How many characters around the first difference of a line are shown."""


class Commands:
    """The commands of the installed version, called in this process; what each prints is kept in a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in [
            f"kg.cli.{path.stem}" for path in Path(import_module("kg.cli").__path__[0]).glob("*.py")
        ]:
            import_module(name)
        _read_once("load_snapshot")
        self.main = import_module("kg.cli").main

    def ask(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, output and messages of a command."""
        said, told = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
        code: Any = 0
        with redirect_stdout(said), redirect_stderr(told):
            try:
                self.main(list(arguments))
            except SystemExit as end:
                code = end.code or 0
        for stream in (said, told):
            stream.flush()
        out, err = (stream.buffer.getvalue().decode("utf-8") for stream in (said, told))  # type: ignore[attr-defined]
        return int(code), out, err

    def keep(self, name: str, *arguments: str) -> None:
        """Keep what a command prints under a name, and its exit code and messages beside it where there are any."""
        code, out, err = self.ask(*arguments)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        out = out.replace(str(Path.cwd()), "OUT")
        path.write_text(out, encoding="utf-8", newline="")
        if code or err:
            path.with_name(f"{path.name}.messages").write_text(
                f"exit {code}\n{err}", encoding="utf-8", newline=""
            )

    def column(self, sparql: str) -> list[str]:
        """The values of the one column that a query asks for."""
        _, out, err = self.ask("query", "-e", sparql, "--format", "tsv")
        if not out:
            sys.exit(err)
        return [line.strip('"') for line in out.splitlines()[1:]]


def _read_once(name: str) -> None:
    """Let a function that reads a build read it the first time only, wherever in the tool it is known.

    Without it every command reads the build anew, which takes most of its time.
    """
    known = [
        module for key, module in sys.modules.items() if key.split(".")[0] == "kg" and hasattr(module, name)
    ]
    for module in known:
        own = getattr(module, name)
        if not hasattr(own, "cache_info"):
            read = lru_cache(own)
            for other in known:
                if getattr(other, name) is own:
                    setattr(other, name, read)
    if not known:
        print(f"nothing is called {name} here: every command reads the build anew", file=sys.stderr)


def make(out: Path, cases: Path | None) -> None:
    """Build the cases and keep what every command prints of them."""
    out.mkdir(parents=True)
    shipped = import_module("kg.resources").cases_folder()
    shutil.copytree(cases or shipped, out / "cases")  # under one name, which messages repeat
    os.chdir(out)
    os.environ["COLUMNS"] = COLUMNS
    for name in ("KG_DEBUG", "NO_COLOR", "FORCE_COLOR"):
        os.environ.pop(name, None)
    commands = Commands(Path("outputs").resolve())
    steps = (_built, _traced, _compared, _covered, _checked, _asked)
    for step in steps:
        began, before = time.process_time(), _count(commands.folder)
        step(commands)
        print(
            f"{step.__name__[1:]}: {_count(commands.folder) - before} outputs, {time.process_time() - began:.1f} s of the processor"
        )
    shutil.rmtree(".kg-cache", ignore_errors=True)
    shutil.rmtree("cases")


def _count(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def _built(commands: Commands) -> None:
    commands.keep("build.txt", "build", "--cases", "cases", "--out", "build")
    if not Path("build/report.json").is_file():
        sys.exit((commands.folder / "build.txt.messages").read_text("utf-8"))


def _traced(commands: Commands) -> None:
    for iri in commands.column("SELECT (STR(?x) AS ?claim) { ?x a kg:Claim } ORDER BY ?claim"):
        case, _, identifier = iri.partition("/case/")[2].partition("/claim/")
        for form in ("tree", "json", "markdown"):
            name = f"trace/{case}-{identifier}.{ENDINGS.get(form, form)}"
            commands.keep(name, "trace", f"{case}/{identifier}", "--format", form)


def _compared(commands: Commands) -> None:
    for form in ("table", "markdown", "csv", "json"):
        for words in ((), ("--conformance",)):
            name = "".join(words).strip("-") or "cases"
            commands.keep(f"compare/{name}.{ENDINGS.get(form, form)}", "compare", *words, "--format", form)
    for words in ((), ("--readings",)):
        name = "-".join(["qca", *words]).replace("---", "-")
        commands.keep(f"compare/{name}.txt", "compare", "--qca", f"outputs/compare/{name}", *words)


def _covered(commands: Commands) -> None:
    for case in _cases():
        commands.keep(f"coverage/{case}.txt", "coverage", case)


def _checked(commands: Commands) -> None:
    for language in ("en", "zh"):
        for words in ((), ("--review",), ("--disclosure",)):
            for form in ((), ("--json",)):
                name = f"check/{''.join(words).strip('-') or 'plain'}.{language}.{'json' if form else 'txt'}"
                commands.keep(name, "check", *words, *form, "--lang", language, "cases")


def _asked(commands: Commands) -> None:
    folder = import_module("kg.resources").queries_folder()
    files = {path.stem: path.read_text(encoding="utf-8") for path in folder.rglob("*.rq")}
    bound = {name: commands.column(sparql) for name, sparql in FIRST.items()}
    os.environ["COLUMNS"] = "400"
    _, listed, _ = commands.ask("query", "--list")
    os.environ["COLUMNS"] = COLUMNS
    (commands.folder / "query").mkdir()
    (commands.folder / "query/list.txt").write_text(listed, encoding="utf-8")
    for name in re.findall(r"^  (\S+)  ", listed, re.MULTILINE):
        stems = [name] if name in files else [stem for stem in files if stem.startswith(f"{name}-")]
        text = "".join(files[stem] for stem in stems)
        asked = PARAMETERS.findall(text)
        values = [bound.get(word.strip(" ?"), [""]) for word in asked[0].split(",")] if asked else []
        for number in range(max(map(len, values), default=1)):
            binding = [f"{word.strip(' ?')}={own[min(number, len(own) - 1)]}"
                       for word, own in zip(asked[0].split(",") if asked else [], values, strict=True) if own[0]]  # fmt: skip
            for form in ("table", "csv", "json"):
                path = f"query/{name}{f'-{number + 1}' if number else ''}.{ENDINGS.get(form, form)}"
                commands.keep(
                    path,
                    "query",
                    name,
                    *(word for one in binding for word in ("--bind", one)),
                    "--format",
                    form,
                )


def _cases() -> list[str]:
    return sorted(path.name for path in Path("cases").iterdir() if (path / "case.yaml").is_file())


def compare(first: Path, second: Path, but: str, lines: int) -> bool:
    """Print what differs between two folders; whether anything does."""
    left, right = (
        {path.relative_to(at).as_posix() for path in at.rglob("*") if path.is_file()}
        for at in (first, second)
    )
    differing = [
        name for name in sorted(left & right) if (first / name).read_bytes() != (second / name).read_bytes()
    ]
    ignored = re.compile(but.encode()) if but else None
    if ignored:
        differing = [
            name for name in differing if _seen(first / name, ignored) != _seen(second / name, ignored)
        ]
    kinds: dict[str, Counter[str]] = {}
    for what, names in (
        ("files", left | right),
        ("only in the first", left - right),
        ("only in the second", right - left),
        ("differ", differing),
    ):
        for name in names:
            kinds.setdefault(_kind(name), Counter())[what] += 1
    for kind, counts in sorted(kinds.items()):
        found = ", ".join(f"{number} {what}" for what, number in counts.items() if what != "files")
        print(f"{kind}: {counts['files']} files, {found or 'all the same'}")
    for sign, names in (("-", left - right), ("+", right - left)):
        print(*(f"{sign} {name}" for name in sorted(names)), sep="\n", end="\n" if names else "")
    for name in differing:
        print(f"~ {name}")
        print(*_changes(_seen(first / name, ignored), _seen(second / name, ignored), lines), sep="\n")
    return bool(differing or left ^ right)


def _kind(name: str) -> str:
    """What a file is, by the folders it lies in and its ending: ``outputs/trace *.json``."""
    folder = "/".join(name.split("/")[:-1][:2])
    return f"{folder} *{Path(name).suffix}".strip()


def _seen(path: Path, ignored: re.Pattern[bytes] | None) -> bytes:
    """What is in a file, unpacked, without what is left out of account."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    return ignored.sub(b"", data) if ignored else data


def _changes(old: bytes, new: bytes, most: int) -> Iterator[str]:
    """The lines that only one of two files has, side by side around their first difference; files of any length."""
    before, after = (text.decode("utf-8", "backslashreplace").splitlines() for text in (old, new))
    gone, come = Counter(before), Counter(after)
    gone, come = gone - come, come - gone
    left, right = (
        list(dict.fromkeys(filter(gone.__contains__, before))),
        list(dict.fromkeys(filter(come.__contains__, after))),
    )
    if not left and not right:
        yield "  the same lines in another order, or other ends of lines"
    for number in range(min(max(len(left), len(right)), most)):
        one, other = (side[number] if number < len(side) else "" for side in (left, right))
        at = max(_shared(one, other) - NEAR, 0)
        yield from (
            f"  {sign} {'…' if at else ''}{line[at : at + 3 * NEAR]}"
            for sign, line in (("-", one), ("+", other))
            if line
        )
    if max(len(left), len(right)) > most:
        yield f"  … {len(left)} lines only in the first, {len(right)} only in the second"


def _shared(one: str, other: str) -> int:
    """How many signs two lines begin with alike."""
    unlike = (at for at, (sign, its) in enumerate(zip(one, other, strict=False)) if sign != its)
    return next(unlike, min(len(one), len(other)))


def main() -> int:
    """Do what the words on the command line say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    modes = parser.add_subparsers(dest="mode", required=True)
    making = modes.add_parser("make")
    making.add_argument("out", type=Path)
    making.add_argument("cases", type=Path, nargs="?")
    comparing = modes.add_parser("compare")
    comparing.add_argument("first", type=Path)
    comparing.add_argument("second", type=Path)
    comparing.add_argument("--but", default="", metavar="REGEX")
    comparing.add_argument("--lines", type=int, default=3)
    words = parser.parse_args()
    if words.mode == "make":
        make(words.out.resolve(), words.cases and words.cases.resolve())
        return 0
    return int(compare(words.first, words.second, words.but, words.lines))


if __name__ == "__main__":
    sys.exit(main())
