"""The documents say what is true: links lead somewhere, commands exist, pages and code agree."""

from __future__ import annotations

import ast
import hashlib
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

import kg
from kg import files
from kg.asking import catalog
from kg.authoring import nodes
from kg.cli import group
from kg.cli.query import command as query_command
from kg.evidence.anchor import LONGEST as LONGEST_QUOTATION
from kg.kit.sheets import cells
from kg.problems import enough
from kg.server.body import MOST_BODY, SECONDS
from kg.server.settings import Settings
from kg.spreadsheets import LARGEST
from kg.store import binding

ROOT = Path(__file__).resolve().parents[2]
INSTALL_AND_BUILD = """python -m pip install --require-hashes -r locks/build.lock &&
python -m pip install --require-hashes --no-build-isolation -r requirements.lock &&
python -m pip install --no-deps --no-build-isolation . && kg build
"""
INSTALL_AND_TEST = """python -m pip install --require-hashes -r locks/build.lock &&
python -m pip install --require-hashes --no-build-isolation -r locks/dev.lock &&
python -m pip install --no-deps --require-hashes -r tests/ontology/owl-api.txt &&
python -m pip install --no-deps --no-build-isolation . &&
npm ci --prefix site --ignore-scripts && pytest
"""
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pages() -> list[Path]:
    """Every Markdown page that is or would be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def prose(path: Path) -> str:
    """The page without its fenced blocks, whose brackets are not links."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """The anchors that a renderer makes from the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.strip().replace(" ", "-") for heading in plain}


def broken_links(path: Path) -> list[str]:
    """The links of a page that lead to no file or no heading."""
    broken = []
    for match in LINK.finditer(prose(path)):
        link = match[1] or match[2]
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            broken.append(f"{path.relative_to(ROOT)}: {link}")
    return broken


def command_lines() -> list[tuple[str, str]]:
    """Each ``kg`` command line that a page shows in a block or between backticks."""
    found = []
    for path in pages():
        text = path.read_text(encoding="utf-8")
        blocks = [block for _, block in FENCE.findall(text)]
        lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
        lines += re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
        found += [(str(path.relative_to(ROOT)), line) for line in lines if re.match(r"kg [a-z-]", line)]
    return found


def unknown_words(line: str) -> list[str]:
    """The subcommand and the long options of a command line that the tool does not know."""
    words = line.split()[1:]
    command: click.Command = group
    context = click.Context(group, info_name="kg")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        child = command.get_command(context, words[0])
        if child is None:
            return [words[0]]
        command, words = child, words[1:]
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    options = [word.split("=")[0] for word in words if re.fullmatch(r"--[a-z-]+(=.*)?", word)]
    return [option for option in options if option not in known | {"--help"}]


def test_every_internal_link_leads_somewhere() -> None:
    """A link to a file or a heading of this repository finds it."""
    assert len(pages()) >= 15
    assert [link for path in pages() for link in broken_links(path)] == []


def test_every_page_that_the_code_names_exists() -> None:
    """A docstring or message that sends its reader to a page of docs/ sends it somewhere."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "kg").rglob("*.py")]
    named = {name for text in sources for name in re.findall(r"docs/[\w/.-]+\.md", text)}
    assert len(named) >= 5
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_every_shown_command_exists() -> None:
    """Whatever ``kg`` command a page shows, the tool knows its words."""
    lines = command_lines()
    assert len(lines) >= 20
    assert [(page, line, words) for page, line in lines if (words := unknown_words(line))] == []


def test_every_command_has_help() -> None:
    """Each command and each of its options says what it is for."""
    context = click.Context(group, info_name="kg")
    children = [group.get_command(context, name) for name in group.list_commands(context)]
    assert len(children) >= 5
    assert [child for child in children if child is None or not child.help] == []
    options = [
        option for child in children if child for option in child.params if isinstance(option, click.Option)
    ]
    assert [option.name for option in options if not option.help] == []


def test_the_readme_quotes_both_commands() -> None:
    """The README gives the two commands, and CI runs the second one as it stands there."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert INSTALL_AND_BUILD in readme
    assert INSTALL_AND_TEST in readme
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").endswith(f"\n\n{INSTALL_AND_TEST}")


@pytest.mark.parametrize(
    "page", ["case-format.md", "cli.md", "ontology-modules.svg", "ontology-reference.md", "relations.md"]
)
def test_a_generated_page_is_fresh(page: str) -> None:
    """A generated page equals what ``make docs`` would write."""
    generated = runpy.run_path(str(ROOT / "docs" / "generate.py"))["PAGES"][page]()
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == generated


def test_the_map_shows_every_room() -> None:
    """The code map of ARCHITECTURE.md and the folders of kg/ name the same rooms."""
    table = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("## Code map")[1].split("\n## ")[0]
    mapped = set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))
    rooms = {
        path.stem
        for path in (ROOT / "kg").iterdir()
        if not path.stem.startswith("__") and (path.suffix == ".py" or (path / "__init__.py").is_file())
    }
    assert mapped == rooms


def test_the_map_shows_every_library() -> None:
    """Each dependency stands in the library table of ARCHITECTURE.md."""
    table = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("## Libraries")[1]
    project = PYPROJECT["project"]
    names = [*project["dependencies"], *project["optional-dependencies"]["dl"]]
    assert [name for name in names if f"`{re.split('[<>=]', name)[0]}`" not in table] == []


def test_every_make_target_of_a_page_exists() -> None:
    """Whatever ``make`` target a page names, the Makefile has it."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        name for path in pages() for name in re.findall(r"`make ([a-z]+)`", path.read_text(encoding="utf-8"))
    }
    assert len(named) >= 3
    assert named <= targets


def test_the_version_has_one_source() -> None:
    """The citation file and the newest changelog heading follow the package."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^version: (.+)$", citation, re.MULTILINE)[1] == kg.__version__  # type: ignore[index]
    assert f"## [{kg.__version__}]" in changelog
    assert {"### Ontology", "### Cases", "### Tool"} <= set(changelog.splitlines())


def test_decisions_are_numbered_and_complete() -> None:
    """Decision records are numbered without a gap and have the same four parts."""
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    parts = ["## Context", "## Decision", "## Rejected", "## Consequences"]
    assert len(records) >= 8
    assert [
        p.name for p in records if re.findall(r"^## \w+", p.read_text("utf-8"), re.MULTILINE) != parts
    ] == []


def test_python_versions_agree() -> None:
    """The tests run on a Python that the package admits."""
    assert PYPROJECT["project"]["requires-python"] == ">=3.11"
    assert sys.version_info >= (3, 11)


def test_the_plots_are_drawn_from_the_figures_that_lie_there() -> None:
    """After a benchmark ``python docs/generate_figures.py`` is run."""
    drawn = (ROOT / "docs" / "figures" / "made-from.txt").read_text(encoding="utf-8").splitlines()
    assert drawn
    for line in drawn:
        digest, name = line.split("  ")
        data = (ROOT / "benchmarks" / "results" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest, f"{name} was measured anew and not drawn"


def test_the_limits_in_the_documents_are_those_of_the_code() -> None:
    """Who changes a limit changes the document that tells of it."""
    read = {
        name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
        for name in ("operating", "serving", "case-format", "errors")
    }
    million = 1_000_000
    query = next(option for option in query_command.params if option.name == "time_limit").default
    memory = next(option for option in query_command.params if option.name == "memory_limit").default
    told = {
        "operating": [
            f"ended after {query} s", f"or {memory} MB of memory", f"nested more than {binding.DEEPEST} deep",
            f"more than {binding.MOST_PARTS:,} words and signs", f"at most {LONGEST_QUOTATION:,} characters, an id {nodes.LONGEST}",
            f"After {enough.MOST:,} problems", f"at most {files.SOURCE_LIMIT // million} MB ({files.SOURCE_LIMIT:,} bytes)",
        ],
        "serving": [
            f"nested more than {binding.DEEPEST} deep", f"more than {binding.MOST_PARTS:,} words and signs",
            f"{MOST_BODY // million} MB ({MOST_BODY:,} bytes) for a request", f"| {Settings().seconds:g} s |",
            f"| {Settings().result_bytes // million} MB |", f"| {Settings().memory_bytes // million:,} MB for each engine |",
            f"{SECONDS:g} s for its body",
        ],
        "case-format": [
            (f"up to {LARGEST // million} MB, {cells.MOST_ROWS:,} rows, {cells.MOST_COLUMNS} columns, {cells.MOST_CELLS:,} filled cells "
            f"and {cells.MOST_LETTERS:,} characters"), "at most 400 characters after the last",
        ],
        "errors": [
            (f"at most {files.SOURCE_LIMIT // million} MB, one YAML file {files.YAML_LIMIT // million} MB, one workbook or CSV file "
            f"{LARGEST // million} MB with {cells.MOST_CELLS:,} filled cells"), f"at most {cells.LONGEST:,} characters",
        ],
    }  # fmt: skip
    missing = {
        name: [words for words in wanted if words not in " ".join(read[name].split())]
        for name, wanted in told.items()
    }
    assert missing == {name: [] for name in told}


ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
NETWORK = {
    "socket",
    "httpx",
    "aiohttp",
    "distributed",
    "requests",
    "smtplib",
    "ftplib",
    "http",
    "urllib.request",
}
"""Modules by which a program may reach another one over a network."""
CLOCKS = {"time", "monotonic", "perf_counter", "process_time", "now", "utcnow", "today"}
"""What reads a clock, of the modules time, datetime and asyncio."""


def parsed_rooms() -> list[tuple[str, Path, ast.Module]]:
    """Every module of the tool, parsed, with its room."""
    paths = sorted((ROOT / "kg").rglob("*.py"))
    return [(path.relative_to(ROOT / "kg").parts[0].removesuffix(".py"), path, ast.parse(path.read_text("utf-8"))) for path in paths]  # fmt: skip


def imported(module: ast.Module) -> set[str]:
    """What a module imports, wherever in it, but for types: by the whole name and by its first part."""
    names = set()
    for node in ast.walk(module):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names | {name.partition(".")[0] for name in names}


def test_the_rooms_that_reach_a_network_are_those_named() -> None:
    """Invariant 6: no other room has the means to open a socket."""
    found = {room for room, _, module in parsed_rooms() if imported(module) & NETWORK}
    sentence = re.search(r"No room but (.+?) opens a socket", ARCHITECTURE)
    assert sentence
    assert found == set(re.findall(r"`(\w+)`", sentence[1])) == {"server", "store", "workers"}


def test_the_room_that_reads_a_clock_is_the_one_named() -> None:
    """Invariant 6: what is written depends on no clock."""
    found = {
        room
        for room, _, module in parsed_rooms()
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and ast.unparse(node.func.value)
        in {"time", "loop", "datetime", "date", "datetime.datetime", "datetime.date"}
    }
    sentence = re.search(r"None but `(\w+)` reads a\s+clock", ARCHITECTURE)
    assert sentence
    assert found == {sentence[1]}


def test_only_the_model_makes_iris() -> None:
    """Invariant 3: no other room puts anything behind the base of our IRIs."""
    assert "Only `model` makes IRIs" in ARCHITECTURE
    bases = {f"{owner}{name}" for owner in ("", "iris.") for name in ("BASE", "TERMS", "CASES", "THEORIES")}
    found, in_model = [], 0
    for room, path, module in parsed_rooms():
        for node in ast.walk(module):
            joined = [part.value for part in node.values if isinstance(part, ast.FormattedValue)] if isinstance(node, ast.JoinedStr) else []  # fmt: skip
            joined += [node.left] if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) else []
            if any(ast.unparse(part) in bases for part in joined):
                in_model += room == "model"
                found += [] if room == "model" else [f"{path.relative_to(ROOT)}:{node.lineno}"]
    assert in_model > 5
    assert found == []


def test_import_kg_has_the_names_told() -> None:
    """ARCHITECTURE names what ``import kg`` gives; the room that gives it has nothing else."""
    told = re.search(r"the five names of `import kg`: ([\w, ]+)", ARCHITECTURE)
    assert told
    names = {name for name in kg.__all__ if not name.startswith("_")}
    public = {
        node.name
        for room, _, module in parsed_rooms()
        if room == "api"
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }
    assert set(told[1].strip().split(", ")) == names == public


def test_the_tutorial_counts_the_questions() -> None:
    """As many as ``kg query --list`` shows under competency."""
    told = re.search(r"^(\d+) questions come with the tool", (ROOT / "docs/tutorial.md").read_text("utf-8"), re.MULTILINE)  # fmt: skip
    assert told
    assert int(told[1]) == sum(query.group == "competency" for query in catalog())


def test_the_limits_of_size_are_those_of_the_house() -> None:
    """CONTRIBUTING tells how long a module and a function may be; the tests of the house hold it."""
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    held = (ROOT / "tests/contracts/test_house.py").read_text(encoding="utf-8")
    module, function = (re.search(rf"^{name}_LINES = (\d+)", held, re.MULTILINE) for name in ("MODULE", "FUNCTION"))  # fmt: skip
    assert module
    assert function
    assert (
        f"A module stays under {module[1]} lines, a function under 25 where it can and under {function[1]} always"
        in told
    )
