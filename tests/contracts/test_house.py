"""The house rules that a tool can hold: style, types, floors, sizes, names, addresses."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(sys.executable).parent

TOOLS = {
    "ruff check": [str(SCRIPTS / "ruff"), "check", "."],
    "ruff format": [str(SCRIPTS / "ruff"), "format", "--check", "."],
    "mypy": [str(SCRIPTS / "mypy")],
    "import-linter": [str(SCRIPTS / "lint-imports")],
}
MODULE_LINES = 400
FUNCTION_LINES = 60
MEDIAN_FUNCTION_LINES = 12
TOP_ENTRIES = 20
VAGUE = {
    "common",
    "final",
    "helper",
    "helpers",
    "manager",
    "misc",
    "new",
    "old",
    "stuff",
    "tools",
    "util",
    "utils",
}
# The brackets keep this file from matching its own rule.
ADDRESSES = re.compile(
    r"pypi\.o[r]g|pythonhosted\.o[r]g|npmjs\.o[r]g|npmjs\.c[o]m|deb\.debian\.o[r]g"
    r"|jsdelivr\.n[e]t|unpkg\.c[o]m|cdnjs\.c[l]oudflare|fonts\.g[o]ogle"
    r"|(?<![\w./-])/(?:w[o]rk|t[m]p|r[o]ot|s[h]ared|h[o]me|U[s]ers|o[p]t)/"
)


def tracked() -> list[Path]:
    """Every file that is or would be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def modules() -> list[Path]:
    """Every Python module of the tool and of its tests."""
    return [path for path in tracked() if path.suffix == ".py"]


def functions(path: Path) -> list[tuple[str, int]]:
    """Each function of a module and the lines of its body, without its docstring."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            has_docstring = ast.get_docstring(node) is not None and first.end_lineno is not None
            start = first.end_lineno if has_docstring else first.lineno - 1
            found.append(
                (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - (start or 0))
            )
    return found


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_finds_nothing(tool: str) -> None:
    """Style, form, types and floors are clean, with no exception listed elsewhere."""
    done = subprocess.run(TOOLS[tool], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"{tool}\n{done.stdout}\n{done.stderr}"


def test_no_module_is_long() -> None:
    """A module that outgrows one sitting becomes a folder."""
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()
    }
    assert len(sizes) >= 30
    assert {name: size for name, size in sizes.items() if size > MODULE_LINES} == {}


def test_no_function_is_long() -> None:
    """A function fits on a screen, and most are short."""
    sizes = [entry for path in modules() for entry in functions(path)]
    assert len(sizes) >= 100
    assert [entry for entry in sizes if entry[1] > FUNCTION_LINES] == []
    assert statistics.median(size for _, size in sizes) <= MEDIAN_FUNCTION_LINES


def test_no_name_is_vague() -> None:
    """A file or folder is named by what it holds."""
    parts = {part.split(".")[0] for path in tracked() for part in path.relative_to(ROOT).parts}
    assert parts & VAGUE == set()


def test_the_top_is_short() -> None:
    """Whoever opens the repository sees all of it at once."""
    visible = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert len({name for name in visible if not name.startswith(".")}) <= TOP_ENTRIES


def test_no_file_names_a_machine_or_a_registry() -> None:
    """No host of a package registry or content network, and no path of one machine, is written down."""
    hits = []
    for path in tracked():
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        hits += [
            f"{path.relative_to(ROOT)}:{number}"
            for number, line in enumerate(lines, 1)
            if ADDRESSES.search(line)
        ]
    assert hits == []


def test_the_address_rule_can_fail() -> None:
    """The pattern finds what it forbids and leaves web addresses alone."""
    assert ADDRESSES.search("see /" + "tmp/x")
    assert ADDRESSES.search("https://registry." + "npmjs." + "org/x")
    assert not ADDRESSES.search("https://w3id.org/tongban-kg/work/x")


def test_each_library_has_its_owner() -> None:
    """Each library that the tool imports belongs to named rooms, so a contract can hold it."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    owned = set(re.findall(r'"([\w]+)"', " ".join(re.findall(r"protected_modules = \[(.*?)\]", text))))
    imported = set()
    for path in (ROOT / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    assert imported - set(sys.stdlib_module_names) - {"kg"} == owned
